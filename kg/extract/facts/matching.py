"""Applies trigger, pair and name rules to a scene: all triggers in one pass, then what stands around each."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

from ahocorasick_rs import AhoCorasick, MatchKind

from kg.extract.facts.asides import ATTRIBUTIVE, BYLINE
from kg.extract.facts.confidence import confidence
from kg.extract.facts.rules import Rule, Slot, rules, words
from kg.extract.facts.scene import Node, Scene
from kg.model import Fact, Ref, Span, Status
from kg.read.shadow import shadow

# A name right after one of these is not the subject of its clause.
_LOOK_BEHIND = 4


@dataclass(frozen=True, slots=True)
class Hit:
    """A trigger word of a rule in the text."""

    start: int
    end: int
    rule: Rule


@cache
def _triggers() -> tuple[AhoCorasick, tuple[tuple[Rule, ...], ...]]:
    """One automaton over the triggers of all rules; a blocking word (达到 for 到) belongs to none."""
    table: dict[str, list[Rule]] = {word: [] for word in words()["not_a_trigger"]}
    for rule in rules():
        for word in rule.trigger:
            table.setdefault(word, []).append(rule)
    keys = sorted(table)
    automaton = AhoCorasick(keys, matchkind=MatchKind.LeftmostLongest)
    return automaton, tuple(tuple(table[key]) for key in keys)


@cache
def _pairs() -> dict[tuple[str, str], tuple[Rule, ...]]:
    table: dict[tuple[str, str], list[Rule]] = {}
    for rule in rules():
        if rule.kind == "pair" and rule.left and rule.right:
            for left in sorted(rule.left.types):
                for right in sorted(rule.right.types):
                    table.setdefault((left, right), []).append(rule)
    return {key: tuple(value) for key, value in table.items()}


@cache
def _status_words() -> tuple[re.Pattern[str], re.Pattern[str]]:
    planned = "|".join(map(re.escape, words()["planned"]))
    negated = "|".join(map(re.escape, words()["negated"]))
    return re.compile(planned), re.compile(f"(?:{negated})[^，。；]{{0,3}}$")


@cache
def _not_subject() -> tuple[str, ...]:
    return words()["not_subject_after"]


def hits(scene: Scene) -> Iterator[Hit]:
    """The triggers in the text that stand outside names, in order."""
    automaton, table = _triggers()
    text = scene.text
    for pattern, start, end in automaton.find_matches_as_indexes(text):
        found = table[pattern]
        if not found:
            continue
        index = scene.node_before(end)
        if index >= 0 and scene.nodes[index].end > start:
            continue
        for rule in found:
            if _allowed(text, start, end, rule):
                yield Hit(start, end, rule)


def _allowed(text: str, start: int, end: int, rule: Rule) -> bool:
    if rule.after and not _ends(text, start, rule.after):
        return False
    if rule.not_after and _ends(text, start, rule.not_after):
        return False
    if rule.before and not text.startswith(rule.before, end):
        return False
    return not (rule.not_before and text.startswith(rule.not_before, end))


def _ends(text: str, end: int, words: tuple[str, ...]) -> bool:
    """Whether the text before an offset ends with one of the words."""
    return text.endswith(words, max(0, end - 12), end)


@cache
def _under_way() -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    """What says that a meeting is taking place: verbs around its name, and what only looks back at it."""
    choice = "|".join(map(re.escape, sorted(words()["held"], key=lambda word: (-len(word), word))))
    attend = "|".join(map(re.escape, sorted(words()["meet"], key=lambda word: (-len(word), word))))
    return (
        re.compile(f"{choice}|在京|现场|上，|上午|期间|开营|起跑|这天|当天"),
        re.compile(f"(?:{choice}|{attend}|举行的|的|这是|在)[“]?$"),
        re.compile("|".join(map(re.escape, words()["look_back"]))),
    )


_MEETING = re.compile(r"\s*.{0,4}?(?:会议|全会|大会)(?!室|厅)")


def business_of_meeting(text: str, sentence: int, offset: int) -> bool:
    """Whether a name stands in a sentence on what a meeting did (会议审议了下次全会的议程): it is not under way."""
    match = _MEETING.match(text, sentence)
    return match is not None and match.end() < offset


def set_topics(scene: Scene) -> None:
    """Mark the meetings and campaigns that take place in the text, not only behind it (党的二十大精神)."""
    after, before, back = _under_way()
    text = scene.text
    recalled = {node.name for node in scene.nodes if node.anaphor}
    for index, node in enumerate(scene.nodes):
        if node.type not in ("Event", "Campaign") or node.anaphor:
            continue
        clause = scene.clauses[node.clause]
        if back.match(text, node.end + (text[node.end : node.end + 1] == "”")):
            continue
        if business_of_meeting(text, scene.sentences[node.sentence].start, node.start):
            continue
        if (
            node.name in recalled
            or after.search(text, node.end, clause.end)
            or before.search(text, max(clause.start, node.start - 12), node.start)
        ):
            scene.topics.append(index)


def triggered(scene: Scene) -> Iterator[Fact]:
    """What the trigger rules find."""
    set_topics(scene)
    for hit in hits(scene):
        rule = hit.rule
        if rule.subject is None or rule.object is None:
            continue
        if scene.types.isdisjoint(rule.subject.types) or scene.types.isdisjoint(rule.object.types):
            continue
        # The nearer argument first: most triggers have none.
        if rule.object.sources[0][0] in ("after", "before"):
            objects = find(scene, hit, rule.object)
            subjects = find(scene, hit, rule.subject) if objects else []
        else:
            subjects = find(scene, hit, rule.subject)
            objects = find(scene, hit, rule.object) if subjects else []
        if subjects and objects:
            status = rule.status or status_of(scene, hit.start)
            yield from facts(scene, rule, subjects, objects, Span(hit.start, hit.end), status)


@cache
def _each_rules() -> tuple[Rule, ...]:
    return tuple(rule for rule in rules() if rule.kind == "each")


def anchored(scene: Scene) -> Iterator[Fact]:
    """What the rules find that need no trigger: an anchor, and its fellow in the same clause or sentence."""
    for rule in _each_rules():
        if rule.subject is None or rule.object is None:
            continue
        anchor, other = rule.subject, rule.object
        if rule.anchor == "object":
            anchor, other = other, anchor
        if scene.types.isdisjoint(anchor.types) or scene.types.isdisjoint(other.types):
            continue
        for node in scene.nodes:
            if not _fits(scene, node, anchor, node.voice):
                continue
            hit = Hit(node.start, node.end, rule)
            found = [fellow for fellow in find(scene, hit, other) if fellow is not node]
            if found:
                status = rule.status or status_of(scene, node.start)
                subjects, objects = ([node], found) if rule.anchor == "subject" else (found, [node])
                yield from facts(scene, rule, subjects, objects, Span(node.start, node.end), status)


def facts(
    scene: Scene,
    rule: Rule,
    subjects: Sequence[Node],
    objects: Sequence[Node],
    trigger: Span,
    status: Status = "asserted",
) -> Iterator[Fact]:
    """The facts of every subject with every object, each with the sentence around the trigger as its evidence."""
    for subject in subjects:
        for thing in objects:
            if subject.ref != thing.ref:
                start, end = evidence(scene, trigger, (subject, thing))
                yield Fact(
                    subject.ref, rule.predicate, thing.ref, start, end, rule.by, confidence(rule.by), status
                )


def evidence(scene: Scene, trigger: Span, nodes: Iterable[Node]) -> tuple[int, int]:
    """The sentence around the trigger, with the neighbouring ones of its paragraph that name the arguments."""
    first = last = scene.sentence_at(trigger.start)
    last = max(last, scene.sentence_at(max(trigger.start, trigger.end - 1)))
    for node in nodes:
        if node.start < 0:
            continue
        if node.sentence < first and first - node.sentence <= 2:
            first = node.sentence
        if node.sentence > last and node.sentence - last <= 1:
            last = node.sentence
    return scene.sentences[first].start, scene.sentences[last].end


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
        index = scene.node_before(at + 1)
        inside = index >= 0 and scene.nodes[index].end > clause.start + match.start()
        if not inside:
            return "planned"
    return "asserted"


def find(scene: Scene, hit: Hit, slot: Slot) -> list[Node]:
    """The nodes that fill a slot of a triggered rule."""
    for direction, reach in slot.sources:
        found = _SEARCHES[direction](scene, hit, slot, reach)
        if found:
            return found
    return []


def _fits(scene: Scene, node: Node, slot: Slot, voice: int) -> bool:
    if node.type not in slot.types or node.voice != voice:
        return False
    if slot.named is not None and not slot.named.search(node.name):
        return False
    return _marked(scene, node, slot)


def _marked(scene: Scene, node: Node, slot: Slot) -> bool:
    """Whether the words directly around the node's coordination are as the slot asks."""
    if not (slot.led_by or slot.not_led_by or slot.followed_by or slot.not_followed_by):
        return True
    text, group = scene.text, scene.groups[node.group]
    first, last = scene.nodes[scene.chain_start(group[0])], scene.nodes[group[-1]]
    start = first.start - (text[first.start - 1 : first.start] in ("“", "‘"))
    end = last.end + (text[last.end : last.end + 1] in ("”", "’"))
    if slot.led_by and not _ends(text, start, slot.led_by):
        return False
    if slot.not_led_by and _ends(text, start, slot.not_led_by):
        return False
    if slot.followed_by and not text.startswith(slot.followed_by, end):
        return False
    return not (slot.not_followed_by and text.startswith(slot.not_followed_by, end))


