"""How sure each rule is: its precision on the training gold, from `data/rules/confidence.tsv`."""

from __future__ import annotations

from functools import cache

from kg.errors import RuleError
from kg.resources import folder

# What a rule is worth before it has been measured, and the weight of that belief in observations.
PRIOR = 0.75
PRIOR_WEIGHT = 4
# Below this many judged facts a rule keeps the prior.
SUPPORT = 10


@cache
def _table() -> dict[str, tuple[int, int]]:
    path = folder("data") / "rules" / "confidence.tsv"
    table: dict[str, tuple[int, int]] = {}
    if not path.exists():
        return table
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        if not line or line.startswith("#"):
            continue
        cells = line.split("\t")
        if len(cells) != 3 or not (cells[1].isdigit() and cells[2].isdigit()):
            raise RuleError(f"{path}:{number}: three cells: rule, right, judged")
        table[cells[0]] = (int(cells[1]), int(cells[2]))
    return table


@cache
def confidence(by: str) -> float:
    """The probability that a fact of this rule is right: smoothed precision, the prior where too little is known."""
    right, judged = _table().get(by, (0, 0))
    if judged < SUPPORT:
        return PRIOR
    return round((right + PRIOR * PRIOR_WEIGHT) / (judged + PRIOR_WEIGHT), 3)
