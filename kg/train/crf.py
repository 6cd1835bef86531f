"""Learns the tagger's weights with CRFsuite, and writes them in the form that numpy reads.

Training runs in one thread over the examples in the order given, so that the same examples give the same weights on
the same machine; another processor may round the last digits of a sum differently.
"""

from __future__ import annotations

import tempfile
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pycrfsuite

from kg.extract.features import features, lay
from kg.extract.learned import LABELS, TYPES
from kg.train.gold import Example

# Measured on later years after learning on earlier ones: see docs/extraction.md.
_OPTIONS = {"c1": 0.05, "c2": 0.02, "max_iterations": 120, "feature.possible_transitions": False}
_SMALLEST = 0.02  # a weight below this changes no label that was measured, and half of all weights are


def learn(examples: Sequence[Example], path: Path, *, verbose: bool = False) -> None:
    """Learns from the examples and writes the model to `path` (npz, see `kg.extract.learned.read`)."""
    with tempfile.TemporaryDirectory() as folder:
        file = str(Path(folder) / "model.crfsuite")
        trainer = pycrfsuite.Trainer(algorithm="lbfgs", params=_OPTIONS, verbose=verbose)
        for example in examples:
            for rows, labels in _sequences(example):
                trainer.append(rows, labels)
        trainer.train(file)
        tagger = pycrfsuite.Tagger()
        tagger.open(file)
        learned = tagger.info()
        tagger.close()
    _write(learned.state_features, learned.transitions, path)


def targets(example: Example) -> np.ndarray[tuple[int], np.dtype[np.int64]]:
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


def _sequences(example: Example) -> list[tuple[list[list[str]], list[str]]]:
    text = lay([example.document])
    keys = features(text).T
    labels = targets(example)
    sequences = []
    for sentence in example.document.sentences:
        start = text.bases[0] + sentence.start
        rows = keys[start : start + sentence.end - sentence.start]
        names = [str(label) for label in labels[sentence.start : sentence.end].tolist()]
        sequences.append(([[str(key) for key in row] for row in rows.tolist()], names))
    return sequences


def _write(states: dict[tuple[str, str], float], moves: dict[tuple[str, str], float], path: Path) -> None:
    """The weights as arrays, features sorted by key."""
    kept = sorted(
        (int(key), int(label), value) for (key, label), value in states.items() if abs(value) >= _SMALLEST
    )
    keys, counts = np.unique(np.array([key for key, _, _ in kept], np.uint32), return_counts=True)
    table = np.zeros((LABELS.count, LABELS.count), np.float32)
    for (before, after), value in moves.items():
        table[int(before), int(after)] = value
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("wb") as file:
        np.savez_compressed(
            file,
            keys=keys,
            counts=counts.astype(np.uint8),
            labels=np.array([label for _, label, _ in kept], np.uint8),
            values=np.array([value for _, _, value in kept], np.float16),
            moves=table,
        )
