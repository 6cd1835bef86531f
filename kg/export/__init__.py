"""export: the store in the formats of other programs. Files are written beside their place and moved there whole."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import BinaryIO

from kg.errors import DataError, UsageError
from kg.export import csv, gexf, graphml, rdf
from kg.store import Store

Exporter = Callable[[Store, BinaryIO], None]
"""Writes a store to a binary file."""

EXPORTERS: dict[str, Exporter] = {
    "gexf": gexf.write,
    "graphml": graphml.write,
    "csv": csv.write,
    "turtle": rdf.turtle,
    "trig": rdf.trig,
    "nquads": rdf.nquads,
    "jsonld": rdf.jsonld,
}
"""Format → what writes it; `csv` is a zip of two tables unless it goes to a folder (see `export`)."""


def export(store: Store, format_: str, out: str) -> None:
    """Write the store to a file, to standard output (`-`), or, as csv, to a folder of tables.

    Raises:
        UsageError: the format is unknown, or the folder of `out` is missing.
        DataError: the file cannot be written; what was there before is there still.
    """
    if format_ not in EXPORTERS:
        raise UsageError(f"no format {format_!r}; there are {', '.join(EXPORTERS)}")
    if out == "-":
        EXPORTERS[format_](store, sys.stdout.buffer)
        sys.stdout.buffer.flush()
    elif format_ == "csv" and not out.endswith(".zip"):
        for name, text in csv.tables(store).items():
            _whole(Path(out) / name, partial(_write, text), make_folder=True)
    else:
        _whole(Path(out), partial(EXPORTERS[format_], store))


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
    folder = os.open(path.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)
