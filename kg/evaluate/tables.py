"""Counts of hits on either side, and precision, recall and F1 from them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Protocol

MICRO = "MICRO"


@dataclass(slots=True)
class Counts:
    """Hits are counted on each side, since several predictions may hit one gold item and one several."""

    predicted_right: int = 0
    predicted: int = 0
    gold_found: int = 0
    gold: int = 0

    @property
    def precision(self) -> float:
        return self.predicted_right / self.predicted if self.predicted else 0.0

    @property
    def recall(self) -> float:
        return self.gold_found / self.gold if self.gold else 0.0

    @property
    def f1(self) -> float:
        p, r = self.precision, self.recall
        return 2 * p * r / (p + r) if p + r else 0.0

    def plus(self, other: Counts) -> Counts:
        return Counts(
            self.predicted_right + other.predicted_right,
            self.predicted + other.predicted,
            self.gold_found + other.gold_found,
            self.gold + other.gold,
        )


class Judged(Protocol):
    """Whatever has precision, recall and F1."""

    @property
    def precision(self) -> float: ...
    @property
    def recall(self) -> float: ...
    @property
    def f1(self) -> float: ...


def ratios(judged: Judged) -> dict[str, float]:
    """P, R and F1, as they are called in JSON."""
    return {"P": judged.precision, "R": judged.recall, "F1": judged.f1}


class Table:
    """Counts by type or predicate."""

    def __init__(self) -> None:
        self._counts: dict[str, Counts] = defaultdict(Counts)

    def predicted(self, key: str, right: bool) -> None:
        self._counts[key].predicted += 1
        self._counts[key].predicted_right += right

    def gold(self, key: str, found: bool) -> None:
        self._counts[key].gold += 1
        self._counts[key].gold_found += found

    def rows(self, order: Iterable[str] = ()) -> dict[str, Counts]:
        """Counts by key, those of `order` first, the sum of all last."""
        order = list(order)
        keys = [key for key in order if key in self._counts] + sorted(self._counts.keys() - set(order))
        return {key: self._counts[key] for key in keys} | {MICRO: self.micro}

    @property
    def micro(self) -> Counts:
        total = Counts()
        for counts in self._counts.values():
            total = total.plus(counts)
        return total

    @property
    def macro_f1(self) -> float:
        """The mean F1 over the keys that the gold has."""
        scores = [counts.f1 for counts in self._counts.values() if counts.gold]
        return sum(scores) / len(scores) if scores else 0.0
