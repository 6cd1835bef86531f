"""Lists of names: what one item is, its neighbours are likely to be (钟楼—老校门—英烈林—校史馆), what stands in
brackets behind a site (…旧址（陈家祠堂）), and places in a row."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from kg.extract.grammar.context import Candidate, Context
from kg.extract.grammar.lexicon import heads, words

_ITEM = r"[^，。；：！？、—→\n（）《》和与及]"
_JOINT = "(?:、|——?|→|-|和|以及|与|及)"
_LIST = re.compile(
    rf"(?:{_ITEM}{{2,30}}(?:（[^（）\n]{{1,14}}）)?(?:{_JOINT}{_ITEM}{{2,30}}(?:（[^（）\n]{{1,14}}）)?){{1,15}})"
)
_PART = re.compile(rf"(?P<item>{_ITEM}{{2,30}})(?:（[^（）\n]{{1,14}}）)?(?:{_JOINT}|$)")
# No list reaches beyond such a stretch, and most stretches have nothing that joins items.
_STRETCH = re.compile(r"(?:[^，。；：！？\n（）《》]++|（[^（）\n]{1,14}）)++")
_JOINS = re.compile("[、—→和与及-]")
_LONGEST_ROW = 60  # code points of places in a row
_PLACES = frozenset(("LOC", "ns"))
_KINDS = {"LOC": "Place", "ns": "Place", "PER": "Person"}
_MOST = {"Place": 8, "Person": 4, "Site": 24}
_NO_START = frozenset(["v", "m", "r", "p", "d"])
_OUTSIDE = frozenset(["v", "p", "r", "u", "d", "c", "f", "ad", "vd"])
_ALIAS = re.compile("（(?P<alias>[^（），。；：\n]{2,12})）")


@cache
def _site_heads() -> dict[str, tuple[str, ...]]:
    """The heads of sites by their last character."""
    lexicon = heads()
    found: dict[str, tuple[str, ...]] = {}
    for head, uses in zip(lexicon.heads, lexicon.uses, strict=True):
        if len(head) > 1 and "Site" in uses:
            found[head[-1]] = (*found.get(head[-1], ()), head)
    return found


def _is_site(shadow: str, start: int, end: int) -> bool:
    """Whether the stretch ends in the head of a site."""
    return shadow.endswith(_site_heads().get(shadow[end - 1], ()), start, end)


def lists(context: Context) -> Iterator[Candidate]:
    """Items of lists, and second names."""
    yield from _aliases(context)
    shadow = context.shadow
    for stretch in _STRETCH.finditer(shadow):
        if _JOINS.search(shadow, *stretch.span()):
            for match in _LIST.finditer(shadow, *stretch.span()):
                spans = [part.span("item") for part in _PART.finditer(shadow, *match.span())]
                if len(spans) > 1:
                    yield from _listed(context, spans)


def _aliases(context: Context) -> Iterator[Candidate]:
    shadow = context.shadow
    for match in _ALIAS.finditer(shadow):
        if match.start() and _is_site(shadow, 0, match.start()):
            yield Candidate(*match.span("alias"), "Site", "grammar.site.alias")


def _starts(context: Context, position: int) -> bool:
    index = context.at[position]
    return index >= 0 and context.starts[index] == position


def _listed(context: Context, spans: list[tuple[int, int]]) -> Iterator[Candidate]:
    """The items as what their neighbours are; the first may begin, the last may end with other words."""
    spans[0] = _first(context, *spans[0]), spans[0][1]
    spans[-1] = spans[-1][0], _last(context, *spans[-1])
    kinds = ["", *(_kind(context, *span) for span in spans), ""]
    for at, (start, end) in enumerate(spans, 1):
        near = {kinds[at - 1], kinds[at + 1]} - {""}
        if not near or end - start < 2 or (kinds[at] and kinds[at] not in near):
            continue
        whole = _starts(context, start) and context.word_ends(end)
        if whole and context.tags[context.at[start]] not in _NO_START:
            for kind in sorted(near) if not kinds[at] else (kinds[at],):
                if end - start <= _MOST[kind]:
                    yield Candidate(start, end, kind, f"grammar.{kind.lower()}.listed")


def _first(context: Context, start: int, end: int) -> int:
    """Where the first item begins: behind the last word that borders on names."""
    borders = words("borders")
    position = end
    while position > start:
        index = context.at[position - 1]
        if index < 0 or context.texts[index] in borders or context.tags[index] in _OUTSIDE:
            break
        position = context.starts[index]
    return max(position, start)


def _last(context: Context, start: int, end: int) -> int:
    """Where the last item ends: before the first word that borders on names."""
    position = start
    while position < end:
        index = context.at[position]
        if index < 0 or context.tags[index] in (*_OUTSIDE, "m") or context.texts[index] in words("borders"):
            break
        position = context.ends[index]
    return min(position, end)


def _kind(context: Context, start: int, end: int) -> str:
    """The type of an item that is one: a word of the tagger, or one that ends in the head of a site."""
    if end <= start:
        return ""
    if _is_site(context.shadow, start, end):
        return "Site"
    index = context.at[end - 1]
    if index >= 0 and context.ends[index] == end:
        first = context.at[start]
        if index == first or context.tags[index] == context.tags[first]:
            return _KINDS.get(context.tags[index], "")
    return ""


@cache
def _sites_only() -> tuple[str, ...]:
    """The heads that end a site and nothing else."""
    lexicon = heads()
    return tuple(
        head
        for head, uses in zip(lexicon.heads, lexicon.uses, strict=True)
        if len(head) > 1 and set(uses) == {"Site"}
    )


def chains(context: Context) -> Iterator[Candidate]:
    """Places in a row, which are one: 江苏/LOC 南京/LOC."""
    start = -1
    for index, tag in enumerate([*context.tags, ""]):
        if tag in _PLACES and start < 0:
            start = index
        elif start >= 0 and (tag not in _PLACES or context.starts[index] != context.ends[index - 1]):
            first, end = context.starts[start], context.ends[index - 1]
            if (
                index - start > 1
                and end - first <= _LONGEST_ROW
                and not context.shadow.endswith(_sites_only(), 0, end)
            ):
                yield Candidate(first, end, "Place", "grammar.place.chain")
            start = index if tag in _PLACES else -1
