"""What the learned tagger sees of a text: for every character, a row of integers, computed by numpy.

A feature is a 32-bit hash of (template, value): one array operation per template for a whole batch of documents,
no strings. Training and inference share this code, so that what is learned is what is looked up. Two features
share a hash about once in 10^4 unseen ones, which costs nothing that can be measured.

All values of one document depend on that document alone: what stands beside it in the batch changes nothing.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from kg.extract.features.characters import character_features
from kg.extract.features.columns import Index, Ints, distinct, hashed, spread
from kg.extract.features.marks import mark_features
from kg.extract.features.proposed import proposal_features
from kg.extract.features.texts import Text, lay
from kg.extract.features.words import Words, word_features, words_of

__all__ = ["Seen", "Text", "features", "lay", "spread"]

Keys = NDArray[np.uint32]


@dataclass(frozen=True, slots=True)
class Seen:
    """The features of every position. `own` [templates, positions] are those of characters and words; what the other
    templates see, marks and proposals, is the same at many positions: `shared` [templates, kinds of positions], and
    `kind` says which each position is of."""

    own: Keys
    shared: Keys
    kind: Index

    def every(self) -> Keys:
        """All of them, [templates, positions]."""
        return np.concatenate([self.own, self.shared[:, self.kind]])


def features(text: Text) -> Seen:
    """The features of every position, the templates in a fixed order."""
    words = words_of(text)
    own, shared = _own(text, words), _shared(text, words)
    one_each, kind = distinct(shared)
    return Seen(_hashed(own, 0), _hashed([values[one_each] for values in shared], len(own)), kind)


def _own(text: Text, words: Words) -> list[Ints]:
    return [*character_features(text.codes), *word_features(words)]


def _shared(text: Text, words: Words) -> list[Ints]:
    return [*mark_features(text), *proposal_features(text, words)]


def _hashed(values: Iterable[Ints], first: int) -> Keys:
    return np.stack([hashed(value, number) for number, value in enumerate(values, first)])
