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
from pathlib import Path
from typing import TYPE_CHECKING, Self

import pyoxigraph
from pyoxigraph import NamedNode

from kg.errors import StoreError, UsageError
from kg.rdf.terms import ONTOLOGY, article_iri, base_iri, text_of_literal
from kg.store import files, snapshots
from kg.store.articles import ArticleTable
from kg.store.faults import fault, told
from kg.store.graph import opened

if TYPE_CHECKING:
    from kg.store.edge_table import EdgeTable

FORMAT = 1
BASE = "https://hongtu.example/"

_EDGES = "2"
"""Format of the rows of the edge table; of another one, or of a store from before there was any, they are made anew."""

_OURS = frozenset({"hongtu.json.new", "writer.lock", "writer.lock-journal", "decisions.tsv"})
"""What the making of a store leaves behind when it is cut off, and what a store may be built around."""


class Store:
    """A store that is open, for reading or for writing. Use as a context manager: it turns what SQLite and RocksDB
    raise within the block into a StoreError that names the cure."""

    def __init__(self, path: Path, base: str, lock: sqlite3.Connection | None) -> None:
        self.path = path
        self.base = base
        self._lock = lock
        self._closed = False
        self._graph: pyoxigraph.Store | None = None
        self._snapshot: snapshots.Snapshot | None = None
        self._edges: EdgeTable | None = None
        self.articles = ArticleTable(path / "articles.db", writable=lock is not None)

    @classmethod
    def read(cls, path: Path) -> Self:
        """The store at `path`, for reading: its graph is the last published snapshot.

        Raises:
            UsageError: there is no store.
            StoreError: it is of a newer version, or damaged.
        """
        base = _base(path)
        with told(path):
            return cls(path, base, None)

    @classmethod
    def write(cls, path: Path, *, base: str | None = None) -> Self:
        """The store at `path`, for writing; made where there is none. `base` is fixed when it is made.

        Raises:
            UsageError: another base is asked for than the store was made with, or `path` is some other folder.
            StoreError: another process is writing it, it is of a newer version, or damaged.
        """
        made = base_iri(base or BASE)
        with told(path):
            if not (path / "hongtu.json").exists():
                _claim(path)
            lock, store = files.lock(path), None
            try:
                if not (path / "hongtu.json").exists():
                    settings = json.dumps({"format": FORMAT, "base": made}, indent=1)
                    files.replace(path / "hongtu.json", settings + "\n")
                if base not in (None, fixed := _base(path)):
                    raise UsageError(
                        f"{path}: the store was made with --base {fixed}; build into a new store to change it"
                    )
                _check_articles(path)
                store = cls(path, fixed, lock)
                store._mend()
            except BaseException:
                (store or lock).close()
                raise
        return store

    def _mend(self) -> None:
        """What a build left that was cut off, removed; what somebody deleted of the graph, to be written again."""
        self._drop_generations()
        if not (self._written / "CURRENT").exists():
            shutil.rmtree(self._written, ignore_errors=True)
            self.articles.graph_is_gone()
            self.articles.set("quads", "0")
        if self.articles.setting("edges") != _EDGES:
            self.articles.graph_is_gone()
            self.articles.set("edges", _EDGES)
        if not snapshots.pointed(self.path / "snapshots"):
            self.articles.set("unpublished", "1")

    @property
    def _written(self) -> Path:
        return self.path / "graph" / (self.articles.setting("generation") or "0")

    @property
    def graph(self) -> pyoxigraph.Store:
        """The pyoxigraph store: the graph being written, or the snapshot being read.

        Raises:
            UsageError: nothing was built yet, or the store was closed.
        """
        if self._closed:
            raise UsageError(f"{self.path}: the store was closed; open it again")
        if self._graph is None:
            with told(self.path):
                self._graph = self._open_written() if self._lock else self._open_published()
        return self._graph

    def _open_written(self) -> pyoxigraph.Store:
        self._written.parent.mkdir(exist_ok=True)
        return opened(self._written)

    def _open_published(self) -> pyoxigraph.Store:
        try:
            self._snapshot = snapshots.Snapshot(self.path / "snapshots")
        except LookupError:
            raise UsageError(
                f"{self.path}: nothing has been built yet; run `kg build PATH --store {self.path}`"
            ) from None
        return self._snapshot.graph

    @property
    def snapshot(self) -> str:
        """The name of the snapshot that is being read; "" before the graph was asked for, and while a store is written."""
        return self._snapshot.folder.name if self._snapshot else ""

    @property
    def edges(self) -> EdgeTable:
        """The edge table of the open graph.

        Raises:
            StoreError: the snapshot was published without one, by an older Hongtu, or it is damaged.
        """
        from kg.store.edge_table import FILE, EdgeTable, edge_table

        if self._lock:
            return edge_table(self.articles.edges)
        _ = self.graph  # opens the snapshot
        assert self._snapshot
        try:
            if self._edges is None:
                self._edges = EdgeTable.load(self._snapshot.folder / FILE)
            return self._edges
        except FileNotFoundError:
            raise StoreError(
                f"{self.path}: made by an older Hongtu, without an edge table; run `kg build` on it once"
            ) from None
        except ValueError as error:
            raise StoreError(
                f"{self._snapshot.folder / FILE}: damaged ({error}); delete the folder {self.path / 'snapshots'} and "
                "run the build again: it is made anew"
            ) from error

    def text_of(self, article_id: str) -> str:
        """The text of an article exactly as it was read when the open graph was made of it: what the offsets of
        every span there refer to, though a build has replaced or removed the article since.

        Raises:
            UsageError: the store has no such article.
        """
        article = NamedNode(article_iri(self.base, article_id))
        said = self.graph.quads_for_pattern(article, NamedNode(f"{ONTOLOGY}sha256"), None, article)
        return self.articles.text(article_id, next((text_of_literal(str(quad.object)) for quad in said), ""))

    def next_generation(self) -> tuple[str, Path]:
        """Name and folder for a graph that will take the place of this one."""
        name = str(int(self.articles.setting("generation") or 0) + 1)
        return name, self.path / "graph" / name

    def reopen(self) -> None:
        """Forget the open graph and delete the generations that are no longer it."""
        self._graph = None
        self._drop_generations()

    def _drop_generations(self) -> None:
        folder = self.path / "graph"
        for other in folder.iterdir() if folder.exists() else ():
            if other != self._written:
                shutil.rmtree(other, ignore_errors=True)

    def publish(self) -> None:
        """Let readers see the graph as it is now."""
        from kg.store.edge_table import FILE, edge_table  # numpy, which most commands that read do without

        folder = self.path / "snapshots"
        with told(self.path):
            table = edge_table(self.articles.edges)
            oldest = snapshots.publish(self.graph, folder, lambda snapshot: table.save(snapshot / FILE))
            self.articles.published(int(snapshots.pointed(folder)), oldest)

    def close(self) -> None:
        self._closed = True
        self._graph = self._edges = None
        if self._snapshot:
            self._snapshot.close()
            self._snapshot = None
        self.articles.close()
        if self._lock:
            self._lock.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: object) -> None:
        self.close()
        known = fault(self.path, error) if error else None
        if known:
            raise known from error


