"""Who bears which name, as the tables of a store have it: what identities are computed from, and what came of them."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Collection, Iterator

from kg.decisions import End
from kg.resolve import Node, Word

Bearer = tuple[str, str, str]
"""Type, name and article."""


class Known:
    """The bearers of all names, to be looked up: those whose names articles settle alone, and *members*, for which others
    have a say."""

    def __init__(self, database: sqlite3.Connection) -> None:
        self._db = database

    # what articles say

    def evidence(self, kind: str, name: str) -> dict[str, tuple[str, ...]]:
        """What each article knows of those who bear this name."""
        rows = self._db.execute(
            "SELECT article, evidence FROM member WHERE type = ? AND name = ? ORDER BY article", (kind, name)
        )
        return {article: tuple(json.loads(evidence)) for article, evidence in rows}

    def settled(self, kind: str, key: str) -> list[tuple[str, str]]:
        """(name, article) of those that their article alone gives this key, sorted."""
        return self._db.execute(
            "SELECT name, article FROM word JOIN settled ON word = id WHERE type = ? AND key = ? ORDER BY 1, 2",
            (kind, key),
        ).fetchall()

    def local_key(self, kind: str, name: str, article: str) -> str:
        """The key that an article alone gives to what it calls so; "" where it calls nothing so, or does not settle it."""
        row = self._db.execute(
            "SELECT key FROM word JOIN settled ON word = id WHERE type = ? AND name = ? AND article = ?",
            (kind, name, article),
        ).fetchone()
        return row[0] if row else ""

    def everywhere(self) -> Iterator[tuple[str, str, str, str, tuple[str, ...]]]:
        """(type, key, name, article, evidence) of every bearer, with the key that everything makes."""
        placed = {
            (kind, name, article): key
            for kind, name, article, key in self._db.execute("SELECT type, name, article, key FROM placed")
        }
        merged = {
            (kind, key): new for kind, key, new in self._db.execute("SELECT type, key, becomes FROM merged")
        }
        rows = self._db.execute(
            "SELECT type, key, name, article FROM word JOIN settled ON word = id ORDER BY word, article"
        )
        for kind, key, name, article in rows:
            yield (
                kind,
                placed.get((kind, name, article)) or merged.get((kind, key), key),
                name,
                article,
                (),
            )
        rows = self._db.execute(
            "SELECT type, key, name, article, evidence FROM member ORDER BY type, name, article"
        )
        for kind, key, name, article, evidence in rows:
            yield kind, key, name, article, tuple(json.loads(evidence))

    def called(self, article_id: str) -> list[Word]:
        """The types and names of what an article speaks of, sorted."""
        return self._db.execute(
            "SELECT type, name FROM member WHERE article = ?1 UNION "
            "SELECT type, name FROM settled JOIN word ON id = word WHERE article = ?1 ORDER BY 1, 2",
            (article_id,),
        ).fetchall()

    def tied(self, kind: str, name: str) -> list[str]:
        """Other names of the type whose bearers share evidence that counts for all names, sorted."""
        rows = self._db.execute(
            # CROSS keeps SQLite from walking all ties of the type for each name.
            "SELECT DISTINCT other.name FROM tie CROSS JOIN tie AS other "
            "WHERE tie.type = ?1 AND tie.name = ?2 "
            "AND other.type = tie.type AND other.piece = tie.piece AND other.name != ?2 ORDER BY 1",
            (kind, name),
        )
        return [row[0] for row in rows]

    # what comes of it

    def key_of(self, node: Node) -> str:
        """The key of a node as everything makes it."""
        kind, name, *rest = node[1:]
        if rest:
            for table in ("placed", "member"):
                row = self._db.execute(
                    f"SELECT key FROM {table} WHERE type = ? AND name = ? AND article = ?",
                    (kind, name, *rest),
                ).fetchone()
                if row:
                    return str(row[0])
            name = self.local_key(kind, name, rest[0])
        row = self._db.execute(
            "SELECT becomes FROM merged WHERE type = ? AND key = ?", (kind, name)
        ).fetchone()
        return str(row[0]) if row else name

    def bearers(self, kind: str, key: str) -> list[Bearer]:
        """Who is the entity of this key, in which article, sorted by name and article."""
        found = {
            (name, article)
            for table in ("placed", "member")
            for name, article in self._db.execute(
                f"SELECT name, article FROM {table} WHERE type = ? AND key = ?", (kind, key)
            )
        }
        olds = self._db.execute("SELECT key FROM merged WHERE type = ? AND becomes = ?", (kind, key))
        for old in {key, *(row[0] for row in olds)}:
            if self.key_of(("key", kind, old)) == key:
                found |= set(self.settled(kind, old))
        return sorted(
            (kind, name, article)
            for name, article in found
            if self.key_of(("at", kind, name, article)) == key
        )

    def anchored(self, end: End, without: Collection[Bearer] = (), most: int = 3) -> End:
        """An end with anchors: the first of its bearers, by article, that are not `without`."""
        if end.article or end.type == "Quote":
            return end
        others = sorted(set(self.bearers(end.type, end.key)) - set(without), key=lambda one: one[::-1])
        return End(end.type, end.key, "", tuple(one[1:] for one in others[:most]))
