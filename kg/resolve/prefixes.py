"""What a name begins with: a place, a foreign country, an organ that is known."""

from __future__ import annotations

from functools import cache, lru_cache

from kg.authority import PlaceRecord, organs, places

_LONGEST = 14  # characters of the longest place name that is looked for: 延边朝鲜族自治州 and its like


@lru_cache(maxsize=1 << 16)
def place_prefix(name: str) -> str:
    """The longest full name of a place that a name begins with, and goes on after. Short ones are words as well:
    公安局 is not of 公安县."""
    for length in range(min(len(name) - 1, _LONGEST), 1, -1):
        if any(record.name == name[:length] for record in places().named(name[:length])):
            return name[:length]
    return ""


@lru_cache(maxsize=1 << 16)
def organ_prefix(name: str) -> str:
    """The longest name of a known organ that a name is or begins with."""
    known = organs_by_name()
    return next(
        (name[:end] for end in range(min(len(name), _longest_organ()), 2, -1) if name[:end] in known), ""
    )


@lru_cache(maxsize=1 << 16)
def country_prefix(name: str) -> str:
    """The foreign country whose name, or the name of a place in it, a name begins with."""
    known = places()
    for length in range(min(len(name), _LONGEST), 1, -1):
        for record in known.named(name[:length]):
            if known.is_abroad(record):
                return country(record)
    return ""


def country(record: PlaceRecord) -> str:
    """The country that a place abroad is or lies in."""
    return record.name if record.level == "country" or not record.parents else record.parents[-1]


@cache
def organs_by_name() -> dict[str, tuple[str, str]]:
    """Name of an organ → its full name and its kind; without the names that mean something else as well."""
    return {
        name: (record.canonical, next(iter(record.get("kind")), ""))
        for record in organs()
        for name in record.names
        if name not in record.careful or name == record.canonical
    }


@cache
def _longest_organ() -> int:
    return max(map(len, organs_by_name()), default=0)
