"""Finds the entity that a user means by a name."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from difflib import get_close_matches

import pyoxigraph as ox

from kg.errors import UsageError
from kg.ontology import ontology
from kg.rdf.terms import SKOS, escape

_LABEL = ox.NamedNode(SKOS + "prefLabel")
_ALIAS = ox.NamedNode(SKOS + "altLabel")
_TYPE = ox.NamedNode("http://www.w3.org/1999/02/22-rdf-syntax-ns#type")
_REFERS = ox.NamedNode("https://hongtu.example/ontology#refersTo")
_MARKS = str.maketrans("", "", "“”‘’\"'《》〈〉「」『』 ")


@dataclass(frozen=True, slots=True)
class Found:
    """An entity of the graph: its IRI, type, label, and what tells it apart (`person/张伟（江阴市）`)."""

    iri: str
    type: str
    label: str
    short: str


def text(term: ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple | ox.DefaultGraph) -> str:
    """The IRI of a node, or the words of a literal; our graphs hold no other terms."""
    return term.value if isinstance(term, ox.NamedNode | ox.Literal) else str(term)


def find(graph: ox.Store, name: str, *, base: str) -> list[Found]:
    """The entities that bear a name: by IRI or its end (`person/沈佳禾`, its key escaped or not), by label, else by
    any other name, else by what tells them apart (林远山（松岭市委）, as reports call them), where a type stands before
    it those of that type; most mentioned first."""
    if not is_text(name):
        return []
    kind, slash, key = name.partition("/")
    for iri in (name, base + name, f"{base}{kind.lower()}/{escape(key)}") if slash or ":" in name else ():
        if found := _by_iri(graph, iri, base):
            return [found]
    for predicate in (_LABEL, _ALIAS):
        bearers = {
            text(quad.subject)
            for quad in graph.quads_for_pattern(None, predicate, ox.Literal(name), ox.DefaultGraph())
        }
        if bearers:
            found_all = [found for iri in sorted(bearers) if (found := _by_iri(graph, iri, base))]
            return sorted(found_all, key=lambda found: (-mention_count(graph, found.iri), found.iri))
    if name.endswith("）") and not slash:
        keys = [f"{base}{kind.lower()}/{escape(name)}" for kind in ontology().types]
        return [found for iri in keys if (found := _by_iri(graph, iri, base))]
    return [one for one in find(graph, key, base=base) if one.type.lower() == kind.lower()] if slash else []


def find_one(graph: ox.Store, name: str, *, base: str) -> Found:
    """The entity that a name means.

    Raises:
        UsageError: none bears it (near names are suggested), or several do (they are listed).
    """
    found = find(graph, name, base=base)
    if not found:
        near = suggest(graph, name)
        raise UsageError(
            f"no entity {name!r} in the graph" + (f"; did you mean {', '.join(near)}?" if near else "")
        )
    if len(found) > 1:
        listed = "".join(
            f"\n  {one.short}  (mentioned {mention_count(graph, one.iri)}×)" for one in found[:12]
        )
        more = f"\n  … and {len(found) - 12} more" if len(found) > 12 else ""
        raise UsageError(f"{name!r} may be any of {len(found)}; name one of{listed}{more}")
    return found[0]


def suggest(graph: ox.Store, name: str) -> list[str]:
    """Up to five labels that are like a name: those that hold it, then those written almost so."""
    bare = name.translate(_MARKS)
    letters = set(bare)
    labels = {text(quad.object) for quad in graph.quads_for_pattern(None, _LABEL, None, ox.DefaultGraph())}
    # Two comparisons of letters for each label, so that the costly ones see a hundredth of a large graph.
    like = [label for label in labels if 2 * len(letters.intersection(label)) >= len(letters)]
    holding = [label for label in like if bare and bare in label.translate(_MARKS)]
    holding.sort(key=lambda label: (len(label), label))
    almost = sorted(label for label in like if len(label) <= 3 * len(bare) and label not in holding)
    return (holding + get_close_matches(name, almost, 5, 0.5))[:5]


def mention_count(graph: ox.Store, iri: str) -> int:
    """How many spans refer to an entity."""
    return sum(1 for _ in graph.quads_for_pattern(None, _REFERS, ox.NamedNode(iri)))


def shorten(iri: str, base: str) -> str:
    """An IRI as a person reads it: without the base, the ontology's as `kg:`."""
    if iri.startswith(base) and not iri.startswith("https://hongtu.example/ontology#"):
        return iri[len(base) :]
    return iri.replace("https://hongtu.example/ontology#", "kg:")


def is_text(name: str) -> bool:
    """Whether a name can stand in a graph: half a surrogate pair, as the command line gives for a broken byte, cannot."""
    try:
        name.encode()
    except UnicodeEncodeError:
        return False
    return True


def _by_iri(graph: ox.Store, iri: str, base: str) -> Found | None:
    try:
        node = ox.NamedNode(iri)
    except ValueError:
        return None
    types = sorted(_values(graph, node, _TYPE))
    labels = sorted(_values(graph, node, _LABEL))
    return (
        Found(iri, types[0].rpartition("#")[2], labels[0], shorten(iri, base)) if types and labels else None
    )


def _values(graph: ox.Store, node: ox.NamedNode, predicate: ox.NamedNode) -> Iterator[str]:
    for quad in graph.quads_for_pattern(node, predicate, None, ox.DefaultGraph()):
        yield text(quad.object)
