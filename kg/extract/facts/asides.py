"""Names that stand in a text only in passing: people in set phrases about others or who wrote it, other meetings."""

from __future__ import annotations

import re

# Persons named as part of a phrase about somebody else: 以某某同志为核心, 某某总书记关于…的重要论述.
ATTRIBUTIVE = re.compile(
    r"(?:同志|总书记|主席)?(?:为核心|特别代表|关于|重要|近期|一系列|系列重要|的|新时代|对[^，。]{1,20}的(?![^，。]{1,12}(?:给予|表示|提出|予以|进行|说|强调|指出))|在[^，。]{1,30}上的)"
)

# Who wrote the article takes no part in it.
BYLINE = re.compile(r"(?:记者|通讯员|供稿|编辑)$")
# What a report opens with, behind whose it is: 某某网甲市5月11日讯.
DATELINE = re.compile("[^，。；、]{0,6}?(?:[0-9]{1,2}月)?[0-9]{1,2}日(?:讯|电)")
# A meeting for whose sake somebody has come that is received elsewhere: 会见来华出席某某峰会的……
_GUESTS = re.compile(
    r"(?:(?:会见|接见|会晤|看望|宴请|欢迎|款待)[^，。；]{0,10}|(?:同|与|为)(?:应邀|专程)?(?:来[华京]|前来))(?:出席|参加)[“]?$"
)
_GUESTS_BACK = 20


def of_guests(text: str, start: int) -> bool:
    """Whether the meeting named at an offset is only what guests have come for."""
    return _GUESTS.search(text, max(0, start - _GUESTS_BACK), start) is not None


_MEETING = re.compile(r"\s*.{0,4}?(?:会议|全会|大会)(?!室|厅)")


def business_of_meeting(text: str, sentence: int, offset: int) -> bool:
    """Whether a name stands in a sentence on what a meeting did (会议审议了下次全会的议程): it is not under way."""
    match = _MEETING.match(text, sentence)
    return match is not None and match.end() < offset


# What does not take place then and there: 原定8日举行的某某节因雨取消.
_OFF = "(?:取消|推迟|延期|改期|延后|延至|顺延|停办|叫停|搁置|改在|改为|改到|作罢)"
_CALLED_OFF = re.compile(
    f"原(?:定|计划|拟|本)[^。；\n]{{0,100}}?{_OFF}|(?:因|受|由于)[^。；，\n]{{1,24}}，?(?:而|被|已|临时|宣布|决定)?{_OFF}"
)


def called_off(text: str, start: int, low: int, high: int, end: int) -> bool:
    """Whether a sentence from `start` to `end` says of a meeting that was to be then and there, as names at `low` and
    `high` tell, that it was called off or put off; what stands behind the word for it is the new day."""
    for off in _CALLED_OFF.finditer(text, start, end):
        word = off.end()
        if high < word and (low < off.start() or off[0].startswith("原")):
            return True
    return False
