"""What the neural tagger's words say: their tags, their characters, the entities ahead, the document's other uses."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from kg.extract.features.columns import Index, Ints, hashes, named, pair, shifted, spread
from kg.extract.features.texts import Text
from kg.model import Word


@dataclass(frozen=True, slots=True)
class Words:
    """The tagger's words. Arrays over words have an empty word before the first and two after each document's.

    `of` gives each position's word (0 where there is none); `tag`, `hash`, `last`, `length` are the word's tag,
    the hash of its characters, its last character and its length; `start` and `end` its place.
    """

    of: Index
    tag: Ints
    hash: Ints
    last: Ints
    length: Ints
    start: Index
    end: Index
    document: Index


_NONE = Word(0, 0, "")


def words_of(text: Text) -> Words:
    """The words of all documents."""
    every = [_NONE]
    for document in text.documents:
        every += document.words
        every += (_NONE, _NONE)
    counts = [1, *(len(document.words) + 2 for document in text.documents)]
    base = np.repeat(np.array([0, *text.bases], np.int64), counts)
    owner = np.repeat(np.arange(-1, len(text.bases)), counts)
    end = np.array([word.end for word in every], np.int64)
    filled = end > 0
    owner[~filled] = -1
    base[~filled] = 0
    start, end = np.array([word.start for word in every], np.int64) + base, end + base
    numbers = {tag: named(tag) for tag in {word.tag for word in every}}
    tag = np.array([numbers[word.tag] for word in every], np.uint64)
    tag[~filled] = 0
    length = end - start
    of = np.zeros(len(text.codes), np.int64)
    of[spread(start, length)] = np.repeat(np.arange(len(start)), length)
    last = np.where(length > 0, text.codes[end - 1], 0)
    return Words(of, tag, hashes(text.codes, start, end), last, length.astype(np.uint64), start, end, owner)


def place_of(words: Words) -> Ints:
    """Where each position stands in its word: 0 outside, 1 first, 2 middle, 3 last, 4 alone."""
    at = np.arange(len(words.of))
    first, last = at == words.start[words.of], at == words.end[words.of] - 1
    place = np.where(first, np.where(last, 4, 1), np.where(last, 3, 2))
    return np.where(words.of > 0, place, 0).astype(np.uint64)


def word_features(words: Words) -> list[Ints]:
    """The words at each position and around it."""
    of, tag, chars = words.of, words.tag, words.hash
    before, after = np.maximum(of - 1, 0), of + (of > 0)
    place = place_of(words)
    here = pair(tag[of], place)
    length = np.minimum(words.length, np.uint64(6))
    return [
        here,
        shifted(here, -1),
        shifted(here, 1),
        pair(here, pair(tag[before], tag[after])),
        pair(place, chars[of]),
        pair(place, chars[before]),
        pair(place, chars[after]),
        pair(here, pair(length[of], words.last[of])),
        pair(place, words.last[after]),
        pair(here, _ahead(words)[of]),
        pair(here, _votes(words)[of]),
    ]


_ENTITY_TAGS = ("PER", "LOC", "ORG", "TIME", "nr", "ns", "nt", "nz", "nw")


def _ahead(words: Words) -> Ints:
    """For each word the tag of the next entity word of its document, and how many words away it stands (to 4)."""
    entity = np.isin(words.tag, np.array([named(tag) for tag in _ENTITY_TAGS], np.uint64))
    count = len(words.tag)
    at = np.where(entity, np.arange(count), count - 1)
    following = np.minimum.accumulate(np.append(at[1:], count - 1)[::-1])[::-1]
    distance = following - np.arange(count)
    near = (distance <= 4) & (words.document[following] == words.document)
    return np.where(near, pair(words.tag[following], distance.astype(np.uint64)), 0)


def _votes(words: Words) -> Ints:
    """For each word of two characters or more, as which entities its document's equal words are tagged: a bit
    for each of `_ENTITY_TAGS`."""
    own = pair(words.hash, words.document.astype(np.uint64))
    _, same = np.unique(own, return_inverse=True)
    votes = np.zeros(len(own), np.uint64)
    for bit, name in enumerate(_ENTITY_TAGS):
        seen = np.zeros(len(own), bool)
        seen[same[words.tag == named(name)]] = True
        votes |= seen[same].astype(np.uint64) << np.uint64(bit)
    return np.where(words.length > 1, votes, 0)
