"""Mentions of what the authority knows: places, leaders, organs, sites, campaigns, events, policies, works.

One automaton finds all names at once in the shadow. A name counts only where the tagger's words begin and end with it
(海南 in 上海南路 and 大同 in 大同小异 are none). A careful name — one that is also a common word or a frequent
personal name — needs support: the article names the thing in full too, or its parent, or the tagger sees a name of that
kind. Of overlapping names the leftmost, then the longest counts. Places in a row become one (内蒙古呼伦贝尔海拉尔区), and a
place before a site belongs to the site.

The confidence of a proposal is the precision of its rule (same start, end and type) on 780 annotated articles.
`gazetteer.…inner` are names that something longer follows: an office or organ named after them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from kg.authority import PlaceRecord, places
from kg.extract.gazetteer.support import Hit, Known, hits
from kg.extract.gazetteer.terms import TYPES, Term
from kg.model import Document, Found, Mention
from kg.values import made_quickly

VERSION = 1

PRECISION = {
    "place": 0.69,
    "place-short": 0.89,
    "place-chain": 0.94,
    "place-inner": 0.04,
    "person": 0.99,
    "person-inner": 0.05,
    "organisation": 0.83,
    "organisation-inner": 0.05,
    "site": 0.92,
    "campaign": 0.90,
    "event": 0.89,
    "event-inner": 0.37,
    "policy": 0.77,
    "work": 0.78,
    "doctrine": 1.0,
}
"""Measured, see above. A doctrine is no mention and has no precision."""

_MAY_GO_ON = frozenset({"place", "place-short", "place-chain", "organisation", "event"})
_LONGER = re.compile(
    "副|常务|常委|委员|主席|书记|部长|总理|总书记|主任|秘书长|院长|局长|省长|市长|县长|区长|党组|党委|成员|机关|办公室|代表团|"
    "政协|人大|政府|军区|大学|学院|日报|卫视|电视台|会址|旧址|纪念|烈士陵园|胜利|遇难|幸存|死难|流域|沿线|[一二三四五六七八九十0-9]+周年"
)
"""What makes a name part of a longer one when it follows at once."""


_NAMED_AFTER = re.compile(
    "(?:同志)?(?:旧居|故居|故里|旧址|纪念|[铜塑雕石]像|墓|陵园|殉难|遇难|就义|养伤|住处|宿营|授课|讲话处|手植|广场|公园|图书馆|中学|小学|学校|希望小学)"
)
"""What is named after the person whom it follows."""


@made_quickly
@dataclass(frozen=True, slots=True)
class _Name:
    """A name that counts: what it is in the text, by which rule it was found, what it stands for."""

    start: int
    end: int
    type: str
    rule: str
    canonical: str
    led: bool = False


def match(documents: Sequence[Document]) -> list[Found]:
    """The gazetteer's proposals for each document, in the order of the text."""
    return [Found(proposals=tuple(_proposals(document))) for document in documents]


def _proposals(document: Document) -> Iterator[Mention]:
    found, known = hits(document)
    for name in _with_prefixes(_names(list(_leftmost(found)), known)):
        rule = name.rule
        if rule in _MAY_GO_ON and (name.led or _LONGER.match(document.shadow, name.end)):
            rule = f"{name.type.lower()}-inner"
        if rule == "person" and _NAMED_AFTER.match(document.shadow, name.end):
            rule = "person-inner"
        text = document.article.text[name.start : name.end]
        by = f"gazetteer.{rule}/{VERSION}"
        yield Mention(name.start, name.end, name.type, text, name.canonical, by, PRECISION[rule])


def _leftmost(found: Iterable[Hit]) -> Iterator[Hit]:
    """Of overlapping hits, which come by start and longer ones first, the leftmost longest."""
    end = 0
    for hit in found:
        if hit.start >= end:
            yield hit
            end = hit.end


def _names(found: Sequence[Hit], known: Known) -> Iterator[_Name]:
    """The hits as names in the order of the text, places in a row as one."""
    row: list[Hit] = []
    for hit in found:
        place = hit.terms[0].list == "places"
        if row and not (place and hit.start == row[-1].end):
            yield from _row(row, known)
            row = []
        if place:
            row.append(hit)
        yield from (_listed(hit, term) for term in hit.terms if term.list != "places")
    yield from _row(row, known)


def _listed(hit: Hit, term: Term) -> _Name:
    type_ = TYPES[term.list]
    canonical = term.records[0].canonical if len(term.records) == 1 else term.name
    return _Name(hit.start, hit.end, type_, type_.lower(), canonical, hit.led)


def _row(row: Sequence[Hit], known: Known) -> Iterator[_Name]:
    """Adjacent places, one name for each chain of them: 北京上海 are two names, 江苏无锡滨湖区 is one."""
    chain: list[Hit] = []
    bearers: Sequence[PlaceRecord] = ()
    for hit in row:
        inside = _inside(hit.terms[0], bearers) if chain else ()
        if chain and not inside:
            yield from _chain(chain, bearers, known)
            chain = []
        chain.append(hit)
        bearers = inside or hit.terms[0].places
    yield from _chain(chain, bearers, known)


def _inside(term: Term, above: Sequence[PlaceRecord]) -> Sequence[PlaceRecord]:
    """The bearers of a name that may stand after a place: those inside it, or a river or region in
    the same province or in several."""
    names = {place.name for place in above}
    if inside := [place for place in term.places if not names.isdisjoint(place.parents)]:
        return inside
    around = names.union(*(place.parents for place in above)) if any(place.code for place in above) else set()
    return [
        place
        for place in term.places
        if around and not place.code and (not place.parents or place.parents[0] in around)
    ]


def _chain(chain: Sequence[Hit], bearers: Sequence[PlaceRecord], known: Known) -> Iterator[_Name]:
    """One name for a chain. A part at its end that no word ends with is left to longer names."""
    if not chain:
        return
    last = chain[-1].terms[0]
    if not chain[-1].whole:
        yield from _row(chain[:-1], known)
        return
    place = bearers[0] if len(bearers) == 1 else places().choose(last.name, known.places)
    rule = "place-chain" if len(chain) > 1 else "place-short" if last.short else "place"
    yield _Name(
        chain[0].start, chain[-1].end, "Place", rule, place.name if place else last.name, chain[-1].led
    )


def _with_prefixes(names: Iterable[_Name]) -> Iterator[_Name]:
    """The names, with a place right before a site as the site's beginning."""
    held: _Name | None = None
    for name in names:
        if held is not None and name.type == "Site" and held.end == name.start:
            name = replace(name, start=held.start)
        elif held is not None:
            yield held
        held = name if name.type == "Place" else None
        if held is None:
            yield name
    if held is not None:
        yield held
