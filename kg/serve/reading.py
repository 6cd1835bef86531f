"""Reads the newest snapshot for pages: one thread for each reader, since SQLite binds a connection to its thread."""

from __future__ import annotations

import asyncio
import pickle
from collections import OrderedDict
from collections.abc import Callable, Hashable
from concurrent.futures import ThreadPoolExecutor
from functools import cached_property
from pathlib import Path
from typing import Any, TypeVar, cast

from kg.serve.directory import Directory, directory
from kg.store import Store, snapshots
from kg.store.edge_table import EdgeTable

_T = TypeVar("_T")
_ROOM = 32_000_000
"""Bytes, pickled, of the pages kept for each snapshot, of which most have some 20 kB and some have a megabyte; in memory
they take about three times as much."""

_WAITING = 16
"""Questions that may wait for a reader; more are sent away."""


class View:
    """A store as one snapshot has it, and what was made of it."""

    def __init__(self, path: Path) -> None:
        self.store = Store.read(path)
        try:
            self.graph = self.store.graph
        except BaseException:
            self.store.close()
            raise
        self.base = self.store.base
        self.snapshot = self.store.snapshot
        self._made: dict[Hashable, object] = {}
        self._pages: OrderedDict[Hashable, tuple[object, int]] = OrderedDict()
        self._room = _ROOM

    @cached_property
    def edges(self) -> EdgeTable:
        return self.store.edges

    @cached_property
    def directory(self) -> Directory:
        return directory(self.graph, self.edges, self.base)

    def once(self, key: str, make: Callable[[], _T]) -> _T:
        """What `make` gives, made once for each snapshot: for the few things that many pages need."""
        if key not in self._made:
            self._made[key] = make()
        return cast(_T, self._made[key])

    def page(self, key: Hashable, make: Callable[[], _T]) -> _T:
        """What `make` gives, kept while there is room and it is asked for now and then."""
        if key in self._pages:
            self._pages.move_to_end(key)
            return cast(_T, self._pages[key][0])
        made = make()
        size = len(pickle.dumps(made, pickle.HIGHEST_PROTOCOL))
        if size <= _ROOM // 4:
            self._pages[key] = made, size
            self._room -= size
        while self._room < 0:
            self._room += self._pages.popitem(last=False)[1][1]
        return made

    def close(self) -> None:
        self._made.clear()
        self._pages.clear()
        del self.graph
        self.store.close()


class Busy(Exception):  # noqa: N818 - becomes a response
    """So many questions wait already that another is sent away."""


class Reader:
    """One thread that reads one store, whatever its newest snapshot is."""

    def __init__(self, path: Path, name: str) -> None:
        self._path = path
        self._thread = ThreadPoolExecutor(1, thread_name_prefix=f"kg-{name}")
        self._view: View | None = None
        self._waiting = 0

    async def read(self, function: Callable[..., _T], *args: Any) -> _T:
        """What a function makes of the store as it is now.

        Raises:
            Busy: too many wait.
            KgError: nothing was built yet, the store is damaged, or as the function says.
        """
        if self._waiting >= _WAITING:
            raise Busy
        self._waiting += 1
        try:
            return await asyncio.get_running_loop().run_in_executor(self._thread, self._read, function, args)
        finally:
            self._waiting -= 1

    def _read(self, function: Callable[..., _T], args: tuple[Any, ...]) -> _T:
        view = self._view
        if view is None or snapshots.pointed(self._path / "snapshots") != view.snapshot:
            self._close()
            view = self._view = View(self._path)
        return function(view, *args)

    def _close(self) -> None:
        view, self._view = self._view, None
        if view:
            view.close()

    def stop(self) -> None:
        """Close the store, when what is being read has been read."""
        self._thread.submit(self._close)
        self._thread.shutdown(wait=True, cancel_futures=False)
