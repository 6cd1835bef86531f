"""The files that articles and errors came from, by real path: what tells a file that changed from another one of its
name, and when an error no longer holds."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterable

STDIN = ""
"""Stands for standard input where a file is named."""


class Origins:
    """The tables `origin` and `unread` of a store. The caller holds the transaction."""

    def __init__(self, database: sqlite3.Connection) -> None:
        self._db = database

    def of(self, article_id: str) -> str:
        """The file that gave an article its id by its name; "" where the id is not from a file's name."""
        row = self._db.execute("SELECT file FROM origin WHERE article = ?", (article_id,)).fetchone()
        return os.fsdecode(row[0]) if row else ""

    def set(self, article_id: str, file: str) -> None:
        """The file that gives the article its id from now on, or "" for none."""
        if file:
            self._db.execute("INSERT OR REPLACE INTO origin VALUES (?, ?)", (article_id, os.fsencode(file)))
        else:
            self._db.execute("DELETE FROM origin WHERE article = ?", (article_id,))

    def quarantine(self, errors: Iterable[tuple[str, str, str]]) -> None:
        """Remember what could not be read, as (file, place as shown, reason)."""
        self._db.executemany(
            "INSERT OR REPLACE INTO unread VALUES (?, ?, ?)",
            [(os.fsencode(file), place, reason) for file, place, reason in errors],
        )

    def clear(self, files: Iterable[str]) -> None:
        """Forget what could not be read of files, since they are read again."""
        self._db.executemany("DELETE FROM unread WHERE file = ?", [(os.fsencode(file),) for file in files])

    def clear_gone(self) -> None:
        """Forget what could not be read of files that are there no more."""
        rows = self._db.execute("SELECT DISTINCT file FROM unread").fetchall()
        files = [os.fsdecode(row[0]) for row in rows]
        self.clear(file for file in files if file != STDIN and not os.path.lexists(file))

    def unread(self) -> list[tuple[str, str]]:
        """(place as shown, reason) of all that could not be read."""
        return self._db.execute("SELECT place, reason FROM unread ORDER BY place, file").fetchall()
