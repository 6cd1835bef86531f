"""The best labelling of each sentence under the CRF."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from kg.extract.lac.network import Packing, Reals
from kg.extract.lac.weights import Model

Whole = NDArray[np.int16]
"""Scores in fixed point."""

UNIT = 2.0**-7
"""The unit of scores: they are known to about 0.01."""

_LEAST = -60.0
"""A score so far behind the best of its step is lost, and how far behind does not matter. So nothing leaves int16, with
which sums are twice as fast as with int32: transitions are at most 3, emissions between -45 and 45."""


class Decoder:
    """Viterbi over a packed batch, in fixed point: the sums are exact, so that a table of sums can be carried from
    character to character by adding what changed, which is twice as fast as making it anew.

    Scores are kept relative to the best of their step.
    """

    def __init__(self, model: Model) -> None:
        self._start = _fixed(model.start)[:, None]
        self._transitions = _fixed(model.transitions)
        # What leads to each tag, and in a last row to the end of the sentence.
        self._into = np.vstack([self._transitions.T, _fixed(model.end)])

    def decode(self, emissions: Reals, packing: Packing) -> NDArray[np.int8]:
        """The tags of the packed characters. `emissions` are [tags, characters]."""
        scores = np.ascontiguousarray(_fixed(emissions))
        self._forward(scores, packing)
        return self._backward(scores, packing)

    def _forward(self, scores: Whole, packing: Packing) -> None:
        """Turns `scores[j, p]` from the emission of tag j at the character p to the score of the best labelling of
        the sentence up to p that ends in j."""
        tags, most, least = len(scores), int(packing.sizes[0]), np.int16(_LEAST / UNIT)
        sums = np.repeat(self._transitions[:, :, None], most, axis=2)  # [from, to, lane]
        before = np.zeros((tags, most), dtype=np.int16)
        for size, start, first in zip(
            packing.sizes.tolist(), packing.starts.tolist(), packing.first, strict=True
        ):
            now = scores[:, start : start + size]
            ahead = sums.max(axis=0)[:, :size]
            ahead[:, first] = self._start
            now += ahead
            now -= now.max(axis=0)
            np.maximum(now, least, out=now)
            # Lanes that have ended are dropped a fifth at a time: whole arrays are faster than slices.
            if size < 0.8 * sums.shape[2]:
                sums = np.ascontiguousarray(sums[:, :, :size])
            sums[:, :, :size] += (now - before[:, :size])[:, None, :]
            before = now

    def _backward(self, scores: Whole, packing: Packing) -> NDArray[np.int8]:
        """Follows the best labelling from the end of each sentence."""
        tags = np.empty(scores.shape[1], dtype=np.int8)
        behind = np.empty(int(packing.sizes[0]), dtype=np.int64)  # the tag of the character behind this one
        end = len(self._into) - 1
        for size, start, last in zip(
            packing.sizes[::-1].tolist(), packing.starts[::-1].tolist(), packing.last[::-1], strict=True
        ):
            behind[last] = end
            choices = np.ascontiguousarray(scores[:, start : start + size].T)
            choices += self._into[behind[:size]]
            tags[start : start + size] = behind[:size] = choices.argmax(axis=1)
        return tags


def _fixed(scores: Reals) -> Whole:
    """Scores in fixed point."""
    whole = np.maximum(scores, np.float32(_LEAST))
    whole *= np.float32(1 / UNIT)
    return np.rint(whole, out=whole).astype(np.int16)
