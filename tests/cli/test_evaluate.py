"""kg evaluate: figures and errors as text, JSON and a page; facts between given entities; several files at once."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from kg.cli import run
from tests.evaluate.sample import GOLD, entity, found


@pytest.fixture
def gold(tmp_path: Path) -> str:
    path = tmp_path / "gold.jsonl"
    path.write_text(json.dumps(GOLD, ensure_ascii=False) + "\n", encoding="utf-8")
    return str(path)


@pytest.fixture
def predictions(tmp_path: Path) -> str:
    path = tmp_path / "predictions.jsonl"
    prediction = found(entity("张三", "Place"), entity("乙山纪念馆", "Site"), entity("红色故事", "Work"))
    path.write_text(json.dumps(prediction, ensure_ascii=False) + "\n", encoding="utf-8")
    return str(path)


Captured = pytest.CaptureFixture[str]


def test_figures_with_macro_f1_names_and_clusters(gold: str, predictions: str, capsys: Captured) -> None:
    assert run(["evaluate", gold, "--predictions", predictions]) == 0
    out = capsys.readouterr().out
    assert "canonical names right: 1 of 1 right mentions (1.000)" in out
    assert out.count("MACRO") == 4
    assert "B³ of shared mentions" in out
    assert run(["evaluate", gold, "--predictions", predictions, "--json"]) == 0
    figures = json.loads(capsys.readouterr().out)
    assert figures["strict"]["MICRO"]["gold"] == 4
    assert figures["strict"]["MACRO"]["F1"] == pytest.approx(0.25)
    assert figures["canonical"] == {"ok": 1, "of": 1, "share": 1.0}
    assert set(figures["clusters"]["B³"]) == {"pred", "gold", "P", "R", "F1"}


def test_only_relations_with_entities_given(gold: str, capsys: Captured) -> None:
    assert run(["evaluate", gold, "--given", "entities"]) == 0
    out = capsys.readouterr().out
    assert "1 article, entities given" in out
    assert "strict" not in out
    assert [line.split()[-1] for line in out.splitlines() if line.startswith("MICRO")] == ["1.000"]


def test_several_files_are_one(gold: str, tmp_path: Path, capsys: Captured) -> None:
    other = tmp_path / "other.jsonl"
    other.write_text(json.dumps(GOLD | {"id": "b"}, ensure_ascii=False), encoding="utf-8")
    assert run(["evaluate", gold, str(other), "--given", "entities"]) == 0
    assert "2 articles" in capsys.readouterr().out


def test_errors_as_text_json_and_a_page(
    gold: str, predictions: str, tmp_path: Path, capsys: Captured
) -> None:
    asked = ["evaluate", gold, "--predictions", predictions, "--errors"]
    assert run([*asked, "text", "--limit", "1"]) == 0
    out = capsys.readouterr().out
    assert "missed (2, most frequent 1)" in out
    assert "wrong type (1, most frequent 1)" in out
    assert run([*asked, "json"]) == 0
    errors = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    wrong = next(e for e in errors if e["kind"] == "type")
    assert (wrong["article"], wrong["label"], wrong["found"], wrong["found_place"]) == (
        "a",
        "Person",
        "Place",
        [6, 8],
    )
    page = tmp_path / "errors.html"
    assert run([*asked, "html", "--output", str(page)]) == 0
    captured = capsys.readouterr()
    assert (captured.out, captured.err) == ("", f"{page} written\n")
    assert page.read_text("utf-8").endswith("</html>\n")


def test_options_that_do_not_go_together_are_refused(gold: str, predictions: str, capsys: Captured) -> None:
    assert run(["evaluate", gold, "--given", "entities", "--predictions", predictions]) == 2
    assert run(["evaluate", gold, "--output", "x.html"]) == 2
    assert run(["evaluate"]) == 2
    assert "leave out --predictions" in capsys.readouterr().err


def test_gold_that_is_none_and_ids_that_come_twice_are_refused(
    gold: str, tmp_path: Path, capsys: Captured
) -> None:
    assert run(["evaluate", gold, gold]) == 3
    assert capsys.readouterr().err == "kg: a: two articles of the gold have this id; give each its own\n"
    plain = tmp_path / "plain.jsonl"
    plain.write_text('{"id": "x", "text": "甲市晴。"}\n', encoding="utf-8")
    assert run(["evaluate", str(plain)]) == 3
    assert capsys.readouterr().err == "kg: x: not an annotated article (KeyError('entities'))\n"
