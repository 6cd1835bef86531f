"""From arguments to facts: the evidence that proves them, and whether they are asserted, planned or negated."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache

from kg.extract.facts.asides import called_off, of_guests
from kg.extract.facts.clues import around, outline
from kg.extract.facts.confidence import confidence
from kg.extract.facts.departed import leaves, of_a_death
from kg.extract.facts.doings import no_doing
from kg.extract.facts.nesting import lies_elsewhere
from kg.extract.facts.parts import side_by_side
from kg.extract.facts.ranking import HOPELESS, judge, likelihood, odds
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

    A rule that only suggests says nothing that another has said, and nothing that is less likely than the scene asks.
    """
    table = judge(scene, rule)
    if table is None and rule.suggests and scene.least:
        return
    for subject in subjects:
        for thing in objects:
            if subject.entity is thing.entity:
                continue
            if rule.suggests and (subject.entity, rule.predicate, thing.entity) in scene.known:
                continue
            likely, seen = _ranked(scene, table, rule, subject, thing, trigger, via)
            if rule.suggests and likely < scene.least:
                continue
            if _untrue(scene, rule.predicate, subject, thing, trigger):
                continue
            start, end = evidence(scene, trigger, (subject, thing))
            said = status or _status(scene, rule, subject, thing, trigger)
            if _no_longer(scene, rule.predicate, subject, thing):
                said = "negated"
            fact = Fact(subject.ref, rule.predicate, thing.ref, start, end, rule.by, likely, said)
            if scene.proposals is not None:
                scene.proposals.append(Proposal(fact, rule.suggests, seen))
            yield fact


def _ranked(
    scene: Scene,
    table: Mapping[str, float] | None,
    rule: Rule,
    subject: Node,
    thing: Node,
    trigger: Spot,
    via: str,
) -> tuple[float, tuple[str, ...]]:
    """How likely a fact is, and the clues to it where they are kept. The words around it are not looked at where its
    outline speaks too strongly against a suggestion."""
    unjudged = 0.0 if rule.suggests else confidence(rule.by)
    if table is None and scene.proposals is None:
        return unjudged, ()
    outlined = outline(scene, rule, subject, thing, trigger, via)
    found = odds(table, outlined) if table is not None else 0.0
    if rule.suggests and scene.least and found < HOPELESS:
        return 0.0, ()
    closer = around(scene, subject, thing, rule.predicate)
    likely = unjudged if table is None else likelihood(odds(table, closer, found))
    return likely, () if scene.proposals is None else (*outlined, *closer)


def _untrue(scene: Scene, predicate: str, subject: Node, thing: Node, trigger: Spot) -> bool:
    """Whether the text, or the authority, says otherwise than clues can tell."""
    return (
        _contradicted(predicate, subject, thing)
        or (predicate in _OF_MEETINGS and _elsewhere(scene, predicate, subject, thing))
        or (predicate in _DOINGS and no_doing(scene, predicate, subject, thing, trigger))
        or (predicate == "partOf" and side_by_side(scene.text, subject, thing))
        or (predicate == "onDate" and of_a_death(scene, subject, thing))
        or (predicate == "onDate" and _before_it(scene, trigger, _ON_THE_WAY))
    )


def _status(scene: Scene, rule: Rule, subject: Node, thing: Node, trigger: Spot) -> Status:
    """What the clause says of a fact up to its trigger; where a name is the trigger, up to the later name, and what
    follows the subject."""
    if rule.predicate in _OF_MEETINGS and _still_to_come(scene, trigger):
        return "planned"
    if rule.kind != "each":
        return status_of(scene, trigger.start)
    if subject.clause == thing.clause == trigger.clause:
        return status_of(scene, max(subject.start, thing.start))
    if subject.start == trigger.start and _GOING_TO.match(scene.text, subject.end):
        return "planned"
    return status_of(scene, trigger.start)


def _no_longer(scene: Scene, predicate: str, subject: Node, thing: Node) -> bool:
    """Whether the sentence says that an office is left, or that a meeting was called off."""
    if predicate == "holdsRole":
        return leaves(scene, subject, thing)
    if (
        predicate not in _OF_MEETINGS
        or subject.start < 0
        or thing.start < 0
        or subject.sentence != thing.sentence
    ):
        return False
    sentence = scene.sentences[subject.sentence]
    low, high = sorted((subject.start, thing.start))
    return called_off(scene.text, sentence.start, low, high, sentence.end)


def _still_to_come(scene: Scene, trigger: Spot) -> bool:
    """Whether the clause names a day after that of the article before its trigger, or its sentence says before it that
    somebody is on the way there or will do this and that, one clause after the other."""
    if _before_it(scene, trigger, _AHEAD):
        return True
    today, index = scene.document.article.date, scene.node_before(trigger.start)
    while index >= 0 and (node := scene.nodes[index]).clause == trigger.clause:
        if node.type == "Date" and _DAY.match(node.name):
            day = node.name[:10].partition("/")[0]
            return bool(today) and day > today[: len(day)]
        index -= 1
    return False


def _before_it(scene: Scene, trigger: Spot, what: re.Pattern[str]) -> bool:
    """Whether the sentence says so before its trigger."""
    return what.search(scene.text, scene.sentences[trigger.sentence].start, trigger.start) is not None


# Somebody has left for a place, or has just come there: the meeting is not yet.
_ON_THE_WAY = re.compile("(?:乘坐?(?:专机|包机)|启程|起航|动身)[^。]{0,12}(?:离开|赴|前往|抵达)")
_AHEAD = re.compile(f"{_ON_THE_WAY.pattern}|将(?:会见|出席|应邀|举行|访问|参加|同|与)")
_DAY = re.compile("[12][0-9]{3}(?:-[0-9]{2}){0,2}(?:[/上下早晚]|$)")
# Right behind a subject: what it does is still to come.
_GOING_TO = re.compile("(?:等|一行|本人)?(?:也|还|都|均)?(?:将|拟|计划|即将|准备|打算|定于)")
_DOINGS = frozenset(("participatesIn", "visits"))
_OF_MEETINGS = frozenset(("heldAt", "onDate", "participatesIn"))


def _elsewhere(scene: Scene, predicate: str, subject: Node, thing: Node) -> bool:
    """Whether a meeting is only what guests have come for who are received: it is not held there and then, and who
    receives them takes no part; the guests are named right after it."""
    meeting = thing if predicate == "participatesIn" else subject
    guest = predicate == "participatesIn" and subject.sentence == meeting.sentence
    if of_guests(scene.text, meeting.start):
        return not (guest and subject.start > meeting.start)
    if predicate != "participatesIn" or guest or not meeting.entity.places:
        return False
    first = scene.nodes[meeting.entity.places[0]]
    return subject.sentence != first.sentence and of_guests(scene.text, first.start)


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
        index = scene.node_before(at + (match[0] == "将"))
        node = scene.nodes[index] if index >= 0 else None
        if (
            node is None
            or node.end <= clause.start + match.start()
            or (node.start == at and node.type == "Date")
        ):
            return "planned"
    return "asserted"
