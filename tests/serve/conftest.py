"""A server of the small world on loopback, as a client sees it."""

from __future__ import annotations

import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx
import pytest
import uvicorn

from kg.serve import Limits, application


@contextmanager
def serving(path: Path, limits: Limits) -> Iterator[str]:
    """The address of a server of the store at `path`, until the block ends."""
    listening = socket.socket(proto=socket.IPPROTO_TCP)  # sends at once
    listening.bind(("127.0.0.1", 0))
    server = uvicorn.Server(uvicorn.Config(application(path, limits), log_level="warning", ws="none"))
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]})
    thread.start()
    try:
        while not server.started:
            assert thread.is_alive()
            time.sleep(0.01)
        yield f"http://127.0.0.1:{listening.getsockname()[1]}"
    finally:
        server.should_exit = True
        thread.join()
        listening.close()


@pytest.fixture(scope="session")
def client(world_path: Path) -> Iterator[httpx.Client]:
    limits = Limits(seconds=1.0, rows=500, size=200_000, at_once=1)
    with serving(world_path, limits) as address, httpx.Client(base_url=address, timeout=60) as client:
        yield client
