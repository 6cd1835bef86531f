"""An annotated article of our own words, and predictions for it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

TEXT = "甲市市委书记张三到乙山纪念馆，他说：“要讲好红色故事，把史料留下来。”近日甲市晴。"


def entity(
    text: str, kind: str, canonical: str = "", key: str = "", place: int | None = None
) -> dict[str, Any]:
    """An entity at the first place of its words."""
    start = TEXT.index(text) if place is None else place
    record = {
        "start": start,
        "end": start + len(text),
        "type": kind,
        "text": text,
        "canonical": canonical or text,
    }
    return record | ({"id": key} if key else {})


GOLD: dict[str, Any] = {
    "id": "a",
    "title": "甲市：<讲好>故事",
    "text": TEXT,
    "entities": [
        entity("甲市市委书记", "Role", key="e1"),
        entity("张三", "Person", key="e2"),
        entity("乙山纪念馆", "Site", key="e3"),
        entity("甲市", "Place", key="e4", place=TEXT.rindex("甲市")),
    ],
    "relations": [
        {"subject": "e2", "predicate": "holdsRole", "object": "e1"},
        {"subject": "e2", "predicate": "visits", "object": "e3"},
        {"subject": "e2", "predicate": "says", "object": {"quote": [19, 33]}},
    ],
    "ignore": [[15, 16]],
}


def found(*entities: dict[str, Any], relations: Sequence[dict[str, Any]] = ()) -> dict[str, Any]:
    """A prediction for the article."""
    return {"id": "a", "entities": list(entities), "relations": list(relations)}
