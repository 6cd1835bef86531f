"""Statesmen abroad whom nobody found: behind their country and title, before their title, and wherever the article has the
name again in such a place."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cache

import ahocorasick_rs

from kg.authority import leaders, places
from kg.authority.sounds import transliterated
from kg.extract.mends.cutting import free, laid, made, over
from kg.model import Document, Mention

_TITLE = "总统|总理|首相|国王|王储|女王|外长|防长|财长|议长|大公|埃米尔|苏丹|总督|党首"
_SAID = "表示|指出|强调|认为|感谢|介绍|宣布|说|称"
_NAME = "[一-鿿]{2,6}?"
_BEHIND = re.compile(
    rf"(?:{_TITLE})(?P<name>{_NAME})(?=时?[，。、；：！？）（“”\n ]|[和与及同在将向就的]|{_SAID}|会见|会谈|访问|抵达|举行|分别|出席|一行|$)"
)
_BEFORE = re.compile(
    r"(?:(?<=[和同与、在，。“：\n达])|^)(?P<name>[一-鿿]{3,6}?)(?:当选)?(?:第一)?副?(?:总统|总理|首相|国王)"
)
_TITLED = re.compile(rf"(?:当选|候任|前)?(?:第一|常务)?副?(?:{_TITLE}|主席|大使|部长)")
_LED = re.compile(rf"(?:{_TITLE})$")
_OPENS = frozenset("，。；：！？“”\n 、")
_SAYS = re.compile(rf"(?:同时|还|也|随后|当天)?(?:{_SAID})")
_NAMED_AFTER = re.compile("[》”]|课堂|学院|精神|奖|号")
_TITLE_REACH = 200  # characters in which a 《 that is still open is looked for
_FAR = 10  # characters between a country and the name: 卡塔尔国埃米尔
_POST = 24  # characters before a family name in which a post is looked for
_TELLING = 4  # characters of a post that tell whose it is
_SHORTEST = 3  # characters of a name that is looked for without its title


def statesmen(document: Document, mentions: Sequence[Mention]) -> list[Mention]:
    """The mentions, with those of statesmen where there were none."""
    return _of_kin(document.shadow, _found(document, mentions))


def _of_kin(text: str, mentions: Sequence[Mention]) -> list[Mention]:
    """The mentions, with a family name for the one of several known whose post it was given with, or else for whoever was
    named with it last: father or son, whomever the lists mean by it."""
    last: dict[str, str] = {}
    titled: dict[str, str] = {}
    kept = []
    for mention in mentions:
        if mention.type == "Person":
            first, _, family = mention.text.rpartition("·")
            if first:
                last[family] = mention.canonical
            else:
                if holder := _holder(family, text[max(0, mention.start - _POST) : mention.start]):
                    titled[family] = holder
                meant = titled.get(family) or last.get(family)
                if meant and ("·" in mention.canonical or family in _kin()):
                    mention = replace(mention, canonical=meant)
        kept.append(mention)
    return kept


def _holder(family: str, before: str) -> str:
    """The one of several statesmen of a family name whose post stands at the end of the words before it."""
    shared = [(_shared(role, before), full) for full, roles in _kin().get(family, ()) for role in roles]
    most = max(shared, default=(0, ""))
    holders = {full for length, full in shared if length == most[0]}
    return most[1] if most[0] >= _TELLING and len(holders) == 1 else ""


def _shared(role: str, words: str) -> int:
    """How many characters two words share at their ends."""
    return next(
        (
            at
            for at, (one, other) in enumerate(zip(reversed(role), reversed(words), strict=False))
            if one != other
        ),
        min(len(role), len(words)),
    )


@cache
def _kin() -> dict[str, list[tuple[str, Sequence[str]]]]:
    """Family name → the statesmen of it with their posts, where the lists have several by their full names."""
    found: dict[str, list[tuple[str, Sequence[str]]]] = {}
    for record in leaders():
        first, _, family = record.canonical.rpartition("·")
        if first:
            found.setdefault(family, []).append((record.canonical, record.get("roles")))
    return {family: known for family, known in found.items() if len(known) > 1}


def _known(document: Document, mentions: Sequence[Mention]) -> Iterator[Mention]:
    """Those whom the lists know, where nobody or only a piece of the name was taken for somebody, and a body for them
    with their title: 【卢拉】总统."""
    text = document.shadow
    doctrines = [each for each in document.proposals if each.type == "Doctrine"]
    for proposal in document.proposals:
        start, end = proposal.start, proposal.end
        if not proposal.by.startswith("gazetteer.person/") or end - start < _SHORTEST:
            continue
        if not all(_is_less(text, mention, start, end) for mention in over(mentions, start, end)):
            continue
        before = text[max(0, start - _TITLE_REACH) : start].rpartition("\n")[2]
        if before.rfind("《") > before.rfind("》") or _NAMED_AFTER.search(text, end, end + 3):
            continue  # 《…》 too long to be a title; 孙中山学院
        if not any(each.start < end and each.end > start for each in doctrines):
            yield replace(proposal, by="mends.statesman.known/1")


def _is_less(text: str, mention: Mention, start: int, end: int) -> bool:
    """Whether a mention is a piece of the name, or the name with a word before it, or with its title."""
    if mention.type == "Person":
        inside = (
            start <= mention.start and mention.end <= end and (mention.start, mention.end) != (start, end)
        )
        return inside or (mention.end == end and mention.start == start - 1 and text[start - 1] in "和与同及")
    return (
        mention.type == "Organisation"
        and mention.start == start
        and bool(_TITLED.fullmatch(text, end, mention.end))
    )


def _behind(document: Document, mentions: Sequence[Mention]) -> Iterator[Mention]:
    """泰国总理|某某."""
    text = document.shadow
    for match in _BEHIND.finditer(text):
        start, end = match.span("name")
        if not _is_name(match["name"]) or not free(mentions, start, end):
            continue
        led = _countries().findall(text[max(0, match.start() - _FAR) : match.start()])
        if led:
            yield made(document, start, end, "Person", "statesman.behind", 0.9)


def _before(document: Document, mentions: Sequence[Mention]) -> Iterator[Mention]:
    """同|某某某|总统."""
    for match in _BEFORE.finditer(document.shadow):
        start, end = match.span("name")
        if _is_name(match["name"]) and free(mentions, start, end):
            yield made(document, start, end, "Person", "statesman.before", 0.85)


def _again(document: Document, mentions: Sequence[Mention]) -> Iterator[Mention]:
    """The names of the article's people, and parts of them, beside a title or where they say something."""
    names = {
        part
        for mention in mentions
        if mention.type == "Person"
        for part in document.shadow[mention.start : mention.end].split("·")
        if len(part) >= _SHORTEST and transliterated(part)
    }
    if not names:
        return
    text = document.shadow
    kind = ahocorasick_rs.MatchKind.LeftmostLongest
    found = ahocorasick_rs.AhoCorasick(
        sorted(names), matchkind=kind, implementation=ahocorasick_rs.Implementation.NoncontiguousNFA
    )
    for _, start, end in found.find_matches_as_indexes(text):
        if not free(mentions, start, end) or "·" in (text[start - 1 : start], text[end : end + 1]):
            continue
        said = (not start or text[start - 1] in _OPENS) and _SAYS.match(text, end)
        if said or _TITLED.match(text, end) or _LED.search(text, max(0, start - 3), start):
            yield made(document, start, end, "Person", "statesman.again", 0.9)


def _is_name(name: str) -> bool:
    """Whether words may be a name abroad, and are no place nor begin with one."""
    return (
        transliterated(name)
        and "国" not in name
        and not any(places().named(name[:size]) for size in range(2, len(name) + 1))
    )


@cache
def _countries() -> re.Pattern[str]:
    """Countries by any name of two characters and more."""
    known = places()
    names = {
        name
        for place in known.records
        if place.level == "country" and known.is_abroad(place)
        for name in (place.name, place.short, *place.aliases)
        if len(name) > 1
    }
    return re.compile("|".join(map(re.escape, sorted(names, key=lambda name: (-len(name), name)))))


_found = laid(_known, _behind, _before, _again)
