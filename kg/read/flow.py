"""Flow: the text as it was meant to run, without line breaks inside sentences (江苏省委宣⏎传部) and blanks inside words.

A reader does not see them; the extractors would. So where a text has any, it is read without them, and what was found
is carried back to its place in the text as it is.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from kg.model import Article, Document, Fact, Mention, Quotation, Quote, Span
from kg.read.blanks import blanks
from kg.read.breaks import breaks


@dataclass(frozen=True, slots=True)
class Flow:
    """A text without what is no part of it; `places` says for each of its characters, and its end, where it stands in
    the text as it is."""

    text: str
    places: NDArray[np.int64]

    def there(self, start: int, end: int) -> tuple[int, int]:
        """A stretch of the flow, in the text as it is: from its first character to its last."""
        first = int(self.places[start])
        return (first, int(self.places[end - 1]) + 1) if end > start else (first, first)

    def here(self, place: int) -> int:
        """A place of the text as it is, in the flow."""
        return int(np.searchsorted(self.places, place))


def flow(article: Article) -> Flow | None:
    """The flow of an article, None where it runs as it stands. Nothing outside its body is touched."""
    cuts = [cut for span in article.body for cut in breaks(article.text, span)]
    joined = _without(article.text, cuts)
    cuts += (spaces := [cut for span in _carried(article.body, joined) for cut in blanks(joined.text, span)])
    if not cuts:
        return None
    running = _without(joined.text, spaces)
    return Flow(running.text, joined.places[running.places])


def _without(text: str, cuts: Sequence[tuple[int, int]]) -> Flow:
    """The text without these stretches, but one blank between two words of Latin letters."""
    kept = np.ones(len(text) + 1, dtype=bool)
    between_words = []
    for start, end in cuts:
        kept[start:end] = False
        if _is_latin(text[start - 1]) and _is_latin(text[end]):
            kept[start] = True
            between_words.append(start)
    codes = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), dtype="<u4").copy()
    codes[between_words] = ord(" ")
    running = codes[kept[:-1]].tobytes().decode("utf-32-le", "surrogatepass")
    return Flow(running, np.flatnonzero(kept))


def _carried(body: Sequence[Span], flow: Flow) -> tuple[Span, ...]:
    return tuple(Span(flow.here(span.start), flow.here(span.end)) for span in body)


def _is_latin(character: str) -> bool:
    return character.isascii() and character.isalpha()


def flowing(article: Article, flow: Flow) -> Article:
    """The article with the flow as its text."""
    return replace(article, text=flow.text, body=_carried(article.body, flow))


def carried_back(found: Document, document: Document, flow: Flow) -> Document:
    """What was found in the flow of a document, at its places in the document. Names stay without blanks."""
    text = document.article.text

    def span(item: Span) -> Span:
        return Span(*flow.there(item.start, item.end))

    def quotation(item: Quotation) -> Quotation:
        return Quotation(*flow.there(item.start, item.end), item.depth)

    def mention(item: Mention) -> Mention:
        start, end = flow.there(item.start, item.end)
        return replace(item, start=start, end=end, text=text[start:end])

    def fact(item: Fact) -> Fact:
        start, end = flow.there(item.start, item.end)
        target = item.object
        if isinstance(target, Quote):
            first, last = flow.there(target.start, target.end)
            target = Quote(first, last, text[first:last])
        return replace(item, object=target, start=start, end=end)

    return replace(
        document,
        sentences=tuple(map(span, found.sentences)),
        quotations=tuple(map(quotation, found.quotations)),
        home=found.home,
        mentions=tuple(map(mention, found.mentions)),
        facts=tuple(map(fact, found.facts)),
    )
