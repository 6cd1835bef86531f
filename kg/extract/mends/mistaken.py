"""What was taken for a site and is none: places that were taken for one, and common nouns such as 全国博物馆, 5A级景区 and 四处旧址."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import cache

from kg.authority import places
from kg.extract.grammar.lexicon import pattern, words
from kg.extract.mends.cutting import proposed
from kg.model import Document, Mention

_COUNTED = "[一二两三四五六七八九十百几多数]+[处座个家栋间排眼孔批片]|[0-9]*[1-5]?A级?"


def mistaken(document: Document, mentions: Sequence[Mention]) -> list[Mention]:
    """The mentions, with places for sites that are places abroad or of the tables, and without what names no site; without
    other words of lists that name nothing, too."""
    known = proposed(document, "gazetteer.place-chain")
    towers = {end for _, end in proposed(document, "gazetteer.site/")}
    kept = []
    for mention in mentions:
        name = document.shadow[mention.start : mention.end]
        if mention.type != "Site":
            if name not in words(f"nameless.{mention.type}"):
                kept.append(mention)
            continue
        listed = mention.by.startswith("gazetteer.")
        place = known.get((mention.start, mention.end))
        if not listed and (abroad := places().resolve(name, ())) is not None and places().is_abroad(abroad):
            kept.append(replace(mention, type="Place", canonical=abroad.name, by="mends.kind/1"))
        elif place and mention.end not in towers:  # 岳阳楼 is a tower, and a district named after it
            kept.append(replace(place, by="mends.place/1", confidence=mention.confidence))
        elif listed or not _is_common(name):
            kept.append(mention)
    return kept


def _is_common(name: str) -> bool:
    if name in words("nameless.Site.alone"):
        return True
    head = _heads().search(name)
    return head is not None and head.start() > 0 and _modifiers().fullmatch(name, 0, head.start()) is not None


@cache
def _modifiers() -> re.Pattern[str]:
    return re.compile(f"(?:{_COUNTED}|{pattern('nameless.Site').pattern})++")


@cache
def _heads() -> re.Pattern[str]:
    """The longest head that a name ends with."""
    return re.compile(f"(?:{pattern('nameless.Site.heads').pattern})$")
