"""Reads claims, with their proof, for entity cards and for `kg why`."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import pyoxigraph as ox

from kg.ontology import NAMESPACE
from kg.query.find import shorten, text
from kg.rdf.terms import PROV, RDF, entity_of

_SUBJECT, _OBJECT = ox.NamedNode(RDF + "subject"), ox.NamedNode(RDF + "object")
_LABEL = ox.NamedNode("http://www.w3.org/2004/02/skos/core#prefLabel")
_TEXT = ox.NamedNode(NAMESPACE + "text")
_SHARED = frozenset({"person", "place", "organisation", "role", "event"})
_ORIGINAL = ox.NamedNode(NAMESPACE + "original")
_FIELDS = {
    RDF + "subject": "subject",
    RDF + "predicate": "predicate",
    RDF + "object": "object",
    NAMESPACE + "status": "status",
    NAMESPACE + "confidence": "confidence",
    NAMESPACE + "statedOn": "date",
    PROV + "wasDerivedFrom": "span",
    PROV + "wasGeneratedBy": "by",
}


@dataclass(frozen=True, slots=True)
class Claim:
    """What one sentence of one article says. Subject and object are IRIs, `article` the article's IRI, `original` that of
    the article which it copies (itself where it copies none), `exact` the sentence at `start`–`end` of its text."""

    iri: str
    article: str
    original: str
    subject: str
    predicate: str
    object: str
    status: str
    confidence: float
    date: str
    by: str
    start: int
    end: int
    exact: str


def claims_of(graph: ox.Store, subject: str, object_: str = "") -> Iterator[Claim]:
    """The claims with this subject and, where one is given, this object, both by IRI; in no particular order."""
    found = graph.quads_for_pattern(None, _SUBJECT, ox.NamedNode(subject))
    if object_:
        # Of a well-known entity there are many thousands: only those that have both ends are read.
        ends = {quad.subject for quad in graph.quads_for_pattern(None, _OBJECT, ox.NamedNode(object_))}
        found = (quad for quad in found if quad.subject in ends)
    for quad in found:
        yield _read(graph, ox.NamedNode(text(quad.subject)), ox.NamedNode(text(quad.graph_name)))


def claim_named(graph: ox.Store, iri: str) -> Claim | None:
    """The claim of an IRI; None where the graph has none."""
    node = ox.NamedNode(iri)
    for quad in graph.quads_for_pattern(node, _SUBJECT, None):
        return _read(graph, node, ox.NamedNode(text(quad.graph_name)))
    return None


def best_first(claim: Claim) -> tuple[bool, float, str, str, int, str]:
    """Key to sort claims by: asserted before planned and denied, then by confidence, date and place."""
    return claim.status != "asserted", -claim.confidence, claim.date, claim.article, claim.start, claim.iri


def _read(graph: ox.Store, node: ox.NamedNode, article: ox.NamedNode) -> Claim:
    """One claim of an article's graph."""
    fields: dict[str, str] = {"date": ""}
    for quad in graph.quads_for_pattern(node, None, None, article):
        if name := _FIELDS.get(quad.predicate.value):
            fields[name] = text(quad.object)
    proof = {
        quad.predicate.value.removeprefix(NAMESPACE): text(quad.object)
        for quad in graph.quads_for_pattern(ox.NamedNode(fields["span"]), None, None, article)
    }
    return Claim(
        iri=node.value,
        article=article.value,
        original=original_of(graph, article),
        subject=fields["subject"],
        predicate=fields["predicate"].removeprefix(NAMESPACE),
        object=fields["object"],
        status=fields["status"],
        confidence=float(fields["confidence"]),
        date=fields["date"],
        by=fields["by"].partition("/rule/")[2],
        start=int(proof["start"]),
        end=int(proof["end"]),
        exact=proof["exact"],
    )


def original_of(graph: ox.Store, article: ox.NamedNode) -> str:
    """The IRI of the article that an article copies; its own where it copies none."""
    for quad in graph.quads_for_pattern(article, _ORIGINAL, None, article):
        return text(quad.object)
    return article.value


def label(graph: ox.Store, iri: str, base: str) -> str:
    """What to call a node: its label, the words of a quote in quotation marks, or the end of its IRI."""
    node = ox.NamedNode(iri)
    for quad in graph.quads_for_pattern(node, _LABEL, None, ox.DefaultGraph()):
        return text(quad.object)
    for quad in graph.quads_for_pattern(node, _TEXT, None, ox.DefaultGraph()):
        return f"“{text(quad.object)}”"
    return shorten(iri, base)


def told_apart(graph: ox.Store, iri: str, base: str) -> str:
    """The label of a node; for types whose names several bear, with what tells this one apart (张伟（江阴市））."""
    kind, key = entity_of(iri, base=base) or ("", "")
    return key if kind in _SHARED else label(graph, iri, base)
