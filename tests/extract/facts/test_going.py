"""How a text leads up to a place, as clues to who goes there."""

from __future__ import annotations

import pytest

from kg.extract.facts import proposals
from kg.extract.facts.examples import marked_document


def clues(marked: str) -> set[str]:
    """The clues to all visits that the rules propose in a marked sentence."""
    found = proposals(marked_document(marked), {})
    return {clue for one in found if one.fact.predicate == "visits" for clue in one.clues}


@pytest.mark.parametrize(
    ("marked", "clue"),
    [
        ("[杜某|Person]来到[甲馆|Site]。", "how to Person"),
        ("[杜某|Person]在[甲馆|Site]献花。", "how at Person"),
        ("[杜某|Person]在[甲馆|Site]献花。", "done at Person"),
        ("[甲馆|Site]前，[杜某|Person]献花。", "how opens Person"),
        ("[某中学|Organisation]的学生来到[甲馆|Site]。", "members to Organisation"),
    ],
)
def test_what_leads_to_a_place_is_a_clue(marked: str, clue: str) -> None:
    assert clue in clues(marked)


def test_who_stands_beside_no_body_s_people_has_no_such_clue() -> None:
    assert not any(clue.startswith("members") for clue in clues("[杜某|Person]来到[甲馆|Site]。"))


def test_she_and_others_go_together() -> None:
    found = proposals(marked_document("[沈佳禾|Person]来了。随后，她和[何清|Person]走进[甲馆|Site]。"), {})
    visitors = {one.fact.subject.name for one in found if one.fact.by.startswith("rule.visits.go")}
    assert visitors == {"沈佳禾", "何清"}
