"""Communities: groups of entities that are tied to one another more than to the rest, and what is characteristic of each.

The ties are facts and being named in one sentence, each weighted by Salton's cosine, so that what is named everywhere
binds little. Communities are found by the Leiden algorithm where networkit is installed, else by Louvain's, seeded.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from typing import cast

import networkx as nx
import numpy as np

from kg.graph.engine import Arrays, grouped, has_leiden, leiden_communities
from kg.graph.ties import Projection, Selection, count, select
from kg.rdf.terms import unescape
from kg.report.sections import Cell, Report, Section
from kg.store import Store
from kg.store.edge_table import EdgeTable

_SHOWN = 20
_NAMES = 5
_SMALLEST = 5
"""Members below which a community is not described."""

_KINDS = ("Person", "Organisation", "Campaign", "Site", "Place", "Event")


def report(store: Store) -> Report:
    """The largest communities with the entities that stand for them."""
    table = store.edges
    kinds = frozenset({*_KINDS, "Policy", "Work", "Route"})
    selection = select(table, Projection(types=kinds, together="sentence"))
    ties = count(selection, directed=False)
    often = np.maximum(selection.articles, 1)
    cosine = np.minimum(ties.articles / np.sqrt(often[ties.source] * often[ties.target]), 1.0)
    tied = np.unique(np.concatenate([ties.source, ties.target]))
    pairs = np.column_stack([np.searchsorted(tied, ties.source), np.searchsorted(tied, ties.target)])
    arrays = Arrays.from_ends(tied.tolist(), pairs, cosine, directed=False)
    found = [group for group in communities(arrays) if len(group) >= _SMALLEST]
    inside = _inside(arrays, found)
    rows = [_row(number, group, table, selection, inside) for number, group in enumerate(found[:_SHOWN], 1)]
    people = [_kind(number, group, table, inside) for number, group in enumerate(found[:_SHOWN], 1)]
    summary = Section(
        "概况 Summary",
        ("", "count"),
        (
            ("实体 entities that are tied", len(arrays)),
            (f"社群 communities of {_SMALLEST} or more", len(found)),
            ("其中实体 entities in them", sum(map(len, found))),
        ),
    )
    listed = Section(
        "社群 Communities",
        ("no.", "entities", "articles", "characteristic"),
        tuple(rows),
        "characteristic: most of whose ties stay within the community, the best attested first",
    )
    by_type = Section("成员 Members by type", ("no.", *_KINDS), tuple(people))
    sections = (summary, listed, by_type)
    return Report("社群 · Communities", tuple(section for section in sections if section.rows))


def communities(arrays: Arrays) -> list[set[int]]:
    """The communities of a graph whose nodes are numbers, the largest first, the same every time."""
    if has_leiden():
        return cast("list[set[int]]", leiden_communities(arrays))
    graph: nx.Graph[int] = nx.from_scipy_sparse_array(arrays.matrix)
    found = nx.community.louvain_communities(graph, seed=0)
    label = {node: number for number, group in enumerate(found) for node in group}
    return cast("list[set[int]]", grouped(arrays.nodes, [label[index] for index in range(len(arrays))]))


def _inside(arrays: Arrays, found: Sequence[set[int]]) -> dict[int, float]:
    """How characteristic each entity is of its community: the weight of its ties within, by their share of all."""
    nodes = cast("tuple[int, ...]", arrays.nodes)
    number = {node: index for index, node in enumerate(nodes)}
    group = np.full(len(arrays), -1)
    for label, members in enumerate(found):
        group[[number[node] for node in members]] = label
    ends = arrays.coordinates
    within = np.bincount(
        ends.row, weights=ends.data * (group[ends.row] == group[ends.col]), minlength=len(arrays)
    )
    total = np.bincount(ends.row, weights=ends.data, minlength=len(arrays))
    score = within * within / np.maximum(total, 1e-12)
    return dict(zip(nodes, score.tolist(), strict=True))


def _row(
    number: int, group: set[int], table: EdgeTable, selection: Selection, inside: dict[int, float]
) -> tuple[Cell, ...]:
    members = np.array(sorted(group), np.int64)
    spoken = np.isin(table.mentions[:, 1], members)
    articles = len(np.unique(table.mentions[spoken, 0]))
    best = sorted(group, key=lambda node: (-inside[node], node))[: 2 * _NAMES]
    return number, len(group), articles, "、".join(_name(table, node) for node in best)


def _kind(number: int, group: set[int], table: EdgeTable, inside: dict[int, float]) -> tuple[Cell, ...]:
    by_kind: dict[str, list[int]] = defaultdict(list)
    for node in sorted(group, key=lambda node: (-inside[node], node)):
        by_kind[table.types[node]].append(node)
    return (number, *("、".join(_name(table, node) for node in by_kind[kind][:_NAMES]) for kind in _KINDS))


def _name(table: EdgeTable, node: int) -> str:
    return unescape(table.nodes[node].partition("/")[2])
