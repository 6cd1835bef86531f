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
_FIGURE = re.compile("[0-9０-９]")
_LETTER = re.compile("[A-Za-zＡ-Ｚａ-ｚ]")
_PAIR = re.compile(f'[{OPENING}{CLOSING}"\n]')
_PROSE = re.compile("[，。,]")

_DENSE = 0.03
"""Blanks for each Han character from which they part nothing. No annotated article has more than 0.024."""

_SOME = 6
"""But so many at least: a byline of five words is no text."""

_FEW = 3
_HALF = 0.5
"""Blanks in the midst of prose, and their share of all, that make a habit of it."""


def blanks(text: str, span: Span) -> Iterator[tuple[int, int]]:
    """The blanks of a stretch of text that part nothing."""
    pairs, line_end, is_prose = _Pairs(text, span), span.start, False
    doubtful: list[tuple[int, int, bool]] = []
    for match in _BLANKS.finditer(text, span.start, span.end):
        start, end = match.span()
        if start >= line_end:
            first = max(text.rfind("\n", span.start, start), span.start)
            line_end = text.find("\n", start, span.end)
            line_end = span.end if line_end < 0 else line_end
            is_prose = _PROSE.search(text, first, line_end) is not None
        kinds = _kind(text[start - 1]), _kind(text[end])
        if "mark" in kinds or ("Han" in kinds and kinds[0] != kinds[1] and "" not in kinds):
            yield start, end
        elif "letter" not in kinds:
            held = kinds != ("Han", "Han") or pairs.hold(start)
            doubtful.append((start, end, is_prose and not held))
    if not doubtful:
        return
    han = len(_HAN.findall(text, span.start, span.end))
    in_prose = sum(prose for _, _, prose in doubtful)
    habit = len(doubtful) >= max(_SOME, _DENSE * han) or in_prose >= max(_FEW, _HALF * len(doubtful))
    yield from ((start, end) for start, end, prose in doubtful if prose or habit)


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
