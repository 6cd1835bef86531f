"""What is settled by a name's own words and those right beside it, by the rules of `data/grammar/mends.toml`, which says
how they are written."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache

from kg.extract.grammar.lexicon import words
from kg.extract.mends.cutting import apart, cut, free, laid_over, made, over
from kg.extract.tables import Row, read_table, strings
from kg.extract.weights import TYPES
from kg.model import Document, Mention
from kg.resources import folder

_PATTERNS = ("whole", "lacks", "before", "behind", "found")
_KEYS = (*_PATTERNS, "by", "types", "unlisted", "becomes", "longer", "with", "inside", "examples")
_TYPES = (*TYPES, "Figure")
_SURE = 0.8  # of a name that nobody saw
_BEFORE = 12  # characters in which `before` is looked for


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule; what its fields mean the file says."""

    by: str
    types: frozenset[str]
    whole: re.Pattern[str] | None
    lacks: re.Pattern[str] | None
    before: re.Pattern[str] | None
    behind: re.Pattern[str] | None
    found: re.Pattern[str] | None
    unlisted: bool
    becomes: str
    longer: bool
    needed: tuple[str, ...]
    inside: frozenset[str]
    examples: tuple[tuple[str, str], ...]


@cache
def rules() -> tuple[Rule, ...]:
    """The rules in their order.

    Raises:
        RuleError: the file is broken.
    """
    return tuple(map(_rule, read_table(folder("data") / "grammar" / "mends.toml").rows("mend")))


@cache
def _rules_for(type_: str) -> tuple[Rule, ...]:
    """The rules for names of a type, and for what these make of them."""
    types, found = {type_}, []
    for rule in rules():
        if not types.isdisjoint(rule.types):
            found.append(rule)
            types.add(rule.becomes)
    return tuple(found)


def _rule(row: Row) -> Rule:
    row.only(_KEYS, ("examples",))
    if "found" in row.values and not (row.text("becomes") and strings(row, "with")):
        row.fail("found needs becomes and with", "found")
    if not any(row.text(key) for key in ("found", "whole", "before", "behind")):
        row.fail("nothing says for which names it is")
    return Rule(
        by=row.text("by"),
        types=_types(row, "types"),
        **{key: _pattern(row, key) for key in _PATTERNS},
        unlisted=row.flag("unlisted"),
        becomes=row.choice("becomes", ("", *_TYPES)),
        longer=row.flag("longer"),
        needed=strings(row, "with"),
        inside=_types(row, "inside"),
        examples=tuple(_example(row, example) for example in strings(row, "examples")),
    )


def _types(row: Row, key: str) -> frozenset[str]:
    found = strings(row, key)
    for name in found:
        if name not in _TYPES:
            row.fail(f"{key}: no type {name!r}; known are {', '.join(_TYPES)}", key)
    return frozenset(found)


def _pattern(row: Row, key: str) -> re.Pattern[str] | None:
    source = row.text(key)
    try:
        return re.compile(f"(?:{source})$" if key == "before" else source) if source else None
    except re.error as error:
        row.fail(f"{key}: {error}", key)


def _example(row: Row, example: str) -> tuple[str, str]:
    before, arrow, after = example.partition(" → ")
    if not arrow:
        row.fail(f"example {example!r} must be written `before → after`", "examples")
    return before, after


def ruled(document: Document, mentions: Sequence[Mention]) -> list[Mention]:
    """The mentions, each as the rules have it, with those that only rules find."""
    mentions = laid_over(mentions, apart(_found(document, mentions)))
    return [mended for each in mentions if (mended := _mended(document, mentions, each)) is not None]


def _found(document: Document, mentions: Sequence[Mention]) -> Iterator[Mention]:
    text = document.shadow
    for rule in rules():
        if rule.found is None or not any(word in text for word in rule.needed):
            continue
        for match in rule.found.finditer(text):
            start, end = match.span()
            if match[0] not in words(f"never.{rule.becomes}") and all(
                _inside(rule, part, start, end) for part in over(mentions, start, end)
            ):
                yield made(document, start, end, rule.becomes, rule.by, _SURE)


def _inside(rule: Rule, part: Mention, start: int, end: int) -> bool:
    """Whether a mention is a mere part of what a rule finds; one of the same bounds has been seen, and keeps its type."""
    wider = start <= part.start and part.end <= end and end - start > part.end - part.start
    return wider and part.type in rule.inside


def _mended(document: Document, mentions: Sequence[Mention], mention: Mention) -> Mention | None:
    """A mention after all rules, None where it is no name."""
    for rule in _rules_for(mention.type):
        if mention.type not in rule.types or (bounds := _bounds(rule, document.shadow, mention)) is None:
            continue
        start, end = bounds
        if (start, end) != (mention.start, mention.end):
            if free(mentions, start, mention.start) and free(mentions, mention.end, end):
                part = cut(document, mention, start, end, rule.by)
                mention = replace(part, type=rule.becomes or mention.type)
        elif rule.becomes:
            mention = replace(mention, type=rule.becomes, by=f"mends.{rule.by}/1")
        else:
            return None
    return mention


def _bounds(rule: Rule, text: str, mention: Mention) -> tuple[int, int] | None:
    """Where a name is by a rule; None where the rule is not for it."""
    start, end = mention.start, mention.end
    if rule.unlisted and mention.by.startswith("gazetteer."):
        return None
    if rule.lacks and rule.lacks.search(text, start, end):
        return None
    whole, behind, before = None, None, None
    if rule.whole and not (whole := rule.whole.fullmatch(text, start, end)):
        return None
    if rule.behind and not (behind := rule.behind.match(text, end)):
        return None
    if rule.before and not (before := rule.before.search(text, max(0, start - _BEFORE), start)):
        return None
    if whole and "name" in whole.re.groupindex:
        return whole.span("name")
    if rule.longer:
        return before.start() if before else start, behind.end() if behind else end
    return start, end
