"""An entity's card, and why a fact is believed."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from difflib import get_close_matches

import pyoxigraph as ox

from kg.errors import UsageError
from kg.ontology import NAMESPACE, ontology
from kg.query.binding import bind
from kg.query.claims import Claim, best_first, claims_of, label, told_apart
from kg.query.find import Found, find, find_one, text
from kg.rdf.terms import article_of

_ALIAS = ox.NamedNode("http://www.w3.org/2004/02/skos/core#altLabel")
_REFERS = ox.NamedNode(NAMESPACE + "refersTo")
_ATTRIBUTES = (
    "containedIn",
    "code",
    "latitude",
    "longitude",
    "value",
    "unit",
    "counts",
    "bound",
    "when",
    "begins",
    "ends",
)

_FACTS = f"""
PREFIX kg: <{NAMESPACE}>
PREFIX rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#>
SELECT ?entity ?predicate ?other ?status
  (COUNT(?claim) AS ?claims) (COUNT(DISTINCT ?article) AS ?articles)
  (COUNT(DISTINCT ?original) AS ?sources) (MIN(?day) AS ?first) (MAX(?day) AS ?last)
WHERE {{{{
  GRAPH ?article {{{{
    ?claim rdf:{{role}} ?entity ; rdf:predicate ?predicate ; rdf:{{other}} ?other ; kg:status ?status .
    ?article kg:original ?original .
    OPTIONAL {{{{ ?claim kg:statedOn ?day }}}}
  }}}}
}}}}
GROUP BY ?entity ?predicate ?other ?status
"""


@dataclass(frozen=True, slots=True)
class CardFact:
    """A fact on a card: the entity at its other end, how many articles, sources (articles that copy one another are one)
    and sentences say so, and the first and the last day on which they do (empty when unknown)."""

    other: str
    iri: str
    status: str
    articles: int
    sources: int
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
    """An article that mentions the entity; `original` is the article that it copies, itself where it copies none."""

    id: str
    date: str
    title: str
    original: str


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
    spans = [
        text(quad.graph_name) for quad in graph.quads_for_pattern(None, _REFERS, ox.NamedNode(found.iri))
    ]
    return head(
        graph,
        found.iri,
        base=base,
        mentions=len(spans),
        groups=tuple(_groups(graph, found.iri, base)),
        articles=_sources(graph, set(spans), base),
    )


def head(
    graph: ox.Store,
    iri: str,
    *,
    base: str,
    mentions: int,
    groups: tuple[FactGroup, ...],
    articles: tuple[Source, ...],
) -> Card:
    """A card with these facts and sources, and what the graph itself says of the entity of this IRI."""
    found = find_one(graph, iri, base=base)
    known = list(graph.quads_for_pattern(ox.NamedNode(iri), None, None, ox.DefaultGraph()))
    attributes = [
        (name, told_apart(graph, text(quad.object), base) if name == "containedIn" else text(quad.object))
        for quad in known
        if (name := quad.predicate.value.removeprefix(NAMESPACE)) in _ATTRIBUTES
    ]
    return Card(
        iri=found.iri,
        short=found.short,
        label=found.label,
        type=found.type,
        type_label=ontology().types[found.type].label_zh,
        names=tuple(sorted(text(quad.object) for quad in known if quad.predicate == _ALIAS)),
        attributes=tuple(sorted(attributes)),
        mentions=mentions,
        groups=groups,
        articles=articles,
    )


def why(graph: ox.Store, subject: str, predicate: str, object_: str, *, base: str) -> list[Claim]:
    """The claims behind a fact, best first. The predicate may be named by its labels too (担任); of quoted words a
    part is enough.

    Raises:
        UsageError: an unknown name or predicate, or nobody says so; then it is told where to look.
    """
    name = predicate_named(predicate)
    subjects = _bearers(graph, subject, base)
    if name == "says":
        claims = [claim for one in subjects for claim in claims_of(graph, one.iri)]
        words = object_.strip("“”")
        claims = [c for c in claims if c.predicate == name and words in label(graph, c.object, base)]
    else:
        pairs = [(one.iri, two.iri) for one in subjects for two in _bearers(graph, object_, base)]
        claims = [c for pair in pairs for c in claims_of(graph, *pair) if c.predicate == name]
    if not claims:
        raise UsageError(
            f"no sentence says {subject} {name} {object_}; `kg show {subject}` lists what is said"
        )
    return sorted(claims, key=best_first)


def predicate_named(name: str) -> str:
    """The predicate that a name or a label of it means.

    Raises:
        UsageError: none; near ones are suggested.
    """
    predicates = ontology().predicates
    labels = {label: p.name for p in predicates.values() for label in (p.label_zh, p.label_en)}
    if found := predicates.get(name):
        return found.name
    if name in labels:
        return labels[name]
    known = {_bare(word): meant for word, meant in [*labels.items(), *((one, one) for one in predicates)]}
    near = get_close_matches(_bare(name), known, 1, _LIKE)
    hint = f"; did you mean {known[near[0]]!r}?" if near else ""
    raise UsageError(f"no predicate {name!r}{hint}; there are {', '.join(predicates)}")


_LIKE = 0.7
"""How like a predicate's name must be to be offered: `visit`, not `likes` for `alias`."""


