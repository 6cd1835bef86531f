"""What a date expression means: from its parts and the day of the article to an ISO 8601 or EDTF name.

Names in the graph: `2021-08-12`, `2021-08`, `2021`, ranges `a/b`, and the part that the text names kept behind
them in its own words: `2021-08-12上午`, `2021-08下旬`, `2021年底`, `20世纪50年代`. A part nobody knows is `X`, as
in EDTF: `XXXX-08-12` where neither the text nor the article has a year.
"""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache

from kg.errors import RuleError
from kg.resources import folder

# A date in the future is as likely as one three times as far in the past: news tells what was, and announces
# what is near. The factor gives the fewest wrong years and months on annotated news of 2013-2026.
FUTURE = 3


@dataclass(frozen=True, slots=True)
class Point:
    """A calendar point as far as it is known. `tail` is the named part of it (`上午`, `下旬`, `T10:00`)."""

    year: int | None = None
    month: int | None = None
    day: int | None = None
    tail: str = ""

    def __str__(self) -> str:
        year = "XXXX" if self.year is None else f"{self.year:04d}" if self.year > 0 else f"{self.year:05d}"
        if self.month is None:
            # 2021年底, but 2021-08底: a part of a year is no month
            return f"{year}年{self.tail}" if self.tail else year
        stem = f"{year}-{self.month:02d}"
        if self.day is not None:
            stem += f"-{self.day:02d}"
        return stem + self.tail

    def date(self) -> datetime.date | None:
        """The calendar day, None when a part of it is unknown."""
        if self.year is None or self.month is None or self.day is None:
            return None
        return datetime.date(self.year, self.month, self.day)

    @classmethod
    def of(cls, day: datetime.date) -> Point:
        """The point of a calendar day."""
        return cls(day.year, day.month, day.day)


def published(stamp: str) -> date | None:
    """The day in the head of an ISO 8601 stamp, None when there is none."""
    try:
        return date.fromisoformat(stamp[:10])
    except ValueError:
        return None


def nearest_year(month: int, day: int | None, today: date | None, *, future: bool = False) -> int | None:
    """The year that 8月12日 means in an article of `today`: the one that brings it nearest.

    `future` says that the words around announce it.
    """
    if today is None:
        return None
    years = [year for year in (today.year, today.year - 1, today.year + 1) if _exists(year, month, day or 1)]
    return min(
        years,
        key=lambda year: _distance(date(year, month, day or 1), today, day is None, future),
        default=None,
    )


def days_ago(month: int, day: int, today: date | None) -> int:
    """How many days before `today` a day of the year was last; 366 and more when there is no such day."""
    years = () if today is None else (today.year, today.year - 1)
    past = [(today - date(year, month, day)).days for year in years if today and _exists(year, month, day)]
    return min((days for days in past if days >= 0), default=366)


def nearest_month(day: int, today: date, *, future: bool = False) -> Point | None:
    """The day that a bare 8日 means in an article of `today`: the nearest one."""
    months = [(today.year, today.month)]
    months.append((today.year - 1, 12) if today.month == 1 else (today.year, today.month - 1))
    months.append((today.year + 1, 1) if today.month == 12 else (today.year, today.month + 1))
    days = [date(year, month, day) for year, month in months if _exists(year, month, day)]
    best = min(days, key=lambda candidate: _distance(candidate, today, False, future), default=None)
    return None if best is None else Point.of(best)


_UNANNOUNCED = 60
"""Days ahead from which on news says that it speaks of what is to come."""


def _distance(candidate: date, today: date, whole_month: bool, future: bool) -> int:
    days = (candidate - today).days
    if whole_month and -31 < days < 0:
        return 0
    if future:
        return days if days >= 0 else -days * FUTURE
    if days > _UNANNOUNCED:
        return days * FUTURE * FUTURE  # in December, March is the last one unless the words say otherwise
    return days * FUTURE if days > 0 else -days


def _exists(year: int, month: int, day: int) -> bool:
    try:
        date(year, month, day)
    except ValueError:
        return False
    return True


def exists(point: Point) -> bool:
    """Whether the calendar has this point; an unknown year is taken for a leap year."""
    return point.month is None or _exists(point.year or 2000, point.month, point.day or 1)


def shifted_month(today: date, months: int) -> Point:
    """The month so many months from today's."""
    count = today.year * 12 + today.month - 1 + months
    return Point(count // 12, count % 12 + 1)


def week(today: date, weeks: int) -> tuple[date, date]:
    """Monday and Sunday of the week so many weeks from today's."""
    monday = today - timedelta(days=today.weekday()) + timedelta(weeks=weeks)
    return monday, monday + timedelta(days=6)


def lunar(year: int, month: str, day: int) -> Point | None:
    """The day of 正月 that opens the lunar year of `year`, or of 腊月 that ends the one before it."""
    firsts = _lunar_months().get(year)
    if firsts is None or month not in ("正", "腊"):
        return None
    return Point.of(firsts[month == "腊"] + timedelta(days=day - 1))


@cache
def _lunar_months() -> dict[int, tuple[date, date]]:
    """Year → first day of 正月 and first day of the 腊月 before it.

    Raises:
        RuleError: a line of the table is broken.
    """
    path = folder("data") / "dates" / "lunar.tsv"
    table = {}
    for count, line in enumerate(path.read_text("utf-8").splitlines(), 1):
        if line.startswith("#") or not line:
            continue
        try:
            last, first = (date.fromisoformat(cell) for cell in line.split("\t"))
        except ValueError as error:
            raise RuleError(f"{path}:{count}: two dates expected: {line!r}") from error
        table[first.year] = (first, last)
    return table
