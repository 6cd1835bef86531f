"""Pages of reports, and of how two entities are connected: what takes seconds, kept for each snapshot."""

from __future__ import annotations

import re
from typing import Any

from markupsafe import Markup
from starlette.requests import Request
from starlette.responses import Response

from kg.errors import UsageError
from kg.graph.connect import connect_somehow
from kg.graph.connection import FAR, Connection
from kg.graph.ties import Projection
from kg.query.find import Found, find
from kg.report import PROJECTED, REPORTS, Report, render
from kg.report.charts import drawn
from kg.report.connect import FORMATS as CONNECTIONS
from kg.report.svg import HALO
from kg.serve.directory import Hit
from kg.serve.protocol import Refused
from kg.serve.reading import View
from kg.serve.site import CSV, JSON, TEXT, html, site_of, whole
from kg.serve.tables import NAMES


async def report(request: Request) -> Response:
    """/report/NAME and its .json, .csv, .md, .txt; those on facts by time too: ?since=2023&until=2023-06"""
    name, dot, ending = str(request.path_params["name"]).partition(".")
    formats = {
        "json": ("json", JSON),
        "csv": ("csv", CSV),
        "md": ("md", "text/markdown"),
        "txt": ("text", TEXT),
    }
    if name not in REPORTS or (dot and ending not in formats):
        raise Refused(404, f"no report {name!r}; there are {', '.join(REPORTS)}")
    asked = {field: v for field in ("since", "until") if (v := request.query_params.get(field, "").strip())}
    if name not in PROJECTED:
        asked = {}
    if wrong := [day for day in asked.values() if not _DAY.fullmatch(day)]:
        raise Refused(400, f"{wrong[0]!r} is no year, month or day, as in 2023, 2023-04, 2023-04-11")
    found, links = await site_of(request).slow.read(_report, name, tuple(sorted(asked.items())))
    if dot:
        format_, media = formats[ending]
        return Response(render(found, format_), media_type=media, headers={"Cache-Control": "no-cache"})
    charts = [Markup(drawn(section).replace(HALO, 'class="halo"')) for section in found.sections]
    shown: dict[str, Any] = {"report": found, "name": name, "links": links, "charts": charts, "asked": asked}
    return html(request, "report.html", names=NAMES, reports=REPORTS, timely=name in PROJECTED, **shown)


_DAY = re.compile(r"\d{4}(-\d\d(-\d\d)?)?", re.ASCII)


def _report(view: View, name: str, asked: tuple[tuple[str, str], ...]) -> tuple[Report, dict[str, str]]:
    def make() -> Report:
        return (
            PROJECTED[name][0](
                view.store, Projection(since=dict(asked).get("since", ""), until=dict(asked).get("until", ""))
            )
            if asked
            else REPORTS[name](view.store)
        )

    found = view.page(("report", name, asked), make)
    return found, view.page(("links", name, asked), lambda: _linked(view, found))


def _linked(view: View, found: Report) -> dict[str, str]:
    """Cells that name one entity, and its IRI's end."""
    cells = {
        cell for section in found.sections for row in section.rows for cell in row if isinstance(cell, str)
    }
    bare = {cell: cell.removesuffix(" ‡").removesuffix(" *") for cell in cells}
    named = view.directory.named(set(bare.values()))
    return {cell: named[name] for cell, name in bare.items() if name in named}


async def connection(request: Request) -> Response:
    """/connect?a=A&b=B&k=5&format=html|json|md|svg|text"""
    a, b = (request.query_params.get(end, "").strip() for end in "ab")
    if not a or not b:
        return html(request, "connect.html", a=a, b=b, it=None, error="", choices={}, together="", picture="")
    format_ = request.query_params.get("format", "html")
    error, choices = "", {}
    found: Connection | None = None
    together = ""
    try:
        found, together = await site_of(request).slow.read(_connect, a, b, _number(request))
    except UsageError as reason:
        error = str(reason)
        choices = await site_of(request).quick.read(_choices, a, b)
    if format_ in CONNECTIONS and format_ != "html":
        if found is None:
            raise Refused(404, error)
        media = {"json": JSON, "svg": "image/svg+xml", "md": "text/markdown"}.get(format_, TEXT)
        return Response(CONNECTIONS[format_](found), media_type=media)
    picture = Markup(CONNECTIONS["svg"](found)) if found else ""
    return html(
        request,
        "connect.html",
        200 if found else 404,
        a=a,
        b=b,
        it=found,
        error=error.partition("\n")[0],
        choices=choices,
        together=together,
        picture=picture,
        far=f"{FAR:.0f}",
    )


def _number(request: Request) -> int:
    return max(whole(request.query_params.get("k", "5"), 20) or 5, 1)


def _connect(view: View, a: str, b: str, number: int) -> tuple[Connection, str]:
    return view.page(
        ("connect", a, b, number), lambda: connect_somehow(view.store, a, b, Projection(), number=number)
    )


def _choices(view: View, a: str, b: str) -> dict[str, list[Hit]]:
    """For each end that is not one entity, those that may be meant."""
    found = {}
    for end, name in (("a", a), ("b", b)):
        known: list[Found] = find(view.graph, name, base=view.base)
        if len(known) != 1:
            found[end] = view.directory.search(name, limit=12)
    return found
