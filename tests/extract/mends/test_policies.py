"""Texts and systems of state without marks; sentences of our own."""

from __future__ import annotations

import pytest

from tests.extract.mends.test_mends import Named, mended

POLICY = "Policy"


@pytest.mark.parametrize(
    ("text", "found", "name"),
    [
        ("审查2031年中央和地方预算草案。", [("Date", "2031年")], "2031年中央和地方预算草案"),
        ("外国游客享受144小时过境免签政策。", [("Figure", "144小时")], "144小时过境免签政策"),
        ("全镇落实河湖长制。", [], "河湖长制"),
        ("认真履行宪法赋予的职责。", [], "宪法"),
        ("推动我国宪法制度建设。", [], "宪法"),
        ("“五四宪法”颁布。", [], "五四宪法"),
    ],
)
def test_texts_of_state_are_policies(text: str, found: list[Named], name: str) -> None:
    assert mended(text, *found) == [(POLICY, name)]


@pytest.mark.parametrize("text", ["会前举行宪法宣誓。", "宣传普及宪法法律知识。", "日本和平宪法。"])
def test_what_only_holds_their_words_is_none(text: str) -> None:
    assert mended(text) == []


def test_an_office_for_them_stays_one() -> None:
    body = ("Organisation", "县河长制办公室")
    assert mended("县河长制办公室发文。", body) == [body]
