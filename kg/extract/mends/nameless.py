"""Common nouns that were taken for names: 全国博物馆, 5A级景区, 四处旧址, 大中小学, and 乡政府 in 省、市、县、乡政府."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from kg.extract.grammar.lexicon import pattern, words
from kg.model import Document, Mention

_COUNTED = "[一二两三四五六七八九十百几多数]+[处座个家栋间排眼孔批片]|[0-9]*[1-5]?A级?"
_LIST = re.compile("[省市县区乡镇]、")
_LEVEL = re.compile("[省市县区乡镇](?:政府|人大|政协|党委)")
_EACH = re.compile("各(?!国议会联盟)|一[一-鿿]一[一-鿿]$")
_AT_WAR = re.compile(
    "(?!.*(?:红|新四军|八路军|解放军|志愿军|义勇军|抗|纵队|旧))"
    ".*(?:军|武装|雇佣兵)[一-鿿]{0,4}(?:集结地|指挥所|营地|据点|阵地|武器库|燃料库|弹药库|装甲车)"
)
"""以军集结地: where armies of today are, and no sight."""
_TOLD = re.compile("[一-鿿]{0,2}媒体?(?:称|说|报道|披露|曝)")
"""美媒称…: whose words a headline gives."""
_GOAL = re.compile("(?:互利|互信|互鉴|共赢|拱火|拱火冲突|浇油)$")
_PAIR = re.compile("中[一-鿿]")
_NO_PAIR = frozenset(
    ["中亚", "中东", "中西", "中欧", "中国", "中原", "中部", "中非", "中拉", "中关", "中山", "中卫"]
)
_TIES = re.compile("两国|双方|双边|互利|友好|友谊|务实合作|关系|建交|全面战略")
"""What stands behind a pair of states, 中南 for China and South Africa."""
_UNTOUCHED = frozenset(("Date", "Figure", "Work", "Role"))


def nameless(document: Document, mentions: Sequence[Mention]) -> list[Mention]:
    """The mentions without those."""
    return [mention for mention in mentions if not _is_common(document.shadow, mention)]


def _is_common(text: str, mention: Mention) -> bool:
    name = text[mention.start : mention.end]
    if mention.type not in _UNTOUCHED and (_TOLD.match(name) or _GOAL.search(name)):
        return True
    if mention.type == "Place" and _PAIR.fullmatch(name) and name not in _NO_PAIR:
        return _TIES.match(text, mention.end) is not None
    if mention.type == "Site":
        return not mention.by.startswith("gazetteer.") and _common_site(name)
    if mention.type == "Organisation" and _LEVEL.fullmatch(name):
        return _LIST.fullmatch(text, max(0, mention.start - 2), mention.start) is not None
    if mention.type == "Organisation" and _EACH.match(name):
        return True
    return name in words(f"nameless.{mention.type}")


def _common_site(name: str) -> bool:
    if name in words("nameless.Site.alone") or _AT_WAR.fullmatch(name):
        return True
    head = _heads().search(name)
    return head is not None and head.start() > 0 and _modifiers().fullmatch(name, 0, head.start()) is not None


@cache
def _modifiers() -> re.Pattern[str]:
    return re.compile(f"(?:{_COUNTED}|{pattern('nameless.Site').pattern})++")


@cache
def _heads() -> re.Pattern[str]:
    """The longest head that a name ends with."""
    return re.compile(f"(?:{pattern('nameless.Site.heads').pattern})$")
