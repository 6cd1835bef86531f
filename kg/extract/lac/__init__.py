"""jieba's own neural tagger (Baidu LAC, small), run from its weights on numpy: no Paddle, no download, no GPU.

`tag_sentences` is all that the rest of the program needs. Work is done in float32, whose last bits depend on the
processor, the BLAS and the shape of the batch. A labelling that wins by less than `CLOSE` is therefore decided again
for its sentence alone in float64: so a sentence gets the same tags in every batch, on every machine and backend.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

import numpy as np
from numpy.typing import NDArray

from kg.extract.lac.network import Network, Reals, pack
from kg.extract.lac.viterbi import Decoder
from kg.extract.lac.weights import Model, load

BATCH = 64
"""Sentences in a batch: below it, BLAS calls are small; above, the decoder's room leaves the second-level cache."""

CLOSE = 1e-2
"""The margin below which a sentence is decided again."""


@dataclass(frozen=True, slots=True)
class Tagged:
    """A sentence's tags, one a character: indices into `tag_names()` (`nr-B`, `nr-I` …, `O`)."""

    tags: NDArray[np.int8]


@cache
def model() -> Model:
    """The weights, read once."""
    return load()


@cache
def _fast() -> tuple[Network, Decoder]:
    return Network(model()), Decoder(model())


@cache
def _precise() -> tuple[Network, Decoder]:
    return Network(model(), np.float64), Decoder(model(), np.float64)


def tag_names() -> tuple[str, ...]:
    """The 57 tags in the order of their indices: B and I of 28 types, then O."""
    return model().tags


@cache
def type_names() -> tuple[str, ...]:
    """The type of each tag: `nr` for `nr-B` and `nr-I`."""
    return tuple(sys.intern(name.partition("-")[0]) for name in tag_names())


def codes_of(text: str) -> NDArray[np.uint32]:
    """The code points of a text."""
    return np.frombuffer(text.encode("utf-32-le", "surrogatepass"), dtype="<u4")


def rows_of(codes: NDArray[np.uint32]) -> NDArray[np.int32]:
    """The model's row for each code point, its own normalisation applied."""
    alphabet = model().alphabet
    return alphabet[np.minimum(codes, len(alphabet) - 1)]


def tag_sentences(texts: Sequence[str]) -> list[Tagged]:
    """The tags of sentences, in their order. Sentences of like length share a batch, so give many at once."""
    return [Tagged(tags) for tags in tag_rows([rows_of(codes_of(text)) for text in texts])]


def tag_rows(sentences: Sequence[NDArray[np.int32]], batch: int = BATCH) -> list[NDArray[np.int8]]:
    """The same for sentences given as rows of the model."""
    found = [np.empty(0, dtype=np.int8)] * len(sentences)
    lengths = np.array([len(rows) for rows in sentences], dtype=np.int64)
    order = [index for index in np.argsort(-lengths, kind="stable").tolist() if lengths[index]]
    for first in range(0, len(order), batch):
        members = order[first : first + batch]
        for index, tags in zip(members, _tag_batch([sentences[index] for index in members]), strict=True):
            found[index] = tags
    return found


def _tag_batch(sentences: Sequence[NDArray[np.int32]]) -> list[NDArray[np.int8]]:
    """The tags of sentences whose lengths are positive and descend."""
    decided, margins = _decide(sentences, *_fast())
    for index in np.flatnonzero(margins < CLOSE).tolist():
        decided[index] = _decide(sentences[index : index + 1], *_precise())[0][0]
    return decided


def _decide(
    sentences: Sequence[NDArray[np.int32]], network: Network, decoder: Decoder
) -> tuple[list[NDArray[np.int8]], Reals]:
    """The tags of a batch and the margins by which they were chosen."""
    lengths = [len(rows) for rows in sentences]
    packing = pack(lengths)
    places = [packing.starts[:length] + row for row, length in enumerate(lengths)]
    rows = np.empty(sum(lengths), dtype=np.int32)
    for place, sentence in zip(places, sentences, strict=True):
        rows[place] = sentence
    tags, margins = decoder.decode(network.emissions(rows, packing), packing)
    return [tags[place] for place in places], margins
