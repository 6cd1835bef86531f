"""Whose words a stretch of text is: the speeches that it quotes, set apart from names in quotation marks."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence

from kg.model import Document, Mention, Span

_MARKS = re.compile(r"[，。！？；、：,;?!…]")
# A quotation is speech when it holds punctuation or is longer than any name in quotation marks usually is.
_LONGEST_QUOTED_NAME = 26


def speeches(document: Document) -> list[Span]:
    """Outer quotations that are words somebody says rather than a name in quotation marks."""
    text = document.shadow
    taken = {(mention.start, mention.end) for mention in document.mentions}
    found = []
    for quotation in document.quotations:
        start, end = quotation.start, quotation.end
        if quotation.depth != 1 or (start, end) in taken:
            continue
        if end - start > _LONGEST_QUOTED_NAME or _MARKS.search(text, start, end):
            found.append(Span(start, end))
    return [span for span in found if not _in_a_name(document.mentions, span)]


def _in_a_name(mentions: Sequence[Mention], span: Span) -> bool:
    index = bisect_right(mentions, span.start, key=lambda mention: mention.start) - 1
    return index >= 0 and mentions[index].start < span.start and span.end < mentions[index].end


def voice_at(starts: Sequence[int], speeches: Sequence[Span], offset: int) -> int:
    """The index of the speech around an offset, -1 outside; `starts` are those of the speeches."""
    index = bisect_right(starts, offset) - 1
    return index if index >= 0 and offset < speeches[index].end else -1
