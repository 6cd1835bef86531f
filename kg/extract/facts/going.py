"""Clues to visits: how a place is led up to, and what its sentence says that visitors are and do."""

from __future__ import annotations

import re
from functools import cache

from kg.extract.facts.rules import any_of
from kg.extract.facts.scene import Node, Scene

# No more characters stand between a word for going and the place that it leads to: 走进了美丽的.
_NEAR = 4
# So many characters after a place tell what is done there.
_THEN = 40


def going(scene: Scene, subject: Node, thing: Node, distance: str) -> list[str]:
    """How a place is led up to (`how to`: by a word for going, `how at` by 在), whether what visitors do is `done` there,
    and whether the `members` of a body act in its clause; each with the type of who might go and how far off they are.
    """
    there = scene.visited.get(thing.start)
    if there is None:
        there = scene.visited[thing.start] = _there(scene, thing)
    return [kind + " " + more for kind in there for more in (subject.type, subject.type + " " + distance)]


def _there(scene: Scene, place: Node) -> tuple[str, ...]:
    text = scene.text
    group = scene.groups[place.group]
    start, end = scene.nodes[scene.chain_start(group[0])].start, scene.nodes[scene.chain_end(group[-1])].end
    clause, sentence = scene.clauses[place.clause], scene.sentences[place.sentence]
    goes, does, members = _patterns()
    opening = max(sentence.start, clause.start)
    led = 0
    for match in goes.finditer(text, opening, start):
        led = match.end()
    if text.endswith("在", opening, start):
        how = "at"
    elif led:
        how = "to" if start - led <= _NEAR else "to far"
    else:
        how = "opens" if start - opening <= 1 else "other"
    found = ["how " + how]
    done = does.search(text, end, min(sentence.end, end + _THEN))
    if done is not None:
        found.append("done " + how)
    if members.search(text, opening, start):
        found.append("members")
        if how.startswith("to"):
            found.append("members to")
    elif done is not None and members.search(text, end, done.start()):
        found.append("members done")
    return tuple(found)


@cache
def _patterns() -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    """Words for going, for what is done at a place, and for the people of a body."""
    return re.compile(any_of("go")), re.compile(any_of("done_there")), re.compile(any_of("members"))