def _span(scene: Scene, offset: int, reach: str) -> Span:
    """The stretch around an offset that a reach covers."""
    if reach == "clause":
        return scene.clauses[scene.clause_at(offset)]
    if reach == "sentence":
        return scene.sentences[scene.sentence_at(offset)]
    if reach == "article":
        return Span(0, len(scene.text))
    index = scene.sentence_at(offset)
    first = last = index
    paragraphs = scene.paragraphs
    while first and paragraphs[first - 1] == paragraphs[index]:
        first -= 1
    while last + 1 < len(paragraphs) and paragraphs[last + 1] == paragraphs[index]:
        last += 1
    return Span(scene.sentences[first].start, scene.sentences[last].end)


def _between(scene: Scene, start: int, end: int, slot: Slot) -> bool:
    """Whether what stands between trigger and name is allowed."""
    if slot.within and end - start > slot.within:
        return False
    if not slot.not_between:
        return True
    text = scene.text[start:end]
    return not any(word in text for word in slot.not_between)


def _spread(scene: Scene, index: int, slot: Slot) -> list[Node]:
    if not slot.many:
        return [scene.nodes[index]]
    return [node for node in scene.members(index) if node.type in slot.types]


def _after(scene: Scene, hit: Hit, slot: Slot, reach: str) -> list[Node]:
    span = _span(scene, hit.start, reach)
    voice = scene.voice_at(hit.start)
    found: list[Node] = []
    index = scene.node_before(hit.end) + 1
    while index < len(scene.nodes) and scene.nodes[index].start < span.end:
        node = scene.nodes[index]
        if slot.within and node.start - hit.end > slot.within:
            break
        if _fits(scene, node, slot, voice) and _between(scene, hit.end, node.start, slot):
            found += [other for other in _spread(scene, index, slot) if other not in found]
            if not slot.every:
                break
        index += 1
    return found


