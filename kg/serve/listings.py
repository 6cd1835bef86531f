"""What the named queries list of a whole store, prepared: the words of ten thousand quotes take a second to look up.

After each build a process of the lowest priority asks every named query that needs no parameter, one after the other,
and ends. What it found is given to whoever asks the same until the next build; whoever asks before it is done is
answered as always.
"""

from __future__ import annotations

import asyncio
import os
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import replace
from multiprocessing.connection import Connection
from pathlib import Path

from kg.errors import StoreError
from kg.query import named_queries
from kg.query.remote import bound
from kg.serve.answering import UNNAMED, Answer, Ask, Limits, work
from kg.serve.media import SHORT, TABLES, choose
from kg.serve.workers import Worker
from kg.store import snapshots

_ROOM = 64_000_000
"""Bytes of what is prepared, in all; what finds no room is asked for when it is wanted."""

_FORMATS = tuple(SHORT[ending][0] for ending in ("json", "csv"))
"""Media types that are prepared: pages, `kg query --endpoint` and most clients take the first."""

_PATIENCE = 4.0
"""How many times the seconds of other queries one that is prepared may take."""

_LOOK = 2.0
"""Seconds between looks for a new snapshot, and for which it must have been the newest: builds may follow one another."""


def work_quietly(pipe: Connection, path: str, base: str, limits: Limits) -> None:
    """The life of a worker that gives way to everything else."""
    if hasattr(os, "nice"):  # not on Windows
        os.nice(19)
    work(pipe, path, base, limits)


class Listings:
    """The answers to named queries over a whole store, as the newest snapshot gives them."""

    def __init__(self, path: Path, base: str, limits: Limits) -> None:
        self._folder = path / "snapshots"
        # Of low priority: what others do meanwhile is no reason to end it.
        self._limits = replace(limits, seconds=_PATIENCE * limits.seconds)
        self._make: Callable[[], Worker] = lambda: Worker(path, base, self._limits, work_quietly)
        self._answers: dict[tuple[str, str], Answer] = {}
        self._snapshot = ""
        self._queries = {
            name: query
            for name, query in named_queries().items()
            if not any(parameter.required for parameter in query.parameters)
        }
        self._names = {
            _plain(text): name
            for name, query in self._queries.items()
            for text in (query.text, bound(query, {})[1])
        }
        self._worker: Worker | None = None
        self._ended = False

    def get(self, ask: Ask) -> Answer | None:
        """What was prepared for a question, whether it names the query or gives its text."""
        if ask.values or ask.default_graphs or ask.named_graphs or not self._answers:
            return None
        name = ask.name if ask.name != UNNAMED else self._names.get(_plain(ask.text), "")
        media = choose(ask.accept, TABLES)
        answer = self._answers.get((name, media or ""))
        return answer if answer and answer.snapshot == snapshots.pointed(self._folder) else None

    def ready(self) -> set[str]:
        """The names of the queries whose answers are there."""
        newest = self._newest()
        return {name for (name, _), answer in list(self._answers.items()) if answer.snapshot == newest}

    async def follow(self) -> None:
        """Prepare whenever a build has published, until cancelled."""
        before = self._newest()
        while True:
            now = self._newest()
            if now and now == before and now != self._snapshot:
                await asyncio.to_thread(self.prepare, now)
            before = now
            await asyncio.sleep(_LOOK)

    def _newest(self) -> str:
        with suppress(StoreError, OSError):  # damaged: who asks is told
            return snapshots.pointed(self._folder)
        return ""

    def prepare(self, snapshot: str) -> None:
        """Ask for everything in this snapshot; what was prepared of another is let go."""
        self._answers.clear()
        self._snapshot = snapshot
        left = _ROOM
        try:
            for name, media, ask in self._asks():
                answer = self._answer(ask)
                if self._ended or answer.snapshot not in ("", snapshot):
                    break
                if answer.kind == "done" and len(answer.body) <= left:
                    left -= len(answer.body)
                    self._answers[name, media] = answer
        finally:
            self._dismiss()

    def _answer(self, ask: Ask) -> Answer:
        """What the process says, another one after it was ended."""
        try:
            if self._worker is None:
                self._worker = self._make()
                self._worker.pipe.recv()
            answer = self._worker.ask(ask, self._limits.seconds)
        except (EOFError, OSError):  # it could not start
            answer = Answer("broken", b"")
        if answer.kind in ("slow", "broken"):
            self._dismiss()
        return answer

    def _dismiss(self) -> None:
        worker, self._worker = self._worker, None
        if worker:
            worker.kill()

    def _asks(self) -> Iterator[tuple[str, str, Ask]]:
        for media in _FORMATS:
            for name, query in self._queries.items():
                yield name, media, Ask(query.text, (media,), name=name)

    def stop(self) -> None:
        """End what is being prepared, and prepare no more."""
        self._ended = True
        if worker := self._worker:
            worker.process.kill()  # ends what the thread waits for


def _plain(text: str) -> str:
    return text.replace("\r\n", "\n").strip()
