"""People as a text brings them in."""

from __future__ import annotations

import pytest

from tests.extract.grammar.sample import found, rules


@pytest.mark.parametrize(
    ("sentence", "name"),
    [
        ("护林员/n 洪/n 又/d 青/a 说/v ，/w", "洪又青"),
        ("县委书记/n 尉迟/PER 明/a 和/c 表示/v", "尉迟明和"),
        ("71岁/m 的/u 柳/n 看/v 卓/a 端/v 茶/n", "柳看卓"),
        ("名叫/v 胡/nz 杨/n 树/v 。/w", "胡杨树"),
        ("老党员/n 都/d 福贵把/v 门/n 打开/v", "都福贵"),
        ("来自/v 青溪县/LOC 的/u 游先/vn 觉带/v 着/u 女儿/n", "游先觉"),
        ("”/w 洪/n 又/d 青/a 说/v ，/w", "洪又青"),
    ],
)
def test_a_name_that_the_tagger_splits(sentence: str, name: str) -> None:
    assert ("Person", name) in found(sentence)


def test_a_name_without_a_surname_must_say_something() -> None:
    assert rules("牧民/n 其/n 木格/n 说/v")["Person", "其木格"] == "grammar.person.work.rare"
    assert ("Person", "其木格") not in found("牧民/n 其/n 木格/n ，/w")


@pytest.mark.parametrize(
    "sentence",
    [
        "村民/n 代表/n 表示/v",  # kinds of people
        "学生/n 们/k 说/v",
        "。/w 会议/n 指出/v",
    ],
)
def test_what_is_no_name(sentence: str) -> None:
    assert "Person" not in {type_ for type_, _ in found(sentence)}


@pytest.mark.parametrize(
    ("sentence", "name"),
    [
        ("任命/v 庄/n 稼人/n 为/v 石桥县/LOC 教育局/n 局长/n ，/w", "庄稼人"),
        ("增补/v 禄布谷/PER 、/w 龙/n 尚行/v 为/v 委员/n ，/w", "龙尚行"),
        ("表决/v ，/w 乐/a 山水/n 为/v 石桥县/LOC 审计局/n 局长/n ；/w", "乐山水"),
        ("公示/v ：/w\n仲夏/TIME ，/w 女/n ，/w 汉族/n ，/w", "仲夏"),
        ("丁/n 香树/n ，/w 1969/m 年/q 8/m 月/q 生/v", "丁香树"),
    ],
)
def test_who_is_appointed(sentence: str, name: str) -> None:
    assert ("Person", name) in found(sentence)


@pytest.mark.parametrize("sentence", ["他/r 说/v ，/w 生态/n 为/v 先/d 。/w", "石桥/n ，/w 男女/n 都/d 来/v"])
def test_nobody_is_appointed(sentence: str) -> None:
    assert "Person" not in {type_ for type_, _ in found(sentence)}