def _before(scene: Scene, hit: Hit, slot: Slot, reach: str) -> list[Node]:
    span = _span(scene, hit.start, reach)
    voice = scene.voice_at(hit.start)
    found: list[Node] = []
    index = scene.node_before(hit.start)
    while index >= 0 and scene.nodes[index].end > span.start:
        node = scene.nodes[index]
        if slot.within and hit.start - node.end > slot.within:
            break
        if _fits(scene, node, slot, voice) and _between(scene, node.end, hit.start, slot):
            found += [other for other in _spread(scene, index, slot) if other not in found]
            if not slot.every:
                break
        index -= 1
    return found


def _agent(scene: Scene, hit: Hit, slot: Slot, reach: str) -> list[Node]:
    """The doer of a passive: the name right after 由 before the trigger."""
    span = _span(scene, hit.start, reach)
    voice = scene.voice_at(hit.start)
    index = scene.node_before(hit.start)
    while index >= 0 and scene.nodes[index].start >= span.start:
        node = scene.nodes[index]
        first = scene.nodes[scene.groups[node.group][0]]
        if _fits(scene, node, slot, voice) and _ends(scene.text, first.start, ("由", "经")):
            return _spread(scene, index, slot)
        index -= 1
    return []


def _topic(scene: Scene, hit: Hit, slot: Slot, reach: str) -> list[Node]:
    """The meeting or campaign under way: the nearest one before of which the text says that it takes place."""
    span = _span(scene, hit.start, reach)
    here = scene.sentence_at(hit.start)
    for index in reversed(scene.topics[: bisect_right(scene.topics, scene.node_before(hit.start))]):
        node = scene.nodes[index]
        if node.start < span.start:
            break
        if node.voice != scene.voice_at(hit.start) or node.type not in slot.types:
            continue
        if slot.named is not None and not slot.named.search(node.name):
            continue
        # In the same paragraph any meeting will do; of an earlier one, only what its first sentence announced.
        near = scene.paragraphs[node.sentence] == scene.paragraphs[here]
        if (
            near
            or node.sentence == 0
            or scene.paragraphs[node.sentence - 1] != scene.paragraphs[node.sentence]
        ):
            return [node]
    return []


