"""Blanks that part nothing: some programs put them between words, around numbers or behind marks.

A blank is none of the article's beside a mark and, a narrow one, between a Han character and a figure or letter.
Between Han characters it mostly parts two things (`本报讯 昨天`, `陆知非 摄`, columns, headlines, lists of names), unless
the text has a habit of blanks in the midst of prose, or of single characters between blanks: then only lists of names
(`name_lists`) keep theirs. A name padded to the width of the others (`王　凯　李青禾`) loses its own.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from kg.model import Span
from kg.read.breaks import BLANK, CLOSING, OPENING, PAUSES, is_prose
from kg.read.name_lists import HAN, name_lists, padded

_BLANKS = re.compile(f"(?<=[^{BLANK}\n])[{BLANK}]+(?=[^{BLANK}\n])")
_HAN = re.compile(f"[{HAN}]")
_FIGURE = re.compile("[0-9０-９]")
_LETTER = re.compile("[A-Za-zＡ-Ｚａ-ｚ]")
_PAIR = re.compile(f'[{OPENING}{CLOSING}"\n]')
_PROSE = re.compile("[，。,]")
_LEADS = re.compile(
    f"[{BLANK}]*(?:[^{PAUSES}\n]*[讯电日期]|[^{PAUSES}\n]{{,4}}|[^{PAUSES}\n]*[{BLANK}][^{PAUSES}\n]*)"
)
_CREDIT = re.compile(f"[摄文图](?:[^{HAN}]|$)")
_STOP = re.compile(f"[{PAUSES}—]")
_EDGE = f"[^{BLANK}\n{PAUSES}{OPENING}{CLOSING}]"
# A word of one character, with a blank beside it; 男 and 女 fill columns of tables.
_ALONE = re.compile(
    f"(?<=[{BLANK}])(?![男女])[{HAN}](?!{_EDGE})|(?<!{_EDGE})(?<![{BLANK}])(?![男女])[{HAN}](?=[{BLANK}])"
)

_DENSE = 0.008
"""Blanks in the midst of prose, for each Han character, that make a habit of it. In 12,500 articles of news those that
are meant are rarer."""

_FEW = 3
_VERY_DENSE = 0.02
"""Fewer than `_FEW` are a habit in a text of a line or two."""

_SINGLE = 0.3
_SOME = 6
"""The share of single characters among all that stands between blanks, and so many blanks, that show a text cut into
words or characters. In Chinese prose every third word has one character."""

_LEAD = 16
"""Characters at the beginning of a line in which a blank parts a date, a place or `讯` from what is told."""

_PHRASE = 4
"""Characters at least of each half of a slogan (文明交响 数字筑梦), whose halves are as long as each other."""


class _Doubtful(NamedTuple):
    start: int
    end: int
    in_prose: bool
    """Whether it stands in the midst of prose, where nothing shows that it is meant."""


def blanks(text: str, span: Span) -> list[tuple[int, int]]:
    """The blanks of a stretch of text that part nothing, in order."""
    cuts: list[tuple[int, int]] = []
    doubtful: list[_Doubtful] = []
    pairs = _Pairs(text, span)
    for first, end, found in _lines(text, span):
        kept = name_lists(text, first, end)
        inner = padded(text, first, end)
        _judge(_Line(text, first, end, len(found)), found, kept, inner, pairs, cuts, doubtful)
    if doubtful and _is_habit(text, span, doubtful):
        cuts += [(start, end) for start, end, _ in doubtful]
    return sorted(cuts)


class _Line(NamedTuple):
    text: str
    first: int
    end: int
    blanks: int


def _lines(text: str, span: Span) -> Iterator[tuple[int, int, list[tuple[int, int]]]]:
    """The lines that have blanks, and where."""
    found: list[tuple[int, int]] = []
    first = end = span.start
    for match in _BLANKS.finditer(text, span.start, span.end):
        if match.start() >= end:
            if found:
                yield first, end, found
            first = max(text.rfind("\n", span.start, match.start()) + 1, span.start)
            end = text.find("\n", match.start(), span.end)
            end = span.end if end < 0 else end
            found = []
        found.append(match.span())
    if found:
        yield first, end, found


def _judge(
    line: _Line,
    found: list[tuple[int, int]],
    kept: set[int],
    inner: set[int],
    pairs: _Pairs,
    cuts: list[tuple[int, int]],
    doubtful: list[_Doubtful],
) -> None:
    """Sorts the blanks of a line into those that part nothing and those that may; the others are left out."""
    text, prose = line.text, is_prose(line.text, line.first, line.end, _PROSE)
    for start, end in found:
        kinds = _kind(text[start - 1]), _kind(text[end])
        if start in inner or "mark" in kinds:
            cuts.append((start, end))
        elif start in kept or ("letter" in kinds and "Han" not in kinds):
            continue
        elif (
            "Han" in kinds
            and kinds[0] != kinds[1]
            and "" not in kinds
            and _is_narrow(text, start, end)
            and (prose or line.blanks == 1 or "letter" in kinds)
        ):
            cuts.append((start, end))
        else:
            midst = prose and kinds == ("Han", "Han") and not pairs.hold(start)
            doubtful.append(_Doubtful(start, end, midst and not _is_meant(line, start, end)))


def _is_narrow(text: str, start: int, end: int) -> bool:
    return end - start == 1 and text[start] not in "\u3000\t"


def _is_meant(line: _Line, start: int, end: int) -> bool:
    """Whether a blank in prose parts what leads in a line from the rest, or the halves of a slogan."""
    text = line.text
    if start - line.first <= _LEAD and _LEADS.fullmatch(text, line.first, start):
        return True
    if _CREDIT.match(text, end, line.end):
        return True
    left = 0
    while left < 2 * _LEAD and start - left > line.first and _HAN.match(text[start - left - 1]):
        left += 1
    if left < _PHRASE or not (start - left == line.first or _STOP.match(text[start - left - 1])):
        return False
    right = 0
    while right <= left and end + right < line.end and _HAN.match(text[end + right]):
        right += 1
    return right == left and (end + right == line.end or _STOP.match(text[end + right]) is not None)


def _is_habit(text: str, span: Span, doubtful: list[_Doubtful]) -> bool:
    """Whether this text has blanks that part nothing, so that none of them does."""
    han = len(_HAN.findall(text, span.start, span.end))
    in_prose = sum(each.in_prose for each in doubtful)
    if in_prose >= max(_FEW, _DENSE * han) or in_prose >= max(1, _VERY_DENSE * han):
        return True
    single = len(_ALONE.findall(text, span.start, span.end)) if len(doubtful) >= _SOME else 0
    return single >= max(_SOME, _SINGLE * (len(doubtful) + 1))


def _kind(character: str) -> str:
    if character in PAUSES:
        return "mark"
    if _HAN.match(character):
        return "Han"
    return "figure" if _FIGURE.match(character) else "letter" if _LETTER.match(character) else ""


class _Pairs:
    """Quotation marks and brackets of a stretch of text, asked about its places from left to right."""

    def __init__(self, text: str, span: Span) -> None:
        self._marks = _PAIR.finditer(text, span.start, span.end)
        self._next = next(self._marks, None)
        self._depth = 0
        self._straight = False

    def hold(self, place: int) -> bool:
        """Whether a place lies inside one of them."""
        while self._next is not None and self._next.start() < place:
            mark = self._next[0]
            if mark == "\n":
                self._depth, self._straight = 0, False
            elif mark == '"':
                self._straight = not self._straight
            else:
                self._depth = self._depth + 1 if mark in OPENING else max(self._depth - 1, 0)
            self._next = next(self._marks, None)
        return self._depth > 0 or self._straight
