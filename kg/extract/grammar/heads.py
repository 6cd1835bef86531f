"""Names by their heads: from a head (…纪念馆, …活动) to the left over words that can stand inside a name."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from kg.extract.grammar.context import Candidate, Context
from kg.extract.grammar.framed import framed, frames
from kg.extract.grammar.lexicon import heads, words
from kg.extract.grammar.walking import NAMES, opens_with, walk
from kg.extract.grammar.wider import CUT, behind_act, wider, widest

_QUOTED = frozenset(("Campaign", "Event", "Policy", "Route", "Organisation"))
_PEOPLE = frozenset(["PER", "nr"])
_NAMED = NAMES | _PEOPLE
_COUNT = re.compile(r"第?[一二三四五六七八九十百\d]+[次届期批场]?")
_TIMES = re.compile(r"[一二两三四五六七八九十\d]+[次场]")
_QUOTE = re.compile(r"[“‘《][^。？！\n]{1,38}[”’》]")
_FORCE = frozenset("军团部")
"""The last character of who marches: 中央红军|长征."""
_MEETING = re.compile("[^协学商委社工妇议理员机基联大个都才不]会|[一-鿿][展节赛]")
"""The end of a word for what is held, whatever it is: 汇报会, 采茶节. Only a frame makes it a name."""
_VERSION = re.compile(r"\d\.\d版?")


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
    ends: set[int] = set()
    for index, start, end in lexicon.automaton.find_matches_as_indexes(context.shadow, overlapping=True):
        if not _is_head(context, start, end):
            if end - start == 1 and _MEETING.match(context.shadow, start - 1):
                ends.add(end)
            continue
        for type_ in lexicon.uses[index]:
            others = _others(type_)
            if others and context.shadow.endswith(others, 0, end) and _is_other(context, start, end, others):
                continue
            key = (end, type_)
            if key not in longest or longest[key][0] > start:
                longest[key] = (start, index)
    frame = frames(context)
    for (end, type_), (start, index) in longest.items():
        yield from _named(context, start, end, type_, index)
        yield from framed(context, frame, start, end, type_, lexicon.heads[index])
    for end in sorted(ends):
        if (end, "Event") not in longest:
            yield from framed(context, frame, end - 1, end, "Event", context.shadow[end - 1])


def _is_head(context: Context, start: int, end: int) -> bool:
    """Whether the words allow a head here: it ends a word; of one character, a name or a word by itself."""
    index = context.at[start]
    if index < 0:
        return end - start > 2
    if context.ends[index] != end and context.at[end] == context.at[end - 1] >= 0:
        # within a word: two bodies that the tagger took for one (县财政局联合镇人大/ORG), never 少先队员
        if context.tags[index] == "ORG" and CUT.match(context.shadow, end):
            return True
        return end - start > 2 and context.shadow[end] not in "员长门"
    return end - start > 1 or context.starts[index] == start or context.tags[index] in _NAMED


def _behind_quote(
    context: Context, opening: int, start: int, end: int, type_: str, index: int
) -> Iterator[Candidate]:
    """The names with a quotation or title, which opens there, right before their head."""
    head, rule = heads().heads[index], f"grammar.{type_.lower()}"
    kind = "quoted" if context.shadow[opening] in "“‘" else "titled"
    yield Candidate(opening, end, type_, f"{rule}.{kind}", head)
    tail = _VERSION.match(context.shadow, end) if type_ == "Policy" else None
    if tail:
        yield Candidate(opening, tail.end(), type_, f"{rule}.{kind}.version", head)
    left = walk(context, opening, type_)
    yield from widest(context, opening, start, end, type_, index)
    if left < opening and type_ != "Campaign" and opens_with(context, left, opening) == "placed":
        yield Candidate(left, end, type_, f"{rule}.{kind}.prefixed", head)


def _named(context: Context, start: int, end: int, type_: str, index: int) -> Iterator[Candidate]:
    lexicon = heads()
    head, modes, rule = lexicon.heads[index], lexicon.uses[index][type_], f"grammar.{type_.lower()}"
    opening = _quote(context, start)
    if opening is not None:
        yield from _behind_quote(context, opening, start, end, type_, index)
        return
    if type_ == "Place" and head in words("place.person") and _is_person(context, start, end):
        yield Candidate(context.starts[context.at[start]], end, type_, f"{rule}.person", head)
    left = walk(context, start, type_)
    if _TIMES.fullmatch(context.shadow, left, start):  # 又一次亚运会
        left = start
    if context.shadow[left:end] in words(f"never.{type_}"):
        return
    yield from widest(context, left, start, end, type_, index)
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
    if type_ == "Event" and "bare" in modes and context.shadow[start - 1] in _FORCE:
        yield Candidate(start, end, type_, f"{rule}.bare", head)  # 中央红军|长征
    if modes & {"name", "bare"}:
        yield from wider(context, left, start, end, type_, head)
    generic = words(f"generic.{type_}")
    if context.shadow[left:start] in generic and context.tags[context.at[left]] not in NAMES:
        return
    left = behind_act(context, left, start, type_, head)
    kind = opens_with(context, left, start)
    if kind == "dated" and "bare" not in modes and _COUNT.fullmatch(context.shadow, left, start):
        return
    if type_ == "Organisation" and context.shadow[end : end + 1] == "（":
        close = context.closes.get(end, end)
        if context.tags[context.at[close - 2]] in NAMES:
            yield Candidate(left, close, type_, f"{rule}.bracketed", head)  # 中央党校（国家行政学院）
    if kind == "placed" or (len(head) > 1 and modes & {"name", "bare"}):
        yield Candidate(left, end, type_, f"{rule}.{kind}", head)


def _is_person(context: Context, start: int, end: int) -> bool:
    """Whether the tagger takes the word that ends in this head for a person."""
    index = context.at[start]
    return (
        context.tags[index] in ("PER", "nr") and context.starts[index] < start and context.ends[index] == end
    )


def _quote(context: Context, position: int) -> int | None:
    """Where the quotation or title starts that ends just before this position, when it can be a name's first part."""
    opening = context.opens.get(position)
    if opening is None or not _QUOTE.fullmatch(context.shadow, opening, position):
        return None
    return opening
