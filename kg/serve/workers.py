"""Processes that answer queries and can be killed: pyoxigraph cannot be told to stop.

One more stands by than may be busy, so that after a kill the next query need not wait for a process to start.
"""

from __future__ import annotations

import asyncio
import multiprocessing
from collections import OrderedDict
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from time import monotonic
from typing import TypeVar

from kg.serve.answering import Answer, Ask, Limits, work
from kg.store import snapshots

_T = TypeVar("_T")
_SPAWN = multiprocessing.get_context("spawn")


class Worker:
    """A process that answers one question at a time; its first message says that it is ready."""

    def __init__(self, path: Path, base: str, limits: Limits, life: Callable[..., None] = work) -> None:
        self.pipe, theirs = _SPAWN.Pipe()
        self.process = _SPAWN.Process(
            target=life, args=(theirs, str(path), base, limits), daemon=True, name="kg-query"
        )
        self.process.start()
        theirs.close()

    def ask(self, ask: Ask, seconds: float) -> Answer:
        """Its answer: `slow` where there is none after some seconds, `broken` without words where it has ended."""
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
        """End it."""
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
        if answer.kind != "done" or len(answer.body) > _ROOM // 2:
            return
        old = self._answers.pop(ask, None)
        self._room += len(old.body) if old else 0
        self._answers[ask] = answer
        self._room -= len(answer.body)
        while self._room < 0:
            self._room += len(self._answers.popitem(last=False)[1].body)


class Workers:
    """A few processes that answer questions one at a time each, but for those that `prepared` knows the answers to."""

    def __init__(
        self, path: Path, base: str, limits: Limits, prepared: Callable[[Ask], Answer | None] = lambda _: None
    ) -> None:
        self._make = lambda: Worker(path, base, limits)
        self.limits = limits
        self._threads = ThreadPoolExecutor(limits.at_once + 2)
        self._idle: asyncio.Queue[Worker] = asyncio.Queue()
        self._all: set[Worker] = set()
        self._turns = asyncio.Semaphore(limits.at_once)
        self._kept = _Kept(path / "snapshots")
        self._prepared = prepared
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
            if known := self._prepared(ask) or self._kept.get(ask):
                return known
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

    def _replace(self, worker: Worker) -> None:
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
