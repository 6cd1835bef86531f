"""rdf: Statement ↔ N-Triples. The only place that mints IRIs and converts terms."""

from __future__ import annotations

from kg.rdf.quads import article_triples
from kg.rdf.terms import (
    ONTOLOGY,
    article_iri,
    article_of,
    base_iri,
    claim_iri,
    entity_iri,
    entity_of,
    quote_iri,
    rule_iri,
    span_iri,
    span_of,
)

__all__ = [
    "ONTOLOGY",
    "article_iri",
    "article_of",
    "article_triples",
    "base_iri",
    "claim_iri",
    "entity_iri",
    "entity_of",
    "quote_iri",
    "rule_iri",
    "span_iri",
    "span_of",
]