def _claim(path: Path) -> None:
    """The folder of a new store, which holds nothing of anybody's."""
    if path.exists() and (not path.is_dir() or {file.name for file in path.iterdir()} - _OURS):
        raise UsageError(f"{path}: exists and is not a store; name a new folder with --store")
    path.mkdir(parents=True, exist_ok=True)


def _check_articles(path: Path) -> None:
    """A graph whose articles are gone must not be taken for that of a new store."""
    articles = path / "articles.db"
    if list(path.glob("graph/*/CURRENT")) and not (articles.exists() and articles.stat().st_size):
        raise StoreError(
            f"{articles}: missing or empty, though there is a graph; put the folder back from a copy, or build into "
            "a new store from your files"
        )


def _base(path: Path) -> str:
    """The base IRI of the store at `path`, if this program can read it."""
    settings = path / "hongtu.json"
    try:
        found = json.loads(settings.read_text(encoding="utf-8"))
        version, base = int(found["format"]), base_iri(str(found["base"]))
    except FileNotFoundError:
        raise UsageError(f"{path}: no store there; `kg build PATH --store {path}` makes one") from None
    except OSError as error:
        raise StoreError(f"{settings}: cannot be read: {error.strerror or error}") from error
    except (ValueError, KeyError, TypeError) as error:
        raise StoreError(
            f'{settings}: damaged ({error}); write {{"format": {FORMAT}, "base": "{BASE}"}} into it, '
            "with the base that the store was made with, or build into a new store"
        ) from error
    if version > FORMAT:
        raise StoreError(
            f"{path}: made by a newer Hongtu (format {version}, this one reads up to {FORMAT}); upgrade, or build "
            "into a new store"
        )
    return base
