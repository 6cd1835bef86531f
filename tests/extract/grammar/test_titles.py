"""Titles: policies by their last word, works otherwise."""

from __future__ import annotations

import pytest

from tests.extract.grammar.sample import found


@pytest.mark.parametrize(
    ("sentence", "type_", "name"),
    [
        ("印发/v 《/w 云岭省/LOC 红色/n 资源/n 保护/vn 条例/n 》/w", "Policy", "《云岭省红色资源保护条例》"),
        ("《/w 河道/n 管理/vn 办法/n （/w 试行/vn ）/w 》/w", "Policy", "《河道管理办法（试行）》"),
        ("《/w 决定/n 》/w 指出/v", "Policy", "《决定》"),
        ("《/w 关于/p 印发/v 《/w 规划/n 》/w 的/u 通知/n 》/w", "Policy", "《关于印发《规划》的通知》"),
        ("电影/n 《/w 渡口/n 的/u 灯/n 》/w 上映/v", "Work", "《渡口的灯》"),
        ("《/w 山河/n 文选/n 》/w 第二卷/m 出版/v", "Work", "《山河文选》第二卷"),
    ],
)
def test_title(sentence: str, type_: str, name: str) -> None:
    assert (type_, name) in found(sentence)


def test_nothing_is_named_inside_a_title() -> None:
    names = found("《/w 云岭省/LOC 青山县/LOC 旅游/vn 条例/n 》/w")
    assert names == {("Policy", "《云岭省青山县旅游条例》")}


def test_an_open_title_is_none() -> None:
    assert found("《/w 渡口/n\n灯/n 》/w") == set()