def _bare(name: str) -> str:
    """A predicate's name or label without what one writes in many ways: holdsrole, holds role, holds_role."""
    return re.sub(r"[\s_-]", "", name).casefold()


def _bearers(graph: ox.Store, name: str, base: str) -> list[Found]:
    return find(graph, name, base=base) or [find_one(graph, name, base=base)]


def _groups(graph: ox.Store, entity: str, base: str) -> Iterator[FactGroup]:
    """The entity's facts as their subject, then as their object; predicates in the order of the ontology."""
    for role, other in (("subject", "object"), ("object", "subject")):
        gathered: dict[str, list[CardFact]] = defaultdict(list)
        query = bind(_FACTS.format(role=role, other=other), {"entity": ox.NamedNode(entity)})
        assert query
        solutions = graph.query(query)
        assert isinstance(solutions, ox.QuerySolutions)
        for _, predicate, iri, *values in (map(_words, solution) for solution in solutions):
            status, claims, articles, sources, first, last = values
            name = told_apart(graph, iri, base)
            numbers = int(articles), int(sources), int(claims)
            fact = CardFact(name, iri, status, *numbers, first, last)
            gathered[predicate.removeprefix(NAMESPACE)].append(fact)
        for name, term in ontology().predicates.items():
            if facts := gathered.get(name):
                facts.sort(key=card_order(name))
                words, arrow = (term.label_zh, "") if role == "subject" else (term.inverse_zh, "← ")
                yield FactGroup(arrow + name, words, tuple(facts))


def _words(term: ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple | None) -> str:
    return text(term) if term else ""


def card_order(predicate: str) -> Callable[[CardFact], tuple[bool | int | str, ...]]:
    """How the facts of a predicate are sorted on a card: posts by time, others by support."""
    return _career if predicate == "holdsRole" else _weight


def _career(fact: CardFact) -> tuple[bool, str, str, str]:
    return fact.status != "asserted", fact.first, fact.last, fact.iri


def _weight(fact: CardFact) -> tuple[bool, int, int, str, str]:
    return fact.status != "asserted", -fact.sources, -fact.articles, fact.first, fact.iri


def _sources(graph: ox.Store, articles: set[str], base: str) -> tuple[Source, ...]:
    sources = []
    for iri in articles:
        node = ox.NamedNode(iri)
        quads = graph.quads_for_pattern(node, None, None, node)
        fields = {quad.predicate.value.removeprefix(NAMESPACE): text(quad.object) for quad in quads}
        id_ = fields["identifier"]
        original = article_of(fields.get("original", iri), base=base) or id_
        sources.append(Source(id_, fields.get("published", ""), fields.get("title", ""), original))
    return tuple(sorted(sources, key=lambda source: (source.date, source.id)))