def _home(scene: Scene, hit: Hit, slot: Slot, reach: str) -> list[Node]:
    home = scene.document.home
    return [Node(-1, -1, "Place", home.place, "")] if home else []


def _subject(scene: Scene, hit: Hit, slot: Slot, reach: str) -> list[Node]:
    """The subject of the trigger's clause, or of the nearest clause before that has one."""
    return subject_of(scene, hit.start, slot, reach)


def subject_of(scene: Scene, offset: int, slot: Slot, reach: str) -> list[Node]:
    """The subject in force at an offset: of its clause, else of earlier clauses as far as `reach` allows."""
    voice = scene.voice_at(offset)
    here = scene.clause_at(offset)
    sentence = scene.sentence_at(offset)
    clause = here
    floor = scene.clauses[here].start
    if reach != "clause":
        floor = scene.sentences[sentence].start
    while clause >= 0 and scene.clauses[clause].start >= floor:
        end = offset if clause == here else scene.clauses[clause].end
        found = _clause_subject(scene, scene.clauses[clause].start, end, slot, voice)
        if found:
            return found
        clause -= 1
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


def _clause_subject(scene: Scene, start: int, end: int, slot: Slot, voice: int) -> list[Node]:
    index = scene.node_before(start) + 1
    text = scene.text
    while index < len(scene.nodes) and scene.nodes[index].start < end:
        node = scene.nodes[index]
        if _fits(scene, node, slot, voice) and node.end <= end:
            group = scene.groups[node.group]
            last = scene.nodes[group[-1]]
            led = _lead(scene, group[0])
            if (
                not _ends(text, led, _not_subject())
                and not text.startswith("的", last.end)
                and not _aside(scene, index)
            ):
                return _spread(scene, index, slot)
        index += 1
    return []


