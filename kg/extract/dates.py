"""Dates: every calendar expression of a text, resolved against the day of the article and the dates before it.

Each form of `FORMS` is a pattern and a function that tells what its matches mean. Two points with 至 or a dash
between them are a range. Vague words (近日, 目前, 当天) and durations (三年来) are no dates.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from kg.extract import calendar, days
from kg.extract.calendar import Point
from kg.extract.numerals import number
from kg.model import Document, Found, Mention

_MONTH = "(?:1[0-2]|0?[1-9]|十[一二]?|[一二三四五六七八九])"
_DAY = "(?:3[01]|[12][0-9]|0?[1-9]|三十一?|廿[一二三四五六七八九]?|二?十[一二三四五六七八九]?|[一二三四五六七八九])"
_YEAR = "(?:1[0-9]{3}|20[0-9]{2}|[一二][〇零一二三四五六七八九]{3})"
_TO = "(?:至|到|——?|-|~)"
_LEFT = "(?<![0-9.〇零一二三四五六七八九十百千第])"

# 底 初 末 晚 夜 春 … also begin other words (初步, 晚会, 春运): those are excluded one by one.
_NOT_BEGINNING = "(?![步心次期中衷级夏春秋冬])"
_SEASON = "初?[春夏秋冬](?:季学期|天|季|末|初|(?![一-鿿])|(?=[以在至到前起时]))"
_OF_YEAR = (
    f"年底|年初|年末|底(?![层蕴色座气线])|初{_NOT_BEGINNING}|末(?![端期])|上半年|下半年"
    "|(?:前[一两二三]个?|第?[一二三四1-4])季度|前(?P<months>1[01]|[1-9]|[一二两三四五六七八九])个月"
    f"|{_SEASON}|暑期|暑假|寒假|汛期"
)
_OF_MONTH = f"中下旬|上中旬|上旬|中旬|下旬|底(?![层蕴色座])|初{_NOT_BEGINNING}|末(?!端)"
_OF_DAY = (
    "上午|下午|中午|午后|傍晚|清晨|凌晨|早晨|早上|深夜|夜间|一大早|一早|当晚|晚上|晚间"
    "|晚(?![会宴报点餐年辈期稻自])|夜(?![校市景话读谈访跑游经里])"
)
_HOUR = "(?:零|十[一二]?|[一二三四五六七八九]|2[0-4]|1[0-9]|0?[0-9])"
_CLOCK = (
    f"{_HOUR}[时点](?![间代期常装尚光候序速效任评子位球])(?:[0-5]?[0-9]分|半|整)?(?:许|左右)?"
    "|(?:2[0-3]|[01]?[0-9]):[0-5][0-9]"
)
_TIME = f"(?P<part>{_OF_DAY})?(?P<clock>{_CLOCK})?"
_DAYS = f"(?:(?P<day0>{_DAY})日?{_TO})?(?P<day>{_DAY})[日号](?![游内]){_TIME}"
_MONTHS = f"(?:(?P<month0>{_MONTH})月?{_TO})?(?P<month>{_MONTH})月份?(?![牙亮球饼嫂])(?:{_DAYS}|(?P<ofmonth>{_OF_MONTH}))?"
_NEAR_YEAR = (
    "今年(?![轻龄岁青])|去年|明年|(?<![之以年月日天会])前年(?!均)|上年(?!度?[纪级])|次年|翌年|同年|本年度"
    f"|当年(?={_MONTH}月|底|初)|[今明去](?=[春夏秋冬](?![一-鿿]))"
)
_BARE_DAY = "(?:3[01]|[12][0-9]|0?[1-9])"

_JOIN = re.compile(_TO)

Reader = Callable[[re.Match[str], "Reading"], "tuple[Point, ...] | str"]


@dataclass(slots=True)
class Reading:
    """What is known while one text is read from left to right: the article's day, the last date named and its end."""

    shadow: str
    today: date | None
    last: Point = Point()
    last_end: int = 0

    def before(self, start: int) -> Point:
        """The last date named, when it stands in the same paragraph; else an empty point."""
        return Point() if self.shadow.find("\n", self.last_end, start) >= 0 else self.last


def _year(match: re.Match[str], reading: Reading) -> tuple[Point, ...]:
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
    first = _integer(groups["year0"]) if groups["year0"] else None
    return (Point(year, tail=tail),) if first is None else (Point(first), Point(year, tail=tail))


def _month(match: re.Match[str], reading: Reading) -> tuple[Point, ...]:
    """8月12日, 1—4月, 十月下旬."""
    groups = match.groupdict()
    month, day = _integer(groups["month"]), _integer(groups["day"]) if groups["day"] else None
    before, today = reading.before(match.start()), reading.today
    if before.year is not None and (today is None or abs(before.year - today.year) > 1):
        year: int | None = before.year  # 1935年1月15日……2月9日: the story's year, not the article's
    else:
        year = calendar.nearest_year(month, day, today)
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


