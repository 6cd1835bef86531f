"""Readers of where things lie by their names: the places that one begins with, those of the article that open it, and
those that stand for all that are counted up behind them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from kg.authority import places
from kg.extract.facts import nesting
from kg.extract.facts.confidence import confidence
from kg.extract.facts.offices import of_state_abroad
from kg.extract.facts.rules import Rule
from kg.extract.facts.scene import Node, Scene
from kg.model import Fact, Ref

# Bodies that rule a place: the one place in their name is what they are of, not where they lie.
_ORGAN = re.compile(
    r"(?:委|政府|人大|政协|常委会|(?<!邮)局|(?<!指挥)部|办|办公室|法院|检察院|党组|联合会|总工会|妇联|工商联|侨联|文联|科协|小组|专班|督导组|指导组|委员会)$"
)
# What a place may lose when it opens another name: 竹沟镇, 竹沟革命纪念馆.
_HEAD = re.compile("(?<=[\u4e00-\u9fff]{2})(?:[镇乡村屯寨县区市州]|街道|社区)$")
# What runs through many places, or was wider than the one that kept its name.
_WIDE = re.compile(
    "(?:[江河海湖洲路街线韩]|高铁|铁路|高速|机场|山脉|流域|[平高]原|边?[苏边]区|解放区|地区|根据地|[东西南北中]部|中国)$"
)


def nest(scene: Scene, rule: Rule) -> Iterator[Fact]:
    """The places that the surface of a name puts before it."""
    context = sorted({node.name for node in scene.nodes if node.type == "Place"})
    home = scene.document.home
    if home:
        context += [home.place, *home.parents]
    frozen = frozenset(context)
    done: dict[tuple[str, str], list[str]] = {}
    for node in scene.nodes:
        if node.type not in rule.types or node.anaphor or max(len(node.text), len(node.name)) < 4:
            continue
        text = scene.text[node.start : node.end]
        key = (text, node.name)
        if key not in done:
            # 县委 is not said to lie anywhere: where organs have their seat is read off their names when they are resolved.
            full = text if node.type == "Organisation" else node.name
            found = nesting.above(text, full, node.type, frozen)
            alone = len(found) == 1 and node.type == "Organisation" and _ORGAN.search(text)
            done[key] = [] if alone else found
        for place in done[key]:
            yield _fact(scene, rule, node, Ref("Place", place))


def opened(scene: Scene, rule: Rule) -> Iterator[Fact]:
    """What has the name of a place of the article, whole or without 镇 or 村, before its own: 竹沟革命纪念馆 in an
    article on 竹沟镇. What it goes on with must match the pattern of the rule."""
    openings = _openings(scene) if not scene.types.isdisjoint(rule.types) else {}
    if not openings:
        return
    longest = max(map(len, openings))
    done: set[tuple[str, str]] = set()
    for node in scene.nodes:
        if node.type not in rule.types or node.anaphor or (node.name, node.text) in done:
            continue
        done.add((node.name, node.text))
        if node.type == "Organisation" and _ORGAN.search(node.text):
            continue
        forms = (node.text,) if node.type == "Organisation" else (node.name, node.text)
        for name in dict.fromkeys(forms):
            ends = range(min(longest, len(name) - 2), 1, -1)
            end = next((end for end in ends if openings.get(name[:end], node.ref) != node.ref), 0)
            if end and rule.pattern is not None and rule.pattern.match(name, end):
                yield _fact(scene, rule, node, openings[name[:end]])


def _openings(scene: Scene) -> dict[str, Ref]:
    """How the places of an article may open other names."""
    found: dict[str, Ref] = {}
    for node in scene.nodes:
        if node.type == "Place" and not node.anaphor:
            for form in _forms(node.name, node.text):
                found.setdefault(form, node.ref)
    return found


@lru_cache(maxsize=1 << 14)
def _forms(name: str, text: str) -> tuple[str, ...]:
    """How a place may open other names; states open those of their bodies abroad, too."""
    if of_state_abroad(name):
        return ()
    forms = dict.fromkeys(form for whole in (name, text) for form in (whole, _HEAD.sub("", whole)))
    return tuple(form for form in forms if len(form) >= 2 and not _WIDE.search(form))


def shared(scene: Scene, rule: Rule) -> Iterator[Fact]:
    """What stands for all that are counted up behind it: in 甲省乙县丙镇丁村、戊村, 戊村 too is of 丙镇; of divisions
    that the authority knows only those that it puts there."""
    for group in scene.groups:
        if len(group) < 2 or scene.nodes[group[0]].type != "Place":
            continue
        upper: list[str] = []
        head = ""
        for node in (scene.nodes[index] for index in group):
            text = scene.text[node.start : node.end]
            own = nesting.above(text, text, node.type)
            if own or not upper:
                upper, head = own, node.name[-1:]
            elif node.name.endswith(head) and not node.anaphor:
                for place in upper:
                    if _lies_in(node.name, place):
                        yield _fact(scene, rule, node, Ref("Place", place))


def _lies_in(name: str, place: str) -> bool:
    """Whether the authority puts a place into another, or it is a village that the authority does not know."""
    bearers = places().named(name)
    return any(place in bearer.parents for bearer in bearers) if bearers else name.endswith("村")


def _fact(scene: Scene, rule: Rule, node: Node, place: Ref) -> Fact:
    span = scene.sentences[node.sentence]
    return Fact(node.ref, rule.predicate, place, span.start, span.end, rule.by, confidence(rule.by))
