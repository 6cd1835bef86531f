"""Organisations: one name for each, however it is written, and what its name says of the body above it and its seat."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache, lru_cache

from kg.authority.tables import rows
from kg.errors import RuleError
from kg.resolve.forms import written_alike
from kg.resolve.prefixes import country_prefix, full_country, organ_prefix, organs_by_name, place_prefix
from kg.resources import folder

_LOCAL_PARTY = re.compile(r"^(?:中共|中国共产党)(?=.{1,12}?(?:省|市|县|区|州|旗|镇|乡)委)")
_LOCAL_COMMITTEE = re.compile(
    r"^(?:中共|中国共产党)(?=.{1,12}?(?:省|市|县|区|州|旗|镇|乡)委员会$)(?P<place>.+)委员会$"
)
_LEAGUE = re.compile(
    r"^(?:共青团|中国共产主义青年团|团)(?P<place>.{1,12}?(?:省|市|县|区|州|旗|镇|乡))委(?:员会)?(?P<rest>.*)$"
)
_LEAGUE_AFTER = re.compile(r"^(?P<place>.{2,8}?)团(?P<level>[省市县区州旗])委(?P<rest>.*)$")
_UNKNOWN_UNIT = re.compile(r"^[一-龥]{2,6}?(?:自治县|自治州|省|市|县|区|旗|镇|乡|街道)(?=[一-龥]{2})")
_BROADCASTER = re.compile(
    r"^(?:中国)?(?:中央广播电视总台|总台)?(?:央视)?(?P<channel>(?:综合|新闻|财经|综艺|中文国际|国防军事|农业农村|体育|音乐|戏曲|电影|社会与法|科教|少儿)频道)$"
)
_OF_CHINA = re.compile(r"^(?:中国|中华人民共和国)(?=.{3})")
_CHANNEL = "中央广播电视总台央视"
_OWN = ("state", "party", "people")

_FORMER, _SAME = ("former", "name", "year", "how"), ("type", "name", "canonical")


@lru_cache(maxsize=1 << 16)
def canonical(name: str) -> str:
    """The one name of an organisation: 中共江苏省委宣传部 → 江苏省委宣传部, 无锡市文旅局 → 无锡市文化和旅游局, 团省委 of
    Jiangsu → 共青团江苏省委, 中国外交部 → 外交部. An office is treated alike by the body that its name begins with.

    >>> canonical("中共青溪县委宣传部"), canonical("江苏省人民政府"), canonical("中共中央")
    ('青溪县委宣传部', '江苏省政府', '中共中央')
    """
    name = _of_same_name(name if name in organs_by_name() else written_alike(name).translate(_QUOTES))
    name = renamed().get(name, name)
    if channel := _BROADCASTER.match(name):
        return _CHANNEL + channel["channel"]
    if league := _LEAGUE.match(name) or _LEAGUE_AFTER.match(name):
        return _of_league(league)
    name = _LOCAL_COMMITTEE.sub(lambda match: match["place"] + "委", name)
    name = _LOCAL_PARTY.sub("", name)
    home = _OF_CHINA.sub("", name)
    if home != name and organs_by_name().get(home, ("", ""))[1] in _OWN:
        name = home
    return _formed(_company(_ministry(full_country(_of_organ(name)))))


_PART = re.compile("[一-龥]{2,}(?:所|台|院|局|司|中心|医院|学院|分院|大学|实验室|基地|站|馆|队)$")


def _of_organ(name: str) -> str:
    """A part of a national organ behind its full name: 中科院国家天文台 → 中国科学院国家天文台."""
    above = organ_prefix(name)
    full, kind = organs_by_name().get(above, ("", ""))
    parted = full and above != full and name != above and kind in _OWN
    if not parted or name in organs_by_name() or not _PART.fullmatch(name, len(above)):
        return name
    return full + name[len(above) :]


_TELLING = 5
"""Characters from which on another name of a body is one where an office or a part follows it."""


def _of_same_name(name: str) -> str:
    """The name with the body that it is or begins with by the name that is kept."""
    same = same_names("Organisation")
    if name in same:
        return same[name]
    for end in range(len(name) - 1, _TELLING - 1, -1):
        if name[:end] in same and not name.startswith(same[name[:end]]):
            return same[name[:end]] + name[end:]
    return name


def _ministry(name: str) -> str:
    """The name with the short form of a ministry abroad: 黎巴嫩公共卫生部 → 黎巴嫩卫生部."""
    land = country_prefix(name)
    if not land or not name.startswith(land):
        return name
    rest = name[len(land) :]
    form = next((form for form in _ministries() if rest.startswith(form)), "")
    return land + _ministries()[form] + rest[len(form) :] if form else name


@cache
def _ministries() -> Mapping[str, str]:
    """Forms of ministries' names, from data/identity/ministry_forms.tsv."""
    table = rows(folder("data") / "identity" / "ministry_forms.tsv", ("form", "canonical"))
    return dict(sorted((cells[0], cells[1]) for _, cells in table))


