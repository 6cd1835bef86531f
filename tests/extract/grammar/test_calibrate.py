"""The measured precision of rules."""

from __future__ import annotations

from pathlib import Path

import pytest

from kg.errors import DataError
from kg.extract.grammar.calibrate import articles, measure
from tests.extract.grammar.sample import tagged

SENTENCE = "参观/v 青山县/LOC 双桥/nz 纪念馆/n"


def rows(table: str) -> dict[tuple[str, str], tuple[str, ...]]:
    """(rule, head) → right, made, precision."""
    cells = [line.split("\t") for line in table.splitlines() if not line.startswith("#")]
    return {(rule, head): tuple(rest) for rule, head, *rest in cells}


def entity(type_: str, **more: object) -> dict[str, object]:
    return {"start": 2, "end": 10, "type": type_, **more}


def test_a_rule_that_is_right_and_one_that_is_wrong() -> None:
    table = rows(measure([(tagged(SENTENCE), {"entities": [entity("Site")]})] * 4))
    assert table["grammar.site.placed", ""] == ("4", "4", "0.833")
    assert table["grammar.site.placed", "纪念馆"] == ("4", "4", "0.917")
    wrong = rows(measure([(tagged(SENTENCE), {"entities": []})] * 4))
    assert wrong["grammar.site.placed", ""] == ("0", "4", "0.167")


def test_another_accepted_type_is_right() -> None:
    gold = {"entities": [entity("Organisation", alt_types=["Site"])]}
    assert rows(measure([(tagged(SENTENCE), gold)]))["grammar.site.placed", ""][0] == "1"


def test_what_is_ignored_counts_for_nothing_unless_it_meets_a_name() -> None:
    ignored = {"entities": [], "ignore": [[0, 10]]}
    assert rows(measure([(tagged(SENTENCE), ignored)])) == {}
    met = {"entities": [{"start": 5, "end": 10, "type": "Site"}], "ignore": [[0, 10]]}
    assert rows(measure([(tagged(SENTENCE), met)]))["grammar.site.placed", ""][:2] == ("0", "1")


def test_a_side_is_right_where_no_name_is_inside() -> None:
    side = tagged("中越/LOC 友谊/n 关/n")
    whole = {"entities": [{"start": 0, "end": 5, "type": "Site"}]}
    same = {"entities": [{"start": 0, "end": 2, "type": "Place"}]}
    assert rows(measure([(side, whole)]))["grammar.side", ""][:2] == ("1", "1")
    assert rows(measure([(side, same)]))["grammar.side", ""][:2] == ("0", "1")


def test_a_broken_gold_file_is_named(tmp_path: Path) -> None:
    path = tmp_path / "gold.jsonl"
    path.write_text('{"id": "x"}\n', encoding="utf-8")
    with pytest.raises(DataError, match=r"gold\.jsonl: not annotated articles"):
        list(articles([str(path)]))
