"""Weights of clues: what is learned from judgements, and what is not."""

from __future__ import annotations

from kg.extract.facts.ranking import probability
from kg.train.ranking import Judged, fit

ROWS = [Judged("visits", False, ("bias", "rule.visits.go/1", "subject>来到"), True)] * 20 + [
    Judged("visits", False, ("bias", "rule.visits.go/1", "subject>想到"), False)
] * 20


def test_clues_that_tell_right_from_wrong_earn_their_weight() -> None:
    table = fit(ROWS)["visits", False]
    assert table["subject>来到"] > 0.5
    assert table["subject>想到"] < -0.5
    assert probability(table, ROWS[0].clues) > 0.75
    assert probability(table, ROWS[-1].clues) < 0.25


def test_rare_clues_are_left_out_and_rules_kept() -> None:
    once = Judged("visits", False, ("bias", "rule.visits.go/1", "led 偶然"), True)
    table = fit([*ROWS, once])["visits", False]
    assert "led 偶然" not in table
    assert "rule.visits.go/1" in table


def test_predicates_learn_apart() -> None:
    other = [Judged("heldAt", True, ("bias", "subject>来到"), False)] * 20
    tables = fit([*ROWS, *other])
    assert set(tables) == {("visits", False), ("heldAt", True)}
    assert tables["heldAt", True]["subject>来到"] < 0 < tables["visits", False]["subject>来到"]


def test_rules_that_state_and_rules_that_suggest_learn_from_one_another() -> None:
    stated = [Judged("issues", False, row.clues, row.right) for row in ROWS]
    suggested = [Judged("issues", True, ("bias", "led 连夜"), True)] * 20
    tables = fit([*stated, *suggested])
    assert tables["issues", True] == tables["issues", False]
    assert tables["issues", True]["subject>来到"] > 0.5


def test_being_at_a_meeting_is_told_by_a_clause_or_by_a_report_and_learns_apart() -> None:
    stated = [Judged("participatesIn", False, row.clues, row.right) for row in ROWS]
    tables = fit([*stated, *[Judged("participatesIn", True, ("bias", "led 连夜"), True)] * 20])
    assert "led 连夜" not in tables["participatesIn", False]
    assert "led 连夜" in tables["participatesIn", True]


def test_the_same_rows_give_the_same_weights() -> None:
    assert fit(ROWS) == fit(ROWS)