_INCORPORATED = re.compile(
    r"(?:(?<=集团)|(?<=集团）))(?:股份|控股)?(?:有限责任|有限|股份)?公司$|(?<=银行|医院|保险|电网|证券|学院)(?:股份)?有限(?:责任)?公司$"
    r"|(?<=南方电网|国家电网)公司$"
)
_LIABLE = re.compile("有限责任公司$")
_QUOTES = str.maketrans("", "", "“”‘’")

_FIRM = re.compile("(?P<name>[一-龥A-Za-z·]{2,10}?)(?:集团|公司|银行|电视台|航空)$")
_OF_A_LAND = re.compile(
    "国[家有民防营立]|中央|联邦|全国|皇家|航|石油|天然气|铁路|铁道|电[力信视网]|能源|钢铁|汽车|投资|商业|[工农林渔牧矿]业|开发|发展|进出口"
    "|储备|广播|公共|建设|社会|独立|新闻|军|核|原子|黄金|卫星|太空|空间|造船|海运|港|保险|最大|[一两三多几各]家|外资|跨国|大型|知名|有关|相关|主要|中小|科技|半导体"
    "|医药|制药|软件|互联网|社交|输油|管道|国际|人民|证券|信贷|储蓄|合作|地方|私营|民营|上市|金融|物流|运输|食品|粮食"
)
"""How the names of those begin that are a country's, and named so in every one: 美国国家电视台 is no other than of America."""


def _company(name: str) -> str:
    """A group by its full name where the lists have it, and else without the words for its legal form."""
    known = organs_by_name()
    if name in known:
        return name
    group = _INCORPORATED.sub("", _LIABLE.sub("有限公司", name))
    return f"{group}有限公司" if f"{group}有限公司" in known else _abroad(group)


def _abroad(name: str) -> str:
    """A firm abroad by its own name, without the country: 泰国正大集团 is 正大集团."""
    land = country_prefix(name)
    firm = _FIRM.fullmatch(name, len(land)) if land and name.startswith(land) else None
    return name[len(land) :] if firm and not _OF_A_LAND.match(firm["name"]) else name


def _of_league(match: re.Match[str]) -> str:
    found = match.groupdict()
    place = found["place"]
    if level := found.get("level"):
        place = place if place.endswith(level) else place + level
    return f"共青团{place}委{found['rest']}"


def _formed(name: str) -> str:
    """The name with the form of its body that is kept."""
    unit = place_prefix(name) or ((found := _UNKNOWN_UNIT.match(name)) and found[0]) or ""
    if not unit:
        return name
    rest = name[len(unit) :]
    if rest.startswith("团委"):
        return f"共青团{unit}委{rest[2:]}"
    longest = min(len(rest), _longest_form())
    for length in range(longest, 1, -1):
        if kept := _forms().get(rest[:length]):
            # 南京市交通局 and 南京市交通局长 are of one body; 人民政府 is no 人民.
            return unit + kept + rest[length:]
    return name


@cache
def _forms() -> Mapping[str, str]:
    path = folder("data") / "identity" / "organisation_forms.tsv"
    table = {form: kept for _, (form, kept) in rows(path, ("form", "canonical"))}
    # What is kept stands for itself, lest a shorter form be found in it: 法院 in 法院, 人大 in 人大常委会.
    return {**{kept: kept for kept in table.values()}, **table}


@cache
def _longest_form() -> int:
    return max(map(len, _forms()))


@cache
def same_names(type_: str) -> Mapping[str, str]:
    """Name → canonical name, of a type, from data/identity/same_names.tsv."""
    path = folder("data") / "identity" / "same_names.tsv"
    return {name: kept for _, (kind, name, kept) in rows(path, _SAME) if kind == type_}


@cache
def renamed() -> Mapping[str, str]:
    """Former name → name since, of bodies that stayed the same, from data/identity/renamings.tsv.

    Raises:
        RuleError: a change is neither renamed, merged nor split, or its year is no year.
    """
    path = folder("data") / "identity" / "renamings.tsv"
    found: dict[str, str] = {}
    for number, (former, name, year, how) in rows(path, _FORMER):
        if how not in ("renamed", "merged", "split") or not re.fullmatch(r"\d{4}", year):
            raise RuleError(f"{path}:{number}: {year!r} {how!r} is no year and renamed, merged or split")
        if how == "renamed":
            found[former] = name
    return found
