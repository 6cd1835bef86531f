"""What holds a graph together: bridges, ties whose loss would part it, and brokers, nodes whose loss would.

Both from one walk through the graph in depth (Hopcroft and Tarjan, Communications of the ACM 16(6), 1973), which also
counts what would be cut off.
"""

from __future__ import annotations

from dataclasses import dataclass

from kg.graph.arrays import Arrays


@dataclass(frozen=True, slots=True)
class Cuts:
    """`bridges` are (node, node, nodes on the smaller side), `brokers` maps a node to the nodes that would no longer hang
    together with most of its part of the graph, itself not counted. Nodes are numbers of the arrays."""

    bridges: tuple[tuple[int, int, int], ...]
    brokers: dict[int, int]


def cuts(arrays: Arrays) -> Cuts:
    """The bridges and brokers of an undirected graph."""
    indptr, indices = arrays.steps.indptr.tolist(), arrays.steps.indices.tolist()
    size = len(arrays)
    entered, low, below = [-1] * size, [0] * size, [1] * size
    bridges: list[tuple[int, int, int]] = []
    brokers: dict[int, int] = {}
    clock = 0
    for root in range(size):
        if entered[root] >= 0:
            continue
        found: list[
            tuple[int, int, int]
        ] = []  # (node, child, nodes below the child), where the child hangs on it
        hanging: list[tuple[int, int, int]] = []
        path = [(root, -1, indptr[root])]
        entered[root] = low[root] = clock
        clock += 1
        while path:
            node, parent, edge = path.pop()
            if edge < indptr[node + 1]:
                path.append((node, parent, edge + 1))
                other = indices[edge]
                if entered[other] < 0:
                    entered[other] = low[other] = clock
                    clock += 1
                    path.append((other, node, indptr[other]))
                elif other != parent:
                    low[node] = min(low[node], entered[other])
            elif parent >= 0:
                below[parent] += below[node]
                low[parent] = min(low[parent], low[node])
                if low[node] > entered[parent]:
                    found.append((parent, node, below[node]))
                if low[node] >= entered[parent]:
                    hanging.append((parent, node, below[node]))
        whole = below[root]
        bridges += [(a, b, min(under, whole - under)) for a, b, under in found]
        brokers |= _brokers(hanging, root, whole)
    return Cuts(tuple(bridges), brokers)


def _brokers(hanging: list[tuple[int, int, int]], root: int, whole: int) -> dict[int, int]:
    """From the branches that hang on each node: how many nodes are not in the largest piece that its loss leaves."""
    branches: dict[int, list[int]] = {}
    for node, _, count in hanging:
        branches.setdefault(node, []).append(count)
    found = {}
    for node, under in branches.items():
        rest = whole - 1 - sum(under)
        pieces = under if node == root else [*under, rest]
        if len(pieces) > 1:
            found[node] = whole - 1 - max(pieces)
    return found
