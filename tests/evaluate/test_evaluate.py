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
from kg.evaluate.predict import predict_given
from tests.evaluate.sample import GOLD


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


def peer(shared: Path) -> ModuleType:
    spec = importlib.util.spec_from_file_location("score", shared / "gold" / "score.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def noisy(records: list[dict[str, Any]], scorer: ModuleType) -> list[dict[str, Any]]:
    """Predictions with every kind of error, made from the gold by a fixed seed."""
    chance = random.Random(7)
    predictions = []
    for record in records:
        found = scorer.as_pred(record)
        for entity in found["entities"]:
            if chance.random() < 0.15:
                entity["end"] += chance.choice((1, -1))
            if chance.random() < 0.1:
                entity["type"] = chance.choice(scorer.TYPES)
        text = record["text"]
        for _ in range(8):
            start = chance.randrange(len(text) - 6)
            found["entities"].append(
                {
                    "start": start,
                    "end": start + 3,
                    "type": chance.choice(scorer.TYPES),
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
                    "predicate": chance.choice(scorer.PREDS),
                    "object": chance.choice(names),
                }
            )
        predictions.append(found)
    return predictions


@pytest.mark.parametrize("alt", [True, False])
@pytest.mark.parametrize("neutral", [True, False])
def test_equals_the_guidelines_scorer(shared: Path, alt: bool, neutral: bool) -> None:
    scorer = peer(shared)
    records = [json.loads(line) for line in (shared / "gold" / "train-1.jsonl").read_text().splitlines()]
    predicted = noisy(records, scorer)
    _agree(scorer, records, predicted, alt, neutral)


@pytest.mark.parametrize("alt", [True, False])
@pytest.mark.parametrize("neutral", [True, False])
def test_equals_the_guidelines_scorer_with_entities_given(shared: Path, alt: bool, neutral: bool) -> None:
    records = [json.loads(line) for line in (shared / "gold" / "local-b.jsonl").read_text().splitlines()]
    _agree(peer(shared), records, predict_given(records), alt, neutral)


def _agree(
    scorer: ModuleType,
    records: list[dict[str, Any]],
    predicted: list[dict[str, Any]],
    alt: bool,
    neutral: bool,
) -> None:
    """Every count of every table is what the guideline's scorer counts."""
    theirs, _, _ = scorer.score(records, predicted, alt=alt, neutral=neutral)
    ours = evaluate(records, predicted, alt=alt, neutral=neutral).tables()
    for name, table in theirs.items():
        expected = {row[0]: row[1:5] for row in table.rows([])}
        counts = {
            k: (c.predicted_right, c.predicted, c.gold_found, c.gold) for k, c in ours[name].rows().items()
        }
        assert counts == expected, name
        assert expected[MICRO][1] > 0


def test_with_entities_given_only_facts_can_be_wrong() -> None:
    [prediction] = predict_given([GOLD])
    scores = evaluate([GOLD], [prediction])
    assert scores.strict.micro.f1 == 1.0
    assert scores.names == (4, 4)
    assert scores.relations.micro.f1 == 1.0
    assert {r["by"].split(".")[0] for r in prediction["relations"]} == {"rule"}


def test_macro_f1_is_the_mean_over_what_the_gold_has() -> None:
    half = [e for e in GOLD["entities"] if e["type"] in ("Role", "Person")]
    scores = evaluate([GOLD], [{"id": "a", "entities": half, "relations": []}])
    assert scores.strict.macro_f1 == pytest.approx(0.5)
    assert scores.strict.micro.f1 == pytest.approx(2 * 0.5 / 1.5)
