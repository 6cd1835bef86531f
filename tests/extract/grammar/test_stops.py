"""The stops of lines: marks and the words that lead from one to the next are their borders."""

from __future__ import annotations

import pytest

from tests.extract.grammar.sample import found, rules


def test_a_chain_of_stops() -> None:
    names = found("全程/n ：/w 石桥/n 渡口/n —/w 柳林坡/LOC —/w 望/v 江/n 屏/n —/w 云岭镇/LOC 。/w")
    assert {("Site", "石桥渡口"), ("Place", "柳林坡"), ("Place", "云岭镇")} <= names
    assert ("Site", "望江屏") not in names  # a verb in it: only heads that are known go over one


def test_two_dashes_are_no_chain() -> None:
    assert not any(".stop." in rule for rule in rules("他/r ——/w 老队长/n ——/w 来/v 了/u 。/w").values())


@pytest.mark.parametrize(
    ("sentence", "stop"),
    [
        (
            "队伍/n 从/p 石桥/n 粮仓/n 出发/v ，/w 经/p 望江/n 亭/n 、/w 列星/n 台/n ，/w 到/v 渡口/n 。/w",
            "望江亭",
        ),
        (
            "队伍/n 从/p 石桥/n 粮仓/n 出发/v ，/w 经/p 望江/n 亭/n 、/w 列星/n 台/n ，/w 到/v 渡口/n 。/w",
            "列星台",
        ),
        ("第一站/m ，/w 石桥/n 兵站/n 。/w", "石桥兵站"),
        ("起点/n 石桥/n 老屋/n ，/w 终点/n 望江/n 塔/n 。/w", "望江塔"),
        ("线路/n 途经/v 云溪/n 磨坊/n 。/w", "云溪磨坊"),
    ],
)
def test_the_way_of_a_line(sentence: str, stop: str) -> None:
    assert ("Site", stop) in found(sentence)


def test_an_item_in_which_the_way_goes_on_holds_two_stops() -> None:
    names = found("队伍/n 从/p 石桥/n 出发/v ，/w 沿/p 清水/n 河/n 翻越/v 大雁/n 岭/n 前进/v 。/w")
    assert {("Place", "清水河"), ("Place", "大雁岭")} <= names


def test_a_byname_in_quotes_is_no_part_of_the_stop_behind_it() -> None:
    by = rules("线路/n 从/p 石桥/n 出发/v ，/w 经/p “/w 江上明珠/nz ”/w 金沙岛/LOC 。/w")
    assert {name for name, rule in by.items() if ".stop." in rule} >= {("Place", "金沙岛")}
    assert not any("明珠”" in name and ".stop." in rule for (_, name), rule in by.items())


def test_outside_the_way_of_a_line_the_words_say_nothing() -> None:
    assert not any(".stop." in rule for rule in rules("他/r 到/v 云溪/n 磨坊/n 。/w").values())


def test_what_leads_to_a_stop_is_no_part_of_it() -> None:
    names = found(
        "第三段/n ，/w 翻越/v 望江/n 坳/n ，/w 夜宿/v 云溪/n 民宿/n ，/w 全程/n 两/m 天/q ，/w 起点/n 不/d 变/v 。/w"
    )
    assert ("Place", "望江坳") in names
    assert ("Site", "云溪民宿") in names


def test_the_number_of_a_stop_is_no_part_of_its_name() -> None:
    names = found("第五站/m 石桥/n 屯垦/vn 纪念馆/n 。/w")
    assert ("Site", "石桥屯垦纪念馆") in names
    assert ("Site", "第五站石桥屯垦纪念馆") not in names


def test_a_long_line_takes_linear_time() -> None:
    assert found("从/p 石/n " + "、/w 石/n " * 20_000) is not None
