"""How likely a fact that a rule proposes is right, from where its words stand: a logistic sum over *clues*.

A clue is something a reader could point at: the rule and its trigger word, how far the two names stand from it, what
stands right before and after them, how the names end, how many others could be meant instead, what is known already.
The weight of each clue is learned from annotated articles and stands in `data/rules/weights.tsv`, in log-odds. A rule
that no annotated article has judged, such as one of your own, is believed as `confidence` says.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache
from math import exp

from kg.errors import RuleError
from kg.extract.facts.confidence import confidence
from kg.extract.facts.rules import Rule
from kg.extract.facts.scene import Node, Scene
from kg.model import Span
from kg.resources import folder

LEAST = 0.4
"""A fact less likely than this is not stated."""

Weights = Mapping[str, float]

# How line ends are written in the table.
_LINE_END = "⏎"


@cache
def weights() -> Mapping[tuple[str, bool], Weights]:
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
            key = predicate, {"states": False, "suggests": True}[tier]
            table.setdefault(key, {})[clue.replace(_LINE_END, "\n")] = float(weight)
        except (ValueError, KeyError) as error:
            raise RuleError(
                f"{path}:{number}: four cells: predicate, states or suggests, clue, weight"
            ) from error
    return table


def written(clue: str) -> str:
    """A clue as a cell of the table."""
    return clue.replace("\n", _LINE_END).replace("\t", " ").replace("\r", " ")


def likelihood(rule: Rule, found: Sequence[str]) -> float:
    """The probability that a fact of a rule with these clues, each of which is there once, is right."""
    table = weights().get((rule.predicate, rule.suggests))
    if table is None or rule.by not in table:
        return 0.0 if rule.suggests else confidence(rule.by)
    return round(probability(table, found), 3)


def probability(table: Weights, found: Sequence[str]) -> float:
    """The logistic sum of the weights of clues."""
    return 1 / (1 + exp(-sum(table[clue] for clue in found if clue in table)))


# Between two names further apart than this, only the distance counts.
_JOINED = 16
_DOES = 14
_NEIGHBOURS = 12
_BIAS = "bias"


def clues(scene: Scene, rule: Rule, subject: Node, thing: Node, trigger: Span, via: str = "") -> list[str]:
    """What speaks for or against a fact, as names of weights."""
    text = scene.text
    found = [_BIAS, rule.by, subject.type + thing.type, "~" + thing.name.rstrip("”》")[-2:], rule.by + via]
    if rule.kind == "trigger":
        found.append(rule.by + text[trigger.start : trigger.end])
    if subject.type != "Person":
        found.append("subject~" + subject.name[-2:])
    where = _distance(scene, subject, trigger), _distance(scene, thing, trigger)
    found += ("subject " + where[0], "object " + where[1], _order(subject, thing, trigger))
    known = (subject.ref, rule.predicate) in scene.known, (rule.predicate, thing.ref) in scene.known
    found.append(f"known {known[0]:d}{known[1]:d}")
    if subject.start < 0 or thing.start < 0:
        return found
    s, o = scene.node_before(subject.start + 1), scene.node_before(thing.start + 1)
    found += _beside(scene, s, "subject")
    found += _beside(scene, o, "object")
    low, high = (s, o) if s < o else (o, s)
    between = scene.nodes[low + 1 : high] if high - low < _NEIGHBOURS else None
    if between is None:
        found.append("rivals many")
    else:
        types = [node.type for node in between]
        found.append(f"rivals {min(types.count(subject.type), 3)}")
        found.append(f"objects {min(types.count(thing.type), 3)}")
    start, end = scene.nodes[low].end, scene.nodes[high].start
    if end - start <= _JOINED:
        found += {"between " + text[i : i + 2] for i in range(start, end - 1)}
    clause_end = scene.clauses[subject.clause].end
    found += {"does " + text[i : i + 2] for i in range(subject.end, min(clause_end, subject.end + _DOES) - 1)}
    return found


def _order(subject: Node, thing: Node, trigger: Span) -> str:
    if subject.start < thing.start:
        return (
            "sto"
            if subject.start <= trigger.start < thing.start
            else "tso"
            if trigger.start < subject.start
            else "sot"
        )
    return (
        "ots"
        if thing.start <= trigger.start < subject.start
        else "tos"
        if trigger.start < thing.start
        else "ost"
    )


def _distance(scene: Scene, node: Node, trigger: Span) -> str:
    if node.start < 0:
        return "home"
    here = scene.clause_at(trigger.start)
    if here == node.clause:
        return "clause"
    sentence = scene.sentence_at(trigger.start)
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
