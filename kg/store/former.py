"""Texts that were replaced or removed, for as long as a published snapshot may quote them."""

from __future__ import annotations

import sqlite3

from kg.store.database import first
from kg.store.records import text_hash


class Former:
    """The table `former` of a store. The caller holds the transaction."""

    def __init__(self, database: sqlite3.Connection) -> None:
        self._db = database

    def keep(self, article_id: str, text: str) -> None:
        """A text that is about to go, for those who read a graph that quotes it."""
        self._db.execute(
            "INSERT OR REPLACE INTO former (id, sha256, text) VALUES (?, ?, ?)",
            (article_id, text_hash(text), text),
        )

    def text(self, article_id: str, wanted: str) -> str | None:
        """The text that an article had, with this hash."""
        row = first(self._db, "SELECT text FROM former WHERE id = ? AND sha256 = ?", article_id, wanted)
        return str(row[0]) if row else None

    def published(self, snapshot: int, oldest: int) -> None:
        """The graph is published in this snapshot; texts that only snapshots before the oldest one quote are gone for
        good."""
        self._db.execute("UPDATE former SET last = ? WHERE last IS NULL", (snapshot - 1,))
        self._db.execute("DELETE FROM former WHERE last < ?", (oldest,))
