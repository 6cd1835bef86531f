"""Measures of a large graph: Hongtu's engine against NetworkX itself, in one process, on the same graph.

    python benchmarks/graph.py [NODES] [EDGES]

The graph is random with a few hubs, as graphs of news are. The engine's time is given twice: on its own arrays, as the
analysis of a store uses them, and through NetworkX's dispatch, the conversion of the graph included.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from time import perf_counter

import networkx as nx
import numpy as np

from kg.graph.arrays import Arrays
from kg.graph.engine import betweenness_centrality, eigenvector_centrality, leiden_communities, pagerank

SAMPLE = 32
"""Sources of sampled betweenness: both need time in proportion."""


def made(nodes: int, edges: int) -> nx.Graph[int]:
    """A graph whose degrees follow a power law, its largest hub tied to about one node in 30."""
    rng = np.random.default_rng(1)
    weight = np.minimum(rng.zipf(2.2, nodes), nodes // 30).astype(float)
    ends = rng.choice(nodes, edges, p=weight / weight.sum()), rng.integers(0, nodes, edges)
    graph: nx.Graph[int] = nx.Graph()
    graph.add_nodes_from(range(nodes))
    graph.add_edges_from((a, b) for a, b in zip(*(end.tolist() for end in ends), strict=True) if a != b)
    return graph


def timed(call: Callable[[], object]) -> float:
    since = perf_counter()
    call()
    return perf_counter() - since


def main() -> None:
    nodes, edges = (int(value) for value in (*sys.argv[1:], 100_000, 300_000)[:2])
    graph = made(nodes, edges)
    nx.config.cache_converted_graphs = False
    arrays = Arrays.of(graph)
    cases: list[tuple[str, Callable[..., object], Callable[[], object]]] = [
        ("PageRank", nx.pagerank, lambda: pagerank(arrays)),
        (
            "eigenvector",
            lambda g, **to: nx.eigenvector_centrality(g, max_iter=1000, **to),
            lambda: eigenvector_centrality(arrays, max_iter=1000),
        ),
        (
            f"betweenness, k = {SAMPLE}",
            lambda g, **to: nx.betweenness_centrality(g, k=SAMPLE, seed=1, **to),
            lambda: betweenness_centrality(arrays, k=SAMPLE, seed=1),
        ),
        (
            "communities (Leiden; NetworkX: Louvain)",
            lambda g, backend="": (
                nx.community.leiden_communities(g, backend=backend)
                if backend
                else nx.community.louvain_communities(g, seed=1)
            ),
            lambda: leiden_communities(arrays),
        ),
    ]
    print(
        f"{nodes:,} nodes, {graph.number_of_edges():,} edges; arrays in {timed(lambda: Arrays.of(graph)):.2f} s"
    )
    print("| measure | networkx | engine | ratio | through networkx | ratio |\n|---|---|---|---|---|---|")
    for name, theirs, ours in cases:
        slow, fast = timed(lambda call=theirs: call(graph)), timed(ours)
        dispatched = timed(lambda call=theirs: call(graph, backend="hongtu"))
        print(
            f"| {name} | {slow:.2f} s | {fast:.3f} s | {slow / fast:.0f}× | {dispatched:.2f} s | {slow / dispatched:.0f}× |",
            flush=True,
        )


if __name__ == "__main__":
    main()
