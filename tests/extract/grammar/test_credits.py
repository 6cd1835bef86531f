"""Credits of reports and datelines."""

from __future__ import annotations

import pytest

from tests.extract.grammar.sample import found

CREDITS = [
    ("责任编辑/n ：/w 林远/nz 山/n", "林远山"),
    ("记者/n 丨/w 白/a 羽/n //w 编辑/n 丨/w 何/r 小满/n", "白羽"),
    ("记者/n 丨/w 白/a 羽/n //w 编辑/n 丨/w 何/r 小满/n", "何小满"),
    ("（/w 白/a 羽/n //w 摄/v ）/w", "白羽"),
    ("（/w 何/r 小满文/nr //w 白羽图/nz ）/w", "何小满"),
    ("（/w 何/r 小满文/nr //w 白羽图/nz ）/w", "白羽"),
]


@pytest.mark.parametrize(("sentence", "name"), CREDITS)
def test_who_did_the_work(sentence: str, name: str) -> None:
    assert ("Person", name) in found(sentence)


def test_the_next_work_is_nobody() -> None:
    names = found("通讯员/n //w 白/a 羽/n //w 摄影/vn //w 何/r 小满/n")
    assert ("Person", "白羽") in names
    assert ("Person", "摄影") not in names


def test_a_title_that_ends_in_pictures_is_nobody() -> None:
    assert "Person" not in {type_ for type_, _ in found("瞻仰/v 碑/n 文/n ，/w 看/v 图/n 。/w")}


@pytest.mark.parametrize(
    ("sentence", "paper", "place"),
    [
        ("云岭晚报讯/n （/w 记者/n ）/w", "云岭晚报", ""),
        ("【/w 云岭要闻/nz 】/w 青山/LOC 5月1日/TIME 讯/n //w 春耕/n", "云岭要闻", "青山"),
        ("云岭融媒/nz 青山讯/n （/w 记者/n ）/w", "云岭融媒", "青山"),
    ],
)
def test_a_dateline_names_its_paper(sentence: str, paper: str, place: str) -> None:
    names = found(sentence)
    assert ("Organisation", paper) in names
    assert not place or ("Place", place) in names


def test_our_own_paper_has_no_name() -> None:
    assert "Organisation" not in {type_ for type_, _ in found("本报讯/n （/w 记者/n ）/w")}
