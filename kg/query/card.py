"""An entity's card, and why a fact is believed."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

import pyoxigraph as ox

from kg.errors import UsageError
from kg.ontology import ontology
from kg.query.claims import OBJECT, SUBJECT, Claim, claims_about, claims_between, label
from kg.query.find import Found, find, find_one, text

_KG = "https://hongtu.example/ontology#"
_ALIAS = ox.NamedNode("http://www.w3.org/2004/02/skos/core#altLabel")
_REFERS = ox.NamedNode(_KG + "refersTo")
_ATTRIBUTES = ("code", "latitude", "longitude", "value", "unit", "counts", "bound", "when", "begins", "ends")


@dataclass(frozen=True, slots=True)
class CardFact:
    """A fact on a card: the entity at its other end, how many articles and sentences say so, and when."""

    other: str
    iri: str
    status: str
    articles: int
    claims: int
    first: str
    last: str


@dataclass(frozen=True, slots=True)
class FactGroup:
    """The facts of one predicate in one direction."""

    predicate: str
    label: str
    facts: tuple[CardFact, ...]


@dataclass(frozen=True, slots=True)
class Source:
    """An article that mentions the entity."""

    id: str
    date: str
    title: str


@dataclass(frozen=True, slots=True)
class Card:
    """All that the graph knows of an entity."""

    iri: str
    short: str
    label: str
    type: str
    type_label: str
    names: tuple[str, ...]
    attributes: tuple[tuple[str, str], ...]
    mentions: int
    groups: tuple[FactGroup, ...]
    articles: tuple[Source, ...]


def card(graph: ox.Store, name: str, *, base: str) -> Card:
    """The card of the entity that a name means.

    Raises:
        UsageError: none bears the name, or several do.
    """
    found = find_one(graph, name, base=base)
    node = ox.NamedNode(found.iri)
    known = list(graph.quads_for_pattern(node, None, None, ox.DefaultGraph()))
    spans = [text(quad.graph_name) for quad in graph.quads_for_pattern(None, _REFERS, node)]
    attributes = [(quad.predicate.value.removeprefix(_KG), text(quad.object)) for quad in known]
    return Card(
        iri=found.iri,
        short=found.short,
        label=found.label,
        type=found.type,
        type_label=ontology().types[found.type].label_zh,
        names=tuple(sorted(text(quad.object) for quad in known if quad.predicate == _ALIAS)),
        attributes=tuple(sorted((name, value) for name, value in attributes if name in _ATTRIBUTES)),
        mentions=len(spans),
        groups=(*_groups(graph, found, SUBJECT, base), *_groups(graph, found, OBJECT, base)),
        articles=_sources(graph, set(spans)),
    )


def why(graph: ox.Store, subject: str, predicate: str, object_: str, *, base: str) -> list[Claim]:
    """The claims behind a fact, best first.

    Raises:
        UsageError: an unknown name or predicate, or nobody says so; then what is said of A is hinted at.
    """
    if predicate not in ontology().predicates:
        raise UsageError(f"no predicate {predicate!r}; there are {', '.join(ontology().predicates)}")
    ends = _bearers(graph, subject, base), _bearers(graph, object_, base)
    claims = [c for a in ends[0] for b in ends[1] for c in claims_between(graph, a.iri, predicate, b.iri)]
    if not claims:
        raise UsageError(
            f"no sentence says that {subject} {predicate} {object_}; `kg show {subject}` lists what is said"
        )
    return claims


def _bearers(graph: ox.Store, name: str, base: str) -> list[Found]:
    return find(graph, name, base=base) or [find_one(graph, name, base=base)]


def _groups(graph: ox.Store, found: Found, place: ox.NamedNode, base: str) -> Iterable[FactGroup]:
    gathered: dict[str, dict[tuple[str, str], list[Claim]]] = defaultdict(lambda: defaultdict(list))
    for claim in claims_about(graph, found.iri, place):
        other = claim.object if place == SUBJECT else claim.subject
        gathered[claim.predicate][other, claim.status].append(claim)
    predicates = ontology().predicates
    for name in (name for name in predicates if name in gathered):
        facts = [
            _fact(graph, other, status, claims, base) for (other, status), claims in gathered[name].items()
        ]
        facts.sort(key=lambda fact: (fact.status != "asserted", -fact.articles, fact.first, fact.other))
        text = predicates[name].label_zh if place == SUBJECT else predicates[name].inverse_zh
        yield FactGroup(name if place == SUBJECT else f"← {name}", text, tuple(facts))


def _fact(graph: ox.Store, other: str, status: str, claims: list[Claim], base: str) -> CardFact:
    days = sorted(claim.date for claim in claims if claim.date)
    return CardFact(
        other=label(graph, other, base),
        iri=other,
        status=status,
        articles=len({claim.article for claim in claims}),
        claims=len(claims),
        first=days[0] if days else "",
        last=days[-1] if days else "",
    )


def _sources(graph: ox.Store, articles: set[str]) -> tuple[Source, ...]:
    sources = []
    for iri in articles:
        node = ox.NamedNode(iri)
        quads = graph.quads_for_pattern(node, None, None, node)
        fields = {quad.predicate.value.removeprefix(_KG): text(quad.object) for quad in quads}
        sources.append(Source(fields["identifier"], fields.get("published", ""), fields.get("title", "")))
    return tuple(sorted(sources, key=lambda source: (source.date, source.id)))
