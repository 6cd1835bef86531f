"""What the matches of the forms mean, while one text is read from left to right."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from datetime import date, timedelta

from kg.extract.dates import calendar, days
from kg.extract.dates.calendar import Point
from kg.extract.numerals import number
from kg.model import Quotation

_TO_COME = re.compile("将|拟|预计|计划|定于|持续|延续|展期|(?<!截)[至到](?=[^，。；]{0,4}$)")
_BREAK = re.compile(r"\n\s*")


@dataclass(slots=True)
class Reading:
    """What is known while one text is read from left to right: the article's day, the last date named and its end."""

    shadow: str
    today: date | None
    last: Point = field(default_factory=Point)
    last_end: int = 0
    quotations: tuple[Quotation, ...] = ()

    def before(self, start: int) -> Point:
        """The last date named, when it stands in the same paragraph; else an empty point.

        A day of another age (1921年7月23日) tells the year of the next paragraph too: its story goes on.
        """
        paragraphs = sum(1 for _ in _BREAK.finditer(self.shadow, self.last_end, start))
        last, today = self.last, self.today
        if paragraphs == 1 and last.day and last.year and today and last.year < today.year - _ANOTHER_AGE:
            return last
        return Point() if paragraphs else last

    def announced(self, start: int) -> bool:
        """Whether the words before say that the date is still to come: 将于, 持续到, 预计."""
        return _TO_COME.search(self.shadow, max(0, start - 8), start) is not None

    def now(self, start: int) -> date | None:
        """The day of 今天: the article's, but for who is quoted the day just told of (4月8日……“今天我来了”)."""
        told = self.last.date()
        if self.today is None or told is None or not 0 < (self.today - told).days <= 7:
            return self.today
        quoted = any(quotation.start <= start < quotation.end for quotation in self.quotations)
        return told if quoted else self.today


def year(match: re.Match[str], reading: Reading) -> tuple[Point, ...]:
    """今年8月12日上午, 2019—2023年, 2021年底."""
    groups = match.groupdict()
    if groups["near"]:
        year = _near_year(groups["near"], reading, match.start())
        if year is None:
            return ()
    else:
        year = _integer(groups["year"])
    months = groups["months"]
    if months:
        return Point(year, 1), Point(year, _integer(months))
    if groups["month"]:
        return _months(groups, year)
    tail = (groups["ofyear"] or "").removeprefix("年").removesuffix("天")
    if tail == "同月" and reading.today is not None:
        return (Point(year, reading.today.month),)
    first = _integer(groups["year0"]) if groups["year0"] else None
    return (Point(year, tail=tail),) if first is None else (Point(first), Point(year, tail=tail))


def month(match: re.Match[str], reading: Reading) -> tuple[Point, ...]:
    """8月12日, 1—4月, 十月下旬."""
    groups = match.groupdict()
    month, day = _integer(groups["month"]), _integer(groups["day"]) if groups["day"] else None
    before, today = reading.before(match.start()), reading.today
    just = day is not None and calendar.days_ago(month, day, today) <= _JUST
    if before.year is not None and (today is None or (_is_story(before, today) and not just)):
        year: int | None = before.year  # 1935年1月15日……2月9日: the story's year, not the article's
    else:
        if (
            groups["month0"] and today is not None and day is None
        ):  # 10月至12月 is as near as its nearest month
            month = min(max(today.month, _integer(groups["month0"])), month)
        year = calendar.nearest_year(month, day, today, future=reading.announced(match.start()))
    return _months(groups, year)


def _months(groups: dict[str, str | None], year: int | None) -> tuple[Point, ...]:
    month = _integer(groups["month"])
    point = Point(year, month, tail=groups["ofmonth"] or "")
    points = [point]
    if groups["month0"]:
        points = [Point(year, _integer(groups["month0"])), point]
    if groups["day"]:
        points[-1] = point = replace(point, day=_integer(groups["day"]), tail=_time(groups))
        if groups["day0"]:
            points = [Point(year, month, _integer(groups["day0"])), point]
    return tuple(points)


def near_month(match: re.Match[str], reading: Reading) -> tuple[Point, ...]:
    """本月底, 上个月, 同月17日."""
    groups, today = match.groupdict(), reading.today
    if groups["nearmonth"][0] in "同当":
        month = reading.last if reading.last.month else None
    else:
        month = calendar.shifted_month(today, _MONTHS_AWAY[groups["nearmonth"][0]]) if today else None
    if month is None or month.month is None:
        return ()
    return _months({**groups, "month": str(month.month), "month0": None}, month.year)


def day(match: re.Match[str], reading: Reading) -> tuple[Point, ...]:
    """19日, 8日上午, 26—28日: in the month named before, else in the one that brings it nearest."""
    groups, today = match.groupdict(), reading.today
    day = _integer(groups["day"])
    before = reading.before(match.start())
    if before.month is None:
        near = calendar.nearest_month(day, today, future=reading.announced(match.start())) if today else None
        before = near or Point()
    if before.month is None:
        return ()
    return _months({**groups, "month": str(before.month), "month0": None, "ofmonth": None}, before.year)


