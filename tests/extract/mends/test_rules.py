"""The rules of `data/grammar/mends.toml`: their own examples, and what is wrong in a file."""

from __future__ import annotations

from pathlib import Path

import pytest

from kg.errors import RuleError
from kg.extract.facts.examples import marked_document
from kg.extract.mends import mend, rules


@pytest.mark.parametrize(("before", "after"), [pair for rule in rules.rules() for pair in rule.examples])
def test_a_rule_does_what_its_examples_say(before: str, after: str) -> None:
    document = marked_document(before)
    wanted = marked_document(after)
    assert document.shadow == wanted.shadow
    found = mend([document])[0].mentions or ()
    assert [(m.start, m.end, m.type) for m in found] == [(m.start, m.end, m.type) for m in wanted.mentions]


def test_each_rule_has_an_example_that_it_changes() -> None:
    assert all(any(before != after for before, after in rule.examples) for rule in rules.rules())


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        ('whole = "("\nexamples = []', "2: whole: missing"),
        ("whole = '某'\nexamples = ['某']", "3: example '某' must be written"),
        ("whole = '某'\ntypes = ['Sight']\nexamples = []", "3: types: no type 'Sight'"),
        ("whole = '某'\nbecomes = 'Sight'\nexamples = []", "3: becomes = 'Sight'"),
        ("found = '某'\nbecomes = 'Site'\nexamples = []", "2: found needs becomes and with"),
        ("types = ['Site']\nexamples = []", "1: nothing says for which names"),
        ("is = 1\nexamples = []", "2: unknown key 'is'"),
        ("by = 'kind'", "1: key 'examples' is missing"),
    ],
)
def test_a_broken_rule_is_named_with_its_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, row: str, reason: str
) -> None:
    (tmp_path / "grammar").mkdir()
    (tmp_path / "grammar" / "mends.toml").write_text(f"[[mend]]\n{row}\n", encoding="utf-8")
    monkeypatch.setattr(rules, "folder", lambda _: tmp_path)
    rules.rules.cache_clear()
    try:
        with pytest.raises(RuleError, match=rf"mends\.toml:{reason}"):
            rules.rules()
    finally:
        rules.rules.cache_clear()
