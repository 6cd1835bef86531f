"""Readers of structure: what a rule of the kind `structure` finds, by the name that its file gives as `reader`."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import cache, lru_cache

from kg.extract.facts import nesting
from kg.extract.facts.claims import facts
from kg.extract.facts.confidence import confidence
from kg.extract.facts.quantities import figure_of_subject
from kg.extract.facts.ranking import LEAST
from kg.extract.facts.rules import Rule, words
from kg.extract.facts.scene import Node, Scene
from kg.extract.facts.speech import bare_speech, direct_speech, reported_speech
from kg.extract.facts.succession import former_holder
from kg.model import Fact, Ref, Span
from kg.read.shadow import shadow

_CHAIN = re.compile(r"[“”\s]*(?:[、兼及和与，]|，?并|以及)?[“”\s]*")
_BEFORE_PERSON = re.compile(r"\s*(?:的|——|：)?\s*")
_SHARED = re.compile(r"\s*(?:、|和|及|与|以及)?\s*")


def apposition(scene: Scene, rule: Rule) -> Iterator[Fact]:
    """Offices before a person, one or several, and shared by the persons that follow: 记者 甲 乙; 副主席甲、乙."""
    nodes, text = scene.nodes, scene.text
    offices: list[Node] = []
    last: Node | None = None
    for node in nodes:
        gap = text[last.end : node.start] if last else ""
        if node.type == "Role":
            chained = last is not None and last.type == "Role" and _CHAIN.fullmatch(gap)
            if not chained:
                offices = []
            offices.append(node)
        elif node.type == "Person" and offices and last is not None:
            joint = _BEFORE_PERSON if last.type == "Role" else _SHARED
            if joint.fullmatch(gap):
                yield from facts(scene, rule, [node], offices, Span(offices[0].start, node.end))
            else:
                offices = []
        elif node.anaphor:
            continue
        else:
            offices = []
        last = node


def office_after(scene: Scene, rule: Rule) -> Iterator[Fact]:
    """An office right after the name: 某某总书记, unless it belongs to the person after it."""
    nodes = scene.nodes
    for index in range(len(nodes) - 1):
        person, office = nodes[index], nodes[index + 1]
        if person.type != "Person" or office.type != "Role" or person.end != office.start:
            continue
        if (
            index + 2 < len(nodes)
            and nodes[index + 2].type == "Person"
            and nodes[index + 2].start == office.end
        ):
            continue
        yield from facts(scene, rule, [person], [office], Span(person.start, office.end))


@cache
def _office() -> re.Pattern[str]:
    choice = "|".join(
        re.escape(word) for word in sorted(words()["office"], key=lambda word: (-len(word), word))
    )
    prefix = "|".join(
        re.escape(word) for word in sorted(words()["office_prefix"], key=lambda w: (-len(w), w))
    )
    return re.compile(rf"(?P<organ>.*?)(?:{prefix})*(?:{choice})(?:（[^）]*）)?")


@cache
def _organs_of() -> dict[str, str]:
    return dict(pair.split("=", 1) for pair in words()["office_organ"])


def organ_of_office(scene: Scene, rule: Rule) -> Iterator[Fact]:
    """The organisations inside the offices that people hold: 某市委宣传部部长 → 某市委宣传部, 某市委.

    It reads what the rules of holdsRole have found, which come before it.
    """
    known = {node.name for node in scene.nodes if node.type == "Organisation"}
    for fact in scene.found:
        if fact.predicate != "holdsRole" or not isinstance(fact.object, Ref) or fact.confidence < LEAST:
            continue
        for name in organs(fact.object.name, known):
            organ = Ref("Organisation", name)
            yield Fact(
                fact.subject,
                rule.predicate,
                organ,
                fact.start,
                fact.end,
                rule.by,
                confidence(rule.by),
                fact.status,
            )


@lru_cache(maxsize=1 << 15)
def _office_match(name: str) -> re.Match[str] | None:
    return _office().fullmatch(shadow(name))


def organs(office: str, known: set[str]) -> list[str]:
    """The organisations that an office names, most specific last; `known` are those that the article names."""
    special = _organs_of().get(office)
    if special is not None:
        return [special] if special else []
    name = office.removeprefix("原").removeprefix("时任")
    match = _office_match(name)
    if match is None:
        return []
    whole = name[: match.end("organ")]
    head = shadow(name)[match.end("organ") :]
    if head in ("部长", "局长", "厅长") and not whole.endswith(("部", "局", "厅")):
        whole += head[0]  # 宣传部长 is the head of 宣传部
    organ = whole if whole in known else nesting.strip_upper(whole)
    found: list[str] = []
    if len(organ) >= 2:
        found += _inner(organ, office, known)
        if not found and (inner := _organ_before().match(shadow(organ))):
            found.append(organ[: inner.end()])
    return list(dict.fromkeys(found))


_PARTY = re.compile(r"(.+?(?:省|市|县|区|州|旗|盟|镇|乡|街道|自治区|兵团|地)(?:党?委|党工委|政府))(.+)")
_GROUP = re.compile(
    r"(.+?(?:部|委|局|厅|社|院|会|公司|集团|政协|政府|法院|检察院|人大|馆|校|所|银行))(?:原)?(党组|党委|分党组)"
)
_SECTION = re.compile(
    r"(.+(?:委|局|厅|中心|院|大学|公司|总台|馆|集团))(?:.{1,8}(?:处|科|股|室|部))"
)  # 某局办公室 belongs to 某局
_GOVERNMENT = re.compile(r"(?:省|市|县|区|州|旗|镇|乡|盟)长$")


def _inner(organ: str, office: str, known: set[str]) -> list[str]:
    found = []
    match = _PARTY.fullmatch(organ)
    if match and not match[2].startswith(("会", "员")):
        found.append(match[1])
    for pattern in (_GROUP, _SECTION):
        group = pattern.fullmatch(organ)
        if group and not match:
            found.append(group[1])
    if re.search(r"[省市县区州旗镇乡盟长]$", organ) and _GOVERNMENT.search(office):
        found.append(organ + "政府")
    elif organ in known or (len(organ) >= 3 and _organ_head().search(shadow(organ))):
        found.append(organ)
    return found


@cache
def _organ_head() -> re.Pattern[str]:
    """How the names of organisations end: what is left of 责任编辑 or 俄罗斯总统 is none."""
    choice = "|".join(map(re.escape, words()["organ_head"]))
    return re.compile(rf"(?:{choice})$")


@cache
def _organ_before() -> re.Pattern[str]:
    """An organisation that an office names before what its holder does there: 某大学历史学 (教授), 某小学四年级 (学生)."""
    choice = "|".join(map(re.escape, words()["organ_before"]))
    return re.compile(rf".{{2,}}(?:{choice})(?=.{{1,6}}$)")


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
            done[key] = nesting.above(text, node.name, node.type, frozen)
        for place in done[key]:
            span = scene.sentences[node.sentence]
            yield Fact(
                node.ref,
                rule.predicate,
                Ref("Place", place),
                span.start,
                span.end,
                rule.by,
                confidence(rule.by),
            )


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
    "direct_speech": direct_speech,
    "reported_speech": reported_speech,
    "bare_speech": bare_speech,
    "short_name": short_name,
    "figure_of_subject": figure_of_subject,
    "former_holder": former_holder,
}
