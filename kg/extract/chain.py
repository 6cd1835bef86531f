"""Linear-chain inference over BIOES labels for many sentences at once, in numpy.

Sentences are packed longest first: step t holds the t-th position of all sentences longer than t, as columns
`[offsets[t], offsets[t + 1])` of arrays [labels, positions]. Every step is a few array operations over all of them.

Only the moves that BIOES allows are considered: O, E and S come before O, S and B; B and I before I and E of
their own type. Viterbi uses additions and maxima only, exact whatever the batch; the sums of forward and backward
run in double precision, so that what the batch changes is far below the three places that are kept.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Index = NDArray[np.int64]
Floats = NDArray[np.float32]
Doubles = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Labels:
    """The label numbers for n types: O, then E, S, B and I of each type in order."""

    types: int

    @property
    def count(self) -> int:
        """How many labels there are."""
        return 1 + 4 * self.types

    @property
    def outside(self) -> slice:
        """O, E, S: what may end a sentence and stand before O, S, B."""
        return slice(0, self.s + self.types)

    @property
    def opening(self) -> slice:
        """S, B: with O, what may begin a sentence and follow O, E, S."""
        return slice(self.s, self.i)

    @property
    def e(self) -> int:
        """The first E label."""
        return 1

    @property
    def s(self) -> int:
        """The first S label."""
        return 1 + self.types

    @property
    def b(self) -> int:
        """The first B label."""
        return 1 + 2 * self.types

    @property
    def i(self) -> int:
        """The first I label."""
        return 1 + 3 * self.types

    def allowed(self) -> NDArray[np.bool_]:
        """Which moves BIOES allows, [from, to]."""
        allowed = np.zeros((self.count, self.count), bool)
        allowed[self.outside, 0] = True
        allowed[self.outside, self.opening] = True
        for kind in range(self.types):
            for before in (self.b, self.i):
                allowed[before + kind, [self.i + kind, self.e + kind]] = True
        return allowed


@dataclass(frozen=True, slots=True)
class Packing:
    """Where each sentence's positions stand: `order` the sentences longest first, `counts[t]` how many reach step
    t, `offsets[t]` the first column of step t, `positions` the position in the text of each column."""

    order: Index
    lengths: Index
    counts: Index
    offsets: Index
    positions: Index


def pack(starts: Index, lengths: Index) -> Packing:
    """The packing of sentences that begin at `starts` and are `lengths` long (0 is allowed: such have no column)."""
    order = np.argsort(-lengths, kind="stable")
    longest = int(lengths.max(initial=0))
    counts = len(lengths) - np.searchsorted(np.sort(lengths), np.arange(longest), side="right")
    offsets = np.concatenate([[0], np.cumsum(counts)])
    step = np.repeat(np.arange(longest), counts)
    lane = np.arange(int(offsets[-1])) - offsets[step]
    return Packing(order, lengths[order], counts, offsets, starts[order[lane]] + step)


@dataclass(frozen=True, slots=True)
class Chain:
    """A batch of sentences with the scores of their labels: `scores` [labels, columns], `moves` [from, to]."""

    labels: Labels
    packing: Packing
    scores: Floats
    moves: Floats

    def best(self) -> NDArray[np.int16]:
        """The label of each column on its sentence's best path (Viterbi)."""
        return _trace(self, _deltas(self))

    def sums(self) -> Sums:
        """The sums over all paths that probabilities are made of."""
        return _forward_backward(self)


@dataclass(frozen=True, slots=True)
class Sums:
    """Forward and backward sums, scaled so that `alpha * beta` is the probability of a label at a column, the
    potentials `psi` = exp(score - maximum) and the `scale` of each column: [labels, columns], the last [columns]."""

    alpha: Doubles
    beta: Doubles
    psi: Floats
    scale: Doubles


