"""Dates: every calendar expression of a text, resolved against the day of the article and the dates before it.

Each form of `forms.FORMS` is a pattern and a function that tells what its matches mean. Two points with 至 or a
dash between them are a range. Vague words (近日, 目前, 当天) and durations (三年来) are no dates.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from kg.extract.dates import calendar, days
from kg.extract.dates.calendar import Point
from kg.extract.dates.forms import FORMS, JOIN, NUMERAL
from kg.extract.dates.readings import Reading
from kg.extract.rates import UNMEASURED, rates
from kg.model import Document, Found, Mention
from kg.values import made_quickly

# 本报3月11日讯: the day on which the report was written, and which its 今天 and 昨天 mean.
_DATELINE = re.compile("[讯电]")

_SCANNED = [(by, form.pattern, form.needs) for by, form in FORMS.items() if form.pattern and not form.unit]
_AT_NUMERALS = {form.unit: (by, form.pattern) for by, form in FORMS.items() if form.pattern and form.unit}


def dates(documents: Sequence[Document]) -> list[Found]:
    """For each document the dates it names, as proposals of type Date with their ISO 8601 or EDTF name."""
    return [Found(proposals=tuple(_propose(document))) for document in documents]


@made_quickly
@dataclass(frozen=True, slots=True)
class _Match:
    start: int
    end: int
    by: str
    match: re.Match[str]


def _propose(document: Document) -> Iterator[Mention]:
    article = document.article
    reading = Reading(document.shadow, calendar.published(article.date), quotations=document.quotations)
    pending: Mention | None = None
    first: tuple[Point, ...] = ()
    for found in _matches(document):
        points = FORMS[found.by].read(found.match, reading)
        if not points or not all(calendar.exists(point) for point in points if isinstance(point, Point)):
            continue
        if not isinstance(points, str):
            _remember(reading, points[-1], found)
        mention = _mention(document, found, points)
        if pending is not None:
            joined = _join(document, pending, mention, first, points)
            if joined is not None:
                pending, first = joined, ()
                continue
            yield pending
        pending, first = mention, () if isinstance(points, str) else points
    if pending is not None:
        yield pending


def _all_matches(document: Document) -> Iterator[tuple[str, re.Match[str]]]:
    shadow = document.shadow
    for span in document.article.body:
        for by, pattern, needs in _SCANNED:
            if not needs or any(word in shadow for word in needs):
                for match in pattern.finditer(shadow, span.start, span.end):
                    yield by, match
        for match in days.matches(shadow, span.start, span.end):
            yield "dates.named/1", match
        for numeral in NUMERAL.finditer(shadow, span.start, span.end):
            by, pattern = _AT_NUMERALS[numeral["unit"] or numeral["late"]]
            at = pattern.match(shadow, numeral.start(), span.end)
            if at is not None:
                yield by, at


def _matches(document: Document) -> list[_Match]:
    """The matches of all forms in the article's body, the longest where they overlap, by position."""
    found = [_Match(*days.extent(match), by, match) for by, match in _all_matches(document)]
    found.sort(key=lambda item: (item.start, -item.end, item.by))
    kept: list[_Match] = []
    for item in found:
        if kept and item.start < kept[-1].end:
            if item.end - item.start > kept[-1].end - kept[-1].start:
                kept[-1] = item
            continue
        kept.append(item)
    return kept


def _remember(reading: Reading, point: Point, found: _Match) -> None:
    """Keeps the date for those after it; the day of a dateline is the day of the report."""
    if point.year is not None and reading.today is not None and point.year > reading.today.year + 1:
        return  # the end of a plan (2024—2028年) is no time to tell of
    reading.last, reading.last_end = replace(point, tail="") if point.tail else point, found.end
    written = point.date()
    if written is not None and found.start < 200 and _DATELINE.match(reading.shadow, found.end):
        reading.today = written


def _mention(document: Document, found: _Match, points: tuple[Point, ...] | str) -> Mention:
    canonical = points if isinstance(points, str) else "/".join(str(point) for point in points)
    text = document.article.text[found.start : found.end]
    if canonical == document.shadow[found.start : found.end]:
        canonical = text  # a name keeps its traditional characters
    by = "dates.range/1" if len(points) == 2 and not isinstance(points, str) else found.by
    return Mention(found.start, found.end, "Date", text, canonical, by, rates("dates").get(by, UNMEASURED))


def _join(
    document: Document,
    left: Mention,
    right: Mention,
    first: tuple[Point, ...],
    second: tuple[Point, ...] | str,
) -> Mention | None:
    """The range of two points with nothing but 至 or a dash between them."""
    if len(first) != 1 or isinstance(second, str) or len(second) != 1:
        return None
    if not JOIN.fullmatch(document.shadow, left.end, right.start):
        return None
    text = document.article.text[left.start : right.end]
    canonical = f"{first[0]}/{second[0]}"
    return Mention(
        left.start,
        right.end,
        "Date",
        text,
        canonical,
        "dates.range/1",
        rates("dates").get("dates.range/1", UNMEASURED),
    )
