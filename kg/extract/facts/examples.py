"""The sentences that prove a rule: names marked as `[省委|Organisation|江苏省委]`, facts as `省委 organises 某活动`."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import _lru_cache_wrapper
from pathlib import Path

from kg.errors import RuleError
from kg.extract.facts import all_facts
from kg.extract.facts.proofs import HOME, MARK, Example
from kg.extract.facts.rules import OWN, TYPES, Rule
from kg.model import Article, Document, Fact, Found, Home, Mention, Ref, Span
from kg.read import read


def marked_document(marked: str) -> Document:
    """The document that a marked sentence stands for, with its mentions; `{home=某市}` before it gives its home.

    Raises:
        RuleError: a mark has an unknown type.
    """
    home = HOME.match(marked)
    marked = marked[home.end() :] if home else marked
    text, mentions, offset = "", [], 0
    for match in MARK.finditer(marked):
        text += marked[offset : match.start()]
        name, kind, canonical = match.groups()
        if kind not in TYPES:
            raise RuleError(f"no type {kind!r} in {marked!r}; known are {', '.join(TYPES)}")
        start = len(text)
        text += name
        mentions.append(Mention(start, len(text), kind, name, canonical or name, "example/1", 1.0))
        offset = match.end()
    text += marked[offset:]
    document = read(Article("example", text, body=(Span(0, len(text)),)))
    if home:
        document = Document(
            document.article,
            document.shadow,
            document.sentences,
            document.quotations,
            Home(home[1], (), home[1]),
        )
    return document.plus(Found(mentions=tuple(mentions)))


@contextmanager
def own_rules(paths: Sequence[Path]) -> Iterator[None]:
    """Let rules of one's own work beside those that ship (see OWN) within the block."""
    before = os.environ.get(OWN, "")
    os.environ[OWN] = os.pathsep.join([*filter(None, [before]), *map(str, paths)])
    _forget()
    try:
        yield
    finally:
        os.environ[OWN] = before
        _forget()


def _forget() -> None:
    """Drop what was worked out from the rules as they were."""
    for name, module in sorted(sys.modules.items()):
        if name.startswith("kg.extract.facts"):
            for value in vars(module).values():
                if isinstance(value, _lru_cache_wrapper):
                    value.cache_clear()


def written(fact: Fact) -> str:
    """A fact as examples write it; planned and negated ones say so at the end."""
    target = fact.object.name if isinstance(fact.object, Ref) else fact.object.text
    mark = "" if fact.status == "asserted" else f" ({fact.status})"
    return f"{fact.subject.name} {fact.predicate} {target}{mark}"


@dataclass(frozen=True, slots=True)
class Failure:
    """An example that does not hold: what its rule should find in it, and what it finds."""

    rule: Rule
    example: Example
    wanted: tuple[str, ...]
    got: tuple[str, ...]

    def __str__(self) -> str:
        wanted = "; ".join(self.wanted) or "nothing"
        got = "; ".join(self.got) or "nothing"
        place = f"{self.rule.path}:{self.example.line}"
        return f"{place}: {self.rule.by}: {self.example.text}\n  expected: {wanted}\n  found:    {got}"


def failures(rule: Rule) -> list[Failure]:
    """The examples of a rule that do not hold, with all rules at work."""
    found = []
    for example in rule.examples:
        facts = all_facts(marked_document(example.text))
        got = tuple(sorted({written(fact) for fact in facts if fact.by == rule.by}))
        if got != (wanted := tuple(sorted(example.facts))):
            found.append(Failure(rule, example, wanted, got))
    return found


def problems(rule: Rule) -> list[str]:
    """What is wrong with a rule by its own examples, as text; nothing when all hold."""
    return [str(failure) for failure in failures(rule)]
