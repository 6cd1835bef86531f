"""Columns of 64-bit numbers, one for each character: combined, moved and hashed by whole-array operations."""

from __future__ import annotations

import zlib
from collections.abc import Sequence
from functools import cache

import numpy as np
from numpy.typing import NDArray

Ints = NDArray[np.uint64]
Index = NDArray[np.int64]

_ODD = np.uint64(0x9E3779B97F4A7C15)
_MIX = np.uint64(0xD6E8FEB86659FD93)
_BASE = 0x100000001B3  # odd, so that it has an inverse modulo 2^64
_BITS = 16  # of places for kinds of columns, which are a few thousand
_INVERSE = pow(_BASE, -1, 1 << 64)


def hashed(value: Ints, template: int) -> NDArray[np.uint32]:
    """A 32-bit hash of the value and its template, never 0."""
    mixed = (value + np.uint64((template + 1) * int(_ODD) % (1 << 64))) * _MIX
    mixed ^= mixed >> np.uint64(29)
    mixed *= _ODD
    return (mixed >> np.uint64(32)).astype(np.uint32) | np.uint32(1)


def shifted(column: Ints, offset: int) -> Ints:
    """The column's values `offset` positions further on, 0 beyond its ends."""
    moved = np.zeros_like(column)
    if offset > 0:
        moved[:-offset] = column[offset:]
    elif offset < 0:
        moved[-offset:] = column[:offset]
    else:
        moved[:] = column
    return moved


def pair(left: Ints, right: Ints) -> Ints:
    """One number for two, the order kept."""
    mixed = (left + np.uint64(1)) * _ODD
    mixed ^= mixed >> np.uint64(31)
    return mixed * _MIX + right


def distinct(rows: Sequence[Ints]) -> tuple[Index, Index]:
    """Of the columns of these rows one of each kind, and the kind of every column. Now and then equal columns count as
    two kinds."""
    joined = np.zeros(len(rows[0]), np.uint64)
    for row in rows:
        joined *= _ODD
        joined += row
    # Whoever comes last to a place stands for all that are equal; whoever finds another there, for itself.
    place = ((joined * _MIX) >> np.uint64(64 - _BITS)).astype(np.int64)
    at = np.arange(len(joined), dtype=np.int64)
    last = np.zeros(1 << _BITS, np.int64)
    last[place] = at
    stands = last[place]
    stands = np.where(joined[stands] == joined, stands, at)
    chosen = np.zeros(len(joined), np.int64)
    chosen[stands] = 1
    return np.flatnonzero(chosen), (np.cumsum(chosen) - 1)[stands]


def spread(start: Index, length: Index) -> Index:
    """All positions of all spans, in order."""
    before = np.cumsum(length) - length
    return np.arange(int(length.sum())) - np.repeat(before - start, length)


def hashes(codes: Ints, start: Index, end: Index) -> Ints:
    """A hash of the characters of each span, the same wherever they stand."""
    count = len(codes) + 1
    powers, inverses = np.full(count, _BASE, np.uint64), np.full(count, _INVERSE, np.uint64)
    powers[0] = inverses[0] = 1
    powers, inverses = np.cumprod(powers), np.cumprod(inverses)
    sums = np.zeros(count, np.uint64)
    np.cumsum(codes * powers[:-1], out=sums[1:])
    return (sums[end] - sums[start]) * inverses[start]


@cache
def named(name: str) -> int:
    """A number for a name, the same in every run."""
    return zlib.crc32(name.encode())
