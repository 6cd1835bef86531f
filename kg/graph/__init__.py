"""graph: the entities of a store and the facts between them as a NetworkX graph."""

from __future__ import annotations

import re
from collections.abc import Iterator

import networkx as nx
import pyoxigraph as ox

from kg.ontology import NAMESPACE
from kg.query import PREFIXES
from kg.query.find import shorten

_NOT_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")
"""Characters that XML 1.0 cannot hold, escaped or not."""

UNCOUNTED = frozenset({"Quote", "Figure", "Date"})
"""Types that are no nodes of the graph: they say something of one entity rather than connect two."""

# The store counts six times faster than Python would over its quads.
_ENTITIES = "SELECT ?entity ?type ?label { ?entity a ?type ; skos:prefLabel ?label }"
_MENTIONS = """
SELECT ?entity (COUNT(?span) AS ?mentions) (COUNT(DISTINCT ?article) AS ?articles)
WHERE { GRAPH ?article { ?span kg:refersTo ?entity } }
GROUP BY ?entity
"""
_FACTS = """
SELECT ?subject ?property ?object (COUNT(DISTINCT ?article) AS ?articles) (COUNT(?claim) AS ?claims)
  (MAX(?confidence) AS ?best) (MIN(?day) AS ?first) (MAX(?day) AS ?last)
WHERE {
  GRAPH ?article {
    ?claim kg:status "asserted" ; rdf:subject ?subject ; rdf:predicate ?property ; rdf:object ?object ;
      kg:confidence ?confidence .
    OPTIONAL { ?claim kg:statedOn ?day }
  }
}
GROUP BY ?subject ?property ?object
"""


def entity_graph(
    store: ox.Store, *, base: str, min_articles: int = 1, without: frozenset[str] = UNCOUNTED
) -> nx.MultiDiGraph[str]:
    """The entities that articles speak of, and their asserted facts.

    Nodes are named as in `person/沈佳禾` and have `type`, `label` (without what no XML can hold), `mentions` (spans)
    and `articles`. There is an edge for each subject, predicate and object, its key the predicate, with `predicate`,
    `articles` (how many say so), `claims`, `confidence` (the best claim's), and `first` and `last` (days, empty when
    unknown). Nodes and edges come sorted. Left out are facts of fewer than `min_articles`, entities of the types in
    `without`, and those that the graph knows only as places around others.
    """
    facts = sorted(_rows(store, _FACTS))
    mentioned = {entity: (int(spans), int(articles)) for entity, spans, articles in _rows(store, _MENTIONS)}
    spoken_of = mentioned.keys() | {end for fact in facts for end in (fact[0], fact[2])}
    graph: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    for entity, iri, label in sorted(_rows(store, _ENTITIES)):
        type_ = iri.removeprefix(NAMESPACE)
        if type_ not in without and entity in spoken_of:
            mentions, articles = mentioned.get(entity, (0, 0))
            name, words = shorten(entity, base), _NOT_XML.sub("", label)
            graph.add_node(name, type=type_, label=words, mentions=mentions, articles=articles)
    for subject, property_, target, number, claims, best, first, last in facts:
        a, b, predicate = shorten(subject, base), shorten(target, base), property_.removeprefix(NAMESPACE)
        if a in graph and b in graph and int(number) >= min_articles:
            graph.add_edge(a, b, predicate)
            graph.edges[a, b, predicate].update(
                predicate=predicate,
                articles=int(number),
                claims=int(claims),
                confidence=float(best),
                first=first,
                last=last,
            )
    return graph


def _rows(store: ox.Store, query: str) -> Iterator[list[str]]:
    """The words or IRIs of each solution, empty where unbound."""
    solutions = store.query(query, prefixes=PREFIXES)
    assert isinstance(solutions, ox.QuerySolutions)
    for solution in solutions:
        yield [getattr(term, "value", "") for term in solution]
