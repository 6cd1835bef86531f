"""Places that go on in the words behind them."""

from __future__ import annotations

import pytest

from kg.extract.mends.bounds import bounds
from kg.model import Article, Document, Mention, Word


@pytest.mark.parametrize(
    ("place", "words", "becomes"),
    [
        ("河北", ("枣强", "的"), "河北枣强"),
        ("河北", ("枣", "强", "的"), "河北枣强"),
        ("湖北", ("枣强", "的"), "湖北"),  # which does not lie there
        ("河南", ("新", "安全", "形势"), "河南"),  # nor is 新安 a word
        ("河北枣强", ("的",), "河北枣强"),
    ],
)
def test_a_short_name_behind_the_place_it_lies_in(place: str, words: tuple[str, ...], becomes: str) -> None:
    text = place + "".join(words)
    parts, at = [], 0
    for part in (place, *words):
        parts.append(Word(at, at + len(part), "n"))
        at += len(part)
    named = Mention(0, len(place), "Place", place, place, "gazetteer.place-short/1", 0.9)
    document = Document(Article("1", text), text, words=tuple(parts), mentions=(named,))
    assert [each.text for each in bounds(document, document.mentions)] == [becomes]
