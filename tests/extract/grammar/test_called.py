"""Names that the text says are names."""

from __future__ import annotations

import pytest

from tests.extract.grammar.sample import found


@pytest.mark.parametrize(
    ("sentence", "type_", "name"),
    [
        ("云岭造船有限公司/ORG （/w 下称/v “/w 云岭/LOC 造船/n ”/w ）/w 完工/v", "Organisation", "云岭造船"),
        ("《/w 若干/m 措施/n 》/w （/w 以下/f 简称/v “/w 灯火/n 十条/m ”/w ）/w", "Policy", "灯火十条"),
        ("一条/m 叫/v “/w 一/m 碗/q 水/n 的/u 路/n ”/w 的/u 徒步/v 线/n", "Route", "一碗水的路"),
        (
            "推出/v 新/a 线路/n ：/w “/w 晨/n 光/n ”/w 过/v 桥/n 、/w “/w 晚/n 灯/n ”/w 进/v 城/n",
            "Route",
            "晚灯",
        ),
        ("常设/v 展览/n “/w 一/m 盏/q 灯/n ”/w 开放/v", "Event", "一盏灯"),
    ],
)
def test_what_a_text_calls_by_name(sentence: str, type_: str, name: str) -> None:
    assert (type_, name) in found(sentence)


def test_a_short_name_is_found_again() -> None:
    names = found("云岭造船有限公司/ORG （/w 下称/v “/w 岭船/nz ”/w ）/w 完工/v")
    assert ("Organisation", "岭船") in names
    assert ("Organisation", "下称") not in names


def test_what_nothing_is_known_of_is_not_called() -> None:
    assert not {t for t, _ in found("那/r 件/q 事/n （/w 下称/v “/w 老/a 账/n ”/w ）/w")} - {"Campaign"}
