"""CSV: two tables that Gephi's import wizard reads as they are, and that a spreadsheet opens without harm."""

from __future__ import annotations

import csv
import io
import zipfile
from collections.abc import Callable, Iterable, Sequence
from typing import BinaryIO

from kg.graph import ALL, Projection, entity_graph
from kg.store import Store

Tables = Callable[[Store, Projection], dict[str, bytes]]
"""What of a store a projection wants, as tables by file name."""

_NODE = ("type", "mentions", "articles", "first", "last")
_EDGE = ("sources", "claims", "confidence", "first", "last")
_FORMULA = tuple("=+-@＝＋－＠\t\r\n")


def tables(store: Store, projection: Projection = ALL) -> dict[str, bytes]:
    """File name → table: nodes.csv (Id, Label …) and edges.csv (Source, Target, Type, Kind, Weight …)."""
    graph = entity_graph(store.edges, projection)
    nodes = (
        [name, data["label"], *(data[column] for column in _NODE)] for name, data in graph.nodes(data=True)
    )
    edges = (
        [source, target, "Directed", data["predicate"], data["articles"], *(data[column] for column in _EDGE)]
        for source, target, data in graph.edges(data=True)
    )
    return {
        "nodes.csv": table(["Id", "Label", *_NODE], nodes),
        "edges.csv": table(["Source", "Target", "Type", "Kind", "Weight", *_EDGE], edges),
    }


def write(store: Store, file: BinaryIO, projection: Projection = ALL) -> None:
    """Both tables in one zip."""
    zipped(tables(store, projection), file)


def zipped(found: dict[str, bytes], file: BinaryIO) -> None:
    """Tables in one zip."""
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in found.items():
            # A fixed time stamp: the same graph gives the same bytes.
            archive.writestr(zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0)), text, zipfile.ZIP_DEFLATED)


def table(header: Sequence[str], rows: Iterable[Sequence[object]]) -> bytes:
    """UTF-8 with a byte order mark, without which Excel takes Chinese for Latin-1; formulas made harmless."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(header)
    writer.writerows([safe(cell) for cell in row] for row in rows)
    return text.getvalue().encode("utf-8-sig")


def safe(cell: object) -> object:
    """A cell that no spreadsheet takes for a formula; some take the full-width signs for one too."""
    return f"'{cell}" if isinstance(cell, str) and cell.startswith(_FORMULA) else cell
