"""store: a folder that holds the articles, what was extracted from them, and the graph.

hongtu.json        the format of the folder and the base IRI
articles.db        texts, documents, states (SQLite)
graph/N/           the graph that a build writes (RocksDB)
snapshots/N/       what readers open; `snapshots/current` names the newest
writer.lock        held while a build writes
"""

from __future__ import annotations

import json
import shutil
import sqlite3
from contextlib import suppress
from pathlib import Path
from typing import Self

import pyoxigraph

from kg.errors import StoreError, UsageError
from kg.store import graph as graphs
from kg.store.articles import ArticleTable

FORMAT = 1
BASE = "https://hongtu.example/"


class Store:
    """A store that is open, for reading or for writing. Use as a context manager."""

    def __init__(self, path: Path, base: str, lock: sqlite3.Connection | None) -> None:
        self.path = path
        self.base = base
        self.articles = ArticleTable(path / "articles.db")
        self._lock = lock
        self._graph: pyoxigraph.Store | None = None

    @classmethod
    def read(cls, path: Path) -> Self:
        """The store at `path`, for reading: its graph is the last published snapshot.

        Raises:
            UsageError: there is no store.
            StoreError: it is of a newer version, or damaged.
        """
        return cls(path, _settings(path)["base"], None)

    @classmethod
    def write(cls, path: Path, *, base: str | None = None) -> Self:
        """The store at `path`, for writing; made where there is none. `base` is fixed when it is made.

        Raises:
            UsageError: another base is asked for than the store was made with, or `path` is some other folder.
            StoreError: another process is writing it, it is of a newer version, or damaged.
        """
        if not (path / "hongtu.json").exists():
            _create(path, base or BASE)
        settings = _settings(path)
        if base not in (None, settings["base"]):
            raise UsageError(
                f"{path}: the store was made with --base {settings['base']}; build into a new store to change it"
            )
        return cls(path, settings["base"], _lock(path))

    @property
    def graph(self) -> pyoxigraph.Store:
        """The pyoxigraph store: the graph being written, or the snapshot being read."""
        if self._graph is None:
            self._graph = self._open_written() if self._lock else self._open_published()
        return self._graph

    def _open_written(self) -> pyoxigraph.Store:
        generation = self.articles.setting("generation") or "0"
        return graphs.open_graph(self.path / "graph" / generation)

    def _open_published(self) -> pyoxigraph.Store:
        name = graphs.pointed(self.path / "snapshots")
        if not name:
            raise UsageError(
                f"{self.path}: nothing has been built yet; run `kg build PATH --store {self.path}`"
            )
        try:
            return pyoxigraph.Store.read_only(str(self.path / "snapshots" / name))
        except OSError as error:
            raise StoreError(f"{self.path}: the graph cannot be opened: {error}") from error

    def text_of(self, article_id: str) -> str:
        """The text of an article exactly as read: what every span's offsets refer to."""
        return self.articles.article(article_id).text

    def next_generation(self) -> tuple[str, Path]:
        """Name and folder for a graph that will take the place of this one."""
        name = str(int(self.articles.setting("generation") or 0) + 1)
        return name, self.path / "graph" / name

    def reopen(self) -> None:
        """Forget the open graph and delete the generations that are no longer it."""
        self._graph = None
        current = self.articles.setting("generation") or "0"
        for folder in (self.path / "graph").iterdir():
            if folder.name != current:
                shutil.rmtree(folder, ignore_errors=True)

    def publish(self) -> None:
        """Let readers see the graph as it is now."""
        graphs.publish(self.graph, self.path / "snapshots")

    def close(self) -> None:
        self._graph = None
        self.articles.close()
        if self._lock:
            self._lock.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


def _create(path: Path, base: str) -> None:
    if path.exists() and (not path.is_dir() or any(path.iterdir())):
        raise UsageError(f"{path}: exists and is not a store; name a new folder with --store")
    try:
        (path / "graph").mkdir(parents=True)
        settings = json.dumps({"format": FORMAT, "base": base}, indent=1)
        fresh = path / "hongtu.json.new"
        fresh.write_text(settings + "\n", encoding="utf-8")
        fresh.replace(path / "hongtu.json")
    except OSError as error:
        raise StoreError(f"{path}: the store cannot be made: {error}") from error


def _settings(path: Path) -> dict[str, str]:
    try:
        settings = json.loads((path / "hongtu.json").read_text(encoding="utf-8"))
        version, base = int(settings["format"]), str(settings["base"])
    except FileNotFoundError:
        raise UsageError(f"{path}: no store there; `kg build PATH --store {path}` makes one") from None
    except (ValueError, KeyError, TypeError) as error:
        raise StoreError(
            f"{path / 'hongtu.json'}: damaged ({error}); restore it, or build into a new store"
        ) from error
    if version > FORMAT:
        raise StoreError(
            f"{path}: made by a newer Hongtu (format {version}, this one reads up to {FORMAT}); upgrade, or build into a new store"
        )
    return {"base": base}


def _lock(path: Path) -> sqlite3.Connection:
    """An exclusive lock that the system frees when the process ends, however it ends."""
    connection = sqlite3.connect(path / "writer.lock", isolation_level=None, timeout=0)
    with suppress(sqlite3.OperationalError):
        connection.execute("BEGIN EXCLUSIVE")
    if not connection.in_transaction:
        connection.close()
        raise StoreError(f"{path}: another process is writing this store; wait for it to finish")
    return connection
