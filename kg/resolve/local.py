"""What an article settles alone: the keys of the entities that need no other article, and the evidence for those
that do."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache, lru_cache

from kg.authority import campaigns, events, organs, places, policies, sites, works
from kg.authority.tables import rows
from kg.model import Document, Ref
from kg.resolve.anchors import LEVEL, told_apart
from kg.resolve.figures import figure_of
from kg.resolve.forms import written_alike
from kg.resolve.known import known_figure
from kg.resolve.nearby import evidence_of_place
from kg.resolve.occasions import occasion_key
from kg.resolve.offices import minister
from kg.resolve.organisations import canonical, same_names
from kg.resolve.people import evidence_of
from kg.resolve.plain import plain
from kg.resolve.prefixes import country_prefix, organ_prefix, organs_by_name
from kg.resolve.senses import other_sense
from kg.resolve.society import People
from kg.resolve.spoken import references, setting_of
from kg.resolve.whereabouts import key_of_place, within
from kg.resources import folder

_SHORT_TITLE = re.compile(r"《?(条例|通知|意见|规划|方案|办法|决定|报告|公报|决议|纲要|规定)》?")
"""Titles that name a document only within their article."""

_SPECIAL = re.compile(
    r"专项(?P<what>招聘|整治|治理|检查|排查|执法|监督|打击|服务|宣传)(?P<kind>行动|活动|工作)$"
)
"""专项招聘行动 and 招聘专项行动 are one."""

_QUOTES = str.maketrans("", "", "“”")

_YEAR_OF_GAMES = re.compile(r"^\d{4}年?(?=[一-龥]{2,6}(?:奥运会|残奥会|亚运会|亚残运会|大运会|亚冬会)$)")

_RECURRING = ("Event", "Policy", "Work")

_WRITTEN_ALIKE = frozenset(("Campaign", "Event", "Policy", "Site", "Route"))


@cache
def _full_names() -> dict[tuple[str, str], str]:
    """(type, alias) → the name of the lists, for the aliases that mean nothing else."""
    lists = {
        "Organisation": organs(),
        "Event": events(),
        "Campaign": campaigns(),
        "Site": sites(),
        "Policy": policies(),
        "Work": works(),
    }
    return {
        (type_, alias): record.canonical
        for type_, records in lists.items()
        for record in records
        for alias in record.aliases
        if alias not in record.careful
    }


@cache
def _generic() -> dict[str, re.Pattern[str]]:
    """Type → the names that mean a thing only within their article, from data/identity/generic.tsv."""
    patterns: dict[str, list[str]] = {}
    for _, (type_, pattern) in rows(folder("data") / "identity" / "generic.tsv", ("type", "pattern")):
        patterns.setdefault(type_, []).append(f"(?:{pattern})")
    return {type_: re.compile("|".join(found)) for type_, found in patterns.items()}


def display(ref: Ref) -> str:
    """The name to show for an entity: that of the lists, or the one that the article gives in full."""
    return _display(ref.type, ref.name)


@lru_cache(maxsize=1 << 16)
def _display(type_: str, name: str) -> str:
    if type_ == "Person":
        return figure_of(name) or name
    name = written_alike(name) if type_ in _WRITTEN_ALIKE else name
    if type_ in ("Organisation", "Role"):
        name = canonical(name)
    if type_ == "Role" and (organ := organ_prefix(name)):
        name = organs_by_name()[organ][0] + name[len(organ) :]
    elif type_ == "Role" and country_prefix(name):
        name = minister(name)
    if type_ == "Campaign":
        name = _unquoted(name)
        name = _SPECIAL.sub(r"\g<what>专项\g<kind>", name)
    if type_ == "Event":
        name = _YEAR_OF_GAMES.sub("", name)
    return _listed(type_, name) or _listed(type_, plain(type_, name)) or plain(type_, name)


_SEASON = re.compile("(?<=[一-龥][一-龥][年季月周])(?:主题|系列)*活动$")
"""消费促进年活动 is 消费促进年."""


def _unquoted(name: str) -> str:
    """A campaign's name as the lists write it, without marks around all of it; those around a part of it are its own."""
    bare = plain("Campaign", name).translate(_QUOTES)
    season = _SEASON.sub("", bare)
    if listed := _as_listed().get(season):
        return listed
    around = name.startswith("“") and name.find("”") == len(name) - 1
    return season if around or season != bare else name


