"""RDF: Turtle and JSON-LD hold what is known (the default graph), TriG and N-Quads every article's graph as well."""

from __future__ import annotations

from typing import BinaryIO

import pyoxigraph as ox

from kg.query import PREFIXES
from kg.store import Store
from kg.store.graph import dump_lines


def turtle(store: Store, file: BinaryIO) -> None:
    store.graph.dump(file, ox.RdfFormat.TURTLE, from_graph=ox.DefaultGraph(), prefixes=PREFIXES)


def jsonld(store: Store, file: BinaryIO) -> None:
    store.graph.dump(file, ox.RdfFormat.JSON_LD, from_graph=ox.DefaultGraph(), prefixes=PREFIXES)


def trig(store: Store, file: BinaryIO) -> None:
    store.graph.dump(file, ox.RdfFormat.TRIG, prefixes=PREFIXES)


def nquads(store: Store, file: BinaryIO) -> None:
    """Sorted, so that two dumps of the same knowledge are the same bytes."""
    for line in dump_lines(store.graph):
        file.write(f"{line}\n".encode())
