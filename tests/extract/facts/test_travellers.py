"""Who goes on to the places that are named behind the one they go to."""

from __future__ import annotations

import pytest

from kg.extract.facts import all_facts
from kg.extract.facts.examples import marked_document
from kg.model import Ref


def _further(marked: str) -> set[tuple[str, str]]:
    """Who goes on to which place, by the rule that looks for it."""
    return {
        (fact.subject.name, fact.object.name)
        for fact in all_facts(marked_document(marked))
        if ".further/" in fact.by and isinstance(fact.object, Ref)
    }


@pytest.mark.parametrize("end", ["和[甲馆|Site]的后院。", "，在[甲馆|Site]门口合影。"])
def test_who_came_goes_on_in_the_same_sentence(end: str) -> None:
    assert _further("[杜小刚|Person]来到[乙村|Place]的灯会" + end) == {("杜小刚", "甲馆")}


def test_all_who_came_go_on() -> None:
    went = "[沈佳禾|Person]、[何清|Person]来到[乙村|Place]的灯会和[甲馆|Site]的后院。"
    assert _further(went) == {("沈佳禾", "甲馆"), ("何清", "甲馆")}


@pytest.mark.parametrize(
    "marked",
    [
        "[杜小刚|Person]没有去[乙村|Place]的灯会和[甲馆|Site]的后院。",
        "[杜小刚|Person]来到[乙村|Place]的灯会。[甲馆|Site]的后院关着。",
        "[杜小刚|Person]来到[乙村|Place]，听取[甲馆|Site]的汇报。",
        "[杜小刚|Person]来到[乙村|Place]，“[甲馆|Site]的后院关着。”",
    ],
)
def test_what_only_stands_there_is_not_gone_to(marked: str) -> None:
    assert _further(marked) == set()
