"""What a name begins with: a place, a foreign country, an organ that is known."""

from __future__ import annotations

import re
from functools import cache, lru_cache

from kg.authority import PlaceRecord, organs, places
from kg.authority.tables import rows
from kg.resources import folder

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
    return short_countries().get(name[:1], "") if _AFTER_SHORT.match(name, 1) else ""


_AFTER_SHORT = re.compile(
    r"常?驻|看守政府|副?(?:总统|总理|首相|外长|防长|财长|国务卿|参议员|众议员|外交部|国防部|财政部|官员|总检察长)"
)
"""What follows a country's name of one character: 俄驻美大使, 美财长."""


_ORGAN_AFTER_SHORT = re.compile(
    r"(?:国防部|外交部|军方|空军|陆军|海军|黑海舰队|防空部队|防空军|武装部队|武装力量|政府|总统办公室|卫生部|内政部|财政部|能源部|总统|总理|首相"
    r"|外长|防长|财长)"
)


def full_country(name: str) -> str:
    """The name with the country that it begins with in full: 乌国防部 → 乌克兰国防部, 俄总统 → 俄罗斯总统."""
    full = short_countries().get(name[:1])
    if full and _ORGAN_AFTER_SHORT.match(name, 1):
        return full + name[1:]
    if state := _STATE.match(name):
        land = country_prefix(state["land"] + "，")
        return (land + name[state.end() :]) if land else name
    return name


_STATE = re.compile(
    r"(?P<land>[一-龥]{2,8}?)(?:联邦|人民|民主|社会主义|伊斯兰|多民族|玻利瓦尔|合作|东方)*(?:共和国|王国|独立国)(?=总统|总理|首相|国王|国家主席|外长|政府|外交部|国防部|议会|驻)"
)
"""Countries by the name of their state: 秘鲁共和国总统."""


@cache
def short_countries() -> dict[str, str]:
    """Country as headlines shorten it → its name, from data/identity/countries_short.tsv."""
    path = folder("data") / "identity" / "countries_short.tsv"
    return {short: full for _, (short, full) in rows(path, ("short", "country"))}


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
