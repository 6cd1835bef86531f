"""Who pushes a campaign or policy: the words that lead to its name, and who asks for it from afar."""

from __future__ import annotations

import pytest

from kg.extract.facts import proposals
from kg.extract.facts.examples import marked_document
from kg.model import Ref


def _clues(marked: str) -> dict[str, set[str]]:
    """Subject → the clues of all that is proposed of it as a pusher."""
    found: dict[str, set[str]] = {}
    for proposal in proposals(marked_document(marked), {}):
        if proposal.fact.predicate == "promotes" and isinstance(proposal.fact.object, Ref):
            found.setdefault(proposal.fact.subject.name, set()).update(proposal.clues)
    return found


@pytest.mark.parametrize(
    ("marked", "clue"),
    [
        ("[甲局|Organisation]深入推进“[某某行动|Campaign]”。", "push:推进"),
        ("[甲局|Organisation]深入推进“[某某行动|Campaign]”。", "OrganisationCampaign clause push 1"),
        ("[甲局|Organisation]推动[主题教育|Campaign]走深走实。", "thrives"),
        ("[甲局|Organisation]推动[主题教育|Campaign]走深走实。", "OrganisationCampaign clause national"),
        ("[主题教育|Campaign]开展以来，[甲局|Organisation]办了不少事。", "meanwhile"),
        ("[杜某|Person]强调，要开展好[某某行动|Campaign]。", "PersonCampaign said asked"),
        ("[杜某|Person]指出，今年是[某某行动|Campaign]的第三年。", "told"),
        ("[甲局|Organisation]发出通知。通知要求，抓好[某某行动|Campaign]。", "paper 通知"),
        ("[甲局|Organisation]说起“[某某行动|Campaign]”。", "push none"),
    ],
)
def test_what_leads_to_the_name_and_follows_it_is_a_clue(marked: str, clue: str) -> None:
    (found,) = _clues(marked).values()
    assert clue in found


def test_who_speaks_asks_for_it_three_sentences_later_too() -> None:
    marked = "[杜某|Person]在[甲镇|Place]强调，路要修好。水要治好。树要种好。要抓实[某某行动|Campaign]。"
    assert set(_clues(marked)) == {"杜某"}


@pytest.mark.parametrize("paper", ["会议强调", "通知要求", "《意见》指出"])
def test_what_a_paper_asks_is_asked_by_whom_the_article_opens_with(paper: str) -> None:
    marked = f"[甲局|Organisation]今天出手。\n水要治好。{paper}，路要修好。要抓实[某某行动|Campaign]。"
    assert set(_clues(marked)) == {"甲局"}


def test_another_paragraph_is_not_what_somebody_said() -> None:
    marked = "[杜某|Person]强调，路要修好。\n水要治好。树要种好。要抓实[某某行动|Campaign]。"
    assert _clues(marked) == {}
