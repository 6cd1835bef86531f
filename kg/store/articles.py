"""The articles of a store: their texts, what was extracted from them, and how far each has come (SQLite).

An article is *pending* until it has a document of the current extractors, *dirty* until the graph holds its
statements, and *leaving* from the moment it is to be forgotten until the graph has forgotten it. These marks
are committed before the graph is touched, so that a build that was cut off is completed by the next one.
"""

from __future__ import annotations

import hashlib
import json
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from kg.errors import StoreError, UsageError
from kg.model import Article, Span
from kg.resolve import Member

_SCHEMA = """
CREATE TABLE IF NOT EXISTS article (
  id TEXT PRIMARY KEY,
  content TEXT NOT NULL,              -- hash of text and metadata
  title TEXT NOT NULL, date TEXT NOT NULL, source TEXT NOT NULL, path TEXT NOT NULL,
  record TEXT NOT NULL,               -- the article as JSON
  version TEXT NOT NULL DEFAULT '',   -- of the extractors that made the document
  document BLOB,                      -- packed document, NULL while pending
  written INTEGER NOT NULL DEFAULT 0, -- whether the graph holds its statements as they are now
  leaving INTEGER NOT NULL DEFAULT 0,
  failure TEXT NOT NULL DEFAULT ''    -- why extraction gave up on it
);
CREATE INDEX IF NOT EXISTS article_unwritten ON article (written) WHERE written = 0;
CREATE TABLE IF NOT EXISTS member (   -- which entities of ambiguous name an article speaks of, and which it means
  type TEXT NOT NULL, name TEXT NOT NULL, article TEXT NOT NULL,
  evidence TEXT NOT NULL, key TEXT NOT NULL DEFAULT '',
  PRIMARY KEY (type, name, article)
) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS member_article ON member (article);
CREATE TABLE IF NOT EXISTS touched (type TEXT NOT NULL, name TEXT NOT NULL, PRIMARY KEY (type, name)) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS quarantine (place TEXT PRIMARY KEY, reason TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS setting (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
"""


@dataclass(frozen=True, slots=True)
class Row:
    """An article as `kg articles` lists it; `state` is done, pending, failed or leaving."""

    id: str
    title: str
    date: str
    source: str
    path: str
    state: str
    failure: str


