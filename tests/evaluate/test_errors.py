"""Every error is of one kind, and all of them together are what the tables count."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from kg.evaluate import MICRO, evaluate
from kg.evaluate.errors import KINDS, Error
from tests.evaluate.sample import GOLD, TEXT, entity, found


def errors(*entities: dict[str, Any], relations: list[dict[str, Any]] | None = None) -> list[Error]:
    kept = GOLD["relations"] if relations is None else relations
    return evaluate([GOLD], [found(*entities, relations=kept)]).errors


ALL = [{key: value for key, value in e.items() if key != "id"} for e in GOLD["entities"]]


def changed(words: str, **fields: Any) -> list[dict[str, Any]]:
    """The gold's entities, one of them with other fields."""
    return [dict(e, **fields) if e["text"] == words else e for e in ALL]


def test_nothing_is_wrong_with_the_gold() -> None:
    assert [e for e in errors(*ALL) if "relation" not in e.kind] == []


@pytest.mark.parametrize(
    ("entities", "kind", "label", "said"),
    [
        ([e for e in ALL if e["text"] != "张三"], "missed", "Person", ("张三", "")),
        ([*ALL, entity("红色故事", "Work")], "spurious", "Work", ("", "红色故事")),
        (changed("乙山纪念馆", start=10, text="山纪念馆"), "boundary", "Site", ("乙山纪念馆", "山纪念馆")),
        (changed("张三", type="Place"), "type", "Person", ("Person", "Place")),
        (
            changed("乙山纪念馆", start=10, text="山纪念馆", type="Place"),
            "both",
            "Site",
            ("Site 乙山纪念馆", "Place 山纪念馆"),
        ),
        (changed("张三", canonical="张三丰"), "canonical", "Person", ("张三", "张三丰")),
    ],
)
def test_a_mention_goes_wrong_in_one_way(
    entities: list[dict[str, Any]], kind: str, label: str, said: tuple[str, str]
) -> None:
    [error] = [e for e in errors(*entities) if "relation" not in e.kind]
    assert (error.kind, error.label, (error.gold, error.found)) == (kind, label, said)
    assert error.start is not None
    assert error.end is not None
    words = said[0] or said[1]
    if kind not in ("type", "both"):
        assert TEXT[error.start : error.end] in (words, said[0], "张三")


def test_relations_are_missed_and_spurious_with_their_evidence() -> None:
    wrong = {
        "subject": "张三",
        "predicate": "visits",
        "object": "甲市",
        "start": 6,
        "end": 14,
        "by": "rule.x/1",
    }
    found_errors = errors(*ALL, relations=[wrong])
    kinds = Counter(e.kind for e in found_errors)
    assert kinds == {"missed relation": 3, "spurious relation": 1}
    spurious = next(e for e in found_errors if e.kind == "spurious relation")
    assert (spurious.found, spurious.start, spurious.end, spurious.by) == ("张三 → 甲市", 6, 14, "rule.x/1")
    missed = next(e for e in found_errors if e.label == "visits" and e.kind == "missed relation")
    assert missed.gold == "张三 → 乙山纪念馆"
    assert TEXT[missed.start : missed.end] == "张三到乙山纪念馆"


def test_what_the_guideline_leaves_open_is_no_error() -> None:
    vague = entity("近日", "Date")
    assert [e for e in errors(*ALL, vague) if "relation" not in e.kind] == []
    judged = evaluate([GOLD], [found(*ALL, vague, relations=[])], neutral=False).errors
    assert ("spurious", "Date") in {(e.kind, e.label) for e in judged}


@pytest.mark.parametrize("alt", [True, False])
@pytest.mark.parametrize("neutral", [True, False])
def test_errors_add_up_to_the_tables(shared: Path, alt: bool, neutral: bool) -> None:
    from tests.evaluate.test_evaluate import noisy, peer

    records = [json.loads(line) for line in (shared / "gold" / "train-1.jsonl").read_text().splitlines()]
    scores = evaluate(records, noisy(records, peer(shared)), alt=alt, neutral=neutral)
    kinds = Counter(e.kind for e in scores.errors)
    strict, relations = scores.strict.rows()[MICRO], scores.relations.rows()[MICRO]
    paired = kinds["boundary"] + kinds["type"] + kinds["both"]
    assert strict.gold - strict.gold_found == kinds["missed"] + paired
    assert strict.predicted - strict.predicted_right == kinds["spurious"] + paired
    assert scores.names[1] - scores.names[0] == kinds["canonical"]
    assert relations.gold - relations.gold_found == kinds["missed relation"]
    assert relations.predicted - relations.predicted_right == kinds["spurious relation"]
    # These predictions keep the gold's names, and lose nothing whole.
    assert set(kinds) == set(KINDS) - {"missed", "canonical"}
