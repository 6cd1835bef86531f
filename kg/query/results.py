"""Writes the results of a query: a table for people, or the W3C formats exactly."""

from __future__ import annotations

import sys

import pyoxigraph as ox
from rich.console import Console
from rich.table import Table
from rich.text import Text

from kg.errors import UsageError
from kg.query import PREFIXES, Results
from kg.query.find import shorten

_FORMATS = {
    "csv": ox.QueryResultsFormat.CSV,
    "tsv": ox.QueryResultsFormat.TSV,
    "json": ox.QueryResultsFormat.JSON,
}


def write(results: Results, format_: str, console: Console, *, base: str) -> None:
    """Write results to standard output.

    Raises:
        UsageError: the format is not for this kind of query.
    """
    if isinstance(results, ox.QueryTriples):
        if format_ not in ("table", "ttl"):
            raise UsageError(f"a CONSTRUCT or DESCRIBE query gives triples: use --format ttl, not {format_}")
        sys.stdout.buffer.write(ox.serialize(results, format=ox.RdfFormat.TURTLE, prefixes=PREFIXES) or b"")
    elif format_ == "ttl":
        raise UsageError("--format ttl is for CONSTRUCT and DESCRIBE queries; this one gives a table")
    elif format_ != "table":
        sys.stdout.buffer.write(results.serialize(format=_FORMATS[format_]) or b"")
    elif isinstance(results, ox.QueryBoolean):
        console.print("yes" if results else "no")
    else:
        _table(results, console, base)
    sys.stdout.flush()


def _table(results: ox.QuerySolutions, console: Console, base: str) -> None:
    table = Table(box=None, header_style="bold")
    for variable in results.variables:
        table.add_column(variable.value, overflow="fold")
    count = 0
    for solution in results:
        table.add_row(*(Text(_cell(term, base)) for term in solution))
        count += 1
    console.print(table)
    print(f"{count} rows", file=sys.stderr)


def _cell(term: object, base: str) -> str:
    if term is None:
        return ""
    value: str = getattr(term, "value", str(term))
    return shorten(value, base) if isinstance(term, ox.NamedNode) else value
