"""The clues to how likely a fact is, the table of their weights, and what follows from it."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from kg.errors import RuleError
from kg.extract.facts import all_facts, facts_of, proposals, ranking
from kg.extract.facts.clues import around
from kg.extract.facts.examples import marked_document
from kg.extract.facts.ranking import LEAST, probability, weights
from kg.extract.facts.rules import rules
from kg.model import Document, Mention, Ref

STOPS = (
    "[杜某|Person][8日|Date|2024-05-08]在[甲县|Place]调研，来到[乙馆|Site]，李老伯说起[丙村|Place]的往事。"
)


def clues_of(marked: str, by: str) -> tuple[str, ...]:
    return next(p.clues for p in proposals(marked_document(marked), {}) if p.fact.by == by)


def test_clues_are_what_a_reader_could_point_at() -> None:
    clues = clues_of("[杜某|Person]来到[乙馆|Site]，看了很久。", "rule.visits.go/1")
    assert {
        "bias",
        "PersonSite",
        "rule.visits.go/1来到",
        "sto",
        "~乙馆",
        "subject>来到",
        "object<来到",
    } <= set(clues)
    assert len(set(clues)) == len(clues)


def test_an_office_is_a_clue_to_who_somebody_is() -> None:
    clues = clues_of("[某县县长|Role][杜某|Person]来到[乙馆|Site]。", "rule.visits.go/1")
    assert "subject=县长" in clues


def test_the_sum_is_logistic() -> None:
    assert probability({}, ("bias",)) == 0.5
    assert probability({"bias": 2.0, "a": -2.0}, ("bias", "a", "b")) == 0.5
    assert probability({"bias": 3.0}, ("bias",)) > 0.9


def test_unlikely_facts_are_proposed_and_not_stated() -> None:
    document = marked_document(STOPS)
    unlikely = {fact for fact in all_facts(document) if fact.confidence < LEAST}
    assert unlikely
    assert not unlikely & set(facts_of(document))


def test_a_rule_that_only_suggests_repeats_nothing() -> None:
    document = marked_document(STOPS)
    suggesting = {rule.by for rule in rules() if rule.suggests}
    stated = {
        (f.subject, f.predicate, f.object)
        for f in all_facts(document)
        if f.by not in suggesting and f.confidence >= LEAST
    }
    assert stated
    for fact in all_facts(document):
        if fact.by in suggesting:
            assert (fact.subject, fact.predicate, fact.object) not in stated


def test_a_rule_of_its_own_that_nobody_measured_is_believed_as_its_kind_is() -> None:
    """Without weights rules that state keep their measured precision, and rules that suggest say nothing."""
    found = proposals(marked_document("[杜某|Person]来到[乙馆|Site]。谁都认得[丙村|Place]。"), {})
    assert {p.fact.confidence >= LEAST for p in found if not p.suggests} == {True}
    assert {p.fact.confidence for p in found if p.suggests} == {0.0}


def test_doubtful_names_make_doubtful_facts() -> None:
    sure = marked_document("[杜某|Person]来到[乙馆|Site]。")
    doubtful = Document(
        sure.article,
        sure.shadow,
        sure.sentences,
        mentions=tuple(
            Mention(m.start, m.end, m.type, m.text, m.canonical, m.by, 0.9) for m in sure.mentions
        ),
    )
    (before,) = (fact for fact in facts_of(sure) if fact.predicate == "visits")
    (after,) = (fact for fact in facts_of(doubtful) if fact.predicate == "visits")
    assert after.confidence == pytest.approx(before.confidence * 0.81, abs=0.001)


def test_every_rule_that_suggests_has_weights_for_its_predicate() -> None:
    learned = {predicate for predicate, _ in weights()}
    for rule in rules():
        if rule.suggests:
            assert rule.predicate in learned, rule.by


@pytest.mark.parametrize(
    "line", ["visits\tstates\tbias", "visits\tsays\tbias\t1", "visits\tstates\tbias\tmuch"]
)
def test_a_broken_table_is_named_with_its_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, line: str
) -> None:
    (tmp_path / "rules").mkdir()
    (tmp_path / "rules" / "weights.tsv").write_text(f"# head\n{line}\n", encoding="utf-8")
    monkeypatch.setattr(ranking, "folder", lambda _: tmp_path)
    weights.cache_clear()
    try:
        with pytest.raises(RuleError, match=r"weights\.tsv:2: four cells"):
            weights()
    finally:
        weights.cache_clear()


def test_a_line_can_be_for_both_kinds_of_rules(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "rules").mkdir()
    (tmp_path / "rules" / "weights.tsv").write_text("issues\tboth\tbias\t0.5\n", encoding="utf-8")
    monkeypatch.setattr(ranking, "folder", lambda _: tmp_path)
    weights.cache_clear()
    try:
        assert weights() == {("issues", False): {"bias": 0.5}, ("issues", True): {"bias": 0.5}}
    finally:
        weights.cache_clear()


def test_line_ends_survive_the_table(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "rules").mkdir()
    row = f"visits\tsuggests\t{ranking.written('subject<。' + chr(10))}\t-0.5\n"
    (tmp_path / "rules" / "weights.tsv").write_text(row, encoding="utf-8")
    monkeypatch.setattr(ranking, "folder", lambda _: tmp_path)
    weights.cache_clear()
    try:
        assert weights() == {("visits", True): {"subject<。\n": -0.5}}
    finally:
        weights.cache_clear()


def test_the_order_of_hashes_changes_nothing() -> None:
    code = (
        "from kg.extract.facts import facts_of\n"
        "from kg.extract.facts.examples import marked_document\n"
        f"print(facts_of(marked_document({STOPS!r})))\n"
    )
    said = {
        subprocess.run(
            [sys.executable, "-c", code],
            env=os.environ | {"PYTHONHASHSEED": seed},
            capture_output=True,
            check=True,
            text=True,
        ).stdout
        for seed in ("1", "2")
    }
    assert len(said) == 1


def test_a_hopeless_suggestion_is_not_looked_at_any_closer(monkeypatch: pytest.MonkeyPatch) -> None:
    document = marked_document("[甲塔|Site]热闹。[杜某|Person]把灯笼挂在[甲馆|Site]门口。")
    looked: list[str] = []
    closer = around
    monkeypatch.setattr(
        "kg.extract.facts.claims.around",
        lambda *given: looked.append(given[1].name + given[2].name) or closer(*given),
    )
    monkeypatch.setattr("kg.extract.facts.claims.HOPELESS", -1000.0)
    facts_of(document)
    assert "杜某甲馆" in looked
    looked.clear()
    monkeypatch.setattr("kg.extract.facts.claims.HOPELESS", 1000.0)
    facts_of(document)
    assert not looked


def test_who_begins_the_clause_and_a_semicolon_are_clues() -> None:
    marked = "[甲局|Organisation]检查了工地；[乙馆|Site]来了客人，看[第三届某某节|Event]。"
    seen = [
        p.clues
        for p in proposals(marked_document(marked), {})
        if p.fact.predicate == "participatesIn" and p.fact.subject.name == "甲局"
    ]
    assert seen
    assert all({"parted", "begins"} <= set(found) for found in seen)


def test_what_the_article_names_most_is_its_main_meeting() -> None:
    marked = "[某某会|Event]后，[第三届某某节|Event]开幕。[第三届某某节|Event]上，[杜某|Person]发言。"
    seen = {
        (p.fact.object.name if isinstance(p.fact.object, Ref) else ""): set(p.clues)
        for p in proposals(marked_document(marked), {})
        if p.fact.predicate == "participatesIn"
    }
    assert "main" in seen["第三届某某节"]
    assert "main" not in seen.get("某某会", set())
