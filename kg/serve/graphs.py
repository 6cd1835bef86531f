"""The SPARQL 1.1 Graph Store HTTP Protocol, for reading: a named graph or the default graph, whole, as it is read."""

from __future__ import annotations

import asyncio
import os
from collections.abc import AsyncIterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path
from typing import Any

import pyoxigraph as ox
from starlette.requests import Request
from starlette.responses import Response, StreamingResponse

from kg.query import PREFIXES
from kg.serve.media import GRAPHS, SHORT, choose, wanted
from kg.serve.protocol import Refused, iri_of
from kg.serve.reading import View
from kg.serve.site import Site, site_of
from kg.store.snapshots import Snapshot

_PART = 1 << 16
AT_ONCE = 4
"""Graphs sent at the same time; each holds a thread as long as its client reads."""

_threads = ThreadPoolExecutor(2 * AT_ONCE, thread_name_prefix="kg-graph")


async def graph_store(request: Request) -> Response:
    """GET /graph?default, GET /graph?graph=IRI"""
    if request.method not in ("GET", "HEAD"):
        return Response("the graph can be read here, not written\n", 405, {"Allow": "GET, HEAD"})
    wants = request.query_params.getlist("graph")
    default = "default" in request.query_params
    if len(wants) + default != 1:
        raise Refused(400, "name one graph: ?default or ?graph=IRI")
    name = ox.DefaultGraph() if default else ox.NamedNode(iri_of(wants[0]))
    short = request.query_params.get("format", "")
    accept = SHORT.get(short, ()) if short else wanted(request.headers.get("accept", ""))
    media = choose(accept, GRAPHS)
    headers = {"Vary": "Accept", "Cache-Control": "no-cache"}
    if media is None:
        return Response(f"a graph can be had as {', '.join(GRAPHS)}\n", 406, headers)
    if not await site_of(request).quick.read(_there, name):
        raise Refused(404, f"there is no graph {wants[0]}")
    if request.method == "HEAD":
        return Response(None, 200, headers, media_type=media)
    if site_of(request).sending.locked():
        raise Refused(503, f"{AT_ONCE} graphs are being sent; try again")
    return StreamingResponse(_sent(site_of(request), name, media), 200, headers, media_type=media)


def _there(view: View, name: ox.NamedNode | ox.DefaultGraph) -> bool:
    return isinstance(name, ox.DefaultGraph) or any(view.graph.quads_for_pattern(None, None, None, name))


async def _sent(site: Site, name: ox.NamedNode | ox.DefaultGraph, media: str) -> AsyncIterator[bytes]:
    """The graph piece by piece through a pipe: memory does not grow with it, and a client that leaves ends it."""
    loop = asyncio.get_running_loop()
    async with site.sending:
        out, into = os.pipe()
        dumping = loop.run_in_executor(_threads, _dump, site.path, name, media, into)
        try:
            with open(out, "rb", buffering=0) as file:
                while part := await loop.run_in_executor(_threads, file.read, _PART):
                    yield part
        finally:
            with suppress(OSError):
                await dumping


def _dump(path: Path, name: ox.NamedNode | ox.DefaultGraph, media: str, into: int) -> None:
    with open(into, "wb") as file:
        snapshot = Snapshot(path / "snapshots")
        try:
            _written(snapshot.graph, name, media, file)
        finally:
            snapshot.close()


def _written(graph: ox.Store, name: ox.NamedNode | ox.DefaultGraph, media: str, file: Any) -> None:
    graph.dump(file, format=GRAPHS[media], from_graph=name, prefixes=PREFIXES)
