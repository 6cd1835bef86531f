"""The two-layer bidirectional GRU of the neural tagger, on numpy.

Sentences of a batch are sorted by length, longest first, and packed by time: first the first characters of all
sentences, then the second ones of those that have one, and so on. So there is no padding, and a row never sees
another row. Both directions of a layer run in the same steps: the reverse one reads `mirror`, the packed position
that lies as far from the end of its sentence as this one lies from its start.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, TypeAlias

import numpy as np
from numpy.typing import NDArray

from kg.extract.lac.weights import HIDDEN, Model

Ints: TypeAlias = NDArray[np.int64]
Reals: TypeAlias = NDArray[Any]
"""float32 or float64, as the network was made."""


@dataclass(frozen=True, slots=True)
class Packing:
    """Where the characters of a batch lie. `sizes[t]` sentences have a character t, the first of which is at
    `starts[t]`; the character t of row r is at `starts[t] + r`. `mirror[p]` is the position that takes the place
    of p when each sentence is read from its end."""

    sizes: Ints
    starts: Ints
    mirror: Ints


def pack(lengths: Sequence[int]) -> Packing:
    """The packing of sentences of these lengths, which must be positive and descend."""
    long = np.asarray(lengths, dtype=np.int64)
    times = np.arange(long[0], dtype=np.int64)
    sizes = np.searchsorted(-long, -times, side="left")  # how many sentences are longer than t
    starts = np.concatenate([np.zeros(1, np.int64), np.cumsum(sizes)[:-1]])
    time = np.repeat(times, sizes)
    row = np.arange(len(time)) - starts[time]
    return Packing(sizes=sizes, starts=starts, mirror=starts[long[row] - 1 - time] + row)


class Network:
    """The tagger's network: rows of the embeddings in, emissions out. Keeps the first layer's inputs of the
    characters that it has seen (1.5 kB each and direction), which saves a fifth of the work.

    `kind` is the precision: float32 for all work, float64 to decide the close cases.
    """

    def __init__(self, model: Model, kind: type[np.floating[Any]] = np.float32) -> None:
        self._embedding = model.embedding
        self._inputs = [array.astype(kind) for array in model.inputs]
        self._biases = [array.astype(kind) for array in model.biases]
        # sigmoid(x) = tanh(x / 2) / 2 + 1 / 2: halving the columns u and r is exact, and one tanh serves all.
        self._gates = [array.astype(kind) * kind(0.5) for array in model.gates]
        for array in (*self._inputs, *self._biases):
            array[:, :, : 2 * HIDDEN] *= kind(0.5)
        self._candidates = [array.astype(kind) for array in model.candidates]
        self._output = np.ascontiguousarray(model.output.T, dtype=kind)
        self._output_bias = model.output_bias.astype(kind)[:, None]
        self._seen = np.zeros(len(model.embedding), dtype=bool)
        self._first = np.empty((2, len(model.embedding), 3 * HIDDEN), dtype=kind)
        self._kind = kind

    def emissions(self, rows: NDArray[np.int32], packing: Packing) -> Reals:
        """The scores of the tags, [tags, characters], for a packed batch."""
        self._learn(rows)
        mirror = packing.mirror
        inputs = np.stack([self._first[0][rows], self._first[1][rows[mirror]]])
        forward, reverse = self._run(0, inputs, packing)
        both = np.empty((2, len(rows), 2 * HIDDEN), dtype=self._kind)
        both[0, :, :HIDDEN], both[0, :, HIDDEN:] = forward, reverse[mirror]
        both[1, :, :HIDDEN], both[1, :, HIDDEN:] = forward[mirror], reverse
        np.matmul(both, self._inputs[1], out=inputs)
        inputs += self._biases[1]
        forward, reverse = self._run(1, inputs, packing)
        both[0, :, :HIDDEN], both[0, :, HIDDEN:] = forward, reverse[mirror]
        scores: Reals = self._output @ both[0].T
        scores += self._output_bias
        return scores

    def _learn(self, rows: NDArray[np.int32]) -> None:
        """Computes the first layer's inputs of the characters that are new."""
        new = np.unique(rows[~self._seen[rows]])
        if len(new):
            self._first[:, new] = self._embedding[new].astype(self._kind) @ self._inputs[0] + self._biases[0]
            self._seen[new] = True

    def _run(self, layer: int, inputs: Reals, packing: Packing) -> Reals:
        """The hidden states of a layer, [2, characters, 128], each direction in its own order of reading."""
        gates, candidates = self._gates[layer], self._candidates[layer]
        most = int(packing.sizes[0])
        states = np.empty((2, inputs.shape[1], HIDDEN), dtype=self._kind)
        state = np.zeros((2, most, HIDDEN), dtype=self._kind)
        gate_room = np.empty((2, most, 2 * HIDDEN), dtype=self._kind)
        room = np.empty((2, most, HIDDEN), dtype=self._kind)
        for size, start in zip(packing.sizes.tolist(), packing.starts.tolist(), strict=True):
            now, gate, candidate = state[:, :size], gate_room[:, :size], room[:, :size]
            given = inputs[:, start : start + size]
            np.matmul(now, gates, out=gate)
            gate += given[:, :, : 2 * HIDDEN]
            np.tanh(gate, out=gate)
            gate *= 0.5
            gate += 0.5
            update, reset = gate[:, :, :HIDDEN], gate[:, :, HIDDEN:]
            reset *= now
            np.matmul(reset, candidates, out=candidate)
            candidate += given[:, :, 2 * HIDDEN :]
            np.tanh(candidate, out=candidate)
            candidate -= now  # h = (1 - u) h + u c = h + u (c - h)
            candidate *= update
            now += candidate
            states[:, start : start + size] = now
        return states
