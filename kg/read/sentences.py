"""Sentences: stretches of the article's body that end in 。！？…… or at the end of a line.

Works on the shadow, whose marks are unified. Closing quotation marks and brackets stay with their sentence, and no
sentence ends inside a pair of them: `“好。真好！”他说。` is one sentence, `他说：“好。”会后，大家散去。` two.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from kg.model import Span

LONGEST = 600
"""Characters. Longer stretches without an end mark (tables, damaged text) are cut at a clause, or just here, so that
no later stage meets a sentence of a million characters. In news, one sentence in 20,000 is longer than 400."""

LONGEST_PAIR = 300
"""Characters between two quotation marks or brackets, beyond which sentences do end inside: a speech of many sentences."""

_OPENING = "“‘（【《"
_CLOSING = "”’）】》"
_CLOSER_OF = dict(zip(_CLOSING, _OPENING, strict=True))
_END = re.compile(r"(?:[。！？]|…+)+[”’）】》]*")
_TOKEN = re.compile(r"[“‘（【《”’）】》]|(?:[。！？]|…+)+")
_PAIRED = re.compile(f"[{_OPENING}]")
_ENDS = frozenset("。！？…")
# What stands before an opening mark when the quoted words close the sentence: 他说：“好。”
_INTRODUCES = frozenset("：，；、—")
# What goes on after an end mark, so that it ends nothing: ……，  ！）
_GOES_ON = frozenset("，、；：。！？…”’）】》")


def sentences(shadow: str, body: Iterable[Span]) -> tuple[Span, ...]:
    """The sentences of the body in order, trimmed of white space, never empty, never across a line."""
    return tuple(
        piece
        for span in body
        for start, end in _lines(shadow, span.start, span.end)
        for cut in _split(shadow, start, end)
        for piece in _pieces(shadow, *cut)
    )


def _lines(shadow: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    while start < end:
        stop = shadow.find("\n", start, end)
        stop = end if stop < 0 else stop
        yield start, stop
        start = stop + 1


def _split(shadow: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """The sentences of one line, not yet trimmed."""
    if not _PAIRED.search(shadow, start, end):
        cuts: Iterable[int] = (match.end() for match in _END.finditer(shadow, start, end))
    else:
        cuts = _cuts(shadow, start, end)
    for cut in cuts:
        if cut > start and (cut == end or shadow[cut] not in _GOES_ON):
            yield start, cut
            start = cut
    if start < end:
        yield start, end


def _cuts(shadow: str, start: int, end: int) -> Iterator[int]:
    """The ends of the sentences of a line that has quotation marks or brackets."""
    tokens = list(_TOKEN.finditer(shadow, start, end))
    closes = _closes(tokens)
    inside_until = start
    for index, token in enumerate(tokens):
        if token.start() < inside_until:
            continue
        if token[0] not in _CLOSER_OF and token[0] not in _OPENING:
            after = token.end()
            while after < end and shadow[after] in _CLOSING:
                after += 1
            yield after
        elif index in closes and token[0] in _OPENING:
            close = tokens[closes[index]].start()
            if close - token.start() > LONGEST_PAIR:
                continue
            inside_until = close + 1
            if _closes_sentence(shadow, token.start(), close, start):
                yield inside_until


def _closes(tokens: list[re.Match[str]]) -> dict[int, int]:
    """For the index of each opening mark that is closed within the line, the index of its closing mark."""
    closes: dict[int, int] = {}
    stacks: dict[str, list[int]] = {mark: [] for mark in _OPENING}
    for index, token in enumerate(tokens):
        mark = token[0]
        if mark in stacks:
            stacks[mark].append(index)
        elif mark in _CLOSER_OF and stacks[_CLOSER_OF[mark]]:
            closes[stacks[_CLOSER_OF[mark]].pop()] = index
    return closes


def _closes_sentence(shadow: str, opening: int, closing: int, line: int) -> bool:
    """Whether a sentence ends with the mark at `closing`: the words inside end one, and were led up to."""
    last = closing - 1
    while last > opening and shadow[last] in _CLOSING:
        last -= 1
    if shadow[last] not in _ENDS:
        return False
    before = opening - 1
    while before >= line and shadow[before] == " ":
        before -= 1
    return before >= line and shadow[before] in _INTRODUCES


def _pieces(shadow: str, start: int, end: int) -> Iterator[Span]:
    """The trimmed sentence, cut where it is longer than LONGEST."""
    while end - start > LONGEST:
        limit = start + LONGEST
        cut = max(shadow.rfind(mark, start + LONGEST // 2, limit) for mark in "；，、 ") + 1
        cut = cut or limit
        yield from _trimmed(shadow, start, cut)
        start = cut
    yield from _trimmed(shadow, start, end)


def _trimmed(shadow: str, start: int, end: int) -> Iterator[Span]:
    while start < end and shadow[start] == " ":
        start += 1
    while start < end and shadow[end - 1] == " ":
        end -= 1
    if start < end:
        yield Span(start, end)
