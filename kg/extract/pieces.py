"""Cuts long documents, so that whoever works on arrays over a document needs memory for a piece of it only."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise
from typing import TypeVar

from kg.model import Document, Mention, Span, Word

LONGEST_SENTENCE = 500
"""Longer sentences are cut after a mark within this length: they are lists, or no sentences at all."""

_T = TypeVar("_T", Span, Word, Mention)

_MARK = re.compile("[，、；：。！？ ]")


def short(document: Document) -> Document:
    """The document with its sentences cut to `LONGEST_SENTENCE`."""
    if all(span.end - span.start <= LONGEST_SENTENCE for span in document.sentences):
        return document
    cut = (part for span in document.sentences for part in _cut(document.shadow, span))
    return replace(document, sentences=tuple(cut))


def _cut(shadow: str, span: Span) -> Iterator[Span]:
    start = span.start
    while span.end - start > LONGEST_SENTENCE:
        marks = [match.end() for match in _MARK.finditer(shadow, start, start + LONGEST_SENTENCE)]
        end = marks[-1] if marks else start + LONGEST_SENTENCE
        yield Span(start, end)
        start = end
    yield Span(start, span.end)


def pieces(document: Document, longest: int) -> list[tuple[int, Document]]:
    """The document in parts of at most about `longest` code points, cut between sentences: where each part starts,
    and the part as a document of its own, with the words and proposals that lie in it."""
    if len(document.shadow) <= longest:
        return [(0, document)]
    bounds = [0]
    for span in document.sentences:
        if span.end - bounds[-1] > longest and span.start > bounds[-1]:
            bounds.append(span.start)
    bounds.append(len(document.shadow))
    words = sorted(document.words, key=lambda word: word.start)
    proposals = sorted(document.proposals, key=lambda mention: mention.start)
    return [(start, _part(document, start, end, words, proposals)) for start, end in pairwise(bounds)]


def _part(
    document: Document, start: int, end: int, words: Sequence[Word], proposals: Sequence[Mention]
) -> Document:
    def within(items: Sequence[_T]) -> tuple[_T, ...]:
        first = bisect_left(items, start, key=lambda item: item.start)
        last = bisect_left(items, end, key=lambda item: item.start)
        inside = (item for item in items[first:last] if item.end <= end)
        return tuple(replace(item, start=item.start - start, end=item.end - start) for item in inside)

    return replace(
        document,
        article=replace(document.article, text=document.article.text[start:end]),
        shadow=document.shadow[start:end],
        sentences=within(document.sentences),
        words=within(words),
        states=None if document.states is None else document.states[start:end],
        proposals=within(proposals),
    )
