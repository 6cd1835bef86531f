"""What an office says of who holds it: where in the country or the world, and how high."""

from __future__ import annotations

import re
from dataclasses import dataclass

from kg.authority import PlaceRecord, places
from kg.resolve.organisations import canonical
from kg.resolve.prefixes import country_prefix, organ_prefix, organs_by_name, place_prefix

_LEADING = re.compile(
    r"委?(?:常务)?副?(?:书记|常委|秘书长)"
    r"|(?:人民)?(?:政府)?(?:常务)?副?[省市县区州盟旗]?长|(?:政府|自治区)?(?:党组)?副?(?:主席|书记|成员|秘书长)"
    r"|(?:人大常委会|人大|政协|监委|纪委|人民政府|政府)(?:党组)?(?:常务)?副?(?:书记|主任|主席|秘书长|成员)"
    r"|委(?:常委)?[、，]?(?:宣传部|组织部|统战部|政法委)(?:部长|书记)"
)
"""What a leading post of a province, prefecture or county is called after the place's name."""

_HEAD = re.compile(
    r"(?:部长|部部长|主任|书记|主席|委员长|院长|检察长|局长|署长|行长|秘书长|总理|国务委员|发言人|会长|理事长)$"
)
"""How posts at the head of a national organ end."""


@dataclass(frozen=True, slots=True)
class Office:
    """An office or a body as it places those who hold or belong to it.

    `place` is the division whose name it begins with, `country` the foreign country, `national` whether it is of an
    organ of the whole nation, `leading` whether it is one of the leading posts there.
    """

    name: str
    place: PlaceRecord | None = None
    country: str = ""
    national: bool = False
    leading: bool = False


_BEFORE = re.compile(
    r"^(?:第?[0-9一二三四五六七八九十百]+届|(?:前|原|现任|时任|候任|新任|当选)(?![一-龥]?线|[门进])){1,2}"
)
"""What is no part of an office's name: 前总理, 第78届联合国大会主席."""


_MINISTERS = (
    ("外长", re.compile(r"(?:外交(?:事务)?(?:部?部?长|大臣)|外相)$")),
    ("防长", re.compile(r"(?:国防(?:部?部?长|大臣)|防卫相)$")),
    ("财长", re.compile(r"(?:财政(?:部?部?长|大臣)|财务相)$")),
)


def minister(name: str) -> str:
    """The office of a minister abroad, as it is called for short: 匈牙利外交部长 → 匈牙利外长."""
    for short, long in _MINISTERS:
        name = long.sub(short, name)
    return name


_CHAIR = re.compile(r"^[一-龥]{2,20}?(?:轮值主席国?|主席国|东道主|东道国|主办国|高级官员和)(?=[一-龥]{3})")
"""What a country is for the time being, before the post there: 非盟轮值主席科摩罗总统. A host is named with his company:
某国高级官员和中国驻某国大使."""


_BESIDE = re.compile(r"(?<=[一-龥][一-龥])（[^（）]{1,8}）(?=$|副?[校院所台社馆]长)")
"""What an office is called as well: 中央党校校长（国家行政学院院长）."""

_TERM = re.compile(r"(?<=[党社盟会进革建])(?:第[一二三四五六七八九十]{1,4}届)?中央委员会(?=[一-龥]{2})")
"""The central body of a party in an office there, whichever it was."""

_INSIDE = re.compile(
    r"(?<=[一-龥]{2})原(?=党[组委]|副?(?:书记|主[席任]|[部局院行厅校处署]长|总)|常委|委员|成员)"
)
"""A former post of a body, told after the body's name: 青溪县政协原主席."""


def _of_state(name: str, country: str) -> str:
    """An office with its country by the name that this is known by: 厄立特里亚国总统 → 厄立特里亚总统."""
    for end in range(min(len(name), _LONGEST_STATE), 1, -1):
        if any(record.name == country for record in places().named(name[:end])):
            return country + name[end:]
    return name


_LONGEST_STATE = 14


def plain(name: str) -> str:
    """The words for an office without what is not part of it.

    >>> plain("非盟轮值主席科摩罗总统"), plain("瑞士高级官员和中国驻瑞士大使"), plain("科摩罗前总统")
    ('科摩罗总统', '中国驻瑞士大使', '科摩罗前总统')
    """
    name = _TERM.sub("中央", _BESIDE.sub("", _INSIDE.sub("", _BEFORE.sub("", name))))
    bare = _CHAIR.sub("", name)
    kept = bare != name and (bare.startswith("中国驻") or country_prefix(bare))
    return bare if kept else name


def office(name: str, context: frozenset[str]) -> Office:
    """What the name of an office or body says."""
    name = canonical(plain(name)).replace("特区", "特别行政区")
    if organ := organ_prefix(name):
        kind = organs_by_name()[organ]
        rest = name[len(organ) :]
        if kind[1] in ("foreign", "international"):
            return Office(kind[0] + rest, country=country_prefix(organ) or country_prefix(kind[0]) or kind[0])
        if kind[1] in ("state", "party", "people", "military"):
            return Office(kind[0] + rest, national=True, leading=bool(_HEAD.search(rest)))
        return Office(kind[0] + rest)
    if abroad := country_prefix(name):
        return Office(minister(_of_state(name, abroad)), country=abroad)
    prefix = place_prefix(name)
    record = places().resolve(prefix, context) if prefix else None
    if record is None or not record.code:
        return Office(name)
    return Office(name, record, leading=bool(_LEADING.fullmatch(name, len(prefix))))
