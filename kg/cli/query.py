"""kg query: SPARQL."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from kg.cli.options import console, store_option


@click.command("query")
@click.argument("source", metavar="[FILE|NAME|-]", required=False)
@store_option
@click.option(
    "-p", "--param", "params", multiple=True, metavar="NAME=VALUE", help="Bind a parameter of the query."
)
@click.option(
    "--format",
    "format_",
    type=click.Choice(["table", "csv", "tsv", "json", "ttl"]),
    default="table",
    show_default=True,
)
def query_command(source: str | None, store_path: Path, params: tuple[str, ...], format_: str) -> int:
    """Ask the graph in SPARQL: a file, a named query, or `-` for standard input. Without one, list the named queries.

    \b
    Examples:
      kg query                                       the named queries and their parameters
      kg query roles                                 who holds which post
      kg query articles -p entity=无锡市
      kg query my.rq --format csv > result.csv
      echo 'SELECT * { ?s a kg:Site }' | kg query -

    The prefixes kg, rdf, rdfs, xsd, skos, prov and schema are known.
    """
    from kg.query import named_queries, parse_query, read_query, run
    from kg.query.results import write
    from kg.store import Store

    if source is None:
        for query in named_queries().values():
            click.echo(f"{query.name:18}{query.title}")
            for parameter in query.parameters:
                click.echo(f"{'':18}  -p {parameter.name}=…  ({parameter.kind}) {parameter.about}")
        return 0
    query = parse_query("-", sys.stdin.read()) if source == "-" else read_query(source)
    with Store.read(store_path) as store:
        write(run(store.graph, query, _values(params), base=store.base), format_, console(), base=store.base)
    return 0


def _values(params: tuple[str, ...]) -> dict[str, str]:
    values = {}
    for param in params:
        name, equals, value = param.partition("=")
        if not equals or not name.isidentifier():
            raise click.UsageError(f"-p {param}: a parameter reads NAME=VALUE")
        values[name] = value
    return values
