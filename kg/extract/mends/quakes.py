"""Earthquakes: the place and the magnitude right behind it are one event, 云南漾濞6.4级地震."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence

from kg.extract.mends.cutting import free, laid_over, made
from kg.model import Document, Mention

_QUAKE = re.compile(r"(?<![\d.])\d(?:\.\d)?级(?:特大|强烈|强)?(?:地震|强震)")


def quakes(document: Document, mentions: Sequence[Mention]) -> list[Mention]:
    """The mentions with each place and quake as one, and no figure of the quake."""
    return laid_over(mentions, _quakes(document, mentions))


def _quakes(document: Document, mentions: Sequence[Mention]) -> Iterator[Mention]:
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
