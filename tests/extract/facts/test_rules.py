"""Every rule against its own sentences, and broken rule files against the promise to name file, line and reason."""

from __future__ import annotations

from pathlib import Path

import pytest

from kg.errors import RuleError
from kg.extract.facts.examples import problems
from kg.extract.facts.readers import READERS
from kg.extract.facts.rules import Rule, read_rules, read_words, rules


@pytest.mark.parametrize("rule", rules(), ids=lambda rule: rule.by)
def test_a_rule_does_what_its_examples_say(rule: Rule) -> None:
    assert problems(rule) == []


def test_names_are_unique() -> None:
    names = [rule.by for rule in rules()]
    assert len(names) == len(set(names))


def test_every_reader_is_used_and_known() -> None:
    assert {rule.reader for rule in rules() if rule.kind == "structure"} == set(READERS)


GOOD = """\
predicate = "visits"

[[rule]]
name = "go"
version = 1
kind = "trigger"
trigger = ["@go"]
subject = { types = ["Person"], from = ["subject sentence"] }
object = { types = ["Site"], from = ["after clause"] }
match = [{ text = "[杜某|Person]来到[甲馆|Site]。", facts = ["杜某 visits 甲馆"] }]
"""


def load(folder: Path, source: str) -> list[Rule]:
    path = folder / "visits.toml"
    path.write_text(source, encoding="utf-8")
    return read_rules(path, {"go": ("来到",)})


def test_a_good_file_loads(tmp_path: Path) -> None:
    (rule,) = load(tmp_path, GOOD)
    assert (rule.by, rule.trigger, rule.line) == ("rule.visits.go/1", ("来到",), 3)


@pytest.mark.parametrize(
    ("old", "new", "line", "reason"),
    [
        ('predicate = "visits"', 'predicate = "visit"', 1, "belongs into visit.toml"),
        ('predicate = "visits"', "predicate = visits", 1, "Invalid value"),
        ('kind = "trigger"', 'kind = "triger"', 6, "known are trigger, each, pair, name, structure"),
        ('name = "go"', 'name = "Go there"', 4, "lower-case words"),
        ("version = 1", 'version = "one"', 5, "whole number"),
        ('"@go"', '"@gone"', 7, "no class @gone"),
        ('types = ["Site"]', 'types = ["Museum"]', 9, "no type 'Museum'"),
        ('from = ["after clause"]', 'from = ["behind clause"]', 9, "object.from: 'behind clause'"),
        ('from = ["after clause"]', 'from = ["traveller clause"]', 9, "it needs suggests = true"),
        ('from = ["after clause"]', 'form = ["after clause"]', 9, "unknown key 'form'"),
        ('trigger = ["@go"]\n', "", 3, "needs 'trigger'"),
        ("match = [", "matches = [", 10, "unknown key 'matches'"),
        (', facts = ["杜某 visits 甲馆"]', "", 10, "match must list tables"),
        (GOOD, GOOD + GOOD.partition("\n\n")[2], 11, "two rules are named"),
        (GOOD, GOOD + 'gap = "("\n', 11, "gap:"),
        ("来到[甲馆", "走近[甲馆", 10, "none of the rule's trigger words is in it: 来到"),
        ("visits 甲馆", "visits 乙馆", 10, "names '乙馆', which is not in it"),
        ("visits 甲馆", "visit 甲馆", 10, "must be written `SUBJECT visits OBJECT`"),
        ("[甲馆|Site]", "[甲馆|Museum]", 10, "no type 'Museum'"),
        ("version = 1", "version = 1\nversion = 2", 6, "Cannot overwrite a value"),
    ],
)
def test_a_broken_file_is_named_with_its_line(
    tmp_path: Path, old: str, new: str, line: int, reason: str
) -> None:
    assert old in GOOD
    with pytest.raises(RuleError) as caught:
        load(tmp_path, GOOD.replace(old, new))
    message = str(caught.value)
    assert f"visits.toml:{line}: " in message
    assert reason in message


def test_a_rule_without_proof_is_refused(tmp_path: Path) -> None:
    with pytest.raises(RuleError, match="needs at least one sentence"):
        load(tmp_path, "\n".join(line for line in GOOD.splitlines() if not line.startswith("match")))


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(RuleError, match=r"words\.toml:1"):
        read_words(tmp_path / "words.toml")


def test_a_predicate_that_the_ontology_lacks_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "admires.toml"
    path.write_text(GOOD.replace("visits", "admires"), encoding="utf-8")
    with pytest.raises(RuleError, match=r"admires\.toml:1: no predicate 'admires'; known are "):
        read_rules(path, {"go": ("来到",)})


def test_the_line_of_an_example_is_its_own(tmp_path: Path) -> None:
    second = '{ text = "[杜某|Person]走近[乙馆|Site]。", facts = ["杜某 visits 乙馆"] },\n]\n'
    source = GOOD.replace("match = [", "match = [\n  ").replace("] }]", "] },\n  ") + second
    with pytest.raises(RuleError, match=r"visits\.toml:13: example '\[杜某\|Person\]走近"):
        load(tmp_path, source)
