"""The clues to who is at a meeting, from how the article tells of it."""

from __future__ import annotations

from kg.extract.facts import proposals
from kg.extract.facts.examples import marked_document

REPORT = (
    "[某某节|Event][8日|Date|2024-05-08]开幕。[杜某|Person]致辞。\n"
    "[9日|Date|2024-05-09]，[李某|Person]说起[某某赛|Event]。"
)


def clues_of(who: str, meeting: str) -> set[str]:
    found = proposals(marked_document(REPORT), {})
    return {
        clue
        for p in found
        if p.fact.predicate == "participatesIn"
        and (p.fact.subject.name, getattr(p.fact.object, "name", "")) == (who, meeting)
        for clue in p.clues
    }


def test_who_stands_by_the_meeting_that_opens_the_article() -> None:
    clues = clues_of("杜某", "某某节")
    assert {"told 1", "told paragraph 0", "opens 0", "others here 0", "others between 0"} <= clues
    assert {"subject comes later", "subject often 1"} <= clues
    assert not {"dated", "day between"} & clues


def test_another_day_and_another_meeting_stand_between() -> None:
    clues = clues_of("李某", "某某节")
    assert {"told 2", "told paragraph 1", "others here 1", "dated", "day between"} <= clues


def test_only_who_is_at_a_meeting_asks_for_it() -> None:
    found = proposals(marked_document(REPORT), {})
    assert {p.fact.predicate for p in found if "opens 0" in p.clues} == {"participatesIn"}
