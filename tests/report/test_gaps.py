"""Gaps: which sentences are shown, under which pattern, in which order."""

from __future__ import annotations

import csv
import io
import json
from dataclasses import replace
from pathlib import Path

import pytest

from kg.cli import run
from kg.extract.facts.examples import marked_document
from kg.model import Document, Fact, Ref, Span
from kg.report import REPORTS, render
from kg.report.gaps import Gaps, gaps
from kg.store import Store


def said(*marked: str) -> Gaps:
    return gaps([marked_document(sentence) for sentence in marked])


def patterns(*marked: str) -> list[str]:
    return [pattern.words for pattern in said(*marked).patterns]


@pytest.mark.parametrize(
    ("sentence", "pattern"),
    [
        ("[杜某|Person]祭奠了[甲馆|Site]。", ["Person 祭奠 Site"]),
        ("[县委|Organisation]于[5月1日|Date]动员群众参与[某活动|Campaign]。", ["Organisation 参与 Campaign"]),
        ("[杜某|Person]在[甲馆|Site]流连。", ["Person Site 流连"]),
        ("[杜某|Person]惦记着那座远在千里之外大山深处的[甲馆|Site]。", []),
        ("[杜某|Person]回家。[沈某|Person]路过[甲馆|Site]。", ["Person 路过 Site"]),
        ("[杜某|Person]，[沈某|Person]争吵。", []),
        ("[杜某|Person]祭奠了[杜某|Person]。", []),
        ("[杜某|Person]点燃了[12支|Figure]蜡烛。", []),
        ("那一天[杜某|Person]会主持[某活动|Event]。", ["Person 主持 Event"]),
    ],
)
def test_a_verb_and_the_entities_around_it_make_a_pattern(sentence: str, pattern: list[str]) -> None:
    assert patterns(sentence) == pattern


def test_sentences_with_a_fact_are_no_gaps() -> None:
    text = "[杜某|Person]祭奠了[甲馆|Site]。"
    document = marked_document(text)
    fact = Fact(Ref("Person", "杜某"), "visits", Ref("Site", "甲馆"), 0, 8, "rule.x/1", 0.9)
    found = gaps(
        [Document(**{f: getattr(document, f) for f in ("article", "shadow", "mentions")}, facts=(fact,))]
    )
    assert (found.naming, found.silent, found.patterns) == (1, 0, ())
    assert said(text).silent == 1


def test_what_recurs_and_matters_comes_first() -> None:
    many = ["[杜某|Person]祭奠了[甲馆|Site]。", "[沈某|Person]祭奠[乙馆|Site]和[丙村|Place]。"]
    found = said("[甲县|Place]毗邻[乙县|Place]。", *many)
    assert [(p.words, len(p.examples)) for p in found.patterns] == [
        ("Person 祭奠 Site", 2),
        ("Place 毗邻 Place", 1),
    ]
    first = found.patterns[0]
    assert [len(e.mentions) for e in first.examples] == [3, 2]
    assert first.predicates == ("commemorates", "visits")
    assert first.triggers == ()
    assert said("[杜某|Person]来到[甲馆|Site]。").patterns[0].triggers == ("visits",)


def test_sentences_are_found_again_where_a_store_has_none() -> None:
    text = (
        "[甲县|Place]晴。\n[杜某|Person]回家。[沈某|Person]路过[甲馆|Site]，\n\n[杜某|Person]祭奠[乙馆|Site]"
    )
    document = marked_document(text)
    stored = replace(
        document, sentences=(), shadow="", article=replace(document.article, body=(Span(0, 17), Span(19, 25)))
    )
    found = gaps([stored]).patterns
    assert [e.text for p in found for e in p.examples] == ["杜某祭奠乙馆", "沈某路过甲馆，"]
    whole = gaps([document]).patterns
    assert [p.words for p in whole] == [p.words for p in found]


def test_types_that_nothing_may_connect_are_left_out() -> None:
    assert patterns("[杜某|Person]读完了[某书|Work]。") == []


@pytest.fixture
def articles(tmp_path: Path) -> Path:
    path = tmp_path / "articles"
    path.mkdir()
    (path / "甲.txt").write_text("无锡市惠山区与江阴市接壤。\n天津市毗邻北京市。\n", encoding="utf-8")
    return path


def test_as_table_csv_and_json(articles: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["gaps", str(articles), "--format", "json"]) == 0
    out, err = capsys.readouterr()
    found = json.loads(out)
    beside = next(p for p in found if p["verb"] == "毗邻")
    assert beside["pattern"] == "Place 毗邻 Place"
    [example] = beside["examples"]
    assert example["text"] == "天津市毗邻北京市。"
    assert [m["text"] for m in example["mentions"]] == ["天津市", "北京市"]
    assert "state no fact" in err
    assert run(["gaps", str(articles), "--format", "csv"]) == 0
    rows = list(csv.DictReader(io.StringIO(capsys.readouterr().out)))
    [row] = [row for row in rows if row["pattern"] == "Place 毗邻 Place"]
    assert row["text"] == (articles / "甲.txt").read_text("utf-8")[int(row["start"]) : int(row["end"])]
    assert run(["gaps", str(articles), "--limit", "1", "--examples", "0"]) == 0
    assert capsys.readouterr().out.count("could be") == 1


def test_of_a_store_as_a_command_and_as_a_report(
    samples_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["gaps", "--store", str(samples_path), "--format", "json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert found
    with Store.read(samples_path) as store:
        report = REPORTS["gaps"](store)
        for pattern in found:
            for example in pattern["examples"]:
                text = store.articles.article(example["article"]).text
                assert text[example["start"] : example["end"]] == example["text"]
    assert [row[0] for row in report.sections[0].rows] == [p["pattern"] for p in found]
    assert render(report, "md").startswith("# ")


def test_of_files_that_cannot_be_read(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "empty.txt").write_text("")
    assert run(["gaps", str(tmp_path)]) == 1
    assert "empty.txt" in capsys.readouterr().err


def test_a_phrase_that_is_repeated_about_the_same_two_counts_once() -> None:
    same = ["[杜某|Person]祭奠了[甲馆|Site]。"] * 3
    other = ["[杜某|Person]路过[甲馆|Site]。", "[沈某|Person]路过[乙馆|Site]。"]
    found = said(*same, *other).patterns
    assert [(p.verb, len(p.pairs), len(p.examples)) for p in found] == [("路过", 2, 2), ("祭奠", 1, 3)]
