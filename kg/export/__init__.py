"""export: the store in the formats of other programs. Files are written beside their place and moved there whole."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import BinaryIO

from kg.errors import DataError, UsageError
from kg.export import csv, gexf, graphml, neo4j, rdf
from kg.export.csv import Tables
from kg.graph import ALL, Projection
from kg.store import Store
from kg.store.files import sync

RdfExporter = Callable[[Store, BinaryIO], None]
"""Writes a store to a binary file."""

GraphExporter = Callable[[Store, BinaryIO, Projection], None]
"""Writes what a projection makes of a store to a binary file."""

GRAPHS: dict[str, GraphExporter] = {
    "gexf": gexf.write,
    "graphml": graphml.write,
    "csv": csv.write,
    "neo4j": neo4j.write,
}
"""Formats of the graph of entities; `csv` and `neo4j` are a zip of two tables unless they go to a folder."""

TABLES: dict[str, Tables] = {"csv": csv.tables, "neo4j": neo4j.tables}
"""File name → bytes, of the formats that are tables."""

RDF: dict[str, RdfExporter] = {
    "turtle": rdf.turtle,
    "trig": rdf.trig,
    "nquads": rdf.nquads,
    "jsonld": rdf.jsonld,
}
"""Formats that hold all that is known, or all there is."""

EXPORTERS: dict[str, Callable[..., None]] = {**GRAPHS, **RDF}


def export(store: Store, format_: str, out: str, projection: Projection = ALL) -> None:
    """Write the store to a file, to standard output (`-`), or, as csv or neo4j, to a folder of tables. A projection
    chooses what of the graph is written.

    Raises:
        UsageError: the format is unknown, or is RDF, which a projection does not cut; or the folder of `out` is missing.
        DataError: the file cannot be written; what was there before is there still.
    """
    if format_ not in EXPORTERS:
        raise UsageError(f"no format {format_!r}; there are {', '.join(EXPORTERS)}")
    if format_ in TABLES and out != "-" and not out.endswith(".zip"):
        for name, text in TABLES[format_](store, projection).items():
            _whole(Path(out) / name, partial(_write, text), make_folder=True)
        return
    write = _writer(store, format_, projection)
    if out == "-":
        write(sys.stdout.buffer)
        sys.stdout.buffer.flush()
    else:
        _whole(Path(out), write)


def _writer(store: Store, format_: str, projection: Projection) -> Callable[[BinaryIO], None]:
    if format_ in GRAPHS:
        return lambda file: GRAPHS[format_](store, file, projection)
    if projection != ALL:
        graphs = ", ".join(GRAPHS)
        raise UsageError(f"{format_} holds all that is known; types, days and the like choose for {graphs}")
    return lambda file: RDF[format_](store, file)


def _write(text: bytes, file: BinaryIO) -> None:
    file.write(text)


def _whole(path: Path, write: Callable[[BinaryIO], None], *, make_folder: bool = False) -> None:
    """The file as it was, or whole as it is to be, whatever happens in between. Devices and pipes, which nothing can
    take the place of, are written to."""
    try:
        path = path.resolve()  # a link stays a link
        if make_folder:
            path.parent.mkdir(parents=True, exist_ok=True)
        if not path.parent.is_dir():
            raise UsageError(f"{path.parent}: no such folder; make it first")
        if path.exists() and not path.is_file() and not path.is_dir():
            with path.open("wb") as file:
                write(file)
        else:
            _replace(path, write)
    except BrokenPipeError:
        raise
    except OSError as error:
        raise DataError(f"{path}: cannot be written: {error.strerror or error}") from error


def _replace(path: Path, write: Callable[[BinaryIO], None]) -> None:
    fresh = path.with_name(f".kg-{os.getpid()}")
    try:
        with fresh.open("wb") as file:
            write(file)
            file.flush()
            os.fsync(file.fileno())
        fresh.replace(path)
    finally:
        fresh.unlink(missing_ok=True)
    sync(path.parent)
