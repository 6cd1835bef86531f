"""Writes the results of a query in the W3C formats exactly, or gives them as rows for people."""

from __future__ import annotations

from collections.abc import Iterator
from typing import BinaryIO

import pyoxigraph as ox

from kg.errors import UsageError
from kg.query import PREFIXES, Results
from kg.query.find import shorten

_FORMATS = {
    "csv": ox.QueryResultsFormat.CSV,
    "tsv": ox.QueryResultsFormat.TSV,
    "json": ox.QueryResultsFormat.JSON,
}


def write(results: Results, format_: str, file: BinaryIO) -> None:
    """Write results as csv, tsv, json or ttl.

    Raises:
        UsageError: the format is not for this kind of query.
    """
    if isinstance(results, ox.QueryTriples):
        if format_ != "ttl":
            raise UsageError(f"a CONSTRUCT or DESCRIBE query gives triples: use --format ttl, not {format_}")
        ox.serialize(results, file, format=ox.RdfFormat.TURTLE, prefixes=PREFIXES)
    elif format_ == "ttl":
        raise UsageError("--format ttl is for CONSTRUCT and DESCRIBE queries; this one gives a table")
    elif isinstance(results, ox.QueryBoolean) and format_ != "json":
        raise UsageError(f"an ASK query gives yes or no: use --format table or json, not {format_}")
    else:
        results.serialize(file, format=_FORMATS[format_])


def rows(solutions: ox.QuerySolutions, base: str) -> Iterator[tuple[str, ...]]:
    """The values of each solution: IRIs without the base, literals without their datatypes, empty where unbound."""
    for solution in solutions:
        yield tuple(_cell(term, base) for term in solution)


def _cell(term: ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple | None, base: str) -> str:
    if isinstance(term, ox.NamedNode):
        return shorten(term.value, base)
    return term.value if isinstance(term, ox.Literal) else str(term or "")