class ArticleTable:
    """The SQLite file of a store. Every method that changes it commits before it returns."""

    def __init__(self, path: Path) -> None:
        self._db = sqlite3.connect(path, isolation_level=None, timeout=30)
        self._db.execute("PRAGMA journal_mode = WAL")
        # NORMAL keeps every commit over a killed process; a power cut may lose the last ones, never tear them.
        self._db.execute("PRAGMA synchronous = NORMAL")
        self._db.executescript(_SCHEMA)

    def close(self) -> None:
        self._db.close()

    # settings

    def setting(self, name: str) -> str:
        row = self._db.execute("SELECT value FROM setting WHERE name = ?", (name,)).fetchone()
        return row[0] if row else ""

    def set(self, name: str, value: str) -> None:
        self._db.execute("INSERT OR REPLACE INTO setting VALUES (?, ?)", (name, value))

    # what was loaded

    def put(self, articles: Iterable[Article]) -> tuple[int, int, int]:
        """Articles in, as pending where they are new or changed: (added, replaced, unchanged)."""
        added = replaced = unchanged = 0
        with self._transaction():
            for article in articles:
                content = _content(article)
                known = self._db.execute(
                    "SELECT content, leaving FROM article WHERE id = ?", (article.id,)
                ).fetchone()
                self._db.execute("DELETE FROM quarantine WHERE place = ?", (article.path,))
                if known == (content, 0):
                    unchanged += 1
                    continue
                added, replaced = (added, replaced + 1) if known else (added + 1, replaced)
                self._insert(article, content)
        return added, replaced, unchanged

    def _insert(self, article: Article, content: str) -> None:
        self._db.execute(
            "INSERT INTO article (id, content, title, date, source, path, record) VALUES (?, ?, ?, ?, ?, ?, ?) "
            "ON CONFLICT (id) DO UPDATE SET content = excluded.content, title = excluded.title, date = excluded.date, "
            "source = excluded.source, path = excluded.path, record = excluded.record, version = '', "
            "document = NULL, written = 0, leaving = 0, failure = ''",
            (
                article.id,
                content,
                article.title,
                article.date,
                article.source or article.publisher,
                article.path,
                _pack(article),
            ),
        )

    def quarantine(self, place: str, reason: str) -> None:
        """Remember what could not be read, until it can."""
        self._db.execute("INSERT OR REPLACE INTO quarantine VALUES (?, ?)", (place, reason))

    def quarantined(self) -> list[tuple[str, str]]:
        """Places that could not be read, and articles that could not be extracted, with the reasons."""
        unread = self._db.execute("SELECT place, reason FROM quarantine ORDER BY place").fetchall()
        failed = self._db.execute(
            "SELECT id, failure FROM article WHERE failure != '' ORDER BY id"
        ).fetchall()
        return unread + failed

    # extraction

    def pending(self, version: str) -> list[tuple[str, int]]:
        """(id, length of the record) of the articles without a document of this version, longest first."""
        return self._db.execute(
            "SELECT id, length(record) FROM article WHERE version != ? AND NOT leaving ORDER BY 2 DESC, id",
            (version,),
        ).fetchall()

    def articles(self, ids: Sequence[str]) -> list[Article]:
        """The articles of these ids, in this order."""
        return [self.article(article_id) for article_id in ids]

    def article(self, article_id: str) -> Article:
        """The article as it was read.

        Raises:
            UsageError: the store has no such article.
        """
        row = self._db.execute("SELECT record FROM article WHERE id = ?", (article_id,)).fetchone()
        if row is None:
            raise UsageError(f"no article {article_id!r} in this store; `kg articles` lists them")
        return _unpack(row[0])

    def save(self, extracted: Iterable[tuple[str, bytes, Sequence[Member]]], version: str) -> None:
        """Packed documents with their members; the names whose bearers may have changed are marked touched."""
        with self._transaction():
            for article_id, document, members in extracted:
                self._replace_members(article_id, members)
                self._db.execute(
                    "UPDATE article SET document = ?, version = ?, written = 0, failure = '' WHERE id = ?",
                    (document, version, article_id),
                )

    def fail(self, article_id: str, reason: str, version: str) -> None:
        """Give up on an article: it stays, listed with the reason, and says nothing in the graph."""
        with self._transaction():
            self._replace_members(article_id, ())
            self._db.execute(
                "UPDATE article SET document = NULL, version = ?, written = 0, failure = ? WHERE id = ?",
                (version, reason, article_id),
            )

    def refuse(self, article_id: str, reason: str) -> None:
        """Remember why the graph holds nothing of an article that was extracted."""
        self._db.execute("UPDATE article SET failure = ? WHERE id = ?", (reason, article_id))

    def leave(self, ids: Iterable[str]) -> None:
        """Mark articles as leaving.

        Raises:
            UsageError: an id is unknown; then none is marked.
        """
        with self._transaction():
            for article_id in ids:
                if not self._db.execute(
                    "UPDATE article SET leaving = 1, written = 0 WHERE id = ?", (article_id,)
                ).rowcount:
                    raise UsageError(f"no article {article_id!r} in this store; `kg articles` lists them")
                self._replace_members(article_id, ())

    def _replace_members(self, article_id: str, members: Sequence[Member]) -> None:
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

    # resolution

    def touched(self) -> list[tuple[str, str]]:
        return self._db.execute("SELECT type, name FROM touched ORDER BY type, name").fetchall()

    def touch_all(self) -> None:
        """Decide every name anew, and write every article anew: the program itself has changed."""
        with self._transaction():
            self._db.execute("INSERT OR IGNORE INTO touched SELECT DISTINCT type, name FROM member")
            self._db.execute("UPDATE article SET written = 0")

    def evidence(self, kind: str, name: str) -> dict[str, tuple[str, ...]]:
        """What each article knows of those who bear this name."""
        rows = self._db.execute(
            "SELECT article, evidence FROM member WHERE type = ? AND name = ? ORDER BY article", (kind, name)
        )
        return {article: tuple(json.loads(evidence)) for article, evidence in rows}

    def assign(self, decided: Iterable[tuple[str, str, dict[str, str]]]) -> None:
        """Keys by article for each (type, name); the articles whose key changed become dirty."""
        with self._transaction():
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

    # the graph's side

    def count(self) -> int:
        """How many articles the graph should speak of."""
        row = self._db.execute(
            "SELECT count(*) FROM article WHERE document IS NOT NULL AND NOT leaving"
        ).fetchone()
        return int(row[0])

    def dirty(self) -> list[str]:
        """Articles whose statements the graph does not hold as they are now, leaving and failed ones too."""
        return [row[0] for row in self._db.execute("SELECT id FROM article WHERE written = 0 ORDER BY id")]

    def document(self, article_id: str) -> bytes | None:
        """The packed document; None while there is none, or when the article is leaving."""
        row = self._db.execute(
            "SELECT document FROM article WHERE id = ? AND NOT leaving", (article_id,)
        ).fetchone()
        return row[0] if row else None

    def documents(self) -> Iterator[tuple[str, bytes]]:
        """(id, packed document) of all articles the graph should speak of, by id."""
        for row in self._db.execute(
            "SELECT id FROM article WHERE document IS NOT NULL AND NOT leaving ORDER BY id"
        ).fetchall():
            document = self.document(row[0])
            if document is not None:
                yield row[0], document

    def written(self, ids: Sequence[str], *, generation: str | None = None) -> None:
        """The graph holds these articles as they are now; those that were leaving are gone for good.
        With `generation`, the graph is another one from now on, in the same commit."""
        with self._transaction():
            self._db.executemany("DELETE FROM article WHERE id = ? AND leaving", [(i,) for i in ids])
            self._db.executemany("UPDATE article SET written = 1 WHERE id = ?", [(i,) for i in ids])
            if generation is not None:
                self.set("generation", generation)

    # lists

    def rows(self) -> Iterator[Row]:
        """All articles by date and id."""
        query = (
            "SELECT id, title, date, source, path, CASE WHEN leaving THEN 'leaving' WHEN failure != '' THEN 'failed' "
            "WHEN document IS NULL OR NOT written THEN 'pending' ELSE 'done' END, failure FROM article ORDER BY date, id"
        )
        for row in self._db.execute(query):
            yield Row(*row)

    def _transaction(self) -> _Transaction:
        return _Transaction(self._db)


