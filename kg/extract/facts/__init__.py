"""facts: what the text says of the entities in it, found by the rules of `data/rules`."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from kg.extract.facts.anaphora import anaphors
from kg.extract.facts.confidence import confidence
from kg.extract.facts.matching import named, paired, triggered
from kg.extract.facts.readers import READERS
from kg.extract.facts.rules import rules
from kg.extract.facts.scene import Scene, lay_out
from kg.model import Document, Fact, Found

__all__ = ["facts_of", "state"]


def state(documents: Sequence[Document]) -> list[Found]:
    """The facts of each document, between the entities that its mentions name.

    Raises:
        RuleError: a rule file is broken.
    """
    return [Found(facts=facts_of(document)) for document in documents]


def facts_of(document: Document) -> tuple[Fact, ...]:
    """The facts of one document, in the order of the text; each says which rule found it.

    The same fact in several sentences is several facts; in one sentence it is one, by the surest rule.
    """
    if not document.mentions:
        return ()
    scene = lay_out(document, anaphors(document))
    best: dict[tuple[object, ...], Fact] = {}
    for found in _all(scene):
        fact = replace(found, confidence=confidence(found.by))
        key = (fact.subject, fact.predicate, fact.object, fact.start, fact.end)
        old = best.get(key)
        if old is None or (-old.confidence, old.by) > (-fact.confidence, fact.by):
            best[key] = fact
    return tuple(sorted(best.values(), key=_order))


def _all(scene: Scene) -> Iterator[Fact]:
    yield from triggered(scene)
    yield from paired(scene)
    yield from named(scene)
    for rule in rules():
        if rule.kind == "structure":
            yield from READERS[rule.reader](scene, rule)


def _order(fact: Fact) -> tuple[int, int, str, str, str, str]:
    name = getattr(fact.object, "name", "") or getattr(fact.object, "text", "")
    return (fact.start, fact.end, fact.predicate, fact.subject.type, fact.subject.name, name)
