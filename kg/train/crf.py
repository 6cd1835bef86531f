"""Learns the tagger's weights: FTRL-Proximal over minibatches of sentences, in numpy and scipy.

The gradient of a linear-chain CRF's log-likelihood comes from the same forward and backward sums that the tagger
uses (`kg.extract.chain`). FTRL-Proximal (McMahan et al., "Ad click prediction", KDD 2013, algorithm 1) gives each
weight its own step and keeps only those that the data pays for (L1). Six passes over 430,000 characters, each seen
twice, take a minute; CRFsuite's L-BFGS on the same features took eight for one copy and measured the same.

Names change every year and every town, so every article is learned from twice: as it is, and without any feature
that looks at a character inside a name, but for the name's last two, which say what kind of thing it is (0.002 F1 on
local papers and on later years that were not learned from).

Sentences are shuffled once by a fixed seed and everything runs in one thread, so that the same examples in the same
order give the same file on the same machine; another processor may round the last digits of a sum differently.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
import scipy.sparse as sparse
from numpy.typing import NDArray

from kg.extract.chain import Chain, Doubles, Floats, Index, Packing, Sums, pack
from kg.extract.features import features, lay
from kg.extract.lac.weights import STATE
from kg.extract.threads import one_thread
from kg.extract.weights import GRAIN, LABELS, MOST, TYPES, UNIT
from kg.model import States
from kg.train.gold import Example

_SEED = 1
_PASSES = 6
_BATCH = 2500  # characters: smaller batches learn more in a pass, larger ones take less time
_STEP, _SOFT, _L1 = 0.05, 1.0, 2.0  # alpha, beta, lambda1 of the paper
_MOVE_STEP = 0.1  # AdaGrad's, for the transitions, which are few and always in use
_DENSE_STEP, _DECAY = 0.02, 1e-4  # AdaGrad's and L2, for the weights of the neural tagger's states
_UNIT = np.float32(1 / 128)  # of a state
_RARE = 4  # a feature that fewer places have is not learned; outside names both copies count
_HEAD = 2  # characters at a name's end that are left to see in the second copy
_HIDDEN = "\ue000"  # a character that no text has
_HAN = re.compile("[\u3400-\u9fff]")
_SMALLEST = 0.02  # smaller weights change no measured figure, and are a third of all
_TOGETHER = 64  # articles whose features are computed at once


@dataclass(frozen=True, slots=True)
class Lesson:
    """All examples laid out: `rows` [positions, templates] are the features, as numbers into `keys` plus one, 0 for
    rare ones; `labels` the right label of each position, `same` the row of `states` that the neural tagger holds there,
    which both copies of an article share; `starts`, `lengths` the sentences."""

    keys: NDArray[np.uint32]
    rows: NDArray[np.int32]
    labels: Index
    states: States
    same: Index
    starts: Index
    lengths: Index


@dataclass(frozen=True, slots=True)
class Batch:
    """Some sentences, packed: `used` are the features that occur, `matrix` [columns, used] says where, `labels`
    is the right label of each column, `states` where its state is, `moves` counts the right moves [from, to]."""

    packing: Packing
    used: Index
    matrix: sparse.csr_matrix
    labels: Index
    states: Index
    moves: Doubles


@one_thread()
def learn(examples: Sequence[Example], path: Path) -> None:
    """Learns from the examples and writes the model to `path` (npz, see `kg.extract.weights.read`)."""
    lesson = lay_out(examples)
    batches = _batches(lesson)
    sums, squares = (np.zeros((len(lesson.keys) + 1, LABELS.count), np.float32) for _ in range(2))
    dense = np.zeros((STATE, LABELS.count), np.float32)
    dense_squares = np.full_like(dense, 1e-2)
    moves, move_squares = np.zeros((LABELS.count, LABELS.count)), np.full((LABELS.count, LABELS.count), 1e-8)
    for _ in range(_PASSES):
        for batch in batches:
            before, steps = sums[batch.used], squares[batch.used]
            weights = _weights(before, steps)
            weights[batch.used == 0] = 0.0
            held = lesson.states[batch.states].astype(np.float32) * _UNIT
            chain = _chain(batch, batch.matrix @ weights + held @ dense, moves)
            found = chain.sums()
            surprise = _surprise(found, batch.labels)
            slope = batch.matrix.T @ surprise
            after = steps + slope * slope
            sums[batch.used] = before + slope - (np.sqrt(after) - np.sqrt(steps)) / _STEP * weights
            squares[batch.used] = after
            slope = held.T @ surprise + np.float32(_DECAY * len(held)) * dense
            dense_squares += slope * slope
            dense -= np.float32(_DENSE_STEP) * slope / np.sqrt(dense_squares)
            turn = _expected_moves(chain, found, moves) - batch.moves
            move_squares += turn**2
            moves -= _MOVE_STEP * turn / np.sqrt(move_squares)
    _write(lesson, _weights(sums, squares), dense, moves, path)


def lay_out(examples: Sequence[Example]) -> Lesson:
    """The examples' features, labels and sentences in one run of positions, each example twice."""
    keys, labels, states, same, spans, at, held = [], [], [], [], [], 0, 0
    for first in range(0, len(examples), _TOGETHER):
        some = examples[first : first + _TOGETHER]
        text = lay([example.document for example in some])
        states.append(text.states())
        seen = features(text).every()
        masked = [replace(example.document, shadow=_masked(example)) for example in some]
        blind = features(lay(masked)).every()
        for found in (seen, np.where(blind == seen, seen, np.uint32(0))):
            for example, base in zip(some, text.bases, strict=True):
                size = len(example.document.shadow)
                keys.append(found[:, base : base + size].T)
                labels.append(targets(example))
                same.append(np.arange(held + base, held + base + size))
                spans += [(at + span.start, span.end - span.start) for span in example.document.sentences]
                at += size
        held += len(text.codes)
    every = np.concatenate(keys)
    known, counts = np.unique(every, return_counts=True)
    kept = known[(counts >= _RARE) & (known > 0)]
    number = np.minimum(np.searchsorted(kept, every), len(kept) - 1)
    rows = np.where(kept[number] == every, number + 1, 0).astype(np.int32)
    starts, lengths = np.array(spans, np.int64).reshape(-1, 2).T
    return Lesson(
        kept, rows, np.concatenate(labels), np.concatenate(states), np.concatenate(same), starts, lengths
    )


