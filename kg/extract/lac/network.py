"""The two-layer bidirectional GRU of the neural tagger, on numpy.

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

from kg.extract.lac.weights import HIDDEN, Model

Ints: TypeAlias = NDArray[np.int64]
Reals: TypeAlias = NDArray[Any]
"""float32 or float64, as the network was made."""
Fill: TypeAlias = Callable[[int, int, Reals], None]
"""Writes a layer's inputs for the packed characters from start to end."""

CHUNK = 512
"""Characters whose inputs to a layer are made at once: 1.6 MB, within the second-level cache."""


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
    ahead = np.arange(int(lengths.sum())) - np.repeat(
        before, lengths
    )  # characters of the sentence before this one
    places = starts[np.repeat(begin, lengths) + ahead] + np.repeat(row, lengths)
    mirror = np.empty_like(places)
    mirror[places] = places[np.repeat(before + lengths - 1, lengths) - ahead]
    first, last = _by_time(begin, row, len(times)), _by_time(begin + lengths - 1, row, len(times))
    return Packing(lengths, sizes, starts, places, mirror, first, last)


def _by_time(time: Ints, row: Ints, times: int) -> list[Ints]:
    """The rows of each time."""
    order = np.argsort(time, kind="stable")
    return np.split(row[order], np.searchsorted(time[order], np.arange(1, times)))


class Network:
    """The tagger's network: rows of the embeddings in, emissions out.

    It keeps the first layer's inputs of the characters that it has seen (3 kB each), which saves a fifth of the work,
    and its room for intermediate results, since fresh pages cost as much as arithmetic. `kind` is the precision:
    float32 for all work, float64 to decide the close cases.
    """

    def __init__(self, model: Model, kind: type[np.floating[Any]] = np.float32) -> None:
        self._kind = kind
        self._embedding = model.embedding
        self._inputs = [array.astype(kind) for array in model.inputs]
        self._biases = [array.astype(kind) for array in model.biases]
        # sigmoid(x) = (tanh(x / 2) + 1) / 2: one tanh serves all. The halves are in the weights, where they are exact.
        self._gates = [array.astype(kind) * kind(0.5) for array in model.gates]
        self._candidates = [array.astype(kind) * kind(0.5) for array in model.candidates]
        for array in (*self._inputs, *self._biases):
            array[:, :, : 2 * HIDDEN] *= kind(0.5)
        self._output = model.output.astype(kind)
        self._output_bias = model.output_bias.astype(kind)
        self._seen = np.zeros(len(model.embedding), dtype=bool)
        self._first = np.empty((2, len(model.embedding), 3 * HIDDEN), dtype=kind)
        self._both = np.empty((2, 0, 2 * HIDDEN), dtype=kind)

    def emissions(self, rows: NDArray[np.int32], packing: Packing) -> Reals:
        """The scores of the tags, [tags, characters], for a packed batch."""
        self._learn(rows)
        if self._both.shape[1] < len(rows):
            self._both = np.empty((2, len(rows), 2 * HIDDEN), dtype=self._kind)
        both = self._both[:, : len(rows)]
        mirror = packing.mirror
        orders = rows, rows[mirror]
        # Each direction's own states lie where its second layer reads them; the other direction's come in by `mirror`.
        forward, reverse = both[0, :, :HIDDEN], both[1, :, HIDDEN:]

        def characters(start: int, end: int, given: Reals) -> None:
            for direction in (0, 1):
                table, order = self._first[direction], orders[direction]
                np.take(
                    table, order[start:end], axis=0, out=given[direction], mode="clip"
                )  # clip: unbuffered

        def hidden(start: int, end: int, given: Reals) -> None:
            np.matmul(both[:, start:end], self._inputs[1], out=given)
            given += self._biases[1]

        self._run(0, characters, packing, forward, reverse)
        both[0, :, HIDDEN:], both[1, :, :HIDDEN] = reverse[mirror], forward[mirror]
        self._run(1, hidden, packing, forward, reverse)
        both[0, :, HIDDEN:] = reverse[mirror]
        scores: Reals = both[0] @ self._output  # the other way round BLAS takes three times as long
        scores += self._output_bias
        return scores.T

    def _learn(self, rows: NDArray[np.int32]) -> None:
        """Computes the first layer's inputs of the characters that are new."""
        new = np.unique(rows[~self._seen[rows]])
        if len(new):
            self._first[:, new] = self._embedding[new].astype(self._kind) @ self._inputs[0] + self._biases[0]
            self._seen[new] = True

    def _run(self, layer: int, fill: Fill, packing: Packing, forward: Reals, reverse: Reals) -> None:
        """Runs a layer: `fill` makes its inputs [2, characters, 384] a chunk of steps at a time, while they are in
        cache; the hidden states go to `forward` and `reverse` [characters, 128], each in its own order of reading."""
        sizes, starts = packing.sizes.tolist(), packing.starts.tolist()
        cell = _Cell(self._gates[layer], self._candidates[layer], sizes[0])
        given = np.empty((2, max(CHUNK, sizes[0]), 3 * HIDDEN), dtype=self._kind)
        step, steps = 0, len(sizes)
        while step < steps:
            first, start, end = step, starts[step], starts[step] + sizes[step]
            while step + 1 < steps and end + sizes[step + 1] - start <= CHUNK:
                step += 1
                end += sizes[step]
            fill(start, end, given[:, : end - start])
            for now in range(first, step + 1):
                low = starts[now] - start
                high = low + sizes[now]
                states = cell.step(given[:, low:high], packing.first[now])
                forward[start + low : start + high], reverse[start + low : start + high] = states
            step += 1


class _Cell:
    """The recurrent part of a layer, both directions at once, for up to `most` lanes."""

    def __init__(self, gates: Reals, candidates: Reals, most: int) -> None:
        self._gates, self._candidates = gates, candidates
        self._state = np.zeros((2, most, HIDDEN), dtype=gates.dtype)
        self._gate = np.empty((2, most, 2 * HIDDEN), dtype=gates.dtype)
        self._new = np.empty((2, most, HIDDEN), dtype=gates.dtype)

    def step(self, given: Reals, first: Ints) -> Reals:
        """One character further for the first lanes, as many as inputs are given [2, lanes, 384]; in the lanes `first`
        a sentence starts."""
        size = given.shape[1]
        state, gate, new = self._state[:, :size], self._gate[:, :size], self._new[:, :size]
        if len(first):
            state[:, first] = 0
        np.matmul(state, self._gates, out=gate)
        gate += given[:, :, : 2 * HIDDEN]
        np.tanh(gate, out=gate)
        gate += 1  # now 2u and 2r
        update, reset = gate[:, :, :HIDDEN], gate[:, :, HIDDEN:]
        reset *= state
        np.matmul(reset, self._candidates, out=new)
        new += given[:, :, 2 * HIDDEN :]
        np.tanh(new, out=new)
        new -= state  # h = (1 - u) h + u c = h + u (c - h)
        new *= update
        new *= 0.5
        state += new
        return state
