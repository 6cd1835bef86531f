"""Where sites begin and end: what was swallowed with them (进|某烈士陵园), and what was cut off (打|拉池县苏维埃政府旧址,
某团|被服所旧址)."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import replace

from kg.extract.mends.cutting import cut, free, is_known, laid, made
from kg.model import Document, Mention, Word

_MARK = re.compile("[“”《》]")
_HAN = re.compile("[一-鿿]{1,2}")
_ARMY = re.compile("(?:军|师|团|纵队|支队|大队|总队|游击队|连|营|“[一-鿿]{2,8}”)$")
_REMAINS = re.compile(
    "(?:[一-鿿]{1,7}(?:旧址|遗址)|[一-鿿]{0,4}(?:集结地|练兵场|出发地|诞生地|盐窖|粮仓|纪念墙)"
    "|渡(?![江河口过])|[一-鿿]{2}碑|一条街)(?![一-鿿]?群|[一-鿿]{0,2}(?:馆|园|碑|公园))"
)
"""What an army left behind, by itself: 被服所旧址; no group of them, and nothing that stands there today."""
_BREAKS = re.compile("[的在于和与将把了从]|修缮|利用|走进|留下|多处|相关|[北南东西][上下征进]")
"""What shows that the army did something there instead."""
_LED = re.compile(
    "进(?![贤士步出博口])|"
    "(?P<who>[一-鿿0-9]{2,16}?(?P<kind>[县市区镇乡村]|所|[处局委部]))(?:在|会同|联合)(?=[一-鿿]{3})"
)
_BEFORE = frozenset("、在以从过往至赴把沿由到进和了着") | {
    "走进", "来到", "启用", "走到", "前往", "抵达", "参观", "瞻仰", "通往", "起点", "终点", "强攻",
}  # fmt: skip
"""What a name stands right behind."""
_NO_NAME = frozenset(
    "在到看过往从去进访登游赴观走经对向与和同及或由把给为将被让听以于按据用是有他她它我你咱这那该此其各本每另再又也还就使驻新旧老住上"
)
"""What no name begins with that the tagger cuts off."""
_SMALL = frozenset(("p", "v", "c", "f", "r", "a", "d", "m"))
"""The tags of what it cuts off: a name's first character that looks like another word."""


def _left(document: Document, mentions: Sequence[Mention]) -> Iterator[Mention]:
    """红三十二师第九十七团|被服所旧址: what an army left behind bears its name; 抗联遗址 are many."""
    text = document.shadow
    for mention in mentions:
        if mention.type == "Organisation" and _ARMY.search(text, mention.start, mention.end):
            rest = _REMAINS.match(text, mention.end)
            if rest and not _BREAKS.search(rest[0]) and free(mentions, mention.end, rest.end()):
                yield made(document, mention.start, rest.end(), "Site", "left", mention.confidence)


def _led(document: Document, mentions: Sequence[Mention]) -> Iterator[Mention]:
    """进|奉贤区烈士陵园, 遂川县|在|工农兵政府旧址."""
    for mention in mentions:
        if mention.type != "Site" or mention.by.startswith("gazetteer."):
            continue
        led = _LED.match(document.shadow, mention.start, mention.end - 2)
        if led:
            if led["who"]:
                kind = "Place" if led["kind"] in "县市区镇乡村" else "Organisation"
                yield cut(document, replace(mention, type=kind), *led.span("who"), "lead")
            yield cut(document, mention, led.end(), mention.end, "lead")


def _begun(document: Document, mentions: Sequence[Mention]) -> Iterator[Mention]:
    """以|打|拉池县…旧址: a word that cannot stand between what leads to a name and the name is its first character."""
    words = document.words
    for mention in mentions:
        if mention.type not in ("Site", "Place"):
            continue
        at = bisect_left(words, mention.start, key=lambda word: word.end)
        if not 0 < at < len(words) or words[at].end != mention.start or words[at - 1].end != words[at].start:
            continue
        start = words[at].start
        before = document.shadow[words[at - 1].start : start]
        if (
            before in _BEFORE
            and _may_begin(document, words[at], mention)
            and not (mention.type == "Place" and _is_whole(document, mention))
            and free(mentions, start, mention.start)
        ):
            yield cut(document, mention, start, mention.end, "begun")


def _may_begin(document: Document, word: Word, mention: Mention) -> bool:
    """Whether a word may be the first character of the name behind it, or the number that a site's begins with."""
    text = document.shadow[word.start : word.end]
    if word.tag not in _SMALL or not _HAN.fullmatch(text) or text in _NO_NAME:
        return False
    number = word.tag == "m" and mention.type == "Site" and document.shadow[mention.start] not in "“《"
    return len(text) == 1 or number


def _is_whole(document: Document, mention: Mention) -> bool:
    """Whether a place lacks nothing: it is known, or has quotation marks."""
    return is_known(document, mention) or bool(_MARK.search(document.shadow, mention.start, mention.end))


sites = laid(_left, _led, _begun)
