"""The best labelling of each sentence under the CRF, and by how much it is the best."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from kg.extract.lac.network import Packing, Reals
from kg.extract.lac.weights import Model


class Decoder:
    """Viterbi over a packed batch. `kind` is the precision, as for the network."""

    def __init__(self, model: Model, kind: type[np.floating[Any]] = np.float32) -> None:
        self._start = model.start.astype(kind)[:, None]
        self._end = model.end.astype(kind)[:, None]
        self._transitions = model.transitions.astype(kind)
        self._kind = kind

    def decode(self, emissions: Reals, packing: Packing) -> tuple[NDArray[np.int8], Reals]:
        """The tags of the packed characters, and for each sentence the margin: the score of its best labelling less
        that of the second best.

        Scores are kept relative to the best of their step, so that float32 stays precise in long sentences.
        """
        scores = np.empty_like(emissions)
        self._forward(emissions, scores, packing)
        return self._backward(scores, packing)

    def _forward(self, emissions: Reals, scores: Reals, packing: Packing) -> None:
        """`scores[j, p]`: the best labelling of the sentence up to the character at p that ends in tag j."""
        tags, most = len(emissions), int(packing.sizes[0])
        transitions = self._transitions[:, :, None]
        room = np.empty(tags * tags * most, dtype=self._kind)
        before = self._start + emissions[:, :most]
        scores[:, :most] = before
        for size, start in zip(packing.sizes[1:].tolist(), packing.starts[1:].tolist(), strict=True):
            sums = room[: tags * tags * size].reshape(tags, tags, size)
            np.add(before[:, None, :size], transitions, out=sums)
            before = sums.max(axis=0)
            before += emissions[:, start : start + size]
            before -= before.max(axis=0)
            scores[:, start : start + size] = before

    def _backward(self, scores: Reals, packing: Packing) -> tuple[NDArray[np.int8], Reals]:
        """Follows the best labelling from the end of each sentence.

        Where the second best labelling leaves the best one, seen from the end, it takes the second best predecessor;
        so the least gap between best and second best along the way is the margin.
        """
        tags = np.empty(scores.shape[1], dtype=np.int8)
        most, into = int(packing.sizes[0]), np.ascontiguousarray(self._transitions.T)
        margins = np.full(most, np.inf, dtype=self._kind)
        ahead = np.empty(most, dtype=np.int64)
        done, every = 0, np.arange(most)
        for size, start in zip(packing.sizes[::-1].tolist(), packing.starts[::-1].tolist(), strict=True):
            choices = np.empty((size, len(scores)), dtype=self._kind)
            choices[:] = scores[:, start : start + size].T
            choices[:done] += into[ahead[:done]]
            choices[done:] += self._end.T  # the sentences that end here
            best = choices.argmax(axis=1)
            top = choices[every[:size], best]
            choices[every[:size], best] = -np.inf
            np.minimum(margins[:size], top - choices.max(axis=1), out=margins[:size])
            tags[start : start + size] = best
            ahead[:size], done = best, size
        return tags, margins
