"""Rules that read a fact off a name: 李大钊纪念馆 commemorates 李大钊."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache, lru_cache

from kg.authority import leaders
from kg.extract.facts.confidence import confidence
from kg.extract.facts.rules import Rule, rules
from kg.extract.facts.scene import Scene
from kg.model import Fact, Ref
from kg.read.shadow import folded


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
    known = {node.name: node.type for node in scene.nodes}
    short = {node.text: node.name for node in scene.nodes if not node.anaphor}
    done: set[Ref] = set()
    for node in scene.nodes:
        if node.anaphor or not (said := _said(node.type, node.name)) or node.ref in done:
            continue
        done.add(node.ref)
        span = scene.sentences[node.sentence]
        for rule, name in said:
            name = short.get(name, name)
            kind = known.get(name)
            if rule.known and kind not in rule.object_types and not is_leader(name, rule.object_types):
                continue
            ref = Ref(kind if kind in rule.object_types else rule.object_types[0], name)
            if ref != node.ref:
                yield Fact(node.ref, rule.predicate, ref, span.start, span.end, rule.by, confidence(rule.by))


def is_leader(name: str, types: Sequence[str]) -> bool:
    """Whether a name needs no mention to be known: that of somebody in `data/names/leaders.tsv`."""
    return "Person" in types and name in leader_names()


@cache
def leader_names() -> frozenset[str]:
    """The names of those in `data/names/leaders.tsv` that mean nobody and nothing else."""
    return frozenset(record.canonical for record in leaders() if record.canonical not in record.careful)


@lru_cache(maxsize=1 << 16)
def _said(kind: str, name: str) -> tuple[tuple[Rule, str], ...]:
    """The names that a name holds, with the rules that read them off it."""
    found: list[tuple[Rule, str]] = []
    for rule in _name_rules().get(kind, ()):
        if rule.pattern is not None:
            spans = [match.span("object") for match in rule.pattern.finditer(folded(name))]
            found += [(rule, _unquoted(name[start:end])) for start, end in spans if end > start]
    return tuple(found)


def _unquoted(name: str) -> str:
    """A name without marks around it or at one end; 《某法》颁布30周年 keeps its own."""
    if any(
        name.count(left) == name.count(right) == 1 and not name.endswith(right)
        for left, right in ("“”", "《》")
    ):
        return name
    return name.strip("“”《》")
