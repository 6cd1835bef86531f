"""Events that the lists know, out of what runs on to others or begins with who looks forward to them or goes there, and
earthquakes."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cache

from kg.authority.names import events as known_events
from kg.extract.mends.cutting import free, laid, made, proposed
from kg.model import Document, Mention

_AND = re.compile("[和与及]")
_LED = re.compile("[^“《]*(?:预祝|祝贺|关注|围绕|出席|参加|学习贯彻|[^“”《》，]——)")

_MARCH = re.compile("(?P<who>[一-鿿]{0,4}红军)长征")
_MARCHED = re.compile("经过|路过|途经|进入|离开|来到|到达|的?起点|的[一-鿿]{1,4}起点|过|出发时|时")

_BATTLE = "[一-鿿]{2,3}(?:战役)?"
_BATTLES = re.compile(f"(?P<each>{_BATTLE}(?:[、和与及]{_BATTLE}){{1,3}})[、和与及]?(?P<all>[两三四]大战役)")
_ONE = re.compile("[^、和与及]+")
_ALL = "大战役"

_QUAKE = re.compile(r"(?<![\d.])\d(?:\.\d)?级(?:特大|强烈|强)?(?:地震|强震)")


def _battles(document: Document, mentions: Sequence[Mention]) -> Iterator[Mention]:
    """辽沈、淮海、平津|三大战役, each a known battle under a head that they share, and the name of them all."""
    if _ALL not in document.shadow:
        return
    for match in _BATTLES.finditer(document.shadow):
        found = [one.span() for one in _ONE.finditer(document.shadow, *match.span("each"))]
        names = [document.shadow[start:end].removesuffix("战役") + "战役" for start, end in found]
        if all(name in _known() for name in names):
            for (start, end), name in zip(found, names, strict=True):
                yield replace(made(document, start, end, "Event", "event.battle", 0.9), canonical=name)
            yield made(document, *match.span("all"), "Event", "event.battle", 0.9)


@cache
def _known() -> frozenset[str]:
    return frozenset(name for record in known_events() for name in record.names)


def _marches(document: Document, mentions: Sequence[Mention]) -> Iterator[Mention]:
    """红军|长征|经过某地, where the army is who goes."""
    text = document.shadow
    if not proposed(document, "gazetteer.event"):
        return
    for mention in mentions:
        march = _MARCH.fullmatch(text, mention.start, mention.end) if mention.type == "Event" else None
        if march and _MARCHED.match(text, mention.end):
            yield made(
                document, mention.start, march.end("who"), "Organisation", "event.army", mention.confidence
            )
            yield made(document, march.end("who"), mention.end, "Event", "event.army", mention.confidence)


def _events(document: Document, mentions: Sequence[Mention]) -> Iterator[Mention]:
    """党的二十大|和|二十届一中全会 as two, and 各界人士高度关注 not in the name of the one."""
    known = proposed(document, "gazetteer.event")
    firsts = {end: start for start, end in sorted(known, reverse=True)}
    text = document.shadow
    for mention in mentions:
        start, end = mention.start, mention.end
        if mention.type != "Event" or (start, end) in known or end not in firsts:
            continue
        last = firsts[end]
        if last <= start:
            continue
        before = last - 1
        if (start, before) in known and _AND.match(text, before):
            yield made(document, start, before, "Event", "event.one", mention.confidence)
            yield made(document, last, end, "Event", "event.one", mention.confidence)
        elif _LED.fullmatch(text, start, last):
            yield made(document, last, end, "Event", "event.led", mention.confidence)


def _quakes(document: Document, mentions: Sequence[Mention]) -> Iterator[Mention]:
    """云南漾濞|6.4级地震: the place and the magnitude right behind it are one event, and no figure."""
    places = [mention for mention in mentions if mention.type == "Place"]
    others = [mention for mention in mentions if mention.type not in ("Place", "Figure")]
    for match in _QUAKE.finditer(document.shadow):
        at = bisect_left(places, match.start(), key=lambda place: place.end)
        if at == len(places) or places[at].end != match.start() or not free(others, *match.span()):
            continue
        first = at
        while first and places[first - 1].end == places[first].start:
            first -= 1  # 甘肃|积石山
        yield made(document, places[first].start, match.end(), "Event", "quake", 0.9)


events = laid(_battles, _events, _marches, _quakes)
