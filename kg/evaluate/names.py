"""When two names count as the same in an evaluation."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from functools import cache

_SPACE_AND_QUOTES = re.compile(r"[\s“”‘’\"'《》〈〉【】「」『』()\[\]]")
_SUFFIXES = [
    "特别行政区",
    "维吾尔自治区",
    "壮族自治区",
    "回族自治区",
    "自治区",
    "自治州",
    "自治县",
    "地区",
    "街道",
    "社区",
    "新区",
    "省",
    "市",
    "县",
    "区",
    "州",
    "镇",
    "乡",
    "村",
]


@cache
def norm(name: str) -> str:
    """A name without width, spaces, quotes and brackets."""
    name = _SPACE_AND_QUOTES.sub("", unicodedata.normalize("NFKC", name))
    return name.replace("・", "·").replace("•", "·")


@cache
def stem(name: str) -> str:
    """A place's name without 省, 市, 县 …, where two characters are left."""
    name = norm(name)
    for suffix in _SUFFIXES:
        if name.endswith(suffix) and len(name) - len(suffix) >= 2:
            return name[: -len(suffix)]
    return name


def same(left: Iterable[str], right: Iterable[str], kind: str | None) -> bool:
    """Whether two sets of names have one in common; places also match by stem and by their lowest level."""
    a, b = {norm(name) for name in left} - {""}, {norm(name) for name in right} - {""}
    if a & b:
        return True
    if kind != "Place":
        return False
    stems_a, stems_b = {stem(name) for name in a}, {stem(name) for name in b}
    if stems_a & stems_b:
        return True
    return any(
        min(len(u), len(v)) >= 2 and (u.endswith(v) or v.endswith(u)) for u in stems_a for v in stems_b
    )


def share_words(left: str, right: str, count: int = 10) -> bool:
    """Whether two quotations have so many characters in a row in common, or one holds the other."""
    a, b = norm(left), norm(right)
    if not a or not b:
        return False
    if a in b or b in a:
        return min(len(a), len(b)) >= min(count, 6)
    if len(a) > len(b):
        a, b = b, a
    return any(a[i : i + count] in b for i in range(len(a) - count + 1))
