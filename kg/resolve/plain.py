"""Words of a name that make no other thing of it: 某某景区 is 某某, 杭州第19届亚运会 the only 第19届亚运会."""

from __future__ import annotations

import re
from functools import cache

from kg.authority import places, sites

_SCENIC = re.compile("(?<=[一-龥][一-龥][一-龥])(?:风景名胜区|旅游景区|风景区|景区)$")
_NATIONAL = re.compile("中国(?=国家[一-龥]{3})")
_QUOTED_ACTIVITY = re.compile("(?<=”)(?:主题|系列|实践|专题)+活动$")
_NUMBERED = re.compile(
    r"第(?:\d{1,3}|[一二三四五六七八九十百]{1,5})[届次].*(?:亚洲|亚运|亚残|亚冬|世界|国际|全国|奥运|奥林匹克|残奥|大运会)"
)
_COMMITTEE = re.compile(r"(?<=[党社盟会进])中央委员会$")
_AIRLINE = re.compile("(?<=航空)(?:集团)?公司$")


def plain(type_: str, name: str) -> str:
    """The name without them.

    >>> plain("Site", "某某大峡谷景区"), plain("Event", "杭州第19届亚运会开幕式"), plain("Event", "江苏省第十届运动会")
    ('某某大峡谷', '第19届亚运会开幕式', '江苏省第十届运动会')
    """
    if type_ == "Site":
        name = _SCENIC.sub("", name)
        return name if name in _listed_sites() else _NATIONAL.sub("", name, count=1)
    if type_ == "Campaign":
        return _QUOTED_ACTIVITY.sub("活动", name)
    if type_ == "Event":
        where = re.match("[一-龥]{2,5}(?=第)", name)
        # A province has its own 第十届运动会; of those of nations and the world there is one.
        there = where and places().named(where[0]) and _NUMBERED.match(name, where.end())
        return name[where.end() :] if where and there else name
    if type_ == "Organisation":
        return _AIRLINE.sub("", _COMMITTEE.sub("中央", name))
    return name


@cache
def _listed_sites() -> frozenset[str]:
    return frozenset(name for record in sites() for name in record.names)
