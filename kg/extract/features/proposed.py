"""What the gazetteer, the grammar, the dates and the figures propose."""

from __future__ import annotations

from functools import cache

import numpy as np

from kg.extract.features.columns import Ints, named, pair, shifted, spread
from kg.extract.features.texts import Text
from kg.extract.features.words import Words, place_of

GROUPS = ("gazetteer", "grammar", "dates", "figures")
"""The extractors whose proposals are features; a proposal's group is the first word of its `by`."""


def proposal_features(text: Text, words: Words) -> list[Ints]:
    """What the gazetteer, the grammar and the date reader propose at each position, the longest and the shortest."""
    here = pair(words.tag[words.of], place_of(words))
    rows: list[Ints] = []
    joint = np.zeros_like(text.codes)
    for spans in _spans(text):
        long, short = _painted(text, spans, longest=True), _painted(text, spans, longest=False)
        rows += [long, pair(long, short), pair(here, long)]
        joint = pair(joint, long)
    rows += [joint, pair(joint, pair(shifted(joint, -1), shifted(joint, 1)))]
    return rows


def _spans(text: Text) -> list[list[tuple[int, int, int]]]:
    """The proposals of each group as (length, start, code of rule and type), sorted."""
    spans: list[list[tuple[int, int, int]]] = [[] for _ in GROUPS]
    for document, base in zip(text.documents, text.bases, strict=True):
        for mention in document.proposals:
            group, rule = _group_and_rule(mention.by, mention.type)
            if group is not None:
                spans[group].append((mention.end - mention.start, base + mention.start, rule))
    return [sorted(found) for found in spans]


@cache
def _group_and_rule(by: str, type_: str) -> tuple[int | None, int]:
    group = next((number for number, name in enumerate(GROUPS) if by.startswith(name)), None)
    return group, named(f"{by.partition('/')[0]} {type_}")


def _painted(text: Text, spans: list[tuple[int, int, int]], *, longest: bool) -> Ints:
    """At each position the rule of the longest (or shortest) proposal over it and the place in it; 0 for none."""
    painted = np.zeros_like(text.codes)
    if not spans:
        return painted
    table = np.array(spans if longest else spans[::-1], np.int64)  # later paint covers earlier
    length, start, rule = table[:, 0], table[:, 1], table[:, 2]
    at = spread(start, length)
    first, last = at == np.repeat(start, length), at == np.repeat(start + length - 1, length)
    place = np.where(first, np.where(last, 4, 1), np.where(last, 3, 2)).astype(np.uint64)
    painted[at] = pair(np.repeat(rule.astype(np.uint64), length), place)
    return painted
