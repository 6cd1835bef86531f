"""How a mention is made of a stretch of text, and what of a list of mentions lies elsewhere."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from functools import cache
from operator import attrgetter

from kg.authority import organs, places
from kg.model import Document, Mention

Mend = Callable[[Document, Sequence[Mention]], list[Mention]]
"""A document and its mentions → its mentions, sorted and never overlapping."""

_START, _END = attrgetter("start"), attrgetter("end")


def made(document: Document, start: int, end: int, type_: str, by: str, sure: float) -> Mention:
    """A mention by its own words."""
    words = document.article.text[start:end]
    return Mention(start, end, type_, words, words, f"mends.{by}/1", sure)


def cut(document: Document, mention: Mention, start: int, end: int, by: str) -> Mention:
    """The mention with other bounds, by its own words there; a body abroad by its full name."""
    words = document.article.text[start:end]
    full = bodies_abroad().get(document.shadow[start:end]) if mention.type == "Organisation" else None
    return replace(mention, start=start, end=end, text=words, canonical=full or words, by=f"mends.{by}/1")


@cache
def bodies_abroad() -> Mapping[str, str]:
    """Bodies abroad by any name, each with its full one."""
    kinds = {"foreign", "international"}
    return {name: body.canonical for body in organs() if kinds & set(body.get("kind")) for name in body.names}


def proposed(document: Document, by: str) -> dict[tuple[int, int], Mention]:
    """What rules whose names begin so propose, by start and end."""
    return {(each.start, each.end): each for each in document.proposals if each.by.startswith(by)}


def is_known(document: Document, mention: Mention) -> bool:
    """Whether a place of the tables is called so, alone or behind those above it."""
    words = document.shadow[mention.start : mention.end]
    return bool(places().chain(words)) or bool(places().named(words))


def free(mentions: Sequence[Mention], start: int, end: int) -> bool:
    """Whether none of the sorted mentions, which do not overlap, reaches into a stretch."""
    return not over(mentions, start, end)


def laid_over(mentions: Sequence[Mention], over: Iterable[Mention]) -> list[Mention]:
    """The mentions with others laid over them, which do not overlap: whatever they reach into goes. Sorted."""
    new = sorted(over, key=_START)
    if not new:
        return list(mentions)
    kept = [mention for mention in mentions if free(new, mention.start, mention.end)]
    return sorted([*kept, *new], key=_START)


def laid(*steps: Callable[[Document, Sequence[Mention]], Iterable[Mention]]) -> Mend:
    """A mend that lays what these find over the mentions, one after the other."""

    def mend(document: Document, mentions: Sequence[Mention]) -> list[Mention]:
        for step in steps:
            mentions = laid_over(mentions, apart(step(document, mentions)))
        return list(mentions)

    return mend


def apart(mentions: Iterable[Mention]) -> list[Mention]:
    """The longest of those that begin at the same place, and none that begins inside the one before. Sorted."""
    kept: list[Mention] = []
    for mention in sorted(mentions, key=lambda each: (each.start, -each.end, each.type, each.by)):
        if not kept or mention.start >= kept[-1].end:
            kept.append(mention)
    return kept


def over(mentions: Sequence[Mention], start: int, end: int) -> Sequence[Mention]:
    """Those of the sorted mentions, which do not overlap, that reach into a stretch."""
    first = bisect_right(mentions, start, key=_END)
    return mentions[first : bisect_left(mentions, end, key=_START)]
