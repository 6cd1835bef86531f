"""Names by their heads: from a head (…纪念馆, …活动) to the left over words that can stand inside a name."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from kg.extract.grammar.context import Candidate, Context
from kg.extract.grammar.lexicon import heads, words

_LONGEST_QUOTE = 40  # code points; longer quotations are speech, not names
_LONGEST_NAME = 60
_NOUNS = frozenset("n nz nw s vn an a nr ns nt PER LOC ORG".split())
_INSIDE: dict[str, frozenset[str]] = {
    "Site": _NOUNS | {"m", "f"},
    "Organisation": _NOUNS | {"m"},
    "Route": _NOUNS | {"m", "f"},
    "Campaign": _NOUNS | {"m", "TIME"},
    "Event": _NOUNS | {"m", "TIME"},
    "Policy": _NOUNS | {"m", "TIME"},
    "Place": _NOUNS | {"m"},
}
_NAMES = frozenset("LOC ns ORG nt".split())
_NUMBER = re.compile(r"第.*|\d+|[一二三四五六七八九十百千]+|首届|首批|[一二三四五六七八九十]+[届次大]")


@cache
def _stops(type_: str) -> frozenset[str]:
    return words("stop") | words(f"stop.{type_}")


@cache
def _goes(type_: str) -> frozenset[str]:
    return words("inside") | words(f"inside.{type_}")


def by_heads(context: Context) -> Iterator[Candidate]:
    """Candidates of all types that have heads."""
    lexicon = heads()
    longest: dict[tuple[int, str], tuple[int, int]] = {}
    for index, start, end in lexicon.automaton.find_matches_as_indexes(context.shadow, overlapping=True):
        if not context.word_ends(end) and end - start < 3:
            continue
        for type_, _ in lexicon.uses[index]:
            key = (end, type_)
            if key not in longest or longest[key][0] > start:
                longest[key] = (start, index)
    for (end, type_), (start, index) in longest.items():
        modes = dict(lexicon.uses[index])[type_]
        head = lexicon.heads[index]
        yield from _named(context, start, end, type_, head, modes)


def _named(
    context: Context, start: int, end: int, type_: str, head: str, modes: frozenset[str]
) -> Iterator[Candidate]:
    rule = f"grammar.{type_.lower()}"
    opening = _quote(context, start)
    if opening is not None:
        kind = "quoted" if context.shadow[opening] in "“‘" else "titled"
        left = walk(context, opening, type_)
        if left < opening:
            yield Candidate(left, end, type_, f"{rule}.{kind}.prefixed", head)
        yield Candidate(opening, end, type_, f"{rule}.{kind}", head)
        return
    if modes == {"quoted"}:
        return
    left = walk(context, start, type_)
    if left < start:
        if context.shadow[left:start] in words(f"generic.{type_}"):
            return
        first = context.at[left]
        kind = "placed" if first >= 0 and context.tags[first] in _NAMES else "named"
        if start - left == 1:
            kind = "short"
        yield Candidate(left, end, type_, f"{rule}.{kind}", head)
    elif "bare" in modes:
        yield Candidate(start, end, type_, f"{rule}.bare", head)


def _quote(context: Context, position: int) -> int | None:
    """Where the quotation or title starts that ends just before this position, when it is short enough for a name."""
    opening = context.opens.get(position)
    if opening is None or context.shadow[opening] == "（" or position - opening > _LONGEST_QUOTE:
        return None
    return opening


def walk(context: Context, start: int, type_: str) -> int:
    """The leftmost position from which words that can stand in such a name lead up to `start`."""
    inside, stops, goes = _INSIDE[type_], _stops(type_), _goes(type_)
    position = start
    if start and context.at[start] >= 0:
        position = context.starts[context.at[start]]  # 75周年/m, 中国纪念馆/LOC: the head is the end of a word
    while position > 0 and start - position < _LONGEST_NAME:
        opening = context.opens.get(position)
        if (
            opening is not None
            and position - opening <= _LONGEST_QUOTE
            and (context.shadow[opening] != "（" or type_ in ("Site", "Event", "Organisation"))
        ):
            if opening == 0 or position == opening:
                break
            position = opening
            continue
        index = context.at[position - 1]
        if index < 0:
            break
        text, tag = context.texts[index], context.tags[index]
        if text in stops:
            break
        if text not in goes and (
            tag not in inside or (tag == "m" and not _NUMBER.fullmatch(text)) or text[0] in " \n"
        ):
            break
        position = context.starts[index]
    # a bracket cannot open a name
    if context.shadow[position] == "（":
        return start
    return position
