"""The forms in which dates are written: for each a pattern, and a function that tells what its matches mean."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import date, timedelta

from kg.extract.dates import calendar, days
from kg.extract.dates.calendar import Point
from kg.extract.numerals import number
from kg.model import Quotation

_MONTH = "(?:1[0-2]|0?[1-9]|十[一二]?|[一二三四五六七八九])"
_DAY = "(?:3[01]|[12][0-9]|0?[1-9]|三十一?|廿[一二三四五六七八九]?|二?十[一二三四五六七八九]?|[一二三四五六七八九])"
_YEAR = "(?:1[0-9]{3}|20[0-9]{2}|[一二][〇零一二三四五六七八九]{3})"
_TO = "(?:至|到|——?|-|~)"
_LEFT = "(?<![0-9.〇零一二三四五六七八九十百千第])"

# 底 初 末 晚 夜 春 … also begin other words (初步, 晚会, 春运): those are excluded one by one.
_NOT_BEGINNING = "(?![步心次期中衷级夏春秋冬])"
_SEASON = "初?[春夏秋冬](?:季学期|天|季|末|初|(?![晚运节茶耕播游风招种收粮训奥泳闱装令衣雨雪笋捕考至分季]))"
_OF_YEAR = (
    f"年底|年初|年末|底(?![层蕴色座气线])|初{_NOT_BEGINNING}|末(?![端期])|上半年|下半年"
    "|(?:前[一两二三]个?|第?[一二三四1-4])季度|前(?P<months>1[01]|[1-9]|[一二两三四五六七八九])个月"
    f"|{_SEASON}|暑期|暑假|寒假|汛期|腊月|同期|同月"
)
_OF_MONTH = f"中下旬|上中旬|上旬|中旬|下旬|底(?![层蕴色座])|初{_NOT_BEGINNING}|末(?!端)"
_OF_DAY = (
    "上午|下午|中午|午后|傍晚|清晨|凌晨|早晨|早上|深夜|夜间|一大早|一早|当晚|晚上|晚间"
    "|晚(?![会宴报点餐年辈期稻自])|夜(?![校市景话读谈访跑游经里])"
)
_NOT_HOUR = "(?![间代期常装尚光候序速效任评子位球])"
_HOUR = "(?:零|十[一二]?|[一二三四五六七八九]|2[0-4]|1[0-9]|0?[0-9])"
_CLOCK = f"{_HOUR}[时点]{_NOT_HOUR}(?:[0-5]?[0-9]分|半|整)?(?:许|左右)?|(?:2[0-3]|[01]?[0-9]):[0-5][0-9]"
_TIME = f"(?P<part>{_OF_DAY})?(?P<clock>{_CLOCK})?"
_DAYS = f"(?:(?P<day0>{_DAY})日?{_TO})?(?P<day>{_DAY})[日号](?![游内]){_TIME}"
_MONTHS = f"(?:(?P<month0>{_MONTH})月?{_TO})?(?P<month>{_MONTH})月份?(?![牙亮球饼嫂])(?:{_DAYS}|(?P<ofmonth>{_OF_MONTH}))?"
_NEAR_YEAR = (
    "今年(?![轻龄岁青])|去年|明年|前(?<![之以年月日天会].)年(?!均)|上年(?!度?[纪级])|次年|翌年|同(?<!不.)年(?![龄级])|本年度"
    f"|当年(?={_MONTH}月|底|初)|[今明去](?=[春夏秋冬](?![晚节装]))"
)
# Round thousands before 来, 前 and the like count years: 2000年来, 1000年历史.
_NOT_DURATION = "(?![12]000年(?:以?[来间前]|的?历史|的?文))"
_BARE_DAY = "(?:3[01]|[12][0-9]|0?[1-9])"

_TO_COME = re.compile("将|拟|预计|计划|定于|持续|延续|展期|(?<!截)[至到](?=[^，。；]{0,4}$)")
# A numeral and the unit behind it, or behind the numeral that it reaches to (26—28日).
NUMERAL = re.compile(
    f"(?<![0-9〇零一二三四五六七八九十廿])[0-9〇零一二三四五六七八九十廿]{{1,6}}(?=(?P<unit>[年月日时])|{_TO}[0-9]{{1,4}}(?P<late>[年月日时]))"
)
JOIN = re.compile(_TO)

Reader = Callable[[re.Match[str], "Reading"], "tuple[Point, ...] | str"]


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
    if tail == "同月" and reading.today is not None:
        return (Point(year, reading.today.month),)
    first = _integer(groups["year0"]) if groups["year0"] else None
    return (Point(year, tail=tail),) if first is None else (Point(first), Point(year, tail=tail))


def _month(match: re.Match[str], reading: Reading) -> tuple[Point, ...]:
    """8月12日, 1—4月, 十月下旬."""
    groups = match.groupdict()
    month, day = _integer(groups["month"]), _integer(groups["day"]) if groups["day"] else None
    before, today = reading.before(match.start()), reading.today
    if before.year is not None and (today is None or _is_story(before, today)):
        year: int | None = before.year  # 1935年1月15日……2月9日: the story's year, not the article's
    else:
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
        near = calendar.nearest_month(day, today, future=reading.announced(match.start())) if today else None
        before = near or Point()
    if before.month is None:
        return ()
    return _months({**groups, "month": str(before.month), "month0": None, "ofmonth": None}, before.year)


def _relative(match: re.Match[str], reading: Reading) -> tuple[Point, ...]:
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


@dataclass(frozen=True, slots=True)
class Form:
    """One way to write a date. `confidence` is how often its match is a date, span and all, in annotated news.

    A form with a `unit` begins with a numeral and is tried only where one stands before that unit; `needs` are
    the strings one of which a text must have. Both only save time. Days with a name are found by their table.
    """

    pattern: re.Pattern[str] | None
    read: Reader
    confidence: float
    unit: str = ""
    needs: tuple[str, ...] = ()


# The day before a pattern's first character is looked at behind it, so that the scan can skip to that character.
FORMS: dict[str, Form] = {
    "dates.year/1": Form(
        re.compile(
            f"{_LEFT}{_NOT_DURATION}(?:(?P<year0>{_YEAR})年?{_TO})?(?P<year>{_YEAR})年度?(?P<near>)"
            f"(?:的?(?:{_MONTHS}|(?P<ofyear>{_OF_YEAR})))?"
        ),
        _year,
        0.98,
        unit="年",
    ),
    "dates.near_year/1": Form(
        re.compile(f"(?P<near>{_NEAR_YEAR})(?P<year0>)(?:的?(?:{_MONTHS}|(?P<ofyear>{_OF_YEAR})))?"),
        _year,
        0.97,
    ),
    "dates.month/1": Form(re.compile(_LEFT + _MONTHS), _month, 0.99, unit="月"),
    "dates.near_month/1": Form(
        re.compile(
            "(?P<nearmonth>[本这上下同](?<!以.)个?月(?![球亮光饼色])|当月(?=[0-9]))"
            f"(?:{_DAYS}|(?P<ofmonth>{_OF_MONTH}))?"
        ),
        _near_month,
        0.95,
    ),
    "dates.day/1": Form(
        re.compile(
            f"(?<![0-9.第近满续期共每约超达过时用月年号])(?:(?P<day0>{_BARE_DAY})日?{_TO})?(?P<day>{_BARE_DAY})日"
            f"(?![游内间语子程均历]){_TIME}"
        ),
        _day,
        0.98,
        unit="日",
    ),
    "dates.relative/1": Form(
        re.compile(
            "(?P<word>今天|今日(?!头条|说法)|今(?=晚(?!报)|晨|早|夜)|昨天|昨日|昨(?=[晚夜])|明天|明日(?!之星)|明(?=[晚早晨])"
            f"|[前后](?<![天日年月以之].)天(?![气空津下天])|次日|翌日|前一[天晚]){_TIME}"
        ),
        _relative,
        0.95,
    ),
    "dates.week/1": Form(
        re.compile(
            "(?P<word>[本这上下](?<![会场席路车台街墙身船界坡网].)个?(?:周|星期))(?![期年密边围全到岁恩])"
            "(?P<weekday>[一二三四五六日天末]?)(?P<part>上午|下午|晚)?"
        ),
        _week,
        0.8,
    ),
    "dates.part/1": Form(
        re.compile(
            "(?:年[底初末](?<![每一两半多几0-9]..)|年内(?<![一二三四五六七八九十百两半多几0-9]..)|月[底初末](?<![每0-9]..)"
            "|[上下]半年(?<![每0-9]...)|(?:前[一两二三]个?|第[一二三四]|[一二三四](?<![一两0-9前第].))季度)"
        ),
        _part,
        0.8,
    ),
    "dates.clock/1": Form(
        re.compile(
            f"(?P<part>{_OF_DAY})(?<!每[日天]..)(?P<clock>{_HOUR}时{_NOT_HOUR}(?:[0-5]?[0-9]分|整)?(?:许|左右)?)"
        ),
        _clock,
        0.6,
    ),
    "dates.hour/1": Form(
        re.compile(
            f"{_LEFT}(?<!每[日天])(?P<part>)(?P<clock>{_HOUR}时{_NOT_HOUR}(?:[0-5]?[0-9]分|整)?(?:许|左右)?)"
        ),
        _clock,
        0.4,
        unit="时",
    ),
    "dates.decade/1": Form(
        re.compile(
            "(?:(?P<last>上个?世纪)|(?P<century>1[0-9]|20|二十|十九)世纪)?(?<![0-9])(?P<tens>[1-9]0|[一二三四五六七八九]十)"
            "年代(?P<tail>初期?|末期?|中期|中叶|后期|前期)?"
        ),
        _decade,
        0.98,
        needs=("年代",),
    ),
    "dates.lunar/1": Form(
        re.compile(
            "(?P<near>今年|去年|明年)?(?:农历)?(?P<month>正(?=月)|腊(?=月)|大(?=年))[月年]"
            "(?P<day>初[一二三四五六七八九十]|三十|二十[一二三四五六七八九]?|廿[一二三四五六七八九]?|十[一二三四五六七八九]?)"
        ),
        _lunar,
        0.9,
        needs=("正月", "腊月", "大年"),
    ),
    "dates.numbered/1": Form(days.NUMBERED, _named, 0.85),
    "dates.named/1": Form(None, _named, 0.95),
}
