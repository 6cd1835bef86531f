"""graph: the entities of a store and the ties between them as NetworkX graphs."""

from __future__ import annotations

import re

import networkx as nx
import numpy as np

from kg.graph.ties import TOGETHER, UNCOUNTED, Projection, Selection, count, iso, select
from kg.store.edge_table import EdgeTable

__all__ = ["ALL", "TOGETHER", "UNCOUNTED", "Projection", "entity_graph", "project"]

_NOT_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")
"""Characters that XML 1.0 cannot hold, escaped or not."""

ALL = Projection()
"""Everything that an article asserts of entities."""


def entity_graph(table: EdgeTable, projection: Projection = ALL) -> nx.MultiDiGraph[str]:
    """The entities that articles speak of, and their ties.

    Nodes are named as in `person/沈佳禾` and have `type`, `label` (without what no XML can hold), `mentions` (spans),
    `articles`, and the days of their `first` and `last` mention. There is an edge for each subject, predicate and object, its key the predicate, with `predicate`,
    `articles` (how many say so), `sources` (articles that copy one another count once), `claims`, `confidence` (the
    best claim's), and `first` and `last` (days, empty when unknown). Entities named together have an edge
    `together` from the first to the second in order. Nodes and edges come sorted.
    """
    selection = select(table, projection)
    ties = count(selection, min_articles=projection.min_articles)
    graph: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    graph.add_nodes_from(_nodes(selection))
    names, kinds = table.nodes, (*table.predicates, TOGETHER)
    columns = (ties.articles, ties.origins, ties.claims, ties.confidence, ties.first, ties.last)
    ends = zip(ties.source.tolist(), ties.kind.tolist(), ties.target.tolist(), strict=True)
    values = zip(*(column.tolist() for column in columns), strict=True)
    for (source, kind, target), (articles, origins, claims, sure, first, last) in zip(
        ends, values, strict=True
    ):
        graph.add_edge(names[source], names[target], kinds[kind])
        graph.edges[names[source], names[target], kinds[kind]].update(
            predicate=kinds[kind],
            articles=articles,
            sources=origins,
            claims=claims,
            confidence=sure,
            first=iso(first),
            last=iso(last),
        )
    return graph


def project(table: EdgeTable, projection: Projection = ALL) -> nx.Graph[str]:
    """The tied entities as a simple graph for analysis: one edge between two entities, whatever ties them.

    Nodes are as in `entity_graph`, those without a tie left out. Edges have `articles`, `sources`, `claims`, `first`,
    `last` and `kinds` (predicates joined by spaces, `together` last), `weight` (the sources) and `cosine`: the articles that
    tie the two by the geometric mean of the articles that mention each (Salton's cosine), which discounts hubs.
    """
    selection = select(table, projection)
    ties = count(selection, directed=False, min_articles=projection.min_articles)
    kinds = _kinds(selection)
    graph: nx.Graph[str] = nx.Graph()
    ends = np.column_stack([ties.source, ties.target])
    tied = set(np.unique(ends).tolist())
    graph.add_nodes_from(node for index, node in enumerate(_every(selection)) if index in tied)
    often = np.maximum(selection.articles, 1)
    cosine = np.minimum(ties.articles / np.sqrt(often[ties.source] * often[ties.target]), 1.0)
    columns = (ties.articles, ties.origins, ties.claims, ties.first, ties.last, cosine)
    for (a, b), (articles, origins, claims, first, last, like) in zip(
        ends.tolist(), zip(*(column.tolist() for column in columns), strict=True), strict=True
    ):
        graph.add_edge(
            table.nodes[a],
            table.nodes[b],
            weight=origins,
            articles=articles,
            sources=origins,
            claims=claims,
            first=iso(first),
            last=iso(last),
            kinds=kinds[a, b],
            cosine=like,
        )
    return graph


def _nodes(selection: Selection) -> list[tuple[str, dict[str, str | int]]]:
    """The entities that are kept and that something is said of, in the time asked for."""
    spoken = selection.spans > 0
    spoken[selection.rows[:, 0]] = spoken[selection.rows[:, 2]] = True
    every = _every(selection)
    return [every[index] for index in np.flatnonzero(spoken & selection.kept)]


def _every(selection: Selection) -> list[tuple[str, dict[str, str | int]]]:
    table = selection.table
    columns = (selection.spans, selection.articles, selection.first, selection.last)
    counts = zip(*(column.tolist() for column in columns), strict=True)
    return [
        (
            name,
            {
                "type": kind,
                "label": _NOT_XML.sub("", label),
                "mentions": spans,
                "articles": articles,
                "first": iso(first),
                "last": iso(last),
            },
        )
        for name, kind, label, (spans, articles, first, last) in zip(
            table.nodes, table.types, table.labels, counts, strict=True
        )
    ]


def _kinds(selection: Selection) -> dict[tuple[int, int], str]:
    """What ties two entities, by their numbers in order."""
    names = (*selection.table.predicates, TOGETHER)
    rows = selection.rows[:, :3].copy()
    rows[:, [0, 2]] = np.sort(rows[:, [0, 2]], axis=1)
    found: dict[tuple[int, int], str] = {}
    for a, kind, b in np.unique(rows, axis=0).tolist():
        found[a, b] = f"{found[a, b]} {names[kind]}" if (a, b) in found else names[kind]
    return found
