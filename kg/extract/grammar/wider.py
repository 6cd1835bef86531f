"""Readings of a name by its head that are longer or shorter than the plain one."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kg.extract.grammar.context import Candidate, Context
from kg.extract.grammar.forces import fought
from kg.extract.grammar.lexicon import heads, pattern, words
from kg.extract.grammar.walking import LONGEST_NAME, SHORT, STAGE, opens_with, walk

_WIDEST = 40
_LONG = frozenset(("Site", "Event"))  # over verbs as well
_OPENING = frozenset(("v", "vd", "ad", "d", "c", "p", "r", "f", "u", "m", "q"))
_SHORTEST = 3  # code points in front of a head that say enough
_DATED = frozenset(("Event", "Campaign", "Policy"))
_CLOSED = frozenset(("w", "TIME", "p", "r", "xc", "t"))
_COMMON = frozenset(("n", "vn", "nz", "a"))
_JOINTS = frozenset(["和", "与", "暨", "及"])
_BATCH = re.compile(r"第[一二三]批$")
_CLAUSE = re.compile("[，。、；：）\n]")
CUT = re.compile("[与和及]|联合|主办|承办|协办")
_ACT = re.compile("领导|参[与加]|策动|发动|指挥|组织")
"""What leads to a battle or a rising and is no part of its name."""


def behind_act(context: Context, left: int, start: int, type_: str, head: str) -> int:
    """Where the name begins that was read from `left` on: 百色领导|百色起义."""
    if type_ == "Event" and fought(head):
        for act in _ACT.finditer(context.shadow, left, start):
            left = act.end()
    return left


def wider(context: Context, left: int, start: int, end: int, type_: str, head: str) -> Iterator[Candidate]:
    """Longer readings: over 和 to a name (中央和国家机关工委), from an opener (学习贯彻…宣讲团), and a shorter one:
    from behind 与 within a word that the tagger did not split."""
    rule = f"grammar.{type_.lower()}"
    if type_ in ("Organisation", "Event"):
        further = _over_joint(context, left, type_)
        if further < left:
            yield Candidate(further, end, type_, f"{rule}.joined", head)
    if head in words(f"wide.{type_}"):
        yield from _pair(context, left, end, type_, head)
    openers = words(f"openers.{type_}")
    if openers:
        opened = _opened(context, start, type_)
        if opened not in (left, start):
            yield Candidate(opened, end, type_, f"{rule}.opened", head)
    first = context.at[left]
    if first >= 0 and context.texts[first] in openers and context.ends[first] < start:
        yield Candidate(context.ends[first], end, type_, f"{rule}.trimmed", head)  # 庆祝【…成立100周年】
    if first >= 0 and context.ends[first] - left > 5:
        cut = CUT.search(context.shadow, left + 2, min(start, context.ends[first] - 2))
        if cut:
            yield Candidate(cut.end(), end, type_, f"{rule}.cut", head)


def widest(context: Context, left: int, start: int, end: int, type_: str, index: int) -> Iterator[Candidate]:
    """The reading that goes on to a word that surely borders on names, over what the tagger split wrongly
    (将/p 台堡/n 旧址/n) and over quotations, and the one with the year or day in front."""
    head, rule = heads().heads[index], f"grammar.{type_.lower()}"
    if head not in words(f"wide.{type_}"):
        return
    position, before, verbs = start, -1, 0
    while position > 0 and end - position < _WIDEST and verbs < 2:
        opening = context.opens.get(position)
        if opening is not None and SHORT.fullmatch(context.shadow, opening, position):
            position = opening
            continue
        before = context.at[position - 1]
        if before < 0 or context.texts[before] in words("borders") or STAGE.fullmatch(context.texts[before]):
            break
        if context.tags[before] in _CLOSED and not context.shadow.startswith("被服", context.starts[before]):
            break
        verbs += context.tags[before] == "v" and type_ not in _LONG
        position = context.starts[before]
    position = behind_act(context, position, start, type_, head)
    while position < start and type_ not in _LONG and context.tags[context.at[position]] in _OPENING:
        position = context.ends[context.at[position]]
    if context.shadow[position] in "（的" or start - position < _SHORTEST:
        return
    if position < left:
        yield Candidate(position, end, type_, f"{rule}.wide", head)
    elif position < start and heads().uses[index][type_] == {"quoted"}:
        yield Candidate(position, end, type_, f"{rule}.wide.{opens_with(context, position, start)}", head)
    if (
        before >= 0
        and context.ends[before] == position
        and context.tags[before] == "TIME"
        and type_ in _DATED
    ):
        yield Candidate(context.starts[before], end, type_, f"{rule}.wide.dated", head)


def _over_joint(context: Context, left: int, type_: str) -> int:
    """Where the name starts when a 和 in front of it belongs to it: the words before 和 are no name by themselves,
    and start with a place or with what bodies are named by; else `left`."""
    joint = context.at[left - 1] if left else -1
    if joint < 1 or context.texts[joint] not in _JOINTS:
        return left
    if context.tags[joint - 1] not in _COMMON or context.texts[joint - 1] in heads().known:
        return left
    further = walk(context, context.starts[joint], type_)
    if further == context.starts[joint]:
        return left
    root = context.texts[context.at[further]] in words("roots.Organisation")
    return further if root or opens_with(context, further, left) == "placed" else left


def _opened(context: Context, start: int, type_: str) -> int:
    """Where the opener stands that governs the head at `start` within its clause, with 第二批 in front; else `start`."""
    begin = max(0, start - LONGEST_NAME)
    for mark in _CLAUSE.finditer(context.shadow, begin, start):
        begin = mark.end()
    for match in pattern(f"openers.{type_}").finditer(context.shadow, begin, start):
        if context.tags[context.at[match.start()]] in ("v", "vn", "ad"):
            batch = _BATCH.search(context.shadow, max(begin, match.start() - 4), match.start())
            return batch.start() if batch else match.start()
    return start


def _pair(context: Context, left: int, end: int, type_: str, head: str) -> Iterator[Candidate]:
    """The reading over the first of two people (…、…烈士墓)."""
    rule = f"grammar.{type_.lower()}"
    index = context.at[left]
    if (
        index > 1
        and context.tags[index] == context.tags[index - 2] == "PER"
        and context.texts[index - 1] == "、"
    ):
        yield Candidate(context.starts[index - 2], end, type_, f"{rule}.pair", head)
