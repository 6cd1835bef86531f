"""Work in several processes under a supervisor: a killed worker costs its shard a second try, and an article that
kills or breaks every worker is singled out and given up on, alone."""

from __future__ import annotations

import multiprocessing
import os
import signal
import threading
from collections import deque
from collections.abc import Callable, Collection, Generator, Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from dataclasses import dataclass
from multiprocessing import resource_tracker
from typing import Generic, Self, TypeVar

from kg.errors import DataError

Item = TypeVar("Item")
Result = TypeVar("Result")
Work = Callable[[list[Item]], list[Result]]

DEATHS = 3
"""A shard that lost its worker this often is split, and a single item is given up on."""

_DIED = "every worker process that took it died"


@dataclass(frozen=True, slots=True)
class Failure(Generic[Item]):
    """An item that could not be worked on, and why."""

    item: Item
    reason: str


Outcome = tuple[list[Item], list[Result]] | Failure[Item]


def run(
    work: Work[Item, Result], shards: Iterable[list[Item]], *, jobs: int
) -> Generator[Outcome[Item, Result], None, None]:
    """The results of `work` on every shard, as they are done, in no fixed order. Shards are taken as they are needed.

    With `jobs` = 0 the work is done in this process, which costs no start-up and survives no crash. Who stops
    before the end closes the iterator: that ends the processes at once.

    Raises:
        DataError: the work raised one, or processes cannot be started.
    """
    waiting = _Waiting(shards)
    while (shard := waiting.startable((), jobs)) is not None:
        if jobs == 0:
            yield from _told(shard, _attempt(work, shard.items), waiting)
        else:
            waiting.put_back(shard)
            with _processes(jobs) as executor:
                yield from _drain(executor, work, waiting, jobs)


@dataclass(slots=True)
class _Shard(Generic[Item]):
    items: list[Item]
    deaths: int = 0


class _Waiting(Generic[Item]):
    """The shards that are to be worked on, those to be tried again last."""

    def __init__(self, shards: Iterable[list[Item]]) -> None:
        self._fresh = iter(shards)
        self._again: deque[_Shard[Item]] = deque()

    def startable(self, running: Collection[_Shard[Item]], jobs: int) -> _Shard[Item] | None:
        """The next shard, if it may run beside those that do: one that lost a worker runs alone, so that no other
        is blamed for what it does."""
        if len(running) > jobs or any(shard.deaths for shard in running):
            return None
        if (items := next(self._fresh, None)) is not None:
            return _Shard(items)
        if self._again and not (self._again[0].deaths and running):
            return self._again.popleft()
        return None

    def put_back(self, shard: _Shard[Item]) -> None:
        """A shard that did not come to run."""
        self._again.appendleft(shard)

    def failed(self, shard: _Shard[Item], reason: str) -> Iterator[Failure[Item]]:
        """A shard is to be tried again, whole or item by item, or its one item is given up on."""
        shard.deaths += 1
        if shard.deaths < DEATHS:
            self._again.append(shard)
        elif len(shard.items) > 1:
            self._again.extend(_Shard([item], deaths=DEATHS - 1) for item in shard.items)
        else:
            yield Failure(shard.items[0], reason)


def _drain(
    executor: ProcessPoolExecutor, work: Work[Item, Result], waiting: _Waiting[Item], jobs: int
) -> Iterator[Outcome[Item, Result]]:
    """Work until all is done or a process dies; unfinished shards are waiting again then."""
    running: dict[Future[list[Result] | str], _Shard[Item]] = {}
    broken = False
    while True:
        while not broken and (shard := waiting.startable(running.values(), jobs)) is not None:
            try:
                with _uninterrupted():  # each of the first calls starts a process
                    running[executor.submit(_attempt, work, shard.items)] = shard
            except BrokenProcessPool:
                waiting.put_back(shard)
                broken = True
        if not running:
            return
        done, _ = wait(running, return_when=FIRST_COMPLETED)
        for future in done:
            shard = running.pop(future)
            try:
                result = future.result()
            except BrokenProcessPool:
                broken = True
                yield from waiting.failed(shard, _DIED)
            else:
                yield from _told(shard, result, waiting)


def _told(
    shard: _Shard[Item], result: list[Result] | str, waiting: _Waiting[Item]
) -> Iterator[Outcome[Item, Result]]:
    if isinstance(result, str):
        shard.deaths = DEATHS  # the same error would come again
        yield from waiting.failed(shard, result)
    else:
        yield shard.items, result


def _attempt(work: Work[Item, Result], items: list[Item]) -> list[Result] | str:
    """The results, or in words what went wrong: as words it comes back from a process, whatever it was."""
    with _Caught() as caught:
        return work(items)
    if isinstance(caught.error, DataError):
        raise caught.error
    return f"{type(caught.error).__name__}: {caught.error}"


class _Caught:
    """Holds the error that ended a block. Work may fail with any, and none may stop the rest; an interrupt does."""

    error: Exception | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: object) -> bool:
        self.error = error if isinstance(error, Exception) else None
        return self.error is not None


@contextmanager
def _processes(jobs: int) -> Iterator[ProcessPoolExecutor]:
    """Worker processes, which are ended at once where the block is left by an error or an interrupt."""
    before = set(multiprocessing.active_children())
    # Spawned, not forked: a fork copies the locks that a progress bar's and the store's threads hold.
    context = multiprocessing.get_context("spawn")
    executor = ProcessPoolExecutor(jobs, mp_context=context, initializer=_end_with_parent)
    try:
        with _uninterrupted():
            ready = executor.submit(os.getpid)
        try:
            ready.result()
        except BrokenProcessPool as error:
            raise DataError(
                "the processes that extract die as they start: is there memory for them (0.5 GB each)? "
                'A script of your own must call build() under `if __name__ == "__main__":`'
            ) from error
        yield executor
    except BaseException:
        for child in set(multiprocessing.active_children()) - before:
            child.kill()
        raise
    finally:
        executor.shutdown(cancel_futures=True)


@contextmanager
def _uninterrupted() -> Iterator[None]:
    """Processes that are started within leave an interrupt from the terminal to this one, from their first moment."""
    if not hasattr(signal, "pthread_sigmask"):  # Windows
        yield
        return
    resource_tracker.ensure_running()  # it would unblock the signal
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _end_with_parent() -> None:
    """A worker whose parent was killed would wait for work for ever."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    parent = multiprocessing.parent_process()

    def watch() -> None:
        if parent is not None:
            parent.join()
        os._exit(1)

    threading.Thread(target=watch, daemon=True).start()
