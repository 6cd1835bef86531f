"""The edge table: who is mentioned where, and who is connected to whom, as arrays of integers.

Reading a graph of four million quads takes a minute; the same in integers takes a blink. So a build keeps, beside the
graph, the rows of each article in SQLite, and publishes all of them as one file with every snapshot.
"""

from __future__ import annotations

import json
import re
import sqlite3
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from kg.authority import places
from kg.model import Article, Entity, Quote, Statement
from kg.rdf.terms import entity_iri
from kg.store.database import Transaction

Rows = NDArray[np.int32]
Name = tuple[str, str, str]
"""What a number stands for: type, key and name of an entity; a predicate has only a key."""

STATUSES = ("asserted", "planned", "negated")
CERTAIN = 10_000
"""A confidence of 1, as the integer that stands for it."""

_BREAK = re.compile(r"[。！？!?\n]")
_MENTION, _CLAIM = 3, 8
_QUOTED = ("", "", "")
"""Stands for words said: they are no entity."""

FILE = "edges.npz"


@dataclass(frozen=True, slots=True)
class ArticleEdges:
    """What one article adds: `mentions` as (entity, sentence), `claims` as (subject, predicate, object, status,
    confidence, start, end), in the order of the text. A sentence is a number within the article."""

    mentions: tuple[tuple[Name, int], ...]
    claims: tuple[tuple[Name, Name, Name, int, int, int, int], ...]


@dataclass(frozen=True, slots=True)
class EdgeTable:
    """All mentions and claims of a store.

    `nodes` are entities as in `person/沈佳禾`, sorted, with their `types` and `labels`; `articles` are ids, sorted, with
    the `days` they were published (empty where unknown) and the `origins` (articles of one origin copy one another).
    `mentions` has a row (article, node, sentence) for each span that refers to an entity; `claims` a row (article,
    subject, predicate, object, status, confidence, start, end) for each claim, where an object of -1 is words said,
    `status` indexes `STATUSES` and a `confidence` of `CERTAIN` is 1. Both are sorted by article and place.
    """

    nodes: tuple[str, ...]
    types: tuple[str, ...]
    labels: tuple[str, ...]
    predicates: tuple[str, ...]
    articles: tuple[str, ...]
    days: tuple[str, ...]
    origins: tuple[int, ...]
    mentions: Rows
    claims: Rows

    def save(self, path: Path) -> None:
        """Write it to a file; two equal tables make equal files."""
        words = [self.nodes, self.types, self.labels, self.predicates, self.articles, self.days, self.origins]
        text = np.frombuffer(json.dumps(words, ensure_ascii=False).encode(), np.uint8)
        with path.open("wb") as file:
            np.savez(file, words=text, mentions=self.mentions, claims=self.claims)

    @classmethod
    def load(cls, path: Path) -> EdgeTable:
        """The table of a file.

        Raises:
            FileNotFoundError: there is none.
        """
        with np.load(path) as arrays:
            words = json.loads(arrays["words"].tobytes())
            nodes, types, labels, predicates, articles, days, origins = map(tuple, words)
            return cls(
                nodes,
                types,
                labels,
                predicates,
                articles,
                days,
                origins,
                arrays["mentions"],
                arrays["claims"],
            )


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


def _placed(text: str, mentions: Sequence[tuple[int, int, Name]]) -> Iterable[tuple[Name, int]]:
    """Each mention with the number of its sentence."""
    sentence = at = 0
    for start, end, name in mentions:
        sentence += _BREAK.search(text, at, max(at, start)) is not None
        at = max(at, end)
        yield name, sentence


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
                    mentions = [(self._number(name), sentence) for name, sentence in edges.mentions]
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

    def table(self) -> EdgeTable:
        """All of it, numbered anew so that it depends on nothing but the articles; names that none bears any more
        are forgotten."""
        rows = self._db.execute(
            "SELECT article, date, mentions, claims FROM edges JOIN article ON id = article ORDER BY article"
        ).fetchall()
        articles, days, mentions, claims = zip(*rows, strict=True) if rows else ((), (), (), ())
        spans = _gathered(mentions, _MENTION)
        facts = _gathered(claims, _CLAIM)
        names = self._db.execute("SELECT id, type, key, name FROM node").fetchall()
        used = np.unique(np.concatenate([spans[:, 1], *(facts[:, i] for i in (1, 2, 3))]))
        self._forget(names, used)
        return _numbered(names, articles, tuple(day[:10] for day in days), spans, facts)

    def _forget(self, names: list[tuple[int, str, str, str]], used: Rows) -> None:
        known = set(used.tolist())
        gone = [(name[0],) for name in names if name[0] not in known]
        if gone:
            with Transaction(self._db):
                self._db.executemany("DELETE FROM node WHERE id = ?", gone)
            self._numbers.clear()


def _label(pair: tuple[str, str], name: str) -> str:
    """The name that the graph calls an entity by: the authority's for a place, else what it is mostly called."""
    record = places().by_key(pair[1]) if pair[0] == "Place" else None
    return record.name if record else name


def _packed(rows: Sequence[Sequence[int]]) -> bytes:
    return np.array(rows, np.int32).tobytes()


def _gathered(blobs: Sequence[bytes], width: int) -> Rows:
    """The rows of all articles, each with the number of its article before it."""
    rows = np.frombuffer(b"".join(blobs), np.int32).reshape(-1, width - 1)
    counts = [len(blob) // (4 * (width - 1)) for blob in blobs]
    article = np.repeat(np.arange(len(blobs), dtype=np.int32), counts)
    return np.column_stack([article, rows]).astype(np.int32)


def _numbered(
    names: list[tuple[int, str, str, str]],
    articles: tuple[str, ...],
    days: tuple[str, ...],
    mentions: Rows,
    claims: Rows,
) -> EdgeTable:
    weight = np.bincount(mentions[:, 1], minlength=max((name[0] for name in names), default=0) + 1)
    weight += np.bincount(claims[claims[:, 3] >= 0][:, 3], minlength=len(weight))
    used = weight > 0
    used[claims[:, 1]] = used[claims[:, 2]] = True
    labels: dict[tuple[str, str], tuple[int, str]] = {}
    for number, kind, key, name in names:
        if used[number] and kind:
            best = (-int(weight[number]), name)
            labels[kind, key] = min(best, labels.get((kind, key), best))
    iris = {pair: entity_iri("", Entity(*pair, "")) for pair in labels}
    order = sorted(labels, key=iris.__getitem__)
    predicates = sorted(key for number, kind, key, _ in names if used[number] and not kind)
    place = {pair: index for index, pair in enumerate(order)}
    place |= {("", name): index for index, name in enumerate(predicates)}
    renumber = np.full(len(weight) + 1, -1, np.int32)  # the last one is what -1 indexes: words said
    for number, kind, key, _ in names:
        renumber[number] = place.get((kind, key), -1)
    mentions[:, 1] = renumber[mentions[:, 1]]
    for column in (1, 2, 3):
        claims[:, column] = renumber[claims[:, column]]
    return EdgeTable(
        nodes=tuple(iris[pair] for pair in order),
        types=tuple(kind for kind, _ in order),
        labels=tuple(_label(pair, labels[pair][1]) for pair in order),
        predicates=tuple(predicates),
        articles=articles,
        days=days,
        origins=tuple(range(len(articles))),
        mentions=mentions,
        claims=claims,
    )
