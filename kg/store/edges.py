"""The rows of the edge table: who is mentioned where, and who is connected to whom, in integers.

Reading a graph of four million quads takes a minute; the same in integers takes a blink. So a build keeps, beside the
graph, the rows of each article in SQLite, and publishes all of them as one file with every snapshot (see
`kg.store.edge_table`).
"""

from __future__ import annotations

import re
import sqlite3
from array import array
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from kg.model import Article, Entity, Quote, Statement
from kg.store.database import Transaction

Name = tuple[str, str, str]
"""What a number stands for: type, key and name of an entity; a predicate has only a key."""

STATUSES = ("asserted", "planned", "negated")
CERTAIN = 10_000
"""A confidence of 1, as the integer that stands for it."""

_BREAK = re.compile(r"[。！？!?\n]")
_QUOTED = ("", "", "")
"""Stands for words said: they are no entity."""


@dataclass(frozen=True, slots=True)
class ArticleEdges:
    """What one article adds: `mentions` as (entity, sentence, start, end), `claims` as (subject, predicate, object, status,
    confidence, start, end), in the order of the text. A sentence is a number within the article."""

    mentions: tuple[tuple[Name, int, int, int], ...]
    claims: tuple[tuple[Name, Name, Name, int, int, int, int], ...]


def edges_of(article: Article, statements: Iterable[Statement]) -> ArticleEdges:
    """What the statements of an article add to the table, each mention and claim once."""
    mentions: set[tuple[int, int, Name]] = set()
    claims: dict[tuple[int, int, Name, Name, Name | Quote, str, int], int] = {}
    for said in statements:
        subject = _name(said.subject)
        if said.predicate == "mention":
            mentions.add((said.start, said.end, subject))
            continue
        target = said.object if isinstance(said.object, Quote) else _name(said.object)
        status, sure = STATUSES.index(said.status), round(said.confidence * CERTAIN)
        claim = (said.start, said.end, subject, ("", said.predicate, ""), target, said.by, status)
        claims[claim] = max(sure, claims.get(claim, 0))
    rows = [
        (subject, predicate, _QUOTED if isinstance(target, Quote) else target, status, sure, start, end)
        for (start, end, subject, predicate, target, _, status), sure in claims.items()
    ]
    rows.sort(key=lambda row: (row[5], row[6], *row[:5]))
    return ArticleEdges(tuple(_placed(article.text, sorted(mentions))), tuple(rows))


def _name(entity: Entity | Quote | str) -> Name:
    assert isinstance(entity, Entity)
    return entity.type, entity.key, entity.name


def _placed(text: str, mentions: Sequence[tuple[int, int, Name]]) -> Iterable[tuple[Name, int, int, int]]:
    """Each mention with the number of its sentence, and its place."""
    sentence = at = 0
    for start, end, name in mentions:
        sentence += _BREAK.search(text, at, max(at, start)) is not None
        at = max(at, end)
        yield name, sentence, start, end


class Edges:
    """The tables `node` and `edges` of a store's database.

    They may be ahead of the graph, as after a build that was cut off: what they hold of an article depends on nothing
    but its statements, and the next build puts it again.
    """

    def __init__(self, database: sqlite3.Connection) -> None:
        self._db = database
        self._numbers: dict[Name, int] = {}

    def put(self, found: Mapping[str, ArticleEdges | None]) -> None:
        """The rows of articles in place of those before; None where the graph holds nothing of one."""
        with Transaction(self._db):
            for article, edges in found.items():
                self._db.execute("DELETE FROM edges WHERE article = ?", (article,))
                if edges:
                    mentions = [(self._number(row[0]), *row[1:]) for row in edges.mentions]
                    claims = [(*map(self._number, row[:3]), *row[3:]) for row in edges.claims]
                    self._db.execute(
                        "INSERT INTO edges VALUES (?, ?, ?)", (article, _packed(mentions), _packed(claims))
                    )

    def _number(self, name: Name) -> int:
        if name == _QUOTED:
            return -1
        if name not in self._numbers:
            self._db.execute("INSERT OR IGNORE INTO node (type, key, name) VALUES (?, ?, ?)", name)
            row = self._db.execute("SELECT id FROM node WHERE type = ? AND key = ? AND name = ?", name)
            self._numbers[name] = row.fetchone()[0]
        return self._numbers[name]

    def rows(self) -> list[tuple[str, str, str, bytes, bytes]]:
        """(article, date, original, mentions, claims) by article. The original is the article that this one copies,
        or itself (see `kg.store.copies`); the last two are 32-bit integers, row by row, as in `ArticleEdges`."""
        return self._db.execute(
            "SELECT edges.article, date, coalesce(nullif(original, ''), edges.article), mentions, claims "
            "FROM edges JOIN article ON id = edges.article LEFT JOIN copy ON copy.article = edges.article "
            "ORDER BY edges.article"
        ).fetchall()

    def names(self) -> list[tuple[int, str, str, str]]:
        """What each number stands for."""
        return self._db.execute("SELECT id, type, key, name FROM node ORDER BY id").fetchall()

    def forget(self, numbers: Collection[int]) -> None:
        """Names that no row speaks of any more."""
        if numbers:
            with Transaction(self._db):
                self._db.executemany("DELETE FROM node WHERE id = ?", [(number,) for number in numbers])
            self._numbers.clear()


def _packed(rows: Iterable[Sequence[int]]) -> bytes:
    return array("i", [number for row in rows for number in row]).tobytes()
