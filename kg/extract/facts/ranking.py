"""How likely a fact that a rule proposes is right, from where its words stand: a logistic sum over *clues*.

A clue is something a reader could point at: the rule and its trigger word, how far the two names stand from it, what
stands right before and after them, how the names end, how many others could be meant instead, what is known already.
The weight of each clue is learned from annotated articles and stands in `data/rules/weights.tsv`, in log-odds. A rule
that no annotated article has judged, such as one of your own, is believed as `confidence` says.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Mapping, Sequence
from functools import cache
from itertools import repeat
from math import exp

from kg.errors import RuleError
from kg.extract.facts.confidence import confidence
from kg.extract.facts.entities import Named
from kg.extract.facts.rules import Rule
from kg.extract.facts.scene import Node, Scene, Spot, Tables
from kg.extract.facts.subjects import head
from kg.model import Fact
from kg.resources import folder

LEAST = 0.5
"""A fact less likely than this is not stated."""

_LEAST_OF = {"promotes": 0.4, "visits": 0.4, "heldAt": 0.55}
"""Where stating more than LEAST lets through gains more recall than it costs precision, and where more than half of
what is a little likelier than LEAST was wrong."""

LEAST_SUGGESTED = 0.45
"""Nor is one less likely than this that rules only suggest, of the predicates that go lower: of those, more than half
were wrong."""

_SUGGESTED_OF = {"participatesIn": 0.55, "visits": 0.55}
"""Of suggestions a little likelier than LEAST_SUGGESTED, three in five were wrong too."""


def least_suggested(predicate: str) -> float:
    """How likely a fact must be that rules only suggest."""
    return _SUGGESTED_OF.get(predicate, LEAST_SUGGESTED)


HOPELESS = -2.5
"""Log-odds of an outline below which a suggestion is not looked at any closer: of 17,555, 85 % are; of the 229 that
were stated, 8, and half of such are wrong."""


def likely(fact: Fact) -> bool:
    """Whether a fact is as likely as one of its predicate must be to be stated."""
    return fact.confidence >= _LEAST_OF.get(fact.predicate, LEAST)


_TIERS = {"states": (False,), "suggests": (True,), "both": (False, True)}
# How line ends are written in the table.
_LINE_END = "⏎"


@cache
def weights() -> Tables:
    """The weights of the clues for each predicate, and whether they are for rules that only suggest.

    Raises:
        RuleError: the table is broken.
    """
    path = folder("data") / "rules" / "weights.tsv"
    table: dict[tuple[str, bool], dict[str, float]] = {}
    if not path.exists():
        return table
    for number, line in enumerate(path.read_text(encoding="utf-8").split("\n"), 1):
        if not line or line.startswith("#"):
            continue
        try:
            predicate, tier, clue, weight = line.split("\t")
            value = float(weight)
            for suggests in _TIERS[tier]:
                table.setdefault((predicate, suggests), {})[clue.replace(_LINE_END, "\n")] = value
        except (ValueError, KeyError) as error:
            raise RuleError(
                f"{path}:{number}: four cells: predicate, states, suggests or both, clue, weight"
            ) from error
    return table


def written(clue: str) -> str:
    """A clue as a cell of the table."""
    return clue.replace("\n", _LINE_END).replace("\t", " ").replace("\r", " ")


def judge(scene: Scene, rule: Rule) -> Mapping[str, float] | None:
    """The weights by which the facts of a rule are judged, None where no annotated article has judged any."""
    table = scene.weights.get((rule.predicate, rule.suggests))
    return table if table is not None and rule.by in table else None


def likelihood(table: Mapping[str, float] | None, rule: Rule, found: Sequence[str]) -> float:
    """The probability that a fact of a rule with these clues, each of which is there once, is right."""
    if table is None:
        return 0.0 if rule.suggests else confidence(rule.by)
    return round(probability(table, found), 3)


def hopeless(table: Mapping[str, float], found: Sequence[str]) -> bool:
    """Whether the outline of a suggestion speaks so strongly against it that no words around it would help."""
    return sum(map(table.get, found, _NO_WEIGHT)) < HOPELESS


_NO_WEIGHT = repeat(0.0)


def probability(table: Mapping[str, float], found: Sequence[str]) -> float:
    """The logistic sum of the weights of clues."""
    odds = sum(map(table.get, found, _NO_WEIGHT))
    return 1 / (1 + exp(-odds))


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
