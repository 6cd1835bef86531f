"""Blanks that part nothing: some programs put them between words, around numbers or behind marks.

A blank is none of the article's beside a mark, between a Han character and a letter or figure, and between Han
characters of prose. Inside quotation marks and brackets and in lines without commas and stops it parts two things
(“对党忠诚 不负人民”, （记者 王小雨 李青禾）), unless the whole article is written with blanks.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from kg.model import Span
from kg.read.breaks import BLANK, CLOSING, OPENING, PAUSES

_BLANKS = re.compile(f"(?<=[^{BLANK}\n])[{BLANK}]+(?=[^{BLANK}\n])")
_HAN = re.compile("[㐀-䶿一-鿿豈-﫿〇]")
_LETTER = re.compile("[0-9A-Za-z０-９Ａ-Ｚａ-ｚ]")
_PAIR = re.compile(f'[{OPENING}{CLOSING}"\n]')
_PROSE = re.compile("[，。,]")

_NEAR = 200
"""Characters on either side in which a line shows that it is prose."""

_DENSE = 0.03
"""Blanks for each Han character from which they part nothing. No annotated article has more than 0.024."""

_FEW = 3
_HALF = 0.5
"""Blanks in the midst of prose, and their share of all, that make a habit of it."""


def blanks(text: str, span: Span) -> Iterator[tuple[int, int]]:
    """The blanks of a stretch of text that part nothing."""
    pairs = _Pairs(text, span)
    doubtful: list[tuple[int, int, bool]] = []
    for match in _BLANKS.finditer(text, span.start, span.end):
        start, end = match.span()
        kinds = _kind(text[start - 1]), _kind(text[end])
        if "mark" in kinds or set(kinds) == {"Han", "letter"}:
            yield start, end
        elif kinds == ("Han", "Han"):
            doubtful.append((start, end, not pairs.hold(start) and _is_prose(text, start, span)))
        else:
            doubtful.append((start, end, False))
    if not doubtful:
        return
    inside_prose = sum(prose for _, _, prose in doubtful)
    habit = len(doubtful) >= _DENSE * len(_HAN.findall(text, span.start, span.end)) or (
        inside_prose >= max(_FEW, _HALF * len(doubtful))
    )
    yield from ((start, end) for start, end, prose in doubtful if prose or habit)


def _kind(character: str) -> str:
    if character in PAUSES:
        return "mark"
    if _HAN.match(character):
        return "Han"
    return "letter" if _LETTER.match(character) else ""


def _is_prose(text: str, place: int, span: Span) -> bool:
    """Whether the line of a place has a comma or a full stop near by."""
    first, last = max(span.start, place - _NEAR), min(span.end, place + _NEAR)
    end = text.find("\n", place, last)
    return bool(_PROSE.search(text, max(text.rfind("\n", first, place), first), last if end < 0 else end))


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
