"""The evaluation gives what the guideline's own scorer gives, to the last digit."""

from __future__ import annotations

import importlib.util
import json
import random
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from kg.errors import DataError
from kg.evaluate import MICRO, evaluate
from kg.evaluate.gold import read_lines

GOLD: dict[str, Any] = {
    "id": "a",
    "text": "甲市市委书记张三到乙山纪念馆，他说：“要讲好红色故事，把史料留下来。”",
    "entities": [
        {
            "start": 0,
            "end": 6,
            "type": "Role",
            "text": "甲市市委书记",
            "canonical": "甲市市委书记",
            "id": "e1",
        },
        {"start": 6, "end": 8, "type": "Person", "text": "张三", "canonical": "张三", "id": "e2"},
        {"start": 9, "end": 14, "type": "Site", "text": "乙山纪念馆", "canonical": "乙山纪念馆", "id": "e3"},
    ],
    "relations": [
        {"subject": "e2", "predicate": "holdsRole", "object": "e1"},
        {"subject": "e2", "predicate": "visits", "object": "e3"},
        {"subject": "e2", "predicate": "says", "object": {"quote": [19, 33]}},
    ],
    "ignore": [[15, 16]],
}


def test_gold_against_itself_is_perfect() -> None:
    predicted = dict(
        GOLD, relations=[{"subject": "张三", "predicate": "holdsRole", "object": "甲市市委书记"}]
    )
    scores = evaluate([GOLD], [predicted])
    assert scores.strict.micro.f1 == 1.0
    assert scores.relations.micro.precision == 1.0
    assert scores.relations.micro.recall == pytest.approx(1 / 3)


def test_nothing_predicted_is_nothing_found() -> None:
    scores = evaluate([GOLD], [])
    assert scores.missing == ["a"]
    assert all(table.micro.f1 == 0.0 for table in scores.tables().values())


def test_one_character_off_is_wrong_strictly_and_right_relaxed() -> None:
    shifted = [dict(e, end=e["end"] + 1) for e in GOLD["entities"]]
    scores = evaluate([GOLD], [{"id": "a", "entities": shifted, "relations": []}])
    assert scores.strict.micro.f1 == 0.0
    assert scores.relaxed.micro.f1 == 1.0


def test_a_line_that_is_no_json_is_named(tmp_path: Path) -> None:
    path = tmp_path / "gold.jsonl"
    path.write_text('{"id": 1}\n{oops\n')
    with pytest.raises(DataError, match=r"gold\.jsonl:2"):
        read_lines(path)


def _peer(shared: Path) -> ModuleType:
    spec = importlib.util.spec_from_file_location("score", shared / "gold" / "score.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def _noisy(records: list[dict[str, Any]], peer: ModuleType) -> list[dict[str, Any]]:
    """Predictions with every kind of error, made from the gold by a fixed seed."""
    chance = random.Random(7)
    predictions = []
    for record in records:
        found = peer.as_pred(record)
        for entity in found["entities"]:
            if chance.random() < 0.15:
                entity["end"] += chance.choice((1, -1))
            if chance.random() < 0.1:
                entity["type"] = chance.choice(peer.TYPES)
        text = record["text"]
        for _ in range(8):
            start = chance.randrange(len(text) - 6)
            found["entities"].append(
                {
                    "start": start,
                    "end": start + 3,
                    "type": chance.choice(peer.TYPES),
                    "text": text[start : start + 3],
                }
            )
        found["entities"].append({"type": "Date", "text": "近日"})
        names = [entity["canonical"] for entity in found["entities"] if entity.get("canonical")] or ["甲"]
        found["relations"] = [r for r in found["relations"] if chance.random() < 0.8]
        for _ in range(6):
            found["relations"].append(
                {
                    "subject": chance.choice(names),
                    "predicate": chance.choice(peer.PREDS),
                    "object": chance.choice(names),
                }
            )
        predictions.append(found)
    return predictions


@pytest.mark.parametrize("alt", [True, False])
@pytest.mark.parametrize("neutral", [True, False])
def test_equals_the_guidelines_scorer(shared: Path, alt: bool, neutral: bool) -> None:
    peer = _peer(shared)
    records = [json.loads(line) for line in (shared / "gold" / "train-1.jsonl").read_text().splitlines()]
    predicted = _noisy(records, peer)
    theirs, _, _ = peer.score(records, predicted, alt=alt, neutral=neutral)
    ours = evaluate(records, predicted, alt=alt, neutral=neutral).tables()
    for name, table in theirs.items():
        expected = {row[0]: row[1:5] for row in table.rows([])}
        counts = {
            k: (c.predicted_right, c.predicted, c.gold_found, c.gold) for k, c in ours[name].rows().items()
        }
        assert counts == expected, name
        assert expected[MICRO][1] > 0
