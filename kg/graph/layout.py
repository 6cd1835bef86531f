"""Places for the nodes of a graph, for programs that draw it: near what they are tied to, apart from the rest.

A force-directed layout in the manner of ForceAtlas2 (Jacomy et al., PLoS ONE 9(6), 2014): ties pull in proportion to
their length, nodes push one another away in proportion to their numbers of ties and to one over the distance. The
push is read from a grid (a particle mesh, as in the simulation of galaxies): one convolution for all pairs, so that
60,000 nodes take some seconds. Nothing is random: nodes start on a spiral, in the order of their communities; where networkit is not installed, of
their connected parts, which gives other places.
"""

from __future__ import annotations

from functools import lru_cache

import numpy as np
from scipy.fft import irfft2, next_fast_len, rfft2
from scipy.sparse import csr_array

from kg.graph.arrays import Arrays, Vector
from kg.graph.engine import components, has_leiden, leiden_communities

_COARSEST, _FINEST = 32, 160
"""Cells of the grid along each side: some four for each node of a row, within these bounds."""

_STEPS = 100
_GRAVITY = 0.02
_GOLDEN = np.pi * (3 - np.sqrt(5))


def places(arrays: Arrays, *, steps: int = _STEPS) -> Vector:
    """x and y of every node, around the middle, the longer side of the whole some 1,000 · √(nodes / 1,000) long."""
    size = len(arrays)
    if size < 2:
        return np.zeros((size, 2))
    ties = csr_array(arrays.steps + arrays.steps.T) if arrays.directed else arrays.steps
    degree = np.asarray(ties.sum(axis=1)).ravel()
    mass = 1 + degree
    at = _spiral(arrays)
    for step in range(steps):
        push = _pushes(at, mass) * mass[:, None]
        pull = (ties @ at - degree[:, None] * at) * (8 / size)
        force = push / mass.sum() + pull - _GRAVITY * mass[:, None] * at / np.maximum(_length(at), 0.1)
        # Each moves along its force, no further than the rest of the way that all still have.
        far = 0.12 * (1 - step / steps) ** 1.5
        at = at + force * np.minimum(1 / mass[:, None], far / np.maximum(_length(force), 1e-12))
        at -= at.mean(axis=0)
    at = _apart(at)
    span = max(float(np.ptp(at, axis=0).max()), 1e-9)
    return at * (1000 * np.sqrt(max(size, 100) / 1000) / span)


def _length(vectors: Vector) -> Vector:
    return np.sqrt((vectors**2).sum(axis=1))[:, None]


def _spiral(arrays: Arrays) -> Vector:
    """Nodes on a sunflower's spiral, those of one community beside one another."""
    groups = leiden_communities(arrays) if has_leiden() and not arrays.directed else components(arrays)
    number = {node: index for index, node in enumerate(arrays.nodes)}
    at = np.zeros((len(arrays), 2))
    centres = _sunflower(len(groups))
    for group, centre in zip(groups, centres, strict=True):
        members = sorted(number[node] for node in group)
        at[members] = centre + _sunflower(len(members)) * np.sqrt(len(members) / len(arrays)) * 0.5
    return at


def _sunflower(count: int) -> Vector:
    index = np.arange(count)
    radius, angle = np.sqrt((index + 0.5) / max(count, 1)), index * _GOLDEN
    return np.column_stack([radius * np.cos(angle), radius * np.sin(angle)])


@lru_cache(maxsize=4)
def _kernel(cells: int) -> tuple[np.ndarray, np.ndarray, int]:
    """Transforms of x/r² and y/r² over the grid, so padded that what leaves on one side does not come back on the
    other."""
    size = next_fast_len(2 * cells)
    offset = (np.arange(size) + cells) % size - cells
    dx, dy = np.meshgrid(offset, offset, indexing="ij")
    square = dx**2 + dy**2 + 0.5  # softened within a cell
    return rfft2(dx / square), rfft2(dy / square), size


def _pushes(at: Vector, mass: Vector) -> Vector:
    """What pushes each node away from all the others, from the masses in the cells of a grid."""
    cells = int(np.clip(4 * np.sqrt(len(at)), _COARSEST, _FINEST))
    low = at.min(axis=0)
    cell = max(float(np.ptp(at, axis=0).max()), 1e-9) / (cells - 2)
    place = (at - low) / cell
    corner = place.astype(np.int64)
    share = place - corner
    kx, ky, size = _kernel(cells)
    density = np.zeros(size * size)
    corners = []
    for a in (0, 1):
        for b in (0, 1):
            index = (corner[:, 0] + a) * size + corner[:, 1] + b
            part = np.abs(1 - a - share[:, 0]) * np.abs(1 - b - share[:, 1])
            density += np.bincount(index, weights=mass * part, minlength=size * size)
            corners.append((index, part))
    masses = rfft2(density.reshape(size, size))
    fields = [irfft2(masses * kernel, s=(size, size)).ravel() for kernel in (kx, ky)]
    push = [sum(field[index] * part for index, part in corners) for field in fields]
    return np.column_stack(push) / cell


def _apart(at: Vector) -> Vector:
    """Nodes that fell onto one spot are spread around it, a hundredth of the whole at most."""
    span = max(float(np.ptp(at, axis=0).max()), 1e-9)
    spot = np.round(at / span * 400).astype(np.int64)
    order = np.lexsort((np.arange(len(at)), spot[:, 1], spot[:, 0]))
    fresh = np.append(True, (np.diff(spot[order], axis=0) != 0).any(axis=1))
    starts = np.flatnonzero(fresh)
    rank = np.empty(len(at), np.int64)
    rank[order] = np.arange(len(at)) - np.repeat(starts, np.diff(np.append(starts, len(at))))
    radius, angle = np.minimum(np.sqrt(rank) * 0.0012, 0.01) * span, rank * _GOLDEN
    return at + np.column_stack([radius * np.cos(angle), radius * np.sin(angle)])