@cache
def _as_listed() -> Mapping[str, str]:
    """Names of campaigns of the lists that hold quotation marks, by their names without."""
    listed = (*_canonical_names("Campaign"), *same_names("Campaign").values())
    return {name.translate(_QUOTES): name for name in sorted(listed) if "“" in name}


def _listed(type_: str, name: str) -> str:
    """The name that the tables keep for a name; empty where they have none."""
    kept = same_names(type_).get(name, name)
    kept = _full_names().get((type_, kept), kept)
    return kept if kept != name or kept in _canonical_names(type_) else ""


@cache
def _canonical_names(type_: str) -> frozenset[str]:
    return frozenset(kept for (of, _), kept in _full_names().items() if of == type_)


@cache
def _careful_sites() -> dict[str, list[tuple[str, frozenset[str]]]]:
    """Alias that means something else as well → the sites so called, each with its place and the cities above it."""
    found: dict[str, list[tuple[str, frozenset[str]]]] = {}
    for record in sites():
        place = places().by_key(next(iter(record.get("place")), ""))
        above = {place.key, *place.parents} if place else set()
        cities = frozenset(name for name in above if place and (name == place.key or name.endswith("市")))
        for alias in record.careful:
            if alias != record.canonical and cities:
                found.setdefault(alias, []).append((record.canonical, cities))
    return found


def _site_there(name: str, context: frozenset[str]) -> str:
    """The site that a careful alias means in an article that names its place, "" where none or several may be meant."""
    known = _careful_sites().get(name, ())
    there = [site for site, cities in known if not cities.isdisjoint(context)] if known else []
    return there[0] if len(there) == 1 else ""


def _occasion(ref: Ref, document: Document) -> str:
    return occasion_key(ref.type, ref.name, document, lambda name: _display(ref.type, name))


def local_keys(document: Document) -> dict[Ref, str | None]:
    """The key of every entity of the document that the article settles; None where other articles have a say."""
    people = People(document, setting_of(document))
    return {ref: _key(people, ref) for ref in references(document)}


def identities(document: Document) -> tuple[dict[Ref, str | None], dict[Ref, tuple[str, ...]]]:
    """The keys that the article settles, as `local_keys`, and for all others, persons and places that no table holds,
    what it knows of them, as `kind:words`, sorted."""
    people = People(document, setting_of(document))
    keys = {ref: _key(people, ref) for ref in references(document)}
    return keys, {ref: _evidence(people, ref) for ref, key in keys.items() if key is None}


def _key(people: People, ref: Ref) -> str | None:
    setting, document = people.setting, people.document
    if ref.type == "Person":
        return known_figure(people, ref.name)
    if ref.type == "Place":
        key = key_of_place(ref.name, setting)
        return key and (other_sense(key, ref.name, people) or _kind_of_place(key, ref, people) or key)
    if ref.type == "Figure" or (ref.type in ("Policy", "Work") and _SHORT_TITLE.fullmatch(ref.name)):
        return f"{ref.name}（{document.article.id}）"
    if ref.type in _RECURRING and (key := _occasion(ref, document)):
        return key
    if ref.type == "Site" and (key := _site_there(ref.name, setting.places)):
        return key
    generic = _generic().get(ref.type)
    if generic and generic.fullmatch(ref.name):
        return f"{ref.name}（{setting.near or document.article.id}）"
    if ref.type not in ("Organisation", "Role", "Event"):
        return display(ref)
    if LEVEL.match(ref.name) and len(ref.name) > 1 and not organ_prefix(ref.name):
        return f"{display(ref)}（{setting.home or document.article.id}）"
    return told_apart(display(ref), setting.places)


def _kind_of_place(key: str, ref: Ref, people: People) -> str:
    """The key of what a word for a kind of place means in the article (经济开发区, 东南部), "" for a name."""
    if key != ref.name or places().by_key(key) or not _generic()["Place"].fullmatch(key):
        return ""
    return f"{key}（{within(ref, people.setting) or people.document.article.id}）"


def _evidence(people: People, ref: Ref) -> tuple[str, ...]:
    if ref.type == "Person":
        return tuple(sorted(evidence_of(people, ref.name)))
    return tuple(sorted(evidence_of_place(ref, people)))
