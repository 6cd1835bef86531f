"""Where things lie by the names beside them."""

from __future__ import annotations

import pytest

from kg.extract.facts import facts_of
from kg.extract.facts.examples import marked_document
from kg.model import Ref


def _places(marked: str, name: str) -> set[str]:
    """The places that a text puts something into."""
    return {
        fact.object.name
        for fact in facts_of(marked_document(marked))
        if fact.predicate == "locatedIn" and fact.subject.name == name and isinstance(fact.object, Ref)
    }


@pytest.mark.parametrize(
    ("marked", "name", "places"),
    [
        ("[竹泉镇|Place]下雪。去了[竹泉哨所|Site]。", "竹泉哨所", {"竹泉镇"}),
        ("[竹泉镇|Place]下雪。[竹泉镇妇联|Organisation]来了。", "竹泉镇妇联", set()),
        ("[竹泉镇|Place]下雪。[竹泉村哨所|Site]也冷。", "竹泉村哨所", {"竹泉村"}),
        ("[竹泉河|Place]结冰。[竹泉河哨所|Site]也冷。", "竹泉河哨所", set()),
    ],
)
def test_a_place_of_the_article_opens_a_name(marked: str, name: str, places: set[str]) -> None:
    assert _places(marked, name) == places


def test_places_counted_up_share_what_stands_before_the_first() -> None:
    marked = "去了[河北石家庄|Place|石家庄市]、[衡水|Place|衡水市]和[太原|Place|太原市]。"
    assert _places(marked, "衡水市") == {"河北省"}
    assert _places(marked, "太原市") == set()  # the authority knows better
