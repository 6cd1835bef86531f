"""Anniversaries with what they are of."""

from __future__ import annotations

import pytest

from tests.extract.grammar.sample import found, rules


@pytest.mark.parametrize(
    ("sentence", "name"),
    [
        ("今年/TIME 是/v 石桥/LOC 水库/n 建成/v 六十四周年/m 。/w", "石桥水库建成六十四周年"),
        ("3月/TIME ，/w 为/p 纪念/v 杜小刚/PER 同志/n 诞辰/n 125周年/m ，/w", "杜小刚同志诞辰125周年"),
        ("杜小刚/PER 《/w 石桥/n 谈话/n 》/w 发表/v 81周年/m ，/w", "杜小刚《石桥谈话》发表81周年"),
        ("也/d 是/v 石桥/n 运动会/n 开幕/v 两周年/m 的/u 日子/n", "石桥运动会开幕两周年"),
    ],
)
def test_they_begin_behind_what_leads_to_them(sentence: str, name: str) -> None:
    assert ("Event", name) in found(sentence)


@pytest.mark.parametrize(
    "sentence", ["今年/TIME 是/v 两周年/m 。/w", "“/w 石桥/n 建成/v ”/w 。/w 十周年/m 庆/v 典/n"]
)
def test_years_alone_are_none(sentence: str) -> None:
    assert "grammar.event.anniversary" not in rules(sentence)