def relative(match: re.Match[str], reading: Reading) -> tuple[Point, ...]:
    """今天, 昨日下午, 今晚8时, 次日."""
    word, groups = match["word"], match.groupdict()
    base = reading.now(match.start())
    if word[0] in _AFTER_LAST and word != "前天":
        base = reading.last.date()
    if base is None:
        return ()
    day = base + timedelta(days=_DAYS_AWAY.get(word, 0) or _DAYS_AWAY.get(word[0], 0))
    tail = _time(groups)
    if tail in ("晚", "夜", "晨") and len(word) == 1:
        tail = ""  # 今晚 is first of all today
    return (replace(Point.of(day), tail=tail or ("晚" if word == "前一晚" else "")),)


def week(match: re.Match[str], reading: Reading) -> tuple[Point, ...]:
    """上周, 本周四, 下周末."""
    if reading.today is None:
        return ()
    monday, sunday = calendar.week(reading.today, _MONTHS_AWAY[match["word"][0]])
    weekday = match["weekday"]
    if not weekday:
        return Point.of(monday), Point.of(sunday)
    day = sunday if weekday in "天末" else monday + timedelta(days="一二三四五六日".index(weekday))
    return (replace(Point.of(day), tail=match["part"] or ""),)


def part(match: re.Match[str], reading: Reading) -> tuple[Point, ...]:
    """年底, 月初, 上半年: of the article's year or month."""
    word, today = match[0], reading.today
    if today is None:
        return ()
    if word[0] == "月":
        return (Point(today.year, today.month, tail=word[1:]),)
    return (Point(today.year, tail=word.removeprefix("年").removesuffix("内")),)


def clock(match: re.Match[str], reading: Reading) -> tuple[Point, ...]:
    """上午9时30分, 10时许: of the day named last, else of the article's."""
    point = reading.last
    if point.day is None:
        if reading.today is None:
            return ()
        point = Point.of(reading.today)
    return (replace(point, tail=_time(match.groupdict())),)


def lunar(match: re.Match[str], reading: Reading) -> tuple[Point, ...]:
    """正月初七, 大年初一, 腊月廿八: of the year named, else of the nearest."""
    if reading.today is None:
        return ()
    year = reading.today.year
    if match["near"]:
        year += _YEARS_AWAY[match["near"][0]]
    elif match["month"] == "腊" and reading.today.month > 6:
        year += 1
    day = number(match["day"].removeprefix("初"))
    point = calendar.lunar(year, "正" if match["month"] == "大" else match["month"], int(day or 0))
    return () if point is None else (point,)


def decade(match: re.Match[str], reading: Reading) -> str:
    """上世纪80年代初, 七十年代: without a century it is the twentieth."""
    century = int(number(match["century"]) or 20) if match["century"] else 20
    tens = int(number(match["tens"]) or 0)
    return f"{century}世纪{tens}年代{match['tail'] or ''}"


def named(match: re.Match[str], reading: Reading) -> str:
    """清明节, “五一”假期, 第十个国家宪法日."""
    return days.name(match, reading.today)


_MONTHS_AWAY = {"本": 0, "这": 0, "上": -1, "下": 1}
_YEARS_AWAY = {"今": 0, "本": 0, "去": -1, "上": -1, "明": 1, "前": -2}
_DAYS_AWAY = {
    "今": 0,
    "昨": -1,
    "明": 1,
    "前天": -2,
    "后天": 2,
    "次": 1,
    "翌": 1,
    "同": 0,
    "前一天": -1,
    "前一晚": -1,
}
_AFTER_LAST = "次翌前"


def _near_year(word: str, reading: Reading, start: int) -> int | None:
    if word[0] in "次翌同当":
        last = reading.last.year
        return None if last is None else last + (word[0] in "次翌")
    return reading.today.year + _YEARS_AWAY[word[0]] if reading.today else None


def _time(groups: dict[str, str | None]) -> str:
    """The part of the day: 上午, or T09:30 where there is a clock."""
    part, clock = groups.get("part") or "", groups.get("clock")
    if not clock:
        return {"当晚": "晚", "一早": "晨", "一大早": "晨", "晚上": "晚", "晚间": "晚"}.get(part, part)
    hour, minute = [*re.split("[时点:]", clock), ""][:2]
    value = _integer(hour)
    if value < 12 and part in (
        "下午",
        "晚",
        "晚上",
        "晚间",
        "傍晚",
        "当晚",
        "夜",
        "深夜",
        "午后",
        "夜间",
        "今晚",
    ):
        value += 12
    minutes = 30 if minute.startswith("半") else int("0" + re.sub("[^0-9]", "", minute))
    return f"T{value:02d}:{minutes:02d}"


# Days: news tells of what happened so many days ago, whatever story it has told before.
_JUST = 6
# Years: a date so far back belongs to history, not to the news.
_ANOTHER_AGE = 20


def _is_story(point: Point, today: date) -> bool:
    """Whether what was named last lies in another time than the article: a day of another year, or long ago."""
    if point.year is None or point.year >= today.year:
        return False
    return point.year < today.year - (1 if point.month else _ANOTHER_AGE)


def _integer(text: str | None) -> int:
    value = number(text or "")
    if value is None:
        raise ValueError(f"{text}: not a numeral")
    return int(value)
