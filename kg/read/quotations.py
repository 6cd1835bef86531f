"""Quotations: what stands between quotation marks, with its depth."""

from __future__ import annotations

import re
from collections.abc import Iterable

from kg.model import Quotation, Span

_TOKEN = re.compile(r"[“”‘’\n]")
_PARTNER = {"”": "“", "’": "‘"}


def quotations(shadow: str, body: Iterable[Span]) -> tuple[Quotation, ...]:
    """The insides of all pairs of quotation marks in the body, by start, outer before inner; none is empty.

    A pair lies within one line. A mark without its partner is passed over, except that a line which opens with
    `“` and never closes it is quoted to its end when the next line opens with `“` too: so a long speech is printed.
    """
    found: list[Quotation] = []
    for span in body:
        opened: list[tuple[str, int]] = []
        for token in _TOKEN.finditer(shadow, span.start, span.end):
            mark = token[0]
            if mark == "\n":
                found += _unclosed(shadow, opened, token.start(), span)
                opened = []
            elif mark in _PARTNER:
                _close(found, opened, _PARTNER[mark], token.start())
            else:
                opened.append((mark, token.end()))
    return tuple(sorted(found, key=lambda quotation: (quotation.start, -quotation.end)))


def _close(found: list[Quotation], opened: list[tuple[str, int]], partner: str, end: int) -> None:
    """Closes the innermost open mark of this kind; inner marks left open are forgotten."""
    # Nesting deeper than four marks is damage: looking no further keeps a line of a million marks linear.
    for depth in range(len(opened), max(len(opened) - 4, 0), -1):
        mark, start = opened[depth - 1]
        if mark == partner:
            del opened[depth - 1 :]
            if start < end:
                found.append(Quotation(start, end, depth))
            return


def _unclosed(shadow: str, opened: list[tuple[str, int]], end: int, span: Span) -> list[Quotation]:
    if not opened or opened[0][0] != "“":
        return []
    start = opened[0][1]
    if shadow[shadow.rfind("\n", span.start, start) + 1 : start - 1].strip():
        return []
    goes_on = re.compile(r"[ \n]*“").match(shadow, end, span.end)
    return [Quotation(start, end, 1)] if goes_on and start < end else []
