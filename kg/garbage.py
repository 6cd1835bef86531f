"""Rarer searches for garbage, while very many small values are made."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager

SELDOM = 100_000
"""New objects between two searches."""


@contextmanager
def seldom_collected(between: int = SELDOM) -> Iterator[None]:
    """While it lasts, or in the function it decorates, Python looks for cycles of garbage once in `between` new objects,
    not in 700, and never where that is 0. The stages make millions of values and no cycles: looking took a twentieth of their time."""
    before, *older = gc.get_threshold()
    gc.set_threshold(
        max(before, between) if before and between else 0, *older
    )  # 0: somebody has turned it off
    try:
        yield
    finally:
        gc.set_threshold(before, *older)
