"""Which place a name means: by the tables and the article's other places, or by where the article says it lies; and the
names that stay open. What tells those apart is read by `kg.resolve.nearby`."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache

from kg.authority import PlaceRecord, places
from kg.authority.tables import rows
from kg.model import Ref
from kg.resolve.spoken import Setting
from kg.resources import folder

_LOCAL = re.compile(r"(村|镇|乡|街道|社区|(?<![铁公高])路|街|巷|组|屯|庄|里|苑|小区)$")
"""Places whose names are given many times over. Rivers, mountains, regions and railways bear theirs alone."""

_STEM = re.compile(r"(?:村|镇|乡|街道|社区|路|街|巷|组|屯|庄|里|苑|小区)$")
_COMMON_STEM = re.compile(
    r".|[东西南北中新大小上下前后老][东西南北中新大小上下前后老村庄街屯]|新村|中心|城关|解放|和平|红旗|团结|胜利|幸福|光明|建设|人民|民主|友谊"
    r"|东风|红星|永安|太平|兴隆|新华|新建|新民|中山|文化|朝阳|向阳|前进|先锋|五一|八一|东方"
)
"""What so many villages and streets are called that one prefecture may have two."""

_NATURE = ("water", "mountain")


def is_rare(name: str) -> bool:
    """Whether a village or a street is none of those of whose name a prefecture may have two."""
    return not _COMMON_STEM.fullmatch(_STEM.sub("", name))


def key_of_place(name: str, setting: Setting) -> str | None:
    """The key of a place: that of the tables, or the name where it can mean but one or stays open; None for a town,
    village or street that no table holds, and for a mountain or a lake of a name that many bear."""
    record = places().resolve(name, setting.places)
    if record is not None and record.level in _NATURE:
        said = said_to_hold(Ref("Place", name), setting)
        # 玄武湖 is Nanjing's, and not the one that an article puts into another city.
        elsewhere = bool(record.parents and said) and not any(
            record.parents[0] in (place.name, *place.parents) or place.name in record.parents
            for place in said
        )
        return None if elsewhere or (name in common_places() and not record.parents) else record.key
    if record is not None:
        return record.key
    local = _LOCAL.search(name) or name in common_places()
    return None if local and not places().named(name) else name


def said_to_hold(ref: Ref, setting: Setting) -> list[PlaceRecord]:
    """The places in which the article says that a place lies."""
    said = [places().resolve(name, setting.places) for name in setting.within.get(ref, ())]
    return [record for record in said if record is not None]


def within(ref: Ref, setting: Setting) -> str:
    """The key of the one lowest place in which the article says that a place lies; "" where it says none or several."""
    said = {record.key: record for record in said_to_hold(ref, setting)}
    above = {name for record in said.values() for name in record.parents}
    lowest = [key for key, record in said.items() if record.name not in above]
    return lowest[0] if len(lowest) == 1 else ""


def divisions(names: Iterable[str], known: frozenset[str]) -> list[PlaceRecord]:
    """The divisions and places abroad of these names among others, widened; none where they lie in several provinces or
    countries."""
    records = (places().choose(name, known) for name in sorted(names))
    found = [record for record in records if record and (record.code or places().is_abroad(record))]
    return found if len({top(record) for record in found}) == 1 else []


def top(record: PlaceRecord) -> str:
    """The province or country in which a place lies, or that it is."""
    return record.parents[-1] if record.parents else record.name


@cache
def common_places() -> frozenset[str]:
    """Names that mountains and waters bear in many places, from data/identity/common_places.tsv."""
    table = rows(folder("data") / "identity" / "common_places.tsv", ("name",))
    return frozenset(name for _, (name,) in table)
