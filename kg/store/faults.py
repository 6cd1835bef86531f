"""What SQLite, RocksDB and the system say when a store cannot be read or written, told with the cure."""

from __future__ import annotations

import errno
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from kg.errors import StoreError

_FULL = "the disk is full; free some space and run again: what was finished is kept"
_REFUSED = "cannot be written here; make the folder writable, or give another with --store"
_BUSY = "another process is writing this store; wait for it to finish"
_BROKEN_TABLE = (
    "articles.db is damaged; put the folder back from a copy, or build into a new store from your files"
)
_BROKEN_GRAPH = (
    "the graph is damaged; delete its folders `graph` and `snapshots` and run the build again: "
    "both are made anew from its articles"
)

_NUMBERS = {
    errno.ENOSPC: _FULL,
    errno.EDQUOT: _FULL,
    errno.EROFS: _REFUSED,
    errno.EACCES: _REFUSED,
    errno.EPERM: _REFUSED,
}
_TABLE = {
    sqlite3.SQLITE_FULL: _FULL,
    sqlite3.SQLITE_READONLY: _REFUSED,
    sqlite3.SQLITE_CANTOPEN: "its files cannot be opened; are they there, and may you read and write the folder?",
    sqlite3.SQLITE_BUSY: _BUSY,
    sqlite3.SQLITE_LOCKED: _BUSY,
    sqlite3.SQLITE_IOERR: "articles.db cannot be read or written; is the disk full or failing?",
}
"""By SQLite's primary code, https://sqlite.org/rescode.html; all others mean a damaged file."""

_GRAPH = {
    "No space left on device": _FULL,
    "Read-only file system": _REFUSED,
    "Permission denied": _REFUSED,
    "While lock file": _BUSY,
    "orruption": _BROKEN_GRAPH,
    "No such file": _BROKEN_GRAPH,
}
"""By words in what RocksDB says: it gives no codes through pyoxigraph."""


def fault(path: Path, error: BaseException) -> StoreError | None:
    """The error for the user, where this one comes from the files of the store at `path`; None where it does not."""
    found = _reason(error)
    return StoreError(f"{path}: {found} ({error})") if found else None


def _reason(error: BaseException) -> str | None:
    if isinstance(error, sqlite3.OperationalError) or type(error) is sqlite3.DatabaseError:
        return _TABLE.get(getattr(error, "sqlite_errorcode", 0) & 0xFF, _BROKEN_TABLE)
    # pyoxigraph raises OSError without a number, and RuntimeError for what RocksDB calls corruption.
    if (isinstance(error, OSError) and error.errno is None) or type(error) is RuntimeError:
        return next((reason for words, reason in _GRAPH.items() if words in str(error)), None)
    return None


@contextmanager
def told(path: Path) -> Iterator[None]:
    """For code that works on the files of a store only: errors of the system are the store's as well.

    Raises:
        StoreError: in the place of any of these errors.
    """
    try:
        yield
    except (sqlite3.Error, OSError, RuntimeError) as error:
        known = fault(path, error)
        if known is None and isinstance(error, OSError):
            reason = _NUMBERS.get(error.errno or 0, "a file of the store cannot be read or written")
            known = StoreError(f"{path}: {reason} ({error})")
        if known is None:
            raise
        raise known from error
