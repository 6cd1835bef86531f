"""Who a person is: the evidence that an article gives, and the public figures who need none."""

from __future__ import annotations

import re
from functools import cache

from kg.authority import PlaceRecord, events, leaders, organs
from kg.model import Document, Ref
from kg.resolve.anchors import Anchor, anchor
from kg.resolve.spoken import Setting, said_of

_REPORTERS = ("记者", "通讯员", "编辑", "摄影")
_BROAD = frozenset(
    [
        "中国共产党",
        "中共",
        "共青团",
        "红军",
        "中国工农红军",
        "八路军",
        "新四军",
        "志愿军",
        "解放军",
        "中国人民解放军",
        "国民党",
        "中国国民党",
        "全国人大",
        "全国政协",
    ]
)
_ASSEMBLY = re.compile(r"(人大|政协|协会|学会|联合会|代表大会|文联|妇联|工商联|工会)$")
"""Bodies of so many that two members of one name need not be one person; their offices still tell."""

_MANY = re.compile(
    r"(代表|会员|理事|院士|党员|成员|队员|战士|教师|教授|学生|村民|居民|群众|职工|游客|(人大|政协|协会)\S*委员)$"
)
"""Roles that many hold at once."""


def evidence_of(document: Document, ref: Ref, setting: Setting) -> set[str]:
    """What the article knows of a person, as `kind:words`: bodies and offices that are one of a kind, a reporter's
    paper, an office at the article's home. Never the name alone.

    An article that puts one name into places apart may speak of two people: then it gives no evidence at all.
    """
    home = setting.near
    found: dict[str, Anchor] = {}
    for name in said_of(document, ref, "memberOf"):
        if (
            name not in _BROAD
            and not _ASSEMBLY.search(name)
            and (body := anchor(plain_organisation(name), setting))
        ):
            found[f"org:{body.name}"] = body
    for role in said_of(document, ref, "holdsRole"):
        outlet = document.article.source or document.article.publisher
        if role.endswith(_REPORTERS):
            found |= {f"outlet:{outlet}": Anchor(outlet)} if outlet else {}
        elif _MANY.search(role):
            continue
        elif office := anchor(role, setting):
            found[f"role:{office.name}"] = office
        elif home:
            found[f"home:{home}{role}"] = Anchor(role)
    apart = _apart([piece.place for piece in found.values() if piece.place])
    return set() if apart else set(found)


def plain_organisation(name: str) -> str:
    """中共江苏省委宣传部 and 江苏省委宣传部 are one; 中共中央 keeps its name."""
    return re.sub(r"^(中共|中国共产党)(?=.{1,12}?(省|市|县|区|州|旗|镇|乡)委)", "", name)


def _apart(found: list[PlaceRecord]) -> bool:
    """Whether two of the places lie in neither of them in the other."""
    return any(
        a.key != b.key and a.name not in b.parents and b.name not in a.parents for a in found for b in found
    )


@cache
def _figures() -> dict[str, frozenset[str]]:
    """Public figures by name, with the offices that are known of them."""
    return {record.canonical: frozenset(record.get("roles")) for record in leaders()}


@cache
def _circle() -> frozenset[str]:
    """Names that only an article of party and state, or of their history, speaks of."""
    known = [record for record in leaders() if record.canonical not in record.careful]
    return frozenset(record.canonical for record in (*known, *events(), *organs()))


@cache
def _shared_names() -> frozenset[str]:
    """Public figures whose name many others bear."""
    return frozenset(record.canonical for record in leaders() if record.canonical in record.careful)


def is_public_figure(name: str) -> bool:
    """Whether the bare name, as a key, is that of a public figure."""
    return name in _figures()


def known_figure(document: Document, ref: Ref) -> str | None:
    """The key of a public figure: where the article gives them an office that is theirs, or speaks of others of
    their circle: one for a rare name, two for one that many bear. The name alone is never enough."""
    offices = _figures().get(ref.name)
    if offices is None:
        return None
    shared = ref.name in _shared_names()
    for role in said_of(document, ref, "holdsRole"):
        # 主席 alone is an office of theirs only where the name itself is rare.
        if any(role.endswith(office) or (not shared and office.endswith(role)) for office in offices):
            return ref.name
    company = {mention.canonical for mention in document.mentions} - {ref.name}
    if shared:
        return ref.name if len(company & _figures().keys()) >= 2 else None
    return ref.name if company & _circle() else None
