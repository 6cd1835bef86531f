"""A part of a date expression: 7月1日 of 7月1日到昨天, 18日上午 of 18日上午9时许, 2022年 of 2022年冬天."""

from __future__ import annotations

import re

_POINT = re.compile("(?P<year>-?[0-9]{4}|XXXX)(?:-(?P<month>[0-9]{2})(?:-(?P<day>[0-9]{2}))?)?")
_DAY = re.compile("[日号天]|^[今昨明前后][晚晨早夜]?$")
_OF_DAY = re.compile("(?:上午|下午|中午|午后|傍晚|清晨|凌晨|晚|夜)$")


def part(words: str, whole: str, *, first: bool) -> str:
    """The name of the part of a date that `words` are, from the name of the whole; empty when it is none.

    `first` says that the part begins where the whole begins; else it ends where that ends.

    >>> part("7月1日", "2024-07-01/2024-08-09", first=True), part("18日上午", "2024-05-18T09:00", first=True)
    ('2024-07-01', '2024-05-18上午')
    """
    points = whole.split("/")
    point = _POINT.match(points[0] if first else points[-1])
    if point is None:
        return ""
    year, month, day = point.groups()
    if _DAY.search(words):
        tail = _OF_DAY.search(words)
        return f"{year}-{month}-{day}{tail[0] if tail else ''}" if day else ""
    if words.endswith(("月", "月份")):
        return f"{year}-{month}" if month else ""
    return year if words.endswith("年") else ""
