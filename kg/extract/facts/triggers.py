"""Rules with a trigger, and rules anchored at a name: all triggers in one pass, then the slots around each."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cache, lru_cache

from ahocorasick_rs import AhoCorasick, MatchKind

from kg.extract.facts.claims import facts
from kg.extract.facts.nearby import ends_with, fits
from kg.extract.facts.rules import Rule, rules, words
from kg.extract.facts.scene import Scene
from kg.extract.facts.slots import Hit, find
from kg.extract.facts.topics import set_topics
from kg.model import Fact


@cache
def _triggers() -> tuple[AhoCorasick, tuple[tuple[Rule, ...], ...]]:
    """One automaton over the triggers of all rules; a blocking word (达到 for 到) belongs to none."""
    table: dict[str, list[Rule]] = {word: [] for word in words()["not_a_trigger"]}
    for rule in rules():
        for word in rule.trigger:
            table.setdefault(word, []).append(rule)
    keys = sorted(table)
    automaton = AhoCorasick(keys, matchkind=MatchKind.LeftmostLongest)
    return automaton, tuple(tuple(table[key]) for key in keys)


Need = tuple[frozenset[str], frozenset[str]]
"""The types that can be the subject of a rule and those that can be its object; none where no name is needed."""


def _need(rule: Rule) -> Need | None:
    """What a rule needs, None where it has no argument to give."""
    if rule.subject is None or rule.object is None:
        return None
    anywhere = ("home", "article")
    subject, target = (
        frozenset[str]() if anywhere in slot.sources else slot.types for slot in (rule.subject, rule.object)
    )
    return subject, target


@cache
def _needs() -> tuple[tuple[tuple[tuple[Rule, Need], ...], ...], tuple[tuple[Rule, Need], ...]]:
    """The rules of each trigger, and those without a trigger, with what they need."""

    def needing(found: Iterable[Rule]) -> tuple[tuple[Rule, Need], ...]:
        return tuple((rule, need) for rule in found if (need := _need(rule)) is not None)

    _, table = _triggers()
    return tuple(map(needing, table)), needing(rule for rule in rules() if rule.kind == "each")


class _Met(dict[Need, bool]):
    """Whether a text with names of these types has what a rule needs. There are few needs, but many rules."""

    def __init__(self, types: frozenset[str]) -> None:
        super().__init__()
        self._types = types

    def __missing__(self, need: Need) -> bool:
        met = self[need] = all(not part or not self._types.isdisjoint(part) for part in need)
        return met


class _Possible(dict[int, tuple[Rule, ...]]):
    """For each trigger, by its number, the rules whose arguments a text with names of these types can fill; worked
    out when the trigger is first met."""

    def __init__(self, types: frozenset[str]) -> None:
        super().__init__()
        self._met = _Met(types)

    def __missing__(self, pattern: int) -> tuple[Rule, ...]:
        met = self._met
        found = self[pattern] = tuple(rule for rule, need in _needs()[0][pattern] if met[need])
        return found


@lru_cache(maxsize=4096)
def _possible(types: frozenset[str]) -> _Possible:
    return _Possible(types)


def hits(scene: Scene) -> Iterator[tuple[Rule, Hit]]:
    """The triggers in the text that stand outside names, in order, with the rules that they are of."""
    automaton, _ = _triggers()
    table = _possible(scene.types)
    text = scene.text
    for pattern, start, end in automaton.find_matches_as_indexes(text):
        found = table[pattern]
        if not found:
            continue
        index = scene.node_before(end)
        if index >= 0 and scene.nodes[index].end > start:
            continue
        clause, sentence, voice = scene.clause_at(start), scene.sentence_at(start), scene.voice_at(start)
        hit = Hit(start, end, clause, sentence, voice, index, index)
        for rule in found:
            if _allowed(text, start, end, rule):
                yield rule, hit


def _allowed(text: str, start: int, end: int, rule: Rule) -> bool:
    if rule.after and not ends_with(text, start, rule.after):
        return False
    if rule.not_after and ends_with(text, start, rule.not_after):
        return False
    if rule.before and not text.startswith(rule.before, end):
        return False
    return not (rule.not_before and text.startswith(rule.not_before, end))


def triggered(scene: Scene) -> Iterator[Fact]:
    """What the trigger rules find."""
    set_topics(scene)
    for rule, hit in hits(scene):
        if rule.subject is None or rule.object is None:
            continue
        # The nearer argument first: most triggers have none.
        object_first = rule.object.sources[0][0] in ("after", "before")
        first, second = (rule.object, rule.subject) if object_first else (rule.subject, rule.object)
        ones, via = find(scene, hit, first)
        if not ones:
            continue
        others, also = find(scene, hit, second)
        if others:
            subjects, objects = (others, ones) if object_first else (ones, others)
            yield from facts(scene, rule, subjects, objects, hit, rule.status, via + also)


@lru_cache(maxsize=4096)
def _each_rules(types: frozenset[str], suggests: bool) -> tuple[Rule, ...]:
    met = _Met(types)
    return tuple(rule for rule, need in _needs()[1] if rule.suggests == suggests and met[need])


def anchored(scene: Scene, suggests: bool = False) -> Iterator[Fact]:
    """What the rules find that need no trigger: an anchor, and its fellow in the same clause or sentence."""
    hits: dict[int, Hit] = {}
    for rule in _each_rules(scene.types, suggests):
        if rule.subject is None or rule.object is None:
            continue
        anchor, other = rule.subject, rule.object
        if rule.anchor == "object":
            anchor, other = other, anchor
        for index in scene.anchors[anchor.types]:
            node = scene.nodes[index]
            if not (anchor.plain or fits(scene, node, anchor, node.voice)):
                continue
            hit = hits.get(index)
            if hit is None:
                before = scene.node_before(node.start)
                hit = Hit(node.start, node.end, node.clause, node.sentence, node.voice, index, before)
                hits[index] = hit
            found, via = find(scene, hit, other)
            if found:
                subjects, objects = ([node], found) if rule.anchor == "subject" else (found, [node])
                yield from facts(scene, rule, subjects, objects, hit, rule.status, via)
