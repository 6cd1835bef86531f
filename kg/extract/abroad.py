"""Names from abroad as the tagger should have cut and tagged them: it takes 赫尔松 for a person and splits 扎波罗/热.

Places, bodies and statesmen abroad that the authority knows by a name of three characters or more. Such a name looks
like no other words, so that where it stands it is a word with its own tag, unless it is part of a longer place or body.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from functools import cache

import ahocorasick_rs

from kg.authority import NameRecord, leaders, organs, places
from kg.model import Word
from kg.read.shadow import shadow as fold

_SHORTEST = 3
_LONG = (
    4  # from here on a name counts even where no word begins or ends, and is a statesman's without a doubt
)
_KINDS = ("foreign", "international")
_SAME = {"LOC": ("LOC", "ns"), "ORG": ("ORG", "nt"), "PER": ("PER",)}
_LARGER = frozenset({"LOC", "ORG", "ns", "nt", "nw"})
_MARK = re.compile("[、，]")


@cache
def _names() -> tuple[ahocorasick_rs.AhoCorasick, tuple[str, ...]]:
    """The automaton over all names, and the tag of each."""
    tags = {fold(name): tag for name, tag in sorted(_known()) if len(name) >= _SHORTEST}
    kind = ahocorasick_rs.MatchKind.LeftmostLongest
    return ahocorasick_rs.AhoCorasick(list(tags), matchkind=kind), tuple(tags.values())


def _known() -> Iterator[tuple[str, str]]:
    for place in places().records:
        if places().is_abroad(place) and not place.careful:
            yield from ((name, "LOC") for name in (place.name, place.short, *place.aliases))
    for body in organs():
        if set(body.get("kind")) & set(_KINDS):
            yield from ((name, "ORG") for name in _plain(body))
    for leader in leaders():
        yield from ((name, "PER") for name in _plain(leader) if len(name) >= _LONG)


def _plain(record: NameRecord) -> Iterator[str]:
    return (name for name in record.names if name not in record.careful)


def corrected(shadow: str, words: Sequence[Word]) -> list[Word]:
    """The words of a text, in its order, with names from abroad as words of their own."""
    automaton, tags = _names()
    matches = automaton.find_matches_as_indexes(shadow)
    if not matches:
        return list(words)
    apart = _apart(shadow, words, [start for _, start, _ in matches])
    starts = [word.start for word in apart]
    done: list[Word] = []
    taken = 0
    for number, start, end in matches:
        first, past = bisect_right(starts, start) - 1, bisect_right(starts, end - 1)
        if first < taken or "·" in (shadow[start - 1 : start], shadow[end : end + 1]):
            continue
        if shadow[end : end + 1] != "长" and _is_name(apart[first:past], start, end, tags[number]):
            done += apart[taken:first]
            done += _cut(apart[first], apart[past - 1], start, end, tags[number])
            taken = past
    return [*done, *apart[taken:]]


def _apart(shadow: str, words: Sequence[Word], names: Sequence[int]) -> list[Word]:
    """The words, with each in which a name starts and which the tagger takes for one person across a mark as the
    several that it is: 通伦，塞尔维亚."""
    apart: list[Word] = []
    for word in words:
        start = word.start
        if word.tag == "PER" and bisect_right(names, word.end - 1) > bisect_right(names, start - 1):
            for mark in _MARK.finditer(shadow, word.start, word.end):
                if start < mark.start():
                    apart.append(Word(start, mark.start(), "PER"))
                apart.append(Word(mark.start(), mark.end(), "w"))
                start = mark.end()
        if start < word.end:
            apart.append(word if start == word.start else Word(start, word.end, "PER"))
    return apart


def _is_name(over: Sequence[Word], start: int, end: int, tag: str) -> bool:
    """Whether a name stands where these words do, which the tagger should have seen."""
    if not over or over[0].end <= start:
        return False
    first, last = over[0], over[-1]
    before, behind = first.start < start, last.end > end
    if len(over) == 1 and not before and not behind and first.tag in _SAME[tag]:
        return False
    if (before and first.tag in _LARGER) or (behind and last.tag in _LARGER):
        return False
    return end - start >= _LONG or not (before or behind)


def _cut(first: Word, last: Word, start: int, end: int, tag: str) -> Iterator[Word]:
    """The name as a word, with what it leaves of the words at its ends."""
    if first.start < start:
        yield Word(first.start, start, _left(first))
    yield Word(start, end, tag)
    if last.end > end:
        yield Word(end, last.end, _left(last))


def _left(word: Word) -> str:
    """The tag of what is left of a word: of a person no name."""
    return "n" if word.tag == "PER" else word.tag
