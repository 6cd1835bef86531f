"""Finds the folders `ontology`, `data` and `queries`, in a checkout and in an installed wheel alike."""

from __future__ import annotations

from pathlib import Path

from kg.errors import DataError

_PACKED = Path(__file__).parent / "_files"
_ROOT = _PACKED if _PACKED.is_dir() else Path(__file__).parent.parent


def folder(name: str) -> Path:
    """The folder `ontology`, `data` or `queries`.

    Raises:
        DataError: the installation lacks it.
    """
    path = _ROOT / name
    if not path.is_dir():
        raise DataError(f"{path}: folder missing from this installation; reinstall hongtu")
    return path
