"""kg ontology: the types and predicates of the graph."""

from __future__ import annotations

import click


@click.command("ontology")
@click.option(
    "--format",
    "format_",
    type=click.Choice(["table", "ttl", "html"]),
    default="table",
    show_default=True,
    help="html is a page that needs nothing else.",
)
def ontology_command(format_: str) -> int:
    """Print the ontology: a table, Turtle, or a page for a browser.

    \b
    Examples:
      kg ontology
      kg ontology --format ttl > ontology.ttl
      kg ontology --format html > ontology.html
    """
    from kg.ontology import as_html, as_table, as_turtle, ontology

    render = {"table": as_table, "ttl": as_turtle, "html": as_html}[format_]
    click.echo(render(ontology()), nl=False)
    return 0
