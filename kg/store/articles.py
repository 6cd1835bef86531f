"""The articles of a store: their texts, what was extracted from them, and how far each has come (SQLite).

An article is *pending* until it has a document of the current extractors, *dirty* until the graph holds its
statements, and *leaving* from the moment it is to be forgotten until the graph has forgotten it. These marks
are committed before the graph is touched, so that a build that was cut off is completed by the next one.
"""

from __future__ import annotations

import os
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import Any

from kg.errors import UsageError
from kg.model import Article
from kg.resolve import Found
from kg.resolve.sketch import Sketch
from kg.store.copies import Copies
from kg.store.database import Transaction, first, open_to_read, open_to_write
from kg.store.edges import Edges
from kg.store.former import Former
from kg.store.names import Names
from kg.store.origins import Origins
from kg.store.records import content, pack, text_hash, unpack


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

    def __init__(self, path: Path, *, writable: bool = True) -> None:
        self._db = open_to_write(path) if writable else open_to_read(path)
        self.names = Names(self._db)
        self.copies = Copies(self._db)
        self.origins = Origins(self._db)
        self.edges = Edges(self._db)
        self.former = Former(self._db)

    def close(self) -> None:
        self._db.close()

    # settings

    def setting(self, name: str) -> str:
        row = self._one("SELECT value FROM setting WHERE name = ?", name)
        return row[0] if row else ""

    def set(self, name: str, value: str) -> None:
        self._db.execute("INSERT OR REPLACE INTO setting VALUES (?, ?)", (name, value))

    # what was loaded

    def put(
        self, articles: Iterable[Article], files: Mapping[str, str] = MappingProxyType({})
    ) -> tuple[int, int, int]:
        """Articles in, as pending where they are new or changed: (added, replaced, unchanged). `files` has the file of
        each id that is a file's name."""
        added = replaced = unchanged = 0
        with self._transaction():
            for article in articles:
                now = content(article)
                known = self._one("SELECT content, leaving FROM article WHERE id = ?", article.id)
                file = files.get(article.id, "")
                if known == (now, 0):
                    unchanged += 1
                    if not os.path.lexists(self.origins.of(article.id)):
                        self.origins.set(article.id, file)
                    continue
                added, replaced = (added, replaced + 1) if known else (added + 1, replaced)
                self._insert(article, now)
                self.origins.set(article.id, file)
        return added, replaced, unchanged

    def _insert(self, article: Article, now: str) -> None:
        self._retire(article.id, unless=article.text)
        self._db.execute(
            "INSERT INTO article (id, content, title, date, source, path, length, record) "
            "VALUES (?, ?, ?, ?, ?, ?, ?, ?) "
            "ON CONFLICT (id) DO UPDATE SET content = excluded.content, title = excluded.title, date = excluded.date, "
            "source = excluded.source, path = excluded.path, length = excluded.length, record = excluded.record, "
            "version = '', document = NULL, written = 0, leaving = 0, failure = ''",
            (
                article.id,
                now,
                article.title,
                article.date,
                article.source or article.publisher,
                article.path,
                len(article.text),
                pack(article),
            ),
        )

    def _retire(self, article_id: str, *, unless: str = "") -> None:
        """Keep the text of an article that is about to go, for those who read a graph that quotes it."""
        row = self._one("SELECT record FROM article WHERE id = ?", article_id)
        text = unpack(row[0]).text if row else unless
        if text != unless:
            self.former.keep(article_id, text)

    def quarantine(self, files: Collection[str], errors: Iterable[tuple[str, str, str]]) -> None:
        """Remember what could not be read, as (file, place, reason), in place of what could not be read of `files`."""
        with self._transaction():
            self.origins.clear(files)
            self.origins.quarantine(errors)

    def clear_gone(self) -> None:
        """Forget what could not be read of files that are there no more."""
        with self._transaction():
            self.origins.clear_gone()

    def other_file(self, article: Article, file: str) -> str:
        """Another file of this name that is still there, and that gave the store an article of other content under
        this id; "" where there is none, so that putting the article loses nothing."""
        holder = self.origins.of(article.id)
        if holder in ("", file) or not os.path.lexists(holder):
            return ""
        known = self._one("SELECT content FROM article WHERE id = ? AND NOT leaving", article.id)
        return holder if known and known[0] != content(article) else ""

    def quarantined(self) -> list[tuple[str, str]]:
        """Places that could not be read, and articles that could not be extracted, with the reasons."""
        failed = self._db.execute(
            "SELECT id, failure FROM article WHERE failure != '' ORDER BY id"
        ).fetchall()
        return self.origins.unread() + failed

    # extraction

    def pending(self, version: str) -> list[tuple[str, int]]:
        """(id, characters) of the articles without a document of this version, longest first. Those that were given up
        on are among them each time: what stopped them (memory, a killed process) may have passed."""
        return self._db.execute(
            "SELECT id, length FROM article WHERE (version != ? OR failure != '') AND NOT leaving "
            "ORDER BY 2 DESC, id",
            (version,),
        ).fetchall()

    def article(self, article_id: str) -> Article:
        """The article as it was read.

        Raises:
            UsageError: the store has no such article.
        """
        row = self._one("SELECT record FROM article WHERE id = ?", article_id)
        if row is None:
            raise _unknown(article_id)
        return unpack(row[0])

    def text(self, article_id: str, wanted: str) -> str:
        """The text of an article with this hash, though it was replaced or removed since the graph that quotes it
        was published; the text as it is now where none has it.

        Raises:
            UsageError: the store has no such article.
        """
        row = self._one("SELECT record FROM article WHERE id = ?", article_id)
        now = unpack(row[0]).text if row else None
        if now is not None and text_hash(now) == wanted:
            return now
        found = now if (then := self.former.text(article_id, wanted)) is None else then
        if found is None:
            raise _unknown(article_id)
        return found

    def save(self, extracted: Iterable[tuple[str, bytes, Found, Sketch]], version: str) -> None:
        """Packed documents with the bearers of their names and sketches; the names whose bearers may have changed are to be decided
        again, and the groups of copies."""
        with self._transaction():
            for article_id, document, found, sketch in extracted:
                self.names.replace(article_id, found)
                self.copies.replace(article_id, sketch)
                self._db.execute(
                    "UPDATE article SET document = ?, version = ?, written = 0, failure = '' WHERE id = ?",
                    (document, version, article_id),
                )

    def fail(self, article_id: str, reason: str, version: str) -> None:
        """Give up on an article for now: it stays, listed with the reason, and says nothing in the graph."""
        with self._transaction():
            self.names.replace(article_id)
            self.copies.replace(article_id, None)
            self._db.execute(
                "UPDATE article SET document = NULL, version = ?, written = 0, failure = ? WHERE id = ?",
                (version, reason, article_id),
            )

    def leave(self, ids: Iterable[str]) -> None:
        """Mark articles as leaving.

        Raises:
            UsageError: an id is unknown; then none is marked.
        """
        with self._transaction():
            for article_id in ids:
                if self._one("SELECT 1 FROM article WHERE id = ?", article_id) is None:
                    raise _unknown(article_id)
                self._db.execute("UPDATE article SET leaving = 1, written = 0 WHERE id = ?", (article_id,))
                self.names.replace(article_id)
                self.copies.replace(article_id, None)

    # the graph's side

    def decide_anew(self, found: Iterable[tuple[str, Found, Sketch]]) -> None:
        """Bearers and sketches of articles as another version of the program finds them; every article is to be
        written again."""
        with self._transaction():
            self.copies.clear()
            for article_id, bearers, sketch in found:
                self.names.replace(article_id, bearers)
                self.copies.replace(article_id, sketch)
            self.names.touch_all()
            self._db.execute("UPDATE article SET written = 0")

    def graph_is_gone(self) -> None:
        """Every article is to be written again, into a graph that holds nothing."""
        self._db.execute("UPDATE article SET written = 0 WHERE written")

    def count(self) -> int:
        """How many articles the graph should speak of."""
        row = self._one("SELECT count(*) FROM article WHERE version != '' AND failure = '' AND NOT leaving")
        return int(row[0]) if row else 0

    def dirty(self) -> list[str]:
        """Articles whose statements the graph does not hold as they are now, leaving and failed ones too."""
        return [row[0] for row in self._db.execute("SELECT id FROM article WHERE written = 0 ORDER BY id")]

    def document(self, article_id: str) -> bytes | None:
        """The packed document; None while there is none, or when the article is leaving."""
        row = self._one("SELECT document FROM article WHERE id = ? AND NOT leaving", article_id)
        return row[0] if row else None

    def documents(self) -> Iterator[tuple[str, bytes]]:
        """(id, packed document) of all articles that have one, by id."""
        for row in self._db.execute("SELECT id FROM article WHERE NOT leaving ORDER BY id").fetchall():
            document = self.document(row[0])
            if document is not None:
                yield row[0], document

    def written(
        self, ids: Sequence[str], refused: Mapping[str, str] | None = None, *, generation: str | None = None
    ) -> None:
        """The graph holds these articles as they are now, and is to be published; those that were leaving are gone
        for good, and of those `refused` it holds nothing, for the reason given. With `generation`, the graph is
        another one from now on, in the same commit."""
        refused = refused or {}
        with self._transaction():
            for article_id in ids:
                if self._one("SELECT 1 FROM article WHERE id = ? AND leaving", article_id):
                    self._retire(article_id)
                    self._db.execute("DELETE FROM article WHERE id = ?", (article_id,))
                    self.origins.set(article_id, "")
                else:
                    self._db.execute(
                        "UPDATE article SET written = 1, "
                        "failure = CASE WHEN document IS NULL THEN failure ELSE ? END WHERE id = ?",
                        (refused.get(article_id, ""), article_id),
                    )
            self.set("unpublished", "1")
            if generation is not None:
                self.set("generation", generation)

    def published(self, snapshot: int, oldest: int) -> None:
        """Readers see the graph as it is now in this snapshot; texts that only snapshots before the oldest one
        quote are gone for good."""
        with self._transaction():
            self.former.published(snapshot, oldest)
            self.set("unpublished", "")

    # lists

    def rows(self) -> Iterator[Row]:
        """All articles by date and id."""
        query = (
            "SELECT id, title, date, source, path, CASE WHEN leaving THEN 'leaving' WHEN failure != '' THEN 'failed' "
            "WHEN document IS NULL OR NOT written THEN 'pending' ELSE 'done' END, failure FROM article ORDER BY date, id"
        )
        for row in self._db.execute(query):
            yield Row(*row)

    def _one(self, query: str, *values: str) -> tuple[Any, ...] | None:
        return first(self._db, query, *values)

    def _transaction(self) -> Transaction:
        return Transaction(self._db)


def _unknown(article_id: str) -> UsageError:
    return UsageError(f"no article {article_id!r} in this store; `kg articles` lists them")
