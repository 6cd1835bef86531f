"""Posts of foreigners that a text gives without their country: 托卡耶夫总统 is 哈萨克斯坦总统, whatever other presidents and
whatever chairmen of ours the article speaks of."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace

from kg.model import Document, Fact, Ref
from kg.resolve.abroad import lines_of
from kg.resolve.lands import is_organ, lands_in
from kg.resolve.prefixes import country_prefix, place_prefix
from kg.resolve.rarity import PLAUSIBLE, bearers, surname, transliterated
from kg.resolve.standing import countries_near, standing_near

_POST = re.compile(
    r"(?:政府|联邦|看守政府|过渡政府)?(?:第一|常务)?副?(?:总统|总理|首相|国王|女王|王储|埃米尔|总督|国家主席|外长|防长|财长|外相|国务卿)"
    r"|(?:国会|议会|国民议会|众议院|参议院|人民委员会|立法院|最高苏维埃)?(?:副|众|参)?(?:主席|议长)"
    r"|[一-龥、]{2,10}(?:部长|大臣)"
)
"""Posts of states that are called alike in many."""

_GOVERNMENT = re.compile("^政府(?=副?(?:总理|首相))")


def with_countries(document: Document) -> Document:
    """The document with the country before the posts of its foreigners that have none."""
    bare = [fact for fact in document.facts if _is_bare(fact)]
    if not bare:
        return document
    lands = lands_in(document)
    near = countries_near(document, lands)
    standing = standing_near(document, lands)
    beside = _beside(document)
    told: dict[Fact, Fact] = {}
    for fact in bare:
        assert isinstance(fact.object, Ref)
        land = beside.get(fact.subject.name) or _land(fact.subject.name, fact.object.name, standing, near)
        if land:
            told[fact] = replace(fact, object=Ref("Role", land + _GOVERNMENT.sub("", fact.object.name)))
    return (
        replace(document, facts=tuple(told.get(fact, fact) for fact in document.facts)) if told else document
    )


def _beside(document: Document) -> dict[str, str]:
    """The one country that a person's other posts name: 通伦, 老挝人民革命党中央总书记 and 国家主席."""
    lands: dict[str, set[str]] = {}
    for fact in document.facts:
        if fact.predicate == "holdsRole" and isinstance(fact.object, Ref):
            role = fact.object.name
            if land := country_prefix(role) or _PARTIES.get(role[:2], ""):
                lands.setdefault(fact.subject.name, set()).add(land)
    return {name: next(iter(found)) for name, found in lands.items() if len(found) == 1}


_PARTIES = {"越共": "越南", "古共": "古巴"}
"""Parties abroad by their short names."""


def _is_bare(fact: Fact) -> bool:
    role = fact.object.name if fact.predicate == "holdsRole" and isinstance(fact.object, Ref) else ""
    return bool(_POST.fullmatch(role)) and not country_prefix(role) and not place_prefix(role)


def _land(
    name: str,
    role: str,
    standing: Mapping[str, set[tuple[str, str]]],
    near: Mapping[str, set[str]],
) -> str:
    """The one country of a foreigner's posts, or the one named last before a name abroad; "" for anybody else."""
    if not transliterated(name) or (surname(name) and bearers(name) >= PLAUSIBLE):
        return ""
    said = {land for land, words in standing.get(name, ()) if not is_organ(land) and lines_of(words)}
    lands = said or near.get(name, set())
    return next(iter(lands)) if len(lands) == 1 and lines_of(role) else ""
