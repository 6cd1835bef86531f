"""kg report: what a store holds, for people."""

from __future__ import annotations

from pathlib import Path
from shutil import get_terminal_size

import click

from kg.cli.options import store_option


@click.command("report")
@click.argument("name", default="overview")
@store_option
@click.option(
    "--format",
    "format_",
    type=click.Choice(["text", "csv", "json", "md", "html"]),
    default="text",
    show_default=True,
    help="html is a page that needs nothing else.",
)
def report_command(name: str, store_path: Path, format_: str) -> int:
    """Report on the store.

    \b
    Examples:
      kg report overview
      kg report overview --format html > overview.html
      kg report roles --format csv > roles.csv      who held which post, from when to when

    Reports: overview, centrality, campaigns, sites, roles, organisations, timeline, communities, gaps, quality.
    """
    from kg.errors import UsageError
    from kg.report import REPORTS, WIDTH, render
    from kg.store import Store

    if name not in REPORTS:
        raise UsageError(f"no report {name!r}; there are {', '.join(REPORTS)}")
    width = get_terminal_size((WIDTH, 24)).columns
    with Store.read(store_path) as store:
        click.echo(render(REPORTS[name](store), format_, width=width), nl=False)
    return 0
