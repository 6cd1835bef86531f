"""The supervisor: a dead worker costs a second try, a poisonous item only itself."""

from __future__ import annotations

import os
import signal
from pathlib import Path

import pytest

from kg.build.pool import Failure, run


def double(items: list[int]) -> list[int]:
    return [2 * item for item in items]


def fail_on_seven(items: list[int]) -> list[int]:
    if 7 in items:
        raise ValueError("seven is not for me")
    return double(items)


def die_on_seven(items: list[int]) -> list[int]:
    if 7 in items:
        os.kill(os.getpid(), signal.SIGKILL)
    return double(items)


class DieOnce:
    """Kills its process on the first call ever, which a file remembers."""

    def __init__(self, mark: Path) -> None:
        self.mark = mark

    def __call__(self, items: list[int]) -> list[int]:
        if not self.mark.exists():
            self.mark.touch()
            os.kill(os.getpid(), signal.SIGKILL)
        return double(items)


SHARDS = [[1, 2], [3, 7, 4], [5, 6]]
ALL = {1: 2, 2: 4, 3: 6, 4: 8, 5: 10, 6: 12, 7: 14}


def outcome(work: object, jobs: int) -> tuple[dict[int, int], list[Failure[int]]]:
    results: dict[int, int] = {}
    failures = []
    for found in run(work, SHARDS, jobs=jobs):  # type: ignore[arg-type]
        if isinstance(found, Failure):
            failures.append(found)
        else:
            results.update(zip(*found, strict=True))
    return results, failures


@pytest.mark.parametrize("jobs", [0, 1, 2])
def test_all_is_done(jobs: int) -> None:
    assert outcome(double, jobs) == (ALL, [])


@pytest.mark.parametrize("jobs", [0, 2])
def test_one_bad_item_fails_alone(jobs: int) -> None:
    results, failures = outcome(fail_on_seven, jobs)
    assert results == {k: v for k, v in ALL.items() if k != 7}
    assert failures == [Failure(7, "ValueError: seven is not for me")]


def test_one_deadly_item_is_given_up_alone() -> None:
    results, failures = outcome(die_on_seven, 2)
    assert results == {k: v for k, v in ALL.items() if k != 7}
    assert [failure.item for failure in failures] == [7]


def test_a_worker_killed_once_costs_nothing(tmp_path: Path) -> None:
    assert outcome(DieOnce(tmp_path / "mark"), 2) == (ALL, [])
