"""The best labelling of each sentence under the CRF, and by how much it is the best."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from kg.extract.lac.network import Packing, Reals
from kg.extract.lac.weights import Model

Whole = NDArray[Any]
"""int32 or int64: scores in fixed point."""


class Decoder:
    """Viterbi over a packed batch, in fixed point: the sums are exact, so that a table of sums can be carried from
    character to character by adding what changed, which is twice as fast as making it anew.

    With `precise`, scores are int64 in units of 2^-44, otherwise int32 in units of 2^-20. Kept relative to the best of
    their step, they stay within ±250 (transitions are between -73 and 3, emissions differ by less than 60).
    """

    def __init__(self, model: Model, *, precise: bool = False) -> None:
        self._unit = 2.0**-44 if precise else 2.0**-20
        self._kind = np.int64 if precise else np.int32
        self._start = self._fixed(model.start)[:, None]
        self._transitions = self._fixed(model.transitions)
        # What leads to each tag, and in a last row to the end of the sentence.
        self._into = np.vstack([self._transitions.T, self._fixed(model.end)])

    def _fixed(self, scores: Reals) -> Whole:
        """Scores in fixed point."""
        return np.rint(scores * (1 / self._unit)).astype(self._kind)

    def decode(self, emissions: Reals, packing: Packing) -> tuple[NDArray[np.int8], NDArray[np.float64]]:
        """The tags of the packed characters, and for each sentence the margin: the score of its best labelling less
        that of the second best. `emissions` are [tags, characters]."""
        scores = np.ascontiguousarray(self._fixed(emissions))
        self._forward(scores, packing)
        return self._backward(scores, packing)

    def _forward(self, scores: Whole, packing: Packing) -> None:
        """Turns `scores[j, p]` from the emission of tag j at the character p to the score of the best labelling of
        the sentence up to p that ends in j."""
        tags, most = len(scores), int(packing.sizes[0])
        sums = np.repeat(self._transitions[:, :, None], most, axis=2)  # [from, to, lane]
        before = np.zeros((tags, most), dtype=self._kind)
        for size, start, first in zip(
            packing.sizes.tolist(), packing.starts.tolist(), packing.first, strict=True
        ):
            now = scores[:, start : start + size]
            ahead = sums.max(axis=0)[:, :size]
            ahead[:, first] = self._start
            now += ahead
            now -= now.max(axis=0)
            if (
                size < 0.8 * sums.shape[2]
            ):  # drop the lanes that have ended: whole arrays are faster than slices
                sums = np.ascontiguousarray(sums[:, :, :size])
            sums[:, :, :size] += (now - before[:, :size])[:, None, :]
            before = now

    def _backward(self, scores: Whole, packing: Packing) -> tuple[NDArray[np.int8], NDArray[np.float64]]:
        """Follows the best labelling from the end of each sentence.

        Where the second best labelling leaves the best one, seen from the end, it takes the second best predecessor;
        so the least gap between best and second best along the way is the margin.
        """
        tags = np.empty(scores.shape[1], dtype=np.int8)
        gaps = np.empty(scores.shape[1], dtype=self._kind)
        most, lowest, end = int(packing.sizes[0]), np.iinfo(self._kind).min, len(self._into) - 1
        behind = np.empty(most, dtype=np.int64)  # the tag of the character behind this one
        every = np.arange(most)
        for size, start, last in zip(
            packing.sizes[::-1].tolist(), packing.starts[::-1].tolist(), packing.last[::-1], strict=True
        ):
            behind[last] = end
            choices = np.ascontiguousarray(scores[:, start : start + size].T)
            choices += self._into[behind[:size]]
            best = choices.argmax(axis=1)
            top = choices[every[:size], best]
            choices[every[:size], best] = lowest
            gaps[start : start + size] = top - choices.max(axis=1)
            tags[start : start + size] = behind[:size] = best
        starts = np.cumsum(packing.lengths) - packing.lengths
        return tags, np.minimum.reduceat(gaps[packing.places], starts) * self._unit
