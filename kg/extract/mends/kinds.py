"""Types that the last word of a name settles: schools, courts and embassies are bodies, centres for fairs and games sites,
academicians offices."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from kg.authority import places
from kg.extract.mends.cutting import free
from kg.model import Document, Mention

_BODY = re.compile(
    "(?:使馆|领事馆|领馆|[中小]学|医院|派出所|司法所|公司|法院|检察院|[酒食品服]厂|污水处理厂|(?:艺术|[汉京越话豫评粤川昆舞]|花鼓|秦腔|芭蕾|木偶)剧院)$"
)
_OLD = re.compile("列宁|红军|红色|苏维埃|抗大|战地|野战|后方|八路军|新四军|学堂|旧|老|故")
"""What makes a school or a hospital one of old, which is visited."""
_SITE = re.compile("(?:博览|会展|会议|体育|奥体)中心$|纪念[馆塔碑亭]$|烈士陵园$")
_TREATY = re.compile("(?:协定|条约)$")
_INITIATIVE = re.compile("(?:21世纪)?海上丝绸之路|丝绸之路经济带")
_ACADEMICIAN = re.compile("(?:资深|外籍)?院士")
_ACADEMIES = frozenset(("中国科学院", "中国工程院"))


def kinds(document: Document, mentions: Sequence[Mention]) -> list[Mention]:
    """The mentions, each of the type that its name tells."""
    return [_told(document, mentions, mention) for mention in mentions]


def _told(document: Document, mentions: Sequence[Mention], mention: Mention) -> Mention:
    text, start, end = document.shadow, mention.start, mention.end
    if mention.type == "Site" and not mention.by.startswith("gazetteer."):
        if _BODY.search(text, start, end) and not _OLD.search(text, start, end):
            return replace(mention, type="Organisation", by="mends.kind/1")
        if (record := places().resolve(text[start:end], ())) is not None and places().is_abroad(record):
            return replace(mention, type="Place", canonical=record.name, by="mends.kind/1")  # 约翰内斯堡
    elif (mention.type == "Route" and _INITIATIVE.fullmatch(text, start, end)) or (
        mention.type == "Place" and _TREATY.search(text, start, end)
    ):
        return replace(mention, type="Policy", by="mends.kind/1")
    elif mention.type == "Organisation":
        if _TREATY.search(text, start, end):
            return replace(mention, type="Policy", by="mends.kind/1")
        if _SITE.search(text, start, end):
            return replace(mention, type="Site", by="mends.kind/1")
        if (
            text[start:end] in _ACADEMIES
            and (office := _ACADEMICIAN.match(text, end))
            and free(mentions, end, office.end())
        ):
            words = document.article.text[start : office.end()]
            return Mention(start, office.end(), "Role", words, words, "mends.kind/1", mention.confidence)
    return mention
