"""Lays a document out as a `Scene`: its nodes in sentences, paragraphs and clauses, joined in groups."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from kg.extract.facts.anaphora import Anaphor
from kg.extract.facts.entities import Entities
from kg.extract.facts.scene import Node, Scene
from kg.model import Document, Mention, Span

# What separates the members of a coordination. A comma does so only in lists of people with their offices.
_JOINT = re.compile(
    r"[“”‘’\s]*(?:[、/]|和|与|及|以及|暨|同|兼|—|－|-|→|、以及|、和|联合|会同|携手|联手)[“”‘’\s]*"
)
_NAMES = re.compile(r"[“”\s]*(?:[、，,；\s/]|和|与|及|以及|兼|等)*[“”\s]*")
_BREAK = re.compile(r"[，,；;：:]")
# A pronoun for one, and what joins others to it: 她和县长某某.
_ONE, _WITH = frozenset("他她"), ("和", "与")
_PLACES = frozenset({"Place", "Site", "Organisation"})
_OCCASIONS = frozenset({"Event", "Campaign"})


def lay_out(document: Document, speeches: list[Span], anaphors: Sequence[Anaphor]) -> Scene:
    """The scene of a document; `anaphors` are already resolved and sorted."""
    nodes = _nodes(document.mentions, anaphors)
    sentences = document.sentences
    paragraphs = _paragraphs(document.shadow, sentences)
    spans = _paragraph_spans(sentences, paragraphs)
    scene = Scene(document, nodes, sentences, [], [], speeches, paragraphs, spans)
    scene.types = _name(scene)
    scene.mains = sorted(
        [entity for ref, entity in scene.entities.items() if ref.type in _OCCASIONS],
        key=lambda entity: -len(entity.places),
    )
    scene.speech_starts = [speech.start for speech in speeches]
    scene.sentence_starts = _starts(sentences)
    if speeches:
        for node in nodes:
            node.voice = scene.voice_at(node.start)
    for node, index in zip(nodes, _places(scene.starts, scene.sentence_starts), strict=True):
        node.sentence = index
    scene.groups = _groups(document.shadow, nodes)
    scene.clauses = _clauses(document.shadow, sentences, nodes, scene.groups, speeches)
    scene.clause_starts = _starts(scene.clauses)
    for node, index in zip(nodes, _places(scene.starts, scene.clause_starts), strict=True):
        node.clause = index
    return scene


def _name(scene: Scene) -> frozenset[str]:
    """Tell each node its entity; gives the types that there are."""
    entities = scene.entities = Entities(scene.document.article.title)
    types: set[str] = set()
    for index, node in enumerate(scene.nodes):
        entity = node.entity = entities[node.ref]
        entity.places.append(index)
        if node.type not in types:
            types.add(node.type)
            entity.tells.append("first subject")
            entity.told.append("first object")
    return frozenset(types)


def _nodes(mentions: Sequence[Mention], anaphors: Sequence[Anaphor]) -> list[Node]:
    nodes = [Node(m.start, m.end, m.type, m.canonical or m.text, m.text) for m in mentions]
    nodes += [Node(a.start, a.end, a.ref.type, a.ref.name, a.text, anaphor=True) for a in anaphors]
    return sorted(nodes, key=lambda node: (node.start, node.end))


def _starts(spans: Sequence[Span]) -> list[int]:
    """Where each begins, with the first reaching back over all that stands before it."""
    return [-1, *[span.start for span in spans[1:]]]


def _places(offsets: Sequence[int], starts: Sequence[int]) -> Iterator[int]:
    """For each of the sorted offsets the index of the last start that is not behind it, 0 before the first."""
    index, last = 0, len(starts) - 1
    for offset in offsets:
        while index < last and starts[index + 1] <= offset:
            index += 1
        yield index


def _paragraphs(text: str, sentences: Sequence[Span]) -> list[int]:
    paragraphs, current, last = [], 0, 0
    for sentence in sentences:
        if "\n" in text[last : sentence.start]:
            current += 1
        paragraphs.append(current)
        last = sentence.end - 1 if sentence.end > sentence.start else sentence.end
    return paragraphs


def _paragraph_spans(sentences: Sequence[Span], paragraphs: Sequence[int]) -> list[Span]:
    spans: list[Span] = []
    for sentence, paragraph in zip(sentences, paragraphs, strict=True):
        if paragraph == len(spans) - 1:
            spans[-1] = Span(spans[-1].start, sentence.end)
        else:
            spans += [sentence] * (paragraph + 1 - len(spans))
    return spans


def _groups(text: str, nodes: Sequence[Node]) -> list[list[int]]:
    """Coordinations, each a list of node indexes. Offices stand in groups of their own."""
    groups: list[list[int]] = []
    last: int | None = None
    for index, node in enumerate(nodes):
        joined = last is not None and node.type != "Role" and _joined(text, nodes, last, index)
        if joined:
            node.group = len(groups) - 1 if last is None else nodes[last].group
            groups[node.group].append(index)
        else:
            node.group = len(groups)
            groups.append([index])
        if node.type != "Role":
            last = index
    return groups


def _joined(text: str, nodes: Sequence[Node], left: int, right: int) -> bool:
    """Whether two neighbours (offices between them aside) are members of one coordination."""
    a, b = nodes[left], nodes[right]
    if a.anaphor and b.anaphor:
        return (a.start, a.end) == (b.start, b.end)  # all of whom 他们 stands for
    if a.sentence != b.sentence or a.voice != b.voice or b.anaphor:
        return False
    if a.anaphor and not (a.text in _ONE and text.startswith(_WITH, a.end)):
        return False
    if a.type == b.type == "Person":
        gaps, offset = [], a.end
        for node in nodes[left + 1 : right]:
            gaps.append(text[offset : node.start])
            offset = node.end
        gaps.append(text[offset : b.start])
        if any(len(gap) > 4 or not _NAMES.fullmatch(gap) for gap in gaps):
            return False
        return bool(gaps[0]) and ("，" not in gaps[0] or right - left > 1)
    if right - left > 1 or b.start - a.end > 5:
        return False
    kind = a.type == b.type or any(a.type in alike and b.type in alike for alike in (_PLACES, _OCCASIONS))
    return kind and _JOINT.fullmatch(text, a.end, b.start) is not None


def _clauses(
    text: str,
    sentences: Sequence[Span],
    nodes: Sequence[Node],
    groups: Sequence[Sequence[int]],
    speeches: Sequence[Span],
) -> list[Span]:
    """Sentences cut at commas, semicolons and colons outside names, coordinations and direct speech."""
    closed = [(node.start, node.end) for node in nodes]
    closed += [(nodes[group[0]].start, nodes[group[-1]].end) for group in groups if len(group) > 1]
    closed += [(speech.start, speech.end) for speech in speeches]
    closed.sort()
    clauses: list[Span] = []
    at, covered, count = 0, -1, len(closed)
    for sentence in sentences:
        start = sentence.start
        for match in _BREAK.finditer(text, sentence.start, sentence.end):
            here = match.start()
            while at < count and closed[at][0] <= here:
                if closed[at][1] > covered:
                    covered = closed[at][1]
                at += 1
            if here >= covered:
                clauses.append(Span(start, here + 1))
                start = here + 1
        if start < sentence.end:
            clauses.append(Span(start, sentence.end))
    return clauses
