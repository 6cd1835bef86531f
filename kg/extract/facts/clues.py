"""Clues to whether a fact that a rule proposes is right: what a reader could point at.

The rule and its trigger word, how far the two names stand from it, what stands right before and after them, how the
names end, how many others could be meant instead, what is known already. Their weights are learned, see
`kg.extract.facts.ranking`.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence

from kg.extract.facts.entities import Named
from kg.extract.facts.rules import Rule
from kg.extract.facts.scene import Node, Scene, Spot
from kg.extract.facts.subjects import head

# Between two names further apart than this, only how many others stand there counts.
_JOINED = 16
# Characters that say what a subject does, what leads to a thing and what comes after it.
_DOES, _LEADS, _THEN = 14, 12, 10
# Names apart beyond which rivals are not counted.
_NEIGHBOURS = 12
# What else may be known of somebody or something, and tells of this.
_ASKED = frozenset(("heldAt", "onDate", "organises", "participatesIn", "visits", "locatedIn", "promotes"))


def clues(scene: Scene, outline: Sequence[str], subject: Node, thing: Node) -> tuple[str, ...]:
    """What speaks for or against a fact, as names of weights, each once: the outline and the words around both ends.

    `subject<`, `subject>` what stands before and after the subject, `subject=` its office; `between`, `does`, `led`,
    `then` pairs of characters between the two, after the subject, before and after the object.
    """
    found = list(outline)
    if subject.start >= 0 and thing.start >= 0:
        found += _around(scene, subject, thing)
    return tuple(dict.fromkeys(found))


def outline(scene: Scene, rule: Rule, subject: Node, thing: Node, trigger: Spot, via: str = "") -> list[str]:
    """The clues that do not ask which words stand around a fact. `via` is where the rule's slots looked.

    rule.… the rule, with its trigger or with `via`; `~` the end of the object's name; `sto` the order of subject,
    trigger and object; `said` whether a verb of speech stands between subject and trigger; `known` and
    `subject visits` what rules that state have found.
    """
    text = scene.text
    types = subject.type + thing.type
    found = ["bias", rule.by, types, *thing.entity.tails, rule.by + via]
    if rule.kind == "trigger":
        found.append(rule.by + text[trigger.start : trigger.end])
    if subject.type != "Person":
        found += subject.entity.subject_tails
    places = _distance(scene, subject, trigger), _distance(scene, thing, trigger)
    order = _order(subject, thing, trigger)
    found += (f"subject {places[0]}", f"object {places[1]}", order, types + order + places[0] + places[1])
    found += _of_article(scene, rule.predicate, subject, thing)
    found += _standing(scene, subject, thing, trigger)
    if rule.predicate in _OF_A_DAY:
        found += _of_its_day(scene, subject, thing)
    if 0 <= subject.start < trigger.start and _said(scene, subject.end, trigger.start):
        found.append("said")
    return found


# What happens on a day: history that the same article tells is apart from it.
_OF_A_DAY = frozenset(("heldAt", "onDate", "participatesIn", "visits"))


def _of_its_day(scene: Scene, subject: Node, thing: Node) -> list[str]:
    """Whether the sentences of the two names tell of other years, whether the subject is one of several, and whether
    it is quoted anywhere."""
    found = []
    if subject.start >= 0:
        if scene.of_the_past(subject.sentence):
            found.append("subject past")
        if len(scene.groups[subject.group]) > 1:
            found.append("subject of several")
    if thing.start >= 0 and scene.of_the_past(thing.sentence):
        found.append("object past")
    if "says" in subject.entity.does:
        found.append("subject says")
    return found


def _standing(scene: Scene, subject: Node, thing: Node, trigger: Spot) -> list[str]:
    """Clues from how sentences are built: whether the subject begins its clause, who does so nearer to the trigger,
    and whether a semicolon parts the two names."""
    found = []
    if subject.start >= 0:
        here, nodes, group = trigger.clause, scene.nodes, subject.group
        own = head(scene, subject.clause)
        found.append("begins" if own >= 0 and nodes[own].group == group else "begins not")
        for clause in range(here, max(subject.clause, here - _BACK) - 1, -1):
            at = head(scene, clause)
            if at >= 0 and (other := nodes[at]).start < trigger.start and other.group != group:
                near = "here" if clause == here else "between"
                found += (f"shadow {near}", f"shadow {near} {other.type}")
                break
        low, high = (subject, thing) if subject.start <= thing.start else (thing, subject)
        if (
            low.sentence == high.sentence
            and scene.text.find("；", low.end, min(high.start, low.end + _SPOKEN)) >= 0
        ):
            found.append("parted")
    return found


# So many clauses back from the trigger other subjects are looked for.
_BACK = 8


# What somebody says that others do or should do is not done by the speaker.
_SAYS = re.compile("强调|指出|表示|要求|认为|提出|希望|[说称道][，：]")
# So far back from the trigger.
_SPOKEN = 200


def _said(scene: Scene, start: int, end: int) -> bool:
    """Whether a verb of speech, of two characters all, stands between a subject and the trigger."""
    if scene.says is None:
        scene.says = [match.start() for match in _SAYS.finditer(scene.text)]
    at = bisect_left(scene.says, max(start, end - _SPOKEN))
    return at < len(scene.says) and scene.says[at] <= end - 2


def _of_article(scene: Scene, predicate: str, subject: Node, thing: Node) -> list[str]:
    """Clues from what the article says elsewhere."""
    known, who, what = scene.known, subject.entity, thing.entity
    found = [_KNOWN[(who, predicate) in known, (predicate, what) in known]]
    found += _told("subject", who)
    found += _told("object", what)
    found.append(_OFTEN[min(len(what.places), 4)])
    if scene.mains:
        found.append(_MANY[min(len(scene.mains), 6)])
        if scene.mains[0] is who or scene.mains[0] is what:
            found += ("main", f"main of {min(len(scene.mains), 3)}")
    if what.titled:
        found.append("object titled")
    if who.titled:
        found.append("subject titled")
    if what.first:
        found.append("first object")
    if who.first:
        found.append("first subject")
    return found


_MANY = [f"occasions {count}" for count in range(7)]
_KNOWN = {(a, b): f"known {a:d}{b:d}" for a in (False, True) for b in (False, True)}
_OFTEN = [f"often {count}" for count in range(5)]


def _told(side: str, entity: Named) -> Sequence[str]:
    """What else is known that somebody does, as clues."""
    if side not in entity.told:
        entity.told[side] = [f"{side} {other}" for other in entity.does if other in _ASKED]
    return entity.told[side]


def _around(scene: Scene, subject: Node, thing: Node) -> list[str]:
    """Clues from the words around two names."""
    nodes = scene.nodes
    s, o = scene.node_before(subject.start + 1), scene.node_before(thing.start + 1)
    found = _beside(scene, s, "subject") + _beside(scene, o, "object")
    low, high = (s, o) if s < o else (o, s)
    if high - low < _NEIGHBOURS:
        kinds = [node.type for node in nodes[low + 1 : high]]
        found.append(f"rivals {min(kinds.count(subject.type), 3)}")
        found.append(f"objects {min(kinds.count(thing.type), 3)}")
    else:
        found.append("rivals many")
    if nodes[high].start - nodes[low].end <= _JOINED:
        found += _pairs("between ", scene, nodes[low].end, nodes[high].start)
    end = min(scene.clauses[subject.clause].end, subject.end + _DOES)
    found += _pairs("does ", scene, subject.end, end)
    clause = scene.clauses[thing.clause]
    found += _pairs("led ", scene, max(clause.start, thing.start - _LEADS), thing.start)
    found += _pairs("then ", scene, thing.end, min(clause.end, thing.end + _THEN))
    return found


def _pairs(kind: str, scene: Scene, start: int, end: int) -> list[str]:
    """Each two neighbouring characters of a stretch; kept, since many facts are asked about at one name."""
    key = kind, start, end
    found = scene.stretches.get(key)
    if found is None:
        text = scene.text
        found = scene.stretches[key] = [kind + text[at : at + 2] for at in range(start, end - 1)]
    return found


def _order(subject: Node, thing: Node, trigger: Spot) -> str:
    """The order of subject, thing (o) and trigger."""
    if subject.start < thing.start:
        if trigger.start < subject.start:
            return "tso"
        return "sto" if trigger.start < thing.start else "sot"
    if trigger.start < thing.start:
        return "tos"
    return "ots" if trigger.start < subject.start else "ost"


def _distance(scene: Scene, node: Node, trigger: Spot) -> str:
    if node.start < 0:
        return "home"
    here, sentence = trigger.clause, trigger.sentence
    if here == node.clause:
        return "clause"
    if sentence == node.sentence:
        return "next clause" if abs(here - node.clause) == 1 else "sentence"
    if scene.paragraphs[sentence] == scene.paragraphs[node.sentence]:
        return "next sentence" if abs(sentence - node.sentence) == 1 else "paragraph"
    return "opening" if node.sentence <= 1 else "article"


def _beside(scene: Scene, index: int, side: str) -> list[str]:
    nodes, text = scene.nodes, scene.text
    group = scene.groups[nodes[index].group]
    first, last = group[0], group[-1]
    office = ""
    if nodes[index].type == "Person":
        if index and nodes[index - 1].type == "Role" and nodes[index].start - nodes[index - 1].end <= 1:
            office = nodes[index - 1].text[-2:]
        while first and nodes[first - 1].type == "Role" and nodes[first].start - nodes[first - 1].end <= 1:
            first -= 1
        if (
            last + 1 < len(nodes)
            and nodes[last + 1].type == "Role"
            and nodes[last + 1].start == nodes[last].end
        ):
            last += 1
    start, end = nodes[first].start, nodes[last].end
    found = [
        side + "<" + text[max(0, start - 2) : start],
        side + "<" + text[max(0, start - 1) : start],
        side + ">" + text[end : end + 2],
        side + ">" + text[end : end + 1],
    ]
    if nodes[index].type == "Person":
        found.append(side + "=" + office)
    if nodes[index].anaphor:
        found.append(side + " anaphor")
    if nodes[index].voice >= 0:
        found.append(side + " quoted")
    return found
