"""Lines that are counted."""

from __future__ import annotations

import pytest

from tests.extract.grammar.sample import found


@pytest.mark.parametrize(
    ("sentence", "name"),
    [
        ("推出/v 8条/m 红色/n 教学/vn 精品/n 线路/n 。/w", "红色教学精品线路"),
        ("发布/v 12条/m “/w 忆初心/nz ”/w 体验/vn 推荐/vn 线路/n ，/w", "“忆初心”体验推荐线路"),
        ("首批/m 三条/m 茶山/n 研学线/n 开通/v", "茶山研学线"),
    ],
)
def test_line(sentence: str, name: str) -> None:
    assert ("Route", name) in found(sentence)


@pytest.mark.parametrize(
    "sentence",
    [
        "新增/v 3条/m 公交/n 线路/n",
        "新增/v 3条/m 线路/n",
        "三条/m 意见/n ，/w 线路/n 很/d 长/a",
        "五条/m 红色/n 线路/n 图/n",
    ],
)
def test_no_line(sentence: str) -> None:
    assert "Route" not in {kind for kind, _ in found(sentence)}
