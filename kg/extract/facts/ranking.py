"""How likely a fact that a rule proposes is right, from where its words stand: a logistic sum over *clues*.

The clues are made in `kg.extract.facts.clues`. The weight of each is learned from annotated articles and stands in
`data/rules/weights.tsv`, in log-odds. A rule that no annotated article has judged, such as one of your own, is believed
as `confidence` says.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache
from itertools import repeat
from math import exp

from kg.errors import RuleError
from kg.extract.facts.rules import Rule
from kg.extract.facts.scene import Scene, Tables
from kg.resources import folder

LEAST = 0.5
"""A fact less likely than this is not stated. Between 0.35 and 0.55 precision and recall balance: F1 is the same."""

HOPELESS = -3.5
"""Log-odds of an outline below which a suggestion is not looked at any closer, as of two in five: at -2.5 one fact in a
hundred would be lost that is found else, at -9 none more is found."""


_TIERS = {"states": (False,), "suggests": (True,), "both": (False, True)}
# How line ends are written in the table.
_LINE_END = "⏎"


@cache
def weights() -> Tables:
    """The weights of the clues for each predicate, and whether they are for rules that only suggest.

    Raises:
        RuleError: the table is broken.
    """
    path = folder("data") / "rules" / "weights.tsv"
    table: dict[tuple[str, bool], dict[str, float]] = {}
    if not path.exists():
        return table
    for number, line in enumerate(path.read_text(encoding="utf-8").split("\n"), 1):
        if not line or line.startswith("#"):
            continue
        try:
            predicate, tier, clue, weight = line.split("\t")
            value = float(weight)
            for suggests in _TIERS[tier]:
                table.setdefault((predicate, suggests), {})[clue.replace(_LINE_END, "\n")] = value
        except (ValueError, KeyError) as error:
            raise RuleError(
                f"{path}:{number}: four cells: predicate, states, suggests or both, clue, weight"
            ) from error
    return table


def written(clue: str) -> str:
    """A clue as a cell of the table."""
    return clue.replace("\n", _LINE_END).replace("\t", " ").replace("\r", " ")


def judge(scene: Scene, rule: Rule) -> Mapping[str, float] | None:
    """The weights by which the facts of a rule are judged, None where no annotated article has judged any."""
    table = scene.weights.get((rule.predicate, rule.suggests))
    return table if table is not None and rule.by in table else None


def odds(table: Mapping[str, float], found: Sequence[str], before: float = 0.0) -> float:
    """The log-odds that clues give, each of which is there once, added to those of others before."""
    return sum(map(table.get, found, _NO_WEIGHT), before)


def likelihood(logit: float) -> float:
    """The probability that a fact with these log-odds is right, as facts carry it."""
    return round(_logistic(logit), 3)


def probability(table: Mapping[str, float], found: Sequence[str]) -> float:
    """The logistic sum of the weights of clues."""
    return _logistic(odds(table, found))


def _logistic(logit: float) -> float:
    return 1 / (1 + exp(-logit))


_NO_WEIGHT = repeat(0.0)
