"""The SQLite file of a store: its tables, and how it is opened and changed."""

from __future__ import annotations

import os
import sqlite3
from pathlib import Path
from typing import Any
from urllib.parse import quote

_SCHEMA = """
CREATE TABLE IF NOT EXISTS article (
  id TEXT PRIMARY KEY,
  content TEXT NOT NULL,              -- hash of text and metadata
  title TEXT NOT NULL, date TEXT NOT NULL, source TEXT NOT NULL, path TEXT NOT NULL,
  length INTEGER NOT NULL,            -- characters of the text
  version TEXT NOT NULL DEFAULT '',   -- of the extractors that made the document
  written INTEGER NOT NULL DEFAULT 0, -- whether the graph holds its statements as they are now
  leaving INTEGER NOT NULL DEFAULT 0,
  failure TEXT NOT NULL DEFAULT '',   -- why the graph holds nothing of it
  document BLOB,                      -- packed document, NULL while pending and when extraction gave up
  record TEXT NOT NULL                -- the article as JSON
);
CREATE INDEX IF NOT EXISTS article_unwritten ON article (written) WHERE written = 0;
-- Rows hold whole texts: what every build asks of all articles, it asks of these.
DROP INDEX IF EXISTS article_state;
CREATE INDEX IF NOT EXISTS article_progress ON article (version, leaving, failure, length, id);
CREATE INDEX IF NOT EXISTS article_failed ON article (id) WHERE failure != '';
CREATE TABLE IF NOT EXISTS member (   -- which entities of ambiguous name an article speaks of, and which it means
  type TEXT NOT NULL, name TEXT NOT NULL, article TEXT NOT NULL,
  evidence TEXT NOT NULL, key TEXT NOT NULL DEFAULT '',
  PRIMARY KEY (type, name, article)
) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS member_article ON member (article);
CREATE INDEX IF NOT EXISTS member_key ON member (type, key);
CREATE TABLE IF NOT EXISTS tie (      -- evidence of members that counts for all names, see kg.resolve.ties
  type TEXT NOT NULL, piece TEXT NOT NULL, name TEXT NOT NULL, article TEXT NOT NULL,
  PRIMARY KEY (type, piece, name, article)
) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS tie_name ON tie (type, name);
CREATE TABLE IF NOT EXISTS word (     -- names that an article settles alone, with the key that it gives them
  id INTEGER PRIMARY KEY, type TEXT NOT NULL, name TEXT NOT NULL, key TEXT NOT NULL, UNIQUE (type, name, key)
);
CREATE INDEX IF NOT EXISTS word_key ON word (type, key);
CREATE TABLE IF NOT EXISTS settled (  -- which of them an article speaks of
  word INTEGER NOT NULL, article TEXT NOT NULL, PRIMARY KEY (word, article)
) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS settled_article ON settled (article);
CREATE TABLE IF NOT EXISTS applied (decision TEXT PRIMARY KEY) WITHOUT ROWID;  -- lines of the decisions' file
CREATE TABLE IF NOT EXISTS watched (  -- names and keys that decisions have to do with
  type TEXT NOT NULL, name TEXT NOT NULL, PRIMARY KEY (type, name)
) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS placed (   -- what decisions make of a name in an article: key, and name to show
  type TEXT NOT NULL, name TEXT NOT NULL, article TEXT NOT NULL, key TEXT NOT NULL, label TEXT NOT NULL,
  PRIMARY KEY (type, name, article)
) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS placed_article ON placed (article);
CREATE TABLE IF NOT EXISTS merged (   -- what decisions make of keys that articles settle
  type TEXT NOT NULL, key TEXT NOT NULL, becomes TEXT NOT NULL, label TEXT NOT NULL, PRIMARY KEY (type, key)
) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS remark (   -- what is to be said of decisions that share names, under the first of these
  type TEXT NOT NULL, name TEXT NOT NULL, number INTEGER NOT NULL,
  kind TEXT NOT NULL, decisions TEXT NOT NULL, text TEXT NOT NULL, PRIMARY KEY (type, name, number)
) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS rejected ( -- facts that are not to be believed, see kg.resolve.rejection
  type TEXT NOT NULL, key TEXT NOT NULL, predicate TEXT NOT NULL,
  object_type TEXT NOT NULL, object TEXT NOT NULL, article TEXT NOT NULL,
  PRIMARY KEY (type, key, predicate, object_type, object, article)
) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS touched (type TEXT NOT NULL, name TEXT NOT NULL, PRIMARY KEY (type, name)) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS copy (     -- which articles copy one another
  number INTEGER PRIMARY KEY, article TEXT NOT NULL UNIQUE,
  day INTEGER NOT NULL, text INTEGER NOT NULL, bands BLOB NOT NULL,   -- its sketch
  original TEXT NOT NULL DEFAULT '',  -- the earliest article of its group, empty while it is to be placed
  shown TEXT NOT NULL DEFAULT ''      -- the one that the graph names
);
CREATE INDEX IF NOT EXISTS copy_original ON copy (original);
CREATE INDEX IF NOT EXISTS copy_text ON copy (text, day);
CREATE INDEX IF NOT EXISTS copy_changed ON copy (article) WHERE original != shown;
CREATE TABLE IF NOT EXISTS band (     -- articles by the bands of their MinHash
  value INTEGER NOT NULL, day INTEGER NOT NULL, number INTEGER NOT NULL, PRIMARY KEY (value, day, number)
) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS former (   -- texts replaced or removed, which a published snapshot may still quote
  id TEXT NOT NULL, sha256 TEXT NOT NULL, text TEXT NOT NULL,
  last INTEGER,                       -- number of the last snapshot that may, NULL until the next is published
  PRIMARY KEY (id, sha256)
);
CREATE TABLE IF NOT EXISTS origin (    -- real path of the file whose name is the article's id
  article TEXT PRIMARY KEY, file BLOB NOT NULL
) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS unread (    -- what could not be read: real path, place as the user named it, reason
  file BLOB NOT NULL, place TEXT NOT NULL, reason TEXT NOT NULL, PRIMARY KEY (file, place)
) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS node (      -- what the numbers of the edge table stand for
  id INTEGER PRIMARY KEY, type TEXT NOT NULL, key TEXT NOT NULL, name TEXT NOT NULL, UNIQUE (type, key, name)
);
CREATE TABLE IF NOT EXISTS edges (     -- rows of the edge table: 32-bit integers, see kg.store.edges
  article TEXT PRIMARY KEY, mentions BLOB NOT NULL, claims BLOB NOT NULL
) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS setting (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
"""