def _masked(example: Example) -> str:
    """The shadow with the Han characters of names hidden: persons whole, roles and dates not at all, others up to
    the head."""
    shadow = example.document.shadow
    for name in example.names:
        if name.types[0] not in ("Role", "Date"):
            end = name.end if name.types[0] == "Person" else max(name.end - _HEAD, name.start)
            hidden = _HAN.sub(_HIDDEN, shadow[name.start : end])
            shadow = shadow[: name.start] + hidden + shadow[end:]
    return shadow


def targets(example: Example) -> Index:
    """The label of every character of the text."""
    labels = np.zeros(len(example.document.shadow), np.int64)
    for name in example.names:
        kind = TYPES.index(name.types[0])
        if name.end - name.start == 1:
            labels[name.start] = LABELS.s + kind
        else:
            labels[name.start : name.end] = LABELS.i + kind
            labels[name.start] = LABELS.b + kind
            labels[name.end - 1] = LABELS.e + kind
    return labels


def _batches(lesson: Lesson) -> list[Batch]:
    order = np.random.default_rng(_SEED).permutation(len(lesson.starts))
    number = np.cumsum(lesson.lengths[order]) // _BATCH
    return [_batch(lesson, order[number == batch]) for batch in np.unique(number)]


def _batch(lesson: Lesson, sentences: Index) -> Batch:
    packing = pack(lesson.starts[sentences], lesson.lengths[sentences])
    rows = lesson.rows[packing.positions]
    used, where = np.unique(rows, return_inverse=True)
    matrix = sparse.csr_matrix(  # type: ignore[no-untyped-call]
        (
            np.ones(rows.size, np.float32),
            where.ravel().astype(np.int32),
            np.arange(0, rows.size + 1, rows.shape[1], dtype=np.int32),
        ),
        shape=(len(rows), len(used)),
    )
    labels = lesson.labels[packing.positions]
    moves = np.zeros((LABELS.count, LABELS.count))
    np.add.at(moves, (labels[_before(packing)], labels[packing.offsets[1] :]), 1.0)
    return Batch(packing, used.astype(np.int64), matrix, labels, lesson.same[packing.positions], moves)


