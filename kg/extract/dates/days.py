"""Days with a name: festivals, anniversaries, solar terms and their holidays (“五一”假期, 第十个国家宪法日).

The names are data: `data/dates/days.tsv`. The name in the graph is the day's own (清明节), with the year before
it for a holiday or where the text names the year (2021年五一假期), and the calendar day where the text names the
year of a fixed day (今年“七一” → 2021-07-01).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache

from ahocorasick_rs import AhoCorasick, MatchKind

from kg.errors import RuleError
from kg.resources import folder

_YEAR_BEFORE = re.compile("(?:(?<![0-9])(?P<year>1[0-9]{3}|20[0-9]{2})|(?P<near>[今去明]))年的?$")
_YEARS_AWAY = {"今": 0, "去": -1, "明": 1}
_OPEN = ("yes", "no", "holiday")
_OF_NEW_YEAR = frozenset(("元旦", "春节", "元旦春节", "元宵节", "元宵", "除夕"))
_NO_MARKS = str.maketrans("", "", "“”‘’")
_HOLIDAY = "(?P<holiday>小长假|长假|假期|假日|黄金周)"
_WHICH = "(?P<which>首日|前[一两二三四五六七0-9]天|第[一二三四五六七]天|最后一天)"
# A name that is also a number or part of other names needs one of these behind it.
_COMPANY = "(?=小?长假|假期|假日|黄金周|前夕|期间|前后|来临|到来|当天|前夜|[前后]?[，。、；）])"
_NUMBERED = (
    "(?:第(?:[0-9]{1,3}|[一二三四五六七八九十百]{1,5})|首)[个届]“?"
    "(?:(?:“?[0-9]{3})?(?:世界|国际|全国|中国|国家|全民|联合国|人民)[一-鿿]{1,14}?(?<!当)[日节]|[一-鿿]{0,3}(?:纪念日|雷锋纪念日|警察节|记者节))”?"
)


@dataclass(frozen=True, slots=True)
class NamedDay:
    """A line of the table. `day` is MM-DD or empty; `open` (yes, no, holiday) is explained in the table."""

    name: str
    canonical: str
    day: str
    open: str


@cache
def named_days() -> dict[str, NamedDay]:
    """The table by name.

    Raises:
        RuleError: a line is broken.
    """
    path = folder("data") / "dates" / "days.tsv"
    table: dict[str, NamedDay] = {}
    for count, line in enumerate(path.read_text("utf-8").splitlines(), 1):
        if not line or line.startswith(("#", "name\t")):
            continue
        cells = line.split("\t")
        if len(cells) != 4 or cells[3] not in _OPEN or cells[0] in table:
            raise RuleError(
                f"{path}:{count}: name, canonical, day and one of {', '.join(_OPEN)} expected, each name once: {line!r}"
            )
        table[cells[0]] = NamedDay(cells[0], cells[1], cells[2], cells[3])
    return table


@cache
def _pattern() -> re.Pattern[str]:
    """The pattern of named days and holidays."""
    days = named_days().values()
    every, free, bound, joint = (
        _alternatives(day.name for day in days if day.open in kinds)
        for kinds in (_OPEN, ("yes",), ("no",), ("holiday",))
    )
    return re.compile(
        f"(?:(?P<quoted>(?:“(?:{every})”|‘(?:{every})’)(?:国际)?(?:劳动妇女节|妇女节|劳动节|儿童节|建军节)?)"
        f"|(?P<bound>(?:{joint})(?=小?长假|假期|假日|黄金周)|(?<![一-鿿])(?:{bound}){_COMPANY})"
        f"|(?P<open>{free})(?![假气](?!期|日)|时节(?!约)|(?<=节)[目省点约能]))"
        f"(?:{_HOLIDAY}{_WHICH}?)?"
    )


NUMBERED = re.compile(_NUMBERED)


@cache
def _names() -> AhoCorasick:
    return AhoCorasick(sorted(named_days()), matchkind=MatchKind.LeftmostLongest)


def matches(shadow: str, start: int, end: int) -> Iterator[re.Match[str]]:
    """The named days of a stretch of text."""
    pattern, done = _pattern(), start
    for _, first, _ in _names().find_matches_as_indexes(shadow[start:end]):
        at = start + first
        opened = at > start and shadow[at - 1] in "“‘"
        match = (pattern.match(shadow, at - 1, end) if opened else None) or pattern.match(shadow, at, end)
        if match is not None and match.start() >= done:
            done = match.end()
            yield match


def _alternatives(names: Iterable[str]) -> str:
    """An alternation, longest name first."""
    return "|".join(sorted(names, key=lambda name: (-len(name), name)))


def extent(match: re.Match[str]) -> tuple[int, int]:
    """Where the mention of any form lies: a year before a named day belongs to it, quotation marks around
    nothing but the name do not."""
    start, end = match.span()
    if match.re is not _pattern():
        return start, end
    year = _YEAR_BEFORE.search(match.string, max(0, start - 8), start)
    if year is not None:
        return year.start(), end
    if match["quoted"] == match[0] and match[0][-1] in "”’":
        return start + 1, end - 1
    return start, end


def name(match: re.Match[str], today: date | None) -> str:
    """The name in the graph."""
    if match.re is NUMBERED:
        return match[0].translate(_NO_MARKS)
    quoted = match["quoted"] or match["open"] or match["bound"]
    words = quoted.translate(_NO_MARKS)
    before = _YEAR_BEFORE.search(match.string, max(0, match.start() - 8), match.start())
    year = _year(today, words, before)
    if year is not None and match["holiday"]:
        return f"{year}年{quoted}{match['holiday']}{match['which'] or ''}"
    day = named_days().get(words)
    if year is not None and (before or match.string.startswith("这个", max(0, match.start() - 2))):
        return f"{year}-{day.day}" if day and day.day and day.open == "no" else f"{year}年{words}"
    return day.canonical if day else words


def _year(today: date | None, words: str, before: re.Match[str] | None) -> int | None:
    """The year named before the day, else the article's; before New Year, the new year's holidays are meant."""
    if before is not None and before["year"]:
        return int(before["year"])
    if today is None:
        return None
    if before is not None:
        return today.year + _YEARS_AWAY[before["near"]]
    return today.year + (today.month == 12 and words in _OF_NEW_YEAR)
