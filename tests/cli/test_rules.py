"""kg rules: what is listed and shown, and what becomes of rules that are wrong or broken."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Callable
from pathlib import Path

import pytest

from kg.cli import run
from kg.extract.facts.confidence import measured
from kg.extract.facts.rules import DIRECTIONS, KINDS, REACHES, rules
from kg.extract.facts.written import _RULE_KEYS, _SLOT_KEYS
from tests.conftest import ROOT

Said = Callable[..., tuple[int, str, str]]

OWN = """\
# My rules.
predicate = "visits"

[[rule]]
name = "stroll"
version = 1
kind = "trigger"
trigger = ["漫步于"]
subject = { types = ["Person"], from = ["subject clause"] }
object = { types = ["Site"], from = ["after clause"] }
match = [
  { text = "[杜某|Person]漫步于[甲馆|Site]。", facts = ["杜某 visits 甲馆"] },
  { text = "[杜某|Person]又漫步于[乙馆|Site]。", facts = ["杜某 visits 乙馆"] },
]
reject = ["[杜某|Person]走出[甲馆|Site]。"]
"""


@pytest.fixture
def said(capsys: pytest.CaptureFixture[str]) -> Said:
    def call(*args: str) -> tuple[int, str, str]:
        code = run(list(args))
        return code, *capsys.readouterr()

    return call


@pytest.fixture
def own(tmp_path: Path) -> Path:
    path = tmp_path / "visits.toml"
    path.write_text(OWN, encoding="utf-8")
    return path


def test_every_rule_is_listed_with_its_figures(said: Said) -> None:
    code, out, _ = said("rules", "--format", "json")
    listed = {row["rule"]: row for row in json.loads(out)}
    assert code == 0
    assert set(listed) == {rule.name for rule in rules()}
    go, known = listed["visits.go"], measured()["rule.visits.go/1"]
    assert (go["judged"], go["found"], go["gold"]) == (known.judged, known.found, known.gold)
    assert go["precision"] == round(known.right / known.judged, 3)
    assert go["recall"] == round(known.found / known.gold, 3)
    assert listed["alias.short"]["precision"] is None


def test_one_predicate_as_a_table_and_as_csv(said: Said, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("COLUMNS", raising=False)  # set by pytest-xdist: the table would be folded
    _, out, _ = said("rules", "--predicate", "visits", "--format", "csv")
    rows = list(csv.DictReader(io.StringIO(out)))
    assert rows
    assert all(row["rule"].startswith("visits.") for row in rows)
    _, table, err = said("rules", "--predicate", "visits")
    assert [line.split()[0] for line in table.splitlines()] == ["rule", *(row["rule"] for row in rows)]
    assert err == f"{len(rows)} rules\n"
    code, _, err = said("rules", "--predicate", "admires")
    assert (code, "some for alias, " in err) == (2, True)


def test_a_rule_is_shown_as_it_is_written(said: Said) -> None:
    code, out, _ = said("rules", "show", "rule.visits.go/1")
    assert code == 0
    assert 'name = "go"' in out
    assert out.count("[[rule]]") == 1
    assert "all hold" in out
    code, _, err = said("rules", "show", "visit.go")
    assert (code, "did you mean 'visits.go'?" in err) == (2, True)


def test_the_rules_that_ship_hold(said: Said) -> None:
    code, out, err = said("rules", "test")
    assert (code, out) == (0, "")
    assert err.startswith(f"{len(rules())} rules, ")


def test_ones_own_rules_are_tested_alone_and_leave_nothing_behind(own: Path, said: Said) -> None:
    before = rules()
    assert said("rules", "test", str(own)) == (0, "", "1 rule, 3 examples hold\n")
    assert said("rules", "test", str(own.parent)) == (0, "", "1 rule, 3 examples hold\n")
    assert rules() == before


def test_a_failing_example_is_named_with_its_line(own: Path, said: Said) -> None:
    own.write_text(OWN.replace("又漫步于", "又漫步于湖边，途经甲村，"), encoding="utf-8")
    code, out, err = said("rules", "test", str(own))
    assert code == 1
    assert out.splitlines()[0].startswith(f"{own}:13: rule.visits.stroll/1: [杜某|Person]又")
    assert out.splitlines()[1:] == ["  expected: 杜某 visits 乙馆", "  found:    nothing"]
    assert err == "1 rule, 1 of 3 examples failed\n"


@pytest.mark.parametrize(
    ("old", "new", "line", "reason"),
    [
        ("version = 1", "version = ", 6, "Invalid value"),
        ("version = 1", "version = 1\nverson = 2", 7, "unknown key 'verson'; known are"),
        ('types = ["Site"]', 'types = ["Shop"]', 10, "no type 'Shop'; known are Person"),
        ('"visits"', '"vists"', 2, "belongs into vists.toml"),
        ('["漫步于"]', '["@walk"]', 8, "no class @walk in words.toml; known are"),
        ("又漫步于", "又离开", 13, "none of the rule's trigger words is in it: 漫步于"),
        ("visits 乙馆", "visits 丙馆", 13, "names '丙馆', which is not in it"),
        ('kind = "trigger"', 'kind = "structure"\nreader = "mind"', 4, "no reader 'mind'; known are"),
    ],
)
def test_a_broken_file_stops_with_its_line(
    own: Path, said: Said, old: str, new: str, line: int, reason: str
) -> None:
    assert old in OWN
    own.write_text(OWN.replace(old, new), encoding="utf-8")
    code, out, err = said("rules", "test", str(own))
    assert (code, out, err.count("\n")) == (3, "", 1)
    assert err.startswith(f"kg: {own}:{line}: ")
    assert reason in err


def test_an_unknown_predicate_is_refused(tmp_path: Path, said: Said) -> None:
    (tmp_path / "admires.toml").write_text(OWN.replace("visits", "admires"), encoding="utf-8")
    code, _, err = said("rules", "test", str(tmp_path))
    assert code == 3
    assert "admires.toml:2: no predicate 'admires'; known are" in err


def test_kg_rules_adds_to_extraction_and_replaces_by_name(
    own: Path, said: Said, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from kg.extract.facts.examples import own_rules

    monkeypatch.setenv("KG_RULES", str(own))
    with own_rules([]):
        names = [rule.by for rule in rules()]
        assert "rule.visits.stroll/1" in names
        assert "rule.visits.go/1" in names
    own.write_text(OWN.replace('"stroll"', '"go"').replace("version = 1", "version = 9"), encoding="utf-8")
    with own_rules([]):
        names = [rule.by for rule in rules()]
        assert "rule.visits.go/9" in names
        assert "rule.visits.go/1" not in names
        code, out, _ = said("rules", "show", "visits.go")
        assert (code, f"{own}:4" in out) == (0, True)


def test_a_folder_without_rules_is_said_so(tmp_path: Path, said: Said) -> None:
    code, _, err = said("rules", "test", str(tmp_path))
    assert (code, "no rules in this folder" in err) == (3, True)


def test_the_rule_of_the_page_on_rules_works(tmp_path: Path, said: Said) -> None:
    page = (ROOT / "docs" / "rules.md").read_text(encoding="utf-8")
    [rule] = re.findall(r"^```toml\n(.*?)^```", page, re.M | re.S)
    (tmp_path / "visits.toml").write_text(rule, encoding="utf-8")
    assert said("rules", "test", str(tmp_path)) == (0, "", "1 rule, 3 examples hold\n")
    wrong = rule.replace(" (planned)", "")
    (tmp_path / "visits.toml").write_text(wrong, encoding="utf-8")
    _, out, _ = said("rules", "test", str(tmp_path))
    shown = out.replace(str(tmp_path), "my-rules")
    assert shown in page


def test_the_page_on_rules_names_every_key() -> None:
    page = (ROOT / "docs" / "rules.md").read_text(encoding="utf-8")
    keys = {*_RULE_KEYS, *_SLOT_KEYS} - {"known", "anchor"}
    assert [key for key in sorted(keys) if f"`{key}" not in page] == []
    for word in (*KINDS, *DIRECTIONS, *REACHES):
        assert f"`{word}`" in page
