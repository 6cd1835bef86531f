"""A text runs on where a reader would read on, and what is found in it is carried back to where it stands."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.extract import extract
from kg.model import Article, Quote, Span
from kg.read import in_flow, read
from kg.read.flow import flow


def _article(text: str) -> Article:
    return Article("a", text, date="2023-04-14", body=(Span(0, len(text)),))


def _runs(text: str) -> str:
    running = flow(_article(text))
    return text if running is None else running.text


@pytest.mark.parametrize(
    ("text", "running"),
    [
        ("茶园开了，\n大家来了。", "茶园开了，大家来了。"),
        ("茶园开了\n，大家来了。", "茶园开了，大家来了。"),
        ("茶园开了，大家从青溪县各乡\n镇赶来。", "茶园开了，大家从青溪县各乡镇赶来。"),
        ("县里印发《茶园保护\n办法》。", "县里印发《茶园保护办法》。"),
        ("茶园开了，大家  \r\n都来了。", "茶园开了，大家都来了。"),
        ("他说，play the\nold song。", "他说，play the old song。"),
        ("4月11日，沈佳 禾来到石桥湾。", "4月11日，沈佳禾来到石桥湾。"),
        ("2023 年 4 月，建党 102 周年", "2023年4月，建党102周年"),
        ("茶园开了。 大家来了， 都很高兴。", "茶园开了。大家来了，都很高兴。"),
        ("一 家 人 来 看 茶 园 红 叶", "一家人来看茶园红叶"),
        ("3 月 2 0 日 ， 5 0 0 人 来 看 茶 园 红 叶", "3月20日，500人来看茶园红叶"),
        ("县 里 印 发《办 法》。\n（记 者 沈 禾）", "县里印发《办法》。\n（记者沈禾）"),
    ],
)
def test_what_is_no_part_of_the_text_is_left_out(text: str, running: str) -> None:
    assert _runs(text) == running


@pytest.mark.parametrize(
    "text",
    [
        "青溪县茶园开放\n4月11日，大家来了。",
        "茶园开了。\n大家来了。",
        "茶园开了，大家来了\n\n路也修好了。",
        "茶园开了，大家来了\n　　路也修好了。",
        "分三步走：\n一是修路；\n二是种树；\n三是开园",
        "陆知非在园里，拍下这一幕。陆知非摄\n责任编辑：谢一舟",
        "以“茶香四溢 路路相通”为主题的活动开始了。",
        "茶园开了。（记者 沈禾 通讯员 陆知非）",
        "茶香四溢 路路相通",
        "GDP per head of 3 to 4",
        "一、千年友谊，源远流长\n茶园的故事可以追溯到很久以前，那时山上还没有路，茶农背着茶篓走到县城。",
        "1. 茶园开园\n2. 展馆落成\n3. 旧址修缮\n青溪县十件大事包括：\n1. 公路通车",
        "理事名单\n（按得票多少排列，得票相等的，按笔画排列）\n沈佳禾、陆知非",
    ],
)
def test_what_parts_two_things_stays(text: str) -> None:
    assert flow(_article(text)) is None


def test_where_most_lines_break_a_short_headline_still_stands_alone() -> None:
    lines = [
        "茶园新绿",
        "4月11日上午青溪县石桥湾茶园里",
        "举行开园仪式，全县各乡镇茶农、",
        "茶商和游客三百多人来到现场，在",
        "茶山上采下今年第一批新茶，又把",
        "它们送到山下的茶厂。",
    ]
    assert _runs("\n".join(lines)) == lines[0] + "\n" + "".join(lines[1:])


def test_nothing_is_touched_outside_the_body() -> None:
    text = "首页， 新闻，\n正文\n茶园开了， 大家来了。"
    running = flow(Article("a", text, body=(Span(11, len(text)),)))
    assert running is not None
    assert running.text == "首页， 新闻，\n正文\n茶园开了，大家来了。"


def test_what_is_found_quotes_the_text_as_it_is() -> None:
    plain = "青溪县委书记沈佳禾来到石桥湾烈士陵园，瞻仰纪念碑。沈佳禾说：“要把陵园管好，让后人记得。”"
    text = (
        plain.replace("沈佳禾来到", "沈 佳禾来到").replace("园，瞻", "园，\n瞻").replace("管好，", "管好，\n")
    )
    [found] = extract([read(_article(text))])
    [expected] = extract([read(_article(plain))])
    assert [(m.type, m.canonical) for m in found.mentions] == [
        (m.type, m.canonical) for m in expected.mentions
    ]
    assert "沈 佳禾" in [mention.text for mention in found.mentions]
    assert all(text[m.start : m.end] == m.text for m in found.mentions)
    assert [f.predicate for f in found.facts] == [f.predicate for f in expected.facts]
    [quote] = [fact.object for fact in found.facts if isinstance(fact.object, Quote)]
    assert quote.text == text[quote.start : quote.end] == "要把陵园管好，\n让后人记得。"
    assert found.article.text == text
    assert len(found.shadow) == len(text)


@given(st.text(alphabet="茶园青溪县书记，。 \u3000\n“”《》（）a1", max_size=120), st.integers(0, 5))
def test_flow_keeps_all_but_blanks_and_its_places_point_at_its_characters(text: str, skip: int) -> None:
    start = min(skip, len(text))
    article = Article("a", text, body=(Span(start, len(text)),))
    running = flow(article)
    if running is None:
        return
    assert "".join(running.text.split()) == "".join(text.split())
    assert len(running.places) == len(running.text) + 1
    for at, character in enumerate(running.text):
        own = text[running.places[at]]
        assert own == character or (own.isspace() and character == " ")
        assert running.here(int(running.places[at])) == at


@given(st.text(alphabet="茶园青溪县，。 \n", max_size=80))
def test_running_text_is_left_as_it_is(text: str) -> None:
    document = read(_article(text))
    found, running = in_flow(document)
    assert (found is document) == (running is None)


@pytest.mark.parametrize("piece", [" ", "\n", "茶 ", "茶\n", "茶，\n", "《\n", "“茶 ", "，\n ", " \n"])
def test_time_is_linear(piece: str) -> None:
    text = "茶园开了，" + piece * (600_000 // len(piece)) + "开"
    start = time.process_time()
    flow(_article(text))
    assert time.process_time() - start < 6
