"""The subject of a clause, carried over to the clauses and sentences after it."""

from __future__ import annotations

import re
from bisect import bisect_right
from functools import cache

from kg.extract.facts.asides import ATTRIBUTIVE, BYLINE, DATELINE
from kg.extract.facts.nearby import ends_with, fits, spread
from kg.extract.facts.rules import Slot, words
from kg.extract.facts.scene import Node, Scene

# 一是某局……；二是某局……: the points of a list begin with their subject.
_COUNTED = re.compile(r"[一二三四五六七八九]是$")


# So many clauses back no subject is carried over: it keeps a sentence without end linear.
_FAR = 60


@cache
def _not_subject() -> tuple[str, ...]:
    return words()["not_subject_after"]


def subject_of(scene: Scene, offset: int, slot: Slot, reach: str) -> list[Node]:
    """The subject in force at an offset: of its clause, else of earlier clauses as far as `reach` allows."""
    nodes, clauses, fitting = scene.nodes, scene.clauses, scene.anchors[slot.types]
    at = bisect_right(fitting, scene.node_before(offset)) - 1
    if at < 0:
        return []
    voice, here, sentence = scene.voice_at(offset), scene.clause_at(offset), scene.sentence_at(offset)
    floor = clauses[here].start if reach == "clause" else scene.sentences[sentence].start
    if clauses[here].start >= floor and (
        _other_begins(scene, here, offset, slot) or _other_acts(scene, offset)
    ):
        return []
    # Only clauses with a name that fits are looked at.
    while at >= 0 and (clause := nodes[fitting[at]].clause) > here - _FAR and clauses[clause].start >= floor:
        end = offset if clause == here else clauses[clause].end
        found = _clause_subject(scene, clauses[clause].start, end, slot, voice)
        if found:
            return found
        while at >= 0 and nodes[fitting[at]].clause == clause:
            at -= 1
    if reach in ("clause", "sentence"):
        return []
    for earlier in range(sentence - 1, max(-1, sentence - 3), -1):
        if reach == "paragraph" and scene.paragraphs[earlier] != scene.paragraphs[sentence]:
            break
        span = scene.sentences[earlier]
        found = _clause_subject(scene, span.start, span.end, slot, voice)
        if found:
            return found
    return []


def _other_begins(scene: Scene, clause: int, offset: int, slot: Slot) -> bool:
    """Whether a place that acts begins the clause, so that nobody named before it does."""
    if "Place" in slot.types:
        return False
    other = head(scene, clause)
    if other < 0 or scene.nodes[other].type != "Place" or scene.nodes[other].start >= offset:
        return False
    return not scene.text.startswith("人", scene.nodes[other].end)  # 某县人，曾任…: where somebody is from


def _other_acts(scene: Scene, offset: int) -> bool:
    """Whether it is somebody else who does what follows: 某甲结合某乙|访问…的感受."""
    at = scene.node_before(offset)
    if at < 0 or scene.nodes[at].end != offset or scene.nodes[at].type != "Person":
        return False
    return ends_with(scene.text, lead(scene, at), words()["told_of"])


def _clause_subject(scene: Scene, start: int, end: int, slot: Slot, voice: int) -> list[Node]:
    text, nodes = scene.text, scene.nodes
    fitting = scene.anchors[slot.types]
    for at in range(bisect_right(fitting, scene.node_before(start)), len(fitting)):
        index = fitting[at]
        node = nodes[index]
        if node.start >= end:
            break
        if fits(scene, node, slot, voice) and node.end <= end:
            group = scene.groups[node.group]
            last = scene.nodes[group[-1]]
            led = lead(scene, group[0])
            if (
                (not ends_with(text, led, _not_subject()) or _COUNTED.search(text, max(0, led - 2), led))
                and not text.startswith("的", last.end)
                and not _aside(scene, index)
            ):
                return spread(scene, index, slot)
    return []


def _aside(scene: Scene, index: int) -> bool:
    """Whether somebody is named only in passing: 某某总书记关于…, （记者 某某）, 某某网甲市5月11日讯."""
    node = scene.nodes[index]
    if node.type == "Organisation":
        return DATELINE.match(scene.text, node.end) is not None
    if node.type != "Person":
        return False
    if ATTRIBUTIVE.match(scene.text, node.end):
        return True
    return (
        index > 0
        and scene.nodes[index - 1].type == "Role"
        and bool(BYLINE.search(scene.nodes[index - 1].text))
    )


def lead(scene: Scene, index: int) -> int:
    """Where a name with the offices before it starts."""
    if not scene.leads:
        # For all names at once: each office of a long row has the start of the one before it.
        before: Node | None = None
        for node in scene.nodes:
            joined = before is not None and before.type == "Role" and node.start - before.end <= 1
            scene.leads.append(scene.leads[-1] if joined else node.start)
            before = node
    return scene.leads[index]


def head(scene: Scene, clause: int) -> int:
    """The index of the name that a clause begins with as its subject, -1 where no name does."""
    found = scene.heads.get(clause)
    if found is None:
        found = scene.heads[clause] = _head(scene, clause)
    return found


def _head(scene: Scene, clause: int) -> int:
    span, nodes, text = scene.clauses[clause], scene.nodes, scene.text
    index = scene.node_before(span.start) + 1
    while index < len(nodes) and nodes[index].start < span.end:
        node = nodes[index]
        if node.type in ACTORS:
            group = scene.groups[node.group]
            start, end = lead(scene, group[0]), nodes[group[-1]].end
            begins = start - span.start <= _OPENS or nodes[index - 1].type == "Date"
            led = ends_with(text, start, _not_subject())
            return index if begins and not led and text[end : end + 1] not in _NO_SUBJECT else -1
        if node.type not in ("Role", "Date"):
            return -1
        index += 1
    return -1


ACTORS = frozenset(("Person", "Organisation", "Place", "Site"))
# So many characters from the start of its clause a subject may stand: 随后, 近年来.
_OPENS = 5
_NO_SUBJECT = frozenset("的，、：。")
