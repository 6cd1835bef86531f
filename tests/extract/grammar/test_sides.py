"""Sides of talks name nobody."""

from __future__ import annotations

import pytest

from tests.extract.grammar.sample import found


@pytest.mark.parametrize(
    ("sentence", "side"),
    [
        ("马方/PER 愿/v 合作/v", "马方"),
        ("愿/v 同乌方/ORG 合作/v", "乌方"),
        ("中乍双方/n 同意/v", "中乍双方"),
        ("深化/v 中越/LOC 两国/n 友好/a", "中越"),
    ],
)
def test_a_side_is_no_mention(sentence: str, side: str) -> None:
    assert ("Doctrine", side) in found(sentence)


@pytest.mark.parametrize(
    "sentence",
    [
        "马方舟/PER 来/v",  # the word goes on
        "集中/v 法律/n 力量/n",
        "南非/LOC 、/w 中非/LOC 、/w 苏丹/LOC",  # a list of states
        "中非/LOC 总统/n 到访/v",
        "中文/n 教学/vn",
    ],
)
def test_what_is_no_side(sentence: str) -> None:
    assert "Doctrine" not in {type_ for type_, _ in found(sentence)}
