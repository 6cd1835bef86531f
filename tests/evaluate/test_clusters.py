"""Clusters: known cases of B³ and pairs, and what must hold whatever is predicted."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.evaluate.clusters import MEASURES, clusters
from kg.evaluate.gold import Item


def mentions(*groups: str) -> list[Item]:
    """Mentions of one character each, at 0, 1, 2 …, in these clusters; none where the group is empty."""
    return [
        Item(place, place + 1, "Place", "甲", "甲", id=group) for place, group in enumerate(groups) if group
    ]


def test_the_example_of_bagga_and_baldwin() -> None:
    # 12 mentions: the gold has {1-5}, {6, 7}, {8-12}; the answer joins the last two.
    gold = mentions(*"aaaaabbccccc")
    found = clusters(gold, mentions(*"xxxxxyyyyyyy"))
    assert found["B³"].precision == pytest.approx(16 / 21)
    assert found["B³"].recall == 1.0
    assert found["pairs"].precision == pytest.approx(21 / 31)
    assert found["pairs"].recall == 1.0


def test_a_missed_mention_costs_recall_and_a_spurious_one_precision() -> None:
    gold = mentions("a", "a", "b", "")
    found = clusters(gold, mentions("x", "", "y", "z"))
    assert found["B³"].precision == pytest.approx(2 / 3)
    assert found["B³"].recall == pytest.approx(1.5 / 3)
    assert found["B³ of shared mentions"].f1 == 1.0
    assert found["pairs"].f1 == 0.0


def test_without_ids_type_and_canonical_name_make_an_entity() -> None:
    gold = mentions("a", "a")
    same = [Item(0, 1, "Place", "甲", "甲市"), Item(1, 2, "Place", "甲市", "甲市")]
    other = [same[0], Item(1, 2, "Place", "甲市", "甲区")]
    assert clusters(gold, same)["pairs"].f1 == 1.0
    assert clusters(gold, other)["pairs"].f1 == 0.0


GROUPS = st.lists(st.sampled_from(["", "a", "b", "c"]), min_size=1, max_size=12)


@given(GROUPS, GROUPS)
def test_shares_lie_between_0_and_1_and_sides_may_be_exchanged(left: list[str], right: list[str]) -> None:
    there, back = clusters(mentions(*left), mentions(*right)), clusters(mentions(*right), mentions(*left))
    for name in MEASURES:
        assert 0.0 <= there[name].precision <= 1.0
        assert there[name].precision == pytest.approx(back[name].recall)


@given(GROUPS)
def test_the_gold_itself_is_perfect(groups: list[str]) -> None:
    found = clusters(mentions(*groups), mentions(*(group and f"{group}-other-name" for group in groups)))
    for agreement in found.values():
        assert agreement.predicted == agreement.gold
        assert agreement.f1 == (1.0 if agreement.gold else 0.0)
