"""Texts and systems of state that have no marks and no name of their own words: the year's budget, 144小时过境免签政策,
宪法, 河长制."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from kg.extract.mends.cutting import laid_over, made, over
from kg.model import Document, Mention

_YEARLY = "(?:19|20)[0-9]{2}年(?:(?:中央和地方|中央|全国)预算|国民经济和社会发展计划|中央一号文件)(?:草案)?"
_TRANSIT = "(?:[0-9/]{2,8}小时)?过境免签(?:政策)?"
_CHIEFS = "(?:河湖|河|湖|林|田|山|路|街)长制(?!办公室|办)"
_CONSTITUTION = (
    "五四宪法|(?<![一-鿿][法四的平])(?<![^我]国)宪法"
    "(?=[、，。；]|赋予|规定|保证|全面|实施|制度|权威|的|理论|不|工作(?!委))"
)
_NAMED = re.compile(f"{_YEARLY}|{_TRANSIT}|{_CHIEFS}|{_CONSTITUTION}")
_ANCHORS = ("过境免签", "长制", "宪法", "预算", "一号文件", "社会发展计划")
"""One of these stands in every such name."""
_INSIDE = frozenset(("Date", "Figure", "Policy"))
_SURE = 0.8


def policies(document: Document, mentions: Sequence[Mention]) -> list[Mention]:
    """The mentions, with those; a date or a short name inside them goes."""
    if not any(anchor in document.shadow for anchor in _ANCHORS):
        return list(mentions)
    return laid_over(mentions, _policies(document, mentions))


def _policies(document: Document, mentions: Sequence[Mention]) -> Iterator[Mention]:
    for match in _NAMED.finditer(document.shadow):
        start, end = match.span()
        if all(
            start <= part.start and part.end <= end and part.type in _INSIDE
            for part in over(mentions, start, end)
        ):
            yield made(document, start, end, "Policy", "policy", _SURE)
