"""What short names of meetings and campaigns stand for."""

from __future__ import annotations

import pytest

from kg.extract.facts.anaphora import anaphors
from kg.extract.facts.examples import marked_document


def stands_for(marked: str) -> list[tuple[str, str]]:
    return [(found.text, found.ref.name) for found in anaphors(marked_document(marked), [])]


@pytest.mark.parametrize(
    ("marked", "found"),
    [
        ("[第一届某某义卖|Event]很热闹。义卖由甲厂举办。", [("义卖", "第一届某某义卖")]),
        ("[甲山文物展|Event]开幕。展览由乙馆主办。", [("展览", "甲山文物展")]),
        ("[某某越野赛|Event]鸣枪。赛事由甲局主办。", [("赛事", "某某越野赛")]),
        ("[“某街夜读”活动|Campaign]开讲。夜读由甲馆合办。", [("夜读", "“某街夜读”活动")]),
        ("[“某街夜读”|Campaign]开讲。活动由甲馆主办。", [("活动", "“某街夜读”")]),
    ],
)
def test_a_name_s_last_word_stands_for_it(marked: str, found: list[tuple[str, str]]) -> None:
    assert stands_for(marked) == found


@pytest.mark.parametrize(
    "marked",
    [
        "[某某圆桌研讨会|Event]散了。展览由乙馆主办。",
        "[甲山文物展|Event]开幕。大赛由甲局主办。",
    ],
)
def test_another_kind_of_meeting_is_not_meant(marked: str) -> None:
    assert stands_for(marked) == []


def test_a_party_stands_for_all_who_were_listed() -> None:
    party = "[某市委书记|Role][杜小刚|Person]、[某市市长|Role][沈佳禾|Person]到场，[某村|Place]的[何清|Person]陪着。"
    assert stands_for(party + "他们先看了展板。") == [("他们", "杜小刚"), ("他们", "沈佳禾")]
    assert stands_for(party + "[方如松|Person]说好。随后，一行人上山。") == [
        ("一行人", "杜小刚"),
        ("一行人", "沈佳禾"),
    ]


def test_whom_a_party_goes_along_with_is_of_it() -> None:
    went = "[杜小刚|Person]到[某镇|Place]督导，[某县县长|Role][沈佳禾|Person]，[副县长|Role][何清|Person]"
    assert [name for _, name in stands_for(went + "陪同。一行人上山。")] == ["杜小刚", "沈佳禾", "何清"]
    assert [name for _, name in stands_for(went + "等着。一行人上山。")] == ["沈佳禾", "何清"]


@pytest.mark.parametrize(
    "marked",
    [
        "[杜小刚|Person]到场。他们先看了展板。",
        "青年们来了。他们先看了展板。",
        "[何清|Person]、[方如松|Person]一行到场。",
    ],
)
def test_nobody_is_meant_where_no_two_are_listed(marked: str) -> None:
    assert stands_for(marked) == []


@pytest.mark.parametrize(
    ("marked", "found"),
    [
        ("[某中学|Organisation]的四十名学生集合。随后，同学们上山。", [("同学们", "某中学")]),
        (
            "来自[甲小学|Organisation]、[乙小学|Organisation]的六十名少先队员出发。下午，孩子们到了山顶。",
            [("孩子们", "甲小学"), ("孩子们", "乙小学")],
        ),
        (
            "[某县法院|Organisation]的干警到场。[红七军团|Organisation]走过这条路。接着，干警们上山。",
            [("干警们", "某县法院")],
        ),
        ("[某宣讲队|Organisation]来了。队员们卸下行李。", [("队员们", "某宣讲队")]),
        ("[“某游击队故里”艺术团|Organisation]来了。团员们卸下行李。", [("团员们", "“某游击队故里”艺术团")]),
        (
            "听课的有[甲商会|Organisation]、[乙县税务局|Organisation]派来的八十人。他们先看了展板。",
            [("他们", "甲商会"), ("他们", "乙县税务局")],
        ),
        ("[某县法院|Organisation]的干警到场。一行人上山。", [("一行人", "某县法院")]),
        ("[某县法院|Organisation]挂牌。接着，同学们上山。", []),
    ],
)
def test_the_people_of_a_body_stand_for_it(marked: str, found: list[tuple[str, str]]) -> None:
    assert stands_for(marked) == found


@pytest.mark.parametrize(
    ("marked", "found"),
    [
        ("[杜小刚|Person]来了。杜主任蹲下来看。", [("杜主任", "杜小刚")]),
        ("[东郭知秋|Person]来了。东郭副馆长蹲下来看。", [("东郭副馆长", "东郭知秋")]),
        ("[何清|Person]和[何小山|Person]来了。何老师先说。", [("何老师", "何小山")]),
        ("[杜小刚|Person]来了。沈主任蹲下来看。", []),
        ("[向远山|Person]来了，大家向书记说起旧事。", []),
        ("[华国强|Person]来了。[李华|Person]主任蹲下来看。", []),
        ("杜主任先到。[杜小刚|Person]后到。", []),
    ],
)
def test_a_surname_before_an_office_is_who_was_named_by_it(marked: str, found: list[tuple[str, str]]) -> None:
    assert stands_for(marked) == found


def test_who_writes_an_article_is_no_one_told_of() -> None:
    byline = "（[记者|Role] [沈佳禾|Person]）[某镇书记|Role][杜小刚|Person]到场。"
    assert stands_for(byline + "他先看了展板。") == [("他", "杜小刚")]
