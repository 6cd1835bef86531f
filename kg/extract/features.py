"""What the learned tagger sees of a text: for every character, a row of integers, computed by numpy.

A feature is a 32-bit hash of (template, value): one array operation per template for a whole batch of documents,
no strings. Training and inference share this code, so that what is learned is what is looked up. Two features
share a hash about once in 10^4 unseen ones, which costs nothing that can be measured.

All values of one document depend on that document alone: what stands beside it in the batch changes nothing.
"""

from __future__ import annotations

import zlib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

import numpy as np
from numpy.typing import NDArray

from kg.model import Document, Mention

Ints = NDArray[np.uint64]
Index = NDArray[np.int64]

PAD = 4  # empty positions between documents: as far as any template looks to the side
GROUPS = ("gazetteer", "grammar", "dates", "figures")
"""The extractors whose proposals are features; a proposal's group is the first word of its `by`."""

_ODD = np.uint64(0x9E3779B97F4A7C15)
_MIX = np.uint64(0xD6E8FEB86659FD93)
_BASE = 0x100000001B3  # odd, so that it has an inverse modulo 2^64
_INVERSE = pow(_BASE, -1, 1 << 64)


@dataclass(frozen=True, slots=True)
class Text:
    """A batch of documents laid end to end, `PAD` empty positions before each and after the last.

    `codes` are the shadow's code points, 0 where empty; `bases[i]` is where document i's first character stands.
    """

    documents: Sequence[Document]
    codes: Ints
    bases: tuple[int, ...]


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


def features(text: Text) -> NDArray[np.uint32]:
    """The features of every position: shape [templates, positions], the templates in a fixed order."""
    rows: list[NDArray[np.uint32]] = []

    def add(value: Ints) -> None:
        rows.append(_hashed(value, len(rows)))

    chars = text.codes
    kinds = _kinds()[np.minimum(chars, 0xFFFF).astype(np.int64)]
    words = _words(text)
    for offset in range(-3, 4):
        add(_at(chars, offset))
    for left, right in ((-2, -1), (-1, 0), (0, 1), (1, 2)):
        add(_pair(_at(chars, left), _at(chars, right)))
    for left in (-2, -1, 0):
        add(_pair(_pair(_at(chars, left), _at(chars, left + 1)), _at(chars, left + 2)))
    add(_pair(_pair(_at(kinds, -1), kinds), _at(kinds, 1)))
    add(_pair(_pair(_at(kinds, -2), _at(kinds, 2)), _pair(_pair(_at(kinds, -1), kinds), _at(kinds, 1))))
    for value in _word_features(words):
        add(value)
    for value in _mark_features(text, kinds):
        add(value)
    for value in _proposal_features(text, words):
        add(value)
    return np.stack(rows)


def _hashed(value: Ints, template: int) -> NDArray[np.uint32]:
    """A 32-bit hash of the value and its template, never 0."""
    mixed = (value + np.uint64((template + 1) * int(_ODD) % (1 << 64))) * _MIX
    mixed ^= mixed >> np.uint64(29)
    mixed *= _ODD
    return (mixed >> np.uint64(32)).astype(np.uint32) | np.uint32(1)


def _at(column: Ints, offset: int) -> Ints:
    """The column's values `offset` positions further on, 0 beyond its ends."""
    moved = np.zeros_like(column)
    if offset > 0:
        moved[:-offset] = column[offset:]
    elif offset < 0:
        moved[-offset:] = column[:offset]
    else:
        moved[:] = column
    return moved


def _pair(left: Ints, right: Ints) -> Ints:
    """One number for two, the order kept."""
    mixed = (left + np.uint64(1)) * _ODD
    mixed ^= mixed >> np.uint64(31)
    return mixed * _MIX + right


# --- characters ---------------------------------------------------------------------------------------------

_CLASSES = (
    "0123456789",
    "〇零一二三四五六七八九十百千万亿两",
    "，",
    "。！？；",
    "、",
    "“‘",
    "”’",
    "《〈",
    "》〉",
    "（【〔[",
    "）】〕]",
    "：",
    "-—~",
    "·",
    " ",
    "\n",
    "年月日时分",
    "省市县区镇乡村州盟旗街道",
)


@cache
def _kinds() -> Ints:
    """Character class by code point: 0 empty, 1 Han, 2 Latin, 3 anything else, 4… as in `_CLASSES`."""
    kinds = np.full(0x10000, 3, np.uint64)
    kinds[0] = 0
    kinds[0x3400:0xA000] = 1
    kinds[ord("A") : ord("Z") + 1] = 2
    kinds[ord("a") : ord("z") + 1] = 2
    for number, characters in enumerate(_CLASSES, 4):
        for character in characters:
            kinds[ord(character)] = number
    return kinds


