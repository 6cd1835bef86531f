"""Items of lists, and second names in brackets."""

from __future__ import annotations

import pytest

from tests.extract.grammar.sample import found, rules


@pytest.mark.parametrize(
    ("sentence", "type_", "name"),
    [
        ("看/v 英烈/n 林/n 、/w 老/a 校门/n 、/w 校史馆/n 。/w", "Site", "老校门"),
        ("修缮/v 双桥/LOC 渡口/n 旧址/n 、/w 军民/n 井/n 、/w 青山/LOC 纪念馆/n 。/w", "Site", "军民井"),
        ("来自/v 青山/LOC 、/w 白鹿/n 、/w 江口/LOC 的/u 学生/n", "Place", "白鹿"),
    ],
)
def test_an_item_is_what_its_neighbours_are(sentence: str, type_: str, name: str) -> None:
    assert rules(sentence)[type_, name] == f"grammar.{type_.lower()}.listed"


def test_what_is_done_is_no_item() -> None:
    names = found("修缮/v 青山/LOC 渡口/n 旧址/n 、/w 清理/v 杂草/n 、/w 立牌/v")
    assert ("Site", "清理杂草") not in names


def test_the_last_item_ends_before_what_is_said_of_it() -> None:
    names = found("青山/LOC 纪念馆/n 和/c 红军/nt 楼/n 免费/ad 开放/v")
    assert ("Site", "红军楼") in names
    assert ("Site", "红军楼免费开放") not in names


def test_a_second_name_of_a_site() -> None:
    names = found("位于/v 青山县/LOC 被服/n 厂/n 旧址/n （/w 陈家/nz 祠堂/n ）/w 。/w")
    assert ("Site", "陈家祠堂") in names
    assert ("Site", "下称老屋") not in found("青山县/LOC 纪念馆/n 开馆/v （/w 下称/v 老屋/n ）/w")
