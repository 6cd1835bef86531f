"""Armies, classes of schools, and battles."""

from __future__ import annotations

import pytest

from tests.extract.grammar.sample import found, rules


@pytest.mark.parametrize(
    ("sentence", "name"),
    [
        ("红五军/PER 到达/v 石桥/n 。/w", "红五军"),
        ("红一/nz 、/w 红二/nz 两/m 军/n 会合/v", "红一"),
        ("编入/v 新四军/ORG 第九/m 支队/n 。/w", "新四军第九支队"),
        ("一八五/m 团/n 与/c 学校/n 共建/v", "一八五团"),
        ("高二/n （/w 6/m ）/w 班/n 同学/n", "高二（6）班"),
    ],
)
def test_armies_and_classes(sentence: str, name: str) -> None:
    assert ("Organisation", name) in found(sentence)


@pytest.mark.parametrize(
    ("sentence", "name"),
    [
        ("史称/v 龙/n 口/n 大捷/n 。/w", "龙口大捷"),
        ("他/r 参加/v 石/n 桥/n 暴动/vn 后/f", "石桥暴动"),
        ("参与/v 策动石/n 桥/n 起义/vn ，/w", "石桥起义"),
        ("在/p 云岭/LOC 领导/n 云岭/LOC 暴动/vn ，/w", "云岭暴动"),
        ("是/v 为/p 石/n 桥/n 大战/n 。/w", "石桥大战"),
        ("石桥/LOC 之/u 战/n 打响/v 。/w", "石桥之战"),
        ("经历/v 了/u 云岭/LOC 围困/v 战/n ，/w", "云岭围困战"),
    ],
)
def test_battles_and_risings(sentence: str, name: str) -> None:
    assert ("Event", name) in found(sentence)


@pytest.mark.parametrize(
    "sentence",
    ["红军装/n 和/c 红人/n", "红人团/n 来/v 。/w", "英勇/a 战斗/v 。/w", "石桥/n 战斗/n 旧址/n 。/w"],
)
def test_what_is_neither(sentence: str) -> None:
    assert not any(".force." in rule or ".fought" in rule for rule in rules(sentence).values())
