"""Linear-chain inference over BIOES labels for many sentences at once, in numpy.

Sentences are packed longest first: step t holds the t-th position of all sentences longer than t, as columns
`[offsets[t], offsets[t + 1])` of arrays [labels, positions]. Every step is a few array operations over all of them.

Only the moves that BIOES allows are considered: O, E and S come before O, S and B; B and I before I and E of
their own type. The sums of forward and backward run in double precision, so that what the batch changes is far below
the three places that are kept. They also say where the best path is beyond doubt, nine characters in ten; Viterbi
decides the rest by additions and maxima only.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Index = NDArray[np.int64]
Floats = NDArray[np.float32]
Doubles = NDArray[np.float64]

_BLOCK = 2048  # columns that bulk work goes through together: they stay in the processor's cache
_LINE = 8  # doubles in a line of the cache


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

    @property
    def lanes(self) -> int:
        """How many sentences have columns."""
        return int(self.counts[0]) if len(self.counts) else 0

    def lines(self) -> Index:
        """The columns sentence by sentence."""
        before = np.cumsum(self.lengths) - self.lengths
        ahead = np.arange(len(self.positions)) - np.repeat(before, self.lengths)
        return self.offsets[ahead] + np.repeat(np.arange(len(self.lengths)), self.lengths)


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

    def best(self, sums: Sums) -> Index:
        """The label of each column on its sentence's best path, given the chain's sums."""
        return _best(self, sums)

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


# --- the best path ------------------------------------------------------------------------------------------


def _best(chain: Chain, sums: Sums) -> Index:
    """The most likely labels where the best path has them beyond doubt; between sure O's Viterbi decides the rest.

    Where the path of the most likely labels has the probability p, the best path has at least p. It has every label
    that the paths without it have less than p for, all together (less than p / 2, as Viterbi's sums are rounded).
    """
    lengths = chain.packing.lengths[: chain.packing.lanes]
    if not len(lengths):
        return np.zeros(0, np.int64)
    columns, first = chain.packing.lines(), np.cumsum(lengths) - lengths
    label, chance = (every[columns] for every in _likely(sums))
    with np.errstate(divide="ignore"):
        step = np.log(sums.psi[label, columns] / sums.scale[columns])
        step += np.where(chain.labels.allowed(), chain.moves, -np.inf)[np.roll(label, 1), label]
        step[first] = np.log(sums.alpha[label[first], columns[first]])
    path = np.exp(np.add.reduceat(step, first))
    doubt = 1 - chance >= np.repeat(path / 2, lengths)
    sure = ~doubt & (label == 0)
    begins = sure.copy()
    begins[first] = True
    start = np.flatnonzero(begins)
    doubtful = np.logical_or.reduceat(doubt, start)
    # Up to the next sure O, or to the end of the sentence.
    opens = np.zeros(len(columns) + 1, bool)
    opens[[*first, len(columns)]] = True
    end = np.append(start[1:], len(columns))
    end += ~opens[end]
    stretches = pack(start[doubtful], (end - start)[doubtful])
    inside = columns[stretches.positions]
    scores = chain.scores.T[inside]
    scores[sure[stretches.positions], 1:] = -np.inf
    best = np.empty(len(columns), np.int64)
    best[columns] = label
    best[inside] = _viterbi(chain.labels, stretches, scores, chain.moves)
    return best


def _likely(sums: Sums) -> tuple[Index, Doubles]:
    """The most likely label of each column, and its probability."""
    label, chance = np.empty(len(sums.scale), np.int64), np.empty(len(sums.scale))
    alpha, beta = sums.alpha.T, sums.beta.T
    for at in range(0, len(label), _BLOCK):
        both = alpha[at : at + _BLOCK] * beta[at : at + _BLOCK]
        most = both.argmax(axis=1)
        label[at : at + _BLOCK], chance[at : at + _BLOCK] = most, both[np.arange(len(most)), most]
    return label, chance


def _viterbi(labels: Labels, packing: Packing, scores: Floats, moves: Floats) -> Index:
    """The best path; `scores` [columns, labels] become those of the best path to each label."""
    # What leads to each label, and in a last row to the end of a sentence.
    into = np.full((labels.count + 1, labels.count), -np.inf, np.float32)
    into[:-1] = np.where(labels.allowed(), moves, -np.inf).T
    into[-1, labels.outside] = 0
    onward = into[:-1].T.copy()
    steps = list(zip(packing.offsets.tolist(), packing.counts.tolist(), strict=False))
    before = scores[: packing.lanes]
    before[:, labels.e : labels.s] = before[:, labels.i :] = -np.inf
    for at, count in steps[1:]:
        now = scores[at : at + count]
        now += (before[:count, :, None] + onward).max(axis=1)
        before = now
    path = np.zeros(len(scores), np.int64)
    behind = np.full(packing.lanes, labels.count)
    for at, count in reversed(steps):
        # The first of equals: B before I, as the labels are numbered.
        best = (scores[at : at + count] + into.take(behind[:count], axis=0)).argmax(axis=1)
        path[at : at + count] = behind[:count] = best
    return path


# --- the sums -----------------------------------------------------------------------------------------------


def _forward_backward(chain: Chain) -> Sums:
    labels, packing, scores = chain.labels, chain.packing, chain.scores.T
    # [columns, labels]: a step's columns lie side by side, each on whole lines of the cache.
    columns, width = len(scores), -(-labels.count // _LINE) * _LINE
    moves = np.zeros((width, width))
    moves[: labels.count, : labels.count] = np.where(
        labels.allowed(), np.exp(chain.moves.astype(np.float64)), 0.0
    )
    psi, alpha = np.zeros((columns, width), np.float32), np.empty((columns, width))
    for at in range(0, columns, _BLOCK):
        some = scores[at : at + _BLOCK]
        some = some - some.T.copy().max(axis=0)[:, None]
        psi[at : at + _BLOCK, : labels.count] = np.exp(some, out=some)
        alpha[at : at + _BLOCK] = psi[at : at + _BLOCK]
    beta, scale = np.empty_like(alpha), np.empty((columns, 1))
    steps = list(zip(packing.offsets.tolist(), packing.counts.tolist(), strict=False))
    ends = [*packing.counts[1:].tolist(), 0][: len(steps)]
    room, ones, before = np.empty((packing.lanes, width)), np.ones((width, 1)), alpha[:0]
    for (at, count), end in zip(steps, ends, strict=True):
        now = alpha[at : at + count]
        if at:
            now *= np.matmul(before[:count], moves, out=room[:count])
        else:
            now[:, labels.e : labels.s] = now[:, labels.i :] = 0.0
        now[end:, labels.b :] = 0.0  # a sentence ends in O, E or S
        now *= 1 / np.matmul(now, ones, out=scale[at : at + count])
        before = now
    last = np.zeros(width)
    last[labels.outside] = 1.0
    back, inverse, after = moves.T.copy(), 1 / scale, room[:0]
    for at, count in reversed(steps):
        now = beta[at : at + count]
        np.matmul(after, back, out=now[: len(after)])
        now[len(after) :] = last
        after = room[:count]
        after[:] = psi[at : at + count]
        after *= now
        after *= inverse[at : at + count]
    found = slice(0, labels.count)
    return Sums(alpha.T[found], beta.T[found], psi.T[found], scale[:, 0])
