"""Sites that only their surroundings tell: two people's houses under one head (某人、某人旧居), items of lists whose
neighbours are sites, what an army left behind (红军桥), and names that stand again."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import replace

from ahocorasick_rs import AhoCorasick, Implementation, MatchKind

from kg.extract.mends.cutting import cut, free, is_known, laid, made, over
from kg.model import Document, Mention

_HOUSE = "(?:旧居|故居|公馆|[铜雕塑]像|(?:办公|居住|工作|生活|战斗|养伤|藏身|避难|牺牲|就义|出生|讲学|演讲|读书|(?:革命)?活动|指挥)+[地处]?旧址)"
_SHARED = re.compile(f"(?P<name>[一-鿿·]{{2,4}}?)(?P<head>{_HOUSE})")
_BOTH = re.compile(f"(?P<first>[一-鿿·]{{2,3}})、(?P<second>[一-鿿·]{{2,3}}?(?P<head>{_HOUSE}))")
_JOINT = frozenset("、和与及")
_TOLD = re.compile(
    "红(?:军(?:[街桥井沟岩树院楼城亭泉堂潭墓台]|渡(?![江河口过])|码头)|[场宫](?!红场))|列宁[岩台堂]|将军[渡岩]|天主堂|"
    "(?:中国工农红军|中央红军|红军|八路军|新四军)(?:长征)?(?:[经途]?过|途经|强渡|突破|翻越|飞夺|巧渡|挺进|血战)[一-鿿]{2,8}?"
    "(?:(?:烈士)?纪念(?:[馆园塔亭]|碑(?:碑?园)?)|战斗遗址)"
)
"""Names that are a site's wherever they stand: what the army left behind, and memorials of what it did."""
_HINTS = ("红军", "红场", "红宫", "列宁", "将军", "天主堂", "八路军", "新四军")
"""Each of these names holds one: a text without them is not searched."""
_PART = frozenset("女小座处个条")
"""What stands before such a name where it is a part of a longer one (女红军街) or counted (三座红军桥)."""
_FEW = 2
"""A memorial's name has more characters beside what stands inside it."""
_SHORT = 6
"""Names of so many characters have nothing inside them: what stands there goes, however long."""
_SIGHT = re.compile(
    "(?<![林茶农]场|水库|县城|广场|市场)(?<![江河]渡口)(?<!产业园)(?<=[^村镇乡县市州区省河江道路关畈店沟旗岛国庄湾站山])$"
)
"""The end of a name that does not say what it is; a farm, a reservoir, a square is no sight."""
_SURE = 0.9  # a place of which the arbiter is so sure is none among sites either
_LONGEST_PERSON = 4  # characters of a person's name that was taken for a place
_ITEM = re.compile("[、—→和与及]|以及")
_SPIRIT = re.compile("精神|”")
_OTHERWISE = {
    "Site": _SPIRIT,
    "Campaign": _SPIRIT,
    "Person": re.compile("精神|思想|”|们|[式杯]"),
    "Place": re.compile("精神|[”号0-9]|[省市区县镇乡村街路]"),
}
"""What shows that a name of the type stands for something else."""
_LONG = (
    4000  # characters of a text in which looking for each name by itself takes longer than for all at once
)
_SURE_AGAIN = 0.6  # of a name that is looked for in the rest of the text


def _told(document: Document, mentions: Sequence[Mention]) -> Iterator[Mention]:
    """红军桥, 列宁堂, and 红军长征过某县纪念碑 as one."""
    text, words = document.shadow, document.words
    if not any(each in text for each in _HINTS):
        return
    for match in _TOLD.finditer(text):
        start, end = match.span()
        inside = over(mentions, start, end)
        if any(_goes_beyond(each, start, end) for each in inside):
            continue
        at = bisect_left(words, end, key=lambda word: word.end)
        split = at < len(words) and words[at].start < end < words[at].end
        if split or _SPIRIT.match(text, end) or text[start - 1 : start] in _PART:
            continue
        if len(inside) != 1 or inside[0].type != "Site" or (inside[0].start, inside[0].end) != (start, end):
            yield made(document, start, end, "Site", "told", 0.8)


