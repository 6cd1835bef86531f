"""kg query: SPARQL."""

from __future__ import annotations

import sys
from collections.abc import Set
from pathlib import Path
from typing import TYPE_CHECKING

import click

from kg.cli.options import counted, print_table, store_option

if TYPE_CHECKING:
    from kg.query import Results


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
    help="table, or ttl where a query gives triples, when left out; csv, tsv and json are those of SPARQL 1.1.",
)
@click.option(
    "--endpoint",
    metavar="URL",
    help="Ask this SPARQL 1.1 server instead of a store (environment: KG_ENDPOINT_AUTH=user:password).",
)
@click.option(
    "--graph",
    metavar="IRI",
    default="",
    help="The server's graph that stands for the default graph, where it has none (Virtuoso).",
)
def query_command(
    source: str | None,
    store_path: Path,
    params: tuple[str, ...],
    format_: str | None,
    endpoint: str | None,
    graph: str,
) -> int:
    """Ask the graph in SPARQL: a file, a named query, or `-` for standard input. Without one, list the named queries.

    \b
    Examples:
      kg query                                       the named queries and their parameters
      kg query roles                                 who holds which post
      kg query articles -p entity=无锡市
      kg query my.rq --format csv > result.csv
      echo 'SELECT * { ?s a kg:Site }' | kg query -
      kg query roles --endpoint http://127.0.0.1:8000/sparql

    The prefixes kg, rdf, rdfs, xsd, skos, prov and schema are known. A query reads the store and nothing else.
    """
    from kg.query import parse_query, read_query, run
    from kg.store import Store

    if source is None:
        return _list()
    query = parse_query("-", sys.stdin.buffer.read()) if source == "-" else read_query(source)
    values = _values(params)
    if endpoint:
        from kg.query.remote import run_remote
        from kg.store.endpoint import Endpoint

        results, base = run_remote(Endpoint(endpoint, graph=graph), query, values)
        _print(results, format_, base, given=values.keys())
        return 0
    with Store.read(store_path) as store:
        results = run(store.graph, query, values, base=store.base)
        if not _print(results, format_, store.base, given=values.keys()):
            from kg.query.absent import absent

            for remark in absent(store.graph, query.text):
                click.echo(f"note: {remark}", err=True)
    return 0


def _list() -> int:
    from kg.query import named_queries

    for query in named_queries().values():
        click.echo(f"{query.name:18}{query.title}")
        for parameter in query.parameters:
            need = "required: " if parameter.required else ""
            click.echo(f"{'':18}  -p {parameter.name}=…  ({parameter.kind}) {need}{parameter.about}")
    return 0


def _values(params: tuple[str, ...]) -> dict[str, str]:
    values = {}
    for param in params:
        name, equals, value = param.partition("=")
        if not equals or not name.isidentifier():
            raise click.UsageError(f"-p {param}: a parameter reads NAME=VALUE")
        values[name] = value
    return values


def _print(results: Results, format_: str | None, base: str, *, given: Set[str]) -> bool:
    """Print results; a table without the columns that hold what was `given`, the same in each row. Gives whether there
    was anything, or it cannot be told."""
    import pyoxigraph as ox

    from kg.query.results import rows, write

    if isinstance(results, ox.QuerySolutions) and format_ in (None, "table"):
        names = [variable.value for variable in results.variables]
        kept = [index for index, name in enumerate(names) if name not in given]
        table = [[row[index] for index in kept] for row in rows(results, base)]
        count = print_table([names[index] for index in kept], table)
        click.echo(counted(count, "row"), err=True)
        return count > 0
    if isinstance(results, ox.QueryBoolean) and format_ in (None, "table"):
        click.echo("yes" if results else "no")
        return bool(results)
    write(results, format_ or "ttl", sys.stdout.buffer)
    return True
