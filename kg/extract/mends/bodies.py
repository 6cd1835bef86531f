"""Bodies that were taken for more than one, or for what is no part of their name: 某局|联合|某校, 施工方|某公司."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from kg.extract.mends.cutting import made
from kg.model import Document, Mention

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
    return [part for mention in mentions for part in _parted(document, mention)]


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
