"""Fills a slot of a rule: looks in each of its directions, as far as its reach, until names are found."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass

from kg.extract.facts.carried import carried
from kg.extract.facts.nearby import between, ends_with, fits, span_of, spread
from kg.extract.facts.rules import Slot
from kg.extract.facts.scene import Node, Scene, Spot
from kg.extract.facts.speech import speaker_of
from kg.extract.facts.subjects import lead, subject_of
from kg.extract.facts.travellers import travellers

# So many names away no reader looks: it keeps a broken text, one sentence without end, linear.
_FAR = 100


@dataclass(slots=True)
class Hit(Spot):
    """A trigger word in the text, or a name that a rule is anchored at: `voice` around it, `upto` and `before` the indexes
    of the last names that start before its end and before its start, -1 for none."""

    voice: int
    upto: int
    before: int


def find(scene: Scene, hit: Hit, slot: Slot) -> tuple[list[Node], str]:
    """The nodes that fill a slot of a rule, and which of its directions and reaches they were found by."""
    for direction, reach in slot.sources:
        found = _SEARCHES[direction](scene, hit, slot, reach)
        if found:
            return found, f" {direction} {reach}"
    return _NONE


_NONE: tuple[list[Node], str] = [], ""


def _after(scene: Scene, hit: Hit, slot: Slot, reach: str) -> list[Node]:
    found: list[Node] = []
    fitting = scene.anchors[slot.types]
    first = bisect_right(fitting, hit.upto)
    if first == len(fitting):
        return found
    nodes, voice = scene.nodes, hit.voice
    end = span_of(scene, reach, hit.clause, hit.sentence).end
    if slot.within:
        end = min(end, hit.end + slot.within + 1)
    last = hit.upto + _FAR
    for at in range(first, len(fitting)):
        index = fitting[at]
        node = nodes[index]
        if node.start >= end or index > last:
            break
        if fits(scene, node, slot, voice) and between(scene, hit.end, node.start, slot):
            found += [other for other in spread(scene, index, slot) if other not in found]
            if not slot.every:
                break
    return found


def _before(scene: Scene, hit: Hit, slot: Slot, reach: str) -> list[Node]:
    found: list[Node] = []
    fitting = scene.anchors[slot.types]
    count = bisect_right(fitting, hit.before)
    if count == 0:
        return found
    nodes, voice = scene.nodes, hit.voice
    start = span_of(scene, reach, hit.clause, hit.sentence).start
    if slot.within:
        start = max(start, hit.start - slot.within - 1)
    last = hit.before - _FAR
    for at in range(count - 1, -1, -1):
        index = fitting[at]
        node = nodes[index]
        if node.end <= start or index <= last:
            break
        if fits(scene, node, slot, voice) and between(scene, node.end, hit.start, slot):
            found += [other for other in spread(scene, index, slot) if other not in found]
            if not slot.every:
                break
    return found


def _agent(scene: Scene, hit: Hit, slot: Slot, reach: str) -> list[Node]:
    """The doer of a passive: the name right after 由 before the trigger."""
    start = span_of(scene, reach, hit.clause, hit.sentence).start
    fitting = scene.anchors[slot.types]
    for at in range(bisect_right(fitting, hit.before) - 1, -1, -1):
        index = fitting[at]
        node = scene.nodes[index]
        if node.start < start or index <= hit.before - _FAR:
            break
        if fits(scene, node, slot, hit.voice):
            first = lead(scene, scene.groups[node.group][0])
            if ends_with(scene.text, first, ("由", "经")):
                return spread(scene, index, slot)
    return []


def _topic(scene: Scene, hit: Hit, slot: Slot, reach: str) -> list[Node]:
    """The meeting or campaign under way: the nearest one before of which the text says that it takes place."""
    if not scene.topics:
        return []
    span = span_of(scene, reach, hit.clause, hit.sentence)
    count = bisect_right(scene.topics, hit.before)
    for at in range(count - 1, max(-1, count - 1 - _FAR), -1):
        node = scene.nodes[scene.topics[at]]
        if node.start < span.start:
            break
        if node.voice != hit.voice or node.type not in slot.types:
            continue
        if slot.named is not None and not slot.named.search(node.name):
            continue
        # In the same paragraph any meeting will do; of an earlier one, only what its first sentence announced.
        near = scene.paragraphs[node.sentence] == scene.paragraphs[hit.sentence]
        if near or scene.opens_paragraph(node.sentence):
            return [node]
    return []


def _home(scene: Scene, hit: Hit, slot: Slot, reach: str) -> list[Node]:
    home = scene.document.home
    if home is None:
        return []
    node = Node(-1, -1, "Place", home.place, "")
    node.entity = scene.entities[node.ref]
    return [node]


def _subject(scene: Scene, hit: Hit, slot: Slot, reach: str) -> list[Node]:
    """The subject of the trigger's clause, or of the nearest clause before that has one."""
    found = subject_of(scene, hit.start, slot, reach)
    if slot.not_between:
        return [node for node in found if between(scene, node.end, hit.start, slot)]
    return found


