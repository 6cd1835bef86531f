"""Numbered congresses, plenums and sessions."""

from __future__ import annotations

import pytest

from tests.extract.grammar.sample import found


@pytest.mark.parametrize(
    ("sentence", "name"),
    [
        ("学习/v 党/n 的/u 二十大/m 精神/n", "党的二十大"),
        ("二十大/m 报告/n 指出/v", "二十大"),
        ("党/n 的/u 二十届三中全会/nz 精神/n", "党的二十届三中全会"),
        ("三中全会/nz 提出/v", "三中全会"),
        ("中共/nt 云岭市委/ORG 九届/m 四次/m 全会/n 召开/v", "中共云岭市委九届四次全会"),
        (
            "云岭市/LOC 第十五届/m 人大常委会/ORG 第二十一次/m 会议/n 通过/v",
            "云岭市第十五届人大常委会第二十一次会议",
        ),
        ("2024年/TIME 全国/n 两会/n 前夕/f", "2024年全国两会"),
        ("贯彻/v 中国工会/ORG 十八大/m 精神/n", "中国工会十八大"),
        ("团/n 十九大/m 闭幕/v", "团十九大"),
    ],
)
def test_meeting(sentence: str, name: str) -> None:
    assert ("Event", name) in found(sentence)


@pytest.mark.parametrize(
    "sentence", ["十大/m 案例/n", "第二次/m 会议/n", "党/n 的/u 三大/m 批/q", "三次/m 会议/n"]
)
def test_no_meeting(sentence: str) -> None:
    assert "Event" not in {type_ for type_, _ in found(sentence)}
