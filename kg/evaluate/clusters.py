"""How well mentions are grouped into the entities of an article: B³ and pairwise precision, recall and F1.

A cluster is the mentions of an article that stand for one entity: in the gold those of one entity id, in predictions
those of one id or else of one type and canonical name. A mention is its place in the text; its type does not count.

B³ (Bagga and Baldwin, 1998): precision is, averaged over the predicted mentions, the share of a mention's predicted
cluster that is in its gold cluster, 0 for a mention that the gold does not have; recall the same from the gold's side.
Pairwise: of the pairs of mentions that share a predicted cluster, how many share a gold cluster, and the other way
round. Counted over all mentions, these fall with every mention that is missed or spurious; counted over the mentions
that both sides have, they tell of the grouping alone.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from kg.evaluate.gold import Item

MEASURES = ("B³", "B³ of shared mentions", "pairs", "pairs of shared mentions")

Groups = dict[tuple[int, int], object]
"""Place of a mention → its cluster."""


@dataclass(frozen=True, slots=True)
class Agreement:
    """Sums over the predicted and over the gold side, and what they add up to."""

    predicted_sum: float = 0.0
    predicted: int = 0
    gold_sum: float = 0.0
    gold: int = 0

    @property
    def precision(self) -> float:
        return self.predicted_sum / self.predicted if self.predicted else 0.0

    @property
    def recall(self) -> float:
        return self.gold_sum / self.gold if self.gold else 0.0

    @property
    def f1(self) -> float:
        p, r = self.precision, self.recall
        return 2 * p * r / (p + r) if p + r else 0.0

    def plus(self, other: Agreement) -> Agreement:
        return Agreement(
            self.predicted_sum + other.predicted_sum,
            self.predicted + other.predicted,
            self.gold_sum + other.gold_sum,
            self.gold + other.gold,
        )


def clusters(gold: Sequence[Item], items: Sequence[Item]) -> dict[str, Agreement]:
    """Each of MEASURES for one article; those of several articles are added with `plus`."""
    ours, theirs = _groups(items), _groups(gold)
    shared = ours.keys() & theirs.keys()
    ours_shared = {place: group for place, group in ours.items() if place in shared}
    theirs_shared = {place: group for place, group in theirs.items() if place in shared}
    found = (
        _b_cubed(ours, theirs),
        _b_cubed(ours_shared, theirs_shared),
        _pairwise(ours, theirs),
        _pairwise(ours_shared, theirs_shared),
    )
    return dict(zip(MEASURES, found, strict=True))


def _groups(items: Sequence[Item]) -> Groups:
    groups: Groups = {}
    for item in items:
        if item.start is not None and item.end is not None:
            groups.setdefault((item.start, item.end), item.id or item.key)
    return groups


def _b_cubed(ours: Groups, theirs: Groups) -> Agreement:
    our_sizes, their_sizes, both = _sizes(ours, theirs)
    # Summed in the order of the text: another order could round otherwise.
    precision = sum(count * count / our_sizes[mine] for (mine, _), count in both.items())
    recall = sum(count * count / their_sizes[yours] for (_, yours), count in both.items())
    return Agreement(precision, len(ours), recall, len(theirs))


def _pairwise(ours: Groups, theirs: Groups) -> Agreement:
    our_sizes, their_sizes, both = _sizes(ours, theirs)
    agreed = sum(map(_pairs, both.values()))
    return Agreement(
        agreed, sum(map(_pairs, our_sizes.values())), agreed, sum(map(_pairs, their_sizes.values()))
    )


def _sizes(
    ours: Groups, theirs: Groups
) -> tuple[Counter[object], Counter[object], Counter[tuple[object, object]]]:
    both = Counter((group, theirs[place]) for place, group in ours.items() if place in theirs)
    return Counter(ours.values()), Counter(theirs.values()), both


def _pairs(count: int) -> int:
    return count * (count - 1) // 2
