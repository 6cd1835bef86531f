"""Writing GEXF: Hongtu's streaming writer against NetworkX's, on the same graph in one process each.

    python benchmarks/gexf.py [NODES] [EDGES]

Prints seconds, and megabytes of memory over the graph itself. The places of nodes are made beforehand, for NetworkX's
writer has none.
"""

from __future__ import annotations

import os
import resource
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter

import networkx as nx
import numpy as np

from kg.export.gexf import lines


def made(nodes: int, edges: int) -> nx.MultiDiGraph[str]:
    """A graph with the attributes that a store's has."""
    rng = np.random.default_rng(1)
    graph: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    for number in range(nodes):
        graph.add_node(
            f"person/甲{number}",
            type="Person",
            label=f"甲{number}",
            mentions=2,
            articles=1 + number % 7,
            first="2021-03-12",
            last="2024-10-09",
        )
    names = list(graph)
    for a, b in rng.integers(0, nodes, (edges, 2)).tolist():
        graph.add_edge(
            names[a],
            names[b],
            predicate="visits",
            articles=1,
            sources=1,
            claims=2,
            confidence=0.93,
            first="2021-03-12",
            last="2021-03-12",
        )
    return graph


def ours(graph: nx.MultiDiGraph[str], path: Path) -> None:
    places = dict.fromkeys(graph, (1.5, -2.5))
    with path.open("w", encoding="utf-8") as file:
        file.writelines(f"{line}\n" for line in lines(graph, {"Person": "#c0392b"}, places))


def measured(who: str, nodes: int, edges: int) -> None:
    graph = made(nodes, edges)
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    with TemporaryDirectory() as folder:
        path, since = Path(folder) / "graph.gexf", perf_counter()
        ours(graph, path) if who == "hongtu" else nx.write_gexf(graph, path, version="1.2draft")
        took, size = perf_counter() - since, os.path.getsize(path) / 1e6
    more = (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) / 1000
    print(f"{took:.2f} {more:.0f} {size:.0f}")


def main() -> None:
    nodes, edges = (int(value) for value in (*sys.argv[1:3], 100_000, 300_000)[:2])
    found = {}
    for who in ("networkx", "hongtu"):
        command = [sys.executable, __file__, str(nodes), str(edges), who]
        done = subprocess.run(command, capture_output=True, text=True, check=True)
        found[who] = [float(word) for word in done.stdout.split()]
        took, more, size = found[who]
        print(f"{who:9} {took:7.2f} s  {more:6.0f} MB over the graph  a file of {size:.0f} MB")
    print(f"ratio     {found['networkx'][0] / found['hongtu'][0]:7.1f}×")


if __name__ == "__main__":
    if len(sys.argv) == 4:
        measured(sys.argv[3], int(sys.argv[1]), int(sys.argv[2]))
    else:
        main()
