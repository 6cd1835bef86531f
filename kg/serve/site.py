"""What the handlers share: the store's readers and workers, the templates, and how an answer is made."""

from __future__ import annotations

import asyncio
import csv
import io
import json
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, is_dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlencode

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from kg.export.csv import safe
from kg.ontology import ontology
from kg.present import plain
from kg.query.find import shorten
from kg.rdf.terms import article_iri, escape, key_of
from kg.serve import addresses
from kg.serve.answering import Limits
from kg.serve.listings import Listings
from kg.serve.reading import Reader
from kg.serve.workers import Workers

JSON, CSV, TEXT = "application/json", "text/csv; charset=utf-8", "text/plain; charset=utf-8"

STATUSES = {"asserted": "", "planned": "计划 planned", "negated": "否定 negated"}


@dataclass(frozen=True, slots=True)
class Site:
    """A store that is served: `quick` answers in milliseconds, `slow` in seconds, `workers` run queries of strangers,
    `listings` are named queries whose answers were prepared."""

    path: Path
    base: str
    limits: Limits
    quick: Reader
    slow: Reader
    workers: Workers
    listings: Listings
    sending: asyncio.Semaphore


def site_of(request: Request) -> Site:
    site: Site = request.app.state.site
    return site


def address(request: Request) -> str:
    """This server's own address, as the client names it, without a slash at its end."""
    host = request.headers.get("host", "")
    return f"{request.url.scheme}://{host if _HOST.fullmatch(host) else 'localhost'}"


_HOST = re.compile(r"[A-Za-z0-9.-]+(:\d+)?|\[[0-9a-fA-F:.]+\](:\d+)?")


def whole(value: str, most: int) -> int | None:
    """A parameter of a request as a whole number from 0 to `most`, which stands for all that are larger; None where it
    is no number."""
    if not (value.isascii() and value.isdecimal()):
        return None
    return min(int(value[:10]), most)  # Python reads no number of thousands of digits


def html(request: Request, template: str, status: int = 200, **values: Any) -> Response:
    """A page."""
    base = site_of(request).base
    body = (
        templates(base)
        .get_template(template)
        .render(values, path=request.url.path, limits=site_of(request).limits)
    )
    return HTMLResponse(body, status, {"Cache-Control": "no-cache"})


def as_json(value: object, status: int = 200) -> Response:
    """A value as JSON: of dataclasses their fields."""
    plain_value = asdict(value) if is_dataclass(value) and not isinstance(value, type) else value
    body = json.dumps(plain_value, ensure_ascii=False, indent=1, default=_fields)
    return Response(body, status, {"Cache-Control": "no-cache"}, media_type=JSON)


def _fields(value: object) -> object:
    if is_dataclass(value) and not isinstance(value, type):
        return asdict(value)
    raise TypeError(type(value))


def as_csv(columns: Sequence[str], rows: Iterable[Sequence[str | int | float]]) -> Response:
    """A table for spreadsheets: what they would take for a formula is marked as text."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(columns)
    writer.writerows([safe(cell) for cell in row] for row in rows)
    return Response(out.getvalue(), headers={"Cache-Control": "no-cache"}, media_type=CSV)


@lru_cache(maxsize=8)
def templates(base: str) -> Environment:
    """The templates of pages of a store with this base. Everything is escaped; what could move or hide words is shown
    as U+FFFD."""
    env = Environment(
        loader=PackageLoader("kg.serve"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        finalize=_finalized,
    )
    env.globals.update(
        types=ontology().types,
        predicates=ontology().predicates,
        href=lambda iri: addresses.page(iri, base),
        short=lambda iri: shorten(iri, base),
        data=addresses.data,
        path_of=addresses.path_of,
        base=base,
        why=why_path,
        statuses=STATUSES,
        query=_query,
        name_of=key_of,
        place_of=lambda place: _place_iri(place, base),
    )
    env.tests["day"] = lambda value: isinstance(value, str) and _DAY.fullmatch(value) is not None
    env.filters["segment"] = escape
    env.filters["tie_words"] = _tie_words
    env.filters["count"] = lambda number: f"{number:,}"
    env.filters["host"] = _web_link
    return env


_DAY = re.compile(r"\d{4}-\d\d(-\d\d)?", re.ASCII)


def _finalized(value: object) -> object:
    return plain(value) if isinstance(value, str) and not isinstance(value, Markup) else value


def _web_link(url: str) -> str:
    """An address of an article's metadata if it is one of the web: never `javascript:`."""
    return url if url.startswith(("http://", "https://")) else ""


def _place_iri(place: str, base: str) -> str:
    """`ID#char=30,37` as the IRI of a span."""
    id_, _, fragment = place.rpartition("#")
    return f"{article_iri(base, id_)}#{fragment}"


def _tie_words(kind: str) -> str:
    """What a tie is called, read from the entity that it is listed for; one to it has an arrow before."""
    known = ontology().predicates.get(kind.removeprefix("←"))
    if known is None:
        return "同现"
    return known.inverse_zh if kind.startswith("←") else known.label_zh


def _query(**values: object) -> str:
    return urlencode({name: str(value) for name, value in values.items() if value not in ("", None)})


def why_path(subject: str, predicate: str, target: str) -> str:
    """The path of the page that lists all that says a fact."""
    return "/why?" + urlencode({"s": subject, "p": predicate, "o": target}, quote_via=quote)


def links(short: str, base: str, *, here: str = "") -> str:
    """The Link header of an entity's pages and data: each form of it, and the IRI itself."""
    found = [f'<{addresses.path_of(base + short)}>; rel="canonical"']
    found.append(f'</page/{addresses.path_of(short)}>; rel="alternate"; type="text/html"')
    for ending, media in DATA.items():
        relation = "describedby" if here != ending else "self"
        found.append(f'<{addresses.data(short, ending)}>; rel="alternate {relation}"; type="{media}"')
    return ", ".join(found)


DATA: Mapping[str, str] = {
    "ttl": "text/turtle",
    "jsonld": "application/ld+json",
    "nt": "application/n-triples",
    "rdf": "application/rdf+xml",
    "json": JSON,
}
"""Endings of /data/… → media types; json is ours: what the page shows, as an object."""


def stylesheet(rules: str) -> str:
    """A style sheet with the colours of the ontology's types added."""
    colours = (f".{name}{{--c:{kind.colour}}}" for name, kind in ontology().types.items())
    return rules + "\n" + "\n".join(colours) + "\n"
