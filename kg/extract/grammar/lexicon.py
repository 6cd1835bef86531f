"""The grammar's word lists, read once from `data/grammar`: heads, words that stop a name, surnames, precision."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Literal

from ahocorasick_rs import AhoCorasick

from kg.errors import RuleError
from kg.resources import folder

Mode = Literal["name", "placed", "quoted", "bare"]
MODES: tuple[Mode, ...] = ("bare", "name", "placed", "quoted")


@dataclass(frozen=True, slots=True)
class Heads:
    """All heads in one automaton. `uses[i]` says for the i-th head which types it can end, and how."""

    automaton: AhoCorasick
    heads: tuple[str, ...]
    uses: tuple[dict[str, frozenset[Mode]], ...]
    known: frozenset[str]


def rows(name: str, columns: int) -> Iterator[tuple[int, list[str]]]:
    """Line number and cells of every line of `data/grammar/NAME` that is not a comment.

    Raises:
        RuleError: a line has not as many cells as the list has columns.
    """
    path = folder("data") / "grammar" / name
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
        if not line or line.startswith("#"):
            continue
        cells = line.split("\t")
        if len(cells) != columns:
            raise RuleError(f"{path}:{number}: {columns} columns expected, {len(cells)} found")
        yield number, cells


@cache
def heads() -> Heads:
    """The heads of `heads.tsv`.

    Raises:
        RuleError: a mode is unknown.
    """
    uses: dict[str, dict[str, set[Mode]]] = {}
    for number, (type_, mode, words) in rows("heads.tsv", 3):
        known = next((each for each in MODES if each == mode), None)
        if known is None:
            raise RuleError(f"{_path('heads.tsv')}:{number}: unknown mode {mode}; known: {', '.join(MODES)}")
        for word in words.split():
            uses.setdefault(word, {}).setdefault(type_, set()).add(known)
    names = tuple(sorted(uses))
    return Heads(
        AhoCorasick(names),
        names,
        tuple({type_: frozenset(modes) for type_, modes in sorted(uses[name].items())} for name in names),
        frozenset(names),
    )


@cache
def words(name: str) -> frozenset[str]:
    """A list of `words.tsv` (`stop.Site`, `surnames`); empty when there is none of that name."""
    return _words().get(name, frozenset())


@cache
def pattern(name: str) -> re.Pattern[str]:
    """A list of `words.tsv` as one alternation, longest first."""
    return re.compile("|".join(map(re.escape, sorted(words(name), key=lambda word: (-len(word), word)))))


@cache
def _words() -> dict[str, frozenset[str]]:
    lists: dict[str, set[str]] = {}
    for _, (names, cells) in rows("words.tsv", 2):
        for name in names.split():
            lists.setdefault(name, set()).update(cells.split())
    return {name: frozenset(members) for name, members in lists.items()}


@cache
def confidences() -> dict[tuple[str, str], float]:
    """(rule, head) → measured precision; the head is empty for the rule as a whole.

    Raises:
        RuleError: a precision is not a number.
    """
    table: dict[tuple[str, str], float] = {}
    for number, (rule, head, right, made, precision) in rows("confidence.tsv", 5):
        try:
            table[rule, head] = float(precision)
            int(right), int(made)
        except ValueError as error:
            raise RuleError(f"{_path('confidence.tsv')}:{number}: {error}") from error
    return table


def _path(name: str) -> Path:
    return folder("data") / "grammar" / name
