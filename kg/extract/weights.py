"""The weights of the learned tagger: read from their file, and added up for every position of a text."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from kg.errors import DataError
from kg.extract.chain import Floats, Labels
from kg.extract.features import Text, features
from kg.resources import folder

TYPES = (
    "Person",
    "Organisation",
    "Place",
    "Site",
    "Route",
    "Campaign",
    "Event",
    "Policy",
    "Work",
    "Role",
    "Date",
)
"""What annotated articles mark, in the order of the labels."""

LABELS = Labels(len(TYPES))

UNIT = 2.0**-10
"""Of the weights of features, which are whole numbers; no sum of them is beyond int16."""
GRAIN = 2.0**-16
"""Of the weights of states. All scores are multiples of it."""
MOST = 2**17
"""What the weights of states for one label stay below together."""

Wholes = NDArray[np.int16]

_HALF = np.uint64(32)
_BLOCK = 2048  # positions whose scores are added up together: they stay in the processor's cache
_FEW = 512  # positions whose states are multiplied together: these are larger
_LINE = 16  # floats in a line of the cache


@dataclass(frozen=True, slots=True)
class Model:
    """The weights. `slots` is a hash table of features, each slot with a feature above and its row of `weights` below
    (one place in memory to look at, not two); row 0 is all zero, for features never learned. They are in units of `UNIT`.
    `dense` are the weights of the neural tagger's states, [state, labels], in units of `GRAIN`; `moves` the transition
    weights, [from, to]."""

    slots: NDArray[np.uint64]
    weights: Wholes
    dense: Floats
    moves: Floats


@cache
def model() -> Model:
    """The model that ships.

    Raises:
        DataError: the file is missing or broken.
    """
    return read(folder("data") / "model" / "learned.npz")


def read(path: Path) -> Model:
    """A model from its file: `keys` (uint32, the features), `counts` (labels per feature), `labels` (uint8) and
    `values` (int16) one after another, `dense` (int16 [states, labels]), `moves` (float32 [labels, labels]).

    Raises:
        DataError: the file is missing or broken.
    """
    try:
        with np.load(path, allow_pickle=False) as file:
            keys, counts, labels, values, dense, moves = (
                file[name] for name in ("keys", "counts", "labels", "values", "dense", "moves")
            )
        if values.dtype != np.int16:
            raise ValueError(f"values are {values.dtype}")
    except (OSError, KeyError, ValueError) as error:
        raise DataError(f"{path}: not a model of the learned tagger ({error}); run `make train`") from error
    weights = np.zeros((len(keys) + 1, LABELS.count), np.int16)
    weights[np.repeat(np.arange(1, len(keys) + 1), counts), labels] = values
    return Model(_hash_table(keys), weights, dense.astype(np.float32), moves)


def _hash_table(keys: NDArray[np.uint32]) -> NDArray[np.uint64]:
    """An open-addressing table: key and row (from 1) by slot, 0 where free. At most a sixteenth is taken: the first
    look is enough nearly always, which is worth more than a table that fits a smaller cache."""
    size = 1 << max(16 * len(keys) - 1, 1).bit_length()
    table = np.zeros(size, np.uint64)
    entries = keys.astype(np.uint64) << _HALF | np.arange(1, len(keys) + 1, dtype=np.uint64)
    slots = (keys & np.uint32(size - 1)).astype(np.int64)
    while len(entries):
        free = table[slots] == 0
        taken, first = np.unique(slots[free], return_index=True)
        placed = np.flatnonzero(free)[first]
        table[taken] = entries[placed]
        rest = np.ones(len(entries), bool)
        rest[placed] = False
        entries, slots = entries[rest], (slots[rest] + 1) & (size - 1)
    return table


def _rows_of(model: Model, keys: NDArray[np.uint32]) -> NDArray[np.int32]:
    """The row of each feature, 0 for unknown ones."""
    mask = np.int32(len(model.slots) - 1)
    slots = keys.view(np.int32) & mask
    seen = model.slots.take(slots)
    rows = seen.astype(np.int32)  # the lower half
    known = (seen >> _HALF).astype(np.uint32)
    hit = known == keys
    rows *= hit
    left = np.flatnonzero(known * ~hit)  # another feature has the slot: look in the next one
    slots = slots[left]
    while len(left):
        slots = (slots + 1) & mask
        seen, wanted = model.slots[slots], keys[left]
        known = (seen >> _HALF).astype(np.uint32)
        hit = known == wanted
        rows[left[hit]] = seen[hit].astype(np.int32)
        going = ~hit & (seen != 0)
        left, slots = left[going], slots[going]
    return rows


def emissions(model: Model, text: Text) -> Floats:
    """The score of every label at every position, [positions, labels]: the sum of its features' weights, and of its
    state's.

    The sums of features are whole numbers, and no column of `dense` sums up to `MOST` or more, no state is beyond 128: all
    sums are exact in any order. What marks and proposals say is added up once for all positions where they say the same, a
    tenth of all.
    """
    seen, states = features(text), text.states()
    sums = _added_up(model, seen.own)
    _add(_added_up(model, seen.shared), [seen.kind], sums)
    # Rows that fill whole lines of the cache are multiplied faster.
    dense = np.zeros((len(model.dense), -(-LABELS.count // _LINE) * _LINE), np.float32)
    dense[:, : LABELS.count] = model.dense * np.float32(GRAIN)
    scores = sums.astype(np.float32)
    for start in range(0, len(scores), _FEW):
        some = scores[start : start + _FEW]
        some *= np.float32(UNIT)
        some += (states[start : start + _FEW].astype(np.float32) @ dense)[:, : LABELS.count]
    return scores


def _added_up(model: Model, keys: NDArray[np.uint32]) -> Wholes:
    sums = np.zeros((keys.shape[1], LABELS.count), np.int16)
    _add(model.weights, [_rows_of(model, row) for row in keys], sums)
    return sums


def _add(weights: Wholes, rows: Sequence[NDArray[np.integer[Any]]], sums: Wholes) -> None:
    """Adds to each position's sums the weights in its rows."""
    buffer = np.empty((_BLOCK, LABELS.count), np.int16)
    for start in range(0, len(sums), _BLOCK):
        block = sums[start : start + _BLOCK]
        gathered = buffer[: len(block)]
        for row in rows:
            weights.take(row[start : start + _BLOCK], axis=0, out=gathered, mode="clip")
            block += gathered
