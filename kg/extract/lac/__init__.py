"""jieba's own neural tagger (Baidu LAC, small), run from its weights on numpy: no Paddle, no download, no GPU.

`tag_rows` is all that the rest of the program needs. Its arithmetic is exact (see `network`), so a sentence gets the
same tags and states, bit for bit, in every batch and on every machine.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

import numpy as np
from numpy.typing import NDArray

from kg.extract.lac.network import Network, Reals, pack
from kg.extract.lac.viterbi import Decoder
from kg.extract.lac.weights import STATE, Model, load
from kg.extract.threads import one_thread
from kg.model import States

Rows = NDArray[np.int32]

LANES = 192
"""Sentences that are worked on side by side: with fewer, BLAS calls are too small."""

_BLOCK = 512  # states that are rounded together: they stay in the cache

ROOM = 24_000
"""Characters in a batch, about: enough to fill the lanes several times over."""


@dataclass(frozen=True, slots=True)
class Tagged:
    """A sentence's tags, one a character: indices into `tag_names()` (`nr-B`, `nr-I` …, `O`); and the second layer's
    states behind them [characters, STATE], in units of 1/128."""

    tags: NDArray[np.int8]
    states: States


@cache
def model() -> Model:
    """The weights, read once.

    Raises:
        DataError: jieba or its model is missing or damaged.
    """
    return load()


@cache
def emitter() -> Network:
    """The network, which remembers the characters it has seen."""
    return Network(model())


@cache
def _decoder() -> Decoder:
    return Decoder(model())


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


def rows_of(codes: NDArray[np.uint32]) -> Rows:
    """The model's row for each code point, its own normalisation applied."""
    alphabet = model().alphabet
    return alphabet[np.minimum(codes, len(alphabet) - 1)]


@one_thread()
def tag_rows(sentences: Sequence[Rows], *, lanes: int = LANES) -> list[Tagged]:
    """The tags and states of sentences given as rows of the model, in their order. Sentences of like length share a
    batch, so give many at once."""
    tagged = [Tagged(np.empty(0, dtype=np.int8), np.empty((0, STATE), dtype=np.int8))] * len(sentences)
    for members in _batches([len(rows) for rows in sentences]):
        lengths = np.array([len(sentences[index]) for index in members], dtype=np.int64)
        size, longest = int(lengths.sum()), int(lengths[0])
        packing = pack(lengths, min(lanes, -(-size // longest)))
        rows = np.empty(size, dtype=np.int32)
        rows[packing.places] = np.concatenate([sentences[index] for index in members])
        states = emitter().states(rows, packing)
        tags = _decoder().decode(emitter().emissions(states), packing)[packing.places]
        kept = _bytes(states)[packing.places]
        ends = np.cumsum(lengths)[:-1]
        for index, own, left in zip(members, np.split(tags, ends), np.split(kept, ends), strict=True):
            tagged[index] = Tagged(own, left)
    return tagged


def _bytes(states: Reals) -> States:
    """States in units of 1/128, a state of 1 as 127."""
    found = np.empty(states.shape, dtype=np.int8)
    for start in range(0, len(states), _BLOCK):
        halves = states[start : start + _BLOCK] * np.float32(0.5)
        np.floor(halves, out=halves)
        np.minimum(halves, 127, out=found[start : start + _BLOCK], casting="unsafe")
    return found


def _batches(lengths: Sequence[int]) -> Iterator[list[int]]:
    """The sentences that are not empty, by index, the longest first, in batches of about `ROOM` characters."""
    batch: list[int] = []
    size = 0
    for index in sorted(range(len(lengths)), key=lengths.__getitem__, reverse=True):
        if batch and size + lengths[index] > ROOM:
            yield batch
            batch, size = [], 0
        if lengths[index]:
            batch.append(index)
            size += lengths[index]
    if batch:
        yield batch
