"""Places of campaigns, where an army goes from one to the other: 土城|南北地区西渡|赤水河, 从|茅台|西渡|赤水|."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from kg.authority import places
from kg.extract.mends.cutting import cut
from kg.model import Document, Mention

_CROSSED = "(?:[东西南北强抢横偷]渡|渡过)"
_WENT = re.compile(f"{_CROSSED}|飞夺|挺进|转战|转进|进占|攻占|夺取")
"""What an army does between two places; a place holds it only where it is a name of its own (西渡镇, 南渡江)."""
_OWN = re.compile("[镇乡村江街路港桥站区县口]|古镇|古渡|渡口|码头|社区")
_AROUND = re.compile("(?P<name>[一-鿿]{2,}?)(?:[东西南北]{2})?(?:地区|一带|一线|附近|境内|等地|之间|全境)?")
"""A place before what is done there, without how far around it."""
_HAN = re.compile("[一-鿿]")


def crossings(document: Document, mentions: Sequence[Mention]) -> list[Mention]:
    """The mentions, each place by itself."""
    if not _WENT.search(document.shadow):
        return list(mentions)
    return [part for mention in mentions for part in _parted(document, mention)]


def _parted(document: Document, mention: Mention) -> Iterator[Mention]:
    """The places that one mention runs over."""
    text, start, end = document.shadow, mention.start, mention.end
    if mention.type != "Place":
        yield mention
        return
    went = _WENT.search(text, start, end)
    if went is None or places().named(text[start:end]) or _is_own(text, went.end(), end):
        yield mention
        return
    around = _AROUND.fullmatch(text, start, went.start())
    if around is not None:
        yield cut(document, mention, *around.span("name"), "crossing")
    if end - went.end() > 1:
        yield cut(document, mention, went.end(), end, "crossing")


def _is_own(text: str, at: int, end: int) -> bool:
    """Whether the words up to a position in a place's name are of the name: 西渡镇, 华阳南渡 before a mark."""
    return not _HAN.match(text, end) if at == end else _OWN.match(text, at, end) is not None
