"""Names alone in quotation marks: the marks stay outside."""

from __future__ import annotations

import pytest

from tests.extract.grammar.sample import found, rules


@pytest.mark.parametrize(
    ("sentence", "type_", "name", "rule"),
    [
        (
            "推行/v “/w 三/m 问/v 四/m 送/v ”/w ，/w",
            "Campaign",
            "三问四送",
            "grammar.campaign.alone.numbered",
        ),
        ("推出/v “/w 板凳/n 说/v 事/n ”/w ，/w", "Campaign", "板凳说事", "grammar.campaign.alone.launched"),
        (
            "推出/v “/w 板凳/n 说/v 事/n ”/w 做法/n",
            "Campaign",
            "板凳说事",
            "grammar.campaign.alone.launched.followed",
        ),
        ("走/v 一趟/m “/w 挑/v 粮/n 小路/n ”/w 。/w", "Route", "挑粮小路", "grammar.route.whole"),
    ],
)
def test_a_quoted_name(sentence: str, type_: str, name: str, rule: str) -> None:
    assert rules(sentence)[type_, name] == rule


@pytest.mark.parametrize(
    "sentence",
    [
        "增强/v “/w 四/m 个/q 意识/n ”/w",
        "他/r 说/v “/w 来/v ，/w 坐/v ”/w",
        "这/r “/w 灯/n ”/w",
        "四/m 通/v 的/u “/w 八/m 纵/n 八/m 横/n ”/w",
    ],
)
def test_doctrine_and_speech_are_no_names(sentence: str) -> None:
    assert found(sentence) == set()


def test_a_name_of_two_parts() -> None:
    sentence = "推出/v “/w 灯火/n 渡口/n 上/f ：/w 老/a 船工/n 书信展/n ”/w ，/w"
    assert rules(sentence)["Event", "灯火渡口上：老船工书信展"] == "grammar.event.parted"
