"""Runs the server until it is told to end."""

from __future__ import annotations

import signal
import socket
from collections.abc import Callable

import uvicorn
from starlette.applications import Starlette

from kg.errors import UsageError

_LINGER = 3
"""Seconds that answers under way get when the server ends."""


def serve(app: Starlette, host: str, port: int, tell: Callable[[str], None]) -> None:
    """Serve until Ctrl-C or SIGTERM; `tell` is given the address when it can be reached.

    Raises:
        UsageError: the address cannot be listened on.
    """
    listening = _listen(host, port)
    bound = listening.getsockname()
    config = uvicorn.Config(
        app, log_level="warning", ws="none", server_header=False, timeout_graceful_shutdown=_LINGER
    )
    server = _Server(config, lambda: tell(f"http://{_shown(bound[0])}:{bound[1]}/"))
    for sign in (signal.SIGINT, signal.SIGTERM):
        # uvicorn ends by these, and then passes them on to who was there before.
        signal.signal(sign, lambda *_: None)
    try:
        server.run(sockets=[listening])
    finally:
        listening.close()


class _Server(uvicorn.Server):
    """Tells when it has started."""

    def __init__(self, config: uvicorn.Config, started: Callable[[], None]) -> None:
        super().__init__(config)
        self._tell = started

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        if self.started:
            self._tell()


def _listen(host: str, port: int) -> socket.socket:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    # asyncio sends at once (TCP_NODELAY) only on sockets that say that they are TCP: 40 ms less for each answer.
    listening = socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listening.bind((host, port))
    except (OSError, OverflowError) as error:
        listening.close()
        reason = getattr(error, "strerror", None) or str(error)
        hint = "; is another kg serve running? --port names another" if "in use" in reason else ""
        raise UsageError(f"cannot listen on {_shown(host)}:{port}: {reason}{hint}") from error
    return listening


def _shown(host: str) -> str:
    return f"[{host}]" if ":" in host else host
