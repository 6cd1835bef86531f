"""Administrative units in names: 永新县龙源岭乡黄竹坪村 is 永新县, 龙源岭乡 and 黄竹坪村."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

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
    "区": ("自治区", "社区", "地区", "灌区", "库区", "景区", "牧区"),
    "市": (),
    "县": (),
}
DIVISIONS = frozenset(("province", "prefecture", "county", "zone", "former"))
# What the tables do not hold: the units below the county.
_LOWER = re.compile(
    "(?![百千各全本该]|[古老]村)[一-鿿]{1,8}?(?:街道办事处|街道|镇|苏木|社区|嘎查|(?<![农乡])村(?![口庄庙寨民])|(?<!城)乡(?![村镇]))"
)
_LONGEST = 12
_REMEMBERED = 1 << 16  # names; a corpus names the same places again and again
# Behind a short name these make another name: 三河坝, 龙泉镇, 凤凰岭.
_GO_ON = re.compile(
    "[省市县区州旗镇街路巷山岭峰河湖江海湾港岛坝堡堂嘴源口桥寺庙塔门寨屯坪沟湾坡洞关楼台园城铺店]|[一-鿿]?[镇乡](?!村振兴)|[一-鿿]?村(?!振兴)|[一-鿿]?社区|[一-鿿]{0,2}(?:苏木|嘎查)"
)


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit in a name: where it lies in it, its full name, and whether it stands in the tables
    (the county and above) or was told by its last word."""

    start: int
    end: int
    name: str
    division: bool = True


@lru_cache(maxsize=_REMEMBERED)
def _record(words: str, above: str) -> PlaceRecord | None:
    """The division that words name inside another one, or anywhere when `above` is empty."""
    record = places().resolve(words, (above,) if above else ())
    if record is None or record.level not in DIVISIONS:
        return None
    if not above and (is_common(words, record) or words == "全州"):
        return None  # 运河美术馆, 沿河公园; 全州 is the whole prefecture first of all
    if above and above not in record.parents:
        inside = [
            place for place in places().named(words) if above in place.parents and place.level in DIVISIONS
        ]
        return inside[0] if len(inside) == 1 else None
    return record


def is_common(words: str, record: PlaceRecord) -> bool:
    """Whether a short name of a place is also a common word (运河, 江南), so that it alone says nothing."""
    return bool(record.careful) and words != record.name and words[-1] not in "省市县区州旗盟"


@lru_cache(maxsize=_REMEMBERED)
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
        part = words[at:end]
        if not places().named(part):
            continue
        record = _record(part, above) or (None if above else _only_full(part))
        if record is None or (record.name != part and _goes_on(words, end, record)):
            continue
        return Unit(at, end, record.name)
    return None


def _goes_on(words: str, end: int, record: PlaceRecord) -> bool:
    """Whether what looked like a short name is the beginning of another: 东方红镇, 三河坝."""
    match = _GO_ON.match(words, end)
    if match is None or (record.level == "province" and len(match[0]) > 1):
        return False  # 浙江乌镇 lies in 浙江
    return all(
        _record(words[end:after], record.name) is None
        for after in range(end + 2, min(len(words), end + 5) + 1)
    )


def _only_full(words: str) -> PlaceRecord | None:
    """A division whose full name several places bear: which one it is does not matter for its name."""
    bearers = [place for place in places().named(words) if place.name == words and place.level in DIVISIONS]
    return bearers[0] if bearers else None


def _lower(words: str, at: int) -> Unit | None:
    match = _LOWER.match(words, at)
    return None if match is None or match.end() - at < 2 else Unit(at, match.end(), match[0], division=False)


def is_level(name: str, level: str) -> bool:
    """Whether a unit is what 省, 县, 街道 … call it.

    >>> is_level("永新县", "县"), is_level("宁夏回族自治区", "区")
    (True, False)
    """
    if any(name.endswith(other) for other in _NOT_KINDS.get(level, ())):
        return False
    return any(name.endswith(kind) for kind in _KINDS.get(level, (level,)))


def full_name(words: str, known: frozenset[str]) -> str:
    """The full name of the one place that words mean in an article that knows these places, or empty."""
    record = places().choose(words, known)
    return record.name if record else ""


@lru_cache(maxsize=_REMEMBERED)
def short_level(name: str) -> str:
    """The name by which offices call an autonomous unit: 循化撒拉族自治县 → 循化县; others as they are."""
    for ending, level in (("自治县", "县"), ("自治州", "州")):
        if name.endswith(ending):
            record = next((place for place in places().named(name) if place.name == name), None)
            if record is not None and record.short and not record.short.endswith(level):
                return record.short + level
    return name


def mentioned(shadow: str, level: str) -> list[tuple[int, str]]:
    """The divisions of a level that a text names in full anywhere, by position."""
    found = []
    for match in re.finditer(level, shadow):
        for length in range(_LONGEST, 1, -1):
            name = shadow[max(0, match.end() - length) : match.end()]
            if (
                len(name) == length
                and name[0] not in "全各本该和"  # 团县委和县委: not of the county of 和
                and not (name == "代县" and shadow[match.end() : match.end() + 1] == "长")
                # 某局会同县委: a place whose short name is a word is not read off running text
                and any(place.name == name and not place.careful for place in places().named(name))
            ):
                found.append((match.end() - length, name))
                break
    return found
