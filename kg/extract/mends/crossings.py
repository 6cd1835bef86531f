"""Places of campaigns, where an army goes from one to the other: 土城|南北地区西渡|赤水河, 从|茅台|西渡|赤水|."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from kg.authority import places
from kg.extract.grammar.lexicon import words
from kg.extract.mends.cutting import apart, cut, free, laid_over, made
from kg.model import Document, Mention

_CROSSED = "(?:[东西南北强抢横偷]渡|渡过)"
_WENT = re.compile(f"{_CROSSED}|飞夺|挺进|转战|转进|进占|攻占|夺取")
"""What an army does between two places; a place holds it only where it is a name of its own (西渡镇, 南渡江)."""
_OWN = re.compile("[镇乡村江街路港桥站区县口]|古镇|古渡|渡口|码头|社区")
_AROUND = re.compile("(?P<name>[一-鿿]{2,}?)(?:[东西南北]{2})?(?:地区|一带|一线|附近|境内|等地|之间|全境)?")
"""A place before what is done there, without how far around it."""
_RIVER = re.compile(
    f"{_CROSSED}(?P<river>[一-鿿]{{1,3}}?[河江水])(?=[，。；、：）—\n后时的之与和并到进入至直返再]|天险|$)"
)
_FROM = re.compile(
    f"(?:从|由|[于在](?=[一-鿿]{{2,4}}(?:等地)?[东西南北强抢横偷]渡))(?P<bank>[一-鿿]{{2,4}}?)(?:等地)?(?={_CROSSED})"
)
_HAN = re.compile("[一-鿿]")
_LANDING = re.compile(f"[场渡口滩](?={_CROSSED}|附近{_CROSSED})")
"""What a place's name goes on with where a river is crossed: 安顺|场."""


def crossings(document: Document, mentions: Sequence[Mention]) -> list[Mention]:
    """The mentions, each place by itself, with the rivers that are crossed and where they are."""
    if not _WENT.search(document.shadow):
        return list(mentions)
    done = [part for mention in mentions for part in _parted(document, mention, mentions)]
    return laid_over(done, apart(_missed(document, done)))


def _parted(document: Document, mention: Mention, mentions: Sequence[Mention]) -> Iterator[Mention]:
    """The places that one mention runs over."""
    text, start, end = document.shadow, mention.start, mention.end
    if mention.type != "Place":
        yield mention
        return
    landing = _LANDING.match(text, end)
    if landing and free(mentions, end, landing.end()):
        yield made(document, start, landing.end(), "Place", "crossing.landing", mention.confidence)
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


def _missed(document: Document, mentions: Sequence[Mention]) -> Iterator[Mention]:
    """Rivers behind the crossing of them, and where they are crossed."""
    text = document.shadow
    for found, group in ((_RIVER, "river"), (_FROM, "bank")):
        for match in found.finditer(text):
            start, end = match.span(group)
            if free(mentions, start, end) and match[group] not in words("never.Place"):
                yield made(document, start, end, "Place", f"crossing.{group}", 0.8)
