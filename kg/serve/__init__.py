"""serve: a store over HTTP, for reading: SPARQL, pages and data of entities, articles and claims, reconciliation."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.middleware.cors import CORSMiddleware
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from kg.serve.protocol import Refused, answered, asked
from kg.serve.workers import Limits, Workers
from kg.store import Store

__all__ = ["Limits", "application"]


def application(path: Path, limits: Limits = Limits()) -> Starlette:  # noqa: B008 - frozen
    """The server of the store at `path`.

    Raises:
        UsageError: there is no store.
    """
    with Store.read(path) as store:
        base = store.base
    workers = Workers(path, base, limits)

    @asynccontextmanager
    async def life(_: Starlette) -> AsyncIterator[None]:
        await workers.start()
        try:
            yield
        finally:
            workers.stop()

    async def sparql(request: Request) -> Response:
        ask = await asked(request)
        if ask is None:
            raise Refused(400, "there is no query=")
        return await answered(workers, ask)

    async def refused(_: Request, error: Exception) -> Response:
        assert isinstance(error, Refused)
        return PlainTextResponse(str(error), error.status)

    return Starlette(
        routes=[Route("/sparql", sparql, methods=["GET", "POST"])],
        lifespan=life,
        exception_handlers={Refused: refused},
        middleware=[Middleware(CORSMiddleware, allow_origins=["*"], allow_methods=["GET", "POST"])],
    )