def _deltas(chain: Chain) -> Floats:
    """The score of the best path to each label at each column."""
    labels, packing = chain.labels, chain.packing
    out, opening = labels.outside, labels.opening
    kinds, b, i, e = labels.types, labels.b, labels.i, labels.e
    moves = chain.moves
    to_o, to_opening = moves[out, 0, None], moves[out, opening, None]
    diagonal = np.arange(kinds)
    bi, ii = moves[b + diagonal, i + diagonal, None], moves[i + diagonal, i + diagonal, None]
    be, ie = moves[b + diagonal, e + diagonal, None], moves[i + diagonal, e + diagonal, None]
    deltas = chain.scores.copy(order="C")
    first = deltas[:, : int(packing.counts[0]) if len(packing.counts) else 0]
    first[e : labels.s] = first[i:] = -np.inf
    for step in range(1, len(packing.counts)):
        count, at = int(packing.counts[step]), int(packing.offsets[step])
        before = int(packing.offsets[step - 1])
        previous, now = deltas[:, before : before + count], deltas[:, at : at + count]
        left, begun, inner = previous[out], previous[b : b + kinds], previous[i : i + kinds]
        now[0] += (left + to_o).max(axis=0)
        now[opening] += (left[:, None] + to_opening).max(axis=0)
        now[i : i + kinds] += np.maximum(begun + bi, inner + ii)
        now[e : e + kinds] += np.maximum(begun + be, inner + ie)
    return deltas


def _trace(chain: Chain, deltas: Floats) -> NDArray[np.int16]:
    labels, packing = chain.labels, chain.packing
    # What leads to each label, and in a last row to the end of a sentence.
    into = np.full((labels.count + 1, labels.count), -np.inf, np.float32)
    into[:-1] = np.where(labels.allowed(), chain.moves, -np.inf).T
    into[-1, labels.outside] = 0
    deltas = np.ascontiguousarray(deltas.T)
    path = np.zeros(len(deltas), np.int16)
    behind = np.full(int(packing.counts[0]) if len(packing.counts) else 0, labels.count)
    for count, at in zip(packing.counts[::-1].tolist(), packing.offsets[-2::-1].tolist(), strict=True):
        # The first of equals: B before I, as the labels are numbered.
        best = (deltas[at : at + count] + into.take(behind[:count], axis=0)).argmax(axis=1)
        path[at : at + count] = behind[:count] = best
    return path


def _forward_backward(chain: Chain) -> Sums:
    labels, packing = chain.labels, chain.packing
    moves = np.where(labels.allowed(), np.exp(chain.moves.astype(np.float64)), 0.0)
    # [columns, labels]: a step's columns lie side by side. Few large arrays, since fresh pages cost as much as sums.
    psi = chain.scores.T.copy(order="C")
    psi -= psi.max(axis=1, keepdims=True)
    np.exp(psi, out=psi)
    alpha, scale = psi.astype(np.float64), np.empty((len(psi), 1))
    beta = np.empty_like(alpha)
    offsets = packing.offsets.tolist()
    counts = [*packing.counts.tolist(), 0]
    before = alpha[:0]
    for step, (at, count) in enumerate(zip(offsets, counts[:-1], strict=False)):
        now = alpha[at : at + count]
        if step:
            now *= before[:count] @ moves
        else:
            now[:, labels.e : labels.s] = now[:, labels.i :] = 0.0
        now[counts[step + 1] :, labels.b :] = 0.0  # a sentence ends in O, E or S
        scale[at : at + count] = now.sum(axis=1, keepdims=True)
        now /= scale[at : at + count]
        before = now
    last = np.zeros(labels.count)
    last[labels.outside] = 1.0
    back = moves.T.copy()
    after = alpha[:0]
    for step in range(len(counts) - 2, -1, -1):
        here = slice(offsets[step], offsets[step] + counts[step])
        now = beta[here]
        np.matmul(after, back, out=now[: len(after)])
        now[len(after) :] = last
        after = psi[here] * now / scale[here]
    return Sums(alpha.T, beta.T, psi.T, scale[:, 0])
