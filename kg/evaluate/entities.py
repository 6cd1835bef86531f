"""Scores mentions."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from kg.evaluate.gold import TYPES, GoldArticle, Item
from kg.evaluate.names import norm
from kg.evaluate.neutral import is_neutral, overlap
from kg.evaluate.tables import Table

_TRIM = "“”‘’\"'《》〈〉【】「」『』()（） \u3000\t\n、，,。.:：;；"
Match = list[tuple[int, int]]
"""Pairs of indices into gold and predicted mentions."""


def predicted_items(record: Mapping[str, Any], gold: GoldArticle, *, neutral: bool) -> list[Item]:
    """The predicted mentions that are judged, each once."""
    items, seen = [], set()
    for entity in record.get("entities", []):
        item = _item(entity, gold.text)
        key = (item.start, item.end, item.type, "" if item.start is not None else item.text)
        if item.type not in TYPES or key in seen:
            continue
        seen.add(key)
        if not (neutral and is_neutral(item, gold)):
            items.append(item)
    return items


def _item(entity: Mapping[str, Any], text: str) -> Item:
    start, end = entity.get("start"), entity.get("end")
    words = entity.get("text") or ""
    if not (isinstance(start, int) and isinstance(end, int) and 0 <= start < end):
        start = end = None
    elif not words:
        words = text[start:end]
    return Item(
        start,
        end,
        str(entity.get("type")),
        words,
        entity.get("canonical") or "",
        id=str(entity.get("id") or ""),
        by=str(entity.get("by") or ""),
        confidence=entity.get("confidence"),
    )


def trim(item: Item, text: str) -> tuple[int | None, int | None]:
    """The mention's place without quotes, brackets and spaces at its ends."""
    start, end = item.start, item.end
    if start is None or end is None:
        return start, end
    end = min(end, len(text))
    while start < end and text[start] in _TRIM:
        start += 1
    while end > start and text[end - 1] in _TRIM:
        end -= 1
    return start, end


def types(item: Item, alt: bool) -> frozenset[str]:
    """The types that count as right for a gold mention."""
    return item.also | {item.type} if alt else frozenset({item.type})


def match_exact(
    gold: Sequence[Item], items: Sequence[Item], place: Callable[[Item], object], alt: bool
) -> Match:
    """Pairs with the same place and a right type, one to one."""
    index: dict[object, list[int]] = defaultdict(list)
    for i, item in enumerate(gold):
        index[place(item)].append(i)
    used: set[int] = set()
    pairs = []
    for j, item in enumerate(items):
        if item.start is None:
            continue
        for i in index.get(place(item), ()):
            if i not in used and item.type in types(gold[i], alt):
                used.add(i)
                pairs.append((i, j))
                break
    return pairs


def match_relaxed(gold: Sequence[Item], items: Sequence[Item], alt: bool) -> Match:
    """Pairs that overlap and have a right type, one to one, the greatest overlap (intersection over union) first."""
    candidates = []
    for i, g in enumerate(gold):
        for j, item in enumerate(items):
            shared = overlap(g, item)
            if shared and item.type in types(g, alt):
                union = _length(g) + _length(item) - shared
                candidates.append((-shared / union, i, j))
    used_gold: set[int] = set()
    used_items: set[int] = set()
    pairs = []
    for _, i, j in sorted(candidates):
        if i not in used_gold and j not in used_items:
            used_gold.add(i)
            used_items.add(j)
            pairs.append((i, j))
    return pairs


def _length(item: Item) -> int:
    return (item.end or 0) - (item.start or 0)


def fill(table: Table, gold: Sequence[Item], items: Sequence[Item], pairs: Match) -> None:
    """Count matches; a prediction that hit is counted under the gold's type."""
    found = {i for i, _ in pairs}
    under = {j: gold[i].type for i, j in pairs}
    for i, item in enumerate(gold):
        table.gold(item.type, i in found)
    for j, item in enumerate(items):
        table.predicted(under.get(j, item.type), j in under)


def right_names(gold: Sequence[Item], items: Sequence[Item], pairs: Match) -> int:
    """How many of the matched mentions have the gold's canonical name."""
    return sum(same_name(gold[i], items[j]) for i, j in pairs)


def same_name(gold: Item, item: Item) -> bool:
    """Whether a mention stands for the full name that the gold says; without one, it stands for its own words."""
    return norm(gold.canonical or gold.text) == norm(item.canonical or item.text)


def fill_mentions(table: Table, gold: Sequence[Item], items: Sequence[Item], alt: bool) -> None:
    """Count the entities of an article, each once, by type and any of their names."""
    golds, predictions = _clusters(gold), _clusters(items)

    def hits(g: tuple[str, set[str], set[str]], p: tuple[str, set[str], set[str]]) -> bool:
        return (p[0] == g[0] or (alt and p[0] in g[2])) and bool(p[1] & g[1])

    for g in golds:
        table.gold(g[0], any(hits(g, p) for p in predictions))
    for p in predictions:
        hit = [g for g in golds if hits(g, p)]
        table.predicted(hit[0][0] if hit else p[0], bool(hit))


def _clusters(items: Sequence[Item]) -> list[tuple[str, set[str], set[str]]]:
    """(type, names, further types) of each entity."""
    clusters: dict[tuple[str, str], tuple[str, set[str], set[str]]] = {}
    for item in items:
        _, names, also = clusters.setdefault(item.key, (item.type, set(), set()))
        names.update((norm(item.text), norm(item.canonical or item.text)))
        also.update(item.also)
    return list(clusters.values())
