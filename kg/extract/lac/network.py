"""The two-layer bidirectional GRU of the neural tagger, on numpy, in arithmetic that is exact everywhere.

A product of matrices is a sum whose order depends on the processor, the BLAS and the shape of the batch, and so would
its last bits. Here no sum is ever rounded: the states that are multiplied are whole numbers, the weights are whole
multiples of a power of two, and no sum reaches 2^24 of its units, below which float32 holds every whole number. What
remains is single operations, which IEEE 754 defines to the last bit, and two functions, which are looked up in tables.

The sentences of a batch stand in lanes, one after another in each, so that all lanes are about equally long and every
step works on as many characters as suit BLAS. Lanes are packed by time: first the first characters of all lanes, then
the second ones of those that have one, and so on. There is no padding, and no sentence sees another: the state of a
lane is cleared where a sentence starts. Both directions of a layer run in the same steps: the reverse one reads
`mirror`, the position that lies as far from the end of its sentence as this one lies from its start.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from heapq import heapreplace
from typing import Any, TypeAlias

import numpy as np
from numpy.typing import NDArray

from kg.extract.lac.weights import HIDDEN, Floats, Model

Ints: TypeAlias = NDArray[np.int64]
Reals: TypeAlias = NDArray[np.float32]
Fill: TypeAlias = Callable[[int, int, Reals], None]
"""Writes a layer's inputs for the packed characters from start to end."""

CHUNK = 1024
"""Characters whose inputs to a layer are made at once: 3 MB, about what the second-level cache has."""

GRID = 256
"""A state of 1: states are rounded to whole numbers of 1/GRID where they are multiplied. With a finer grid the weights
have to be coarser: of 128, 256, 512 and 1024 this one changes least of what the network says in float64."""

_STEPS = 512
"""Places in the tables of sigmoid and tanh for a step of 1."""
_REACH = 64
"""They go from -64 to 64: with these weights no argument can be beyond 47."""
_PLACES = np.arange(2 * _REACH * _STEPS) / _STEPS - _REACH
FUNCTIONS = 1 / (1 + np.exp(-_PLACES)), np.tanh(_PLACES)
"""Sigmoid and tanh at their places, to about 1e-16."""
FINE = 2**16
"""Their tables hold multiples of 1/FINE: to round so far hides what processors differ by."""
_SIGMOID, _TANH = ((np.rint(values * FINE) / FINE).astype(np.float32) for values in FUNCTIONS)
_TANH *= GRID


@dataclass(frozen=True, slots=True)
class Packing:
    """Where the characters of a batch lie. `sizes[t]` lanes have a character t, the first of which is at `starts[t]`,
    the others behind it. `places` are the positions of the sentences' characters, sentence after sentence, `lengths`
    how many each has. `mirror[p]` is the position that takes the place of p when each sentence is read from its end.
    In the lanes `first[t]` a sentence starts at the character t, in the lanes `last[t]` one ends there."""

    lengths: Ints
    sizes: Ints
    starts: Ints
    places: Ints
    mirror: Ints
    first: list[Ints]
    last: list[Ints]


def pack(lengths: Ints, lanes: int) -> Packing:
    """The packing of sentences of these lengths, which must be positive and descend, in at most so many lanes."""
    ends = [(0, lane) for lane in range(min(lanes, len(lengths)))]
    taken = []
    for length in lengths.tolist():  # each to the lane that ends first
        taken.append(ends[0])
        heapreplace(ends, (ends[0][0] + length, ends[0][1]))
    longest = sorted(ends, reverse=True)
    totals = np.array([end for end, _ in longest], dtype=np.int64)
    times = np.arange(totals[0], dtype=np.int64)
    sizes = np.searchsorted(-totals, -times, side="left")  # how many lanes are longer than t
    starts = np.cumsum(sizes) - sizes
    begin, lane = np.array(taken, dtype=np.int64).T
    row = np.argsort([lane for _, lane in longest])[lane]
    before = np.cumsum(lengths) - lengths
    # How many characters of its sentence stand before each.
    ahead = np.arange(int(lengths.sum())) - np.repeat(before, lengths)
    places = starts[np.repeat(begin, lengths) + ahead] + np.repeat(row, lengths)
    mirror = np.empty_like(places)
    mirror[places] = places[np.repeat(before + lengths - 1, lengths) - ahead]
    first, last = _by_time(begin, row, len(times)), _by_time(begin + lengths - 1, row, len(times))
    return Packing(lengths, sizes, starts, places, mirror, first, last)


