"""Where an article puts a place that no table settles: the places in which it says that it lies, those that stand right
before its name, and those around it."""

from __future__ import annotations

import re
from bisect import bisect_left

from kg.authority import PlaceRecord, places
from kg.model import Ref
from kg.resolve.society import People
from kg.resolve.whereabouts import divisions, is_rare, said_to_hold

_COUNTIES = ("county", "zone")
_LOW = ("county", "zone", "prefecture")

_SENTENCE_END = re.compile(r"[。！？；\n]")
_REACH = 300
"""Characters before a name in which its sentence begins."""

_CHAIN = 14
_OFTEN = 8
"""Times that a name is looked at, and characters before it that may be places."""


def evidence_of_place(ref: Ref, people: People) -> set[str]:
    """The lowest places of the tables in which the article says that a place lies, the county where it names one, else
    the home place of the article; and the prefecture above it, unless many are called so. `near` those that it speaks of
    around the name where it says none."""
    setting = people.setting
    known = said_to_hold(ref, setting) or _written_before(ref.name, people.document.article.text)
    counties = [record for record in known if record.level in _COUNTIES]
    lowest = counties or sorted(known, key=lambda record: -len(record.parents))[:1]
    if not lowest and (home := places().by_key(setting.home)) and home.level in _LOW:
        lowest = [home]
    found = {record.key for record in lowest}
    if is_rare(ref.name):
        found.update(key for record in lowest for key in _prefecture(record))
    if not found:
        return {f"near:{key}" for key in _near(ref.name, people)}
    return {f"in:{key}" for key in found}


def _prefecture(record: PlaceRecord) -> list[str]:
    """The key of the prefecture, or city under the state, above a county."""
    if record.level not in _COUNTIES:
        return []
    above = [r for name in record.parents[:1] for r in places().named(name) if r.name == name]
    return [r.key for r in above[:1] if r.level == "prefecture" or len(record.parents) == 1]


def _written_before(name: str, text: str) -> list[PlaceRecord]:
    """The place whose name stands right before a name where it first does, be it within another (四川眉山水西村党委书记)."""
    at = text.find(name)
    for _ in range(_OFTEN):
        if at < 0:
            break
        before = text[max(0, at - _CHAIN) : at]
        for start in range(len(before) - 1):
            if chain := places().chain(before[start:]):
                return [chain[-1]]
        at = text.find(name, at + 1)
    return []


def _near(name: str, people: People) -> frozenset[str]:
    """The lowest places of the tables that stand before a name in its sentence; else those of the article, where all lie
    in one province or country."""
    found = divisions(_before(name, people), people.places_around)
    if not found:
        return people.regions
    above = {parent for record in found for parent in record.parents}
    return frozenset(record.key for record in found if record.name not in above)


def _before(name: str, people: People) -> set[str]:
    """The names of places that stand before a place in a sentence."""
    text, starts, names = people.document.article.text, *people.row_of_places
    found: set[str] = set()
    seen = 0
    for mention in people.places_named.get(name, ()):
        first = max(seen, bisect_left(starts, _sentence_start(text, mention.start)))
        seen = bisect_left(starts, mention.start)
        found.update(names[first:seen])
    return found


def _sentence_start(text: str, at: int) -> int:
    """Where the sentence begins in which a place of a text lies."""
    ends = [match.end() for match in _SENTENCE_END.finditer(text, max(0, at - _REACH), at)]
    return ends[-1] if ends else max(0, at - _REACH)