def _near_month(match: re.Match[str], reading: Reading) -> tuple[Point, ...]:
    """本月底, 上个月, 同月17日."""
    groups, today = match.groupdict(), reading.today
    if groups["nearmonth"][0] in "同当":
        month = reading.last if reading.last.month else None
    else:
        month = calendar.shifted_month(today, _MONTHS_AWAY[groups["nearmonth"][0]]) if today else None
    if month is None or month.month is None:
        return ()
    return _months({**groups, "month": str(month.month), "month0": None}, month.year)


def _day(match: re.Match[str], reading: Reading) -> tuple[Point, ...]:
    """19日, 8日上午, 26—28日: in the month named before, else in the one that brings it nearest."""
    groups, today = match.groupdict(), reading.today
    day = _integer(groups["day"])
    before = reading.before(match.start())
    if before.month is None:
        near = calendar.nearest_month(day, today) if today else None
        before = near or Point()
    if before.month is None:
        return ()
    return _months({**groups, "month": str(before.month), "month0": None, "ofmonth": None}, before.year)


def _relative(match: re.Match[str], reading: Reading) -> tuple[Point, ...]:
    """今天, 昨日下午, 今晚8时, 次日."""
    word, groups = match["word"], match.groupdict()
    base = reading.today
    if word[0] in _AFTER_LAST:
        base = _as_date(reading.last)
    if base is None:
        return ()
    day = base + timedelta(days=_DAYS_AWAY.get(word, 0) or _DAYS_AWAY.get(word[0], 0))
    return (replace(Point.of(day), tail=_time(groups) or ("晚" if word == "前一晚" else "")),)


def _week(match: re.Match[str], reading: Reading) -> tuple[Point, ...]:
    """上周, 本周四, 下周末."""
    if reading.today is None:
        return ()
    monday, sunday = calendar.week(reading.today, _MONTHS_AWAY[match["word"][0]])
    weekday = match["weekday"]
    if not weekday:
        return Point.of(monday), Point.of(sunday)
    day = sunday if weekday in "天末" else monday + timedelta(days="一二三四五六日".index(weekday))
    return (replace(Point.of(day), tail=match["part"] or ""),)


def _part(match: re.Match[str], reading: Reading) -> tuple[Point, ...]:
    """年底, 月初, 上半年: of the article's year or month."""
    word, today = match[0], reading.today
    if today is None:
        return ()
    if word[0] == "月":
        return (Point(today.year, today.month, tail=word[1:]),)
    return (Point(today.year, tail=word.removeprefix("年").removesuffix("内")),)


def _clock(match: re.Match[str], reading: Reading) -> tuple[Point, ...]:
    """上午9时30分, 10时许: of the day named last, else of the article's."""
    point = reading.last
    if point.day is None:
        if reading.today is None:
            return ()
        point = Point.of(reading.today)
    return (replace(point, tail=_time(match.groupdict())),)


def _lunar(match: re.Match[str], reading: Reading) -> tuple[Point, ...]:
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


def _decade(match: re.Match[str], reading: Reading) -> str:
    """上世纪80年代初, 七十年代: without a century it is the twentieth."""
    century = int(number(match["century"]) or 20) if match["century"] else 20
    tens = int(number(match["tens"]) or 0)
    return f"{century}世纪{tens}年代{match['tail'] or ''}"


def _named(match: re.Match[str], reading: Reading) -> str:
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
_AFTER_LAST = "次翌同"


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
    hour, minute = (re.split("[时点:]", clock) + [""])[:2]
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


def _integer(text: str | None) -> int:
    value = number(text or "")
    if value is None:
        raise ValueError(f"{text}: not a numeral")
    return int(value)


def _as_date(point: Point) -> date | None:
    if point.year is None or point.month is None or point.day is None:
        return None
    return date(point.year, point.month, point.day)


@dataclass(frozen=True, slots=True)
class Form:
    """One way to write a date. `confidence` is how often its match is a date, span and all, in annotated news."""

    pattern: re.Pattern[str]
    read: Reader
    confidence: float