def _aside(scene: Scene, index: int) -> bool:
    """Whether a person is named only in passing: 某某总书记关于…, （记者 某某）."""
    node = scene.nodes[index]
    if node.type != "Person":
        return False
    if ATTRIBUTIVE.match(scene.text, node.end):
        return True
    return (
        index > 0
        and scene.nodes[index - 1].type == "Role"
        and bool(BYLINE.search(scene.nodes[index - 1].text))
    )


def _lead(scene: Scene, index: int) -> int:
    """Where a name with the offices before it starts."""
    start = scene.nodes[index].start
    while index and scene.nodes[index - 1].type == "Role" and start - scene.nodes[index - 1].end <= 1:
        index -= 1
        start = scene.nodes[index].start
    return start


_SEARCHES = {
    "after": _after,
    "before": _before,
    "agent": _agent,
    "topic": _topic,
    "home": _home,
    "subject": _subject,
}


def paired(scene: Scene) -> Iterator[Fact]:
    """What the pair rules find between neighbours."""
    table = _pairs()
    nodes, text = scene.nodes, scene.text
    for index, left in enumerate(nodes):
        gap = ""
        offset = left.end
        for other in range(index + 1, min(index + 4, len(nodes))):
            right = nodes[other]
            gap += text[offset : right.start]
            offset = right.end
            if len(gap) > 16 or "\n" in gap:
                break
            for rule in table.get((left.type, right.type), ()):
                between = nodes[index + 1 : other]
                if all(node.type in rule.over for node in between):
                    yield from _pair(scene, rule, index, other, gap)


def _pair(scene: Scene, rule: Rule, left: int, right: int, gap: str) -> Iterator[Fact]:
    if rule.gap is None or rule.left is None or rule.right is None or not rule.gap.fullmatch(gap):
        return
    a, b = scene.nodes[left], scene.nodes[right]
    if not (_fits(scene, a, rule.left, a.voice) and _fits(scene, b, rule.right, a.voice)):
        return
    lefts, rights = _spread(scene, left, rule.left), _spread(scene, right, rule.right)
    subjects, objects = (lefts, rights) if rule.subject_is == "left" else (rights, lefts)
    yield from facts(scene, rule, subjects, objects, Span(a.start, b.end), rule.status or "asserted")


@cache
def _name_rules() -> dict[str, tuple[Rule, ...]]:
    table: dict[str, list[Rule]] = {}
    for rule in rules():
        if rule.kind == "name":
            for kind in sorted(rule.types):
                table.setdefault(kind, []).append(rule)
    return {key: tuple(value) for key, value in table.items()}


def named(scene: Scene) -> Iterator[Fact]:
    """What the names themselves say."""
    table = _name_rules()
    known = {node.name: node.type for node in scene.nodes}
    short = {node.text: node.name for node in scene.nodes if not node.anaphor}
    done: set[tuple[str, Ref]] = set()
    for node in scene.nodes:
        for rule in table.get(node.type, ()):
            if node.anaphor or (rule.by, node.ref) in done:
                continue
            done.add((rule.by, node.ref))
            span = scene.sentences[node.sentence]
            for name in _object_names(rule.pattern, node.name):
                name = short.get(name, name)
                kind = known.get(name)
                if rule.known and kind not in rule.object_types:
                    continue
                ref = Ref(kind if kind in rule.object_types else rule.object_types[0], name)
                if ref != node.ref:
                    yield Fact(
                        node.ref, rule.predicate, ref, span.start, span.end, rule.by, confidence(rule.by)
                    )


@lru_cache(maxsize=1 << 16)
def _object_names(pattern: re.Pattern[str] | None, name: str) -> tuple[str, ...]:
    if pattern is None:
        return ()
    spans = [match.span("object") for match in pattern.finditer(shadow(name))]
    return tuple(name[start:end].strip("“”《》") for start, end in spans if end > start)
