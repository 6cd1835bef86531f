"""Which articles copy one another: the same text, whole or cut, under another headline, with a line of credits more, in
other punctuation or in traditional characters.

Two articles are copies when of the shorter text's shingles nearly all stand in the longer one, when the two have enough
in common, and when they were published within a month of each other. All three look at the two alone. So that not every
pair need be looked at, only those are that share a band of MinHash values (Broder 1997, *On the resemblance and
containment of documents*; Leskovec, Rajaraman and Ullman, *Mining of Massive Datasets*, 3.4). The MinHash is three lines
of numpy: the libraries for it take half a second to import, hash each shingle by itself in Python, keep their index in
memory, and choose their permutations anew from version to version, while ours must be the same for good.
"""

from __future__ import annotations

import re
from datetime import date
from functools import cache

import numpy as np
import numpy.typing as npt

from kg.model import Article
from kg.read.shadow import shadow
from kg.resolve.sketch import UNDATED, Sketch

Shingles = npt.NDArray[np.uint64]
"""The sorted hashes of a text's distinct shingles."""

SHINGLE = 5
"""Letters of a shingle. Two Chinese texts that have nothing to do with each other share hardly one of five."""

SHORTEST = 20
"""Distinct shingles of a text that can be told from a phrase. (`详见视频。` is no text that anybody copies.)"""

CONTAINED = 0.9
"""What share of the shorter text's shingles must stand in the longer one. In two years of evening news, where no item
is printed twice, announcements made to one pattern (the broadcast of a session, a ceremony of welcome) reach 0.7 to
0.88 within a month; of a reprint each changed or added word costs some five shingles of hundreds."""

COMMON = 0.4
"""What share of all the shingles of both must be common: a text that is cut to less than two fifths, or a digest that
holds three other articles, is another text."""

_BANDS, _ROWS = 42, 3
"""Of two texts with this share in common, a band shows 0.4: 94 %, 0.5: 99.6 %, 0.6: all; 0.1: 4 %, 0.02: 0.03 %."""

_PLAIN = re.compile(r"[\W_]+")
_OPENING = re.compile(
    r"\W*(?:[\w ]{0,12}(?:讯|消息|电)|[\w ]{2,20}日电)?\W{0,2}[(（【][^)）】\n]{1,30}[)）】](?:[^，。\n]{0,12}(?:报道|讯|消息|电)(?!\w))?\W*"
    r"|\W*(?:本报|本台|本网|[\w ]{2,10}[社网报])[\w ]{0,16}(?:讯|消息|电)[ :：]\W*"
)
"""How a reprint names where it is from: 本报讯（记者 某某）, 某某社某地5月3日电, 某某网消息（某栏目）：."""

_MIX = np.uint64(0x9E3779B97F4A7C15)  # 2^64 over the golden ratio, for rolling one letter into the next
_FIRST, _SECOND = np.uint64(0xBF58476D1CE4E5B9), np.uint64(0x94D049BB133111EB)


def sketch(article: Article) -> Sketch:
    """The sketch of an article."""
    found = shingles(article)
    text = int(_mixed(found).sum(dtype=np.uint64).astype(np.int64))
    if len(found) < SHORTEST:
        return Sketch(_day(article), text, ())
    factors, terms = _permutations()
    lowest = np.array([(found * factor + term).min() for factor, term in zip(factors, terms, strict=True)])
    rolled = np.arange(_BANDS, dtype=np.uint64)
    for row in lowest.reshape(_ROWS, _BANDS):
        rolled = _mixed(rolled * _MIX + row)
    return Sketch(_day(article), text, tuple((rolled >> np.uint64(32)).tolist()))


def shingles(article: Article) -> Shingles:
    """The shingles of an article's body: letters and digits alone, simplified, in small letters, without the opening
    that says where it is from."""
    text = shadow(article.text)
    body = "\n".join(text[span.start : span.end] for span in article.body) if article.body else text
    opening = _OPENING.match(body)
    letters = _PLAIN.sub("", body[opening.end() :] if opening else body).lower()
    codes = np.frombuffer(letters.encode("utf-32-le", "surrogatepass"), dtype="<u4").astype(np.uint64)
    count = len(codes) - SHINGLE + 1
    if count <= 0:
        return np.empty(0, np.uint64)
    rolled = np.zeros(count, np.uint64)
    for place in range(SHINGLE):
        rolled = rolled * _MIX + codes[place : place + count]
    return np.unique(_mixed(rolled))


def similarity(one: Shingles, other: Shingles) -> float:
    """What share of the shorter text stands in the longer one, from 0 to 1."""
    shorter = min(len(one), len(other))
    return _shared(one, other) / shorter if shorter else 0.0


def are_copies(one: Shingles, other: Shingles) -> bool:
    """Whether two texts are one, as far as the texts tell."""
    shared = _shared(one, other)
    every = len(one) + len(other) - shared
    return shared >= CONTAINED * min(len(one), len(other)) and shared >= COMMON * every > 0


def _shared(one: Shingles, other: Shingles) -> int:
    both = np.concatenate((one, other))
    both.sort(kind="stable")  # of two sorted runs: linear
    return int(np.count_nonzero(both[1:] == both[:-1]))


def _mixed(values: Shingles) -> Shingles:
    """The finaliser of SplitMix64 (Steele, Lea and Flood 2014): every bit of the input shows in every bit."""
    values = (values ^ (values >> np.uint64(30))) * _FIRST
    values = (values ^ (values >> np.uint64(27))) * _SECOND
    return values ^ (values >> np.uint64(31))


@cache
def _permutations() -> tuple[Shingles, Shingles]:
    """The numbers a and b of the permutations a·x + b (mod 2^64), a being odd: fixed, and as good as random."""
    numbers = _mixed(np.arange(1, 2 * _BANDS * _ROWS + 1, dtype=np.uint64) * _MIX)
    return numbers[::2] | np.uint64(1), numbers[1::2]


def _day(article: Article) -> int:
    try:
        return date.fromisoformat(article.date[:10]).toordinal()
    except ValueError:
        return UNDATED
