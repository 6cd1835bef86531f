"""graph: the entities of a store and the facts between them as a NetworkX graph."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

import networkx as nx
import pyoxigraph as ox

from kg.query.find import shorten

_RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
_KG = "https://hongtu.example/ontology#"
_LABEL = ox.NamedNode("http://www.w3.org/2004/02/skos/core#prefLabel")
_TYPE = ox.NamedNode(_RDF + "type")
UNCOUNTED = frozenset({"Quote", "Figure", "Date"})
"""Types that are no nodes of the graph: they say something of one entity rather than connect two."""


def entity_graph(
    store: ox.Store, *, base: str, min_articles: int = 1, without: frozenset[str] = UNCOUNTED
) -> nx.MultiDiGraph[str]:
    """The graph of all entities and their asserted facts.

    Nodes are named as in `person/杜小刚` and have `type`, `label`, `mentions` and `articles`. An edge for each subject, predicate
    and object, its key the predicate, has `predicate`, `articles` (how many say so), `claims`, `confidence` (the
    best claim's), and `first` and `last` (days, empty when unknown). Nodes and edges come sorted. Facts of fewer
    than `min_articles` are left out, and entities of the types in `without`.
    """
    graph: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    for iri, attributes in sorted(_nodes(store)):
        if attributes["type"] not in without:
            graph.add_node(shorten(iri, base), **attributes)
    for (subject, predicate, target), edge in sorted(_edges(store).items()):
        source, target = shorten(subject, base), shorten(target, base)
        if source in graph and target in graph and edge["articles"] >= min_articles:
            graph.add_edge(source, target, key=predicate, predicate=predicate, **edge)
    return graph


def _nodes(store: ox.Store) -> Iterator[tuple[str, dict[str, str | int]]]:
    labels = {
        quad.subject.value: quad.object.value
        for quad in store.quads_for_pattern(None, _LABEL, None, ox.DefaultGraph())
    }
    mentions: dict[str, int] = defaultdict(int)
    articles: dict[str, set[str]] = defaultdict(set)
    for quad in store.quads_for_pattern(None, ox.NamedNode(_KG + "refersTo"), None):
        mentions[quad.object.value] += 1
        articles[quad.object.value].add(quad.graph_name.value)
    for quad in store.quads_for_pattern(None, _TYPE, None, ox.DefaultGraph()):
        iri = quad.subject.value
        if iri in labels:
            type_ = quad.object.value.removeprefix(_KG)
            yield (
                iri,
                {
                    "type": type_,
                    "label": labels[iri],
                    "mentions": mentions[iri],
                    "articles": len(articles[iri]),
                },
            )


def _edges(store: ox.Store) -> dict[tuple[str, str, str], dict[str, str | int | float]]:
    """(subject, predicate, object) → what its asserted claims amount to."""
    fields = {name: _column(store, iri) for name, iri in _CLAIM.items()}
    gathered: dict[tuple[str, str, str], list[str]] = defaultdict(list)
    for claim, status in fields["status"].items():
        if status == "asserted":
            fact = (
                fields["subject"][claim],
                fields["predicate"][claim].removeprefix(_KG),
                fields["object"][claim],
            )
            gathered[fact].append(claim)
    return {fact: _summed(claims, fields) for fact, claims in gathered.items()}


_CLAIM = {
    "status": _KG + "status",
    "subject": _RDF + "subject",
    "predicate": _RDF + "predicate",
    "object": _RDF + "object",
    "date": _KG + "statedOn",
    "article": "http://www.w3.org/ns/prov#hadPrimarySource",
    "confidence": _KG + "confidence",
}


def _column(store: ox.Store, predicate: str) -> dict[str, str]:
    return {
        quad.subject.value: quad.object.value
        for quad in store.quads_for_pattern(None, ox.NamedNode(predicate), None)
    }


def _summed(claims: list[str], fields: dict[str, dict[str, str]]) -> dict[str, str | int | float]:
    days = sorted(fields["date"][claim] for claim in claims if claim in fields["date"])
    return {
        "articles": len({fields["article"][claim] for claim in claims}),
        "claims": len(claims),
        "confidence": max(float(fields["confidence"][claim]) for claim in claims),
        "first": days[0] if days else "",
        "last": days[-1] if days else "",
    }