def _by_time(time: Ints, row: Ints, times: int) -> list[Ints]:
    """The rows of each time."""
    order = np.argsort(time, kind="stable")
    return np.split(row[order], np.searchsorted(time[order], np.arange(1, times)))


def exact(weights: Floats) -> Floats:
    """The weights, rounded so that sums over the rows of whole numbers up to GRID times a column never need rounding:
    each column to multiples of a power of two that its absolute sum is at most 2^24 / GRID of."""
    total = np.abs(_whole(weights, 2**32)).sum(axis=-2, keepdims=True) * (1.01 * GRID / 2**56)
    unit = np.ldexp(1.0, np.frexp(total)[1])  # 1.01: rounding may add to the sum
    rounded: Floats = (np.rint(weights / unit) * unit).astype(np.float32)
    return rounded


def _apart(array: NDArray[Any]) -> NDArray[Any]:
    """[…, 2 or 3 · 128] as [2 or 3, …, 128]: u, r and c each on their own, so that numpy works on long rows."""
    return np.stack(np.split(array, array.shape[-1] // HIDDEN, axis=-1))


def _whole(array: Floats, units: int) -> NDArray[np.float64]:
    """The numbers in whole units of 1/units."""
    return np.rint(array.astype(np.float64) * units)


class Network:
    """The tagger's network: rows of the embeddings in, the states of its second layer and emissions out.

    It keeps the first layer's inputs of the characters that it has seen (3 kB each), which saves a fifth of the work,
    and its room for intermediate results, since fresh pages cost as much as arithmetic. Inputs are made as places in
    the tables.
    """

    def __init__(self, model: Model) -> None:
        scale = np.float32(_STEPS / GRID)  # from a state in whole numbers to a place
        self._gates = [_apart(exact(array) * scale) for array in model.gates]
        self._candidates = [exact(array) * scale for array in model.candidates]
        self._inputs = _apart(exact(model.inputs[1]) * scale)
        middle = _REACH * _STEPS + 0.5  # conversion to whole numbers cuts fractions off
        first, second = (_apart(array.astype(np.float64) * _STEPS + middle) for array in model.biases)
        self._bias = second.astype(np.float32)
        self._output = exact(model.output) / np.float32(GRID)
        self._output_bias = model.output_bias
        self._embedding = model.embedding
        self._first_inputs, self._first_bias = _apart(_whole(model.inputs[0], 2**20)), first
        self._seen = np.zeros(len(model.embedding), dtype=bool)
        self._first = np.empty((3, 2, len(model.embedding), HIDDEN), dtype=np.float32)
        self._both = np.empty((2, 0, 2 * HIDDEN), dtype=np.float32)

    def states(self, rows: NDArray[np.int32], packing: Packing) -> Reals:
        """The second layer's states of a packed batch [characters, 256], whole numbers of 1/GRID from -GRID to GRID.
        They are overwritten by the next batch."""
        self._learn(rows)
        if self._both.shape[1] < len(rows):
            self._both = np.empty((2, len(rows), 2 * HIDDEN), dtype=np.float32)
        both = self._both[:, : len(rows)]
        mirror = packing.mirror
        orders = rows, rows[mirror]
        # Each direction's own states lie where its second layer reads them; the other direction's come in by `mirror`.
        forward, reverse = both[0, :, :HIDDEN], both[1, :, HIDDEN:]

        def characters(start: int, end: int, given: Reals) -> None:
            for part, direction in np.ndindex(3, 2):
                table, order = self._first[part, direction], orders[direction][start:end]
                np.take(table, order, axis=0, out=given[part, direction], mode="clip")  # clip: unbuffered

        def hidden(start: int, end: int, given: Reals) -> None:
            np.matmul(both[:, start:end], self._inputs, out=given)
            given += self._bias

        self._run(0, characters, packing, forward, reverse)
        both[0, :, HIDDEN:], both[1, :, :HIDDEN] = reverse[mirror], forward[mirror]
        self._run(1, hidden, packing, forward, reverse)
        both[0, :, HIDDEN:] = reverse[mirror]
        states: Reals = both[0]
        return states

    def emissions(self, states: Reals) -> Reals:
        """The scores of the tags, [tags, characters]."""
        scores: Reals = states @ self._output  # the other way round BLAS takes three times as long
        scores += self._output_bias
        return scores.T

    def _learn(self, rows: NDArray[np.int32]) -> None:
        """Computes the first layer's inputs of the characters that are new."""
        new = np.unique(rows[~self._seen[rows]])
        if len(new):
            sums = _whole(self._embedding[new], 2**20) @ self._first_inputs  # in float64 exact below 2^53
            self._first[:, :, new] = sums * (_STEPS / 2**40) + self._first_bias
            self._seen[new] = True

    def _run(self, layer: int, fill: Fill, packing: Packing, forward: Reals, reverse: Reals) -> None:
        """Runs a layer: `fill` makes its inputs [3, 2, characters, 128] a chunk of steps at a time, while they are in
        cache; the hidden states go to `forward` and `reverse` [characters, 128], each in its own order of reading."""
        sizes, starts = packing.sizes.tolist(), packing.starts.tolist()
        cell = _Cell(self._gates[layer], self._candidates[layer], sizes[0])
        given = np.empty((3, 2, max(CHUNK, sizes[0]), HIDDEN), dtype=np.float32)
        step, steps = 0, len(sizes)
        while step < steps:
            first, start, end = step, starts[step], starts[step] + sizes[step]
            while step + 1 < steps and end + sizes[step + 1] - start <= CHUNK:
                step += 1
                end += sizes[step]
            fill(start, end, given[:, :, : end - start])
            for now in range(first, step + 1):
                low = starts[now] - start
                high = low + sizes[now]
                states = cell.step(given[:, :, low:high], packing.first[now])
                forward[start + low : start + high], reverse[start + low : start + high] = states
            step += 1


class _Cell:
    """The recurrent part of a layer, both directions at once, for up to `most` lanes."""

    def __init__(self, gates: Reals, candidates: Reals, most: int) -> None:
        self._gates, self._candidates = gates, candidates
        self._state = np.zeros((2, most, HIDDEN), dtype=np.float32)
        self._whole = np.zeros((2, most, HIDDEN), dtype=np.float32)
        self._room = np.empty(6 * most * HIDDEN, dtype=np.float32)
        self._places = np.empty(4 * most * HIDDEN, dtype=np.intp)

    def step(self, given: Reals, first: Ints) -> Reals:
        """One character further for the first lanes, as many as inputs are given [3, 2, lanes, 128]; in the lanes
        `first` a sentence starts. Gives the states as whole numbers."""
        size = given.shape[2]
        state, whole = self._state[:, :size], self._whole[:, :size]
        if len(first):
            state[:, first] = 0
            whole[:, first] = 0
        room = self._room[: 6 * size * HIDDEN].reshape(3, 2, size, HIDDEN)
        gates, new = room[:2], room[2]
        np.matmul(whole, self._gates, out=gates)
        update, reset = self._look(_SIGMOID, gates, given[:2])
        reset *= state
        np.rint(reset, out=reset)
        np.matmul(reset, self._candidates, out=new)
        self._look(_TANH, new, given[2])
        new -= state  # h = (1 - u) h + u c = h + u (c - h)
        new *= update
        state += new
        np.rint(state, out=whole)
        return whole

    def _look(self, table: Reals, sums: Reals, given: Reals) -> Reals:
        """Replaces sums by what the table has at the place that they and the inputs make together."""
        places = self._places[: sums.size].reshape(sums.shape)
        np.add(sums, given, out=places, casting="unsafe")
        found: Reals = np.take(table, places, out=sums, mode="wrap")  # wrap: unbuffered, and faster than clip
        return found
