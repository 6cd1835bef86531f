"""The best paths, against all paths of small random networks, and the cost of hubs."""

from __future__ import annotations

from itertools import pairwise
from math import log2

import networkx as nx
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.graph.paths import best_paths, network
from kg.graph.ties import Projection, select
from kg.store.edge_table import EdgeTable

Pairs = list[tuple[int, int]]


def tied(pairs: Pairs, size: int) -> EdgeTable:
    """Entities 0 … size-1; each pair is a claim of an article of its own."""
    claims = [[number, a, 0, b, 0, 9000, 0, 1] for number, (a, b) in enumerate(pairs)]
    articles = tuple(f"{number:03}" for number in range(len(pairs)))
    return EdgeTable(
        nodes=tuple(f"person/{number:02}" for number in range(size)),
        types=("Person",) * size,
        labels=tuple(f"{number:02}" for number in range(size)),
        predicates=("succeeds",),
        articles=articles,
        days=("",) * len(articles),
        origins=tuple(range(len(articles))),
        mentions=np.zeros((0, 5), np.int32),
        claims=np.array(claims, np.int32).reshape(-1, 8),
    )


def all_paths(pairs: Pairs, start: int, end: int) -> list[float]:
    """The costs of all paths, by the formula, from a graph of NetworkX."""
    graph: nx.Graph[int] = nx.Graph()
    for a, b in pairs:
        if a != b:
            graph.add_edge(a, b)
            graph.edges[a, b]["sources"] = graph.edges[a, b].get("sources", 0) + 1
    if start not in graph or end not in graph:
        return []
    costs = [
        sum(1 + 1 / graph.edges[pair]["sources"] for pair in pairwise(nodes))
        + sum(log2(graph.degree(node)) for node in nodes[1:-1])
        for nodes in nx.all_simple_paths(graph, start, end)
    ]
    return sorted(costs)


@given(st.lists(st.tuples(st.integers(0, 7), st.integers(0, 7)), max_size=20), st.integers(1, 12))
def test_they_are_the_cheapest_of_all(pairs: Pairs, number: int) -> None:
    net = network(select(tied(pairs, 8), Projection()))
    found = best_paths(net, 0, 7, number)
    assert [path.cost for path in found] == pytest.approx(all_paths(pairs, 0, 7)[:number], abs=2e-3)
    assert len({path.nodes for path in found}) == len(found)
    assert all(path.nodes[0] == 0 and path.nodes[-1] == 7 for path in found)


def test_a_hub_is_gone_round() -> None:
    hub, start, end = 1, 0, 2
    spokes = [(hub, node) for node in (start, end, *range(10, 40))]
    detour = [(start, 3), (3, 4), (4, end)]
    net = network(select(tied(spokes + detour, 40), Projection()))
    assert [path.nodes for path in best_paths(net, start, end, 2)] == [(0, 3, 4, 2), (0, 1, 2)]
    alone = network(select(tied(spokes, 40), Projection()))
    assert [path.nodes for path in best_paths(alone, start, end, 2)] == [(0, 1, 2)]


def test_what_more_sources_attest_comes_first() -> None:
    pairs = [(0, 1), (1, 3), (0, 2), (0, 2), (2, 3)]
    net = network(select(tied(pairs, 4), Projection()))
    assert [path.nodes for path in best_paths(net, 0, 3, 5)] == [(0, 2, 3), (0, 1, 3)]
