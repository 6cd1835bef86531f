"""Readers of structure: what a rule of the kind `structure` finds, by the name that its file gives as `reader`."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from functools import lru_cache

from kg.extract.facts.confidence import confidence
from kg.extract.facts.names import is_leader, leader_names
from kg.extract.facts.offices import apposition, office_after, organ_of_office
from kg.extract.facts.placed import nest, opened, shared
from kg.extract.facts.quantities import figure_of_subject
from kg.extract.facts.rules import Rule
from kg.extract.facts.scene import Node, Scene
from kg.extract.facts.silent import silent_speech
from kg.extract.facts.speech import bare_speech, direct_speech, named_speech, reported_speech
from kg.extract.facts.succession import former_holder
from kg.model import Fact, Ref


def name_inside(scene: Scene, rule: Rule) -> Iterator[Fact]:
    """What a name of the article opens another with: 甲市委组织部 belongs to 甲市委. What the longer name adds must
    match the rule's pattern; of several openings the longest counts."""
    firsts: dict[str, dict[str, Node]] = {}
    for node in scene.nodes:
        if node.type in rule.types and not node.anaphor:
            named = firsts.setdefault(node.type, {})
            for name in (node.name, node.text):
                if len(name) >= _SHORTEST:
                    named.setdefault(name, node)
    for named in firsts.values():
        for name, node in named.items():
            whole = max(
                (name[:end] for end in range(_SHORTEST, len(name)) if name[:end] in named),
                default="",
                key=len,
            )
            if whole and rule.pattern is not None and rule.pattern.search(name[len(whole) :]):
                span, ref = scene.sentences[node.sentence], named[whole].ref
                if ref != node.ref:
                    by, sure = rule.by, confidence(rule.by)
                    yield Fact(node.ref, rule.predicate, ref, span.start, span.end, by, sure)


def remembered(scene: Scene, rule: Rule) -> Iterator[Fact]:
    """Whom or what a name of the rule's types holds that the article names elsewhere, or that everybody knows:
    赵一曼养伤处, 四保临江战役纪念馆. What the name goes on with must match the pattern of the rule."""
    wanted = rule.object_types
    known: dict[str, Ref] = {}
    for node in scene.nodes:
        if node.type in wanted and not node.anaphor:
            for name in (node.name, node.text):
                known.setdefault(name, node.ref)
            if node.type == "Event":
                for name in _otherwise(node.name):
                    known.setdefault(name, node.ref)
    done: set[tuple[Ref, str]] = set()
    for node in scene.nodes:
        if node.type not in rule.types or node.anaphor or (node.ref, node.text) in done:
            continue
        done.add((node.ref, node.text))
        span = scene.sentences[node.sentence]
        names = [name for name in dict.fromkeys((node.name, node.text)) if _holds(name, known, rule)]
        for ref in dict.fromkeys(ref for name in names for ref in _held(name, known, rule)):
            yield Fact(node.ref, rule.predicate, ref, span.start, span.end, rule.by, confidence(rule.by))


def _holds(name: str, known: Mapping[str, Ref], rule: Rule) -> bool:
    """Whether a name holds another at all: most hold none, and the same come again and again."""
    parts, famous = _parts(name)
    return ("Person" in rule.object_types and famous) or not known.keys().isdisjoint(parts)


@lru_cache(maxsize=1 << 14)
def _parts(name: str) -> tuple[frozenset[str], bool]:
    """What a name may hold, and whether one of these is a statesman's name."""
    least, most = _HELD
    last = len(name) - 1
    parts = frozenset(
        name[at:end] for at in range(last) for end in range(at + least, min(last, at + most) + 1)
    )
    return parts, not leader_names().isdisjoint(parts)


def _held(name: str, known: Mapping[str, Ref], rule: Rule) -> Iterator[Ref]:
    """The known names that another holds, the longest at each place."""
    at = 0
    while at < len(name) - _HELD[0]:
        for end in range(min(len(name) - 1, at + _HELD[1]), at + _HELD[0] - 1, -1):
            part = name[at:end]
            ref = known.get(part)
            if ref is None and is_leader(part, rule.object_types):
                ref = Ref("Person", part)
            if ref is not None and rule.pattern is not None and rule.pattern.match(name, end):
                yield ref
                at = end - 1
                break
        at += 1


@lru_cache(maxsize=1 << 12)
def _otherwise(event: str) -> tuple[str, ...]:
    """What a memorial may call an event of history: 某关战斗 is 某关红军战斗 or 某关战役, 抗美援朝战争 is 抗美援朝."""
    match = _OF_HISTORY.fullmatch(event)
    if match is None:
        return ()
    stem, head = match.groups()
    heads = _BATTLES if head in _BATTLES else (head,)
    names = tuple(stem + whose + like for whose in _WHOSE for like in heads)
    return (*names, stem) if _DEED.search(stem) else names


_OF_HISTORY = re.compile("(.{2,8}?)(战争|战役|战斗|阻击战|会师|会议|事变|大捷|大罢工)")
_BATTLES, _WHOSE = ("战役", "战斗", "阻击战"), ("", "红军", "红军长征")
# A stem that says what was done names the event alone; the name of a place does not.
_DEED = re.compile("..[援保转渡]..?|[一二三四][保渡]..|九.?一八|七七|.{2}转兵")

# So many characters a name has that another holds, at least and at most.
_HELD = 2, 14
# A name of fewer characters opens others by chance.
_SHORTEST = 3

_SHORT = re.compile(
    r"[^（）]{0,40}?（(?:以下|下|又|也|亦|俗|原|后)?(?:统)?(?:简称|称|名)(?:为|作)?[：:“《]{0,2}(?P<name>[^”》（），。、]{2,20})[”》]?）"
)


def short_name(scene: Scene, rule: Rule) -> Iterator[Fact]:
    """The short name that stands in brackets after a name: （以下简称“某能公司”）."""
    text = scene.text
    for node in scene.nodes:
        if node.anaphor or not text.startswith("（", node.end):
            continue
        match = _SHORT.match(text, node.end) or _LATIN.match(text, node.end)
        if match is None:
            continue
        name = match["name"]
        span = scene.sentences[node.sentence]
        if name != node.name:
            yield Fact(
                node.ref,
                rule.predicate,
                Ref(node.type, name),
                span.start,
                span.end,
                rule.by,
                confidence(rule.by),
            )


_LATIN = re.compile(r"（(?P<name>[A-Z][A-Za-z]{1,9})）")


READERS: dict[str, Callable[[Scene, Rule], Iterator[Fact]]] = {
    "apposition": apposition,
    "office_after": office_after,
    "organ_of_office": organ_of_office,
    "nest": nest,
    "name_inside": name_inside,
    "opened": opened,
    "shared": shared,
    "remembered": remembered,
    "direct_speech": direct_speech,
    "reported_speech": reported_speech,
    "bare_speech": bare_speech,
    "silent_speech": silent_speech,
    "named_speech": named_speech,
    "short_name": short_name,
    "figure_of_subject": figure_of_subject,
    "former_holder": former_holder,
}
