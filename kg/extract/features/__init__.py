"""What the learned tagger sees of a text: for every character, a row of integers, computed by numpy.

A feature is a 32-bit hash of (template, value): one array operation per template for a whole batch of documents,
no strings. Training and inference share this code, so that what is learned is what is looked up. Two features
share a hash about once in 10^4 unseen ones, which costs nothing that can be measured.

All values of one document depend on that document alone: what stands beside it in the batch changes nothing.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from kg.extract.features.characters import character_features
from kg.extract.features.columns import Ints, hashed, spread, together
from kg.extract.features.marks import mark_features
from kg.extract.features.proposed import proposal_features
from kg.extract.features.texts import Text, lay
from kg.extract.features.words import word_features, words_of

__all__ = ["OWN", "Text", "features", "lay", "spread", "together"]

OWN = 33
"""So many templates come first that look at characters and words. What the others see, marks and proposals, is the
same at many positions."""


def features(text: Text) -> NDArray[np.uint32]:
    """The features of every position: shape [templates, positions], the templates in a fixed order."""
    return np.stack([hashed(value, number) for number, value in enumerate(_values(text))])


def _values(text: Text) -> Iterator[Ints]:
    words = words_of(text)
    yield from character_features(text.codes)
    yield from word_features(words)
    yield from mark_features(text)
    yield from proposal_features(text, words)
