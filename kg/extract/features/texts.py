"""A batch of documents laid end to end in one array."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from kg.extract.features.columns import Ints
from kg.extract.lac.weights import STATE
from kg.model import Document

PAD = 4  # empty positions between documents: as far as any template looks to the side


@dataclass(frozen=True, slots=True)
class Text:
    """A batch of documents laid end to end, `PAD` empty positions before each and after the last.

    `codes` are the shadow's code points, 0 where empty; `bases[i]` is where document i's first character stands.
    """

    documents: Sequence[Document]
    codes: Ints
    bases: tuple[int, ...]

    def states(self) -> NDArray[np.int8]:
        """The neural tagger's states at every position, 0 where there are none: [positions, STATE]."""
        states = np.zeros((len(self.codes), STATE), np.int8)
        for document, base in zip(self.documents, self.bases, strict=True):
            if document.states is not None:
                states[base : base + len(document.shadow)] = document.states
        return states


def lay(documents: Sequence[Document]) -> Text:
    """The documents' shadows in one array."""
    pad = np.zeros(PAD, np.uint32)
    parts, bases, at = [pad], [], PAD
    for document in documents:
        codes = np.frombuffer(document.shadow.encode("utf-32-le"), np.uint32)
        parts += [codes, pad]
        bases.append(at)
        at += len(codes) + PAD
    return Text(documents, np.concatenate(parts).astype(np.uint64), tuple(bases))