FORMS: dict[str, Form] = {
    "dates.year/1": Form(
        re.compile(
            f"(?:{_LEFT}(?:(?P<year0>{_YEAR})年?{_TO})?(?P<year>{_YEAR})年度?(?!以?[来间]|的?历史|的?文)|(?P<near>{_NEAR_YEAR}))"
            f"(?:的(?=[0-9]))?(?:{_MONTHS}|(?P<ofyear>{_OF_YEAR}))?"
        ),
        _year,
        0.97,
    ),
    "dates.month/1": Form(re.compile(_LEFT + _MONTHS), _month, 0.95),
    "dates.near_month/1": Form(
        re.compile(
            f"(?P<nearmonth>(?<!以)[本这上下同]个?月(?![球亮光饼色])|当月(?=[0-9]))(?:{_DAYS}|(?P<ofmonth>{_OF_MONTH}))?"
        ),
        _near_month,
        0.9,
    ),
    "dates.day/1": Form(
        re.compile(
            f"(?<![0-9.第近满续期共每约超达过时用月年号])(?:(?P<day0>{_BARE_DAY})日?{_TO})?(?P<day>{_BARE_DAY})日"
            f"(?![游内间语子程均历]){_TIME}"
        ),
        _day,
        0.95,
    ),
    "dates.relative/1": Form(
        re.compile(
            "(?P<word>今天|今日(?!头条|说法)|今(?=晚(?!报)|晨|早|夜)|昨天|昨日|昨(?=[晚夜])|明天|明日(?!之星)|明(?=[晚早晨])"
            f"|(?<![天日年月以之])(?:前天|后天)(?![气空津下天])|次日|翌日|同日|前一[天晚]){_TIME}"
        ),
        _relative,
        0.97,
    ),
    "dates.week/1": Form(
        re.compile(
            "(?<![会场席路车台街墙身船界坡网])(?P<word>[本这上下]个?(?:周|星期))(?![期年密边围全到岁恩])"
            "(?P<weekday>[一二三四五六日天末]?)(?P<part>上午|下午|晚)?"
        ),
        _week,
        0.8,
    ),
    "dates.part/1": Form(
        re.compile(
            "(?<![每一两半多几0-9])(?:年底|年初|年末|(?<![一二三四五六七八九十百])年内|月底|月初|月末|上半年|下半年"
            "|(?:前[一两二三]个?|第?[一二三四])季度)"
        ),
        _part,
        0.8,
    ),
    "dates.clock/1": Form(
        re.compile(
            f"(?P<part>{_OF_DAY})?{_LEFT}(?P<clock>{_HOUR}时(?![间代期常装尚光候序速效任评子位球])(?:[0-5]?[0-9]分)?(?:许|左右)?)"
        ),
        _clock,
        0.6,
    ),
    "dates.decade/1": Form(
        re.compile(
            "(?:(?P<last>上个?世纪)|(?P<century>1[0-9]|20|二十|十九)世纪)?(?<![0-9])(?P<tens>[1-9]0|[一二三四五六七八九]十)"
            "年代(?P<tail>初期?|末期?|中期|中叶|后期|前期)?"
        ),
        _decade,
        0.95,
    ),
    "dates.lunar/1": Form(
        re.compile(
            "(?P<near>今年|去年|明年)?(?:农历)?(?P<month>正(?=月)|腊(?=月)|大(?=年))[月年]"
            "(?P<day>初[一二三四五六七八九十]|三十|二十[一二三四五六七八九]?|廿[一二三四五六七八九]?|十[一二三四五六七八九]?)"
        ),
        _lunar,
        0.8,
    ),
    "dates.named/1": Form(days.pattern(), _named, 0.8),
}


def dates(documents: Sequence[Document]) -> list[Found]:
    """For each document the dates it names, as proposals of type Date with their ISO 8601 or EDTF name."""
    return [Found(proposals=tuple(_propose(document))) for document in documents]


@dataclass(frozen=True, slots=True)
class _Match:
    start: int
    end: int
    by: str
    match: re.Match[str]


def _propose(document: Document) -> Iterator[Mention]:
    article = document.article
    reading = Reading(document.shadow, calendar.published(article.date))
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


def _matches(document: Document) -> list[_Match]:
    """The matches of all forms in the article's body, the longest where they overlap, by position."""
    found = []
    for span in document.article.body:
        for by, form in FORMS.items():
            for match in form.pattern.finditer(document.shadow, span.start, span.end):
                start, end = days.extent(match) if by == "dates.named/1" else match.span()
                found.append(_Match(start, end, by, match))
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
    """A date in the article's own time opens no story of another year."""
    reading.last, reading.last_end = replace(point, tail=""), found.end


def _mention(document: Document, found: _Match, points: tuple[Point, ...] | str) -> Mention:
    canonical = points if isinstance(points, str) else "/".join(str(point) for point in points)
    text = document.article.text[found.start : found.end]
    by = "dates.range/1" if len(points) == 2 and not isinstance(points, str) else found.by
    return Mention(found.start, found.end, "Date", text, canonical, by, FORMS[found.by].confidence)


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
    if not _JOIN.fullmatch(document.shadow, left.end, right.start):
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
        min(left.confidence, right.confidence),
    )
