"""Pages that are lists: search, articles, named queries, reports, connections, the home page."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import asdict, dataclass, replace
from typing import Any, Literal

import numpy as np
import pyoxigraph as ox
from markupsafe import Markup
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from kg.errors import KgError, UsageError
from kg.graph.connect import Connection, connect
from kg.graph.ties import Projection
from kg.ontology import as_turtle, ontology
from kg.query import PREFIXES, Query, named_queries
from kg.query.find import Found, find
from kg.rdf.terms import article_iri
from kg.report import PROJECTED, REPORTS, Report, render
from kg.report.charts import drawn
from kg.report.connect import FORMATS as CONNECTIONS
from kg.report.svg import HALO
from kg.serve import views
from kg.serve.directory import Hit
from kg.serve.media import GRAPHS, HTML, choose, wanted
from kg.serve.protocol import STATUS, Refused, watched
from kg.serve.reading import View
from kg.serve.site import CSV, JSON, TEXT, as_csv, as_json, html, site_of
from kg.serve.workers import Ask

_PAGE = 50
_SHOWN = 1000
"""Rows of a query that a page shows; .csv and .json have them all."""


@dataclass(frozen=True, slots=True)
class Counts:
    """How much there is: articles with their first and last day, entities by type, facts by predicate, claims, spans."""

    articles: int
    first: str
    last: str
    entities: dict[str, int]
    facts: dict[str, int]
    claims: int
    mentions: int


def counts(view: View) -> Counts:
    """Counted from the edge table, in milliseconds."""
    return view.once("counts", lambda: _counts(view))


def _counts(view: View) -> Counts:
    table = view.edges
    days = sorted(day for day in table.days if day)
    asserted = table.claims[table.claims[:, 4] == 0]
    facts = np.unique(asserted[:, [1, 2, 3]][asserted[:, 3] >= 0], axis=0)[:, 1].tolist()
    said = int((asserted[:, 3] < 0).sum())
    by_predicate = Counter(table.predicates[number] for number in facts)
    by_predicate += Counter({"says": said})
    by_type = Counter(kind for kind in table.types if kind in ontology().types)
    return Counts(
        len(table.articles),
        days[0] if days else "",
        days[-1] if days else "",
        dict(sorted(by_type.items(), key=lambda item: (-item[1], item[0]))),
        dict(sorted(by_predicate.items(), key=lambda item: (-item[1], item[0]))),
        len(table.claims),
        len(table.mentions),
    )


async def home(request: Request) -> Response:
    """How much there is, of what, and where to begin."""
    site = site_of(request)
    found, leading = await site.quick.read(_home)
    return html(
        request,
        "home.html",
        counts=found,
        leading=leading,
        queries=named_queries(),
        reports=REPORTS,
        names=NAMES,
    )


_LEADING = ("Person", "Organisation", "Campaign", "Site", "Place", "Event")


def _home(view: View) -> tuple[Counts, dict[str, list[Hit]]]:
    return counts(view), {kind: view.directory.search("", (kind,), limit=8) for kind in _LEADING}


# --- search ------------------------------------------------------------------------------------------------


async def search(request: Request) -> Response:
    """/search?q=words&type=Person&format=html|json|csv"""
    words, kind = request.query_params.get("q", "").strip(), request.query_params.get("type", "")
    number = _page_number(request)
    hits: list[Hit] = await site_of(request).quick.read(_search, words, kind, (number + 1) * _PAGE + 1)
    shown = hits[number * _PAGE : (number + 1) * _PAGE]
    format_ = _format(request)
    if format_ == "json":
        return as_json([asdict(hit) for hit in shown])
    if format_ == "csv":
        columns = ("name", "type", "label", "key", "articles", "entity")
        return as_csv(columns, [(h.name, h.type, h.label, h.key, h.articles, h.short) for h in shown])
    exact = [hit for hit in hits if hit.like == 1]
    if words and len(exact) == 1 and request.query_params.get("go"):
        from kg.serve.addresses import path_of

        return RedirectResponse(f"/page/{path_of(exact[0].short)}", 303)
    more = len(hits) > (number + 1) * _PAGE
    return html(request, "search.html", words=words, kind=kind, hits=shown, number=number, more=more)


def _search(view: View, words: str, kind: str, limit: int) -> list[Hit]:
    types = (kind,) if kind in ontology().types else ()
    return view.directory.search(words[:200], types, limit=min(limit, 5001))


def _page_number(request: Request) -> int:
    value = request.query_params.get("page", "0")
    return min(int(value), 99) if value.isascii() and value.isdecimal() else 0


def _format(request: Request) -> str:
    """What a list is asked for as: by `format=`, else by Accept."""
    asked = request.query_params.get("format", "")
    if asked:
        return asked
    media = choose(wanted(request.headers.get("accept", "")), (HTML, JSON, "text/csv"))
    return {JSON: "json", "text/csv": "csv"}.get(media or HTML, "html")


async def articles(request: Request) -> Response:
    """The articles, newest first."""
    number = _page_number(request)
    rows = await site_of(request).quick.read(_articles)
    shown = rows if _format(request) != "html" else rows[number * _PAGE : (number + 1) * _PAGE]
    if _format(request) == "json":
        return as_json(
            [dict(zip(("id", "date", "title", "source", "iri"), row, strict=True)) for row in shown]
        )
    if _format(request) == "csv":
        return as_csv(("id", "date", "title", "source", "iri"), shown)
    return html(
        request,
        "articles.html",
        rows=shown,
        number=number,
        more=len(rows) > (number + 1) * _PAGE,
        total=len(rows),
    )


def _articles(view: View) -> list[tuple[str, str, str, str, str]]:
    return view.once("articles", lambda: _listed(view))


def _listed(view: View) -> list[tuple[str, str, str, str, str]]:
    known = set(view.edges.articles)
    rows = [row for row in view.store.articles.rows() if row.id in known]
    listed = [(r.id, r.date[:10], r.title or r.id, r.source, article_iri(view.base, r.id)) for r in rows]
    return sorted(listed, key=lambda row: (row[1], row[0]), reverse=True)


# --- queries -----------------------------------------------------------------------------------------------


async def queries(request: Request) -> Response:
    """The named queries."""
    found = named_queries()
    if _format(request) == "json":
        return as_json([asdict(query) for query in found.values()])
    return html(request, "queries.html", queries=found)


async def query(request: Request) -> Response:
    """/query/NAME?PARAMETER=value: a form, and the answer below it; /query/NAME.csv and .json: the answer alone."""
    name, dot, ending = str(request.path_params["name"]).partition(".")
    found = named_queries().get(name)
    if found is None or (dot and ending not in ("csv", "json", "tsv", "xml")):
        raise Refused(404, f"no named query {name!r}; there are {', '.join(named_queries())}")
    known = [parameter.name for parameter in found.parameters]
    if wrong := [key for key in request.query_params if key not in known and key != "format"]:
        raise Refused(
            400, f"query {name} has no parameter {wrong[0]!r}; it takes {', '.join(known) or 'none'}"
        )
    values = {key: v for key in known if (v := request.query_params.get(key, "").strip())}
    ready = all(parameter.name in values for parameter in found.parameters if parameter.required)
    ending = ending or request.query_params.get("format", "")
    if ending in ("csv", "json", "tsv", "xml"):
        return await _answer(request, found, values, ending)
    return await _query_page(request, found, values, ready=ready)


def _ask(found: Query, values: dict[str, str], media: str) -> Ask:
    return Ask(found.text, (media,), name=found.name, values=tuple(values.items()))


async def _answer(request: Request, found: Query, values: dict[str, str], ending: str) -> Response:
    from kg.serve.media import SHORT

    return await watched(request, site_of(request).workers, _ask(found, values, SHORT[ending][0]))


async def _query_page(request: Request, found: Query, values: dict[str, str], *, ready: bool) -> Response:
    table, error = Table(), ""
    choices: dict[str, list[Hit]] = {}
    if ready:
        answer = await site_of(request).workers.ask(_ask(found, values, _JSON_RESULTS))
        error = "" if answer.kind == "done" else answer.body.decode()
        table = _table(answer.body, values) if not error else table
        if answer.kind == "bad":
            names = {
                p.name: values[p.name] for p in found.parameters if p.kind == "entity" and p.name in values
            }
            choices = await site_of(request).quick.read(_meant, names)
    status = 400 if error else 200
    shown = {
        "found": found,
        "values": values,
        "table": table,
        "error": error,
        "ready": ready,
        "choices": choices,
    }
    return html(request, "query.html", status, **shown)


def _meant(view: View, names: dict[str, str]) -> dict[str, list[Hit]]:
    return {end: view.directory.search(name, limit=12) for end, name in names.items()}


_JSON_RESULTS = "application/sparql-results+json"


@dataclass(frozen=True, slots=True)
class Table:
    """The results of a SELECT: columns, whether each holds numbers, the first rows as terms, and how many there are."""

    columns: tuple[str, ...] = ()
    numeric: tuple[bool, ...] = ()
    rows: tuple[tuple[dict[str, str], ...], ...] = ()
    total: int = 0


def _table(body: bytes, without: Collection[str] = ()) -> Table:
    """Results in JSON as a table; columns that are the same in each row, because they were given, are left out."""
    found = json.loads(body)
    columns = tuple(name for name in found["head"]["vars"] if name not in without)
    rows = found["results"]["bindings"]
    shown = tuple(tuple(row.get(name, {}) for name in columns) for row in rows[:_SHOWN])
    numeric = tuple(_numeric(shown, index) for index in range(len(columns)))
    return Table(columns, numeric, shown, len(rows))


async def results(request: Request, ask: Ask) -> Response:
    """The answer to a query of somebody who uses a browser: a table, or Turtle, below the query."""
    media = (_JSON_RESULTS, "text/turtle")
    answer = await site_of(request).workers.ask(replace(ask, accept=media))
    table, words, error = Table(), "", ""
    if answer.kind != "done":
        error = answer.body.decode()
    elif answer.media == _JSON_RESULTS and b'"bindings"' in answer.body[:100_000]:
        table = _table(answer.body)
    elif answer.media == _JSON_RESULTS:
        words = "是 yes" if json.loads(answer.body)["boolean"] else "否 no"
    else:
        words = answer.body.decode()
    shown = {"text": ask.text, "table": table, "words": words, "error": error, "prefixes": PREFIXES}
    return html(request, "sparql.html", STATUS[answer.kind], **shown)


def _numeric(rows: Sequence[Sequence[dict[str, str]]], index: int) -> bool:
    return all(
        row[index].get("datatype", "").endswith(("#integer", "#decimal")) for row in rows if row[index]
    )


# --- reports and connections -------------------------------------------------------------------------------


NAMES = {
    "overview": "概览",
    "centrality": "中心",
    "campaigns": "活动",
    "sites": "场所",
    "roles": "职务",
    "organisations": "组织",
    "timeline": "时间",
    "communities": "群落",
    "gaps": "待补规则",
    "quality": "质量",
}
"""What reports are called in lists."""


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

    found = view.once(("report", name, asked), make)
    return found, view.once(("links", name, asked), lambda: _linked(view, found))


def _linked(view: View, found: Report) -> dict[str, str]:
    """Cells that name one entity, and its IRI's end."""
    cells = {
        cell for section in found.sections for row in section.rows for cell in row if isinstance(cell, str)
    }
    linked = {}
    for cell in cells:
        hits = [
            hit for hit in view.directory.exact(cell.removesuffix(" *")) if hit.type not in ("Date", "Figure")
        ]
        if len(hits) == 1:
            linked[cell] = hits[0].short
    return linked


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
    )


