"""Armies by their number (红五军, 第二十九团, 一八五团), classes of schools (高一（4）班), and what they fought: battles,
risings and marches by their place or force (龙口大捷, 红军西征), however the tagger splits them."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kg.extract.grammar.context import Candidate, Context
from kg.extract.grammar.lexicon import words

_N = "[一二三四五六七八九十百零〇]"
_UNIT = "(?:方面军|野战军|集团军|军团|纵队|支队|大队|军|师|旅|团)"
_RED = re.compile(rf"红(?:第)?{_N}{{1,4}}(?:(?:方面军|军团|军|师|团)(?![人装])|(?=[、，和与]))")
_NUMBERED = re.compile(rf"第{_N}{{1,5}}{_UNIT}(?:第?{_N}{{1,4}}{_UNIT})?")
_WHOSE = re.compile(
    "(?:(?:东北)?抗联|东北抗日联军|新四军|八路军|志愿军|解放军|(?:华东|西北|中原|东北|华北|晋察冀|晋绥|西南)野战军)$"
)
_BARE = re.compile(
    rf"(?<![第十百{_N[1:-1]}\d]){_N}{{1,4}}[〇零]?{_N}?(?:师|旅|团)(?=[、，。的与和在于从与官战伤指奉进到])"
)
_CLASS = re.compile("(?:高|初)[一二三]（\\d{1,2}）班|[一二三四五六七八九]年级（\\d{1,2}）班")
_FOUGHT = (
    "保卫战|围困战|阻击战|伏击战|歼灭战|反击战|攻坚战|遭遇战|游击战|破袭战|战役|战斗|大捷|会战|激战|大战|之战|血战|起义|暴动|"
    "兵变|兵暴|突围战?|惨案|血案|会师|改编|整编|整训|西征|东征|南征|北上|东渡|受降|事变|大轰炸"
)
_FIGHT = re.compile(_FOUGHT)
_BORDER = re.compile(
    "(?:[，。；：、！？（）“”《》—→\n的了是为在过到于和与及把从对讲将就咱时]|[0-9一二三四五六七八九十]+[月日年]|参加|参与|领导|指挥|发动|组织|策动|策应|策划|主持|史称|是为|制造|"
    "撤出|经历|亲历|取得|打响|赢得|打赢|迎来|爆发|见证|反映|讲述|纪念|举行|进行|开展|重走|再现|描绘|重温|还原|讲的是|当年|著名|这场|那场|"
    "震惊中外|称为|叫|由|第[一二三四五六七八九十]次)"
)
_NO = re.compile(
    "[的了是在过于和与及把从对]|^(?:参加|参与|领导|指挥|发动|组织|策动|敌人|部队|我军|敌军|这次|此次|一次|多次|英勇|激烈|艰苦|连续)"
)


def fought(head: str) -> bool:
    """Whether a head noun is of battles, risings and marches."""
    return _FIGHT.fullmatch(head) is not None


def forces(context: Context) -> Iterator[Candidate]:
    """Candidates of type Organisation and Event."""
    shadow = context.shadow
    for found, rule in ((_RED, "red"), (_NUMBERED, "numbered"), (_BARE, "bare"), (_CLASS, "class")):
        for match in found.finditer(shadow):
            start, end = match.span()
            whose = _WHOSE.search(shadow, max(0, start - 6), start) if rule == "numbered" else None
            yield Candidate(
                whose.start() if whose else start, end, "Organisation", f"grammar.organisation.force.{rule}"
            )
    for match in _FIGHT.finditer(shadow):
        yield from _fought(context, match.start(), match.end())


def _fought(context: Context, start: int, end: int) -> Iterator[Candidate]:
    """The name from the last border within eight characters to what was fought."""
    shadow = context.shadow
    if shadow[end : end + 1] in "地者史员旧遗纪烈指渡前陈博展英碑桥处故主":
        return
    first = max(0, start - 10)
    left = first
    for border in _BORDER.finditer(shadow, first, start):
        left = border.end()
    if (
        2 <= start - left <= 8
        and not _NO.search(shadow, left, start)
        and shadow[left:end] not in words("stop.Event")
    ):
        yield Candidate(left, end, "Event", "grammar.event.fought", shadow[start:end])
