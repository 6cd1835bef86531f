"""The arbiter's weights, measured: a logistic regression of "this candidate is right" on the candidates' features.

The learned tagger's probabilities must come from models that did not see the article (`folds`), otherwise it would
be trusted more than it deserves.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from kg.extract.arbiter import THRESHOLD, Candidate, best, candidates, probability
from kg.model import Document
from kg.train.gold import Example

Doubles = NDArray[np.float64]

_RIDGE = 1.0  # one imagined doubt per weight: a rule seen twice is not trusted for it
_STEPS = 25
_SUREST = 30.0  # log-odds beyond which a probability is 0 or 1
_THRESHOLDS = tuple(round(0.30 + 0.02 * step, 2) for step in range(16))


def folds(examples: Sequence[Example], count: int) -> list[tuple[list[Example], list[Example]]]:
    """The examples in `count` parts, every count-th in one: (the others, the part)."""
    return [
        ([e for at, e in enumerate(examples) if at % count != part], list(examples[part::count]))
        for part in range(count)
    ]


def fit(seen: Sequence[tuple[Example, Document]]) -> dict[str, float]:
    """The weight of each feature, from examples with their document as it stands before the arbiter."""
    rows = [
        (candidate, right)
        for example, document in seen
        for candidate in candidates(document)
        if (right := judged(example, candidate)) is not None
    ]
    names = sorted({feature for candidate, _ in rows for feature in candidate.features})
    number = {name: at for at, name in enumerate(names)}
    width = max(len(candidate.features) for candidate, _ in rows)
    # A last column that weighs nothing fills up rows with fewer features.
    features = np.full((len(rows), width), len(names) + 1, np.int64)
    for at, (candidate, _) in enumerate(rows):
        features[at, : len(candidate.features)] = [number[feature] for feature in candidate.features]
    belief = np.array([candidate.belief for candidate, _ in rows])
    verdicts = np.array([float(right) for _, right in rows])
    solved = _logistic(features, belief, verdicts, len(names))
    table = {"belief": float(solved[-2]), **{name: float(solved[at]) for name, at in number.items()}}
    table = {name: round(value, 3) for name, value in table.items()}
    return {THRESHOLD: _threshold(seen, table), **table}


def judged(example: Example, candidate: Candidate) -> bool | None:
    """Whether the candidate is right; None where the annotation leaves it open."""
    near = [name for name in example.names if name.start < candidate.end and candidate.start < name.end]
    if any((n.start, n.end) == (candidate.start, candidate.end) and candidate.type in n.types for n in near):
        return True
    ignored = any(span.start < candidate.end and candidate.start < span.end for span in example.ignored)
    return None if ignored and not near else False


def _logistic(features: NDArray[np.int64], belief: Doubles, right: Doubles, count: int) -> Doubles:
    """Weights by Newton's method with a ridge; the last but one is the belief's, the last is unused and 0."""
    size = count + 2
    columns = np.column_stack([features, np.full(len(features), count)])
    values = np.column_stack([(features <= count).astype(float), belief])
    pairs = columns[:, :, None] * size + columns[:, None, :]
    weights = np.zeros(size)
    centre = weights.copy()
    centre[count] = 1.0
    for _ in range(_STEPS):
        chance = 1 / (1 + np.exp(-np.clip((weights[columns] * values).sum(axis=1), -_SUREST, _SUREST)))
        slope = np.bincount(
            columns.ravel(), ((right - chance)[:, None] * values).ravel(), minlength=size
        ) - _RIDGE * (weights - centre)
        bend = (chance * (1 - chance))[:, None, None] * values[:, :, None] * values[:, None, :]
        curve = np.bincount(pairs.ravel(), bend.ravel(), minlength=size * size).reshape(size, size)
        weights += np.linalg.solve(curve + _RIDGE * np.eye(size), slope)
    weights[-1] = 0.0
    return weights


def _threshold(seen: Sequence[tuple[Example, Document]], table: Mapping[str, float]) -> float:
    """The threshold with the best strict F1 over the examples."""
    rated = [
        (example, [(probability(c, table), c) for c in candidates(document)]) for example, document in seen
    ]
    scores = [
        (f1([(example, best(some, threshold)) for example, some in rated]), threshold)
        for threshold in _THRESHOLDS
    ]
    return max(scores)[1]


def f1(chosen: Sequence[tuple[Example, Sequence[tuple[float, Candidate]]]]) -> float:
    """Strict F1 of the chosen candidates, what the annotation leaves open left out."""
    right = said = names = 0
    for example, some in chosen:
        verdicts = [judged(example, candidate) for _, candidate in some]
        right += sum(verdict is True for verdict in verdicts)
        said += sum(verdict is not None for verdict in verdicts)
        names += len(example.names)
    return 2 * right / max(said + names, 1)


def write(table: Mapping[str, float], path: Path, *, note: str) -> None:
    """The table as a file that a person can read and diff."""
    lines = [
        "# What the arbiter trusts: the weight of each feature of a candidate (kg/extract/arbiter.py), in log-odds.",
        "# `RULE TYPE`: proposed by that rule; `type TYPE`: the type's own bias; `belief`: factor of the learned",
        "# tagger's log-odds; `threshold`: the least probability that is worth a mention.",
        f"# Written by `python -m kg.train` ({note}).",
        *(f"{name}\t{value}" for name, value in table.items()),
    ]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
