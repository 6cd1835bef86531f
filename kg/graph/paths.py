"""The best paths between two entities, where passing through a hub costs more than a detour past it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice, pairwise

import networkx as nx
import numpy as np
from scipy.sparse import csr_array
from scipy.sparse.csgraph import dijkstra

from kg.graph.ties import Floats, Ints, Selection, Ties, count

_SLACK = (0.0, 1.0, 2.0, 4.0, 8.0, 16.0, np.inf)
"""How much dearer than the best path the others are searched for, step by step until there are enough."""


@dataclass(frozen=True, slots=True)
class Path:
    """Entities from one end to the other, as numbers of the table's nodes, and what the path costs in bits."""

    nodes: tuple[int, ...]
    cost: float


@dataclass(frozen=True, slots=True)
class Network:
    """The undirected ties of a selection with their costs, as a symmetric matrix of `costs` (dearer into hubs),
    and the number of `neighbours` of each node."""

    costs: csr_array
    neighbours: Ints
    ties: Ties


def network(selection: Selection, *, min_articles: int = 1) -> Network:
    """What paths run along.

    A step to a node v costs 1 + 1/s + log2 k(v): s is the number of independent sources of the tie, k(v) the number of
    v's neighbours, and log2 k(v) the bits that it takes to name one of them. This is the path length of Ciampaglia
    et al., Computational Fact Checking from Knowledge Networks, PLoS ONE 10(6), 2015, with a step's own cost added,
    so that among paths past nodes of few neighbours the shorter and better attested wins.
    """
    ties = count(selection, directed=False, min_articles=min_articles)
    size = len(selection.table.nodes)
    neighbours = np.bincount(np.concatenate([ties.source, ties.target]), minlength=size)
    step = 1 + 1 / np.maximum(ties.origins, 1)
    bits = np.log2(np.maximum(neighbours, 1))
    rows, columns = np.concatenate([ties.source, ties.target]), np.concatenate([ties.target, ties.source])
    costs = np.concatenate([step + bits[ties.target], step + bits[ties.source]])
    matrix = csr_array((costs, (rows, columns)), shape=(size, size))
    return Network(matrix, neighbours, ties)


def best_paths(net: Network, start: int, end: int, number: int) -> list[Path]:
    """The `number` cheapest paths without a repeated node, cheapest first (Yen's algorithm, on the part of the network
    where they must lie); none when the two are not connected."""
    from_start, from_end = (_distances(net.costs, node) for node in (start, end))
    bits = np.log2(np.maximum(net.neighbours, 1))
    # There and back through a node, its own bits counted once, those of the two ends not at all.
    through = from_start + from_end - bits
    best = through[end]
    if not np.isfinite(best):
        return []
    found: list[Path] = []
    for slack in _SLACK:
        near = np.flatnonzero(through <= best + slack + _EQUAL)
        if found and len(near) > _LARGE:
            break
        paths = _cheapest(net.costs, near, start, end)
        found = [Path(nodes, cost - float(bits[end])) for nodes, cost in islice(paths, number)]
        if len(found) == number and found[-1].cost <= best + slack + _EQUAL:
            break
    return [Path(path.nodes, round(path.cost, 3)) for path in found]


_EQUAL = 1e-9
_LARGE = 3000
"""Nodes of the part of a network where more paths are no longer searched for: all of them would lead past hubs."""


def _distances(costs: csr_array, node: int) -> Floats:
    found: Floats = dijkstra(costs, directed=True, indices=node)
    return found


def _cheapest(costs: csr_array, near: Ints, start: int, end: int) -> Iterator[tuple[tuple[int, ...], float]]:
    """Paths with what their steps cost, along nodes that are `near`."""
    part = costs[near][:, near].tocoo()
    graph: nx.DiGraph[int] = nx.DiGraph()
    arrows = zip(near[part.row].tolist(), near[part.col].tolist(), part.data.tolist(), strict=True)
    graph.add_weighted_edges_from(sorted(arrows))
    for nodes in nx.shortest_simple_paths(graph, start, end, weight="weight"):
        yield tuple(nodes), sum(graph.edges[pair]["weight"] for pair in pairwise(nodes))
