"""Rules for two neighbouring names with only so much between them: 溧阳市的某某纪念馆."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache, lru_cache

from kg.extract.facts.claims import facts, status_of
from kg.extract.facts.nearby import fits, spread
from kg.extract.facts.rules import Rule, rules
from kg.extract.facts.scene import Scene
from kg.model import Fact

# No rule allows more characters between its names.
_LONGEST_GAP = 16


@cache
def _pairs() -> dict[tuple[str, str], tuple[Rule, ...]]:
    table: dict[tuple[str, str], list[Rule]] = {}
    for rule in rules():
        if rule.kind == "pair" and rule.left and rule.right:
            for left in sorted(rule.left.types):
                for right in sorted(rule.right.types):
                    table.setdefault((left, right), []).append(rule)
    return {key: tuple(value) for key, value in table.items()}


@cache
def _neighbours() -> dict[str, frozenset[str]]:
    """The types of which a rule joins a name to one behind it → the types of those behind."""
    table: dict[str, set[str]] = {}
    for left, right in _pairs():
        table.setdefault(left, set()).add(right)
    return {left: frozenset(rights) for left, rights in table.items()}


@lru_cache(maxsize=1 << 14)
def _joining(left: str, right: str, gap: str) -> tuple[Rule, ...]:
    """The rules for names of two types with just this between them: most gaps are few characters, and the same few."""
    return tuple(
        rule for rule in _pairs().get((left, right), ()) if rule.gap is not None and rule.gap.fullmatch(gap)
    )


def paired(scene: Scene) -> Iterator[Fact]:
    """What the pair rules find between neighbours."""
    nodes, text = scene.nodes, scene.text
    for index, left in enumerate(nodes):
        rights = _neighbours().get(left.type)
        if rights is None or rights.isdisjoint(scene.types):
            continue
        gap = ""
        offset = left.end
        for other in range(index + 1, min(index + 4, len(nodes))):
            right = nodes[other]
            if right.start - offset > _LONGEST_GAP:
                break
            gap += text[offset : right.start]
            offset = right.end
            if len(gap) > _LONGEST_GAP or "\n" in gap:
                break
            if right.type not in rights:
                continue
            for rule in _joining(left.type, right.type, gap):
                if other == index + 1 or all(node.type in rule.over for node in nodes[index + 1 : other]):
                    yield from _pair(scene, rule, index, other)


def _pair(scene: Scene, rule: Rule, left: int, right: int) -> Iterator[Fact]:
    if rule.left is None or rule.right is None:
        return
    a, b = scene.nodes[left], scene.nodes[right]
    if not (fits(scene, a, rule.left, a.voice) and fits(scene, b, rule.right, a.voice)):
        return
    # Of a chain of places that both stand in (甲市和乙市的某馆), each side has what is on its own.
    lefts = [node for node in spread(scene, left, rule.left) if node.start < b.start]
    rights = [node for node in spread(scene, right, rule.right) if node.start > a.start]
    subjects, objects = (lefts, rights) if rule.subject_is == "left" else (rights, lefts)
    if not (lefts and rights):
        return
    status = rule.status or status_of(scene, b.start)
    yield from facts(scene, rule, subjects, objects, scene.spot(a.start, b.end), status)
