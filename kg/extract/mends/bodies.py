"""Bodies that were taken for less or for more than one: 【甘肃省委】第五巡视组, 【某镇】代表队, 某局|联合|某校."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from kg.extract.mends.cutting import free, laid_over, made
from kg.model import Document, Mention

_N = "[一二三四五六七八九十]{1,3}"
_UNIT = re.compile(
    f"(?:派驻)?(?:第{_N})?(?:巡[视察]组|纪检(?:监察)?组|督[导察]组|检查组|指导组)|理论学习中心组|分团委|干部监督室|机关党委"
)
"""What belongs to a body right behind its name."""
_LOCAL = re.compile(
    "(?:代表队|体育总会|殡仪馆|气象[站局]|水文站|防指|防汛抗旱指挥部|供销合作社|人民法庭|融媒体?中心|救援队|志愿服务队"
    "|总场(?![地景面所]))(?!副?[一-鿿]{0,2}[长任])"
)
"""What makes a body of a place right before it."""
_AGENCY = re.compile("讯社(?![会区团])")
"""What 某国国家通 goes on with."""
_JOINED = re.compile(
    "(?<=[局委会部院校学府办队司团心馆社联厅站处所市县区镇乡村州省组])正?(?:联合(?!国(?!家)|作战|会|社|体|党|工会|支部|大学|医院|调|执法)|会同|依托|携手)(?=..)"
)
_AND = re.compile("(?<=[局委会部院校府办团厅站处所联])和(?=[省市县区州镇乡][一-鿿]{2})")
_LEAD = re.compile(
    "(?:(?:联合|会同)(?=[省市县区州旗镇乡团])|(?:施工|主办|承办|组织|罢工组织|运营|援建)方(?=.{4})|(?:相信|感谢|祝贺|欢迎|希望)(?=.{4}))"
)
_TAIL = re.compile("(?:合办|协办|主办|承办|有关(?:司局|部门|单位|处室|负责人)?)$")
_TOWN = re.compile("[省市县区州镇乡村]$|^中国$")
_SHORTEST = 2  # characters of a body before such a tail


def bodies(document: Document, mentions: Sequence[Mention]) -> list[Mention]:
    """The mentions, each body as one."""
    parted = [part for mention in mentions for part in _parted(document, mention)]
    return laid_over(parted, _longer(document, parted))


def _longer(document: Document, mentions: Sequence[Mention]) -> Iterator[Mention]:
    text = document.shadow
    for mention in mentions:
        if mention.type not in ("Organisation", "Place"):
            continue
        agency = text[mention.end - 1] == "通" and _AGENCY.match(text, mention.end)
        beyond = agency or (_UNIT if mention.type == "Organisation" else _LOCAL).match(text, mention.end)
        if beyond and free(mentions, mention.end, beyond.end()):
            yield made(document, mention.start, beyond.end(), "Organisation", "body.unit", mention.confidence)


def _parted(document: Document, mention: Mention) -> Iterator[Mention]:
    """A body, or those that one name runs over."""
    text, start, end = document.shadow, mention.start, mention.end
    if mention.type != "Organisation" or "“" in text[start:end]:
        yield mention
        return
    if lead := _LEAD.match(text, start, end):
        start = lead.end()
    if _TAIL.fullmatch(text, start, end):
        return  # 主办方有关部门 names nobody
    if tail := _TAIL.search(text, start + _SHORTEST, end):
        end = tail.start()
    joint = _JOINED.search(text, start + 1, end) or _AND.search(text, start + 1, end)
    if joint is None:
        same = (start, end) == (mention.start, mention.end)
        yield mention if same else _made(document, mention, start, end)
        return
    yield _made(document, mention, start, joint.start())
    yield _made(document, mention, joint.end(), end)


def _made(document: Document, mention: Mention, start: int, end: int) -> Mention:
    one = made(document, start, end, "Organisation", "body.one", mention.confidence)
    return replace(one, type="Place") if _TOWN.search(one.text) else one
