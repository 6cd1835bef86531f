"""Offices and persons."""

from __future__ import annotations

import pytest

from tests.extract.grammar.sample import found, rules

BOTH = [
    ("云岭市/LOC 市委书记/n 林远山/PER 说/v", "云岭市市委书记", "林远山"),
    ("时任/v 青山县/LOC 县长/n 林远山/PER 说/v", "青山县县长", "林远山"),
    ("村/n 党支部/n 书记/n 者/r 兰/n 说/v", "村党支部书记", "者兰"),
    ("（/w 记者/n //w 白羽/n ）/w", "记者", "白羽"),
    ("教研室/n 讲师扎/n 西梅朵/nr 说/v", "教研室讲师", "扎西梅朵"),
    ("原/a 局长/n 欧阳/nr 海/n 到会/v", "原局长", "欧阳海"),
    ("“/w 红马甲/n ”/w 宣讲队/n 队长/n 林远山/PER", "“红马甲”宣讲队队长", "林远山"),
    ("党校/n 分管/v 日常/a 工作/n 的/u 副校长/n 林远山/PER", "党校分管日常工作的副校长", "林远山"),
    ("党/n 的/u 二十大代表/n 林远山/PER", "党的二十大代表", "林远山"),
    ("云岭国/LOC 参议/n 议长/n 穆罗德/PER 到访/v", "云岭国参议议长", "穆罗德"),
    ("云岭/LOC 埃米尔/n 穆罗德/PER 到访/v", "云岭埃米尔", "穆罗德"),
]


@pytest.mark.parametrize(("sentence", "role", "person"), BOTH)
def test_an_office_and_its_holder(sentence: str, role: str, person: str) -> None:
    names = found(sentence)
    assert ("Role", role) in names
    assert ("Person", person) in names


def test_each_office_of_a_list_is_one() -> None:
    names = rules("市委/n 常委/n 、/w 宣传部/n 部长/n ，/w 副市长/n 林远山/PER 出席/v")
    assert names["Role", "市委常委"] == "grammar.role.listed"
    assert names["Role", "宣传部部长"] == "grammar.role.listed"
    assert names["Role", "副市长"] == "grammar.role.named"
    assert not any(type_ == "Organisation" for type_, _ in names)


def test_an_office_behind_the_name() -> None:
    assert rules("林远山/PER 总书记/n 强调/v")["Role", "总书记"] == "grammar.role.after"


def test_an_office_that_somebody_is_elected_to() -> None:
    assert rules("当选/v 云岭县/LOC 县长/n 。/w")["Role", "云岭县县长"] == "grammar.role.predicate"


def test_a_list_of_reporters() -> None:
    names = found("（/w 记者/n //w 林远山/PER //w 白羽/PER //w 通讯员/n //w 何小满/PER ）/w")
    assert {("Person", "林远山"), ("Person", "白羽"), ("Person", "何小满")} <= names
    assert {("Role", "记者"), ("Role", "通讯员")} <= names


def test_writers_in_brackets_at_the_end_of_a_line() -> None:
    assert ("Person", "林远山") in found("完工/v 。/w （/w 林/n 远山/n ）/w")
    assert ("Person", "林远山") not in found("完工/v （/w 林/n 远山/n ）/w 以后/f")


def test_a_name_with_a_dot_that_the_tagger_splits() -> None:
    assert ("Person", "古丽·阿依木") in found("听/v 古丽/PER ·/w 阿依木/n 讲/v")
    assert ("Person", "唐诗·宋词") not in found("品/v 唐诗/n ·/w 宋词/n")


@pytest.mark.parametrize(
    "sentence",
    [
        "党员/n 干部/n 参加/v",  # classes of people
        "记者/n 了解/v 到/v",
        "习近平/PER 总书记/n 关于/p 长江/LOC",
        "书记/n 强调/v ，/w",
        "在/p 主席/n 成功/ad 访问/v 后/f",  # what the holder of a nation's office does stands behind it
        "总统/n 先生/n 一行/n",
        "总理/n 明确/ad 指出/v",
        "担任/v 主席/n 国/n 期间/f",
        "主任/n 顾问/n 认为/v",
        "云岭/LOC 500千伏/m 输电/vn 工程/n 开工/v",  # 电工 ends inside a word
    ],
)
def test_no_person_behind_an_office(sentence: str) -> None:
    assert "Person" not in {type_ for type_, _ in found(sentence)}


def test_a_nation_s_office_before_what_looks_like_a_name() -> None:
    assert ("Person", "穆罗德") in found("会见/v 总统/n 穆罗德/nr 。/w")
    assert ("Person", "图瓦林") in found("会见/v 总统/n 图/n 瓦林/PER 。/w")


def test_the_head_of_an_office_whose_last_character_the_tagger_gives_away() -> None:
    names = found("县医院/n 护士/n 长元/LOC 春桃/PER 说/v")
    assert {("Role", "县医院护士长"), ("Person", "元春桃")} <= names


def test_a_place_is_no_further_name_of_a_list() -> None:
    assert ("Person", "安平") not in found("书记/n 林远山/PER 、/w 安平/LOC 县长/n 何小满/PER")