def _goes_beyond(mention: Mention, start: int, end: int) -> bool:
    """Whether a mention goes beyond a name, or is nearly all of a long one."""
    size = end - start
    nearly_all = size > _SHORT and mention.end - mention.start > size - _FEW
    return mention.start < start or mention.end > end or nearly_all


def _shared(document: Document, mentions: Sequence[Mention]) -> Iterator[Mention]:
    """某人、某人旧居 are two houses: each at its own words, the first with its name completed."""
    text, behind = document.shadow, ""
    below: Mention | None = None
    for mention in reversed(mentions):
        if mention.type == "Site":
            both = _BOTH.fullmatch(text, mention.start, mention.end)
            if both:
                yield from _two(document, mention, both)
            match = _SHARED.fullmatch(text, mention.start, mention.end)
            behind = match["head"] if match else ""
        elif mention.type == "Person" and behind and below is not None:
            if text[mention.end : below.start] in _JOINT:
                name = document.article.text[mention.start : mention.end] + behind
                yield replace(mention, type="Site", canonical=name, by="mends.shared/1", detail=())
            else:
                behind = ""
        else:
            behind = ""
        below = mention


def _two(document: Document, mention: Mention, both: re.Match[str]) -> Iterator[Mention]:
    """The houses of two people that one mention runs over."""
    first = cut(document, mention, *both.span("first"), "shared")
    yield replace(first, canonical=first.text + both["head"])
    yield cut(document, mention, *both.span("second"), "shared")


def _listed(document: Document, mentions: Sequence[Mention]) -> Iterator[Mention]:
    """A place whose neighbours in a list are all sites is one, unless its name says what it is (…村, …镇); what stands
    among persons and is as short as their names is a person."""
    text, last = document.shadow, len(mentions) - 1
    for at, mention in enumerate(mentions):
        if (
            mention.type not in ("Place", "Site")
            or mention.confidence > _SURE
            or not _SIGHT.search(text, mention.start, mention.end)
        ):
            continue
        near = set()
        if at and (joint := _ITEM.fullmatch(text, mentions[at - 1].end, mention.start)):
            near.add((mentions[at - 1].type, joint[0] == "、"))
        if at < last and (joint := _ITEM.fullmatch(text, mention.end, mentions[at + 1].start)):
            near.add((mentions[at + 1].type, joint[0] == "、"))
        person = near == {("Person", True)} and mention.end - mention.start <= _LONGEST_PERSON
        site = {type_ for type_, _ in near} == {"Site"} and mention.type == "Place"
        if (person or site) and not is_known(document, mention):
            yield replace(mention, type="Site" if site else "Person", by="mends.listed/1")


def _again(document: Document, mentions: Sequence[Mention]) -> Iterator[Mention]:
    """The other places of a text where the name of a site stands, or one that no table holds."""
    text = document.shadow
    known: dict[str, Mention] = {}
    for each in mentions:
        known.setdefault(text[each.start : each.end], each)
    names = sorted(name for name, each in known.items() if _is_told_by_name(each))
    if len(text) < _LONG:
        names = [name for name in names if text.find(name, text.find(name) + 1) >= 0]
    if not names:
        return
    fastest_to_build = Implementation.NoncontiguousNFA
    automaton = AhoCorasick(names, matchkind=MatchKind.LeftmostLongest, implementation=fastest_to_build)
    for index, start, end in automaton.find_matches_as_indexes(text):
        if free(mentions, start, end):
            mention = known[names[index]]
            quoted = mention.type == "Place" and text[start - 1 : start] == "“"
            if not quoted and not _OTHERWISE[mention.type].match(text, end):
                yield replace(mention, start=start, end=end, text=document.article.text[start:end])


def _is_told_by_name(mention: Mention) -> bool:
    """Whether a name is a mention wherever it stands."""
    size = mention.end - mention.start
    if mention.type == "Site":
        return size > 2
    sure = mention.confidence >= _SURE_AGAIN and not mention.by.startswith("gazetteer.")
    return sure and mention.type in _OTHERWISE and size > (3 if mention.type == "Campaign" else 1)


sights = laid(_told, _shared, _listed, _again)
