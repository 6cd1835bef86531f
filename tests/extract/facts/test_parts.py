"""Parts of a whole, and stops of a route that another sentence names."""

from __future__ import annotations

import pytest

from kg.extract.facts import facts_of
from kg.extract.facts.examples import marked_document, written


def found(marked: str) -> set[str]:
    return {written(fact) for fact in facts_of(marked_document(marked)) if fact.predicate == "partOf"}


@pytest.mark.parametrize("whole", ["园区", "景区东段", ""])
def test_parts_of_one_whole_are_not_parts_of_each_other(whole: str) -> None:
    assert found(f"{whole}由[甲馆|Site]、[乙广场|Site]和[“某渡”步道|Route]三部分组成。") == set()


def test_the_whole_has_its_parts_and_is_no_part() -> None:
    facts = found("[某公园|Site]东段由[甲馆|Site]、[乙广场|Site]和[“某渡”步道|Route]三部分组成。")
    assert "某公园 partOf “某渡”步道" not in facts
    facts = found("[某公园|Site]由[甲馆|Site]、[乙广场|Site]两部分组成。")
    assert facts == {"甲馆 partOf 某公园", "乙广场 partOf 某公园"}


def test_sites_still_make_up_a_route() -> None:
    assert found("[甲馆|Site]、[乙桥|Site]组成[红色一号线|Route]。") == {
        "甲馆 partOf 红色一号线",
        "乙桥 partOf 红色一号线",
    }


@pytest.mark.parametrize(
    "stops",
    [
        "全长六十里，[甲馆|Site]—[乙村|Place]—[丙桥|Site]。",
        "线路依次经过[甲馆|Site]、[乙村|Place]、[丙桥|Site]。",
        "线路串起[甲馆|Site]、[乙村|Place]和[丙桥|Site]。",
        "[甲馆|Site]、[乙村|Place]、[丙桥|Site]被串起来。",
    ],
)
def test_stops_belong_to_the_route_of_the_sentence_before(stops: str) -> None:
    assert found(f"县里发布[红色一号线|Route]。{stops}") == {
        "甲馆 partOf 红色一号线",
        "乙村 partOf 红色一号线",
        "丙桥 partOf 红色一号线",
    }