def _before(packing: Packing) -> Index:
    """The column before each column but the sentences' first ones."""
    columns = np.arange(packing.offsets[1], packing.offsets[-1])
    step = np.searchsorted(packing.offsets, columns, side="right") - 1
    return columns - packing.offsets[step] + packing.offsets[step - 1]


def _weights(sums: Floats, squares: Floats) -> Floats:
    """FTRL's weights: what the gradients add up to beyond L1, over the step's size."""
    beyond = np.maximum(np.abs(sums) - np.float32(_L1), np.float32(0))
    weights = -np.sign(sums) * beyond * np.float32(_STEP) / (np.float32(_SOFT) + np.sqrt(squares))
    return np.asarray(weights, np.float32)


def _chain(batch: Batch, scores: Floats, moves: Doubles) -> Chain:
    return Chain(LABELS, batch.packing, np.ascontiguousarray(scores.T), moves.astype(np.float32))


def _surprise(found: Sums, labels: Index) -> Floats:
    """The gradient at each column, [columns, labels]: the labels' probabilities, less 1 at the right one."""
    surprise = np.ascontiguousarray((found.alpha * found.beta).T).astype(np.float32)
    surprise[np.arange(len(labels)), labels] -= 1
    return surprise


def _expected_moves(chain: Chain, found: Sums, moves: Doubles) -> Doubles:
    """How often each move is expected, [from, to]; 0 for those that BIOES forbids."""
    packing = chain.packing
    after = (found.psi * found.beta / found.scale)[:, packing.offsets[1] :]
    return np.where(LABELS.allowed(), np.exp(moves), 0.0) * (found.alpha[:, _before(packing)] @ after.T)


def _write(lesson: Lesson, weights: Floats, dense: Floats, moves: Doubles, path: Path) -> None:
    """The weights as arrays, features sorted by key; member times are fixed, so that equal weights are equal bytes.

    Raises:
        ValueError: weights are so large that sums would be rounded, or one does not fit its place.
    """
    dense = np.rint(dense * (_UNIT / np.float32(GRAIN)))
    if np.abs(dense).sum(axis=0).max() >= MOST:
        raise ValueError(f"{path}: weights of states add up to {MOST} or more")
    if np.abs(dense).max() > np.iinfo(np.int16).max:
        raise ValueError(f"{path}: a weight of a state is beyond {np.iinfo(np.int16).max}")
    weights = np.where(np.abs(weights) < _SMALLEST, 0, np.rint(weights / np.float32(UNIT)))
    weights[0] = 0  # rare ones
    most = [np.abs(weights[np.unique(rows)]).max(axis=0) for rows in lesson.rows.T]  # of each template
    if np.sum(most, axis=0).max() > np.iinfo(np.int16).max:
        raise ValueError(f"{path}: weights of features add up to more than {np.iinfo(np.int16).max}")
    used = np.flatnonzero(weights.any(axis=1))
    kept = weights[used] != 0
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("wb") as file:
        np.savez_compressed(
            file,
            keys=lesson.keys[used - 1],
            counts=kept.sum(axis=1).astype(np.uint8),
            labels=np.nonzero(kept)[1].astype(np.uint8),
            values=weights[used][kept].astype(np.int16),
            dense=dense.astype(np.int16),
            moves=moves.astype(np.float32),
        )
