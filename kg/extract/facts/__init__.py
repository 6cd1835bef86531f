"""facts: what the text says of the entities in it, found by the rules of `data/rules`."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache

from kg.errors import RuleError
from kg.extract.facts.anaphora import anaphors
from kg.extract.facts.layout import lay_out
from kg.extract.facts.names import named
from kg.extract.facts.pairs import paired
from kg.extract.facts.ranking import LEAST, weights
from kg.extract.facts.readers import READERS
from kg.extract.facts.rules import Rule, rules
from kg.extract.facts.scene import Proposal, Scene, Tables
from kg.extract.facts.shortened import short_forms
from kg.extract.facts.triggers import anchored, triggered
from kg.extract.facts.voices import speeches
from kg.model import Document, Fact, Found, Ref
from kg.ontology import ontology

__all__ = ["all_facts", "facts_of", "proposals", "state"]


def state(documents: Sequence[Document]) -> list[Found]:
    """The facts of each document, between the entities that its mentions name.

    Raises:
        RuleError: a rule file is broken.
    """
    return [Found(facts=facts_of(document)) for document in documents]


def facts_of(document: Document) -> tuple[Fact, ...]:
    """The facts of one document, in the order of the text; each says which rule found it.

    The same fact in several sentences is several facts; in one sentence it is one, by the surest rule. A fact is as
    sure as its rule is where it stands, and no surer than its names are; one that is not likely is not stated.
    """
    best: dict[tuple[object, ...], Fact] = {}
    for fact in _read(document, LEAST).found:
        key = (fact.subject, fact.predicate, fact.object, fact.start, fact.end)
        old = best.get(key)
        if old is None or (-old.confidence, old.by) > (-fact.confidence, fact.by):
            best[key] = fact
    names: dict[tuple[str, str], float] = {}
    for mention in document.mentions:
        name = mention.type, mention.canonical or mention.text
        if names.get(name, 0.0) < mention.confidence:
            names[name] = mention.confidence
    sure = (_sure(fact, names) for fact in best.values())
    return tuple(sorted((fact for fact in sure if fact.confidence >= LEAST), key=_order))


def _sure(fact: Fact, names: Mapping[tuple[str, str], float]) -> Fact:
    """A fact with the doubts about its names in its confidence."""
    sure = names.get(fact.subject, 1.0)
    if isinstance(fact.object, Ref):
        sure *= names.get(fact.object, 1.0)
    if sure == 1.0:
        return fact
    likely = round(fact.confidence * sure, 3)
    return Fact(
        fact.subject,
        fact.predicate,
        fact.object,
        fact.start,
        fact.end,
        fact.by,
        likely,
        fact.status,
        fact.as_of,
    )


def all_facts(document: Document) -> list[Fact]:
    """What every rule finds in a document, each by itself, however unlikely: one fact may come from several rules."""
    return _read(document, 0.0).found


def proposals(document: Document, table: Tables) -> list[Proposal]:
    """What the rules propose that are ranked, with the clues to how likely each is.

    What rules that state have found by these weights is known to those that only suggest.
    """
    return _read(document, 0.0, [], table).proposals or []


def _read(
    document: Document, least: float, kept: list[Proposal] | None = None, table: Tables | None = None
) -> Scene:
    """The scene of a document with the facts that are at least so likely."""
    spoken = speeches(document)
    meant = anaphors(document, spoken)
    scene = lay_out(document, spoken, [*meant, *short_forms(document, meant)])
    scene.least, scene.proposals = least, kept
    scene.weights = weights() if table is None else table
    if not document.mentions:
        return scene
    for read in (triggered, anchored, paired, named):
        scene.found += read(scene)
    for rule in _structures():
        scene.found += READERS[rule.reader](scene, rule)
    stated = [fact for fact in scene.found if _allowed(fact)]
    scene.know([fact for fact in stated if fact.confidence >= LEAST])
    scene.found = [fact for fact in stated if fact.confidence >= least]
    scene.found += filter(_allowed, anchored(scene, suggests=True))
    return scene


@cache
def _structures() -> tuple[Rule, ...]:
    """The rules of readers.

    Raises:
        RuleError: one names a reader that there is not.
    """
    found = tuple(rule for rule in rules() if rule.kind == "structure")
    for rule in found:
        if rule.reader not in READERS:
            known = ", ".join(sorted(READERS))
            raise RuleError(f"{rule.path}:{rule.line}: no reader {rule.reader!r}; known are {known}")
    return found


@cache
def _ends() -> dict[str, frozenset[tuple[str, str]]]:
    """Predicate → the pairs of types that the ontology lets it connect."""
    predicates = ontology().predicates
    kinds = [*ontology().types, "Quote"]
    return {
        name: frozenset((s, o) for s in kinds for o in kinds if predicate.allows(s, o))
        for name, predicate in predicates.items()
    }


def _allowed(fact: Fact) -> bool:
    """Whether a fact has the types that its predicate asks for."""
    target = fact.object.type if isinstance(fact.object, Ref) else "Quote"
    return (fact.subject.type, target) in _ends()[fact.predicate]


def _order(fact: Fact) -> tuple[int, int, str, str, str, str]:
    name = getattr(fact.object, "name", "") or getattr(fact.object, "text", "")
    return (fact.start, fact.end, fact.predicate, fact.subject.type, fact.subject.name, name)
