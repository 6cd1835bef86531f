"""Who held a post before whom: a former holder, named near somebody who is said to come into the same post."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kg.extract.facts.claims import facts
from kg.extract.facts.nearby import ends_with
from kg.extract.facts.rules import Rule
from kg.extract.facts.scene import Node, Scene
from kg.model import Fact, Ref

_FORMER = re.compile(r"^(?:原任|前任|原|前)")
# Who merely holds an office and who comes into it: 任, 当选 between the person and the office.
_COMES = ("任", "当选", "当选为", "履新", "任命为", "被选为", "为")
# Sentences between the two: further apart, a former holder may be one of many.
_NEAR = 2


def former_holder(scene: Scene, rule: Rule) -> Iterator[Fact]:
    """Persons who come into the post that another near them is said to have held: 杜某任县长，原县长李某….

    It reads what the rules of holdsRole have found, which come before it.
    """
    holders = _holders(scene)
    coming = [
        node for node in scene.nodes if node.type == "Role" and ends_with(scene.text, node.start, _COMES)
    ]
    for index, office in enumerate(scene.nodes[:-1]):
        person = scene.nodes[index + 1]
        former = _FORMER.match(office.name) if office.type == "Role" else None
        if former is None or person.type != "Person" or person.start != office.end:
            continue
        post = office.name[former.end() :]
        for taken in coming:
            if taken.name != post or abs(taken.sentence - office.sentence) > _NEAR:
                continue
            new = [
                node
                for node in _near(scene, taken)
                if node.ref in holders.get(post, ()) and node.ref != person.ref
            ]
            yield from facts(scene, rule, new[:1], [person], scene.spot(taken.start, taken.end))


def _holders(scene: Scene) -> dict[str, set[Ref]]:
    found: dict[str, set[Ref]] = {}
    for fact in scene.found:
        if fact.predicate == "holdsRole" and isinstance(fact.object, Ref):
            found.setdefault(fact.object.name, set()).add(fact.subject)
    return found


def _near(scene: Scene, office: Node) -> list[Node]:
    """The persons before an office in its sentence, the nearest first."""
    index = scene.node_before(office.start)
    found = []
    while index >= 0 and scene.nodes[index].sentence == office.sentence:
        if scene.nodes[index].type == "Person":
            found.append(scene.nodes[index])
        index -= 1
    return found
