"""Labels that a user edited in Gephi, read back as decisions: a node that now bears another's name is the same."""

from __future__ import annotations

import csv
import io
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from lxml import etree

from kg.errors import DataError
from kg.query.find import Found, find
from kg.store import Store


@dataclass(frozen=True, slots=True)
class Edits:
    """What was edited: `same` are pairs of entities as in `person/沈佳禾` that are to be one; `left` tells of each
    other edit why nothing is decided by it."""

    same: tuple[tuple[str, str], ...]
    left: tuple[str, ...]


def labels_of(path: Path) -> dict[str, str]:
    """Node → label, of a GEXF file or of a node table as CSV, as Gephi writes them.

    Raises:
        DataError: the file cannot be read, is neither, or declares a DOCTYPE.
    """
    try:
        data = path.read_bytes()
    except OSError as error:
        raise DataError(f"{path}: cannot be read: {error.strerror or error}") from error
    found = dict(
        _gexf(data, path) if data.lstrip(b"\xef\xbb\xbf \r\n\t").startswith(b"<") else _csv(data, path)
    )
    if not found:
        raise DataError(f"{path}: no nodes in it; export the graph, or its table of nodes, from Gephi")
    return found


def _gexf(data: bytes, path: Path) -> Iterator[tuple[str, str]]:
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
    try:
        root = etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        raise DataError(f"{path}: no XML: {error}") from error
    if root.getroottree().docinfo.doctype:
        raise DataError(f"{path}: declares a DOCTYPE, which no GEXF needs; it is not read")
    for node in root.iter("{*}node"):
        if (name := node.get("id")) is not None:
            yield name, node.get("label") or ""


def _csv(data: bytes, path: Path) -> Iterator[tuple[str, str]]:
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise DataError(f"{path}: byte {error.start} is not UTF-8; export it as UTF-8") from error
    try:
        yield from _labelled(csv.DictReader(io.StringIO(text), strict=True), path)
    except csv.Error as error:
        raise DataError(f"{path}: no table: {error}") from error


def _labelled(rows: csv.DictReader[str], path: Path) -> Iterator[tuple[str, str]]:
    columns = {name.lower(): name for name in rows.fieldnames or ()}
    if not {"id", "label"} <= columns.keys():
        raise DataError(
            f"{path}: a table of nodes has the columns Id and Label; this one has {', '.join(columns)}"
        )
    for row in rows:
        yield row[columns["id"]] or "", (row[columns["label"]] or "").removeprefix("'")


def edits(store: Store, labels: Mapping[str, str]) -> Edits:
    """What the labels say that the store does not. Nodes of one type that bear one label now are the same, where one of
    them was edited; so is an edited node and the one entity of the store that bears its label."""
    known = {name: found for name in labels if (found := _entity(store, name))}
    left = [f"{name}: the store knows no such entity" for name in sorted(labels.keys() - known.keys())]
    edited: dict[tuple[str, str], list[Found]] = defaultdict(list)
    for name, found in sorted(known.items()):
        if labels[name].strip() not in ("", found.label):
            edited[found.type, labels[name].strip()].append(found)
    same: list[tuple[str, str]] = []
    for (type_, label), changed in edited.items():
        bearers = [one for one in find(store.graph, label, base=store.base) if one.type == type_]
        bearers = [one for one in bearers if one not in changed]
        if len(bearers) > 1:
            named = ", ".join(one.short for one in bearers)
            left += [
                f"{one.short}: {label!r} may be any of {named}; write which as its label" for one in changed
            ]
        elif not bearers and len(changed) == 1:
            left.append(
                f"{changed[0].short}: nothing else is called {label!r}; names are not changed, only joined"
            )
        else:
            whole = (bearers or changed)[0]
            same += [(one.short, whole.short) for one in changed if one != whole]
    return Edits(tuple(sorted(same)), tuple(left))


def _entity(store: Store, name: str) -> Found | None:
    found = find(store.graph, name, base=store.base) if "/" in name else []
    return found[0] if len(found) == 1 else None
