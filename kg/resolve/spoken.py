"""What a document speaks of: its entities by their names, what it says of them, and where it is at home."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from kg.authority import PlaceRecord, places
from kg.model import Document, Mention, Ref


@dataclass(frozen=True, slots=True)
class Setting:
    """Where an article plays, worked out once for all its entities. `places` are the names of the places that it
    speaks of; `home` is the key of its home place, `near` that or the one county that it mentions, both empty where
    there is none; `counties` says in which county each town or village lies, `within` in which places the article says
    that something lies."""

    places: frozenset[str]
    home: str
    near: str
    counties: Mapping[str, str]
    within: Mapping[Ref, Sequence[str]]


def setting_of(document: Document) -> Setting:
    """The setting of a document."""
    home = home_key(document)
    near = home or only_county(document)
    return Setting(context_of(document), home, near, counties_of(document), said_to_lie(document))


def references(document: Document) -> list[Ref]:
    """Every entity that the document mentions or speaks of in a fact, sorted."""
    refs = {Ref(mention.type, mention.canonical) for mention in document.mentions}
    for fact in document.facts:
        refs.update(ref for ref in (fact.subject, fact.object) if isinstance(ref, Ref))
    return sorted(refs)


def said_to_lie(document: Document) -> dict[Ref, list[str]]:
    """For each entity the names of the places in which the document says that it lies."""
    found: dict[Ref, list[str]] = defaultdict(list)
    for fact in document.facts:
        if fact.predicate == "locatedIn" and fact.status == "asserted" and isinstance(fact.object, Ref):
            found[fact.subject].append(fact.object.name)
    for mention in document.mentions:
        if mention.type == "Place" and (above := _written_before(mention)):
            found[Ref("Place", mention.canonical)].append(above[-1].name)
    return dict(found)


def _written_before(mention: Mention) -> tuple[PlaceRecord, ...]:
    """The places that stand before the name of a place within its mention, highest first: 江苏, 无锡 of 江苏无锡水西村."""
    before = mention.text.removesuffix(mention.canonical)
    return _chain(before) if len(before) > 1 and before != mention.text else ()


@lru_cache(maxsize=1 << 14)
def _chain(text: str) -> tuple[PlaceRecord, ...]:
    return places().chain(text)


def objects_of(document: Document, predicate: str) -> dict[str, list[str]]:
    """For each person the names of what the document says that it holds, belongs to …"""
    found: dict[str, list[str]] = defaultdict(list)
    for fact in document.facts:
        if (
            fact.predicate == predicate
            and fact.subject.type == "Person"
            and fact.status == "asserted"
            and isinstance(fact.object, Ref)
        ):
            found[fact.subject.name].append(fact.object.name)
    return found


def context_of(document: Document) -> frozenset[str]:
    """The names of the places that the document speaks of, its home's among them."""
    named = [mention for mention in document.mentions if mention.type == "Place"]
    names = {mention.canonical for mention in named}
    names.update(above.name for mention in named for above in _written_before(mention))
    for fact in document.facts:
        names.update(
            ref.name for ref in (fact.subject, fact.object) if isinstance(ref, Ref) and ref.type == "Place"
        )
    if document.home:
        names.update((document.home.place, *document.home.parents))
    return frozenset(names)


def home_key(document: Document) -> str:
    """The key of the document's home place, empty where it has none or the name stays open."""
    if document.home is None:
        return ""
    record = places().resolve(document.home.place, document.home.parents)
    if record is not None:
        return record.key
    return "" if places().named(document.home.place) else document.home.place


_NO_COUNTY = ("老区", "地区", "山区", "灾区", "库区", "新区", "社区", "景区", "园区", "城区", "牧区", "林区")
"""Ends of names that are like a district's."""


def counties_of(document: Document) -> dict[str, str]:
    """The county in which the document says that a town or village lies, by the place's name; the first in order
    where it names several."""
    found: dict[str, str] = {}
    for fact in document.facts:
        place, above = fact.subject, fact.object
        if fact.predicate != "locatedIn" or place.type != "Place" or not isinstance(above, Ref):
            continue
        if above.name.endswith(("县", "市", "区", "旗")) and not above.name.endswith(_NO_COUNTY):
            found[place.name] = min(found.get(place.name, above.name), above.name)
    return found


def only_county(document: Document) -> str:
    """The one county that the document mentions, empty where it mentions none or several."""
    counties = {
        mention.canonical
        for mention in document.mentions
        if mention.type == "Place" and mention.canonical.endswith(("县", "旗"))
    }
    return counties.pop() if len(counties) == 1 else ""
