"""A name that the tagger tears apart before the site that bears it is whole again."""

from __future__ import annotations

import pytest

from kg.extract import extract
from kg.extract.bearers import rejoined
from kg.model import Article, Span, Word
from kg.read import read


def _cut(*words: tuple[str, str]) -> tuple[str, list[Word]]:
    text, found = "", []
    for word, tag in words:
        found.append(Word(len(text), len(text) + len(word), tag))
        text += word
    return text, found


@pytest.mark.parametrize(
    ("torn", "whole"),
    [
        ([("方如", "v"), ("松烈士墓", "LOC")], [("方如松", "PER"), ("烈士墓", "n")]),
        (
            [("瞻仰", "v"), ("陆", "n"), ("如松故居", "LOC")],
            [("瞻仰", "v"), ("陆如松", "PER"), ("故居", "n")],
        ),
    ],
)
def test_torn_names_are_rejoined(torn: list[tuple[str, str]], whole: list[tuple[str, str]]) -> None:
    text, words = _cut(*torn)
    assert [(text[word.start : word.end], word.tag) for word in rejoined(text, words)] == whole


@pytest.mark.parametrize(
    "words",
    [
        [("祭扫", "v"), ("王烈士墓", "LOC")],
        [("向", "p"), ("如松烈士墓", "LOC")],
        [("高度", "n"), ("新烈士墓", "LOC")],
        [("参观", "v"), ("青溪县烈士墓", "LOC")],
        [("方如", "v"), ("，", "w"), ("松烈士墓", "LOC")],
    ],
)
def test_others_stay_as_they_are(words: list[tuple[str, str]]) -> None:
    text, cut = _cut(*words)
    assert rejoined(text, cut) == cut


def test_the_site_is_found_whole() -> None:
    text = "方如松烈士墓在最高处。"
    [found] = extract([read(Article("a", text, date="2022-04-03", body=(Span(0, len(text)),)))])
    assert [(mention.type, mention.text) for mention in found.mentions] == [("Site", "方如松烈士墓")]
