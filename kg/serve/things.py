"""What IRIs name: /person/沈佳禾 sends on to the page or the data that a client would rather have."""

from __future__ import annotations

import io
from itertools import islice

import pyoxigraph as ox
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from kg.query import PREFIXES
from kg.query.card import Card
from kg.serve import addresses, views
from kg.serve.directory import Hit
from kg.serve.media import GRAPHS, HTML, choose, wanted
from kg.serve.reading import View
from kg.serve.site import DATA, JSON, as_json, html, links, site_of

_PAGES = {
    Card: "entity.html",
    views.ArticlePage: "article.html",
    views.ClaimPage: "claim.html",
    views.QuotePage: "quote.html",
    views.RulePage: "rule.html",
}
_LABEL = ox.NamedNode("http://www.w3.org/2004/02/skos/core#prefLabel")
_MANY = 100_000
"""Triples of a thing's data: of what half the articles speak of, its claims are left to SPARQL."""


def _asked(request: Request, prefix: str) -> str:
    raw: bytes = request.scope.get("raw_path") or request.url.path.encode()
    return addresses.short_of(raw.partition(b"?")[0].removeprefix(prefix.encode())) or ""


async def thing(request: Request) -> Response:
    """303 to the page or to the data."""
    site = site_of(request)
    short = _asked(request, "/")
    media = choose(wanted(request.headers.get("accept", "")), (HTML, *GRAPHS, JSON))
    if not await site.quick.read(_known, short):
        return await _missing(request, short)
    target = f"/page/{addresses.path_of(short)}"
    for ending, known in DATA.items():
        if known == media:
            target = addresses.data(short, ending)
    headers = {"Vary": "Accept", "Link": links(short, site.base), "Cache-Control": "no-cache"}
    if media is None:
        return Response(
            "an HTML page, Turtle, JSON-LD, N-Triples, RDF/XML and JSON can be had\n", 406, headers
        )
    return RedirectResponse(target, 303, headers)


async def page(request: Request) -> Response:
    """What an IRI names, for people."""
    site = site_of(request)
    short = _asked(request, "/page/")
    found = await site.quick.read(views.page_of, short)
    if found is None:
        return await _missing(request, short)
    every = request.query_params.get("all") == "1"
    response = html(request, _PAGES[type(found)], it=found, name=short, endings=DATA, every=every)
    response.headers["Link"] = links(short, site.base)
    return response


async def data(request: Request) -> Response:
    """What an IRI names, for programs."""
    site = site_of(request)
    short, dot, ending = _asked(request, "/data/").rpartition(".")
    if not dot or ending not in DATA:
        return Response(f"data ends in {', '.join('.' + one for one in DATA)}\n", 404)
    if ending == "json":
        found = await site.quick.read(views.page_of, short)
        response = as_json(found) if found is not None else await _missing(request, short)
    else:
        triples = await site.quick.read(triples_of, short)
        if triples is None:
            return await _missing(request, short)
        response = Response(serialized(triples, DATA[ending]), media_type=DATA[ending])
    response.headers["Link"] = links(short, site.base, here=ending)
    response.headers["Cache-Control"] = "no-cache"
    return response


def serialized(triples: list[ox.Triple], media: str) -> bytes:
    """Triples in an RDF format."""
    out = io.BytesIO()
    ox.serialize(triples, out, format=GRAPHS[media], prefixes=PREFIXES)
    return out.getvalue()


async def _missing(request: Request, short: str) -> Response:
    site = site_of(request)
    near: list[Hit] = await site.quick.read(_near, short)
    wants = choose(wanted(request.headers.get("accept", "")), (HTML, JSON, "text/plain"))
    if wants == HTML:
        return html(request, "missing.html", 404, asked=short, near=near)
    return as_json({"error": f"the graph does not know {short}", "near": [one.short for one in near]}, 404)


def _known(view: View, short: str) -> bool:
    try:
        node = ox.NamedNode(view.base + short)
    except ValueError:
        return False
    return any(view.graph.quads_for_pattern(node, None, None, None)) or (
        short.startswith("rule/") and any(view.graph.quads_for_pattern(None, None, node, None))
    )


def _near(view: View, short: str) -> list[Hit]:
    from kg.rdf.terms import unescape

    try:
        name = unescape(short.partition("/")[2] or short)
    except UnicodeError:
        return []
    return view.directory.search(name, limit=8)


def triples_of(view: View, short: str) -> list[ox.Triple] | None:
    """What the graph says of a thing: an article's whole graph; a claim with its span; an entity with the facts that it
    is in, and the labels of those at their other ends. Sorted; None where it says nothing."""
    try:
        node = ox.NamedNode(view.base + short)
    except ValueError:
        return None
    kind = short.partition("/")[0]
    if kind == "article":
        found = {quad.triple for quad in view.graph.quads_for_pattern(None, None, None, node)}
    elif kind == "claim":
        found = _claim(view, node)
    elif kind == "rule":  # each article's graph says the same of it
        found = {quad.triple for quad in islice(view.graph.quads_for_pattern(node, None, None, None), 1)}
    else:
        found = _entity(view, node)
    return sorted(found, key=str) or None


def _claim(view: View, node: ox.NamedNode) -> set[ox.Triple]:
    found = set()
    for quad in view.graph.quads_for_pattern(node, None, None, None):
        found.add(quad.triple)
        if quad.predicate.value.endswith("#wasDerivedFrom") and isinstance(quad.object, ox.NamedNode):
            about = view.graph.quads_for_pattern(quad.object, None, None, quad.graph_name)
            found.update(one.triple for one in about)
    return found


def _entity(view: View, node: ox.NamedNode) -> set[ox.Triple]:
    default = ox.DefaultGraph()
    found = {quad.triple for quad in view.graph.quads_for_pattern(node, None, None, default)}
    for quad in view.graph.quads_for_pattern(None, None, node, default):
        found.add(quad.triple)
        if len(found) > _MANY:
            break
    others = {
        end for triple in found for end in (triple.subject, triple.object) if isinstance(end, ox.NamedNode)
    }
    for other in others - {node}:
        labels = view.graph.quads_for_pattern(other, _LABEL, None, default)
        found.update(quad.triple for quad in labels)
    return found
