"""The word lists: read once, broken ones named by file and line."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from kg.errors import RuleError
from kg.extract.grammar import lexicon


@pytest.fixture
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A data folder of the test's own."""
    (tmp_path / "grammar").mkdir()
    monkeypatch.setattr(lexicon, "folder", lambda name: tmp_path)
    return tmp_path / "grammar"


def test_a_line_with_a_column_too_few_is_named(data: Path) -> None:
    (data / "heads.tsv").write_text("# heads\nSite\tname\n", encoding="utf-8")
    with pytest.raises(RuleError, match=r"heads\.tsv:2: 3 columns expected, 2 found"):
        lexicon.heads.__wrapped__()


def test_an_unknown_mode_is_named(data: Path) -> None:
    (data / "heads.tsv").write_text("Site\tloud\t旧址\n", encoding="utf-8")
    with pytest.raises(RuleError, match=r"heads\.tsv:1: unknown mode loud"):
        lexicon.heads.__wrapped__()


def test_a_precision_that_is_no_number_is_named(data: Path) -> None:
    (data / "confidence.tsv").write_text("grammar.site.named\t\t1\t2\thigh\n", encoding="utf-8")
    with pytest.raises(RuleError, match=r"confidence\.tsv:1"):
        lexicon.confidences.__wrapped__()


def test_a_head_is_in_one_mode_of_a_type_once() -> None:
    heads = Counter(
        (type_, mode, head)
        for _, (type_, mode, cells) in lexicon.rows("heads.tsv", 3)
        for head in cells.split()
    )
    assert [head for head, times in heads.items() if times > 1] == []


def test_a_word_is_in_a_list_once() -> None:
    words = Counter(
        (names, word) for _, (names, cells) in lexicon.rows("words.tsv", 2) for word in cells.split()
    )
    assert [word for word, times in words.items() if times > 1] == []


def test_every_precision_is_a_probability() -> None:
    assert lexicon.confidences()
    assert all(0 < value < 1 for value in lexicon.confidences().values())