# --- words --------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Words:
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


def _words(text: Text) -> _Words:
    starts: list[int] = [0]
    ends: list[int] = [0]
    tags: list[int] = [0]
    owners: list[int] = [-1]
    for number, (document, base) in enumerate(zip(text.documents, text.bases, strict=True)):
        words = document.words
        starts += [base + word.start for word in words]
        ends += [base + word.end for word in words]
        tags += [_code(word.tag) for word in words]
        owners += [number] * len(words)
        for column in (starts, ends, tags):
            column += [0, 0]
        owners += [-1, -1]
    start, end, tag = np.array(starts, np.int64), np.array(ends, np.int64), np.array(tags, np.uint64)
    length = end - start
    of = np.zeros(len(text.codes), np.int64)
    of[spread(start, length)] = np.repeat(np.arange(len(start)), length)
    last = np.where(length > 0, text.codes[end - 1], 0)
    owner = np.array(owners, np.int64)
    return _Words(of, tag, _hashes(text.codes, start, end), last, length.astype(np.uint64), start, end, owner)


def spread(start: Index, length: Index) -> Index:
    """All positions of all spans, in order."""
    before = np.cumsum(length) - length
    return np.arange(int(length.sum())) - np.repeat(before - start, length)


def _hashes(codes: Ints, start: Index, end: Index) -> Ints:
    """A hash of the characters of each span, the same wherever they stand."""
    count = len(codes) + 1
    powers, inverses = np.full(count, _BASE, np.uint64), np.full(count, _INVERSE, np.uint64)
    powers[0] = inverses[0] = 1
    powers, inverses = np.cumprod(powers), np.cumprod(inverses)
    sums = np.zeros(count, np.uint64)
    np.cumsum(codes * powers[:-1], out=sums[1:])
    return (sums[end] - sums[start]) * inverses[start]


@cache
def _code(name: str) -> int:
    """A number for a name, the same in every run."""
    return zlib.crc32(name.encode())


def _place(words: _Words) -> Ints:
    """Where each position stands in its word: 0 outside, 1 first, 2 middle, 3 last, 4 alone."""
    at = np.arange(len(words.of))
    first, last = at == words.start[words.of], at == words.end[words.of] - 1
    place = np.where(first, np.where(last, 4, 1), np.where(last, 3, 2))
    return np.where(words.of > 0, place, 0).astype(np.uint64)


def _word_features(words: _Words) -> list[Ints]:
    of, tag, chars = words.of, words.tag, words.hash
    before, after, second = np.maximum(of - 1, 0), of + (of > 0), of + 2 * (of > 0)
    place = _place(words)
    here = _pair(tag[of], place)
    length = np.minimum(words.length, np.uint64(6))
    ahead = _ahead(words)
    return [
        here,
        _at(here, -1),
        _at(here, 1),
        _at(here, -2),
        _at(here, 2),
        _pair(here, _pair(tag[before], tag[after])),
        _pair(place, tag[before]),
        _pair(place, tag[after]),
        _pair(place, _pair(tag[after], tag[second])),
        _pair(place, chars[of]),
        _pair(place, chars[before]),
        _pair(place, chars[after]),
        _pair(here, _pair(length[of], words.last[of])),
        _pair(place, words.last[after]),
        _pair(place, words.last[second]),
        _pair(here, ahead[of]),
        _pair(here, _votes(words)[of]),
    ]


_ENTITY_TAGS = ("PER", "LOC", "ORG", "TIME", "nr", "ns", "nt", "nz", "nw")


def _ahead(words: _Words) -> Ints:
    """For each word the tag of the next entity word of its document, and how many words away it stands (to 4)."""
    entity = np.isin(words.tag, np.array([_code(tag) for tag in _ENTITY_TAGS], np.uint64))
    count = len(words.tag)
    at = np.where(entity, np.arange(count), count - 1)
    following = np.minimum.accumulate(np.append(at[1:], count - 1)[::-1])[::-1]
    distance = following - np.arange(count)
    near = (distance <= 4) & (words.document[following] == words.document)
    return np.where(near, _pair(words.tag[following], distance.astype(np.uint64)), 0)


