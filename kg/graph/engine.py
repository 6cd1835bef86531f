"""Measures of large graphs in arrays: what NetworkX computes node by node, for all nodes at once.

Each function gives what the function of its name in NetworkX gives, to within 1e-6, and raises what it raises.
Communities by the Leiden algorithm, exact betweenness and closeness run in networkit where it is installed.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from importlib import import_module
from importlib.util import find_spec
from random import Random
from typing import Any

import networkx as nx
import numpy as np
from scipy.sparse import csr_array
from scipy.sparse.csgraph import connected_components

from kg.graph.arrays import Arrays, Numbers, Vector


def pagerank(
    arrays: Arrays,
    alpha: float = 0.85,
    personalization: Mapping[Hashable, float] | None = None,
    max_iter: int = 100,
    tol: float = 1e-6,
    nstart: Mapping[Hashable, float] | None = None,
    dangling: Mapping[Hashable, float] | None = None,
) -> Vector:
    """PageRank by power iteration (Brin and Page, 1998), until the sum of changes is below `tol` times the nodes."""
    size = len(arrays)
    if not size:
        return np.zeros(0)
    out = np.asarray(arrays.matrix.sum(axis=1)).ravel()
    share = np.divide(1.0, out, out=np.zeros(size), where=out != 0)
    even = np.full(size, 1 / size)
    start = _share(arrays, nstart, even)
    teleport = _share(arrays, personalization, even)
    sunk = _share(arrays, dangling, teleport)
    ends = np.flatnonzero(out == 0)
    now = start
    for _ in range(max_iter):
        last = now
        now = alpha * (arrays.inward @ (last * share) + last[ends].sum() * sunk) + (1 - alpha) * teleport
        if np.abs(now - last).sum() < size * tol:
            return now
    raise nx.PowerIterationFailedConvergence(max_iter)


def _share(arrays: Arrays, values: Mapping[Hashable, float] | None, otherwise: Vector) -> Vector:
    if values is None:
        return otherwise
    vector = arrays.vector(values)
    if vector.sum() == 0:
        raise ZeroDivisionError
    return vector / vector.sum()


def eigenvector_centrality(
    arrays: Arrays, max_iter: int = 100, tol: float = 1e-6, nstart: Mapping[Hashable, float] | None = None
) -> Vector:
    """The leading left eigenvector of A + I by power iteration, of length 1 (Bonacich, 1987)."""
    size = len(arrays)
    if not size:
        raise nx.NetworkXPointlessConcept("cannot compute centrality for the null graph")
    now = np.ones(size) if nstart is None else arrays.vector(nstart)
    if not now.all():
        raise nx.NetworkXError("initial vector cannot have all zero values")
    now = now / now.sum()
    for _ in range(max_iter):
        last = now
        now = last + arrays.inward @ last
        now = now / (math.sqrt(float(now @ now)) or 1.0)
        if np.abs(now - last).sum() < size * tol:
            return now
    raise nx.PowerIterationFailedConvergence(max_iter)


_AT_ONCE = 16
"""Sources followed side by side: more take more memory (0.5 kB a node and source) and no less time."""


def betweenness_centrality(
    arrays: Arrays,
    k: int | None = None,
    normalized: bool = True,
    endpoints: bool = False,
    seed: int | Random | None = None,
) -> Vector:
    """Shares of shortest paths through each node (Brandes, 2001), from all nodes or from `k` that `seed` draws."""
    size = len(arrays)
    if k is not None and k >= size:
        k = None
    sources = np.arange(size)
    if k is not None:
        drawing = seed if isinstance(seed, Random) else Random(seed)
        number = {node: index for index, node in enumerate(arrays.nodes)}
        sources = np.array([number[node] for node in drawing.sample(list(arrays.nodes), k)])
    found = np.zeros(size)
    onward = csr_array(arrays.steps.T)
    for first in range(0, len(sources), _AT_ONCE):
        found += _dependencies(arrays.steps, onward, sources[first : first + _AT_ONCE], endpoints)
    return _rescaled(found, sources if k is not None else None, normalized, arrays.directed, endpoints)


def _dependencies(steps: csr_array, onward: csr_array, sources: Numbers, endpoints: bool) -> Vector:
    """How much of the shortest paths from these sources runs through each node: all sources level by level."""
    size, several = steps.shape[0], len(sources)
    columns = np.arange(several)
    level = np.full((size, several), -1, np.int32)
    paths = np.zeros((size, several))
    paths[sources, columns], level[sources, columns] = 1, 0
    front, depth = paths.copy(), 0
    while True:
        front = onward @ front
        front *= level < 0
        reached = front > 0
        if not reached.any():
            break
        depth += 1
        level[reached] = depth
        paths += front
    share = np.divide(1.0, paths, out=np.zeros_like(paths), where=paths > 0)
    through = np.zeros((size, several))
    for far in range(depth, 0, -1):
        ahead = (1 + through) * share * (level == far)
        through += (steps @ ahead) * paths * (level == far - 1)
    through[sources, columns] = 0
    if endpoints:
        there = level > 0
        through += there
        through[sources, columns] += there.sum(axis=0)
    return through.sum(axis=1)


def _rescaled(
    found: Vector, drawn: Numbers | None, normalized: bool, directed: bool, endpoints: bool
) -> Vector:
    """Counts of ordered pairs as shares of all pairs, or as counts of pairs; drawn sources stand for all, and without
    endpoints a source is no pair of its own."""
    size = len(found)
    pairs = size if endpoints else size - 1
    if pairs < 2:
        return found
    several = pairs if drawn is None else len(drawn)
    once = 1 if directed else 2
    if drawn is None or endpoints:
        return found * (1 / (several * (pairs - 1)) if normalized else pairs / (several * once))

    def scale(count: int) -> float:
        if not count:
            return math.nan
        return 1 / (count * (pairs - 1)) if normalized else pairs / (count * once)

    scaled = found * scale(several)
    scaled[drawn] = found[drawn] * scale(several - 1)
    return scaled


def closeness_centrality(arrays: Arrays, wf_improved: bool = True) -> Vector:
    """Reciprocal mean distance of those who reach a node (Freeman, 1979), by the share of nodes that do."""
    size = len(arrays)
    total, count = np.zeros(size), np.zeros(size)
    inward = arrays.steps
    for first in range(0, size, _AT_ONCE):
        sources = np.arange(first, min(first + _AT_ONCE, size))
        total[sources], count[sources] = _distances(inward, sources)
    found = np.divide(count, total, out=np.zeros(size), where=total > 0)
    return found * count / (size - 1) if wf_improved and size > 1 else found


def _distances(inward: csr_array, sources: Numbers) -> tuple[Vector, Vector]:
    """The sum of distances to these nodes, and from how many nodes."""
    size, several = inward.shape[0], len(sources)
    unseen = np.ones((size, several), np.bool_)
    front = np.zeros((size, several))
    front[sources, np.arange(several)] = 1
    unseen[sources, np.arange(several)] = False
    total, count, depth = np.zeros(several), np.zeros(several), 0
    while True:
        fresh = (inward @ front > 0) & unseen
        reached = fresh.sum(axis=0)
        if not reached.any():
            return total, count
        depth += 1
        total += depth * reached
        count += reached
        unseen &= ~fresh
        front = fresh.astype(np.float64)


def core_number(arrays: Arrays) -> Numbers:
    """The largest k for which a node is in a part of the graph where all have k neighbours (Seidman, 1983)."""
    both = arrays.steps if not arrays.directed else arrays.steps + arrays.steps.T
    indptr, indices = both.indptr, both.indices
    left = np.diff(indptr) if not arrays.directed else np.asarray(both.sum(axis=1)).ravel().astype(np.int64)
    left = left.astype(np.int64)
    core = np.zeros(len(arrays), np.int64)
    alive = np.ones(len(arrays), np.bool_)
    weights = both.data.astype(np.int64)
    k = 0
    while alive.any():
        k = max(k, int(left[alive].min()))
        while (gone := np.flatnonzero(alive & (left <= k))).size:
            core[gone], alive[gone] = k, False
            for node in gone.tolist():
                edges = slice(indptr[node], indptr[node + 1])
                np.subtract.at(left, indices[edges], weights[edges])
    return core


def leiden_communities(arrays: Arrays, resolution: float = 1.0, seed: int = 0) -> list[set[Hashable]]:
    """Communities by the Leiden algorithm (Traag, Waltman and van Eck, 2019) in networkit, largest first. One thread
    and a fixed order of the nodes give the same communities every time.

    Raises:
        ImportError: networkit is not installed.
    """
    nk: Any = import_module("networkit")

    half = csr_array(arrays.matrix).tocoo()
    keep = half.row <= half.col
    threads = nk.getMaxNumberOfThreads()
    try:
        nk.setNumberOfThreads(1)
        nk.setSeed(seed, False)
        graph = nk.GraphFromCoo(
            (half.data[keep], (half.row[keep], half.col[keep])), n=len(arrays), weighted=True
        )
        found = nk.community.ParallelLeiden(graph, randomize=False, gamma=resolution).run().getPartition()
    finally:
        nk.setNumberOfThreads(threads)
    return grouped(arrays.nodes, found.getVector())


def grouped(nodes: Sequence[Hashable], labels: Iterable[int]) -> list[set[Hashable]]:
    """The nodes of each label as sets, the largest first, equal ones in the order of their first nodes."""
    groups: dict[int, list[int]] = {}
    for index, label in enumerate(labels):
        groups.setdefault(label, []).append(index)
    order = sorted(groups.values(), key=lambda members: (-len(members), members[0]))
    return [{nodes[index] for index in members} for members in order]


def components(arrays: Arrays) -> list[set[Hashable]]:
    """The connected parts of an undirected graph, the largest first."""
    return grouped(arrays.nodes, connected_components(arrays.matrix, directed=False)[1].tolist())


def has_leiden() -> bool:
    """Whether networkit is installed."""
    return find_spec("networkit") is not None


MEASURES: dict[str, Callable[..., Vector]] = {
    "pagerank": pagerank,
    "eigenvector_centrality": eigenvector_centrality,
    "betweenness_centrality": betweenness_centrality,
    "closeness_centrality": closeness_centrality,
}
