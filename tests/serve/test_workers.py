"""The processes that answer queries: they end, and others take their place."""

from __future__ import annotations

import asyncio
import signal
from itertools import count
from pathlib import Path

from kg.build import remove
from kg.serve.answering import Ask, Limits, _Newest
from kg.serve.workers import Worker, Workers
from kg.store import BASE, Store
from kg.store.snapshots import pointed
from tests.serve.test_protocol import CROSS
from tests.world import on_disk


def test_a_query_ends_by_itself_when_the_server_was_killed(world_path: Path) -> None:
    worker = Worker(world_path, BASE, Limits(seconds=-4.0))  # which the grace makes a second
    assert worker.pipe.recv() == "ready"
    assert worker.ask(Ask("ASK {}", ("*/*",)), 60).kind == "done"
    worker.process.join(1.5)
    assert worker.process.is_alive(), "one that has answered goes on"
    assert worker.ask(Ask(f"SELECT (COUNT(*) AS ?n) {CROSS}", ("*/*",)), 60).kind == "broken"
    worker.process.join(60)
    assert worker.process.exitcode == -signal.SIGALRM
    worker.kill()


def test_an_idle_worker_lets_go_of_what_is_no_longer_the_newest(tmp_path: Path) -> None:
    path = on_disk(tmp_path / "store")
    newest = _Newest(path / "snapshots")
    newest.graph()
    first = newest.name
    newest.let_go()
    assert newest.name == first == pointed(path / "snapshots")
    with Store.read(path) as reading, Store.write(path) as store:
        _ = reading.graph
        remove(["甲"], store)
        assert (reading.snapshot, newest.name) == (first, first)
    assert (path / "snapshots" / first).exists()
    newest.let_go()
    assert newest.name == ""
    with Store.write(path) as store:
        remove(["丙"], store)
    assert not (path / "snapshots" / first).exists()


async def _with_workers_that_end(path: Path, limits: Limits, broken: int) -> list[str]:
    """What becomes of two questions when the first so many processes end before they are ready."""
    pool = Workers(path, BASE, limits)
    make, made = pool._make, count()

    def failing() -> Worker:
        worker = make()
        if next(made) < broken:
            worker.process.kill()
        return worker

    pool._make = failing
    await pool.start()
    try:
        return [(await pool.ask(Ask(f"ASK {{ }} # {n}", ("*/*",)))).kind for n in range(2)]
    finally:
        pool.stop()


def test_workers_that_cannot_start_are_started_again_and_nobody_waits_for_ever(world_path: Path) -> None:
    limits = Limits(at_once=1, patience=20)
    assert asyncio.run(_with_workers_that_end(world_path, limits, 2)) == ["done", "done"]
    limits = Limits(at_once=1, patience=0.5)
    assert asyncio.run(_with_workers_that_end(world_path, limits, 1000)) == ["broken", "broken"]
