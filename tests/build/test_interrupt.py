"""Ctrl-C, and the death of the process that supervises: nothing is lost and nobody is left behind."""

from __future__ import annotations

import os
import signal
import sqlite3
import subprocess
import sys
import time
from contextlib import closing
from pathlib import Path

import pytest

from tests.build.test_build import IDS, TEXTS, built, dump, record, write

pytestmark = pytest.mark.skipif(os.name != "posix", reason="signals")

RECORDS = [
    record(f"{id_}{n}", f"第{n}次。" + text * 3)
    for n in range(50)
    for id_, text in zip(IDS, TEXTS, strict=False)
]


def started(source: Path, store: Path) -> subprocess.Popen[str]:
    """A build with two worker processes, in a process group of its own, as a terminal gives it."""
    command = [sys.executable, "-m", "kg", "build", str(source), "--store", str(store), "--jobs", "2"]
    return subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, start_new_session=True
    )


def extracted(store: Path) -> int:
    """How many articles have their document."""
    with closing(sqlite3.connect(store / "articles.db")) as database:
        row = database.execute("SELECT count(*) FROM article WHERE version != ''").fetchone()
        return int(row[0])


def wait_for(what: str, happens: object) -> None:
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline:
        try:
            if happens():  # type: ignore[operator]
                return
        except sqlite3.OperationalError:
            pass
        time.sleep(0.02)
    pytest.fail(f"{what} within a minute")


def group_is_gone(group: int) -> bool:
    try:
        os.killpg(group, 0)
    except ProcessLookupError:
        return True
    return False


def test_an_interrupted_build_ends_at_once_and_goes_on_later(tmp_path: Path) -> None:
    source = write(tmp_path, RECORDS)
    process = started(source, tmp_path / "store")
    wait_for("no article was extracted", lambda: extracted(tmp_path / "store"))
    os.killpg(process.pid, signal.SIGINT)
    pressed = time.monotonic()
    _, messages = process.communicate(timeout=60)
    assert time.monotonic() - pressed < 5
    assert process.returncode == 130
    assert messages.strip().startswith("kg: interrupted")
    assert len(messages.strip().splitlines()) == 1, messages
    wait_for("the workers did not end", lambda: group_is_gone(process.pid))
    done = extracted(tmp_path / "store")
    assert 0 < done < len(RECORDS)
    again = started(source, tmp_path / "store")
    again.communicate(timeout=300)
    assert again.returncode == 0
    assert dump(tmp_path / "store") == built(tmp_path, RECORDS, jobs=2)


def test_workers_end_with_the_process_that_started_them(tmp_path: Path) -> None:
    process = started(write(tmp_path, RECORDS), tmp_path / "store")
    wait_for("no article was extracted", lambda: extracted(tmp_path / "store"))
    process.kill()
    process.communicate()
    wait_for("the workers did not end", lambda: group_is_gone(process.pid))
