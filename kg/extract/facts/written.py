"""The rules of `data/rules/<predicate>.toml`, read into values and checked.

A file holds `predicate`, and for each rule a table `[[rule]]` with `name`, `version`, `kind`, what its kind needs
(see below) and its proof: `match`, a list of `{text, facts}`, and `reject`, a list of sentences in which the rule
must find nothing. Names are marked in the sentences: `[杜某|Person]`, `[省委|Organisation|江苏省委]`.

kind       what it reads
=========  =====================================================================================================
trigger    `trigger` words, and around each a `subject` and an `object` slot
each       every name that fills the slot `anchor` names, and the other slot looked for around it
pair       two neighbouring names, `left` and `right`, with `gap` (a regular expression) between them
name       the name itself: `types` whose canonical name matches `pattern`; its group `object` is the object
structure  what a `reader` of `kg.extract.facts.readers` finds: appositions, nested places, speech

A slot has `types`; `from`, a list of places to look, first hit wins, each a direction and a reach
(`"after clause"`; see DIRECTIONS and REACHES); `within`, the most characters between trigger and name;
`many`, whether the other members of a coordination count; `every`, whether all names there count, not only the
first; `led_by`, `not_led_by`, `followed_by`, `not_followed_by`: words directly before and after the name;
`not_between`: words that must not stand between trigger and name; `named`: a regular expression that the full name
must match; `free`: an office that does not stand before somebody's name. A word `@class` stands for a list in `words.toml`.

A rule of the kind `each` with `suggests = true` only suggests: what it finds is stated when the clues around it speak
for it (`kg.extract.facts.ranking`) and no rule that states has found it.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from kg.errors import RuleError
from kg.extract.facts.proofs import Example, examples
from kg.extract.tables import Row, read_table, strings
from kg.model import Status
from kg.ontology import ontology

TYPES = (
    "Person", "Organisation", "Place", "Site", "Route", "Campaign", "Event", "Policy", "Work", "Role", "Date", "Figure",
)  # fmt: skip
KINDS = ("trigger", "each", "pair", "name", "structure")
DIRECTIONS = (
    "subject", "before", "after", "agent", "topic", "home", "first", "main", "speaker", "quoted", "carried",
    "traveller",
)  # fmt: skip
REACHES = ("clause", "sentence", "paragraph", "article")
STATUSES: tuple[Status, ...] = ("asserted", "planned", "negated")
_RULE_KEYS = (
    "name", "version", "kind", "trigger", "after", "not_after", "before", "not_before", "subject", "object", "left",
    "right", "gap", "over", "subject_is", "types", "pattern", "object_type", "known", "reader", "match", "reject",
    "status", "anchor", "suggests",
)  # fmt: skip
_SLOT_KEYS = (
    "types", "from", "within", "many", "every", "led_by", "not_led_by", "followed_by", "not_followed_by", "not_between",
    "named", "free",
)  # fmt: skip
_ASKING = ("led_by", "not_led_by", "followed_by", "not_followed_by", "named", "free")
_NEEDS = {
    "trigger": ("trigger", "subject", "object"),
    "each": ("anchor", "subject", "object"),
    "pair": ("left", "right", "gap", "subject_is"),
    "name": ("types", "pattern", "object_type"),
    "structure": ("reader",),
}


@dataclass(frozen=True, slots=True)
class Slot:
    """Where a rule looks for one of its arguments."""

    types: frozenset[str]
    sources: tuple[tuple[str, str], ...]
    within: int
    many: bool
    every: bool
    led_by: tuple[str, ...]
    not_led_by: tuple[str, ...]
    followed_by: tuple[str, ...]
    not_followed_by: tuple[str, ...]
    not_between: tuple[str, ...]
    named: re.Pattern[str] | None = None
    free: bool = False
    plain: bool = False  # a name of one of the types fits wherever it stands


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule. `by` is its name and version as facts carry it: `rule.visits.go/1`; `path` and `line` are where it
    is written; `suggests`: it only does."""

    predicate: str
    by: str
    kind: str
    line: int
    trigger: tuple[str, ...]
    after: tuple[str, ...]
    not_after: tuple[str, ...]
    before: tuple[str, ...]
    not_before: tuple[str, ...]
    subject: Slot | None
    object: Slot | None
    left: Slot | None
    right: Slot | None
    gap: re.Pattern[str] | None
    over: frozenset[str]
    subject_is: str
    types: frozenset[str]
    pattern: re.Pattern[str] | None
    object_types: tuple[str, ...]
    known: bool
    reader: str
    anchor: str
    status: Status | None
    examples: tuple[Example, ...]
    path: Path = Path()
    suggests: bool = False

    @property
    def name(self) -> str:
        """What people call it: `visits.go`."""
        return self.by.removeprefix("rule.").rpartition("/")[0]


Words = Mapping[str, tuple[str, ...]]
"""Classes of words: name → words."""


def read_words(path: Path) -> Words:
    """Classes of words: name → words.

    Raises:
        RuleError: the file is broken.
    """
    top = read_table(path).top
    return {name: strings(top, name) for name in top.values}


