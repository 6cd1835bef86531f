"""Which place a name means: by the tables and the article's other places, or by where the article says it lies; and the
names that stay open."""

from __future__ import annotations

import re

from kg.authority import PlaceRecord, places
from kg.model import Ref
from kg.resolve.spoken import Setting

_LOCAL = re.compile(r"(村|镇|乡|街道|社区|(?<![铁公高])路|街|巷|组|屯|庄|里|苑|小区)$")
"""Places whose names are given many times over. Rivers, mountains, regions and railways bear theirs alone."""

_STEM = re.compile(r"(?:村|镇|乡|街道|社区|路|街|巷|组|屯|庄|里|苑|小区)$")
_COMMON_STEM = re.compile(
    r".|[东西南北中新大小上下前后老][东西南北中新大小上下前后老村庄街屯]|新村|中心|城关|解放|和平|红旗|团结|胜利|幸福|光明|建设|人民|民主|友谊"
    r"|东风|红星|永安|太平|兴隆|新华|新建|新民|中山|文化|朝阳|向阳|前进|先锋|五一|八一|东方"
)
"""What so many villages and streets are called that one prefecture may have two."""

_COUNTIES = ("county", "zone")
_LOW = ("county", "zone", "prefecture")


def is_rare(name: str) -> bool:
    """Whether a village or a street is none of those of whose name a prefecture may have two."""
    return not _COMMON_STEM.fullmatch(_STEM.sub("", name))


def key_of_place(name: str, setting: Setting) -> str | None:
    """The key of a place: that of the tables, or the name where it can mean but one or stays open; None for a town,
    village or street that no table holds."""
    record = places().resolve(name, setting.places)
    if record is not None:
        return record.key
    return None if _LOCAL.search(name) and not places().named(name) else name


def evidence_of_place(ref: Ref, setting: Setting) -> set[str]:
    """The lowest places of the tables in which the article says that a place lies, the county where it names one, else
    the home place of the article; and the prefecture above it, unless many are called so."""
    said = [places().resolve(name, setting.places) for name in setting.within.get(ref, ())]
    known = [record for record in said if record is not None]
    counties = [record for record in known if record.level in _COUNTIES]
    lowest = counties or sorted(known, key=lambda record: -len(record.parents))[:1]
    if not lowest and (home := places().by_key(setting.home)) and home.level in _LOW:
        lowest = [home]
    found = {record.key for record in lowest}
    if is_rare(ref.name):
        found.update(key for record in lowest for key in _prefecture(record))
    return {f"in:{key}" for key in found}


def _prefecture(record: PlaceRecord) -> list[str]:
    """The key of the prefecture, or city under the state, above a county."""
    if record.level not in _COUNTIES:
        return []
    above = [r for name in record.parents[:1] for r in places().named(name) if r.name == name]
    return [r.key for r in above[:1] if r.level == "prefecture" or len(record.parents) == 1]
