"""Pages that are lists: search, articles, the sentences of a fact, the ontology; and the home page."""

from __future__ import annotations

from collections import Counter
from dataclasses import asdict, dataclass

import numpy as np
import pyoxigraph as ox
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from kg.errors import KgError
from kg.ontology import as_turtle, ontology
from kg.query import named_queries
from kg.rdf.terms import article_iri
from kg.report import REPORTS
from kg.serve import views
from kg.serve.directory import HOLDS, Hit
from kg.serve.media import GRAPHS, HTML, choose, wanted
from kg.serve.protocol import Refused
from kg.serve.reading import View
from kg.serve.site import JSON, as_csv, as_json, html, site_of, whole

_PAGE = 50


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


NAMES = {
    "overview": "概览",
    "centrality": "中心",
    "campaigns": "活动",
    "sites": "场所",
    "routes": "线路",
    "roles": "职务",
    "organisations": "组织",
    "timeline": "时间",
    "communities": "群落",
    "brokers": "中介",
    "gaps": "待补规则",
    "quality": "质量",
}
"""What reports are called in lists."""

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
    format_ = wanted_format(request)
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
    found = view.directory.search(words[:200], types, limit=min(limit, 5001))
    sure = [hit for hit in found if hit.like >= HOLDS]
    return sure if len(sure) >= _ENOUGH else found


_ENOUGH = 5
"""Names that hold some words, from which on those that are only written almost so are noise."""


def _page_number(request: Request) -> int:
    return whole(request.query_params.get("page", ""), 99) or 0


def wanted_format(request: Request) -> str:
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
    shown = rows if wanted_format(request) != "html" else rows[number * _PAGE : (number + 1) * _PAGE]
    if wanted_format(request) == "json":
        return as_json(
            [dict(zip(("id", "date", "title", "source", "iri"), row, strict=True)) for row in shown]
        )
    if wanted_format(request) == "csv":
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
    if wanted_format(request) == "json":
        return as_json(found)
    if wanted_format(request) == "csv":
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
