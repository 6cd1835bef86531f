"""The SPARQL 1.1 Protocol, for reading: what a request asks, and the answer as a response."""

from __future__ import annotations

import asyncio
from urllib.parse import parse_qsl

import pyoxigraph as ox
from starlette.requests import Request
from starlette.responses import Response

from kg.serve.answering import Answer, Ask, Limits
from kg.serve.media import SHORT, wanted
from kg.serve.workers import Workers

_FORM = "application/x-www-form-urlencoded"
_QUERY, _UPDATE = "application/sparql-query", "application/sparql-update"
_LONGEST = 1_000_000
"""Bytes of a request: a hundred times the longest query that people write."""

STATUS = {
    "done": 200,
    "bad": 400,
    "unacceptable": 406,
    "refused": 500,  # QueryRequestRefused of the protocol
    "slow": 503,
    "busy": 503,
    "broken": 503,
    "gone": 499,  # never sent: the client hung up
}


class Refused(Exception):  # noqa: N818 - becomes a response, not an error
    """A request that is answered without a query: a status, and why."""

    def __init__(self, status: int, reason: str) -> None:
        super().__init__(reason)
        self.status = status


async def asked(request: Request) -> Ask | None:
    """The query of a request; None where a GET asks nothing.

    Raises:
        Refused: the request is not of the protocol, or would change something.
    """
    pairs = _pairs(request.url.query.encode())
    text = ""
    if request.method == "POST":
        kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
        body = await body_of(request)
        if kind == _UPDATE:
            raise Refused(403, "this endpoint is read only: updates are refused")
        if kind == _QUERY:
            if any(name == "query" for name, _ in pairs):
                raise Refused(400, "the query is in the body, and there is a query= beside it")
            text = _text(body)
        elif kind == _FORM:
            pairs += _pairs(body)
        else:
            raise Refused(415, f"a POST is {_QUERY} or {_FORM}, not {kind or 'without a Content-Type'}")
    if any(name == "update" or name.startswith("using-") for name, _ in pairs):
        raise Refused(403, "this endpoint is read only: updates are refused")
    return _ask(request, pairs, text)


def _ask(request: Request, pairs: list[tuple[str, str]], text: str) -> Ask | None:
    queries = [value for name, value in pairs if name == "query"]
    if not text:
        if not queries and request.method in ("GET", "HEAD"):
            return None
        if len(queries) != 1:
            raise Refused(400, f"there must be one query=, not {len(queries)}")
        text = queries[0]
    short = next((value for name, value in pairs if name in ("format", "output")), "")
    if short and short not in SHORT:
        raise Refused(400, f"no format {short!r}; there are {', '.join(SHORT)}")
    accept = SHORT[short] if short else wanted(request.headers.get("accept", ""))
    return Ask(
        text,
        accept,
        default_graphs=tuple(iri_of(value) for name, value in pairs if name == "default-graph-uri"),
        named_graphs=tuple(iri_of(value) for name, value in pairs if name == "named-graph-uri"),
    )


async def body_of(request: Request) -> bytes:
    body = bytearray()
    async for part in request.stream():
        body += part
        if len(body) > _LONGEST:
            raise Refused(413, f"a request has at most {_LONGEST:,} bytes")
    return bytes(body)


def _pairs(data: bytes) -> list[tuple[str, str]]:
    try:
        return parse_qsl(data.decode("ascii"), keep_blank_values=True, errors="strict")
    except ValueError:
        raise Refused(400, "the parameters are not percent-encoded UTF-8") from None


def _text(data: bytes) -> str:
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise Refused(400, f"byte {error.start} of the query is not UTF-8") from None


def iri_of(value: str) -> str:
    try:
        return ox.NamedNode(value).value
    except ValueError:
        raise Refused(400, f"{value!r} is no IRI of a graph") from None


async def watched(request: Request, workers: Workers, ask: Ask) -> Response:
    """The response to a query; when the client hangs up, its worker stops."""
    return response(await workers.ask(ask, asyncio.create_task(_hung_up(request))), workers.limits)


async def _hung_up(request: Request) -> None:
    if request.method == "GET":  # the body of a POST was read already
        await request.body()
    while (await request.receive())["type"] != "http.disconnect":
        pass


def response(answer: Answer, limits: Limits) -> Response:
    """An answer with its status, its limits, and how long it may be kept: until the next build, so not at all."""
    headers = {"Vary": "Accept", "Cache-Control": "no-cache", **stated(limits)}
    if answer.kind in ("busy", "slow"):
        headers["Retry-After"] = "5"
    return Response(answer.body, STATUS[answer.kind], headers, media_type=answer.media)


def stated(limits: Limits) -> dict[str, str]:
    """The limits as headers."""
    return {
        "X-Limit-Seconds": f"{limits.seconds:g}",
        "X-Limit-Rows": str(limits.rows),
        "X-Limit-Bytes": str(limits.size),
    }
