"""Bridges and brokers, against NetworkX on random graphs."""

from __future__ import annotations

from typing import TYPE_CHECKING

import networkx as nx
from hypothesis import given
from hypothesis import strategies as st

from kg.graph.arrays import Arrays
from kg.graph.cuts import cuts

if TYPE_CHECKING:
    Graph = nx.Graph[int]


def lost(graph: Graph, node: int) -> int:
    """How many others do not hang together with most of their part when a node is gone, by taking it out."""
    part = nx.node_connected_component(graph, node) - {node}
    pieces = [len(piece) for piece in nx.connected_components(graph.subgraph(part))]
    return len(part) - max(pieces, default=0)


@given(st.lists(st.tuples(st.integers(0, 11), st.integers(0, 11)), max_size=24))
def test_they_are_those_of_networkx(pairs: list[tuple[int, int]]) -> None:
    graph: Graph = nx.Graph()
    graph.add_nodes_from(range(12))
    graph.add_edges_from((a, b) for a, b in pairs if a != b)
    found = cuts(Arrays.of(graph))
    assert {frozenset(bridge[:2]) for bridge in found.bridges} == {
        frozenset(pair) for pair in nx.bridges(graph)
    }
    assert set(found.brokers) == set(nx.articulation_points(graph))
    assert found.brokers == {node: lost(graph, node) for node in found.brokers}
    for a, b, smaller in found.bridges:
        without = graph.copy()
        without.remove_edge(a, b)
        assert smaller == min(len(nx.node_connected_component(without, node)) for node in (a, b))


def test_a_long_chain() -> None:
    found = cuts(Arrays.of(nx.path_graph(30_000)))  # deeper than Python calls itself
    assert len(found.bridges) == 29_999
    assert max(found.brokers.values()) == 14_999
