"""What ties a body or an office to one place or one institution, so that it can tell its people apart.

公安局 is the name of three thousand bodies, 鼓楼区委 of four; 江阴市公安局 and 国务院 are one each.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass

from kg.authority import PlaceRecord, places
from kg.resolve.prefixes import organ_prefix, organs_by_name, place_prefix
from kg.resolve.spoken import Setting

_NATIONAL = re.compile(
    r"国家|国务|中共中央|中央|全国|最高人民|联合国|中国(?=常?驻.{2,12}(?:大使|代表|总领事)$)"
)
_COUNTY = re.compile(r".{2,7}?(省|市|县|区|旗|州)")
_TOWN = re.compile(r".{1,7}?(镇|乡|村|街道|社区)")
_INSTITUTION = re.compile(r"(.{2,}?)(大学|学院|集团|公司|研究院|纪念馆|博物馆|日报|晚报|电视台)")
_PLAIN = frozenset(
    [
        "人民",
        "职业",
        "技术",
        "师范",
        "农业",
        "科技",
        "有限",
        "股份",
        "革命",
        "烈士",
        "民俗",
        "历史",
        "地方",
        "我国",
        "本地",
        "马克思主义",
        "继续教育",
        "文学",
        "医学",
        "法学",
        "经济管理",
        "信息",
        "国际",
        "艺术",
        "体育",
        "外国语",
    ]
)
_BRANCH = re.compile(r"中共(?!党|支部|总支|中央).{2,}?(支部|特委|工委|县委|地委|委员会)")
"""A party branch by its own name, as history knows them: 中共青溪支部."""

_PARTY = re.compile(r"[一-龥]{2,10}党(?:党首|主席|领袖|总书记|领导人|$)")
"""A party abroad, and who leads it: few countries have one of the very name, and fewer one led by somebody so called."""

LEVEL = re.compile(r"(本|该|我)?(省|市|县|区|州|旗|镇|乡|村|街道|社区)(?!民|区)")
"""How a name begins that was not completed: which 县委 it is, only the article's home tells."""


@dataclass(frozen=True, slots=True)
class Anchor:
    """A name told apart from all others like it, and the place that does it, where one does."""

    name: str
    place: PlaceRecord | None = None


def anchor(name: str, setting: Setting) -> Anchor | None:
    """The name of a body or office as it can only mean one; None where it could mean several.

    An ambiguous district is settled by the places that the article speaks of, a town or village by the county in
    which the article says it lies, or else by where the article plays.
    """
    if organ := organ_prefix(name):
        return Anchor(organs_by_name()[organ][0] + name[len(organ) :])
    if LEVEL.match(name):
        return Anchor(f"{name}（{setting.near}）") if setting.near else None
    prefix = place_prefix(name)
    if prefix:
        record = places().resolve(prefix, setting.places)
        return Anchor(record.key + name[len(prefix) :], record) if record else None
    if any(form.match(name) for form in (_NATIONAL, _COUNTY, _BRANCH)):
        return Anchor(name)
    if town := _TOWN.match(name):
        county = setting.counties.get(town[0]) or setting.near
        return Anchor(f"{name}（{county}）") if county else None
    if _PARTY.match(name):
        return Anchor(name)
    institution = _INSTITUTION.match(name)
    return Anchor(name) if institution and institution[1] not in _PLAIN else None


def told_apart(name: str, context: Collection[str]) -> str:
    """The name of a body or office, with its parent place where its district's name is borne by several."""
    prefix = place_prefix(name)
    if not prefix or len(places().named(prefix)) < 2:
        return name
    record = places().resolve(prefix, context)
    return f"{name}（{record.parents[0]}）" if record and record.key != record.name else name
