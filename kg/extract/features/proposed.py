"""What the gazetteer, the grammar, the dates and the figures propose."""

from __future__ import annotations

import numpy as np

from kg.extract.features.columns import Ints, named, pair, shifted, spread
from kg.extract.features.texts import Text
from kg.extract.features.words import Words, place_of
from kg.model import Mention

GROUPS = ("gazetteer", "grammar", "dates", "figures")
"""The extractors whose proposals are features; a proposal's group is the first word of its `by`."""


def proposal_features(text: Text, words: Words) -> list[Ints]:
    """What the gazetteer, the grammar and the date reader propose at each position, the longest and the shortest."""
    here = pair(words.tag[words.of], place_of(words))
    rows: list[Ints] = []
    joint = np.zeros_like(text.codes)
    for group in GROUPS:
        spans = _spans(text, group)
        long, short = _painted(text, spans, longest=True), _painted(text, spans, longest=False)
        rows += [long, shifted(long, -1), shifted(long, 1), pair(long, short), pair(here, long)]
        joint = pair(joint, long)
    rows += [joint, pair(joint, pair(shifted(joint, -1), shifted(joint, 1)))]
    return rows


def _spans(text: Text, group: str) -> list[tuple[int, int, int]]:
    """The group's proposals as (length, start, code of rule and type)."""
    spans = []
    for document, base in zip(text.documents, text.bases, strict=True):
        for mention in document.proposals:
            if mention.by.startswith(group):
                spans.append((mention.end - mention.start, base + mention.start, _rule(mention)))
    return sorted(spans)


def _rule(mention: Mention) -> int:
    return named(f"{mention.by.partition('/')[0]} {mention.type}")


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
