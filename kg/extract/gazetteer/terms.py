"""The terms of the gazetteer: every name of the authority, and one automaton that finds all of them at once."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import cache

import ahocorasick_rs

from kg import authority
from kg.authority import NameRecord, PlaceRecord
from kg.read.shadow import shadow

TYPES = {
    "leaders": "Person",
    "organs": "Organisation",
    "sites": "Site",
    "campaigns": "Campaign",
    "events": "Event",
    "policies": "Policy",
    "works": "Work",
    "doctrine": "Doctrine",
}
"""The lists of names, each with the type of what it lists. A Doctrine is no mention: it says that nothing is one here."""

Span = tuple[int, int, int]
"""A found term: its number, start and end."""


@dataclass(frozen=True, slots=True)
class Term:
    """What a name may stand for: places that bear it, or records of one list.

    `careful` is true when the name is taken only with support; `short` when it is not the full name of a place.
    `sure` is true when it counts whatever the words around it are: a doctrine, a battle or rising, and a long name from
    abroad, which the tagger splits or takes for a name of another kind (扎波罗/PER 热, 策动宁/ 都起义).
    """

    name: str
    list: str
    places: tuple[PlaceRecord, ...] = ()
    records: tuple[NameRecord, ...] = ()
    careful: bool = False
    short: bool = False
    sure: bool = False


_LONG = 4  # code points from which on no other words look like a name from abroad; three do for a country's

_HISTORIC = re.compile(
    "(?:起义|暴动|兵[变暴]|战役|战斗|[会血大抗]战|大捷|保卫战|阻击战|伏击战|突围战|会师|事变|惨案|反“围剿”|赤水|整训)$"
)
"""How the names of what happened in wars end; such a name is nothing else, however its words are split."""


class Terms:
    """All terms by number, and the automaton over their names, folded as the shadow is.

    `anywhere` are the numbers of those that count even inside words.
    """

    def __init__(self, terms: list[Term]) -> None:
        by_name: dict[str, dict[str, Term]] = {}
        for term in terms:
            same = by_name.setdefault(shadow(term.name), {})
            same[term.list] = _merged(same[term.list], term) if term.list in same else term
        self.terms = tuple(tuple(same.values()) for same in by_name.values())
        self.anywhere = frozenset(
            number for number, same in enumerate(self.terms) if any(term.sure for term in same)
        )
        self._automaton = ahocorasick_rs.AhoCorasick(list(by_name))

    def find(self, text: str) -> list[Span]:
        """Every occurrence of every term in a folded text, overlapping ones too, in time linear in its length."""
        return self._automaton.find_matches_as_indexes(text, overlapping=True)


def _merged(one: Term, other: Term) -> Term:
    """One term for two spellings that the shadow folds into one: 刚果（金） and 刚果(金)."""
    return replace(
        one,
        places=tuple(dict.fromkeys(one.places + other.places)),
        records=tuple(dict.fromkeys(one.records + other.records)),
        careful=one.careful and other.careful,
        short=one.short and other.short,
        sure=one.sure and other.sure,
    )


@cache
def terms() -> Terms:
    """The terms of data/places and data/names."""
    found = _place_terms()
    for name in TYPES:
        found += _name_terms(name)
    return Terms(found)


def _place_terms() -> list[Term]:
    places = authority.places()
    found = []
    for name in places.names():
        full = tuple(place for place in places.named(name) if place.name == name)
        bearers = full or places.named(name)
        careful = all(place.careful == "Y" or (place.name != name and place.careful) for place in bearers)
        sure = not careful and all(
            places.is_abroad(place) and len(name) >= _LONG - (place.level == "country") for place in bearers
        )
        found.append(Term(name, "places", bearers, careful=careful, short=not full, sure=sure))
    return found


def _name_terms(name: str) -> list[Term]:
    by_name: dict[str, list[NameRecord]] = {}
    records: tuple[NameRecord, ...] = getattr(authority, name)()
    for record in records:
        for own in dict.fromkeys(record.names):
            by_name.setdefault(own, []).append(record)
    found = []
    for own, same in by_name.items():
        careful = all(own in record.careful for record in same)
        long = len(own) >= _LONG and not careful
        sure = name == "doctrine" or (long and (name == "leaders" or _HISTORIC.search(own) is not None))
        found.append(Term(own, name, records=tuple(same), careful=careful, sure=sure))
    return found
