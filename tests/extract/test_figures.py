"""Figures: number, unit, what is counted, and how exact it is. All sentences are made up."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.extract.dates import dates
from kg.extract.figures import figures, units
from kg.model import Article, Document, Found, Span, Word
from kg.read.shadow import shadow


def document(text: str, words: str = "") -> Document:
    """A document whose words are given as `基层/n 党组织/n`, in order, somewhere in the text."""
    tagged, at = [], 0
    for item in words.split():
        word, tag = item.split("/")
        at = text.index(word, at)
        tagged.append(Word(at, at + len(word), tag))
        at += len(word)
    return Document(Article("a", text, body=(Span(0, len(text)),)), shadow(text), words=tuple(tagged))


def found(text: str, words: str = "") -> list[tuple[str, str]]:
    (one,) = figures([document(text, words)])
    return [(mention.text, mention.canonical) for mention in one.proposals]


@pytest.mark.parametrize(
    ("text", "words", "expected"),
    [
        ("有6200多个基层党组织参加", "基层/n 党组织/n 参加/v", ("6200多个基层党组织", ">6200 个 基层党组织")),
        ("接待47万余人次", "接待/v", ("47万余人次", ">470000 人次")),
        ("共931件项目在建", "项目/n 在建/v", ("931件项目", "931 件 项目")),
        ("总量53.02万亿元", "总量/n", ("53.02万亿元", "53020000000000 元 总量")),
        ("增长８．７％", "增长/v", ("８．７％", "8.7 %")),
        ("百分之三十五的人", "", ("百分之三十五", "35 %")),
        ("三百余名讲解员到场", "讲解员/n 到场/v", ("三百余名讲解员", ">300 名 讲解员")),
        ("超过1,200人", "", ("1,200人", ">1200 人")),
        ("近10万亩茶园", "茶园/n", ("10万亩", "≲100000 亩")),
        ("约三十五公里", "", ("三十五公里", "≈35 公里")),
        ("满意率90%以上", "满意率/n", ("90%以上", "≥90 % 满意率")),
        ("不足20户", "", ("20户", "<20 户")),
        ("征集意见建议519条。", "征集/v 意见/n 建议/n", ("519条", "519 条 意见建议")),
        ("高出0.6个百分点", "", ("0.6个百分点", "0.6 个百分点")),
        ("12名青年的作品", "青年/n 的/u 作品/n", ("12名青年", "12 名 青年")),
        ("有30件全部办结", "全部/n 办结/v", ("30件", "30 件")),
        ("全县6万亩", "全县/n", ("6万亩", "60000 亩")),
        ("离甲枢纽100公里", "甲枢纽/nz", ("100公里", "100 公里")),
        ("建了1200公里公路", "公路/n", ("1200公里", "1200 公里")),
        ("解决138万人饮水问题", "饮水/n 问题/n", ("138万人", "1380000 人")),
        ("共接待遊客30萬人", "共/d 接待/v 遊客/n", ("30萬人", "300000 人 游客")),
        ("选出30个新鲜的点子", "新鲜/a 的/u 点子/n", ("30个", "30 个")),
    ],
)
def test_a_figure_and_what_it_means(text: str, words: str, expected: tuple[str, str]) -> None:
    assert found(text, words) == [expected]


@pytest.mark.parametrize(
    "text",
    [
        "第3名和第12届",
        "两个确立，三张图，四个意识",
        "2021年8月12日9时30分",
        "电话13800000000",
        "住在5号楼，坐G20次",
        "六届十一次全会",
        "推出3.0升级版",
        "2升级",
        "成立75周年",
        "2023成渝双城",
        "千名党员、百县千村",
        "一砖一瓦",
        "几十个人",
        "10.20.30个",
    ],
)
def test_what_is_no_figure(text: str) -> None:
    one = document(text)
    one = one.plus(dates([one])[0])
    assert [mention.text for mention in figures([one])[0].proposals] == []


def test_detail_is_sorted_and_complete() -> None:
    (one,) = figures([document("约有6200多个村", "村/n")])
    (mention,) = one.proposals
    assert mention.detail == (("bound", "more than"), ("counts", "村"), ("unit", "个"), ("value", "6200"))
    assert (mention.type, mention.by) == ("Figure", "figures/1")


def test_a_date_wins() -> None:
    text = "去年5月份10个村"
    one = document(text)
    one = one.plus(Found(proposals=dates([one])[0].proposals))
    assert [mention.text for mention in figures([one])[0].proposals] == ["10个"]


@given(st.integers(min_value=1, max_value=10**9), st.sampled_from(sorted(units())))
def test_every_unit_keeps_the_value(value: int, unit: str) -> None:
    (one,) = figures([document(f"共有{value}{unit}。")])
    counted = value * 10_000 if unit.startswith("万") else value  # 1万吨 is 10000 吨
    assert [dict(mention.detail)["value"] for mention in one.proposals] == [str(counted)]


@given(st.text(alphabet="0123456789,.一二三十百千万亿多余个名元%约近第以上\n", max_size=60))
def test_proposals_lie_in_the_text_in_order(text: str) -> None:
    (one,) = figures([document(text)])
    end = 0
    for mention in one.proposals:
        assert end <= mention.start < mention.end
        assert text[mention.start : mention.end] == mention.text
        end = mention.end


def test_a_line_of_a_megabyte_takes_linear_time() -> None:
    assert found("1" * 1_000_000) == []
    assert found("一" * 1_000_000) == []
