"""Quoted names whose heads are in no list."""

from __future__ import annotations

import pytest

from tests.extract.grammar.sample import found


@pytest.mark.parametrize(
    ("sentence", "type_", "name"),
    [
        ("开展/v “/w 灯下/n ”/w 夜巡/vn ，/w", "Campaign", "“灯下”夜巡"),
        ("开展/v “/w 灯下/n ”/w 护/v 鸟/n 岗/n 。/w", "Campaign", "“灯下”护鸟岗"),
        ("推出/v “/w 红谷/n ”/w 五日/m 山野/n 线/n 。/w", "Route", "“红谷”五日山野线"),
        ("建成/v “/w 云上/n ”/w 问事/vn 平台/n ，/w", "Policy", "“云上”问事平台"),
        ("由/p “/w 白杨/n ”/w 护边/vn 讲解/vn 队/n 带领/v 。/w", "Organisation", "“白杨”护边讲解队"),
        ("住/v “/w 百碾/n ”/w 农家/n 民宿/n 。/w", "Site", "“百碾”农家民宿"),
        ("举办/v 第三届/m “/w 山花/n ”/w 读书/vn 周/n 。/w", "Campaign", "第三届“山花”读书周"),
        ("举办/v 第六届/m “/w 山花/n ”/w 惠民/vn 书市/n 。/w", "Event", "第六届“山花”惠民书市"),
        (
            "召开/v 全县/n 粮食/n “/w 百日/m 攻坚/vn ”/w 现场/n 推进会/n 。/w",
            "Event",
            "全县粮食“百日攻坚”现场推进会",
        ),
        ("举行/v 首届/m “/w 山花/n ”/w 集体/n 婚礼/n ，/w", "Event", "首届“山花”集体婚礼"),
        (
            "首展/n “/w 一船/n 粮/n ”/w ——/w 支前/vn 专题展/n 由/p 他们/r 策划/v 。/w",
            "Event",
            "“一船粮”——支前专题展",
        ),
    ],
)
def test_the_noun_phrase_behind_the_mark(sentence: str, type_: str, name: str) -> None:
    assert (type_, name) in found(sentence)


@pytest.mark.parametrize(
    "sentence",
    [
        "写着/v “/w 灯下/n ”/w 字样/n 。/w",
        "“/w 灯下/n ”/w 走进/v 学校/n 。/w",
        "“/w 两个确立/n ”/w 意义/n 。/w",
    ],
)
def test_what_belongs_to_no_name(sentence: str) -> None:
    assert not any(name.startswith("“") for _, name in found(sentence))


def test_events_joined_are_one() -> None:
    sentence = "“/w 山花/n ”/w 颁奖/vn 仪式/n 暨/c “/w 灯下/n ”/w 读书/vn 周/n 开幕/v 。/w"
    assert ("Event", "“山花”颁奖仪式暨“灯下”读书周") in found(sentence)


def test_a_quotation_that_ends_like_a_line() -> None:
    assert ("Route", "响雷线") in found("“/w 响雷/n 线/n ”/w 从/p 石桥/n 出发/v 。/w")
