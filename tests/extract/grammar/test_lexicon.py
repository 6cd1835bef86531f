"""The word lists: read once, broken ones named by file and line."""

from __future__ import annotations

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


def test_every_head_is_two_things_at_most_once() -> None:
    for _, (type_, mode, heads) in lexicon.rows("heads.tsv", 3):
        words = heads.split()
        assert len(words) == len(set(words)), f"{type_} {mode}"


def test_every_precision_is_a_probability() -> None:
    assert lexicon.confidences()
    assert all(0 < value < 1 for value in lexicon.confidences().values())
