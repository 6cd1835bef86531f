"""One thread for the linear algebra of the extractors."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache

import numpy  # noqa: F401  (a pool can only be found once it is loaded)
from threadpoolctl import ThreadpoolController


@cache
def _pools() -> ThreadpoolController:
    """The thread pools of the BLAS that numpy has loaded; they are looked for once."""
    return ThreadpoolController()  # type: ignore[no-untyped-call]


@contextmanager
def one_thread() -> Iterator[None]:
    """While it lasts, or in the function it decorates, BLAS runs on one thread.

    The matrices of the extractors are small, and processes give the parallelism: threads wait for one another in
    busy loops and made the learned tagger's sums six times as slow. An environment variable would not do, as it is
    read only when numpy is first imported, which may be before this package is.
    """
    with _pools().limit(limits=1, user_api="blas"):
        yield