def _quoted(scene: Scene, hit: Hit, slot: Slot, reach: str) -> list[Node]:
    """Whose words the quotation is that this stands in."""
    who = speaker_of(scene, hit.voice) if hit.voice >= 0 else None
    return [who] if who is not None and who.type in slot.types else []


def _carried(scene: Scene, hit: Hit, slot: Slot, reach: str) -> list[Node]:
    """Who acts in the sentence before, where this one begins with what is done and names nobody in the clause."""
    if hit.voice >= 0:
        return []
    index = carried(scene, hit.clause, hit.sentence)
    if index < 0 or not fits(scene, scene.nodes[index], slot, hit.voice):
        return []
    return spread(scene, index, slot)


def _first(scene: Scene, hit: Hit, slot: Slot, reach: str) -> list[Node]:
    """The first name of the article that fits: what its headline and opening are about."""
    for index in scene.anchors[slot.types]:
        node = scene.nodes[index]
        if index >= _OPENING or node.start >= hit.start:
            break
        if fits(scene, node, slot, node.voice):
            return spread(scene, index, slot)
    return []


def _main(scene: Scene, hit: Hit, slot: Slot, reach: str) -> list[Node]:
    """The meeting or campaign that the article names most often, where it is named nearest."""
    for entity in scene.mains[:_OFTEN]:
        ref, there = entity.ref, entity.places
        if ref.type not in slot.types or (slot.named is not None and not slot.named.search(ref.name)):
            continue
        at = bisect_right(there, hit.upto)
        near = [scene.nodes[index] for index in there[max(0, at - 1) : at + 1]]
        return [min(near, key=lambda node: abs(node.start - hit.start))]
    return []


def _traveller(scene: Scene, hit: Hit, slot: Slot, reach: str) -> list[Node]:
    """Who goes to the place named before."""
    floor = span_of(scene, reach, hit.clause, hit.sentence).start
    found = travellers(scene, hit.start, floor)
    return [node for node in found if fits(scene, node, slot, hit.voice)]


def _speaker(scene: Scene, hit: Hit, slot: Slot, reach: str) -> list[Node]:
    """Who says what stands here: the subject of the verb of speech before, in the same paragraph. What a meeting or a
    paper says (会议强调, 通知要求) is said by whom the article opens with."""
    floor = span_of(scene, reach, hit.clause, hit.sentence).start
    says = scene.speech_verbs()
    last = bisect_right(says, hit.start) - 1
    for at in range(last, max(-1, last - _VERBS), -1):
        if says[at] < floor:
            break
        found = subject_of(scene, says[at], slot, "sentence")
        if found:
            return found
        if "Organisation" in slot.types and ends_with(scene.text, says[at], _PAPERS):
            return _first(scene, hit, slot, reach)
    return []


# So many verbs of speech back the speaker is looked for.
_VERBS = 4
_PAPERS = ("会议", "全会", "通知", "》", "意见", "方案", "公告", "决定", "规划")
# So many of the meetings and campaigns of an article are looked at for its main one.
_OFTEN = 4
# So many names from its beginning tell what an article is about.
_OPENING = 16

_SEARCHES = {
    "first": _first,
    "main": _main,
    "after": _after,
    "before": _before,
    "agent": _agent,
    "topic": _topic,
    "home": _home,
    "speaker": _speaker,
    "quoted": _quoted,
    "carried": _carried,
    "traveller": _traveller,
    "subject": _subject,
}
