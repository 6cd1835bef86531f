"""All rules that are in force: those that ship with the program and one's own; see `kg.extract.facts.written`."""

from __future__ import annotations

import os
import re
from functools import cache
from pathlib import Path

from kg.errors import RuleError
from kg.extract.facts.written import (
    DIRECTIONS,
    KINDS,
    REACHES,
    TYPES,
    Rule,
    Slot,
    Words,
    read_rules,
    read_words,
)
from kg.resources import folder

__all__ = [
    "DIRECTIONS",
    "KINDS",
    "OWN",
    "REACHES",
    "TYPES",
    "Rule",
    "Slot",
    "Words",
    "any_of",
    "own_files",
    "read_rules",
    "read_words",
    "rules",
    "words",
]

OWN = "KG_RULES"
"""Environment variable: files and folders of rules of one's own, separated as in PATH, that work beside those that
ship; a rule of the same name takes the place of the one that ships."""

_NOT_RULES = frozenset({"words.toml", "anaphora.toml"})


@cache
def rules() -> tuple[Rule, ...]:
    """All rules, in the order of their files and in them, one's own last.

    Raises:
        RuleError: a file is broken.
    """
    own = [rule for path in own_files() for rule in read_rules(path, _words_beside(path))]
    names = {rule.name for rule in own}
    paths = _rule_files(folder("data") / "rules")
    shipped = [rule for path in paths for rule in read_rules(path, words())]
    return (*(rule for rule in shipped if rule.name not in names), *own)


def own_files() -> list[Path]:
    """The rule files that OWN names.

    Raises:
        RuleError: one is not there, or a folder holds none.
    """
    found: list[Path] = []
    for name in filter(None, os.environ.get(OWN, "").split(os.pathsep)):
        path = Path(name)
        files = _rule_files(path) if path.is_dir() else [path]
        if not files:
            raise RuleError(f"{path}: no rules in this folder; a file of rules is called PREDICATE.toml")
        found += files
    return found


def _rule_files(place: Path) -> list[Path]:
    return sorted(path for path in place.glob("*.toml") if path.name not in _NOT_RULES)


def _words_beside(path: Path) -> Words:
    """The classes of words that ship, with those of a words.toml beside the file."""
    own = path.with_name("words.toml")
    return {**words(), **(read_words(own) if own.exists() else {})}


@cache
def words() -> Words:
    """The classes of words of `data/rules/words.toml`."""
    return read_words(folder("data") / "rules" / "words.toml")


def any_of(name: str) -> str:
    """A regular expression for any word of a class, the longest first."""
    return "|".join(map(re.escape, sorted(words()[name], key=lambda word: (-len(word), word))))
