"""The sentences that prove a rule, as its file gives them: read, and checked for what can only be a slip.

Names are marked in a sentence as `[省委|Organisation|江苏省委]` (words, type, and the full name where it is another);
`{home=某市}` before the sentence says where its article plays. Facts are written `SUBJECT PREDICATE OBJECT`, with
` (planned)` or ` (negated)` after them where they are.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from kg.extract.tables import Row, strings

MARK = re.compile(r"\[([^\[\]|]+)\|([A-Za-z]+)(?:\|([^\[\]|]+))?\]")
HOME = re.compile(r"^\{home=([^}]+)\}")
_STATUS = re.compile(r" \((?:planned|negated)\)$")

_IN_SIGHT = ("trigger", "each", "pair")
"""Kinds of rules whose arguments stand in the text; the others read them out of names."""


@dataclass(frozen=True, slots=True)
class Example:
    """A sentence and the facts that its rule must find in it, none for one that it must reject; `line` is its place."""

    text: str
    facts: tuple[str, ...]
    line: int = 0


def examples(
    row: Row, predicate: str, kind: str, trigger: Sequence[str], types: Sequence[str]
) -> tuple[Example, ...]:
    """The examples of a rule.

    Raises:
        RuleError: there is none that must match, or one cannot be right: a mark with an unknown type, a sentence
            without any word of the rule, a fact of another predicate or with a name that its sentence lacks.
    """
    found: list[Example] = []
    values = row.values.get("match", [])
    if not isinstance(values, list):
        row.fail("match must list tables {text = …, facts = […]} with at least one fact", "match")
    for value in values:
        if not isinstance(value, dict) or set(value) != {"text", "facts"} or not value["facts"]:
            row.fail("match must list tables {text = …, facts = […]} with at least one fact", "match")
        text, facts = str(value["text"]), tuple(map(str, value["facts"]))
        found.append(Example(text, facts, row.line_holding(text, "match")))
    if not found:
        row.fail("a rule needs at least one sentence under `match`")
    found += [Example(text, (), row.line_holding(text, "reject")) for text in strings(row, "reject")]
    for example in found:
        for fault in _faults(example, predicate, kind, trigger, types):
            row.fail_at(example.line, f"example {example.text!r}: {fault}")
    return tuple(found)


def _faults(
    example: Example, predicate: str, kind: str, trigger: Sequence[str], types: Sequence[str]
) -> Iterator[str]:
    bare = MARK.sub(lambda mark: mark[1], example.text)
    names = {name for mark in MARK.finditer(example.text) for name in (mark[1], mark[3]) if name}
    for mark in MARK.finditer(example.text):
        if mark[2] not in types:
            yield f"no type {mark[2]!r}; known are {', '.join(types)}"
    if not example.facts:
        return
    if kind == "trigger" and not any(word in bare for word in trigger):
        yield f"none of the rule's trigger words is in it: {', '.join(trigger)}"
    for fact in example.facts:
        subject, known, target = _STATUS.sub("", fact).partition(f" {predicate} ")
        if not known:
            yield f"fact {fact!r} must be written `SUBJECT {predicate} OBJECT`"
        elif kind in _IN_SIGHT:
            missing = [name for name in (subject, target) if name not in names and name not in bare]
            if missing:
                yield f"fact {fact!r} names {missing[0]!r}, which is not in it"
