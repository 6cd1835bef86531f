"""How far to the left of a head a name reaches: over the words that can stand inside such a name."""

from __future__ import annotations

import re
from functools import cache

from kg.extract.grammar.context import Context
from kg.extract.grammar.lexicon import words

LONGEST_NAME = 60  # code points
_NOUNS = frozenset(["n", "nz", "nw", "s", "vn", "an", "a", "ns", "nt", "LOC", "ORG"])
_INSIDE: dict[str, frozenset[str]] = {
    "Site": _NOUNS | {"m", "f", "PER", "nr"},
    "Organisation": _NOUNS | {"m", "nr"},
    "Route": _NOUNS | {"m", "f"},
    "Campaign": _NOUNS | {"m", "TIME"},
    "Event": _NOUNS | {"m", "TIME"},
    "Policy": _NOUNS | {"m", "TIME"},
    "Place": _NOUNS | {"m"},
}
_BRACKETED = frozenset(("Site", "Event", "Organisation"))
NAMES = frozenset(["LOC", "ns", "ORG", "nt"])
_NUMBER = re.compile(
    r"第.*|\d+|[一二三四五六七八九十百千]+|首[届批次]|[一二三四五六七八九十]+[届次大]|\d+周年"
)
STAGE = re.compile(r"第.+[站点段棒程日天]|起点|终点")
SHORT = re.compile(r"[“‘《（][^，。？！；\n]{1,24}[”’》）]")


@cache
def _stops(type_: str) -> frozenset[str]:
    return words("stop") | words(f"stop.{type_}")


@cache
def _goes(type_: str) -> frozenset[str]:
    return words("inside") | words(f"inside.{type_}")


def walk(context: Context, start: int, type_: str) -> int:
    """The leftmost position from which words that can stand in such a name lead up to `start`; `start` if none do."""
    inside, stops, goes = _INSIDE[type_], _stops(type_), _goes(type_)
    position = start
    within = context.at[start] if start else -1
    if within >= 0 and context.starts[within] < start:  # 75周年/m, 中国纪念馆/LOC: the head ends a word
        if context.tags[within] not in inside or context.texts[within] in stops:
            return start
        position = context.starts[within]
    while position > 0 and start - position < LONGEST_NAME:
        opening = context.opens.get(position)
        if opening is not None and SHORT.fullmatch(context.shadow, opening, position):
            if context.shadow[opening] == "（" and type_ not in _BRACKETED:
                break
            position = opening
            continue
        index = context.at[position - 1]
        if index < 0:
            break
        text, tag = context.texts[index], context.tags[index]
        if text == "的" and context.shadow[position - 2] == "党":
            position -= 2
            continue
        if text not in goes and (
            text in stops or tag not in inside or (tag == "m" and not _NUMBER.fullmatch(text))
        ):
            break
        if tag == "m" and STAGE.fullmatch(text):
            break
        position = context.starts[index]
    return start if context.shadow[position] == "（" else position


def opens_with(context: Context, left: int, start: int) -> str:
    """What the name begins with: `placed` a place or a body, `dated` a number or a date, `short` one character."""
    first = context.at[left]
    tag = context.tags[first] if first >= 0 else ""
    if tag in NAMES:
        return "placed"
    if start - left == 1:
        return "short"
    return "dated" if tag in ("m", "TIME") else "named"
