"""Kills a build and a removal at chosen moments, and prints what became of the store.

    python -m tests.build.crash FOLDER bulk|place [EVERY]

Every commit and every call that changes the graph or a file is a moment, counted before and after. For every
EVERY-th of them a child process works on a copy of the same store and kills itself there; then others open what is
left, and finish the job.
Children are forked from a process that holds the extractors, so that each takes a tenth of a second and not two.
"""

from __future__ import annotations

import os
import posix
import shutil
import signal
import sys
import traceback
from collections.abc import Callable
from hashlib import sha256
from itertools import count
from pathlib import Path
from types import FrameType

import pyoxigraph

from kg.build import build, extraction, remove, writing
from kg.errors import UsageError
from kg.load import load
from kg.model import Article
from kg.store import Store
from kg.store.graph import dump_lines
from kg.verify import verify
from tests.build.test_build import IDS, TEXTS, record, write

_CALLS = {
    "update",
    "flush",
    "bulk_load",
    "optimize",
    "backup",
    "replace",
    "fsync",
    "mkdir",
    "rmdir",
    "unlink",
}
_COMMITS = {"__exit__": "database.py", "set": "articles.py", "graph_is_gone": "articles.py"}


def main() -> None:
    folder, way = Path(sys.argv[1]), sys.argv[2]
    step = int(sys.argv[3]) if len(sys.argv) > 3 else 1
    writing.FEW = 0 if way == "bulk" else 400
    before = write(folder, [record(*pair) for pair in zip(IDS[:3], TEXTS, strict=False)], "before.jsonl")
    changed = [record("乙", TEXTS[3]), record("丙", TEXTS[2]), record("丁", TEXTS[4])]
    after = write(folder, changed, "after.jsonl")
    # Loads the extractors.
    extraction.documents([item for item in load([before]) if isinstance(item, Article)])

    def work(store: Path) -> None:
        with Store.write(store) as opened:
            build([after], opened)
        with Store.write(store) as opened:
            try:
                remove(["甲"], opened)
            except UsageError:
                return  # the build has completed the removal, that was cut off

    start = _told(lambda: _build(before, folder / "base"))
    fresh = _told(lambda: _build(after, folder / "fresh"))
    shutil.copytree(folder / "base", folder / "between")
    between = _told(lambda: _build(after, folder / "between"))
    moments = int(_told(lambda: _moments(folder, work)))
    for moment in range(1, moments, step):
        store = folder / "store"
        shutil.rmtree(store, ignore_errors=True)
        shutil.copytree(folder / "base", store)
        status = _child(lambda: _killed_at(moment, lambda: work(store)))  # noqa: B023
        seen = _told(lambda: _state(store))  # noqa: B023
        finished = _told(lambda: _finish(work, store))  # noqa: B023
        print(
            moment,
            "killed" if os.WIFSIGNALED(status) else f"exit {status}",
            "known" if seen in (start, between, fresh) else seen,
            "same" if finished == fresh else finished,
            flush=True,
        )


def _build(source: Path, path: Path) -> str:
    with Store.write(path) as store:
        build([source], store)
    return _state(path)


def _finish(work: Callable[[Path], None], store: Path) -> str:
    work(store)
    return _state(store)


def _state(path: Path) -> str:
    """A hash of what readers see, if the texts bear it out."""
    with Store.read(path) as store:
        proof = verify(store.graph, store.text_of)
        if not proof.holds:
            return f"unproven: {proof.problems[0]}"
        return sha256("\n".join(dump_lines(store.graph)).encode()).hexdigest()


def _moments(folder: Path, work: Callable[[Path], None]) -> str:
    shutil.copytree(folder / "base", folder / "counted")
    counter = count(1)
    sys.setprofile(_watcher(lambda: next(counter)))
    work(folder / "counted")
    sys.setprofile(None)
    return str(next(counter))


def _killed_at(moment: int, work: Callable[[], None]) -> None:
    counter = count(1)

    def check() -> None:
        if next(counter) == moment:
            os.kill(os.getpid(), signal.SIGKILL)

    sys.setprofile(_watcher(check))
    work()


def _watcher(moment: Callable[[], object]) -> Callable[[FrameType, str, object], None]:
    def watch(frame: FrameType, event: str, called: object) -> None:
        if event in ("c_call", "c_return"):
            of = getattr(called, "__self__", None)
            if getattr(called, "__name__", "") in _CALLS and (
                of is posix or isinstance(of, pyoxigraph.Store)
            ):
                moment()
        elif frame.f_code.co_filename.endswith(_COMMITS.get(frame.f_code.co_name, "\n")):
            moment()

    return watch


def _told(work: Callable[[], str]) -> str:
    """What the work gives, in a child process."""
    reader, writer = os.pipe()
    status = _child(lambda: os.write(writer, work().encode()))
    os.close(writer)
    with os.fdopen(reader, encoding="utf-8") as answer:
        return answer.read() or f"died: {status}"


def _child(work: Callable[[], object]) -> int:
    """Exit status of a forked process that does the work."""
    sys.stdout.flush()
    child = os.fork()
    if child:
        return os.waitpid(child, 0)[1]
    status = 1
    try:
        work()
        status = 0
    finally:
        if status:
            traceback.print_exc()
        os._exit(status)


if __name__ == "__main__":
    main()
