"""What names say of the things above: the body that a body is part of, the place of its seat, the campaign that a local
one is part of. The mention of the name is the proof."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import cache, lru_cache

from kg.authority import campaigns, places
from kg.model import Document, Fact, Mention, Ref
from kg.resolve.organisations import canonical
from kg.resolve.posts_abroad import with_countries
from kg.resolve.prefixes import organs_by_name, place_prefix

PARENT, SEAT, BROADER = "resolve.org.parent/1", "resolve.org.seat/1", "resolve.campaign.broader/1"

_CONFIDENCE = {PARENT: 0.95, SEAT: 0.97, BROADER: 0.97}
"""The share of facts that are right among those read, see docs/identity.md."""

_UNIT = r"[一-龥]{1,10}?(?:省|市|县|区|州|盟|旗|镇|乡|街道)|[省市县区州旗镇乡]"
_BODY = re.compile(
    rf"(?:{_UNIT})(?:纪委监委|纪委|委|人大常委会|人大|政协|政府|监委|公安厅|公安局|[一-龥]{{2,12}}(?:厅|局|委员会))"
    r"|[^省市县区]{0,8}[一-龥]{2,}(?:大学|学院|集团|有限公司|公司|医院|总队|军区|战区|科学院|研究院|银行|总工会|总局|集团军|方面军)"
)
"""Names of bodies that have parts of their own."""

_PART = re.compile(
    r"(?!的|和|与|业|路|街|监委|国家监委|省|市|县|区|员|副|会同|联合[一-龥]{1,6}部$|下属|遭|同)(?:[一-龥第（）]{0,14}?)"
    r"(?:部|办公厅|办公室|(?<!交)办|(?<!公)司|处|科|学院|学部|系|研究院|研究所|研究中心|中心|党组|党委|党支部|党总支|机关|团委|工会|纪委|分校|分行|支行|分局"
    r"|分公司|分院|支队|大队|中队|总队|仪仗队|军乐团|党校|委|委员会|常委会|专委会|工委|工作组|监测站|出版社|第[一-龥]{1,3}医院|附属[一-龥]+|海军|陆军|空军|火箭军)"
)
"""What parts of a body are called after its name."""

_INTERNATIONAL_PART = re.compile(
    r".{0,14}(?:组织|署|基金会|理事会|安理会|大会|委员会|办公室|协调厅|近东.*处|高级专员.*)"
)
_CENTRAL = re.compile(r"(?:中共)?中央(?!军委|纪委|人民|广播|电视|气象|民族|音乐|戏剧|美术|财经大学|企业)")
_KINDS = frozenset(
    {"state", "party", "people", "military", "international", "foreign", "company", "school", "media"}
)
_CENTRE = "中共中央"


def with_structure(document: Document) -> Document:
    """The document with what the names in it say of what stands above them, beside what its text says."""
    document = with_countries(document)
    known = {(fact.subject, fact.predicate, fact.object) for fact in document.facts}
    found: list[Fact] = []
    for mention in document.mentions:
        for fact in _of(mention, document):
            key = (fact.subject, fact.predicate, fact.object)
            if key not in known and fact.object != fact.subject:
                known.add(key)
                found.append(fact)
    return replace(document, facts=(*document.facts, *found)) if found else document


def _of(mention: Mention, document: Document) -> Iterator[Fact]:
    """The facts that one mention proves."""
    ref = Ref(mention.type, mention.canonical)
    if mention.type == "Organisation":
        if above := parent(mention.canonical):
            yield _fact(ref, "partOf", Ref("Organisation", above), mention, PARENT)
        if seat := _seat(mention.canonical):
            yield _fact(ref, "locatedIn", Ref("Place", seat), mention, SEAT)
    elif mention.type == "Campaign" and (wider := broader(mention.canonical)):
        yield _fact(ref, "partOf", Ref("Campaign", wider), mention, BROADER)


def _fact(ref: Ref, predicate: str, above: Ref, mention: Mention, by: str) -> Fact:
    return Fact(ref, predicate, above, mention.start, mention.end, by, _CONFIDENCE[by])


@lru_cache(maxsize=1 << 16)
def parent(name: str) -> str:
    """The body that a body is part of by its name, empty where the name tells none.

    >>> parent("中共江苏省委宣传部"), parent("江苏省教育厅"), parent("全国人大常委会法工委")
    ('江苏省委', '', '全国人大常委会')
    """
    name = canonical(name)
    known = organs_by_name()
    for end in range(len(name) - 1, 2, -1):
        prefix, rest = name[:end], name[end:]
        full, kind = known.get(prefix, ("", ""))
        if known.get(rest, ("", ""))[1] in ("state", "party"):
            return ""  # two bodies in a row: 民政部财政部
        part = _INTERNATIONAL_PART if kind == "international" else _PART
        if kind in _KINDS and (part.fullmatch(rest) or rest == "中央"):
            return full
        if not kind and _PART.fullmatch(rest) and _BODY.fullmatch(prefix):
            return prefix
    full, kind = known.get(name, ("", ""))
    return _CENTRE if kind == "party" and _CENTRAL.match(full) and full != _CENTRE else ""


@lru_cache(maxsize=1 << 16)
def _seat(name: str) -> str:
    """The division or country whose name a body's full name begins with. A region or a river in a name (东北大学,
    欧洲议会) is no seat, a team's country neither."""
    prefix = place_prefix(canonical(name)) or place_prefix(name)
    seats = [p for p in places().named(prefix) if p.name == prefix and (p.code or p.level == "country")]
    return prefix if seats and not name.endswith(("队", "团", "使馆", "领事馆")) else ""


@lru_cache(maxsize=1 << 14)
def broader(name: str) -> str:
    """The national campaign that a campaign is part of: by the list, or as its local edition (无锡市党史学习教育)."""
    if name in _broader():
        return _broader()[name]
    for start in range(2, len(name) - 3):
        if (wider := _national().get(name[start:])) and _is_local(name[:start]):
            return wider
    return ""


_LOCAL = re.compile(r"第[一二三四]批|[全我本][省市县区州旗]|[一-龥]{2,4}(?:省|市|县|区|州|旗)")
"""What tells a local edition or a batch, beside the places of the tables."""


def _is_local(words: str) -> bool:
    """Whether words that stand before a campaign's name are a place or a batch."""
    return bool(_LOCAL.fullmatch(words)) or any(words in (p.name, p.short) for p in places().named(words))


@cache
def _broader() -> dict[str, str]:
    return {
        name: record.get("broader")[0]
        for record in campaigns()
        if record.get("broader")
        for name in record.names
    }


@cache
def _national() -> dict[str, str]:
    return {
        name: record.canonical
        for record in campaigns()
        for name in record.names
        if name not in record.careful
    }