def read_rules(path: Path, words: Words) -> list[Rule]:
    """The rules of one file.

    Raises:
        RuleError: the file is broken; the message names it, the line and the reason.
    """
    table = read_table(path)
    top = table.top
    top.only(("predicate", "rule"), ("predicate",))
    predicate = top.text("predicate")
    if path.stem != predicate:
        top.fail(f"predicate {predicate!r} belongs into {predicate}.toml", "predicate")
    if predicate not in ontology().predicates:
        top.fail(
            f"no predicate {predicate!r}; known are {', '.join(sorted(ontology().predicates))}", "predicate"
        )
    found = [_rule(predicate, row, words) for row in table.rows("rule", ("name", "version", "kind"))]
    names = [rule.by.rsplit("/", 1)[0] for rule in found]
    for index, name in enumerate(names):
        if name in names[:index]:
            raise RuleError(f"{path}:{found[index].line}: two rules are named {name}")
    return found


def _rule(predicate: str, row: Row, words: Words) -> Rule:
    row.only(_RULE_KEYS)
    kind = row.choice("kind", KINDS)
    for key in _NEEDS[kind]:
        if key not in row.values:
            row.fail(f"a {kind} rule needs {key!r}")
    name = row.text("name")
    if not re.fullmatch(r"[a-z]+(?:-[a-z]+)*", name):
        row.fail(f"name {name!r} must be lower-case words joined by hyphens", "name")
    status = row.choice("status", STATUSES) if "status" in row.values else None
    return Rule(
        predicate=predicate,
        by=f"rule.{predicate}.{name}/{row.number('version')}",
        kind=kind,
        line=row.line,
        trigger=_words(row, "trigger", words),
        after=_words(row, "after", words),
        not_after=_words(row, "not_after", words),
        before=_words(row, "before", words),
        not_before=_words(row, "not_before", words),
        subject=_slot(row, "subject", words),
        object=_slot(row, "object", words),
        left=_slot(row, "left", words),
        right=_slot(row, "right", words),
        gap=_pattern(row, "gap", words),
        over=_types(row, "over"),
        subject_is=row.choice("subject_is", ("left", "right"), "left"),
        types=_types(row, "types"),
        pattern=_pattern(row, "pattern", words),
        object_types=tuple(sorted(_types(row, "object_type"))),
        known=row.flag("known"),
        reader=row.text("reader"),
        anchor=row.choice("anchor", ("subject", "object"), "object"),
        status=next((known for known in STATUSES if known == status), None),
        examples=examples(row, predicate, kind, _words(row, "trigger", words), TYPES),
        path=row.path,
        suggests=row.flag("suggests"),
    )


def _words(row: Row, key: str, words: Words) -> tuple[str, ...]:
    found: list[str] = []
    for word in strings(row, key):
        if word.startswith("@"):
            if word[1:] not in words:
                row.fail(f"{key}: no class {word} in words.toml; known are {', '.join(sorted(words))}", key)
            found += words[word[1:]]
        else:
            found.append(word)
    return tuple(dict.fromkeys(found))


def _types(row: Row, key: str) -> frozenset[str]:
    found = strings(row, key)
    for name in found:
        if name not in TYPES:
            row.fail(f"{key}: no type {name!r}; known are {', '.join(TYPES)}", key)
    return _same(frozenset(found))


@cache
def _same(types: frozenset[str]) -> frozenset[str]:
    """One set for all slots with these types: by identity it is quickly looked up."""
    return types


def _pattern(row: Row, key: str, words: Words) -> re.Pattern[str] | None:
    """A regular expression, in which `{class}` stands for the alternatives of a class of words."""
    source = row.text(key)
    if key not in row.values:
        return None
    for name in re.findall(r"\{([a-z_]+)\}", source):
        if name not in words:
            row.fail(f"{key}: no class {name!r} in words.toml; known are {', '.join(sorted(words))}", key)
        choice = "|".join(re.escape(word) for word in sorted(words[name], key=lambda w: (-len(w), w)))
        source = source.replace("{" + name + "}", f"(?:{choice})")
    try:
        return re.compile(source)
    except re.error as error:
        row.fail(f"{key}: {error}", key)


def _slot(row: Row, key: str, words: Words) -> Slot | None:
    if key not in row.values:
        return None
    slot = row.child(key)
    slot.only(_SLOT_KEYS, ("types",))
    sources: list[tuple[str, str]] = []
    for source in strings(slot, "from", ("after clause",)):
        direction, _, reach = source.partition(" ")
        if direction not in DIRECTIONS or reach not in REACHES:
            row.fail(
                f"{key}.from: {source!r}; write one of {', '.join(DIRECTIONS)} and one of {', '.join(REACHES)}",
                key,
            )
        if direction == "traveller" and not row.flag("suggests"):
            row.fail(f"{key}.from: 'traveller' asks what other rules found: it needs suggests = true", key)
        sources.append((direction, reach))
    return Slot(
        types=_types(slot, "types"),
        sources=tuple(sources),
        within=slot.number("within"),
        many=slot.flag("many", True),
        every=slot.flag("every"),
        led_by=_words(slot, "led_by", words),
        not_led_by=_words(slot, "not_led_by", words),
        followed_by=_words(slot, "followed_by", words),
        not_followed_by=_words(slot, "not_followed_by", words),
        not_between=_words(slot, "not_between", words),
        named=_pattern(slot, "named", words),
        free=slot.flag("free"),
        plain=not any(slot.values.get(key) for key in _ASKING),
    )
