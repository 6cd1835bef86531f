"""Annotated articles: read with what all extractors before the learned tagger find, errors with file and line."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from kg.errors import ArticleError
from kg.extract import EXTRACTORS
from kg.train.crf import _masked, learn, targets
from kg.train.gold import Example, examples

TEXT = "3月5日，白河县委书记周正平来到青石岭革命纪念馆。"
NAMES = (("3月5日", "Date"), ("白河县委书记", "Role"), ("周正平", "Person"), ("青石岭革命纪念馆", "Site"))


@pytest.fixture
def gold(tmp_path: Path) -> Path:
    entities = [
        {"start": TEXT.index(name), "end": TEXT.index(name) + len(name), "type": kind, "text": name}
        for name, kind in reversed(NAMES)
    ]
    entities[0]["alt_types"] = ["Organisation"]
    line = {"id": "1", "text": TEXT, "date": "2024-03-06", "entities": entities, "ignore": [[0, 2]]}
    path = tmp_path / "gold.jsonl"
    path.write_text(json.dumps(line, ensure_ascii=False) + "\n\n", encoding="utf-8")
    return path


def test_names_come_sorted_with_all_types_that_count(gold: Path) -> None:
    (example,) = examples([gold])
    assert [TEXT[name.start : name.end] for name in example.names] == [name for name, _ in NAMES]
    assert example.names[-1].types == ("Site", "Organisation")
    assert [(span.start, span.end) for span in example.ignored] == [(0, 2)]


def test_the_document_holds_what_comes_before_the_learned_tagger(gold: Path) -> None:
    (example,) = examples([gold])
    groups = {mention.by.partition("/")[0].partition(".")[0] for mention in example.document.proposals}
    assert {"tagger", "dates", "grammar"} <= groups
    assert groups <= set(list(EXTRACTORS)[: list(EXTRACTORS).index("learned")])


def test_a_broken_line_is_named(tmp_path: Path) -> None:
    path = tmp_path / "gold.jsonl"
    path.write_text('{"id": "1", "text": "白河县", "entities": []}\n{"id": "2"}\n', encoding="utf-8")
    with pytest.raises(ArticleError, match=r"gold\.jsonl:2"):
        examples([path])


def test_labels_cover_the_names_and_nothing_else(gold: Path) -> None:
    (example,) = examples([gold])
    inside = {at for name in example.names for at in range(name.start, name.end)}
    assert {at for at, label in enumerate(targets(example)) if label} == inside


def test_the_second_copy_shows_heads_only(gold: Path) -> None:
    (example,) = examples([gold])
    masked = _masked(example)
    assert len(masked) == len(TEXT)
    assert masked.replace("\ue000", "") == "3月5日，白河县委书记来到念馆。"


def test_learning_twice_gives_the_same_bytes(gold: Path, tmp_path: Path) -> None:
    some: list[Example] = examples([gold]) * 4
    for name in ("one", "two"):
        learn(some, tmp_path / name / "learned.npz")
    assert (tmp_path / "one/learned.npz").read_bytes() == (tmp_path / "two/learned.npz").read_bytes()
