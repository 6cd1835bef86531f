"""What quotation marks and brackets say."""

from __future__ import annotations

import numpy as np

from kg.extract.features.characters import kinds_at
from kg.extract.features.columns import Index, Ints, pair, shifted, spread
from kg.extract.features.texts import Text
from kg.extract.paired import PAIRS

_LONGEST = 40  # characters: what stands further apart is a speech, not a name


def mark_features(text: Text) -> list[Ints]:
    """Inside which marks each position stands, how long the inside is, and what follows the closing mark."""
    codes, kinds = text.codes, kinds_at(text.codes)
    inside, head, lead = np.zeros_like(codes), np.zeros_like(codes), np.zeros_like(codes)
    following = pair(shifted(codes, 1), shifted(codes, 2))
    for number, (left, right) in enumerate(PAIRS, 1):
        start, end = _pairs(codes, ord(left), ord(right))
        length = end + 1 - start
        size = np.digitize(length, (5, 7, 10, 14, 20)).astype(np.uint64) + np.uint64(8 * number)
        at = spread(start, length)
        inside[at] = inside[at] * np.uint64(64) + np.repeat(size, length)
        head[at] = np.repeat(following[end], length)
        lead[at] = np.repeat(codes[start - 1], length)
    return [
        pair(inside, shifted(inside, 1)),
        pair(inside, shifted(inside, -1)),
        pair(inside, head),
        pair(inside, shifted(head, -1)),
        pair(inside, lead),
        pair(shifted(inside, -1), pair(shifted(inside, -2), kinds)),
        pair(shifted(inside, 1), pair(shifted(inside, 2), kinds)),
    ]


def _pairs(codes: Ints, left: int, right: int) -> tuple[Index, Index]:
    """Where each opening mark and its closing mark stand: neighbours of one kind and of one document, at most
    `_LONGEST` apart."""
    at = np.flatnonzero((codes == left) | (codes == right))
    opens = codes[at] == left
    borders = np.cumsum(codes == 0)[at]
    near = opens[:-1] & ~opens[1:] & (np.diff(at) <= _LONGEST) & (np.diff(borders) == 0)
    return at[:-1][near], at[1:][near]
