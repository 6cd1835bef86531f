"""Reads the graph back, as the N-Triples lines that Oxigraph dumps: ten times faster than its quads as objects."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from tempfile import TemporaryFile

from pyoxigraph import DefaultGraph, NamedNode, RdfFormat, Store

from kg.rdf.terms import text_of_literal

About = dict[str, dict[str, list[str]]]
"""subject → predicate → objects, all as N-Triples terms (`<iri>`, `"words"`)."""


def graph_names(store: Store) -> list[str]:
    """The IRIs of the named graphs, sorted."""
    return sorted(name.value for name in store.named_graphs() if isinstance(name, NamedNode))


def graph_lines(store: Store, graph: str) -> list[str]:
    """The lines of a named graph, without the final ` .`, in no particular order."""
    dump = store.dump(format=RdfFormat.N_TRIPLES, from_graph=NamedNode(graph)) or b""
    return [line[:-2] for line in dump.decode().split("\n") if line]


def default_lines(store: Store) -> Iterator[str]:
    """The lines of the default graph, through a file: it may be larger than memory."""
    with TemporaryFile() as file:
        store.dump(file, format=RdfFormat.N_TRIPLES, from_graph=DefaultGraph())
        file.seek(0)
        for line in file:
            yield line[:-3].decode()


def described(lines: Iterable[str]) -> About:
    """Lines by subject and predicate."""
    about: About = {}
    for line in lines:
        subject, predicate, target = line.split(" ", 2)
        known = about.get(subject)
        if known is None:
            about[subject] = {predicate: [target]}
        elif predicate in known:
            known[predicate].append(target)
        else:
            known[predicate] = [target]
    return about


def iri(term: str) -> str:
    """`<iri>` without its brackets."""
    return term[1:-1]


def value(term: str) -> str:
    """An IRI or the words of a literal, as people read them."""
    return text_of_literal(term) if term[:1] == '"' else term[1:-1]
