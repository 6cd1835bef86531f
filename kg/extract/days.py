"""Days with a name: festivals, anniversaries, solar terms and their holidays (“五一”假期, 第十个国家宪法日).

The names are data: `data/dates/days.tsv`. The name in the graph is the day's own (清明节), with the year before
it for a holiday or where the text names the year (2021年五一假期), and the calendar day where the text names the
year of a fixed day (今年“七一” → 2021-07-01).
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cache

from kg.errors import RuleError
from kg.resources import folder

_YEAR = "(?P<year>1[0-9]{3}|20[0-9]{2})年|(?P<near>[今去明本]年|本年度)"
_YEARS_AWAY = {"今": 0, "本": 0, "去": -1, "明": 1}
_HOLIDAY = "(?P<holiday>小长假|长假|假期|假日|黄金周)"
_WHICH = "(?P<which>首日|前[一两二三四五六七0-9]天|第[一二三四五六七]天|最后一天)"
# A name that is also a number or part of other names needs one of these behind it.
_COMPANY = "(?=小?长假|假期|假日|黄金周|前夕|期间|前后|来临|到来|当天|前夜|[前后]?[，。、；）])"
_NUMBERED = (
    "(?P<number>第(?:[0-9]{1,3}|[一二三四五六七八九十百]{1,5})|首)[个届]“?"
    "(?P<numbered>(?:“?[0-9]{3})?(?:世界|国际|全国|中国|国家|全民|联合国|人民)[一-鿿]{1,14}?[日节]|[一-鿿]{1,3}(?:纪念日|雷锋纪念日|警察节|记者节))”?"
)


@dataclass(frozen=True, slots=True)
class NamedDay:
    """A line of the table. `day` is MM-DD or empty; `open` says that the name alone is a date wherever it stands."""

    name: str
    canonical: str
    day: str
    open: bool


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
        if len(cells) != 4 or cells[3] not in ("yes", "no") or cells[0] in table:
            raise RuleError(
                f"{path}:{count}: name, canonical, day, yes or no expected, each name once: {line!r}"
            )
        table[cells[0]] = NamedDay(cells[0], cells[1], cells[2], cells[3] == "yes")
    return table


@cache
def pattern() -> re.Pattern[str]:
    """The pattern of all named days, holidays and numbered days."""
    days = named_days().values()
    every = _alternatives(day.name for day in days)
    free = _alternatives(day.name for day in days if day.open)
    bound = _alternatives(day.name for day in days if not day.open)
    return re.compile(
        f"(?:(?:{_YEAR})的?)?(?:(?P<quoted>“(?:{every})”(?:国际)?(?:劳动妇女节|妇女节|劳动节|儿童节|建军节)?)"
        f"|(?P<open>{free})|(?P<bound>(?<![一-鿿])(?:{bound}){_COMPANY}))"
        f"(?:(?:{_HOLIDAY})(?:{_WHICH})?)?|{_NUMBERED}"
    )


def _alternatives(names: Iterable[str]) -> str:
    """An alternation that looks at the first character before it tries the names, longest first."""
    heads: dict[str, list[str]] = defaultdict(list)
    for name in sorted(names, key=lambda name: (-len(name), name)):
        heads[name[0]].append(re.escape(name[1:]))
    return "|".join(f"{re.escape(head)}(?:{'|'.join(tails)})" for head, tails in sorted(heads.items()))


def extent(match: re.Match[str]) -> tuple[int, int]:
    """Where the mention lies: quotation marks around nothing but the name stay outside."""
    start, end = match.span()
    if match["quoted"] and match["quoted"] == match[0] and match[0].endswith("”"):
        return start + 1, end - 1
    return start, end


def name(match: re.Match[str], today: date | None) -> str:
    """The name in the graph."""
    if match["number"]:
        return match[0].replace("“", "").replace("”", "")
    words = (match["quoted"] or match["open"] or match["bound"]).replace("“", "").replace("”", "")
    day = named_days().get(words)
    year = int(match["year"]) if match["year"] else today.year if today else None
    if match["near"] and year is not None:
        year += _YEARS_AWAY[match["near"][0]]
    stated = bool(match["year"] or match["near"])
    if year is not None and match["holiday"]:
        return f"{year}年{words}{match['holiday']}{match['which'] or ''}"
    if year is not None and stated:
        return f"{year}-{day.day}" if day and day.day and not day.open else f"{year}年{words}"
    return day.canonical if day else words
