"""How sure each rule is: its precision on the training gold, from `data/rules/confidence.tsv`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from kg.errors import RuleError
from kg.resources import folder

# What a rule is worth before it has been measured, and the weight of that belief in observations.
PRIOR = 0.75
PRIOR_WEIGHT = 4
# Below this many judged facts a rule keeps the prior.
SUPPORT = 10


@dataclass(frozen=True, slots=True)
class Measured:
    """What a rule did on the training gold: of `judged` facts `right` were right; of the `gold` facts of its predicate
    it found `found` by itself. All are 0 for a rule whose predicate the gold does not annotate."""

    right: int
    judged: int
    found: int
    gold: int

    @property
    def precision(self) -> float | None:
        """None where nothing was judged."""
        return self.right / self.judged if self.judged else None

    @property
    def recall(self) -> float | None:
        """None where the gold has no such fact."""
        return self.found / self.gold if self.gold else None


UNMEASURED = Measured(0, 0, 0, 0)


@cache
def measured() -> Mapping[str, Measured]:
    """Rule → what it did; rules that were written since are missing.

    Raises:
        RuleError: the table is broken.
    """
    path = folder("data") / "rules" / "confidence.tsv"
    table: dict[str, Measured] = {}
    if not path.exists():
        return table
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        if not line or line.startswith("#"):
            continue
        by, *cells = line.split("\t")
        cells = cells[:4]  # the last, basis, tells people what `basis` tells
        if len(cells) not in (2, 4) or not all(cell.isdecimal() for cell in cells):
            raise RuleError(f"{path}:{number}: cells: rule, right, judged, found, gold, basis")
        table[by] = Measured(*(int(cell) for cell in [*cells, "0", "0"][:4]))
    return table


@cache
def confidence(by: str) -> float:
    """The probability that a fact of this rule is right: smoothed precision, the prior where too little is known."""
    known = measured().get(by, UNMEASURED)
    if known.judged < SUPPORT:
        return PRIOR
    return round((known.right + PRIOR * PRIOR_WEIGHT) / (known.judged + PRIOR_WEIGHT), 3)


def basis(known: Measured) -> str:
    """What a rule's confidence rests on: `measured`, or `prior` where too little is known."""
    return "measured" if known.judged >= SUPPORT else "prior"
