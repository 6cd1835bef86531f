"""Who says what: quotations with the speaker before or after them, and reported speech up to its first full stop."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from kg.extract.facts.confidence import confidence
from kg.extract.facts.nearby import ends_with
from kg.extract.facts.rules import Rule, Slot, any_of, words
from kg.extract.facts.scene import Node, Scene
from kg.extract.facts.subjects import lead, subject_of
from kg.model import Fact, Quote, Span

_PERSON = Slot(frozenset({"Person"}), (), 0, False, False, (), (), (), (), ())
# Beyond this many characters no sentence of a newspaper goes on: looking no further keeps a broken line linear.
_LONGEST = 1000
_STOP = re.compile(r"[。！？；\n]")


@cache
def _verbs() -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    """Verbs before a quotation, after one, and of reported speech."""
    return (
        re.compile(any_of("say")),
        re.compile(rf"(?:{any_of('say_reported')}|告诉[^，。：]{{1,20}})(?:道)?[，：]"),
        re.compile(rf"(?:{any_of('other_speaker')})[^，。：]{{0,8}}$"),
    )


def direct_speech(scene: Scene, rule: Rule) -> Iterator[Fact]:
    """Quotations and their speakers."""
    for index, speech in enumerate(scene.speeches):
        if speech.end - speech.start < 4:
            continue
        speaker = speaker_of(scene, index)
        if speaker is not None:
            yield _said(scene, rule, speaker, speech)


def silent_speech(scene: Scene, rule: Rule) -> Iterator[Fact]:
    """Quotations that are sentences by themselves and to which no verb gives a speaker: the person whom the paragraph
    tells of before them says them, or the first whom it names after them."""
    for index, speech in enumerate(scene.speeches):
        if speech.end - speech.start < _SENTENCE or speaker_of(scene, index) is not None:
            continue
        speaker = _told_of(scene, speech)
        if speaker is not None:
            yield _said(scene, rule, speaker, speech)


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
_SETS_IN = frozenset("。！？；：\n　 ”")
_ENDS = frozenset("。！？…")
# So many clauses before a speech, and so many characters behind it, its speaker may be named.
_BACK = 40
_LATER = 120


def _acting(scene: Scene, clause: Span) -> Node | None:
    """The first person in a clause who speaks with no other's voice."""
    at = scene.node_before(clause.start) + 1
    while at < len(scene.nodes) and scene.nodes[at].start < clause.end:
        node = scene.nodes[at]
        if node.voice == -1 and node.type == "Person":
            start = lead(scene, scene.groups[node.group][0])
            return None if ends_with(scene.text, start, words()["not_subject_after"]) else node
        at += 1
    return None


def _said(scene: Scene, rule: Rule, speaker: Node, speech: Span) -> Fact:
    article = scene.document.article.text
    quote = Quote(speech.start, speech.end, article[speech.start : speech.end])
    start, end = speech.start, speech.end
    if 0 <= speaker.start < start and start - speaker.end < 200:
        start = speaker.start
    elif speaker.start >= end:
        end = speaker.end
    first, last = scene.sentence_at(start), scene.sentence_at(end - 1)
    left = min(scene.sentences[first].start, start)
    right = max(scene.sentences[last].end, end)
    return Fact(speaker.ref, rule.predicate, quote, left, right, rule.by, confidence(rule.by))


def speaker_of(scene: Scene, index: int) -> Node | None:
    """Who says the quotation with this index, as far as a verb or the sentence around it tells."""
    speech = scene.speeches[index]
    return _speaker_before(scene, speech) or _speaker_after(scene, index, speech)


def _speaker_before(scene: Scene, speech: Span) -> Node | None:
    """The speaker named before a colon or comma that opens the quotation."""
    text = scene.text
    mark = speech.start - 1  # the opening quotation mark
    if mark < 1 or text[mark - 1] not in "：，":
        return None
    verbs, _, others = _verbs()
    sentence = scene.sentences[scene.sentence_at(mark - 1)]
    clause = scene.clauses[scene.clause_at(mark - 1)]
    before = text[clause.start : mark - 1]
    said = max(verbs.finditer(before), key=lambda match: match.start(), default=None)
    if text[mark - 1] == "，" and said is None:
        return None
    offset = clause.start + said.start() if said else mark - 1
    if others.search(text, max(sentence.start, offset - 16), offset):
        return None
    found = subject_of(scene, offset, _PERSON, "article")
    return found[0] if found else None


