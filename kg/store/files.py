"""Small files that are there whole or not at all, and the lock of the one who writes."""

from __future__ import annotations

import os
import sqlite3
from pathlib import Path

from kg.errors import StoreError
from kg.store.faults import fault


def replace(path: Path, text: str) -> None:
    """The file with this text in the place of the old one, at once, and over a power cut."""
    fresh = path.with_name(path.name + ".new")
    with fresh.open("w", encoding="utf-8") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())
    fresh.replace(path)
    sync(path.parent)


def sync(folder: Path) -> None:
    """The names in a folder, written to the disk."""
    if os.name == "posix":  # elsewhere a folder cannot be opened
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


def lock(folder: Path) -> sqlite3.Connection:
    """The right to write a store, until it is closed or the process ends, however it ends.

    Raises:
        StoreError: another process holds it, or the folder cannot be written.
    """
    connection = sqlite3.connect(folder / "writer.lock", isolation_level=None, timeout=0)
    try:
        connection.execute("BEGIN EXCLUSIVE")
    except sqlite3.Error as error:
        connection.close()
        raise fault(folder, error) or StoreError(f"{folder}: cannot be locked: {error}") from error
    return connection
