"""Learns the weights of the clues to a fact: one logistic regression for each predicate.

L2 pulls every weight to nothing, and clues that few places have are left out, so that a clue must earn its weight.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import scipy.optimize as optimize
import scipy.sparse as sparse
from numpy.typing import NDArray

Doubles = NDArray[np.float64]
Weights = dict[tuple[str, bool], dict[str, float]]
"""(predicate, whether the rules only suggest) → clue → weight."""

# Predicates whose two kinds of rules learn apart: being at a meeting is said in the clause, or told by a whole report.
_APART = frozenset({"participatesIn"})
_RIDGE = 3.0  # imagined doubts per weight; 2 to 5 measured alike
_RARE = 6  # a clue that fewer places have is not learned
_SMALL = 0.1  # weights nearer to nothing are left out: 0.001 F1, and a third of the table
_STEPS = 200
_SUREST = 30.0


@dataclass(frozen=True, slots=True)
class Judged:
    """A fact that a rule proposed in an annotated article, its clues, each once, and whether it is right."""

    predicate: str
    suggests: bool
    clues: tuple[str, ...]
    right: bool


def fit(rows: Sequence[Judged]) -> Weights:
    """The weights that make the judgements likely. Rules that state and rules that only suggest learn from one
    another: what a clue is worth where much is known tells what it is worth where little is."""
    parts: dict[tuple[str, bool | None], list[Judged]] = defaultdict(list)
    kinds: dict[tuple[str, bool], tuple[str, bool | None]] = {}
    for row in rows:
        part = row.predicate, row.suggests if row.predicate in _APART else None
        parts[part].append(row)
        kinds[row.predicate, row.suggests] = part
    tables = {part: _fit(some) for part, some in parts.items()}
    return {kind: tables[part] for kind, part in sorted(kinds.items())}


def _fit(rows: Sequence[Judged]) -> dict[str, float]:
    counts = Counter(clue for row in rows for clue in row.clues)
    names = sorted(clue for clue, count in counts.items() if count >= _RARE)
    number = {name: at for at, name in enumerate(names)}
    columns = [number[clue] for row in rows for clue in row.clues if clue in number]
    ends = np.cumsum([0, *(sum(clue in number for clue in row.clues) for row in rows)])
    features = sparse.csr_matrix(  # type: ignore[no-untyped-call]
        (np.ones(len(columns)), columns, ends), shape=(len(rows), len(names))
    )
    right = np.array([float(row.right) for row in rows])

    def loss(weights: Doubles) -> tuple[float, Doubles]:
        odds = features @ weights
        chance = 1 / (1 + np.exp(-np.clip(odds, -_SUREST, _SUREST)))
        value = (np.logaddexp(0, odds) - right * odds).sum() + _RIDGE / 2 * weights @ weights
        return float(value), features.T @ (chance - right) + _RIDGE * weights

    solved = optimize.minimize(  # type: ignore[no-untyped-call]
        loss, np.zeros(len(names)), jac=True, method="L-BFGS-B", options={"maxiter": _STEPS}
    ).x
    # A rule keeps its line whatever its weight: without one it would count as never judged.
    rule_names = {clue for clue in names if clue.startswith("rule.") and clue[-1:].isdecimal()}
    return {
        name: round(float(weight), 2)
        for name, weight in zip(names, solved, strict=True)
        if abs(weight) >= _SMALL or name in rule_names
    }
