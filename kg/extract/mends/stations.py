"""Stations that were taken for the town that they are named after: 北京|西站."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from kg.extract.mends.cutting import free, laid_over, made
from kg.model import Document, Mention

_STATION = re.compile(
    "(?:(?:[东南西北]|高铁|火车|客运|汽车)+(?:客运)?站|国际机场)(?![在到起立稳上着了出位岗台点队成好])"
)


def stations(document: Document, mentions: Sequence[Mention]) -> list[Mention]:
    """The mentions, with places up to the end of the station."""
    return laid_over(mentions, _stations(document, mentions))


def _stations(document: Document, mentions: Sequence[Mention]) -> Iterator[Mention]:
    for mention in mentions:
        if mention.type != "Place":
            continue
        match = _STATION.match(document.shadow, mention.end)
        if match and free(mentions, mention.end, match.end()):
            yield made(document, mention.start, match.end(), "Place", "station", mention.confidence)
