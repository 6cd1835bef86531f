"""What a process that answers queries does: it reads the newest published snapshot, and opens it anew when a build has
published another."""

from __future__ import annotations

import io
import signal
from contextlib import suppress
from dataclasses import dataclass
from multiprocessing.connection import Connection
from pathlib import Path
from typing import BinaryIO, Literal

import pyoxigraph as ox

from kg.errors import KgError, StoreError
from kg.query import PREFIXES, Query, parse_query, run
from kg.serve.media import GRAPHS, TABLES, choose
from kg.store import snapshots
from kg.store.faults import told

try:
    import resource
except ImportError:  # Windows
    resource = None  # type: ignore[assignment]


@dataclass(frozen=True, slots=True)
class Limits:
    """What one query may take: seconds, rows and bytes of its result, bytes of memory; how many run at once, and how
    many seconds one may wait for its turn."""

    seconds: float = 30.0
    rows: int = 1_000_000
    size: int = 64_000_000
    memory: int = 4_000_000_000
    at_once: int = 2
    patience: float = 10.0


UNNAMED = "-"
"""The name of a query that is no named one."""


@dataclass(frozen=True, slots=True)
class Ask:
    """A query: its text, the media types wanted, best first, and the graphs it is put to (all as IRIs; none: the
    default graph, and every article's graph by its name). `values` bind parameters of a named query."""

    text: str
    accept: tuple[str, ...]
    default_graphs: tuple[str, ...] = ()
    named_graphs: tuple[str, ...] = ()
    name: str = UNNAMED
    values: tuple[tuple[str, str], ...] = ()


Kind = Literal["done", "bad", "unacceptable", "refused", "slow", "busy", "broken", "gone"]


@dataclass(frozen=True, slots=True)
class Answer:
    """How it went; the result and its media type, or the reason as text; and which snapshot answered."""

    kind: Kind
    body: bytes
    media: str = "text/plain; charset=utf-8"
    snapshot: str = ""


class _TooMuch(Exception):  # noqa: N818 - never leaves this module
    pass


class _Limited(io.RawIOBase):
    """A file that takes so many bytes and no more."""

    def __init__(self, size: int) -> None:
        self.parts: list[bytes] = []
        self._left = size

    def writable(self) -> bool:
        return True

    def write(self, data: object) -> int:
        part = bytes(data)  # type: ignore[call-overload]
        self._left -= len(part)
        if self._left < 0:
            raise _TooMuch
        self.parts.append(part)
        return len(part)


def work(pipe: Connection, path: str, base: str, limits: Limits) -> None:
    """The life of a worker: questions in, answers out, until the pipe closes."""
    if resource:
        with suppress(ValueError, OSError):  # a lower limit holds already
            resource.setrlimit(resource.RLIMIT_DATA, (limits.memory, limits.memory))
    newest = _Newest(Path(path) / "snapshots")
    with suppress(EOFError, KeyboardInterrupt, OSError):
        pipe.send("ready")
        while True:
            while not pipe.poll(_LOOK):
                with suppress(StoreError):  # damaged: who asks is told
                    newest.let_go()
            ask = pipe.recv()
            try:
                with told(Path(path)):
                    graph = newest.graph()
                _end_after(limits.seconds + _GRACE)
                answer = _answer(graph, ask, base, limits, newest.name)
            except LookupError:
                answer = Answer("broken", b"nothing has been built yet")
            except StoreError as error:
                answer = Answer("broken", str(error).encode())
            finally:
                _end_after(0)
            pipe.send(answer)


_LOOK = 5.0
"""Seconds after which an idle worker looks whether its snapshot is still the newest: what was forgotten is not kept on
the disk for a question that may never come."""


class _Newest:
    """The newest snapshot of a folder."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._opened: snapshots.Snapshot | None = None

    @property
    def name(self) -> str:
        """The name of the one that is open."""
        return self._opened.folder.name if self._opened else ""

    def graph(self) -> ox.Store:
        """Its graph, opened when there is a newer one."""
        self.let_go()
        self._opened = self._opened or snapshots.Snapshot(self._folder)
        return self._opened.graph

    def let_go(self) -> None:
        """Close the one that is open, unless it is the newest."""
        if self._opened and snapshots.pointed(self._folder) != self.name:
            old, self._opened = self._opened, None
            old.close()


_GRACE = 5.0
"""Seconds after its limit when a query ends its worker by itself: the server that should have done so was killed."""


def _end_after(seconds: float) -> None:
    """Let the system end this process after some seconds, 0 for never: the query lets no code of ours run."""
    if hasattr(signal, "setitimer"):  # not on Windows
        signal.setitimer(signal.ITIMER_REAL, seconds)


def _answer(graph: ox.Store, ask: Ask, base: str, limits: Limits, snapshot: str) -> Answer:
    out = _Limited(limits.size)
    try:
        # What a stranger's comments say is no header of ours.
        plain = ask.name == UNNAMED
        query = Query(UNNAMED, "", "", (), ask.text) if plain else parse_query(ask.name, ask.text.encode())
        results = run(
            graph,
            query,
            dict(ask.values),
            base=base,
            default_graphs=ask.default_graphs,
            named_graphs=ask.named_graphs,
        )
        table = not isinstance(results, ox.QueryTriples)
        media = choose(ask.accept, TABLES if table else GRAPHS)
        if media is None:
            known = ", ".join(TABLES if table else GRAPHS)
            return Answer("unacceptable", f"this result can be had as {known}".encode())
        _write(results, media, out)
    except KgError as error:
        reason = str(error)
        return Answer("bad", (reason.replace("query -", "the query", 1) if plain else reason).encode())
    except _TooMuch:
        return Answer("refused", f"the result has more than {limits.size:,} bytes: add LIMIT".encode())
    body = b"".join(out.parts)
    if table and _rows(body, media) > limits.rows:
        return Answer("refused", f"the result has more than {limits.rows:,} rows: add LIMIT".encode())
    return Answer("done", body, media, snapshot)


def _write(
    results: ox.QuerySolutions | ox.QueryBoolean | ox.QueryTriples, media: str, out: BinaryIO | _Limited
) -> None:
    file: BinaryIO = out  # type: ignore[assignment]
    if isinstance(results, ox.QueryTriples):
        ox.serialize(results, file, format=GRAPHS[media], prefixes=PREFIXES)
    elif isinstance(results, ox.QueryBoolean) and media.startswith("text/"):
        file.write(b"true" if results else b"false")
    else:
        results.serialize(file, format=TABLES[media])


_ROW_ENDS = {"json": b"}},{", "xml": b"</result>", "csv": b"\n", "tab-separated-values": b"\n"}


def _rows(body: bytes, media: str) -> int:
    """How many rows a result has: exactly in XML, at most so many in the others, where words may look like a row's
    end."""
    ends = next(mark for name, mark in _ROW_ENDS.items() if media.endswith(name))
    return body.count(ends)
