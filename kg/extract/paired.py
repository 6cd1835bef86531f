"""Quotation marks and brackets that come in pairs, as the shadow writes them."""

from __future__ import annotations

import re

PAIRS = (("“", "”"), ("‘", "’"), ("《", "》"), ("（", "）"))
"""Opening and closing marks."""

_MARKS = re.compile("[“”‘’《》（）]")


def balanced(text: str, start: int, end: int) -> bool:
    """Whether a span holds both marks of each pair or none, as every name does."""
    if _MARKS.search(text, start, end) is None:
        return True
    return all(text.count(left, start, end) == text.count(right, start, end) for left, right in PAIRS)
