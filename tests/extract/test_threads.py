"""BLAS runs on one thread while extractors work, and as before afterwards."""

from __future__ import annotations

import numpy  # noqa: F401  (its BLAS is the one that is limited)
from threadpoolctl import threadpool_info, threadpool_limits

from kg.extract.threads import one_thread


def threads() -> set[int]:
    return {pool["num_threads"] for pool in threadpool_info() if pool["user_api"] == "blas"}


def test_one_thread_inside_and_as_many_as_before_outside() -> None:
    with threadpool_limits(limits=2, user_api="blas"):
        before = threads()
        with one_thread():
            assert threads() <= {1}
        assert threads() == before

        @one_thread()
        def inside() -> set[int]:
            return threads()

        assert inside() <= {1}
        assert inside() <= {1}
        assert threads() == before
