"""Names by their heads: from a head (…纪念馆, …活动) to the left over words that can stand inside a name."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from kg.extract.grammar.context import Candidate, Context
from kg.extract.grammar.forces import fought
from kg.extract.grammar.lexicon import heads, pattern, words

_LONGEST_NAME = 60  # code points
_NOUNS = frozenset(["n", "nz", "nw", "s", "vn", "an", "a", "ns", "nt", "LOC", "ORG"])
_WIDEST = 40
_INSIDE: dict[str, frozenset[str]] = {
    "Site": _NOUNS | {"m", "f", "PER", "nr"},
    "Organisation": _NOUNS | {"m", "nr"},
    "Route": _NOUNS | {"m", "f"},
    "Campaign": _NOUNS | {"m", "TIME"},
    "Event": _NOUNS | {"m", "TIME"},
    "Policy": _NOUNS | {"m", "TIME"},
    "Place": _NOUNS | {"m"},
}
_BRACKETED = frozenset(("Site", "Event", "Organisation"))
_LONG = frozenset(("Site", "Event"))  # over verbs as well
_OPENING = frozenset(("v", "vd", "ad", "d", "c", "p", "r", "f", "u", "m", "q"))
_SHORTEST = 3  # code points in front of a head that say enough
_DATED = frozenset(("Event", "Campaign", "Policy"))
_CLOSED = frozenset(("w", "TIME", "p", "r", "xc", "t"))
_QUOTED = frozenset(("Campaign", "Event", "Policy", "Route", "Organisation"))
_PLACES = frozenset(("LOC", "ns"))
_NAMES = frozenset(["LOC", "ns", "ORG", "nt"])
_PEOPLE = frozenset(["PER", "nr"])
_NAMED = _NAMES | _PEOPLE
_COMMON = frozenset(("n", "vn", "nz", "a"))
_JOINTS = frozenset(["和", "与", "暨", "及"])
_NUMBER = re.compile(
    r"第.*|\d+|[一二三四五六七八九十百千]+|首[届批次]|[一二三四五六七八九十]+[届次大]|\d+周年"
)
_STAGE = re.compile(r"第.+[站点段棒程日天]|起点|终点")
_COUNT = re.compile(r"第?[一二三四五六七八九十百\d]+[次届期批场]?")
_TIMES = re.compile(r"[一二两三四五六七八九十\d]+[次场]")
_BATCH = re.compile(r"第[一二三]批$")
_QUOTE = re.compile(r"[“‘《][^。？！\n]{1,38}[”’》]")
_SHORT = re.compile(r"[“‘《（][^，。？！；\n]{1,24}[”’》）]")
_VERSION = re.compile(r"\d\.\d版?")
_CLAUSE = re.compile("[，。、；：）\n]")
_CUT = re.compile("[与和及]|联合|主办|承办|协办")


@cache
def _stops(type_: str) -> frozenset[str]:
    return words("stop") | words(f"stop.{type_}")


@cache
def _goes(type_: str) -> frozenset[str]:
    return words("inside") | words(f"inside.{type_}")


@cache
def _others(type_: str) -> tuple[str, ...]:
    """Words that end like a head of that type and are none: 南部, 变局."""
    return tuple(sorted(words(f"no.{type_}")))


def _is_other(context: Context, start: int, end: int, others: tuple[str, ...]) -> bool:
    """Whether one of those words is longer than the head: 政局, but not in 财政局."""
    return any(len(word) > end - start and context.shadow.endswith(word, 0, end) for word in others)


def by_heads(context: Context) -> Iterator[Candidate]:
    """Candidates of all types that have heads."""
    lexicon = heads()
    longest: dict[tuple[int, str], tuple[int, int]] = {}
    for index, start, end in lexicon.automaton.find_matches_as_indexes(context.shadow, overlapping=True):
        if not _is_head(context, start, end):
            continue
        for type_ in lexicon.uses[index]:
            others = _others(type_)
            if others and context.shadow.endswith(others, 0, end) and _is_other(context, start, end, others):
                continue
            key = (end, type_)
            if key not in longest or longest[key][0] > start:
                longest[key] = (start, index)
    for (end, type_), (start, index) in longest.items():
        yield from _named(context, start, end, type_, index)


def _is_head(context: Context, start: int, end: int) -> bool:
    """Whether the words allow a head here: it ends a word; of one character, a name or a word by itself."""
    index = context.at[start]
    if index < 0:
        return end - start > 2
    if context.ends[index] != end and context.at[end] == context.at[end - 1] >= 0:
        # within a word: two bodies that the tagger took for one (县财政局联合镇人大/ORG), never 少先队员
        if context.tags[index] == "ORG" and _CUT.match(context.shadow, end):
            return True
        return end - start > 2 and context.shadow[end] not in "员长门"
    return end - start > 1 or context.starts[index] == start or context.tags[index] in _NAMED


def _named(context: Context, start: int, end: int, type_: str, index: int) -> Iterator[Candidate]:
    lexicon = heads()
    head, modes, rule = lexicon.heads[index], lexicon.uses[index][type_], f"grammar.{type_.lower()}"
    opening = _quote(context, start)
    if opening is not None:
        kind = "quoted" if context.shadow[opening] in "“‘" else "titled"
        yield Candidate(opening, end, type_, f"{rule}.{kind}", head)
        tail = _VERSION.match(context.shadow, end) if type_ == "Policy" else None
        if tail:
            yield Candidate(opening, tail.end(), type_, f"{rule}.{kind}.version", head)
        left = walk(context, opening, type_)
        yield from _widest(context, opening, start, end, type_, index)
        if left < opening and type_ != "Campaign" and _kind(context, left, opening) == "placed":
            yield Candidate(left, end, type_, f"{rule}.{kind}.prefixed", head)
        return
    if type_ == "Place" and head in words("place.person") and _is_person(context, start, end):
        yield Candidate(context.starts[context.at[start]], end, type_, f"{rule}.person", head)
    left = walk(context, start, type_)
    if _TIMES.fullmatch(context.shadow, left, start):  # 又一次亚运会
        left = start
    if context.shadow[left:end] in words(f"never.{type_}"):
        return
    yield from _widest(context, left, start, end, type_, index)
    if left < start and context.shadow[left] in "“‘" and type_ in _QUOTED:
        yield Candidate(left, end, type_, f"{rule}.modified", head)
        return
    if modes == {"quoted"}:
        return
    if left == start:
        if "bare" in modes:
            yield Candidate(start, end, type_, f"{rule}.bare", head)
        elif type_ == "Organisation" and end - start > 2 and context.tags[context.at[start]] in ("ORG", "nt"):
            yield Candidate(start, end, type_, f"{rule}.tagged", head)  # 教育部/ORG
        return
    if modes & {"name", "bare"}:
        yield from _wider(context, left, start, end, type_, head)
    generic = words(f"generic.{type_}")
    if context.shadow[left:start] in generic and context.tags[context.at[left]] not in _NAMES:
        return
    for act in _ACT.finditer(context.shadow, left, start) if type_ == "Event" and fought(head) else ():
        left = act.end()  # 百色领导|百色起义
    kind = _kind(context, left, start)
    if kind == "dated" and "bare" not in modes and _COUNT.fullmatch(context.shadow, left, start):
        return
    if type_ == "Organisation" and context.shadow[end : end + 1] == "（":
        close = context.closes.get(end, end)
        if context.tags[context.at[close - 2]] in _NAMES:
            yield Candidate(left, close, type_, f"{rule}.bracketed", head)  # 中央党校（国家行政学院）
    if kind == "placed" or (len(head) > 1 and modes & {"name", "bare"}):
        yield Candidate(left, end, type_, f"{rule}.{kind}", head)


# What leads to a battle or a rising and is no part of its name.
_ACT = re.compile("领导|参[与加]|策动|发动|指挥|组织")


def _is_person(context: Context, start: int, end: int) -> bool:
    """Whether the tagger takes the word that ends in this head for a person."""
    index = context.at[start]
    return (
        context.tags[index] in ("PER", "nr") and context.starts[index] < start and context.ends[index] == end
    )


def _kind(context: Context, left: int, start: int) -> str:
    """What the name begins with: `placed` a place or a body, `dated` a number or a date, `short` one character."""
    first = context.at[left]
    tag = context.tags[first] if first >= 0 else ""
    if tag in _NAMES:
        return "placed"
    if start - left == 1:
        return "short"
    return "dated" if tag in ("m", "TIME") else "named"


def _wider(context: Context, left: int, start: int, end: int, type_: str, head: str) -> Iterator[Candidate]:
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
        cut = _CUT.search(context.shadow, left + 2, min(start, context.ends[first] - 2))
        if cut:
            yield Candidate(cut.end(), end, type_, f"{rule}.cut", head)


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
    return further if root or _kind(context, further, left) == "placed" else left


def _opened(context: Context, start: int, type_: str) -> int:
    """Where the opener stands that governs the head at `start` within its clause, with 第二批 in front; else `start`."""
    begin = max(0, start - _LONGEST_NAME)
    for mark in _CLAUSE.finditer(context.shadow, begin, start):
        begin = mark.end()
    for match in pattern(f"openers.{type_}").finditer(context.shadow, begin, start):
        if context.tags[context.at[match.start()]] in ("v", "vn", "ad"):
            batch = _BATCH.search(context.shadow, max(begin, match.start() - 4), match.start())
            return batch.start() if batch else match.start()
    return start


def _widest(context: Context, left: int, start: int, end: int, type_: str, index: int) -> Iterator[Candidate]:
    """The reading that goes on to a word that surely borders on names, over what the tagger split wrongly
    (将/p 台堡/n 旧址/n) and over quotations, and the one with the year or day in front."""
    head, rule = heads().heads[index], f"grammar.{type_.lower()}"
    if head not in words(f"wide.{type_}"):
        return
    position, before, verbs = start, -1, 0
    while position > 0 and end - position < _WIDEST and verbs < 2:
        opening = context.opens.get(position)
        if opening is not None and _SHORT.fullmatch(context.shadow, opening, position):
            position = opening
            continue
        before = context.at[position - 1]
        if before < 0 or context.texts[before] in words("borders") or _STAGE.fullmatch(context.texts[before]):
            break
        if context.tags[before] in _CLOSED and not context.shadow.startswith("被服", context.starts[before]):
            break
        verbs += context.tags[before] == "v" and type_ not in _LONG
        position = context.starts[before]
    for act in _ACT.finditer(context.shadow, position, start) if type_ == "Event" and fought(head) else ():
        position = act.end()
    while position < start and type_ not in _LONG and context.tags[context.at[position]] in _OPENING:
        position = context.ends[context.at[position]]
    if context.shadow[position] in "（的" or start - position < _SHORTEST:
        return
    if position < left:
        yield Candidate(position, end, type_, f"{rule}.wide", head)
    elif position < start and heads().uses[index][type_] == {"quoted"}:
        kind = _kind(context, position, start)
        yield Candidate(position, end, type_, f"{rule}.wide.{kind}", head)
    if (
        before >= 0
        and context.ends[before] == position
        and context.tags[before] == "TIME"
        and type_ in _DATED
    ):
        yield Candidate(context.starts[before], end, type_, f"{rule}.wide.dated", head)


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


def _quote(context: Context, position: int) -> int | None:
    """Where the quotation or title starts that ends just before this position, when it can be a name's first part."""
    opening = context.opens.get(position)
    if opening is None or not _QUOTE.fullmatch(context.shadow, opening, position):
        return None
    return opening


def walk(context: Context, start: int, type_: str) -> int:
    """The leftmost position from which words that can stand in such a name lead up to `start`; `start` if none do."""
    inside, stops, goes = _INSIDE[type_], _stops(type_), _goes(type_)
    position = start
    within = context.at[start] if start else -1
    if within >= 0 and context.starts[within] < start:  # 75周年/m, 中国纪念馆/LOC: the head ends a word
        if context.tags[within] not in inside or context.texts[within] in stops:
            return start
        position = context.starts[within]
    while position > 0 and start - position < _LONGEST_NAME:
        opening = context.opens.get(position)
        if opening is not None and _SHORT.fullmatch(context.shadow, opening, position):
            if context.shadow[opening] == "（" and type_ not in _BRACKETED:
                break
            position = opening
            continue
        index = context.at[position - 1]
        if index < 0:
            break
        text, tag = context.texts[index], context.tags[index]
        if text == "的" and context.shadow[position - 2] == "党":
            position -= 2
            continue
        if text not in goes and (
            text in stops or tag not in inside or (tag == "m" and not _NUMBER.fullmatch(text))
        ):
            break
        if tag == "m" and _STAGE.fullmatch(text):
            break
        position = context.starts[index]
    return start if context.shadow[position] == "（" else position
