"""Neo4j: two tables as `neo4j-admin database import` reads them, with typed headers.

neo4j-admin database import full --nodes=nodes.csv --relationships=relationships.csv neo4j
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from typing import BinaryIO

from kg.export.csv import zipped
from kg.graph import ALL, Projection, entity_graph
from kg.store import Store

_NODE = {"label": "string", "mentions": "int", "articles": "int", "first": "string", "last": "string"}
_EDGE = {
    "articles": "int",
    "sources": "int",
    "claims": "int",
    "confidence": "double",
    "first": "string",
    "last": "string",
}


def tables(store: Store, projection: Projection = ALL) -> dict[str, bytes]:
    """File name → table: nodes.csv (`name:ID`, `:LABEL` …) and relationships.csv (`:START_ID`, `:END_ID`, `:TYPE` …).
    Days are text, since Neo4j takes no empty date."""
    graph = entity_graph(store.edges, projection)
    nodes = ([name, data["type"], *(data[key] for key in _NODE)] for name, data in graph.nodes(data=True))
    edges = (
        [source, target, data["predicate"], *(data[key] for key in _EDGE)]
        for source, target, data in graph.edges(data=True)
    )
    return {
        "nodes.csv": _table(["name:ID", ":LABEL", *_typed(_NODE)], nodes),
        "relationships.csv": _table([":START_ID", ":END_ID", ":TYPE", *_typed(_EDGE)], edges),
    }


def _typed(columns: dict[str, str]) -> list[str]:
    return [f"{name}:{kind}" for name, kind in columns.items()]


def write(store: Store, file: BinaryIO, projection: Projection = ALL) -> None:
    """Both tables in one zip."""
    zipped(tables(store, projection), file)


def _table(header: Sequence[str], rows: Iterable[Sequence[object]]) -> bytes:
    """Exact, since a program reads it: no byte order mark, nothing put before a value."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(header)
    writer.writerows(rows)
    return text.getvalue().encode()