def _number(request: Request) -> int:
    value = request.query_params.get("k", "5")
    return min(max(int(value), 1), 20) if value.isascii() and value.isdecimal() and len(value) < 4 else 5


def _connect(view: View, a: str, b: str, number: int) -> tuple[Connection, str]:
    return view.once(("connect", a, b, number), lambda: _wider(view, a, b, number))


def _wider(view: View, a: str, b: str, number: int) -> tuple[Connection, str]:
    """By facts, else by what one sentence names, else by what one article names."""
    steps: tuple[Literal["", "sentence", "article"], ...] = ("", "sentence", "article")
    for together in steps:
        found = connect(view.store, a, b, Projection(together=together), number=number)
        if found.routes:
            return found, together
    raise UsageError(f"nothing connects {a} and {b}")


def _choices(view: View, a: str, b: str) -> dict[str, list[Hit]]:
    """For each end that is not one entity, those that may be meant."""
    found = {}
    for end, name in (("a", a), ("b", b)):
        known: list[Found] = find(view.graph, name, base=view.base)
        if len(known) != 1:
            found[end] = view.directory.search(name, limit=12)
    return found


# --- facts, the ontology -----------------------------------------------------------------------------------


async def why(request: Request) -> Response:
    """/why?s=IRI&p=predicate&o=IRI"""
    subject, predicate, target = (request.query_params.get(name, "") for name in "spo")
    if predicate not in ontology().predicates:
        raise Refused(404, f"no predicate {predicate!r}; there are {', '.join(ontology().predicates)}")
    try:
        found = await site_of(request).quick.read(views.why_page, subject, predicate, target)
    except ValueError as error:
        if isinstance(error, KgError):
            raise
        raise Refused(400, "s and o are IRIs") from None
    if not found.total:
        raise Refused(404, f"no sentence says {found.subject} {predicate} {found.object}")
    if _format(request) == "json":
        return as_json(found)
    if _format(request) == "csv":
        rows = [
            (s.claim.article, s.claim.date, s.claim.exact, s.claim.status, s.claim.confidence)
            for s in found.claims
        ]
        return as_csv(("article", "date", "sentence", "status", "confidence"), rows)
    return html(request, "why.html", it=found, s=subject, o=target)


async def schema(request: Request) -> Response:
    """/ontology: for people and for programs; /ontology.ttl"""
    media = choose(wanted(request.headers.get("accept", "")), (HTML, *GRAPHS))
    if request.url.path.endswith(".ttl"):
        media = "text/turtle"
    if media in (None, HTML):
        return html(request, "ontology.html", onto=ontology())
    body = as_turtle(ontology()).encode()
    if media != "text/turtle":
        triples = [quad.triple for quad in ox.parse(body, format=ox.RdfFormat.TURTLE)]
        from kg.serve.things import serialized

        body = serialized(triples, str(media))
    return Response(body, media_type=media, headers={"Vary": "Accept"})
