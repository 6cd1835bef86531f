"""The application: which path is answered by what."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import asynccontextmanager, suppress
from pathlib import Path

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.middleware.cors import CORSMiddleware
from starlette.requests import Request
from starlette.responses import FileResponse, PlainTextResponse, Response
from starlette.routing import Route

from kg.errors import KgError, UsageError
from kg.serve import addresses, asking, graphs, reconcile, reporting, tables, things
from kg.serve.answering import Limits
from kg.serve.cards import warm
from kg.serve.describing import describe_graph, describe_service
from kg.serve.listings import Listings
from kg.serve.media import HTML, choose, wanted
from kg.serve.protocol import Refused, asked, watched
from kg.serve.reading import Busy, Reader, View
from kg.serve.safety import Safety
from kg.serve.site import Site, html, site_of, stylesheet
from kg.serve.workers import Workers
from kg.store import Store

_STATIC = Path(__file__).parent / "static"


def application(path: Path, limits: Limits, origins: Sequence[str]) -> Starlette:
    """See `kg.serve.application`."""
    with Store.read(path) as store:
        base = store.base
    listings = Listings(path, base, limits)
    site = Site(
        path=path,
        base=base,
        limits=limits,
        quick=Reader(path, "pages"),
        slow=Reader(path, "reports"),
        workers=Workers(path, base, limits, listings.get),
        listings=listings,
        sending=asyncio.Semaphore(graphs.AT_ONCE),
    )

    @asynccontextmanager
    async def life(app: Starlette) -> AsyncIterator[None]:
        app.state.site = site
        await site.workers.start()
        following = [
            asyncio.create_task(_follow(reader, look))
            for reader, look in ((site.quick, warm), (site.slow, lambda _: None))
        ]
        following.append(asyncio.create_task(listings.follow()))
        try:
            yield
        finally:
            for task in following:
                task.cancel()
            listings.stop()
            site.workers.stop()
            site.quick.stop()
            site.slow.stop()

    return Starlette(
        routes=_routes(),
        lifespan=life,
        exception_handlers={Refused: _refused, Busy: _busy, KgError: _wrong, HTTPException: _http},
        middleware=[
            Middleware(Safety),
            Middleware(
                CORSMiddleware,
                allow_origins=list(origins),
                allow_methods=["GET", "POST"],
                expose_headers=["Link", "X-Limit-Seconds", "X-Limit-Rows", "X-Limit-Bytes"],
            ),
        ],
    )


_LOOK = 2.0
"""Seconds after which a build's snapshot is opened though nobody asks: reading its names takes a second or two."""


async def _follow(reader: Reader, look: Callable[[View], None]) -> None:
    """Let a reader open the newest snapshot, and go of the one before, whether anybody asks or not."""
    while True:
        with suppress(Busy, KgError, OSError):
            await reader.read(look)
        await asyncio.sleep(_LOOK)


Handler = Callable[[Request], Awaitable[Response]]


def _routes() -> list[Route]:
    every = ["GET", "HEAD", "PUT", "POST", "DELETE", "PATCH"]
    both = ["GET", "POST"]
    listed: list[tuple[str, Handler, list[str]]] = [
        ("/", tables.home, ["GET"]),
        ("/search", tables.search, ["GET"]),
        ("/articles", tables.articles, ["GET"]),
        ("/query", asking.queries, ["GET"]),
        ("/query/{name}", asking.query, ["GET"]),
        ("/report/{name}", reporting.report, ["GET"]),
        ("/connect", reporting.connection, ["GET"]),
        ("/why", tables.why, ["GET"]),
        ("/ontology", tables.schema, ["GET"]),
        ("/ontology.ttl", tables.schema, ["GET"]),
        ("/sparql", sparql, both),
        ("/sparql/", sparql, both),
        ("/graph", graphs.graph_store, every),
        ("/void", describe_graph, ["GET"]),
        ("/.well-known/void", describe_graph, ["GET"]),
        ("/reconcile", reconcile.service, both),
        ("/reconcile/view", reconcile.view, ["GET"]),
        ("/reconcile/preview", reconcile.preview, ["GET"]),
        ("/reconcile/suggest/{what}", reconcile.suggest, ["GET"]),
        ("/reconcile/properties", reconcile.properties, ["GET"]),
        ("/static/{name}", static, ["GET"]),
        ("/page/{rest:path}", things.page, ["GET"]),
        ("/data/{rest:path}", things.data, ["GET"]),
        *((f"/{kind}/{{rest:path}}", things.thing, ["GET"]) for kind in addresses.kinds()),
    ]
    return [Route(path, handler, methods=methods) for path, handler, methods in listed]


async def sparql(request: Request) -> Response:
    """The endpoint."""
    ask = await asked(request)
    if ask is None:
        return await describe_service(request)
    if ask.accept[0] in (HTML, "application/xhtml+xml"):
        return await asking.results(request, ask)
    return await watched(request, site_of(request).workers, ask)


async def static(request: Request) -> Response:
    """The style sheet, with the colours of the types, and the script."""
    name = request.path_params["name"]
    headers = {"Cache-Control": "max-age=300"}
    if name == "style.css":
        return Response(stylesheet((_STATIC / name).read_text(encoding="utf-8")), 200, headers, "text/css")
    if name == "page.js":
        return FileResponse(_STATIC / name, 200, headers, "text/javascript")
    raise HTTPException(404)


# --- what goes wrong ---------------------------------------------------------------------------------------


async def _refused(request: Request, error: Exception) -> Response:
    assert isinstance(error, Refused)
    return _said(request, error.status, str(error))


async def _busy(request: Request, _: Exception) -> Response:
    response = _said(request, 503, "so many questions wait already; try again")
    response.headers["Retry-After"] = "5"
    return response


async def _wrong(request: Request, error: Exception) -> Response:
    return _said(request, 404 if isinstance(error, UsageError) else 503, str(error))


async def _http(request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)
    response = _said(request, error.status_code, error.detail)
    response.headers.update(error.headers or {})
    return response


def _said(request: Request, status: int, reason: str) -> Response:
    """An error as words, or as a page where a browser asks for one."""
    if choose(wanted(request.headers.get("accept", "")), ("text/plain", HTML)) == HTML:
        return html(request, "error.html", status, code=status, reason=reason)
    return PlainTextResponse(f"{reason}\n", status)
