"""Reads claims, with their proof, for entity cards and for `kg why`."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import pyoxigraph as ox

from kg.query.find import shorten, text

_RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
_KG = "https://hongtu.example/ontology#"
_PROV = "http://www.w3.org/ns/prov#"
SUBJECT, OBJECT = ox.NamedNode(_RDF + "subject"), ox.NamedNode(_RDF + "object")
_FIELDS = {
    _RDF + "subject": "subject",
    _RDF + "predicate": "predicate",
    _RDF + "object": "object",
    _KG + "status": "status",
    _KG + "confidence": "confidence",
    _KG + "statedOn": "date",
    _PROV + "wasDerivedFrom": "span",
    _PROV + "wasGeneratedBy": "by",
}


@dataclass(frozen=True, slots=True)
class Claim:
    """What one sentence of one article says. Subject and object are IRIs, `article` the article's IRI, `exact` the
    sentence at `start`–`end` of its text."""

    iri: str
    article: str
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


def claims_about(graph: ox.Store, entity: str, place: ox.NamedNode) -> Iterator[Claim]:
    """The claims that have an entity's IRI at `place` (SUBJECT or OBJECT)."""
    for quad in graph.quads_for_pattern(None, place, ox.NamedNode(entity)):
        yield read_claim(graph, ox.NamedNode(text(quad.subject)), ox.NamedNode(text(quad.graph_name)))


def claims_between(graph: ox.Store, subject: str, predicate: str, object_: str) -> list[Claim]:
    """The claims behind one fact, best first: asserted before planned, then by confidence, date and place."""
    found = [
        claim
        for claim in claims_about(graph, subject, SUBJECT)
        if claim.object == object_ and claim.predicate == predicate
    ]
    return sorted(
        found,
        key=lambda claim: (
            claim.status != "asserted",
            -claim.confidence,
            claim.date,
            claim.article,
            claim.start,
        ),
    )


def read_claim(graph: ox.Store, node: ox.NamedNode, article: ox.NamedNode) -> Claim:
    """One claim of an article's graph."""
    fields: dict[str, str] = {"date": ""}
    for quad in graph.quads_for_pattern(node, None, None, article):
        if name := _FIELDS.get(quad.predicate.value):
            fields[name] = text(quad.object)
    span = ox.NamedNode(fields["span"])
    proof = {
        quad.predicate.value[len(_KG) :]: text(quad.object)
        for quad in graph.quads_for_pattern(span, None, None, article)
    }
    return Claim(
        iri=node.value,
        article=article.value,
        subject=fields["subject"],
        predicate=fields["predicate"].removeprefix(_KG),
        object=fields["object"],
        status=fields["status"],
        confidence=float(fields["confidence"]),
        date=fields["date"],
        by=fields["by"].partition("/rule/")[2],
        start=int(proof["start"]),
        end=int(proof["end"]),
        exact=proof["exact"],
    )


def label(graph: ox.Store, iri: str, base: str) -> str:
    """What to call a node: its label, the words of a quote, or the end of its IRI."""
    node = ox.NamedNode(iri)
    for predicate in ("http://www.w3.org/2004/02/skos/core#prefLabel", _KG + "text"):
        for quad in graph.quads_for_pattern(node, ox.NamedNode(predicate), None, ox.DefaultGraph()):
            value = text(quad.object)
            return f"“{value}”" if predicate == _KG + "text" else value
    return shorten(iri, base)
