"""What only stands beside another as a part of the same whole."""

from __future__ import annotations

import re

from kg.extract.facts.scene import Node

_WHOLE = re.compile("[^，。；：、由]{0,6}由[^，。；]{0,60}?(?:组成|构成)")
_COMPOSE = re.compile(
    "[^，。；、]{0,6}?[两二三四五六七八九十0-9]+[大个处条]?(?:部分|板块|区域|组团|片区|展区|景区|项目)?(?:共同)?(?:组成|构成)"
)
# No list is longer.
_FAR = 60


def side_by_side(text: str, one: Node, other: Node) -> bool:
    """Whether two names are parts of a third (由甲馆、乙桥和丙道三部分组成), or `one` is the whole that consists of the
    other, so that neither is `one` a part of the other."""
    if one.start < 0 or other.start < 0 or one.sentence != other.sentence:
        return False
    low, high = (one, other) if one.start < other.start else (other, one)
    if high.start - low.end > _FAR:
        return False
    if whole := _WHOLE.match(text, one.end, one.end + 2 * _FAR):
        return one.start < other.start < whole.end()
    return _COMPOSE.match(text, high.end) is not None and "由" not in text[low.end : high.start]
