"""What a query asks for that the graph does not hold: a misspelt term gives no rows, and no error either."""

from __future__ import annotations

import re
from difflib import get_close_matches

import pyoxigraph as ox

from kg.ontology import ontology
from kg.query import PREFIXES
from kg.query.binding import words
from kg.rdf.terms import ONTOLOGY

_PREFIX = re.compile(r"\bPREFIX\s+([\w-]*):\s*<([^<>\s]*)>", re.I)
_USUAL_NAMES = frozenset(("rdfs:label", "schema:name", "skos:label", "rdfs:prefLabel"))
"""What names are called in other graphs."""


def absent(graph: ox.Store, text: str) -> list[str]:
    """A remark on each term `prefix:name` of a query that stands nowhere in the graph, in the order of the query, with
    what may have been meant."""
    spaces = PREFIXES | dict(_PREFIX.findall(text))
    remarks = {}
    for word in words(text):
        prefix, colon, name = word.partition(":")
        if colon and name and prefix in spaces and not _stands(graph, spaces[prefix] + name):
            remarks[word] = f"{word} stands nowhere in this graph{_meant(word, spaces[prefix], name)}"
    return list(remarks.values())


def _stands(graph: ox.Store, iri: str) -> bool:
    """Whether an IRI is in a graph; taken for so where it is none as written, relative to a BASE or with escapes."""
    try:
        node = ox.NamedNode(iri)
    except ValueError:
        return True
    places = ((None, node, None), (None, None, node), (node, None, None))
    return any(next(graph.quads_for_pattern(*place), None) for place in places)


def _meant(word: str, space: str, name: str) -> str:
    if word in _USUAL_NAMES:
        return ": names are skos:prefLabel, other names skos:altLabel"
    if space != ONTOLOGY:
        right = PREFIXES.get(word.partition(":")[0])
        return f": the prefix is <{right}>" if right and right != space else ""
    terms = {**ontology().properties, **ontology().classes}
    if name in terms:
        return ", though the ontology knows it"
    near = get_close_matches(name, terms, 1, 0.7)
    return f"; did you mean kg:{near[0]}?" if near else "; `kg ontology` lists all terms"
