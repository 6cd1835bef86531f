"""Another writing of the same articles changes little of what is extracted."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from kg.evaluate import MICRO, evaluate
from kg.evaluate.gold import read_lines
from kg.evaluate.predict import predict
from kg.evaluate.variants import VARIANTS, varied

MOST = 0.03
"""What F1 of mentions may change by."""

PLAIN = "as it is"


def _f1(records: list[dict[str, Any]], name: str, folder: Path) -> tuple[float, float]:
    """F1 of mentions and of relations of articles in one writing."""
    gold = [varied(record, VARIANTS[name]) for record in records]
    path = folder / "gold.jsonl"
    path.write_text("".join(json.dumps(item, ensure_ascii=False) + "\n" for item in gold), encoding="utf-8")
    tables = evaluate(gold, predict(path)).tables()
    return tables["strict"].rows()[MICRO].f1, tables["relations"].rows()[MICRO].f1


@pytest.fixture(scope="module")
def records(shared: Path) -> list[dict[str, Any]]:
    return read_lines(shared / "gold" / "dev.jsonl")


@pytest.fixture(scope="module")
def plain(records: list[dict[str, Any]], tmp_path_factory: pytest.TempPathFactory) -> tuple[float, float]:
    return _f1(records, PLAIN, tmp_path_factory.mktemp("plain"))


@pytest.mark.parametrize("name", [name for name in VARIANTS if name != PLAIN])
def test_writing_changes_little(
    name: str, records: list[dict[str, Any]], plain: tuple[float, float], tmp_path: Path
) -> None:
    mentions, relations = _f1(records, name, tmp_path)
    assert abs(mentions - plain[0]) < MOST
    assert relations > plain[1] - MOST
