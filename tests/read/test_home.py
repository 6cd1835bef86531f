"""The home place, from dateline, publisher, section, source and the text itself."""

from __future__ import annotations

import pytest

from kg.model import Article, Home, Span
from kg.read import read
from kg.read.home import outlet


def _home(text: str, **fields: str) -> Home | None:
    return read(Article("a", text, body=(Span(0, len(text)),), **fields)).home  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("name", "place"),
    [
        ("无锡新传媒", "无锡市"),
        ("新华日报", "江苏省"),
        ("长江日报", "武汉市"),
        ("中国江苏网", "江苏省"),
        ("人民日报", None),
        ("中国教育报", None),
        ("长治日报", "长治市"),
        ("", None),
    ],
)
def test_outlets(name: str, place: str | None) -> None:
    found = outlet(name)
    assert (found.name if found else None) == place


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("新华社南京8月1日电（记者 林禾）茶园开了。", "南京市"),
        ("本报井冈山4月3日讯 茶园开了。", "井冈山市"),
        ("　　【远山时报長汀訊】茶園開了。", "长汀县"),
        ("本报讯（记者 林禾）茶园开了。", None),
        ("央视网消息：茶园开了。", None),
    ],
)
def test_datelines(text: str, place: str | None) -> None:
    found = _home(text)
    assert (found.place if found else None) == place


def test_later_witnesses_narrow_but_never_contradict() -> None:
    narrowed = _home("茶园开了。", publisher="无锡新传媒", section="新闻 > 江阴频道", source="浙江日报")
    assert narrowed == Home("江阴市", ("无锡市", "江苏省"), "publisher: 无锡新传媒; section: 江阴频道")


def test_the_text_narrows_a_province() -> None:
    found = _home("无锡的茶园开了。\n无锡市说，还要再开。", source="新华日报")
    assert found == Home("无锡市", ("江苏省",), "source: 新华日报; text: 无锡 in 2 of 2 places")


def test_a_round_up_has_no_home() -> None:
    assert _home("江苏、浙江、山东、四川的茶园都开了。\n江苏的茶园最早。") is None


def test_one_mention_is_not_enough() -> None:
    assert _home("无锡的茶园开了。") is None


def test_a_county_hidden_between_words_does_not_count() -> None:
    assert _home("科技创新和产业创新和人才。\n创新和发展。") is None


@pytest.mark.parametrize("word", ["望江门", "山东舰", "南京路", "上山东头"])
def test_a_place_inside_a_word_is_no_home(word: str) -> None:
    assert _home(f"访{word}的茶园开了。\n再访{word}，又访{word}。") is None


def test_a_place_inside_a_word_counts_where_it_stands_alone_too() -> None:
    found = _home("江门的茶园开了。\n望江门的也开了。")
    assert found is not None
    assert found.place == "江门市"


def test_an_outlet_named_after_a_mountain_elsewhere() -> None:
    found = _home("山东临沂的茶园开了。\n山东、临沂还要再开。", source="蒙山云报")
    assert found is not None
    assert found.place == "临沂市"


def test_a_county_that_no_table_holds_is_no_district_of_its_short_name() -> None:
    assert _home("本报云溪讯 云溪县召开会议。") is None
    for text in ("云溪区召开会议。", "云溪市场里人很多。"):
        found = _home(f"本报云溪讯 {text}")
        assert found
        assert found.place == "云溪区"