def open_to_write(path: Path) -> sqlite3.Connection:
    """The database at `path`, made where there is none."""
    database = sqlite3.connect(path, isolation_level=None, timeout=30)
    try:
        database.execute("PRAGMA journal_mode = WAL")
        # Every commit reaches the disk, as every change of the graph does: after a power cut neither is ahead.
        database.execute("PRAGMA synchronous = FULL")
        database.executescript(_SCHEMA)
    except BaseException:
        database.close()
        raise
    return database


def open_to_read(path: Path) -> sqlite3.Connection:
    """The database at `path`, which is not changed."""
    address = f"file:{quote(str(path.absolute()))}?mode=ro"
    if not os.access(path.parent, os.W_OK) and not path.with_name(path.name + "-wal").exists():
        # Where SQLite can make no file for its locks, nobody writes either.
        address += "&immutable=1"
    return sqlite3.connect(address, uri=True, isolation_level=None, timeout=30)


def first(database: sqlite3.Connection, query: str, *values: str) -> tuple[Any, ...] | None:
    """The first row. A value with half a surrogate pair, as the command line gives for a broken byte, is in no row."""
    try:
        row: tuple[Any, ...] | None = database.execute(query, values).fetchone()
    except UnicodeEncodeError:
        return None
    return row


class Transaction:
    """BEGIN IMMEDIATE … COMMIT, rolled back on any error."""

    def __init__(self, database: sqlite3.Connection) -> None:
        self._database = database

    def __enter__(self) -> None:
        self._database.execute("BEGIN IMMEDIATE")

    def __exit__(self, kind: type[BaseException] | None, *_: object) -> None:
        try:
            if kind is None:
                self._database.execute("COMMIT")
        finally:
            if self._database.in_transaction:
                self._database.execute("ROLLBACK")
