"""jieba's own neural tagger (Baidu LAC, small), run from its weights on numpy: no Paddle, no download, no GPU.

`tag_sentences` is all that the rest of the program needs. Work is done in float32, whose last bits depend on the
processor, the BLAS and the shape of the batch. A labelling that wins by less than `CLOSE` is therefore decided again
in float64: so a sentence gets the same tags in every batch, on every machine and with either backend.

The environment variable `HONGTU_TAGGER` chooses the backend: `numpy` (the default) or `onnx` (the extra `fast`).
On a Xeon of 2023 both take 11 µs for a character's emissions, numpy in 96 lanes, onnxruntime in batches of 16 sentences.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from kg.errors import UsageError
from kg.extract.lac.network import Network, Packing, Reals, pack
from kg.extract.lac.viterbi import Decoder
from kg.extract.lac.weights import Model, load
from kg.extract.threads import one_thread

Rows = NDArray[np.int32]
Tags = NDArray[np.int8]

LANES = 96
"""Sentences that are worked on side by side: with fewer, BLAS calls are too small; with more, the decoder's room leaves
the cache."""

ROOM = 24_000
"""Characters in a batch, about: enough to fill the lanes several times over."""

CLOSE = 3e-4
"""The margin below which a sentence is decided again. In 7,800 sentences of news the margins in float32 and in float64
differed by 3e-5 at most, with either backend, and one sentence in 1,500 was closer than this: one alone costs as much
as a hundred in float32."""


class Emitter(Protocol):
    """A network: the scores of the tags [tags, characters] of a packed batch of rows."""

    def emissions(self, rows: Rows, packing: Packing) -> Reals: ...


@dataclass(frozen=True, slots=True)
class Tagged:
    """A sentence's tags, one a character: indices into `tag_names()` (`nr-B`, `nr-I` …, `O`)."""

    tags: Tags


@cache
def model() -> Model:
    """The weights, read once.

    Raises:
        DataError: jieba or its model is missing or damaged.
    """
    return load()


@cache
def emitter(backend: str = "") -> Emitter:
    """The network on a backend, `numpy` or `onnx`; without a name, on the one that the environment asks for.

    Raises:
        UsageError: there is no such backend, or it is not installed.
    """
    name = backend or os.environ.get("HONGTU_TAGGER", "numpy")
    if name == "numpy":
        return Network(model())
    if name != "onnx":
        raise UsageError(f"HONGTU_TAGGER={name}: no such backend; known are numpy, onnx")
    try:
        from kg.extract.lac.runtime import OnnxNetwork
    except ImportError as error:
        raise UsageError(
            f"HONGTU_TAGGER=onnx: {error.name} is not installed; run: pip install 'hongtu[fast]'"
        ) from error
    return OnnxNetwork(model())


@cache
def _decoder() -> Decoder:
    return Decoder(model())


@cache
def _precise() -> tuple[Network, Decoder]:
    return Network(model(), np.float64), Decoder(model(), precise=True)


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


def tag_sentences(texts: Sequence[str], *, backend: str = "", lanes: int = LANES) -> list[Tagged]:
    """The tags of sentences, in their order. Sentences of like length share a batch, so give many at once."""
    return [
        Tagged(tags)
        for tags in tag_rows([rows_of(codes_of(text)) for text in texts], backend=backend, lanes=lanes)
    ]


@one_thread()
def tag_rows(sentences: Sequence[Rows], *, backend: str = "", lanes: int = LANES) -> list[Tags]:
    """The same for sentences given as rows of the model."""
    decided, margins = _decide(sentences, emitter(backend), _decoder(), lanes)
    close = np.flatnonzero(margins < CLOSE).tolist()
    again, _ = _decide([sentences[index] for index in close], *_precise(), lanes) if close else ([], margins)
    for index, tags in zip(close, again, strict=True):
        decided[index] = tags
    return decided


def _decide(
    sentences: Sequence[Rows], network: Emitter, decoder: Decoder, lanes: int
) -> tuple[list[Tags], NDArray[np.float64]]:
    """The tags of sentences and the margins by which they won, in batches of like length, the longest first."""
    decided = [np.empty(0, dtype=np.int8)] * len(sentences)
    margins = np.full(len(sentences), np.inf)
    for members in _batches([len(rows) for rows in sentences]):
        lengths = np.array([len(sentences[index]) for index in members], dtype=np.int64)
        size, longest = int(lengths.sum()), int(lengths[0])
        packing = pack(lengths, min(lanes, -(-size // longest)))
        rows = np.empty(size, dtype=np.int32)
        rows[packing.places] = np.concatenate([sentences[index] for index in members])
        tags, margins[members] = decoder.decode(network.emissions(rows, packing), packing)
        ends = np.cumsum(lengths)
        for index, own in zip(members, np.split(tags[packing.places], ends[:-1]), strict=True):
            decided[index] = own
    return decided, margins


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
