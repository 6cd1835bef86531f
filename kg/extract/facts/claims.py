"""From arguments to facts: the evidence that proves them, and whether they are asserted, planned or negated."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import cache

from kg.extract.facts.asides import of_guests
from kg.extract.facts.nesting import lies_elsewhere
from kg.extract.facts.ranking import LEAST_SUGGESTED, clues, hopeless, judge, likelihood, outline
from kg.extract.facts.rules import Rule, words
from kg.extract.facts.scene import Node, Proposal, Scene, Spot
from kg.model import Fact, Status


def facts(
    scene: Scene,
    rule: Rule,
    subjects: Sequence[Node],
    objects: Sequence[Node],
    trigger: Spot,
    status: Status | None = "asserted",
    via: str = "",
) -> Iterator[Fact]:
    """The facts of every subject with every object, each with the sentence around the trigger as its evidence; without a status they have what
    stands before the trigger.

    A rule that only suggests says nothing that another has said, and, where a scene asks for likely facts, nothing that is less likely than LEAST_SUGGESTED.
    """
    table = judge(scene, rule)
    ranked = table is not None or scene.proposals is not None
    for subject in subjects:
        for thing in objects:
            if subject.entity is thing.entity or _contradicted(rule.predicate, subject, thing):
                continue
            if rule.predicate in _OF_MEETINGS and _elsewhere(scene, rule, subject, thing):
                continue
            if rule.suggests and (subject.entity, rule.predicate, thing.entity) in scene.known:
                continue
            outlined = outline(scene, rule, subject, thing, trigger, via) if ranked else ()
            if rule.suggests and scene.least and (table is None or hopeless(table, outlined)):
                continue
            seen = clues(scene, outlined, subject, thing) if ranked else ()
            likely = likelihood(table, rule, seen)
            if rule.suggests and scene.least and likely < LEAST_SUGGESTED:
                continue
            start, end = evidence(scene, trigger, (subject, thing))
            if status is None:
                status = status_of(scene, trigger.start)
            fact = Fact(subject.ref, rule.predicate, thing.ref, start, end, rule.by, likely, status)
            if scene.proposals is not None:
                scene.proposals.append(Proposal(fact, rule.suggests, seen))
            yield fact


_OF_MEETINGS = frozenset(("heldAt", "onDate", "participatesIn"))


def _elsewhere(scene: Scene, rule: Rule, subject: Node, thing: Node) -> bool:
    """Whether a meeting is only what guests have come for who are received: it is not held there and then, and who
    receives them takes no part; the guests are named right after it."""
    meeting = thing if rule.predicate == "participatesIn" else subject
    guest = rule.predicate == "participatesIn" and subject.sentence == meeting.sentence
    return not (guest and subject.start > meeting.start) and of_guests(scene.text, meeting.start)


def _contradicted(predicate: str, subject: Node, thing: Node) -> bool:
    """Whether the authority knows better where a place lies, or a place only belongs to the name of a meeting
    (中国-中亚峰会 is not held at 中亚)."""
    if predicate == "locatedIn":
        return lies_elsewhere(subject.name, subject.type, thing.name)
    return predicate == "heldAt" and thing.type == "Place" and _joined_in_name(subject.name, thing.text)


def _joined_in_name(name: str, place: str) -> bool:
    """Whether the name of a meeting joins a place to another by a dash."""
    at = name.find(place)
    return at >= 0 and (
        name[at - 1 : at] in _DASHES or name[at + len(place) : at + len(place) + 1] in _DASHES
    )


_DASHES = frozenset("-—－–")


def evidence(scene: Scene, trigger: Spot, nodes: Iterable[Node]) -> tuple[int, int]:
    """The sentence around the trigger, with the neighbouring ones of its paragraph that name the arguments."""
    first = last = trigger.sentence
    last = max(last, scene.sentence_at(max(trigger.start, trigger.end - 1)))
    for node in nodes:
        if node.start < 0:
            continue
        if node.sentence < first and first - node.sentence <= 2:
            first = node.sentence
        if node.sentence > last and node.sentence - last <= 1:
            last = node.sentence
    return scene.sentences[first].start, scene.sentences[last].end


@cache
def _status_words() -> tuple[re.Pattern[str], re.Pattern[str]]:
    planned = "|".join(map(re.escape, words()["planned"]))
    negated = "|".join(map(re.escape, words()["negated"]))
    return re.compile(planned), re.compile(
        f"(?:{negated})(?!来)(?:[^，。；]{{0,3}}|(?:在|于)[^，。；的]{{0,16}})$"
    )


def status_of(scene: Scene, offset: int) -> Status:
    """Whether the clause up to the trigger says that it is planned or did not happen."""
    planned, negated = _status_words()
    clause = scene.clauses[scene.clause_at(offset)]
    before = scene.text[clause.start : offset]
    if negated.search(before):
        return "negated"
    for match in planned.finditer(before):
        # 将 before a name marks an object (将活动引向深入), not the future.
        at = clause.start + match.end()
        index = scene.node_before(at + 1)
        inside = index >= 0 and scene.nodes[index].end > clause.start + match.start()
        if not inside:
            return "planned"
    return "asserted"