def _speaker_after(scene: Scene, index: int, speech: Span) -> Node | None:
    """The first person named after the quotation, before the sentence ends."""
    text = scene.text
    start = speech.end + 1
    stop = _STOP.search(text, start, start + 80)
    end = stop.start() if stop else min(len(text), start + 80)
    nodes = scene.nodes
    at = scene.node_before(start) + 1
    while at < len(nodes) and nodes[at].start < end:
        node = nodes[at]
        if node.voice == -1 and node.type == "Person" and node.start - start <= 60:
            return node
        if node.voice not in (-1, index):
            return None
        at += 1
    return None


def reported_speech(scene: Scene, rule: Rule) -> Iterator[Fact]:
    """What follows 强调， 指出， 表示，: the speaker's words up to the first full stop."""
    _, verbs, _ = _verbs()
    text = scene.text
    for match in verbs.finditer(text):
        start = match.end()
        if text.startswith(("“", "‘"), start) and scene.voice_at(start + 1) >= 0:
            continue
        if scene.voice_at(match.start()) >= 0 or _inside_name(scene, match.start()):
            continue
        if _another_speaks(scene, match.start()) or scene.text.endswith(_HEARD, 0, match.start()):
            continue
        found = subject_of(scene, match.start(), _PERSON, "paragraph")
        if not found:
            continue
        stop = _STOP.search(text, start, start + _LONGEST)
        end = stop.start() if stop else min(len(text), start + _LONGEST)
        if end - start >= 4:
            yield _said(scene, rule, found[0], Span(start, end))


def _another_speaks(scene: Scene, offset: int) -> bool:
    """Whether the clause has a speaker of its own that is no person: 会议指出, 《通知》要求, 某部表示."""
    start = scene.clauses[scene.clause_at(offset)].start
    index = scene.node_before(offset)
    while index >= 0 and scene.nodes[index].start >= start:
        node = scene.nodes[index]
        if node.type == "Person":
            start = node.end
            break
        if (
            node.type in _MOUTHPIECES
            and node.text != "会上"
            and not scene.text[node.end : offset].strip("”》")
        ):
            return True
        index -= 1
    else:
        if scene.text.endswith(_SEVERAL, start, offset):
            return True
    return _verbs()[2].search(scene.text, start, offset) is not None


# What somebody listens to is not said by them: 听取情况介绍，勉励……
_HEARD = ("情况", "听取", "有关", "相关", "详细", "专题", "工作", "的")

# Several whom nobody names: 与会的英模们表示.
_SEVERAL = ("们", "人士", "群众")

# What speaks through a paper or a spokesman when its name stands right before the verb.
_MOUTHPIECES = frozenset(("Organisation", "Place", "Event", "Policy", "Work"))


def _inside_name(scene: Scene, offset: int) -> bool:
    index = scene.node_before(offset + 1)
    return index >= 0 and scene.nodes[index].end > offset


@cache
def _bare() -> re.Pattern[str]:
    """A verb of speech that its words follow at once: 强调要…, 表示将…"""
    return re.compile(
        r"(?:(?<=[，；。：、并还后时])|(?<=[\u4e00-\u9fa5]))(?:强调|指出|表示|认为|希望)(?=[^，。：；、了的》”]{1,30}[，。；])"
    )


def bare_speech(scene: Scene, rule: Rule) -> Iterator[Fact]:
    """Reported speech without a mark after its verb."""
    text = scene.text
    for match in _bare().finditer(text):
        start = match.end()
        if scene.voice_at(match.start()) >= 0 or _inside_name(scene, match.start()):
            continue
        clause = scene.clauses[scene.clause_at(match.start())]
        if _another_speaks(scene, match.start()) or not _opens(scene, clause, match.start()):
            continue
        found = subject_of(scene, match.start(), _PERSON, "sentence")
        stop = _STOP.search(text, start, start + _LONGEST)
        end = stop.start() if stop else min(len(text), start + _LONGEST)
        if found and end - start >= 8:
            yield _said(scene, rule, found[0], Span(start, end))


def _opens(scene: Scene, clause: Span, offset: int) -> bool:
    """Whether the verb opens its clause or stands right after the speaker."""
    if len(scene.text[clause.start : offset].strip()) <= 2:
        return True
    index = scene.node_before(offset)
    return index >= 0 and scene.nodes[index].type == "Person" and offset - scene.nodes[index].end <= 2
