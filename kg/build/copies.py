"""Grouping copies within a build: articles that came or changed are placed among those that copy them."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache

from kg.resolve.reprints import Shingles, are_copies, shingles
from kg.store import Store

_BATCH = 500
"""Articles placed in one commit."""

_TEXTS = 4096
"""Texts kept as shingles, some 4 kB each: rivals are near in time, and come again soon."""


def place_copies(store: Store, progress: Callable[[int, int], None]) -> None:
    """Every article gets its group; those whose original is another than before become dirty."""
    copies = store.articles.copies
    unplaced = copies.unplaced()

    @lru_cache(_TEXTS)
    def text(article_id: str) -> Shingles:
        return shingles(store.articles.article(article_id))

    def alike(one: str, other: str) -> bool:
        return are_copies(text(one), text(other))

    for start in range(0, len(unplaced), _BATCH):
        ids = unplaced[start : start + _BATCH]
        copies.place(ids, alike)
        progress(start + len(ids), len(unplaced))
    copies.tell()
