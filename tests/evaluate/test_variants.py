"""In every writing the annotation stays on its words."""

from __future__ import annotations

import pytest

from kg.evaluate.variants import VARIANTS, varied
from tests.evaluate.sample import GOLD


@pytest.mark.parametrize("name", list(VARIANTS))
def test_offsets_follow_their_characters(name: str) -> None:
    new = varied(GOLD, VARIANTS[name])
    for old, entity in zip(GOLD["entities"], new["entities"], strict=True):
        words = new["text"][entity["start"] : entity["end"]]
        assert words == entity["text"] == words.strip()
        assert len("".join(words.split())) == len("".join(old["text"].split()))
    for old, relation in zip(GOLD["relations"], new["relations"], strict=True):
        if isinstance(old["object"], dict):
            start, end = relation["object"]["quote"]
            first, last = old["object"]["quote"]
            assert len("".join(new["text"][start:end].split())) == len(
                "".join(GOLD["text"][first:last].split())
            )


def test_the_article_as_it_is_does_not_change() -> None:
    assert varied(GOLD, VARIANTS["as it is"])["text"] == GOLD["text"]


def test_lines_are_broken_at_the_edge_of_the_page_and_no_mark_begins_one() -> None:
    record = {"id": "a", "text": "茶" * 36 + "，开" + "\n" + "园" * 80}
    text = varied(record, VARIANTS["lines of 36 characters"])["text"]
    assert text.split("\n") == ["茶" * 36 + "，", "开", "园" * 36, "园" * 36, "园" * 8]


def test_a_straight_mark_stands_for_a_bent_one() -> None:
    record = {"id": "a", "text": "“茶（园）”，开。"}
    assert varied(record, VARIANTS["straight quotes"])["text"] == '"茶（园）"，开。'
    assert varied(record, VARIANTS["half-width marks"])["text"] == "“茶(园)”,开。"
