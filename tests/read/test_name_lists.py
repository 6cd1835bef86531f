"""Lists of names that blanks part: their blanks stay, those inside padded names go."""

from __future__ import annotations

import time

import pytest

from kg.extract import extract
from kg.model import Article, Span
from kg.read import read
from kg.read.flow import flow
from kg.read.name_lists import name_lists, padded

NAMES = (
    "沈佳禾　陆知非（女）　谢一舟　乔安　钟离月（女，回族）　欧阳青石　苏木·阿吉（哈萨克族）　方如松　韩小满"
)


def _runs(text: str) -> str:
    running = flow(Article("a", text, body=(Span(0, len(text)),)))
    return text if running is None else running.text


@pytest.mark.parametrize("blank", ["　", " ", "  ", "\t"])
@pytest.mark.parametrize(
    "before",
    ["青溪县茶叶协会理事名单\n（按姓氏笔画为序，共9名）\n", "会议选举了理事。名单如下：\n", "出席会议的有："],
)
def test_names_stay_apart(blank: str, before: str) -> None:
    text = before + NAMES.replace("　", blank)
    assert _runs(text) == text


def test_many_lines_of_names_are_no_habit_of_blanks() -> None:
    text = "青溪县茶叶协会理事名单\n" + "\n".join([NAMES] * 20) + "\n县里的茶农都来了，会开得很好。"
    assert _runs(text) == text


@pytest.mark.parametrize(
    ("text", "running"),
    [
        ("沈佳禾　乔　安　陆知非　方　松", "沈佳禾　乔安　陆知非　方松"),
        ("沈佳禾 乔 安 方 松 陆知非", "沈佳禾 乔安 方松 陆知非"),
        ("乔　安（女）　陆知非　方　松　谢一舟", "乔安（女）　陆知非　方松　谢一舟"),
        ("主　席　沈佳禾\n副主席　陆知非", "主席　沈佳禾\n副主席　陆知非"),
        ("单　位：青溪县文旅局", "单位：青溪县文旅局"),
        ("（记者 乔 安 通讯员 陆知非）", "（记者 乔安 通讯员 陆知非）"),
    ],
)
def test_padded_names_and_labels_are_whole(text: str, running: str) -> None:
    assert _runs(text) == running


@pytest.mark.parametrize(
    "text",
    [
        "序号　项目　责任人　进展\n1　加装电梯6部　沈佳禾　已投用4部\n2　打通断头路　陆知非　10月底通车\n3　停车位230个　谢一舟　已完成",
        "姓名　性别　民族\n沈佳禾　男　汉族\n陆知非　女　回族\n谢一舟　男　汉族\n韩小满　女　汉族",
        "1. 茶园开园迎客 全县茶农采下第一批新茶\n2. 石桥湾展馆落成 旧址修缮完工\n3. 公路通到山顶 游客比上年多三成",
        "青溪融媒讯　昨天，茶园开了，大家都来了。",
        "茶园开了，大家来了。沈佳禾 摄",
        "活动的口号是：茶香四溢 路路相通。大家来了。",
        "4月2日 晴 到石桥湾去。\n4月3日 小雨 在家整理名册，有三十页。\n4月4日 阴 茶园里没有人。",
    ],
)
def test_columns_headlines_and_leads_stay_apart(text: str) -> None:
    assert _runs(text) == text


def test_a_list_stays_a_list_in_a_text_cut_into_words() -> None:
    prose = "茶园 开 了 ， 大家 从 各 乡镇 赶 来 看 新茶 。\n" * 6
    listed = "沈佳禾　陆知非　谢一舟　韩小满　方如松"
    assert _runs(prose + listed) == "茶园开了，大家从各乡镇赶来看新茶。\n" * 6 + listed


def test_people_of_a_list_are_found() -> None:
    text = "青溪县茶叶协会理事名单\n沈佳禾　陆知非（女）　乔　安　谢一舟　韩小满　方如松"
    [found] = extract([read(Article("a", text, date="2023-04-14", body=(Span(0, len(text)),)))])
    people = [mention.canonical for mention in found.mentions if mention.type == "Person"]
    assert people == ["沈佳禾", "陆知非", "乔安", "谢一舟", "韩小满", "方如松"]


def test_words_of_prose_are_no_list_of_names() -> None:
    text = "茶园 开园 大家 从 各 乡镇 赶 来 高高兴兴 看 新茶"
    assert not name_lists(text, 0, len(text))
    assert not padded(text, 0, text.index("从"))


@pytest.mark.parametrize(
    "piece", ["沈 ", "沈佳 ", "沈佳禾　", "沈（", "· ", "沈佳禾（女）", "沈佳禾沈佳禾沈佳禾"]
)
def test_time_is_linear(piece: str) -> None:
    text = piece * (600_000 // len(piece))
    start = time.process_time()
    flow(Article("a", text, body=(Span(0, len(text)),)))
    assert time.process_time() - start < 6
