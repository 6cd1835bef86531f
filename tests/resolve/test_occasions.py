"""Which of the events of one name is meant."""

from __future__ import annotations

import pytest

from kg.resolve.occasions import in_characters, occasions
from tests.resolve.one import resolved


def key(text: str, name: str, date: str) -> tuple[str, str]:
    """Key and name of an event in an article of a day."""
    found = resolved("Event", text, name, name, date)
    return found.key, found.name


@pytest.mark.parametrize(
    ("text", "name", "date", "expected"),
    [
        ("中央农村工作会议召开。", "中央农村工作会议", "2021-12-26", "中央农村工作会议（2021）"),
        ("贯彻中央农村工作会议精神。", "中央农村工作会议", "2022-03-01", "中央农村工作会议（2021）"),
        ("2020年中央农村工作会议提出。", "2020年中央农村工作会议", "2022-03-01", "中央农村工作会议（2020）"),
        ("2020年的中央农村工作会议提出。", "中央农村工作会议", "2022-03-01", "中央农村工作会议（2020）"),
        ("去年召开的全国两会提出。", "全国两会", "2022-03-01", "全国两会（2021）"),
        ("全国两会召开。", "全国两会", "", "全国两会"),
        ("进博会开幕。", "进博会", "2019-11-05", "第二届中国国际进口博览会"),
        ("国务院常务会议召开。", "国务院常务会议", "2022-03-01", "国务院常务会议（2022-03-01）"),
        ("广交会开幕。", "广交会", "2024-04-15", "第135届广交会"),
        ("广交会开幕。", "广交会", "2024-10-15", "第136届广交会"),
        ("二十国集团峰会召开。", "二十国集团峰会", "2024-11-18", "二十国集团领导人第十九次峰会"),
        ("二十国集团峰会召开。", "二十国集团峰会", "2190-11-18", "二十国集团峰会（2190）"),
        ("党的二十大召开。", "党的二十大", "2024-03-01", "党的二十大"),
    ],
)
def test_an_event_is_told_by_the_year_that_is_said_or_else_by_its_article(
    text: str, name: str, date: str, expected: str
) -> None:
    assert key(text, name, date)[0] == expected


def test_a_paper_of_every_year_is_told_by_it() -> None:
    for text in ("今年中央一号文件提出。", "2024年中央一号文件提出。"):
        name = text[:-3] if text.startswith("2") else "中央一号文件"
        found = resolved("Policy", text, name, name, "2024-02-25")
        assert (found.key, found.name) == ("中央一号文件（2024）", "中央一号文件")


def test_the_name_is_shown_without_its_year() -> None:
    assert key("2020年全国两会。", "2020年全国两会", "2022-03-01")[1] == "全国两会"


def test_numbers_in_characters() -> None:
    assert [in_characters(n) for n in (1, 10, 12, 20, 35)] == ["一", "十", "十二", "二十", "三十五"]


def test_each_row_of_the_table_is_read() -> None:
    assert occasions()["全国两会"].since == "01-01"
