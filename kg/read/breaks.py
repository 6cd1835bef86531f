"""Line breaks inside sentences: text copied from PDF files and mails breaks its lines at the edge of a page.

A break is none of the article's where its sentence plainly goes on: the line ends in `，` or `、` or inside brackets, or
the next begins with a mark, or the line has been prose and has no end mark. In 780 annotated articles, which have none,
two lines look so. Where half of an article's lines break like that, those break too that might have been headlines.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from kg.model import Span

BLANK = " \t\u3000\xa0\r\u2000-\u200f\ufeff"
PAUSES = "，、；：。！？､,;:!?…"
OPENING = "“‘（《【「『(〈"
CLOSING = "”’）》】」』)〉"

_END_MARKS = "。！？!?…；;：:"
_GOES_ON = re.compile(f"[㐀-䶿一-鿿豈-﫿〇0-9A-Za-z０-９Ａ-Ｚａ-ｚ％%·—{CLOSING}]")
_BLANKS_BEFORE = re.compile(f"[{BLANK}]*")
_INDENT = re.compile(f"[{BLANK}]*(?:\u3000|\t|[ \xa0]{{2,}})\\Z")
_PROSE = re.compile("[。，]|,(?![0-9A-Za-z])|(?<![0-9])[.](?![0-9A-Za-z])")
_COLUMN = re.compile(f"[^{BLANK}\n](?:[\u3000\t]| {{2}})[{BLANK}]*[^{BLANK}\n]")
_NOTE = re.compile(r"[（(][^（）()\n]*[）)]")
# A label of a page, an item of a list, the name of who took the picture: no sentence goes on there for sure.
_LABEL = re.compile(
    r"[^\s，。：:]{2,6}[:：]|[（(【\[]?(?:记者|作者|来源|通讯员)|(?:[0-9０-９]{1,3}|[一二三四五六七八九十]{1,3})[.．、]"
)
_CREDIT = frozenset("摄图文")
_PAIRS = ("《》", "（）", "()", "【】", "“”", "「」")

_SENTENCE = 300
"""Characters of a sentence that are looked back at."""

_FEW = 3
_HALF = 0.5
"""Breaks inside sentences, and their share of all that may be some, that make a habit of it."""

_WIDE = 0.8
"""In a text broken at the edge of a page, a line that may be a headline goes on when it is as long as the usual line
times this; lines within `_SAME` characters of one another show such an edge."""

_SAME = 3

_HEADLINE = 40
_LONGER = 1.5
"""Characters of a line that may be a headline with a comma in it (千年友谊，源远流长): where the next line is so many times
as long, or most lines are whole paragraphs."""


def breaks(text: str, span: Span) -> list[tuple[int, int]]:
    """The line ends inside sentences of a stretch of text, each with the blanks around it, by position."""
    sure: list[tuple[int, int]] = []
    perhaps: list[tuple[int, int, int]] = []
    widths: list[int] = []
    line, goes_on, whole = span.start, False, _has_whole_lines(text, span)
    for begin, start, end in _single_ends(text, span):
        line = line if goes_on else begin
        verdict = _goes_on(text, max(line, start - _SENTENCE), start, end)
        if verdict and line == begin and _may_be_headline(text, begin, start, end, whole):
            verdict = None
        goes_on = verdict is True
        if verdict is True:
            sure.append((start, end))
            widths.append(start - begin)
        elif verdict is None:
            perhaps.append((start, end, start - begin))
    if len(sure) < _FEW or len(sure) < _HALF * (len(sure) + len(perhaps)):
        return sure
    usual = sorted(widths)[len(widths) // 2]
    has_edge = sum(abs(width - usual) <= _SAME for width in widths) >= _HALF * len(widths)
    least = _WIDE * usual if has_edge else 0
    return sorted([*sure, *((start, end) for start, end, width in perhaps if width >= least)])


def _single_ends(text: str, span: Span) -> Iterator[tuple[int, int, int]]:
    """Where a line begins, where it ends but for blanks, and where the words of the next begin; no blank lines."""
    begin = span.start
    while (at := text.find("\n", begin, span.end)) >= 0:
        start = begin + len(text[begin:at].rstrip())
        match = _BLANKS_BEFORE.match(text, at + 1, span.end)
        end = match.end() if match else at + 1
        if begin < start and end < span.end and text[end] != "\n":
            yield begin, start, end
        begin = at + 1


def _goes_on(text: str, line: int, start: int, end: int) -> bool | None:
    """Whether a sentence that began at `line` goes on behind a line end; None when the line may be a headline."""
    last, first = text[start - 1], text[end]
    if _INDENT.match(text, text.rfind("\n", start, end) + 1, end):
        return False
    if last in "，、,､" or last in OPENING or first in PAUSES or first in CLOSING:
        return True
    if last in _END_MARKS or not _GOES_ON.match(last):
        return False
    if any(text.rfind(pair[0], line, start) > text.rfind(pair[1], line, start) for pair in _PAIRS):
        return True
    if last in CLOSING and text[start - 2] in _END_MARKS:
        return False
    if last in _CREDIT or _LABEL.match(text, end):
        return None
    return True if is_prose(text, line, start) else None


def is_prose(text: str, start: int, end: int, marks: re.Pattern[str] = _PROSE) -> bool:
    """Whether a line has commas or stops, outside brackets."""
    found = marks.search(text, start, end)
    if found is None or ("（" not in text[start : found.start()] and "(" not in text[start : found.start()]):
        return found is not None
    return marks.search(_NOTE.sub("", text[start:end])) is not None


def _has_whole_lines(text: str, span: Span) -> bool:
    """Whether most lines are whole paragraphs, and there are some."""
    ends = [start for _, start, _ in _single_ends(text, span)]
    whole = sum(text[start - 1] in _END_MARKS or text[start - 1] in CLOSING for start in ends)
    return len(ends) > _FEW and whole >= 2 * (len(ends) - whole)


def _may_be_headline(text: str, begin: int, start: int, end: int, whole: bool) -> bool:
    """Whether a line that has no end mark but prose may stand alone for all that."""
    if (
        text[start - 1] in "，、,､"
        or text[end] in PAUSES
        or text[end] in CLOSING
        or start - begin > _HEADLINE
    ):
        return False
    if _COLUMN.search(text, begin, start):
        return True
    follows = text.find("\n", end)
    return whole or (len(text) if follows < 0 else follows) - end >= _LONGER * (start - begin)
