"""Bodies of the own county and town."""

from __future__ import annotations

import pytest

from tests.extract.grammar.sample import found, rules


@pytest.mark.parametrize(
    ("sentence", "name"),
    [
        ("派/v 给/p 了/u 镇/n 渡口/n 建设/v 办/v 。/w", "镇渡口建设办"),
        ("展览由县文旅局/ORG 承办/v", "县文旅局"),
        ("，/w 县/n 教育/vn 和/c 体育局/n 牵头/v", "县教育和体育局"),
        ("同/p 市/n 农科所/n 合作/v", "市农科所"),
    ],
)
def test_a_local_body(sentence: str, name: str) -> None:
    bodies = {text for type_, text in found(sentence) if type_ == "Organisation"}
    assert name in bodies


@pytest.mark.parametrize(
    "sentence",
    [
        "，/w 县委/n 主/v 办/v 读书/v 班/n",
        "，/w 县/n 水利局/n 局长/n 来/v 了/u",
        "，/w 县/n 联合/v 学校/n 推出/v",
    ],
)
def test_clauses_and_offices_are_none(sentence: str) -> None:
    assert "grammar.organisation.local" not in rules(sentence).values()
