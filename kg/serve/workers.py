"""Processes that answer queries and can be killed: pyoxigraph cannot be told to stop.

Each opens the newest published snapshot for reading, and opens it anew when a build has published another. One more
stands by than may be busy, so that after a kill the next query need not wait for a process to start.
"""

from __future__ import annotations

import asyncio
import io
import multiprocessing
import os
import signal
from collections import OrderedDict
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass
from multiprocessing.connection import Connection
from pathlib import Path
from time import monotonic
from typing import BinaryIO, Literal, TypeVar

import pyoxigraph as ox

from kg.errors import KgError, StoreError
from kg.query import PREFIXES, Query, parse_query, run
from kg.serve.media import GRAPHS, TABLES, choose
from kg.store import snapshots

try:
    import resource
except ImportError:  # Windows
    resource = None  # type: ignore[assignment]

_T = TypeVar("_T")
_SPAWN = multiprocessing.get_context("spawn")


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


def _work(pipe: Connection, path: str, base: str, limits: Limits) -> None:
    """The life of a worker: questions in, answers out, until the pipe closes."""
    if resource:
        with suppress(ValueError, OSError):  # a lower limit holds already
            resource.setrlimit(resource.RLIMIT_DATA, (limits.memory, limits.memory))
    folder = Path(path) / "snapshots"
    opened: snapshots.Snapshot | None = None
    name = ""
    with suppress(EOFError, KeyboardInterrupt, OSError):
        pipe.send("ready")
        while True:
            ask = pipe.recv()
            try:
                if opened is None or snapshots.pointed(folder) != name:
                    old, opened = opened, None
                    if old:
                        old.close()
                    opened = snapshots.Snapshot(folder)
                    name = opened.folder.name
                _end_after(limits.seconds + _GRACE)
                answer = _answer(opened.graph, ask, base, limits, name)
            except LookupError:
                answer = Answer("broken", b"nothing has been built yet")
            except StoreError as error:
                answer = Answer("broken", str(error).encode())
            finally:
                _end_after(0)
            pipe.send(answer)


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


class _Worker:
    def __init__(self, path: Path, base: str, limits: Limits) -> None:
        self.pipe, theirs = _SPAWN.Pipe()
        self.process = _SPAWN.Process(
            target=_work, args=(theirs, str(path), base, limits), daemon=True, name="kg-query"
        )
        self.process.start()
        theirs.close()

    def ask(self, ask: Ask, seconds: float) -> Answer:
        try:
            self.pipe.send(ask)
            if not self.pipe.poll(seconds):
                return Answer("slow", b"")
            answer = self.pipe.recv()
        except (EOFError, OSError):
            return Answer("broken", b"")
        assert isinstance(answer, Answer)
        return answer

    def kill(self) -> None:
        self.process.kill()
        self.process.join()
        self.pipe.close()


_DEAR = 0.05
"""Seconds that a query takes whose answer is worth keeping."""

_ROOM = 64_000_000
"""Bytes of the answers kept."""


class _Kept:
    """Answers that took long, until another snapshot is published."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._answers: OrderedDict[Ask, Answer] = OrderedDict()
        self._room = _ROOM

    def get(self, ask: Ask) -> Answer | None:
        answer = self._answers.get(ask)
        if answer and answer.snapshot == snapshots.pointed(self._folder):
            self._answers.move_to_end(ask)
            return answer
        return None

    def put(self, ask: Ask, answer: Answer) -> None:
        if answer.kind != "done" or len(answer.body) > _ROOM // 8:
            return
        old = self._answers.pop(ask, None)
        self._room += len(old.body) if old else 0
        self._answers[ask] = answer
        self._room -= len(answer.body)
        while self._room < 0:
            self._room += len(self._answers.popitem(last=False)[1].body)


class Workers:
    """A few processes that answer questions one at a time each."""

    def __init__(self, path: Path, base: str, limits: Limits) -> None:
        self._make = lambda: _Worker(path, base, limits)
        self.limits = limits
        self._threads = ThreadPoolExecutor(limits.at_once + 2)
        self._idle: asyncio.Queue[_Worker] = asyncio.Queue()
        self._all: set[_Worker] = set()
        self._turns = asyncio.Semaphore(limits.at_once)
        self._kept = _Kept(path / "snapshots")
        self._starting: set[asyncio.Task[None]] = set()

    async def start(self) -> None:
        """Start them, and wait until each is ready."""
        await asyncio.gather(*(self._begin() for _ in range(self.limits.at_once + 1)))

    async def _begin(self) -> None:
        worker = await self._away(self._make)
        self._all.add(worker)
        try:
            await self._away(worker.pipe.recv)
        except (
            EOFError,
            OSError,
        ):  # it could not start, as for want of memory; the next question tries again
            self._all.discard(worker)
            worker.kill()
        else:
            self._idle.put_nowait(worker)

    async def _away(self, call: Callable[..., _T], *args: object) -> _T:
        return await asyncio.get_running_loop().run_in_executor(self._threads, call, *args)

    async def ask(self, ask: Ask, gone: asyncio.Task[None] | None = None) -> Answer:
        """The answer within the limits; a worker that takes longer is killed, and one whose answer nobody waits for
        because `gone` is done."""
        try:
            if kept := self._kept.get(ask):
                return kept
            await asyncio.wait_for(self._turns.acquire(), self.limits.patience)
            try:
                since = monotonic()
                answer = await self._asked(ask, gone)
                if monotonic() - since > _DEAR:
                    self._kept.put(ask, answer)
                return answer
            finally:
                self._turns.release()
        except TimeoutError:
            return Answer("busy", f"{self.limits.at_once} queries are running; try again".encode())
        finally:
            if gone:
                gone.cancel()

    async def _asked(self, ask: Ask, gone: asyncio.Task[None] | None) -> Answer:
        since = monotonic()
        for _ in range(self.limits.at_once + 1 - len(self._all) - len(self._starting)):
            self._start_another()
        try:
            worker = await asyncio.wait_for(self._idle.get(), self.limits.patience)
        except TimeoutError:
            return Answer("broken", b"no process could be started that would answer; try again")
        asking = asyncio.ensure_future(self._away(worker.ask, ask, self.limits.seconds))
        await asyncio.wait([asking, *([gone] if gone else [])], return_when=asyncio.FIRST_COMPLETED)
        left = not asking.done()
        if left:
            worker.process.kill()  # ends what the thread waits for
        answer = await asking
        if left or answer.kind == "slow" or (answer.kind == "broken" and not answer.body):
            self._replace(worker)
            return Answer(
                "gone" if left else answer.kind, _why(answer.kind, self.limits, monotonic() - since).encode()
            )
        self._idle.put_nowait(worker)
        return answer

    def _replace(self, worker: _Worker) -> None:
        self._all.discard(worker)
        worker.kill()
        self._start_another()

    def _start_another(self) -> None:
        task = asyncio.get_running_loop().create_task(self._begin())
        self._starting.add(task)
        task.add_done_callback(self._starting.discard)

    def stop(self) -> None:
        """End them all."""
        for worker in self._all:
            worker.kill()
        self._threads.shutdown(wait=False, cancel_futures=True)


def _why(kind: str, limits: Limits, took: float) -> str:
    if kind == "slow":
        return f"stopped after {took:.1f} s, the limit is {limits.seconds:g} s: make it narrower or add LIMIT"
    return f"the query broke off; it may have needed more than {limits.memory:,} bytes of memory"


def cores() -> int:
    """Processors that this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
