"""Names that articles alone do not settle: what each article knows of the bearers, and which of them it means."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Sequence

from kg.resolve import Member
from kg.store.database import Transaction


class Names:
    """The tables of members, and of names that are *touched*: to be decided anew, since an article that bears them
    was added, changed or removed."""

    def __init__(self, database: sqlite3.Connection) -> None:
        self._db = database

    def replace(self, article_id: str, members: Sequence[Member]) -> None:
        """Members of an article in the place of those before, within the caller's transaction; the names that are
        borne by others or for other reasons now are touched."""
        db = self._db
        old = {
            (kind, name): evidence
            for kind, name, evidence in db.execute(
                "SELECT type, name, evidence FROM member WHERE article = ?", (article_id,)
            )
        }
        new = {(kind, name): json.dumps(evidence, ensure_ascii=False) for kind, name, evidence in members}
        if old == new:
            return
        changed = sorted(pair for pair in old.keys() | new.keys() if old.get(pair) != new.get(pair))
        db.executemany("INSERT OR IGNORE INTO touched VALUES (?, ?)", changed)
        db.executemany(
            "DELETE FROM member WHERE type = ? AND name = ? AND article = ?",
            [(*pair, article_id) for pair in changed if pair in old],
        )
        db.executemany(
            "INSERT INTO member (type, name, article, evidence) VALUES (?, ?, ?, ?)",
            [(*pair, article_id, new[pair]) for pair in changed if pair in new],
        )

    def touch_all(self) -> None:
        """Every name is to be decided anew, within the caller's transaction."""
        self._db.execute("INSERT OR IGNORE INTO touched SELECT DISTINCT type, name FROM member")

    def touched(self) -> list[tuple[str, str]]:
        """(type, name) of those to be decided, sorted."""
        return self._db.execute("SELECT type, name FROM touched ORDER BY type, name").fetchall()

    def evidence(self, kind: str, name: str) -> dict[str, tuple[str, ...]]:
        """What each article knows of those who bear this name."""
        rows = self._db.execute(
            "SELECT article, evidence FROM member WHERE type = ? AND name = ? ORDER BY article", (kind, name)
        )
        return {article: tuple(json.loads(evidence)) for article, evidence in rows}

    def assign(self, decided: Iterable[tuple[str, str, dict[str, str]]]) -> None:
        """Keys by article for each (type, name); the articles whose key changed become dirty."""
        with Transaction(self._db):
            for kind, name, keys in decided:
                old = dict(
                    self._db.execute(
                        "SELECT article, key FROM member WHERE type = ? AND name = ?", (kind, name)
                    )
                )
                changed = [article for article, key in keys.items() if old[article] != key]
                self._db.executemany(
                    "UPDATE member SET key = ? WHERE type = ? AND name = ? AND article = ?",
                    [(keys[article], kind, name, article) for article in changed],
                )
                self._db.executemany(
                    "UPDATE article SET written = 0 WHERE id = ?", [(article,) for article in changed]
                )
                self._db.execute("DELETE FROM touched WHERE type = ? AND name = ?", (kind, name))

    def keys(self, article_id: str) -> dict[tuple[str, str], str]:
        """(type, name) → key, for the names of this article that were decided across articles."""
        rows = self._db.execute("SELECT type, name, key FROM member WHERE article = ?", (article_id,))
        return {(kind, name): key for kind, name, key in rows}
