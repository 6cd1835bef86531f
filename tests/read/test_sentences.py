"""Sentences end where a reader would end them, and always lie within the body."""

from __future__ import annotations

import time
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.model import Span
from kg.read.sentences import LONGEST, sentences
from kg.read.shadow import shadow


def _texts(text: str) -> list[str]:
    folded = shadow(text)
    return [text[span.start : span.end] for span in sentences(folded, [Span(0, len(text))])]


@pytest.mark.parametrize(
    "expected",
    [
        ["茶园开了。", "大家来了！", "来了多少人？", "三十人"],
        ["他说：“路修好了。灯也亮了。”", "会后，大家散去。"],
        ["“路修好了。灯也亮了！”村民们说。", "会散了。"],
        ["“修好了！”“灯亮了！”村民们说。"],
        ["“我们先修路，”老李说，“再种树。”", "第二年春天，树活了。"],
        ["展馆叫“读懂家乡？”互动厅，人很多。", "门票免费。"],
        ["展厅（二楼。需预约）开放。", "欢迎参观。"],
        ["他想了很久……", "天亮了。"],
        ["真的？！", "真的！"],
        ["他问:“来吗?”", "没人答。"],
        ["“开头没有关上。", "下一句。"],
        ["多了一个。”", "下一句。"],
        ["第一排,第二排,共3.5米。", "完。"],
        ["天亮了。", "“路修好了。”老李说。"],
        ["「先修路。再種樹。」老李說。"],
        ["《走吧。走吧》唱响全场。", "掌声。"],
    ],
)
def test_boundaries(expected: list[str]) -> None:
    assert _texts("".join(expected)) == expected


def test_lines_and_indentation() -> None:
    assert _texts("\u3000\u3000第一段\r\n\r\n  第二段。 \n") == ["第一段", "第二段。"]


def test_only_the_body() -> None:
    text = "首页。正文一。正文二。版权。"
    assert sentences(text, [Span(3, 7), Span(7, 11)]) == (Span(3, 7), Span(7, 11))


def test_long_speeches_are_split() -> None:
    speech = "“" + "我们把渠修到了田边。" * 60 + "”"
    assert len(_texts(speech)) == 60


def test_nothing_is_longer_than_the_limit() -> None:
    assert max(map(len, _texts("山水，" * 1000 + "林" * 2000))) <= LONGEST


@given(st.lists(st.text(alphabet="山水。！？…“”‘’（）《》，,\n \u3000", max_size=40), max_size=4))
def test_trimmed_sorted_within_the_body(parts: list[str]) -> None:
    text = shadow("\n".join(parts))
    body, start = [], 0
    for part in parts:
        body.append(Span(start, start + len(part)))
        start += len(part) + 1
    found = sentences(text, body)
    assert all(text[span.start : span.end] == text[span.start : span.end].strip() != "" for span in found)
    assert all(before.end <= after.start for before, after in pairwise(found))
    covered = {place for span in found for place in range(span.start, span.end)}
    assert covered >= {i for span in body for i in range(span.start, span.end) if not text[i].isspace()}


def test_linear_on_hostile_lines() -> None:
    started = time.process_time()
    for line in (
        "“" * 300_000,
        "“。" * 150_000,
        "”" * 300_000,
        "（“）”。" * 60_000,
        "。" * 300_000,
        "…，" * 150_000,
    ):
        sentences(line, [Span(0, len(line))])
    assert time.process_time() - started < 10
