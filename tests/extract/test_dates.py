"""Dates: what is one, how far it reaches, and which day it is. All sentences are made up."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.extract.dates import calendar, dates, days
from kg.extract.numerals import chinese
from kg.model import Article, Document, Quotation, Span
from kg.read.shadow import shadow


def document(text: str, day: str = "2021-08-18", quotations: tuple[Quotation, ...] = ()) -> Document:
    article = Article("a", text, date=day, body=(Span(0, len(text)),))
    return Document(article, shadow(text), quotations=quotations)


def found(text: str, day: str = "2021-08-18") -> list[tuple[str, str]]:
    (one,) = dates([document(text, day)])
    return [(mention.text, mention.canonical) for mention in one.proposals]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("8月12日，讲解队来了。", [("8月12日", "2021-08-12")]),
        ("８月１２日上午开馆。", [("８月１２日上午", "2021-08-12上午")]),
        ("二〇二一年八月十二日揭牌。", [("二〇二一年八月十二日", "2021-08-12")]),
        ("8月12日晚会散场。", [("8月12日", "2021-08-12")]),
        ("7月5日至9日轮训。", [("7月5日至9日", "2021-07-05/2021-07-09")]),
        ("6月27日至7月2日轮训。", [("6月27日至7月2日", "2021-06-27/2021-07-02")]),
        ("11日—13日轮训。", [("11日—13日", "2021-08-11/2021-08-13")]),
        ("1—6月接待量翻番。", [("1—6月", "2021-01/2021-06")]),
        ("1月至6月接待量翻番。", [("1月至6月", "2021-01/2021-06")]),
        ("一至六月接待量翻番。", [("一至六月", "2021-01/2021-06")]),
        ("2019—2023年分期实施。", [("2019—2023年", "2019/2023")]),
        ("今年前5个月接待量翻番。", [("今年前5个月", "2021-01/2021-05")]),
        ("十月下旬开放。", [("十月下旬", "2021-10下旬")]),
        ("9月底前完工。", [("9月底", "2021-09底")]),
        ("2024年底前完工。", [("2024年底", "2024年底")]),
        ("年底前完工。", [("年底", "2021年底")]),
        ("1937年冬，队伍过河。", [("1937年冬", "1937年冬")]),
        ("今年以来客流回升。", [("今年", "2021")]),
        ("去年3月动工。", [("去年3月", "2020-03")]),
        ("明年春天见。", [("明年春天", "2022年春")]),
        ("上世纪80年代初的老屋。", [("上世纪80年代初", "20世纪80年代初")]),
        ("七十年代的老屋。", [("七十年代", "20世纪70年代")]),
        ("今天（8月18日）开馆。", [("今天", "2021-08-18"), ("8月18日", "2021-08-18")]),
        ("昨天下午闭馆。", [("昨天下午", "2021-08-17下午")]),
        ("今晚8时直播。", [("今晚8时", "2021-08-18T20:00")]),
        ("上周四巡馆。", [("上周四", "2021-08-12")]),
        ("上个月巡馆。", [("上个月", "2021-07")]),
        ("16日下午，课开讲了。", [("16日下午", "2021-08-16下午")]),
        ("8月3日到场，5日离开。", [("8月3日", "2021-08-03"), ("5日", "2021-08-05")]),
        ("1935年1月15日开会，17日散会。", [("1935年1月15日", "1935-01-15"), ("17日", "1935-01-17")]),
        ("1935年1月15日开会，2月9日再开。", [("1935年1月15日", "1935-01-15"), ("2月9日", "1935-02-09")]),
        ("1935年1月15日开会。\n\n2月9日再开。", [("1935年1月15日", "1935-01-15"), ("2月9日", "1935-02-09")]),
        ("2019年1月15日开会。\n2月9日再开。", [("2019年1月15日", "2019-01-15"), ("2月9日", "2021-02-09")]),
        ("1935年1月15日开会，8月16日重走。", [("1935年1月15日", "1935-01-15"), ("8月16日", "2021-08-16")]),
        ("他生于1935年，次年离乡。", [("1935年", "1935"), ("次年", "1936")]),
        ("展览将持续到9月30日。", [("9月30日", "2021-09-30")]),
        ("“五一”假期人多。", [("“五一”假期", "2021年“五一”假期")]),
        ("“七一”前夕见。", [("七一", "七一")]),
        ("明年“七一”见。", [("明年“七一”", "2022-07-01")]),
        ("清明节扫墓，中秋国庆假期出游。", [("清明节", "清明节"), ("中秋国庆假期", "2021年中秋国庆假期")]),
        ("这个春节很热闹。", [("春节", "2021年春节")]),
        ("第八个国家宪法日到了。", [("第八个国家宪法日", "第八个国家宪法日")]),
        ("正月初七开工。", [("正月初七", "2021-02-18")]),
    ],
)
def test_a_date_and_what_it_means(text: str, expected: list[tuple[str, str]]) -> None:
    assert found(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "近日，目前，日前，连日来。",
        "5000年历史的古城，2000年来香火不断。",
        "推出3日游，10日内答复。",
        "修了三年，又守了五十年。",
        "坐5号线，住3号楼。",
        "第3日出现一次。",
        "如今年轻人都爱看。",
        "在五一路口，走进八一广场，领到七一勋章。",
        "豆腐两块五一斤。",
        "不同年龄的人。",
        "3个月后再看。",
        "学习小寒暄的方法，读大雪纷飞的诗。",
        "2月30日这一天并不存在。",
        "在会上周队长发言。",
    ],
)
def test_what_is_no_date(text: str) -> None:
    assert found(text) == []


def test_new_year_is_near_both_ways() -> None:
    assert found("12月28日开班。", "2022-01-12") == [("12月28日", "2021-12-28")]
    assert found("将于1月5日开班。", "2021-12-28") == [("1月5日", "2022-01-05")]
    assert found("元旦假期出游。", "2021-12-30") == [("元旦假期", "2022年元旦假期")]
    assert found("30日开班。", "2022-01-02") == [("30日", "2021-12-30")]


def test_what_lies_months_ahead_is_announced_or_past() -> None:
    assert found("3月中旬印发方案。", "2021-12-15") == [("3月中旬", "2021-03中旬")]
    assert found("展览将于3月12日开幕。", "2021-12-15") == [("3月12日", "2022-03-12")]
    assert found("10月至12月集中开展。", "2023-09-24") == [("10月至12月", "2023-10/2023-12")]
    assert found("1至11月接待百万人。", "2023-12-22") == [("1至11月", "2023-01/2023-11")]


def test_without_a_day_of_its_own_an_article_leaves_the_year_open() -> None:
    assert found("8月12日开馆，2023年闭馆。", "") == [("8月12日", "XXXX-08-12"), ("2023年", "2023")]
    assert found("今天开馆，年底闭馆。", "") == []


def test_a_dateline_says_which_day_today_is() -> None:
    assert found("本报8月15日讯 今天开馆，昨天试灯。")[1:] == [("今天", "2021-08-15"), ("昨天", "2021-08-14")]


def test_who_is_quoted_means_the_day_told_of() -> None:
    text = "8月15日他说：“今天开馆。”"
    quoted = document(text, quotations=(Quotation(text.index("今"), text.index("”"), 1),))
    assert [mention.canonical for mention in dates([quoted])[0].proposals] == ["2021-08-15", "2021-08-15"]


def test_only_the_body_is_read_and_documents_do_not_meet() -> None:
    outside = Document(Article("a", "8月1日\n8月2日", body=(Span(5, 9),)), "8月1日\n8月2日")
    texts = [["8月2日"], ["5日"]]
    both = dates([outside, document("5日")])
    assert [[mention.text for mention in one.proposals] for one in both] == texts


@given(st.dates(min_value=date(1900, 1, 1), max_value=date(2099, 12, 31)))
def test_every_day_reads_back_in_both_kinds_of_numerals(day: date) -> None:
    iso = day.isoformat()
    years = "".join("〇一二三四五六七八九"[int(digit)] for digit in str(day.year))
    for text in (
        f"于{day.year}年{day.month}月{day.day}日到馆",
        f"于{years}年{chinese(day.month)}月{chinese(day.day)}日到馆",
    ):
        assert [canonical for _, canonical in found(text)] == [iso]


@given(st.text(alphabet="0123456789一二三十月日年至—时分今上下周底初“”五七正腊前\n", max_size=60))
def test_proposals_lie_in_the_text_in_order_and_never_overlap(text: str) -> None:
    (one,) = dates([document(text)])
    end = 0
    for mention in one.proposals:
        assert end <= mention.start < mention.end
        assert text[mention.start : mention.end] == mention.text
        end = mention.end


@given(st.dates(min_value=date(1901, 1, 1), max_value=date(2099, 12, 31)))
def test_a_date_without_its_year_lies_within_a_year_of_the_article(today: date) -> None:
    point = calendar.nearest_month(today.day, today)
    assert point is not None
    assert point.date() == today
    year = calendar.nearest_year(today.month, today.day, today)
    assert year == today.year


def test_the_lunar_table_holds_known_new_years() -> None:
    assert str(calendar.lunar(2024, "正", 1)) == "2024-02-10"
    assert str(calendar.lunar(1949, "正", 1)) == "1949-01-29"
    assert str(calendar.lunar(2025, "腊", 29)) == "2025-01-28"


def test_every_named_day_is_found_where_it_may_stand() -> None:
    for day in days.named_days().values():
        text = f"在{day.name}假期出游。" if day.open == "holiday" else f"在“{day.name}”前夕出游。"
        assert found(text), day.name


def test_a_line_of_a_megabyte_takes_linear_time() -> None:
    assert len(found("8月12日至" * 100_000 + "。")) > 0
