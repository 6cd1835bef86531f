"""Hongtu (红图): knowledge graphs from Chinese news, every fact with the sentence that says it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from kg.api import Knowledge

__all__ = ["__version__", "open"]

__version__ = "0.1.0"


def open(path: str | Path = "kg-store") -> Knowledge:
    """The store at `path`, for reading from Python: see `kg.api.Knowledge`.

    Raises:
        UsageError: there is none.
        StoreError: it is damaged, or of a newer version.
    """
    from kg.api import Knowledge

    return Knowledge(path)
