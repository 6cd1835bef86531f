"""Names by their frame: what a verb brings in (举行…, 印发…) up to a head, whatever stands between, and what begins a
clause and is held (…座谈会|在京召开). The words inside need not look like a name's: 加强荒漠化综合防治…座谈会."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from ahocorasick_rs import AhoCorasick, MatchKind

from kg.extract.grammar.context import Candidate, Context
from kg.extract.grammar.lexicon import words
from kg.extract.paired import balanced

_LONGEST = 44  # code points
_SHORTEST = 4
_BORDERS = re.compile("[，。；：！？\n]")
_TYPES = frozenset(("Event", "Policy", "Campaign"))
_SKIP = re.compile(
    "(?:[了过好的]|首个|一年一度的|(?:一|\\d+|[两三四五六七八九十多]+)[场次个项]|新(?:一轮|修订的?)?|本[次届]|此次)*"
)
"""What stands between a verb and the name that it brings in."""
_HELD = re.compile(
    "(?:(?:\\d{1,2}日)?(?:[上下]午|晚上?|至\\d{1,2}日)?)?(?:近日|日前|今天|昨[天日晚])?(?:（[^）\n]{1,9}）)?"
    "(?:(?:将|正)?[在于][^，。；\n]{1,20}?)?(?:正式|隆重)?"
    "(?:举[行办]|召开|开[幕赛班播锣机战演]|启动|落幕|闭幕|拉开|打响|揭幕|收官|鸣枪)"
)
"""What is said of a name that begins its clause and is held: when, where, and that it is."""
_LEADING = frozenset("以为随着他她这那据在从对经由自把将当待会记")
"""What a clause begins with that is no name."""
_BEHIND = re.compile(
    "[，。、；：）”！？\n（—上中的在将于和与及等为是自从把向对有已也还就暨\\d]|以来|期间|启动(?!仪式|会)|举行|召开|开幕|落幕|开展|工作|首批|现场|$"
)
"""What a name is followed by."""


@dataclass(frozen=True, slots=True)
class Frames:
    """Where the clauses of a document begin, and the verbs that bring names in, sorted by where they stand."""

    clauses: list[int]
    starts: list[int]
    verbs: list[tuple[int, str]]


def frames(context: Context) -> Frames:
    """What the names of a document can be framed by."""
    verbs, automaton = _verbs()
    found = [
        (start, end, verbs[index])
        for index, start, end in automaton.find_matches_as_indexes(context.shadow)
        if context.word_ends(start)
    ]
    clauses = [0, *(mark.end() for mark in _BORDERS.finditer(context.shadow))]
    return Frames(clauses, [start for start, _, _ in found], [(end, verb) for _, end, verb in found])


@cache
def _verbs() -> tuple[list[str], AhoCorasick]:
    verbs = sorted({verb for type_ in _TYPES for verb in words(f"brings.{type_}")})
    return verbs, AhoCorasick(verbs, matchkind=MatchKind.LeftmostLongest)


def framed(
    context: Context, frame: Frames, start: int, end: int, type_: str, head: str
) -> Iterator[Candidate]:
    """The names that end in the head from `start` to `end`: from behind the last sure verb before it in its clause and
    from behind each other verb after that (`weak`); without a sure one, from the beginning of the clause where it goes
    on with being `held`."""
    if type_ not in _TYPES or not context.word_ends(end) or head in words(f"unframed.{type_}"):
        return
    clause = frame.clauses[bisect_right(frame.clauses, start) - 1]
    begin = max(clause, end - _LONGEST)
    shadow, rule = context.shadow, f"grammar.{type_.lower()}.framed"
    brings, sure = words(f"brings.{type_}"), words(f"brings.{type_}.sure")
    lefts: dict[int, str] = {}
    held = begin == clause < start and type_ != "Policy"
    for left, verb in frame.verbs[bisect_left(frame.starts, begin) : bisect_left(frame.starts, start)]:
        if verb in sure:
            lefts, held = {left: "verb"}, False
        elif verb in brings:
            lefts[left] = "weak"
    if lefts and not _BEHIND.match(shadow, end):
        lefts.clear()
    if held and shadow[begin] not in _LEADING and _HELD.match(shadow, end):
        lefts.setdefault(begin, "held")
    for left, how in lefts.items():
        left = _SKIP.match(shadow, left, start).end()  # type: ignore[union-attr]  # it matches nothing as well
        generic = shadow[left:start] in words(f"generic.{type_}")
        if end - left >= _SHORTEST and left < start and not generic and balanced(shadow, left, end):
            yield Candidate(left, end, type_, f"{rule}.{how}", head)