def _votes(words: _Words) -> Ints:
    """For each word of two characters or more, as which entities its document's equal words are tagged: a bit
    for each of `_ENTITY_TAGS`."""
    own = _pair(words.hash, words.document.astype(np.uint64))
    _, same = np.unique(own, return_inverse=True)
    votes = np.zeros(len(own), np.uint64)
    for bit, name in enumerate(_ENTITY_TAGS):
        seen = np.zeros(len(own), bool)
        seen[same[words.tag == _code(name)]] = True
        votes |= seen[same].astype(np.uint64) << np.uint64(bit)
    return np.where(words.length > 1, votes, 0)


# --- quotation marks and brackets ---------------------------------------------------------------------------

_PAIRS = (("“", "”"), ("‘", "’"), ("《", "》"), ("（", "）"))
_LONGEST = 40  # characters: what stands further apart is a speech, not a name


def _mark_features(text: Text, kinds: Ints) -> list[Ints]:
    """Inside which marks each position stands, how long the inside is, and what follows the closing mark."""
    codes = text.codes
    inside, head, lead = np.zeros_like(codes), np.zeros_like(codes), np.zeros_like(codes)
    following = _pair(_at(codes, 1), _at(codes, 2))
    for number, (left, right) in enumerate(_PAIRS, 1):
        start, end = _pairs(codes, ord(left), ord(right))
        length = end + 1 - start
        size = np.digitize(length, (5, 7, 10, 14, 20)).astype(np.uint64) + np.uint64(8 * number)
        at = spread(start, length)
        inside[at] = inside[at] * np.uint64(64) + np.repeat(size, length)
        head[at] = np.repeat(following[end], length)
        lead[at] = np.repeat(codes[start - 1], length)
    return [
        _pair(inside, _at(inside, 1)),
        _pair(inside, _at(inside, -1)),
        _pair(inside, head),
        _pair(inside, _at(head, -1)),
        _pair(inside, lead),
        _pair(_at(inside, -1), _pair(_at(inside, -2), kinds)),
        _pair(_at(inside, 1), _pair(_at(inside, 2), kinds)),
    ]


def _pairs(codes: Ints, left: int, right: int) -> tuple[Index, Index]:
    """Where each opening mark and its closing mark stand: neighbours of one kind, at most `_LONGEST` apart."""
    at = np.flatnonzero((codes == left) | (codes == right))
    opens = codes[at] == left
    near = (
        opens[:-1] & ~opens[1:] & (np.diff(at) <= _LONGEST)
        if len(at) > 1
        else np.zeros(max(len(at) - 1, 0), bool)
    )
    return at[:-1][near], at[1:][near]


# --- proposals ----------------------------------------------------------------------------------------------


def _proposal_features(text: Text, words: _Words) -> list[Ints]:
    """What the gazetteer, the grammar and the date reader propose at each position, the longest and the shortest."""
    here = _pair(words.tag[words.of], _place(words))
    rows: list[Ints] = []
    joint = np.zeros_like(text.codes)
    for group in GROUPS:
        spans = _spans(text, group)
        long, short = _painted(text, spans, longest=True), _painted(text, spans, longest=False)
        rows += [long, _at(long, -1), _at(long, 1), _pair(long, short), _pair(here, long)]
        joint = _pair(joint, long)
    rows += [joint, _pair(joint, _pair(_at(joint, -1), _at(joint, 1)))]
    return rows


def _spans(text: Text, group: str) -> list[tuple[int, int, int]]:
    """The group's proposals as (length, start, code of rule and type)."""
    spans = []
    for document, base in zip(text.documents, text.bases, strict=True):
        for mention in document.proposals:
            if mention.by.startswith(group):
                spans.append((mention.end - mention.start, base + mention.start, _rule(mention)))
    return sorted(spans)


def _rule(mention: Mention) -> int:
    return _code(f"{mention.by.partition('/')[0]} {mention.type}")


def _painted(text: Text, spans: list[tuple[int, int, int]], *, longest: bool) -> Ints:
    """At each position the rule of the longest (or shortest) proposal over it and the place in it; 0 for none."""
    painted = np.zeros_like(text.codes)
    if not spans:
        return painted
    table = np.array(spans if longest else spans[::-1], np.int64)  # later paint covers earlier
    length, start, rule = table[:, 0], table[:, 1], table[:, 2]
    at = spread(start, length)
    first, last = at == np.repeat(start, length), at == np.repeat(start + length - 1, length)
    place = np.where(first, np.where(last, 4, 1), np.where(last, 3, 2)).astype(np.uint64)
    painted[at] = _pair(np.repeat(rule.astype(np.uint64), length), place)
    return painted
