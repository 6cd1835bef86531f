"""ontology: the types and predicates of the graph, read from the Turtle files of the folder `ontology`."""

from __future__ import annotations

from kg.ontology.load import NAMESPACE, Ontology, Predicate, Term, Type, load, ontology
from kg.ontology.render import as_html, as_table, as_turtle

__all__ = [
    "NAMESPACE",
    "Ontology",
    "Predicate",
    "Term",
    "Type",
    "as_html",
    "as_table",
    "as_turtle",
    "load",
    "ontology",
]
