"""Which of the events and yearly papers that come again under one name an article means: that of its year, of the year it names, of its
day."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache

from kg.authority.tables import rows
from kg.errors import RuleError
from kg.model import Document
from kg.resolve.forms import written_alike
from kg.resources import folder

_COLUMNS = ("name", "each", "from", "edition", "first")

_YEAR = re.compile(r"(\d{4})年?度?")
_BEFORE = re.compile(
    r"(?:(?P<year>\d{4})年度?|(?P<word>今年|去年|明年|前年))(?:年?[初底末春秋]|以来)?的?(?:召开的?|举行的?|举办的?)?$"
)
_WORDS = {"今年": 0, "去年": -1, "明年": 1, "前年": -2}
_DIGITS = "零一二三四五六七八九"


@dataclass(frozen=True, slots=True)
class Occasion:
    """How one of a row of events is told: see data/identity/occasions.tsv."""

    each: str
    since: str
    edition: str = ""
    first: int = 0


@cache
def occasions() -> Mapping[str, Occasion]:
    """Name → how one of those so named is told, from data/identity/occasions.tsv.

    Raises:
        RuleError: a row is neither of a year nor of a day, its first day is no MM-DD, or its editions have no first year.
    """
    path = folder("data") / "identity" / "occasions.tsv"
    found: dict[str, Occasion] = {}
    for number, (name, each, since, edition, first) in rows(path, _COLUMNS):
        if each not in ("year", "half", "day") or (each != "day" and not re.fullmatch(r"\d\d-\d\d", since)):
            raise RuleError(
                f"{path}:{number}: {each!r} {since!r} is neither year or half with a day MM-DD nor day"
            )
        if bool(edition) != bool(first) or (first and not re.fullmatch(r"\d{4}", first)):
            raise RuleError(f"{path}:{number}: editions need the year of the first, not {first!r}")
        found[name] = Occasion(each, since, edition, int(first or 0))
    return found


def occasion_key(type_: str, name: str, document: Document, full: Callable[[str], str]) -> str:
    """The key of an event that happens again and again, "" where it does not, or where neither the text nor the
    article's date tells which is meant.

    `full` gives the full name of a short one. `2022年中央农村工作会议` and `中央农村工作会议` of an article of that December are 中央农村工作会议（2022）.
    """
    name = written_alike(name)
    year = _YEAR.search(name)
    plain = name[: year.start()] + name[year.end() :] if year else name
    plain = plain if plain in occasions() else full(plain)
    told = occasions().get(plain)
    if told is None:
        return ""
    date = document.article.date
    if told.each == "day":
        return f"{plain}（{date[:10]}）" if date else ""
    found = int(year[1]) if year else _year_said(type_, name, document) or _year_of(date, told.since)
    if not found:
        return ""
    return _edition(told, found, date) or f"{plain}（{found}）"


def _year_of(date: str, since: str) -> int:
    """The year whose event an article of this date means."""
    return int(date[:4]) - (date[5:10] < since) if re.match(r"\d{4}-\d\d-\d\d", date) else 0


def _year_said(type_: str, name: str, document: Document) -> int:
    """The year that stands before the first mention that has one before it; 0 where none has."""
    text, date = document.article.text, document.article.date
    for mention in document.mentions:
        if mention.type != type_ or written_alike(mention.canonical) != name:
            continue
        if said := _BEFORE.search(text[max(0, mention.start - 14) : mention.start]):
            if said["year"]:
                return int(said["year"])
            if date[:4].isdecimal():
                return int(date[:4]) + _WORDS[said["word"]]
    return 0


def _edition(told: Occasion, year: int, date: str) -> str:
    number = year - told.first + 1
    if told.each == "half":
        number = 2 * number - (date[5:7] < _AUTUMN)
    in_words = "{N}" in told.edition
    if not told.first or number < 1 or (in_words and number > _MOST):
        return ""
    written = in_characters(number) if in_words else str(number)
    return told.edition.replace("{N}" if in_words else "{n}", written)


_MOST = 99
"""The last number that is written in characters here."""

_AUTUMN = "08"
"""The month from which on the second of a year's two is meant."""


def in_characters(number: int) -> str:
    """A number below 100 in Chinese characters.

    >>> in_characters(7), in_characters(10), in_characters(21)
    ('七', '十', '二十一')
    """
    tens, ones = divmod(number, 10)
    before = "" if tens == 0 else "十" if tens == 1 else _DIGITS[tens] + "十"
    return before + (_DIGITS[ones] if ones else "")
