"""Who says what: quotations with the speaker before or after them, and reported speech up to its first full stop."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from kg.extract.facts.confidence import confidence
from kg.extract.facts.rules import Rule, Slot, any_of
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
            yield said(scene, rule, speaker, speech)


def said(scene: Scene, rule: Rule, speaker: Node, speech: Span) -> Fact:
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
    """The speaker named before the colon, comma or verb of speech that a quotation follows."""
    text = scene.text
    mark = speech.start - 1  # the opening quotation mark
    if mark < 1 or not (text[mark - 1] in "：，" or text.endswith(_OPEN_QUOTATIONS, 0, mark)):
        return None
    verbs = _verbs()[0]
    clause = scene.clauses[scene.clause_at(mark - 1)]
    before = text[clause.start : mark - (text[mark - 1] in "：，")]
    verb = max(verbs.finditer(before), key=lambda match: match.start(), default=None)
    if text[mark - 1] == "，" and verb is None:
        return None
    offset = clause.start + verb.start() if verb else mark - 1
    if _another_speaks(scene, offset):
        return None
    found = subject_of(scene, offset, _PERSON, "article")
    return found[0] if found else None


# Verbs whose words are quoted with no mark between.
_OPEN_QUOTATIONS = ("指出", "强调", "表示", "写道", "说")


def _speaker_after(scene: Scene, index: int, speech: Span) -> Node | None:
    """The first person named after the quotation, before the sentence ends."""
    text = scene.text
    if announced(scene, speech):
        return None
    start = speech.end + 1
    stop = _STOP.search(text, start, start + 80)
    end = stop.start() if stop else min(len(text), start + 80)
    nodes = scene.nodes
    at = scene.node_before(start) + 1
    while at < len(nodes) and nodes[at].start < end:
        node = nodes[at]
        if node.voice == -1 and node.type == "Person" and node.start - start <= 60:
            following = nodes[at + 1] if at + 1 < len(nodes) else node
            if following.type == "Person" and _KIN.fullmatch(text, node.end, following.start):
                return following
            return node
        if node.voice not in (-1, index):
            return None
        at += 1
    return None


# Between somebody of the past and who speaks of them: 某某的侄孙, 某某十一岁的孙女.
_KIN = re.compile(
    r"[^，。：；“”、]{0,5}的[^，。：；“”、]{0,3}(?:[儿侄孙][子女孙]|女儿|曾孙|外孙|妻子|后人|徒弟|老伴)"
)


def announced(scene: Scene, speech: Span) -> bool:
    """Whether a colon leads to a speech, and no word behind it says whose it is: that stands before it, if anywhere."""
    colon = scene.text[speech.start - 2 : speech.start - 1] == "："
    return colon and not _SAID_AFTER.match(scene.text, speech.end + 1)


_SAID_AFTER = re.compile(r"这|——|[^。！？\n]{0,60}?(?:说|道|告诉|感慨|表示|介绍|回忆)")


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
            yield said(scene, rule, found[0], Span(start, end))


def named_speech(scene: Scene, rule: Rule) -> Iterator[Fact]:
    """What follows a name and a colon at the start of a line, as in interviews: the words up to the first full stop."""
    text = scene.text
    for index, node in enumerate(scene.nodes):
        if node.type != "Person" or node.voice >= 0:
            continue
        colon = _COLON.match(text, node.end)
        if colon is None:
            continue
        start = lead(scene, index)
        if text[max(0, start - _INDENT) : start].rpartition("\n")[2].strip(" 　—"):
            continue
        stop = _STOP.search(text, colon.end(), colon.end() + _LONGEST)
        # A line without a full stop is a heading.
        if stop and stop[0] != "\n" and stop.start() - colon.end() >= 4:
            yield said(scene, rule, node, Span(colon.end(), stop.start()))


# So many blanks and dashes may stand before the name.
_INDENT = 6
_COLON = re.compile(r"(?:（[^）\n]{1,30}）)?：(?!“)")


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
            and not scene.text.endswith(("对", "向", "给"), 0, node.start)
        ):
            return True
        index -= 1
    else:
        if scene.text.endswith(_SEVERAL, start, offset):
            return True
    at = _WHERE.match(scene.text, start, offset)
    return _verbs()[2].search(scene.text, at.end() if at else start, offset) is not None


# Where, or to whom, somebody speaks: 在贺信中指出, 在全会上强调, 对大家说.
_WHERE = re.compile(
    r"[^，。“”：]{0,6}(?:在[^，。：“”]{0,40}[中上里时后间]|[对向给][^，。：“”]{1,20}|[^，。：]{0,30}时)(?=[^，。：“”]{0,4}$)"
)


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
        r"(?:强调|指出|表示|认为|希望)(?!“)(?=[^，。：；了的》”]{0,10}(?:要|必须|将)|坚持|深入|[^，。：；、了的》”]{1,30}[，。；])"
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
            yield said(scene, rule, found[0], Span(start, end))


def _opens(scene: Scene, clause: Span, offset: int) -> bool:
    """Whether the verb opens its clause or stands right after the speaker."""
    if len(scene.text[clause.start : offset].strip()) <= 2:
        return True
    index = scene.node_before(offset)
    return index >= 0 and scene.nodes[index].type == "Person" and offset - scene.nodes[index].end <= 2
