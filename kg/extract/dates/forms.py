"""The forms in which dates are written: for each a pattern, and the function that tells what its matches mean."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from kg.extract.dates import days, readings
from kg.extract.dates.calendar import Point
from kg.extract.dates.readings import Reading

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

# A numeral and the unit behind it, or behind the numeral that it reaches to (26—28日).
NUMERAL = re.compile(
    f"(?<![0-9〇零一二三四五六七八九十廿])[0-9〇零一二三四五六七八九十廿]{{1,6}}(?=(?P<unit>[年月日时])"
    f"|{_TO}(?:[0-9]{{1,4}}|[一二三四五六七八九十]{{1,2}}(?=月))(?P<late>[年月日时]))"
)
JOIN = re.compile(_TO)

Reader = Callable[[re.Match[str], "Reading"], "tuple[Point, ...] | str"]


@dataclass(frozen=True, slots=True)
class Form:
    """One way to write a date: how often its matches are dates is in `data/dates/confidence.tsv`.

    A form with a `unit` begins with a numeral and is tried only where one stands before that unit; `needs` are
    the strings one of which a text must have. Both only save time. Days with a name are found by their table.
    """

    pattern: re.Pattern[str] | None
    read: Reader
    unit: str = ""
    needs: tuple[str, ...] = ()


# The day before a pattern's first character is looked at behind it, so that the scan can skip to that character.
FORMS: dict[str, Form] = {
    "dates.year/1": Form(
        re.compile(
            f"{_LEFT}{_NOT_DURATION}(?:(?P<year0>{_YEAR})年?{_TO})?(?P<year>{_YEAR})年度?(?P<near>)"
            f"(?:的?(?:{_MONTHS}|(?P<ofyear>{_OF_YEAR})))?"
        ),
        readings.year,
        unit="年",
    ),
    "dates.near_year/1": Form(
        re.compile(f"(?P<near>{_NEAR_YEAR})(?P<year0>)(?:的?(?:{_MONTHS}|(?P<ofyear>{_OF_YEAR})))?"),
        readings.year,
    ),
    "dates.month/1": Form(re.compile(_LEFT + _MONTHS), readings.month, unit="月"),
    "dates.near_month/1": Form(
        re.compile(
            "(?P<nearmonth>[本这上下同](?<!以.)个?月(?![球亮光饼色])|当月(?=[0-9]))"
            f"(?:{_DAYS}|(?P<ofmonth>{_OF_MONTH}))?"
        ),
        readings.near_month,
    ),
    "dates.day/1": Form(
        re.compile(
            f"(?<![0-9.第近满续期共每约超达过时用月年号])(?:(?P<day0>{_BARE_DAY})日?{_TO})?(?P<day>{_BARE_DAY})日"
            f"(?![游内间语子程均历]){_TIME}"
        ),
        readings.day,
        unit="日",
    ),
    "dates.relative/1": Form(
        re.compile(
            "(?P<word>今天|今日(?!头条|说法)|今(?=晚(?!报)|晨|早|夜)|昨天|昨日|昨(?=[晚夜])|明天|明日(?!之星)|明(?=[晚早晨])"
            f"|[前后](?<![天日年月以之].)天(?![气空津下天])|次日|翌日|前一[天晚]){_TIME}"
        ),
        readings.relative,
    ),
    "dates.week/1": Form(
        re.compile(
            "(?P<word>[本这上下](?<![会场席路车台街墙身船界坡网].)个?(?:周|星期))(?![期年密边围全到岁恩])"
            "(?P<weekday>[一二三四五六日天末]?)(?P<part>上午|下午|晚)?"
        ),
        readings.week,
    ),
    "dates.part/1": Form(
        re.compile(
            "(?:年[底初末](?<![每一两半多几0-9]..)|年内(?<![一二三四五六七八九十百两半多几0-9]..)|月[底初末](?<![每0-9]..)"
            "|[上下]半年(?<![每0-9]...)|(?:前[一两二三]个?|第[一二三四]|[一二三四](?<![一两0-9前第].))季度)"
        ),
        readings.part,
    ),
    "dates.clock/1": Form(
        re.compile(
            f"(?P<part>{_OF_DAY})(?<!每[日天]..)(?P<clock>{_HOUR}时{_NOT_HOUR}(?:[0-5]?[0-9]分|整)?(?:许|左右)?)"
        ),
        readings.clock,
    ),
    "dates.hour/1": Form(
        re.compile(
            f"{_LEFT}(?<!每[日天])(?P<part>)(?P<clock>{_HOUR}时{_NOT_HOUR}(?:[0-5]?[0-9]分|整)?(?:许|左右)?)"
        ),
        readings.clock,
        unit="时",
    ),
    "dates.decade/1": Form(
        re.compile(
            "(?:(?P<last>上个?世纪)|(?P<century>1[0-9]|20|二十|十九)世纪)?(?<![0-9])(?P<tens>[1-9]0|[一二三四五六七八九]十)"
            "年代(?P<tail>初期?|末期?|中期|中叶|后期|前期)?"
        ),
        readings.decade,
        needs=("年代",),
    ),
    "dates.lunar/1": Form(
        re.compile(
            "(?P<near>今年|去年|明年)?(?:农历)?(?P<month>正(?=月)|腊(?=月)|大(?=年))[月年]"
            "(?P<day>初[一二三四五六七八九十]|三十|二十[一二三四五六七八九]?|廿[一二三四五六七八九]?|十[一二三四五六七八九]?)"
        ),
        readings.lunar,
        needs=("正月", "腊月", "大年"),
    ),
    "dates.numbered/1": Form(days.NUMBERED, readings.named),
    "dates.named/1": Form(None, readings.named),
}
