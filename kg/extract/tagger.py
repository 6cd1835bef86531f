"""Words and first names of people, places, organisations and times, from the neural tagger.

It is one voice among others: see `kg.extract.lac` for the model.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import islice

import numpy as np
from numpy.typing import NDArray

from kg.extract import lac
from kg.extract.abroad import corrected
from kg.extract.bearers import rejoined
from kg.extract.lac.weights import STATE
from kg.model import Document, Found, Mention, States, Word

BY = "tagger/1"

LONGEST = 400
"""Longer sentences are cut at a comma before this length: the batch would wait for them, and lists gain nothing."""

PROPOSED = {
    "PER": ("Person", 0.88),
    "nr": ("Person", 0.12),
    "LOC": ("Place", 0.36),
    "ns": ("Place", 0.08),
    "ORG": ("Organisation", 0.48),
    "nt": ("Organisation", 0.3),
    "TIME": ("Date", 0.5),
}
"""The tags that name something: the type, and the share of such words that are a mention of that type with exactly these
bounds, in the 780 annotated articles that rules are learned from (3,248 PER, 198 nr, 7,927 LOC, 242 ns, 4,097 ORG, 362 nt,
3,714 TIME). Much of what is lost is a piece of a longer name. t (目前, 日前) is left out: it is right once in 200."""

_CUT = re.compile(r"[，,；;、：:。！!？?\s]")
_AS_THE_SHADOW = ((0x3400, 0x4DBF), (0x4E00, 0x9FFF), (0xF900, 0xFAFF), (0x3008, 0x3009))
"""Han characters, and 〈〉, which are 《》 where a text has no others."""


def tag(documents: Sequence[Document]) -> list[Found]:
    """The words of every sentence, and those that are names as proposals."""
    rows = [_rows(document) for document in documents]
    pieces = [_pieces(document) for document in documents]
    sentences = [own[start:end] for own, spans in zip(rows, pieces, strict=True) for start, end in spans]
    tagged = iter(lac.tag_rows(sentences))
    found = []
    for document, spans in zip(documents, pieces, strict=True):
        own = list(islice(tagged, len(spans)))
        words = _words([piece.tags for piece in own], spans)
        words = rejoined(document.shadow, corrected(document.shadow, words))
        proposals = tuple(_proposals(document.article.text, words))
        found.append(Found(words=tuple(words), states=_states(document, own, spans), proposals=proposals))
    return found


def _rows(document: Document) -> NDArray[np.int32]:
    """The model's rows for the text: Han characters and 〈〉 as the shadow has them, all others as they were written, since
    the model has its own normalisation of punctuation and width."""
    text, shadow = document.article.text, document.shadow
    own = lac.codes_of(text)
    simple = lac.codes_of(shadow)
    even = np.zeros(len(own), dtype=bool)
    for first, last in _AS_THE_SHADOW:
        even |= (own >= first) & (own <= last)
    return lac.rows_of(np.where(even, simple, own))


def _pieces(document: Document) -> list[tuple[int, int]]:
    """The stretches of text to tag: sentences, the overlong ones cut."""
    pieces = []
    for sentence in document.sentences:
        start = sentence.start
        while sentence.end - start > LONGEST:
            cut = start + LONGEST
            for match in _CUT.finditer(document.article.text, start + LONGEST // 2, start + LONGEST):
                cut = match.end()
            pieces.append((start, cut))
            start = cut
        if start < sentence.end:
            pieces.append((start, sentence.end))
    return pieces


def _states(document: Document, own: Sequence[lac.Tagged], pieces: Sequence[tuple[int, int]]) -> States:
    """The states at each character, 0 outside the pieces."""
    states = np.zeros((len(document.shadow), STATE), dtype=np.int8)
    for piece, (start, end) in zip(own, pieces, strict=True):
        states[start:end] = piece.states
    return states


def _words(tags: Sequence[NDArray[np.int8]], pieces: Sequence[tuple[int, int]]) -> list[Word]:
    """The words of pieces: one starts with its piece, at a B, or at an O after something else, and has the type of its
    first tag."""
    if not pieces:
        return []
    tag = np.concatenate(tags)
    lengths = np.array([end - start for start, end in pieces])
    first = np.cumsum(lengths) - lengths
    place = np.arange(len(tag)) + np.repeat(np.array([start for start, _ in pieces]) - first, lengths)
    outside = tag == len(lac.tag_names()) - 1
    starts = tag % 2 == 0
    starts[1:] &= ~(outside[1:] & outside[:-1])
    starts[first] = True
    at = np.flatnonzero(starts)
    ends = place[np.append(at[1:], len(tag)) - 1] + 1
    names = lac.type_names()
    return list(map(Word, place[at].tolist(), ends.tolist(), map(names.__getitem__, tag[at].tolist())))


def _proposals(text: str, words: Sequence[Word]) -> list[Mention]:
    """The words that name a person, a place, an organisation or a time."""
    proposals = []
    for word in words:
        if proposed := PROPOSED.get(word.tag):
            surface = text[word.start : word.end]
            proposals.append(Mention(word.start, word.end, proposed[0], surface, surface, BY, proposed[1]))
    return proposals
