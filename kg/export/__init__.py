"""export: the store in the formats of other programs. Files are written beside their place and moved there whole."""

from __future__ import annotations

import os
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import BinaryIO

from kg.errors import UsageError
from kg.export import csv, gexf, graphml, rdf
from kg.store import Store

Exporter = Callable[[Store, BinaryIO], None]
"""Writes a store to a binary file."""

EXPORTERS: dict[str, Exporter] = {
    "turtle": rdf.turtle,
    "trig": rdf.trig,
    "nquads": rdf.nquads,
    "jsonld": rdf.jsonld,
    "gexf": gexf.write,
    "graphml": graphml.write,
    "csv": csv.write,
}
"""Format → what writes it; `csv` is a zip of two tables unless it goes to a folder (see `export`)."""


def export(store: Store, format_: str, out: str) -> None:
    """Write the store to a file, to standard output (`-`), or, as csv, to a folder of tables.

    Raises:
        UsageError: the format is unknown, or the folder of `out` is missing.
    """
    if format_ not in EXPORTERS:
        raise UsageError(f"no format {format_!r}; there are {', '.join(EXPORTERS)}")
    if out == "-":
        EXPORTERS[format_](store, sys.stdout.buffer)
        sys.stdout.buffer.flush()
        return
    if format_ == "csv" and not out.endswith(".zip"):
        folder = Path(out)
        folder.mkdir(parents=True, exist_ok=True)
        for name, text in csv.tables(store).items():
            _whole(folder / name, lambda file, text=text: file.write(text))  # type: ignore[misc]
        return
    path = Path(out)
    if not path.parent.is_dir():
        raise UsageError(f"{path.parent}: no such folder; make it first")
    _whole(path, lambda file: EXPORTERS[format_](store, file))


def _whole(path: Path, write: Callable[[BinaryIO], object]) -> None:
    """The file as it was, or whole as it is to be, whatever happens in between."""
    handle, name = tempfile.mkstemp(prefix=f".{path.name}.", dir=path.parent)
    fresh = Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            write(file)
            file.flush()
            os.fsync(file.fileno())
        fresh.chmod(0o644)
        fresh.replace(path)
    finally:
        fresh.unlink(missing_ok=True)