class _Transaction:
    """BEGIN IMMEDIATE … COMMIT, rolled back on any error; a full disk becomes a StoreError."""

    def __init__(self, db: sqlite3.Connection) -> None:
        self._db = db

    def __enter__(self) -> None:
        self._db.execute("BEGIN IMMEDIATE")

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: object) -> None:
        if kind is None:
            self._db.execute("COMMIT")
        elif self._db.in_transaction:
            self._db.execute("ROLLBACK")
        if isinstance(error, sqlite3.OperationalError):
            raise StoreError(
                f"the store's article table cannot be written: {error}; free some disk space and run again"
            ) from error


def _content(article: Article) -> str:
    """A hash of everything that the graph could depend on, which where it was read from is not."""
    record = asdict(article)
    del record["path"], record["encoding"]
    return hashlib.sha256(
        json.dumps(record, ensure_ascii=False, sort_keys=True).encode("utf-8", "surrogatepass")
    ).hexdigest()


def _pack(article: Article) -> str:
    record = asdict(article)
    record["body"] = [[span.start, span.end] for span in article.body]
    return json.dumps(record, ensure_ascii=False)


def _unpack(text: str) -> Article:
    record = json.loads(text)
    record["body"] = tuple(Span(*span) for span in record["body"])
    record["authors"] = tuple(record["authors"])
    return Article(**record)
