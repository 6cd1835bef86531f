"""Administrative units in names: 永新县龙源岭乡黄竹坪村 is 永新县, 龙源岭乡 and 黄竹坪村."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from kg.authority import PlaceRecord, places

LEVELS = ("自治区", "自治州", "自治县", "街道", "社区", "地区", "苏木", *"省市县区州旗盟镇乡村")
"""The words by which an article says which of its places it means (县委, 街道党工委), longest first."""

_KINDS = {
    "省": ("省", "自治区"),
    "县": ("县",),
    "州": ("州",),
    "自治州": ("州",),
    "区": ("区",),
    "旗": ("旗",),
}
_NOT_KINDS = {
    "区": ("自治区", "社区", "地区", "灌区", "库区", "景区", "牧区", "山区", "矿区"),
    "市": (),
    "县": (),
}
DIVISIONS = frozenset(("province", "prefecture", "county", "zone", "former"))
# What the tables do not hold: the units below the county.
_LOWER = re.compile("[一-鿿]{1,8}?(?:街道办事处|街道|镇|乡|苏木|社区|嘎查|村)(?![一-鿿]?[镇乡街])")
_LONGEST = 12
# Behind a short name these make another name: 三河坝, 龙泉镇, 凤凰岭.
_GO_ON = frozenset(
    "省市县区州旗镇乡村街路巷山岭峰河湖江海湾港岛坝堡堂嘴源口桥寺庙塔门寨屯坪沟湾坡洞关楼湖台园城铺店"
)


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit in a name: where it lies in it, and its full name."""

    start: int
    end: int
    name: str


@cache
def _record(words: str, above: str) -> PlaceRecord | None:
    """The division that words name inside another one, or anywhere when `above` is empty."""
    record = places().resolve(words, (above,) if above else ())
    if record is None or record.level not in DIVISIONS:
        return None
    if above and above not in record.parents:
        inside = [
            place for place in places().named(words) if above in place.parents and place.level in DIVISIONS
        ]
        return inside[0] if len(inside) == 1 else None
    return record


@cache
def split(words: str) -> tuple[Unit, ...]:
    """The units that a name begins with, each lower than the one before. `words` are of the shadow."""
    units: list[Unit] = []
    at, above = 0, ""
    while at < len(words) - 1:
        unit = _division(words, at, above) or _lower(words, at)
        if unit is None:
            break
        units.append(unit)
        at, above = unit.end, unit.name
    return tuple(units)


def _division(words: str, at: int, above: str) -> Unit | None:
    for end in range(min(len(words), at + _LONGEST), at + 1, -1):
        record = _record(words[at:end], above) or (None if above else _only_full(words[at:end]))
        if record is None or (record.name != words[at:end] and words[end : end + 1] and words[end] in _GO_ON):
            continue
        return Unit(at, end, record.name)
    return None


def _only_full(words: str) -> PlaceRecord | None:
    """A division whose full name several places bear: which one it is does not matter for its name."""
    bearers = [place for place in places().named(words) if place.name == words and place.level in DIVISIONS]
    return bearers[0] if bearers else None


def _lower(words: str, at: int) -> Unit | None:
    match = _LOWER.match(words, at)
    return None if match is None or match.end() - at < 2 else Unit(at, match.end(), match[0])


def is_level(name: str, level: str) -> bool:
    """Whether a unit is what 省, 县, 街道 … call it.

    >>> is_level("永新县", "县"), is_level("宁夏回族自治区", "区")
    (True, False)
    """
    if any(name.endswith(other) for other in _NOT_KINDS.get(level, ())):
        return False
    return any(name.endswith(kind) for kind in _KINDS.get(level, (level,)))


def full_name(words: str, context: Iterable[str]) -> str:
    """The full name of the one place that words mean in an article that names the places of `context`, or empty."""
    record = places().resolve(words, context)
    return record.name if record else ""
