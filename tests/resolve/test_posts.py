"""Posts that a text tells otherwise than right before a name."""

from __future__ import annotations

import pytest

from kg.resolve.posts import posts_told
from kg.resolve.spoken import objects_of
from tests.resolve.test_people import nodes, story


def told(
    text: str, *names: tuple[str, str], roles: tuple[tuple[str, str], ...] = ()
) -> list[tuple[str, str]]:
    document = story("a", text, *names, roles=roles)
    return list(posts_told(document, objects_of(document, "holdsRole")))


@pytest.mark.parametrize(
    ("text", "people", "found"),
    [
        ("会议决定免去沈佳禾的水利部部长职务。", ["沈佳禾"], [("沈佳禾", "水利部部长")]),
        (
            "会议追认关于撤销沈佳禾、郁文渊第十四届全国政协委员资格的决定。",
            ["沈佳禾", "郁文渊"],
            [("沈佳禾", "全国政协委员"), ("郁文渊", "全国政协委员")],
        ),
        (
            "会议接受沈佳禾同志辞去第十四届全国政协常委、委员的决定。",
            ["沈佳禾"],
            [("沈佳禾", "全国政协常委"), ("沈佳禾", "全国政协委员")],
        ),
        (
            "会议通过撤销沈佳禾政协第十四届全国委员会委员资格的决定。",
            ["沈佳禾"],
            [("沈佳禾", "全国政协委员")],
        ),
        ("沈佳禾没有任何职务。", ["沈佳禾"], []),
        ("会议接受了沈佳禾的采访，她谈到水利部部长职务。", ["沈佳禾"], []),
    ],
)
def test_who_leaves_a_post_has_held_it(text: str, people: list[str], found: list[tuple[str, str]]) -> None:
    assert told(text, *(("Person", name) for name in people)) == found


def test_the_body_carries_over_to_the_next_in_a_sentence() -> None:
    text = "全国人大外事委员会主任委员沈佳禾作的报告，副主任委员郁文渊作的说明。副主任委员岑一苇参加。"
    people = [("Person", name) for name in ("沈佳禾", "郁文渊", "岑一苇")]
    found = told(text, *people, roles=(("沈佳禾", "全国人大外事委员会主任委员"),))
    assert found == [("郁文渊", "全国人大外事委员会副主任委员")]


def test_no_body_carries_over_another() -> None:
    text = "水利部部长沈佳禾，民政部党组成员、副部长郁文渊参加。"
    names = [("Person", "沈佳禾"), ("Role", "民政部党组成员"), ("Person", "郁文渊")]
    assert told(text, *names, roles=(("沈佳禾", "水利部部长"),)) == []


def test_an_office_may_stand_behind_its_holder() -> None:
    text = "沈佳禾是水西镇图书馆馆长，爱读书。"
    assert told(text, ("Person", "沈佳禾"), ("Role", "水西镇图书馆馆长")) == [("沈佳禾", "水西镇图书馆馆长")]


def test_a_post_left_joins_it_with_the_post_held() -> None:
    left = story("a", "会议决定免去王刚的水利部副部长职务。", ("Person", "王刚"))
    held = story("b", "水利部副部长王刚到会。", ("Person", "王刚"), roles=(("王刚", "水利部副部长"),))
    assert nodes("王刚", left, held) == 1
    assert nodes("王刚", left, story("c", "民政部副部长王刚到会。", ("Person", "王刚"))) == 2


def test_broken_text_costs_no_more() -> None:
    text = "免去" + "和" * 56 + "沈佳禾的水利部部长职务。"
    assert told(text, ("Person", "沈佳禾")) in ([], [("沈佳禾", "水利部部长")])
    names = [name for _ in range(20_000) for name in (("Role", "副主任"), ("Person", "沈佳禾"))]
    assert told("，副主任沈佳禾" * 20_000, *names) == []


def test_names_with_the_character_for_and_leave_as_well() -> None:
    text = "会议决定免去郁永和、李和平和沈佳禾的水利部副部长职务。"
    people = [("Person", name) for name in ("郁永和", "李和平", "沈佳禾")]
    assert told(text, *people) == [(name, "水利部副部长") for _, name in people]
    last = "会议决定免去郁永和、李和平和沈佳禾的水利部副部长职务。"
    assert told(last, ("Person", "沈佳禾")) == [("沈佳禾", "水利部副部长")]
