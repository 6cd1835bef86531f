"""A graph as a sparse matrix, which the engine reads."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import chain
from typing import Any, cast

import networkx as nx
import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array

Vector = NDArray[np.float64]
Numbers = NDArray[np.int64]


@dataclass(frozen=True)
class Arrays:
    """A graph as a sparse matrix: `matrix[i, j]` is the weight of the edge from node i to node j, the sum of parallel
    ones. Undirected graphs have each edge twice, loops once."""

    nodes: tuple[Hashable, ...]
    matrix: csr_array
    directed: bool

    @classmethod
    def of(cls, graph: nx.Graph[Any], weight: str | None = None, default: float = 1.0) -> Arrays:
        """The arrays of a NetworkX graph; `weight` names the attribute, absent it is `default`."""
        rows: Any = getattr(graph, "_adj", None)
        if type(rows) is dict and not graph.is_multigraph():
            return cls._of_rows(rows, weight, default, directed=graph.is_directed())
        nodes = tuple(graph)
        number = {node: index for index, node in enumerate(nodes)}
        if weight is None:
            ends = [(number[a], number[b]) for a, b in graph.edges()]
            weights = np.full(len(ends), default)
        else:
            found = list(graph.edges(data=weight, default=default))
            ends = [(number[a], number[b]) for a, b, _ in found]
            weights = np.array([value for _, _, value in found], np.float64)
        pairs = np.array(ends, np.int64).reshape(-1, 2)
        return cls.from_ends(nodes, pairs, weights, directed=graph.is_directed())

    @classmethod
    def _of_rows(
        cls, adjacent: dict[Hashable, Any], weight: str | None, default: float, *, directed: bool
    ) -> Arrays:
        """The same of a graph that is no view and has no parallel edges: its dictionaries are the rows of the matrix,
        read four times as fast as its edges."""
        nodes, rows = tuple(adjacent), adjacent.values()
        size = len(nodes)
        starts = np.zeros(size + 1, np.int64)
        np.cumsum(np.fromiter(map(len, rows), np.int64, size), out=starts[1:])
        ends: Iterable[Hashable] = chain.from_iterable(rows)
        if set(map(type, nodes)) != {int} or nodes != tuple(range(size)):
            ends = map(dict(zip(nodes, range(size), strict=True)).__getitem__, ends)
        columns = np.fromiter(cast(Iterable[int], ends), np.int32, int(starts[-1]))
        weights = np.full(len(columns), default, np.float64)
        if weight is not None and any(chain.from_iterable(row.values() for row in rows)):
            weights = np.array(
                [edge.get(weight, default) for row in rows for edge in row.values()], np.float64
            )
        matrix = csr_array((weights, columns, starts), shape=(size, size))
        matrix.sum_duplicates()  # and so each row in order
        return cls(nodes, matrix, directed)

    @classmethod
    def from_ends(
        cls, nodes: Sequence[Hashable], pairs: Numbers, weights: Vector, *, directed: bool
    ) -> Arrays:
        """The arrays of edges given as pairs of node numbers."""
        rows, columns = pairs[:, 0], pairs[:, 1]
        if not directed:
            apart = rows != columns
            rows, columns = (
                np.concatenate([rows, columns[apart]]),
                np.concatenate([columns, rows[apart]]),
            )
            weights = np.concatenate([weights, weights[apart]])
        size = len(nodes)
        matrix = csr_array((weights, (rows, columns)), shape=(size, size))
        matrix.sum_duplicates()
        return cls(tuple(nodes), matrix, directed)

    def __len__(self) -> int:
        return len(self.nodes)

    @cached_property
    def coordinates(self) -> Any:
        """The matrix as `row`, `col` and `data` of its entries."""
        return self.matrix.tocoo()

    @cached_property
    def inward(self) -> csr_array:
        """The matrix turned round: row by row the edges that lead to a node."""
        return csr_array(self.matrix.T) if self.directed else self.matrix

    @cached_property
    def steps(self) -> csr_array:
        """The matrix with 1 for every edge, without loops: what shortest paths run along."""
        steps = self.matrix.copy()
        steps.setdiag(0)
        steps.data[:] = steps.data != 0
        steps.eliminate_zeros()
        return steps

    def named(self, values: Iterable[float]) -> dict[Hashable, float]:
        """The values by node."""
        return dict(zip(self.nodes, values, strict=True))

    def vector(self, values: Mapping[Hashable, float]) -> Vector:
        """The values of the nodes, 0 where there is none."""
        return np.array([values.get(node, 0.0) for node in self.nodes], np.float64)
