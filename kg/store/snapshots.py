"""Snapshots of the graph for readers: made whole beside the old ones, and pointed to at once.

A reader holds a shared lock on a file of its snapshot while it is open, and the writer removes only snapshots that
nobody holds. So a reader may take its time, and what was removed from the graph does not linger.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from pyoxigraph import Store

from kg.errors import StoreError
from kg.store.files import replace, sync

try:
    import fcntl
except ImportError:  # Windows, which refuses to delete what is open
    fcntl = None  # type: ignore[assignment]

_TRIES = 20
"""Publications that may overtake a reader between the pointer and the opening; one takes 0.1 s, opening 0.01 s."""


def publish(graph: Store, folder: Path, complete: Callable[[Path], None] | None = None) -> int:
    """A snapshot by hard links, what `complete` adds to its folder, the pointer swung over to it, and the old ones
    removed that nobody reads. Gives the number of the oldest snapshot that is left."""
    number = int(pointed(folder) or 0) + 1
    target = folder / str(number)
    folder.mkdir(exist_ok=True)
    shutil.rmtree(target, ignore_errors=True)  # of a build that was cut off here
    graph.backup(str(target))
    if complete:
        complete(target)
    sync(target)
    replace(folder / "current", target.name)
    old = [path for path in folder.iterdir() if path.name.isdigit() and int(path.name) < number]
    return min([number, *(int(path.name) for path in old if not _removed(path))])


def pointed(folder: Path) -> str:
    """The name of the snapshot that readers open; empty when none was published."""
    with suppress(FileNotFoundError):
        name = (folder / "current").read_text(encoding="utf-8", errors="replace")
        if not name.isdecimal():
            raise StoreError(
                f"{folder}: damaged; delete this folder and run the build again: it is made anew"
            )
        return name
    return ""


class Snapshot:
    """A published graph that is open for reading, and stays on the disk until it is closed."""

    def __init__(self, folder: Path) -> None:
        """The newest snapshot of a folder.

        Raises:
            LookupError: none was published.
            OSError, RuntimeError: as RocksDB says, it cannot be opened.
        """
        for _ in range(_TRIES):
            name = pointed(folder)
            if not name:
                raise LookupError(folder)
            try:
                self._lease = os.open(folder / name / "CURRENT", os.O_RDONLY)
            except FileNotFoundError:
                if pointed(folder) == name:
                    raise RuntimeError(f"Corruption: {folder / name} has no file CURRENT") from None
                continue
            self.folder = folder / name
            try:
                if fcntl:
                    fcntl.flock(self._lease, fcntl.LOCK_SH)
                self.graph = Store.read_only(str(folder / name))
            except (OSError, RuntimeError):
                os.close(self._lease)
                if pointed(folder) == name:
                    raise
            else:
                return
        raise StoreError(f"{folder}: replaced again and again while it was to be opened; try again")

    def close(self) -> None:
        del self.graph
        os.close(self._lease)


def _removed(snapshot: Path) -> bool:
    """Whether a snapshot could be removed, because nobody reads it."""
    try:
        current = (snapshot / "CURRENT").open("r+b")
    except FileNotFoundError:  # half removed by a build that was cut off: nobody can open it
        shutil.rmtree(snapshot, ignore_errors=True)
        return True
    with current:
        if fcntl:
            try:
                fcntl.flock(current, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                return False
        shutil.rmtree(snapshot, ignore_errors=True)
    return True
