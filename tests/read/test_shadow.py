"""The shadow keeps one character for one and follows the published convention."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.read.shadow import shadow


@given(st.text())
def test_as_long_as_the_text(text: str) -> None:
    assert len(shadow(text)) == len(text)


@given(st.text(alphabet="学習「」『』\"',:;?!()（）：，0a ○年\n\u3000"))
def test_folding_twice_changes_nothing(text: str) -> None:
    assert shadow(shadow(text)) == shadow(text)


@given(st.text(alphabet="学習a 1,:!\n"))
def test_a_line_is_folded_by_itself(text: str) -> None:
    assert shadow(text).split("\n") == [shadow(line) for line in text.split("\n")]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("無錫市委書記", "无锡市委书记"),
        ("臺灣後來於", "台湾后来于"),
        ("乾县、魏徵、著名", "乾县、魏徵、著名"),
        ("５Ｇ、ＶＲ，３．５％", "5G、VR，3.5%"),
        ("学习,工作;你好?好!", "学习，工作；你好？好！"),
        ("党委(党组)说:“好”", "党委（党组）说：“好”"),
        ("1,200人,09:07开,3.5倍", "1,200人，09:07开，3.5倍"),
        ("3,4组于9:30,开始", "3,4组于9:30，开始"),
        ("许可证:321", "许可证：321"),
        ("引领, 展现", "引领， 展现"),
        ("09：07", "09:07"),
        ("https://a.b/?x=1,2", "https://a.b/?x=1,2"),
        ('他说:"好","行"', "他说：“好”，“行”"),
        ('it\'s "x"', "it's “x”"),
        ("「外『内』外」", "“外‘内’外”"),
        ("阿卜杜•艾山・江‧丁", "阿卜杜·艾山·江·丁"),
        ("2021–2022，３～５", "2021-2022，3~5"),
        ("二○二四年、二◯◯九年、○记者", "二〇二四年、二〇〇九年、○记者"),
        ("甲\u3000乙\xa0丙\t丁\r\n戊\u200b己\ufeff", "甲 乙 丙 丁 \n戊 己 "),
        ("⼈⽇、聯", "人日、联"),
        ('甲"乙\n丙"丁"', "甲“乙\n丙“丁”"),
    ],
)
def test_convention(text: str, expected: str) -> None:
    assert shadow(text) == expected


def test_long_lines_take_linear_time() -> None:
    shadow("暖")
    started = time.process_time()
    for line in ("学," * 500_000, '"' * 1_000_000, "○" * 1_000_000, "(" * 1_000_000, "1:" * 500_000):
        assert len(shadow(line)) == 1_000_000
    assert time.process_time() - started < 10


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("县里印发〈茶园办法〉", "县里印发《茶园办法》"),
        ("《关于〈办法〉的通知》", "《关于〈办法〉的通知》"),
        ("他说：‘好。’", "他说：“好。”"),
        ("他说：“‘好’字当头。”", "他说：“‘好’字当头。”"),
        ("茶园开了,有3.5公顷.大家来了.", "茶园开了，有3.5公顷。大家来了。"),
        ("茶园开了.2023年春天,路修好了.", "茶园开了。2023年春天，路修好了。"),
        ("列夫.托尔斯泰", "列夫.托尔斯泰"),
        ("列夫.托尔斯泰来了。\n第1.", "列夫.托尔斯泰来了。\n第1."),
        ("网址a.cn.\n茶园", "网址a.cn.\n茶园"),
    ],
)
def test_marks_that_a_whole_text_lacks_are_written_by_others(text: str, folded: str) -> None:
    assert shadow(text) == folded
