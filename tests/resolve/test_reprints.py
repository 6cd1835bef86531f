"""Copies are told by their texts, whatever was changed in printing; texts of one pattern are not copies."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.model import Article, Span
from kg.resolve.reprints import SHORTEST, are_copies, shingles, similarity, sketch
from kg.resolve.sketch import UNDATED

PARAGRAPHS = (
    "4月8日，青溪县举行“红色门牌”寻访活动总结会。两个月来，全县六个乡镇的党员走访老屋一百三十余处，记下老人口述四十多篇。",
    "“每一块门牌后面都有一家人的故事。”县委书记林向东在会上说，要把这些故事整理成册，送到学校和村里的书屋去。",
    "石桥乡水西村是这次寻访的起点。村里的老支书方月圆带着年轻人，沿着当年的石板路一户一户地问，一户一户地记。",
    "下一步，县里将修缮其中的九处老屋，并在石桥战斗纪念馆开辟专门的展室，预计国庆节前向游客开放。",
)
TEXT = "\n".join(PARAGRAPHS)
TRADITIONAL = (
    TEXT.replace("县", "縣").replace("书", "書").replace("馆", "館").replace("会", "會").replace("访", "訪")
)
NOTICE = (
    "市{0}今天举行第{1}次例会，听取关于{2}工作的汇报，研究部署下一阶段的任务。会议由主任{3}主持，"
    "全体组成人员出席会议，有关部门负责同志列席会议。会议还审议了其他事项。"
)


def article(text: str, date: str = "2021-04-09") -> Article:
    return Article("甲", text, date=date)


def copies(one: str, other: str) -> bool:
    """As a store decides: the sketches meet, and the texts are one."""
    a, b = article(one), article(other)
    return bool(set(sketch(a).bands) & set(sketch(b).bands)) and are_copies(shingles(a), shingles(b))


@pytest.mark.parametrize(
    "other",
    [
        TEXT,
        "“红色门牌”留住百年记忆\n" + TEXT,
        "\n".join(PARAGRAPHS[:3]),
        "\n".join(PARAGRAPHS[:2]),
        "\n".join((PARAGRAPHS[0], PARAGRAPHS[2])),
        TEXT + "\n来源：青溪日报 编辑：贺田",
        "本报讯（记者 林禾 通讯员 贺田）" + TEXT,
        "岭川网青溪4月9日电（记者 贺田）" + TEXT,
        TEXT.replace("，", ",").replace("。", "．").replace("“", '"').replace("”", '"'),
        TEXT.replace("\n", "\r\n\r\n　　"),
        TRADITIONAL,
        TEXT.replace("4月8日", "昨日").replace("一百三十余处", "130余处"),
    ],
)
def test_a_reprint_is_a_copy(other: str) -> None:
    assert copies(TEXT, other)
    assert copies(other, TEXT)


@pytest.mark.parametrize(
    "other",
    [
        "\n".join(reversed(["青溪县今天晴转多云。", *PARAGRAPHS[3:]])),
        PARAGRAPHS[0],  # too little is left of it
        "青溪县委书记林向东4月8日到石桥乡调研。他先后来到水西村和石桥战斗纪念馆，同党员和群众座谈，听取他们的意见。",
        "",
    ],
)
def test_another_text_is_no_copy(other: str) -> None:
    assert not copies(TEXT, other)


def test_texts_of_one_pattern_are_no_copies() -> None:
    one = NOTICE.format("人大常委会", "十二", "乡村振兴", "林向东")
    assert not copies(one, NOTICE.format("政协", "三十一", "文物保护", "沈佳禾"))
    opening = "各位观众晚上好，今天是农历三月初九，欢迎收看青溪新闻，今天节目的主要内容有以下几条，下面请看详细报道。"
    assert not copies(opening + PARAGRAPHS[0] + PARAGRAPHS[1], opening + PARAGRAPHS[2] + PARAGRAPHS[3])


def test_only_the_body_is_compared() -> None:
    page = "首页 新闻 视频 返回顶部 分享到微信 打印本页 字号大中小\n" * 20
    framed = replace(article(page + TEXT), body=(Span(len(page), len(page) + len(TEXT)),))
    assert are_copies(shingles(framed), shingles(article(TEXT)))
    assert sketch(framed) == sketch(article(TEXT))


def test_a_text_too_short_to_tell_has_no_bands() -> None:
    assert sketch(article("详见视频。")).bands == ()
    assert sketch(article("")).bands == ()
    assert len(shingles(article(PARAGRAPHS[0]))) >= SHORTEST
    assert sketch(article(PARAGRAPHS[0])).bands


@pytest.mark.parametrize(("date", "day"), [("2021-04-09T10:30", 737889), ("", UNDATED), ("2021年", UNDATED)])
def test_the_day(date: str, day: int) -> None:
    assert sketch(article(TEXT, date=date)).day == day


def test_the_sketch_is_the_same_for_good() -> None:
    """A store keeps sketches: they must not change with numpy, the machine or the process."""
    assert sketch(article(TEXT)).bands[:3] == (994210691, 1691404463, 2494131846)
    assert sketch(article(TEXT)).text == 9005257225825244370


@given(st.text("甲乙丙丁", max_size=80), st.text("甲乙丙丁", max_size=80))
def test_similarity_is_that_of_the_sets(one: str, other: str) -> None:
    a, b = ({text[i : i + 5] for i in range(len(text) - 4)} for text in (one, other))
    expected = len(a & b) / min(len(a), len(b)) if a and b else 0.0
    assert similarity(shingles(article(one)), shingles(article(other))) == pytest.approx(expected)


@given(st.sampled_from(PARAGRAPHS), st.integers(0, 60))
def test_bands_meet_where_much_is_common(paragraph: str, cut: int) -> None:
    whole, part = article(TEXT), article(TEXT.replace(paragraph[cut:], ""))
    if len(shingles(part)) >= 0.7 * len(shingles(whole)):
        assert set(sketch(whole).bands) & set(sketch(part).bands)
