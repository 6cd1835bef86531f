"""Work in several processes under a supervisor: a killed worker costs its shard a second try, and an article that
kills or breaks every worker is singled out and given up on, alone."""

from __future__ import annotations

import multiprocessing
import signal
from collections import deque
from collections.abc import Callable, Collection, Iterator, Sequence
from concurrent.futures import (
    FIRST_COMPLETED,
    Executor,
    Future,
    ProcessPoolExecutor,
    ThreadPoolExecutor,
    wait,
)
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from typing import Generic, TypeVar

Item = TypeVar("Item")
Result = TypeVar("Result")

DEATHS = 3
"""A shard that lost its worker this often is split, and a single item is given up on."""


@dataclass(frozen=True, slots=True)
class Failure(Generic[Item]):
    """An item that could not be worked on, and why."""

    item: Item
    reason: str


@dataclass(slots=True)
class _Shard(Generic[Item]):
    items: list[Item]
    deaths: int = 0


def run(
    work: Callable[[list[Item]], list[Result]],
    shards: Sequence[list[Item]],
    *,
    jobs: int,
) -> Iterator[tuple[list[Item], list[Result]] | Failure[Item]]:
    """The results of `work` on every shard, as they are done, in no fixed order.

    With `jobs` = 0 the work is done in this process, which costs no start-up and survives no crash.
    """
    waiting = deque(_Shard(list(shard)) for shard in shards)
    while waiting:
        executor = _executor(jobs)
        try:
            yield from _drain(executor, work, waiting, max(jobs, 1))
        finally:
            executor.shutdown(wait=True, cancel_futures=True)


def _executor(jobs: int) -> Executor:
    if jobs == 0:
        return ThreadPoolExecutor(1)
    # Spawned, not forked: a fork copies the locks that a progress bar's and the store's threads hold.
    return ProcessPoolExecutor(jobs, mp_context=multiprocessing.get_context("spawn"), initializer=_quiet)


def _quiet() -> None:
    """Workers leave an interrupt to the process that started them."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)


def _drain(
    executor: Executor,
    work: Callable[[list[Item]], list[Result]],
    waiting: deque[_Shard[Item]],
    jobs: int,
) -> Iterator[tuple[list[Item], list[Result]] | Failure[Item]]:
    """Work until all is done or the pool breaks; unfinished shards are back in `waiting` then."""
    running: dict[Future[list[Result]], _Shard[Item]] = {}
    broken = False
    while (waiting and not broken) or running:
        while waiting and not broken and _may_start(waiting[0], running.values(), jobs):
            shard = waiting.popleft()
            try:
                running[executor.submit(work, shard.items)] = shard
            except BrokenProcessPool:
                waiting.appendleft(shard)
                broken = True
        done, _ = wait(running, return_when=FIRST_COMPLETED)
        for future in done:
            shard = running.pop(future)
            error = future.exception()
            if error is None:
                yield shard.items, future.result()
            elif isinstance(error, BrokenProcessPool):
                broken = True
                yield from _again(shard, waiting, "every worker process that took it died")
            elif isinstance(error, Exception):
                shard.deaths = DEATHS  # the same error would come again
                yield from _again(shard, waiting, f"{type(error).__name__}: {error}")
            else:
                raise error


def _may_start(shard: _Shard[Item], running: Collection[_Shard[Item]], jobs: int) -> bool:
    """A shard that lost a worker runs alone, so that no other is blamed for what it does."""
    if shard.deaths or any(other.deaths for other in running):
        return not running
    return len(running) <= jobs


def _again(shard: _Shard[Item], waiting: deque[_Shard[Item]], reason: str) -> Iterator[Failure[Item]]:
    shard.deaths += 1
    if shard.deaths < DEATHS:
        waiting.append(shard)
    elif len(shard.items) > 1:
        waiting.extend(_Shard([item], deaths=DEATHS - 1) for item in shard.items)
    else:
        yield Failure(shard.items[0], reason)
