"""Who says a quotation to which no verb gives a speaker: of whom the paragraph tells before it."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator

from kg.extract.facts.nearby import ends_with
from kg.extract.facts.rules import Rule, words
from kg.extract.facts.scene import Node, Scene
from kg.extract.facts.speech import announced, said, speaker_of
from kg.extract.facts.subjects import lead
from kg.model import Fact, Span


def silent_speech(scene: Scene, rule: Rule) -> Iterator[Fact]:
    """Quotations that are sentences by themselves and to which no verb gives a speaker: the person whom the paragraph
    tells of before them says them, or the first whom it names after them."""
    for index, speech in enumerate(scene.speeches):
        if speech.end - speech.start < _SENTENCE or speaker_of(scene, index) is not None:
            continue
        speaker = _told_of(scene, speech)
        if speaker is not None:
            yield said(scene, rule, speaker, speech)


# A shorter quotation is a name or a word, hardly what somebody says.
_SENTENCE = 8


def _told_of(scene: Scene, speech: Span) -> Node | None:
    """The last person who acts before a speech in its paragraph, or the first named after it."""
    sentence = scene.sentence_at(speech.start - 1)
    paragraph = scene.paragraph_spans[scene.paragraphs[sentence]]
    if scene.text[speech.start - 2 : speech.start - 1] not in _SETS_IN and speech.start - 1 > paragraph.start:
        return None
    if scene.text[speech.end - 1 : speech.end] not in _ENDS or _UNNAMED.match(scene.text, speech.end + 1):
        return None
    here = scene.clause_at(max(0, speech.start - 2))
    for clause in range(here, max(-1, here - _BACK), -1):
        if scene.clauses[clause].start < paragraph.start:
            break
        found = _acting(scene, scene.clauses[clause])
        if found is not None:
            return found
    if announced(scene, speech):
        return None
    at = scene.node_before(speech.end) + 1
    while at < len(scene.nodes) and scene.nodes[at].start < min(paragraph.end, speech.end + _LATER):
        node = scene.nodes[at]
        if node.voice == -1 and node.type == "Person":
            return node
        at += 1
    return None


# Somebody says it whose name is none that is known: ”讲解员说。
_UNNAMED = re.compile(
    r"(?!(?:这位|这名)?(?:老人|他|她|老太太|老大爷))[^。！？，“\n]{1,24}(?:说|道|告诉|感慨|表示|介绍|回忆|口中)"
)
_SETS_IN = frozenset("。！？；：，\n　 ”")
_ENDS = frozenset("。！？…")
# So many clauses before a speech, and so many characters behind it, its speaker may be named.
_BACK = 40
_LATER = 120


def _acting(scene: Scene, clause: Span) -> Node | None:
    """The first person in a clause who speaks with no other's voice."""
    people = scene.anchors[_PEOPLE]
    for at in range(bisect_right(people, scene.node_before(clause.start)), len(people)):
        node = scene.nodes[people[at]]
        if node.start >= clause.end:
            break
        if node.voice == -1:
            start = lead(scene, scene.groups[node.group][0])
            if ends_with(scene.text, start, words()["forebear"]) or _long_ago(scene, people[at]):
                return None
            return None if ends_with(scene.text, start, words()["not_subject_after"]) else node
    return None


_PEOPLE = frozenset(("Person",))


def _long_ago(scene: Scene, index: int) -> bool:
    """Whether a sentence names a year long before the article's and then somebody: that is history."""
    sentence = scene.nodes[index].sentence
    if not scene.of_the_past(sentence):
        return False
    first = scene.node_before(scene.sentences[sentence].start) + 1
    return any(node.type == "Date" for node in scene.nodes[max(first, index - _NEAR) : index])


# So many names before somebody a year is looked for.
_NEAR = 40
