"""Gold articles and predictions, as values."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from kg.errors import DataError
from kg.evaluate.names import norm
from kg.extract.weights import TYPES as TYPES

PREDICATES = [
    "holdsRole",
    "memberOf",
    "locatedIn",
    "organises",
    "participatesIn",
    "visits",
    "partOf",
    "promotes",
    "issues",
    "heldAt",
    "onDate",
    "says",
    "commemorates",
]


@dataclass(frozen=True, slots=True)
class Item:
    """A mention; `start` is None where a prediction has no valid offsets. `also` are further types accepted, `id` is
    what the annotators or the predictions say its entity is, `by` and `confidence` who found it and how surely."""

    start: int | None
    end: int | None
    type: str
    text: str
    canonical: str
    also: frozenset[str] = frozenset()
    id: str = ""
    by: str = ""
    confidence: float | None = None

    @property
    def key(self) -> tuple[str, str]:
        """What makes two mentions of an article one entity."""
        return self.type, norm(self.canonical or self.text)


@dataclass(frozen=True, slots=True)
class Side:
    """One end of a gold relation: its names, its type, and where it is quoted words their place."""

    names: frozenset[str]
    type: str | None
    quote: tuple[int, int] | None = None


@dataclass(frozen=True, slots=True)
class Relation:
    """A gold relation; an optional one is neither required nor wrong. `evidence` is where the text says it."""

    subject: Side
    predicate: str
    object: Side
    optional: bool
    evidence: tuple[int, int] | None = None


@dataclass(frozen=True, slots=True)
class GoldArticle:
    """An annotated article. `ignore` are spans in which predictions are neutral."""

    id: str
    text: str
    items: tuple[Item, ...]
    relations: tuple[Relation, ...]
    ignore: tuple[tuple[int, int], ...]
    title: str = ""


def read_lines(path: Path) -> list[dict[str, Any]]:
    """The objects of a JSON Lines file.

    Raises:
        DataError: the file is not UTF-8 text, or a line is not a JSON object with an id.
    """
    records = []
    try:
        text = path.read_text(encoding="utf-8")
    except UnicodeDecodeError as error:
        raise DataError(f"{path}: not JSON Lines in UTF-8 (byte {error.start}: {error.reason})") from error
    for number, line in enumerate(text.split("\n"), 1):
        if not line.strip():
            continue
        try:
            record = json.loads(line)
            records.append(record | {"id": str(record["id"])})
        except (ValueError, KeyError, TypeError) as error:
            raise DataError(f"{path}:{number}: not a JSON object with an id: {error}") from error
    return records


def gold_article(record: Mapping[str, Any]) -> GoldArticle:
    """An article of a gold file.

    Raises:
        DataError: it is not annotated as the guideline says.
    """
    try:
        return _article(record)
    except (KeyError, TypeError, ValueError) as error:
        raise DataError(f"{record.get('id')}: not an annotated article ({error!r})") from error


def _article(record: Mapping[str, Any]) -> GoldArticle:
    text = record["text"]
    items = tuple(_gold_item(entity) for entity in record["entities"])
    clusters: dict[str, tuple[set[str], str]] = {}
    for entity in record["entities"]:
        names, _ = clusters.setdefault(entity["id"], (set(), entity["type"]))
        names.update((entity["text"], entity["canonical"]))
    sides = {key: Side(frozenset(names), kind) for key, (names, kind) in clusters.items()}
    relations = tuple(_relation(relation, sides, text) for relation in record.get("relations", []))
    ignore = tuple((start, end) for start, end in record.get("ignore", []))
    return GoldArticle(record["id"], text, items, relations, ignore, str(record.get("title") or ""))


def _gold_item(entity: Mapping[str, Any]) -> Item:
    also = frozenset(entity.get("alt_types", ()))
    return Item(
        entity["start"],
        entity["end"],
        entity["type"],
        entity["text"],
        entity["canonical"],
        also,
        entity["id"],
    )


def _relation(record: Mapping[str, Any], sides: Mapping[str, Side], text: str) -> Relation:
    target = record["object"]
    if isinstance(target, dict):
        start, end = target["quote"]
        side = Side(frozenset({text[start:end]}), None, (start, end))
    else:
        side = sides.get(target) or Side(frozenset({target}), record.get("object_type"))
    start, end = record.get("evidence") or (None, None)
    evidence = (start, end) if isinstance(start, int) and isinstance(end, int) else None
    return Relation(
        sides[record["subject"]], record["predicate"], side, bool(record.get("optional")), evidence
    )
