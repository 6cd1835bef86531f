"""OpenRefine's reconciliation of names with the graph's entities (Reconciliation Service API 0.2, W3C Community Group)."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import parse_qsl

import pyoxigraph as ox
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from kg.ontology import NAMESPACE, Term, Type, ontology
from kg.query.find import text
from kg.rdf.terms import ONTOLOGY
from kg.serve import addresses, views
from kg.serve.directory import EXACT, Hit
from kg.serve.protocol import Refused, body_of
from kg.serve.reading import View
from kg.serve.safety import FRAMED
from kg.serve.site import address, as_json, html, site_of, whole

_QUERIES = 200
"""Names in a batch; OpenRefine sends ten."""

_LIMIT = 50
_MATCH = 15.0
"""How much better than the second the first must be to be a match: what a property that agrees is worth."""

_ALIAS = 0.95
"""What a name that is the same but for another's label is worth."""

Json = Any


async def service(request: Request) -> Response:
    """/reconcile: the manifest; with `queries`, candidates; with `extend`, values of entities."""
    fields = dict(request.query_params)
    if request.method == "POST":
        fields |= dict(parse_qsl((await body_of(request)).decode("utf-8", "replace"), keep_blank_values=True))
    site = site_of(request)
    if "queries" in fields:
        return as_json(await site.quick.read(_batch, _object(fields["queries"], "queries")))
    if "extend" in fields:
        return as_json(await site.quick.read(_extended, _object(fields["extend"], "extend")))
    return as_json(_manifest(address(request), site.base))


def _object(words: str, name: str) -> dict[str, Json]:
    try:
        found = json.loads(words)
    except (ValueError, RecursionError) as error:
        raise Refused(400, f"{name} is no JSON: {error}") from None
    if not isinstance(found, dict) or len(found) > _QUERIES:
        raise Refused(400, f"{name} is a JSON object of at most {_QUERIES} members")
    return found


def _manifest(here: str, base: str) -> dict[str, Json]:
    def suggest(what: str) -> dict[str, str]:
        return {"service_url": here, "service_path": f"/reconcile/suggest/{what}"}

    return {
        "versions": ["0.2"],
        "name": "红图 Hongtu",
        "identifierSpace": base,
        "schemaSpace": NAMESPACE,
        "defaultTypes": [_type(kind) for kind in ontology().types.values()],
        "view": {"url": f"{here}/reconcile/view?id={{{{id}}}}"},
        "preview": {"url": f"{here}/reconcile/preview?id={{{{id}}}}", "width": 430, "height": 300},
        "suggest": {what: suggest(what) for what in ("entity", "type", "property")},
        "extend": {"propose_properties": {"service_url": here, "service_path": "/reconcile/properties"}},
    }


def _type(kind: Type) -> dict[str, str]:
    return {"id": kind.name, "name": f"{kind.label_zh} {kind.label_en}"}


# --- candidates --------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Wanted:
    """One query of a batch: a name, types (any when empty), how many candidates, and what else is known, as predicates
    with names or values."""

    name: str
    types: tuple[str, ...]
    limit: int
    hints: tuple[tuple[str, tuple[str, ...]], ...]


def _batch(view: View, queries: Mapping[str, Json]) -> dict[str, Json]:
    return {key: {"result": _candidates(view, _wanted(key, query))} for key, query in queries.items()}


def _wanted(key: str, query: Json) -> _Wanted:
    if not isinstance(query, dict) or not (query.get("query") or query.get("properties")):
        raise Refused(400, f"query {key} names neither `query` nor `properties`")
    types = query.get("type") or ()
    listed = (types,) if isinstance(types, str) else types
    limit = query.get("limit")
    hints = query.get("properties") or ()
    if not isinstance(listed, list | tuple) or not isinstance(hints, list | tuple):
        raise Refused(400, f"query {key}: `type` is a name or a list, `properties` a list")
    return _Wanted(
        str(query.get("query") or ""),
        tuple(str(name).removeprefix(NAMESPACE) for name in listed),
        int(min(limit, _LIMIT)) if isinstance(limit, int | float) and limit >= 1 else 10,
        tuple(_hints(key, hints)),
    )


def _hints(key: str, properties: Sequence[Json]) -> Iterator[tuple[str, tuple[str, ...]]]:
    for one in properties:
        if not isinstance(one, dict) or "pid" not in one or "v" not in one:
            raise Refused(400, f"query {key}: a property has `pid` and `v`")
        values = one["v"] if isinstance(one["v"], list) else [one["v"]]
        words = (value.get("id", "") if isinstance(value, dict) else value for value in values)
        yield str(one["pid"]).removeprefix(NAMESPACE), tuple(str(word) for word in words)


def _candidates(view: View, wanted: _Wanted) -> list[dict[str, Json]]:
    """Best first. The first is a match when it bears the very name and no other comes near it: who bears the same name is
    told apart by what else is known, or not at all."""
    known = [name for name in wanted.types if name in ontology().types]
    if wanted.types and not known:
        return []
    hits = (
        view.directory.search(wanted.name, known, limit=3 * wanted.limit)
        if wanted.name
        else _hinted(view, wanted)
    )
    scored = sorted(((_score(view, hit, wanted), hit) for hit in hits), key=lambda pair: -pair[0])
    second = scored[1][0] if len(scored) > 1 else 0.0
    return [
        {
            "id": hit.short,
            "name": hit.label,
            "description": _described(hit),
            "score": round(score, 2),
            "match": not place and hit.like == EXACT and score - second >= _MATCH,
            "type": [_type(ontology().types[hit.type])],
        }
        for place, (score, hit) in enumerate(scored[: wanted.limit])
    ]


def _described(hit: Hit) -> str:
    apart = f"{hit.key} · " if hit.key != hit.label else ""
    return f"{apart}{ontology().types[hit.type].label_zh} · {hit.articles} 篇文章 articles"


def _score(view: View, hit: Hit, wanted: _Wanted) -> float:
    """Out of 100: how like the name is; with hints, these are worth two fifths."""
    like = 100 * hit.like * (1.0 if hit.name == hit.label or hit.like < EXACT else _ALIAS)
    if not wanted.hints:
        return like
    agreeing = sum(_agrees(view, hit, *hint) for hint in wanted.hints)
    return (0.6 * like if wanted.name else 0.0) + (40 if wanted.name else 100) * agreeing / len(wanted.hints)


def _agrees(view: View, hit: Hit, predicate: str, values: tuple[str, ...]) -> bool:
    """Whether the graph says of an entity what the user does: by the other's name, IRI or its end, or the value."""
    names = {name for value in _values(view, hit.short, predicate) for name in value}
    return bool(names.intersection(values))


def _values(view: View, short: str, predicate: str) -> Iterator[tuple[str, ...]]:
    """The objects of a predicate: each as its IRI, its end and its label, or as its words."""
    try:
        node, property_ = ox.NamedNode(view.base + short), ox.NamedNode(ONTOLOGY + predicate)
    except ValueError:
        return
    for quad in view.graph.quads_for_pattern(node, property_, None, ox.DefaultGraph()):
        if isinstance(quad.object, ox.NamedNode):
            iri = quad.object.value
            yield iri, iri.removeprefix(view.base), views.called(view, iri)
        else:
            yield (text(quad.object),)


def _hinted(view: View, wanted: _Wanted) -> list[Hit]:
    """The entities of which the graph says what is known, when no name is given."""
    found: set[int] = set()
    for predicate, values in wanted.hints:
        for value in values:
            for other in view.directory.exact(value)[:_LIMIT]:
                found |= set(_saying(view, predicate, other.short))
    hits = [view.directory.hit(number) for number in sorted(found)]
    return [hit for hit in hits if not wanted.types or hit.type in wanted.types]


def _saying(view: View, predicate: str, short: str) -> Iterator[int]:
    try:
        property_ = ox.NamedNode(ONTOLOGY + predicate)
    except ValueError:
        return
    target = ox.NamedNode(view.base + short)
    for quad in view.graph.quads_for_pattern(None, property_, target, ox.DefaultGraph()):
        number = view.directory.numbers.get(text(quad.subject).removeprefix(view.base))
        if number is not None:
            yield number


# --- the rest of the service -------------------------------------------------------------------------------


async def view(request: Request) -> Response:
    """/reconcile/view?id=person/沈佳禾 sends on to the page."""
    return RedirectResponse(f"/page/{addresses.path_of(_id(request))}", 303)


def _id(request: Request) -> str:
    site = site_of(request)
    short = request.query_params.get("id", "").removeprefix(site.base)
    if short.partition("/")[0] not in addresses.kinds() or "\\" in short:
        raise Refused(404, "id is the end of an entity's IRI, as in person/沈佳禾")
    return short


async def preview(request: Request) -> Response:
    """/reconcile/preview?id=…: an entity in a small frame."""
    short = _id(request)
    found = await site_of(request).quick.read(views.page_of, short)
    if found is None:
        raise Refused(404, f"the graph does not know {short}")
    if not hasattr(found, "groups"):
        raise Refused(404, f"{short} is no entity")
    response = html(request, "preview.html", it=found, name=short)
    response.headers["Content-Security-Policy"] = FRAMED
    return response


async def suggest(request: Request) -> Response:
    """/reconcile/suggest/entity|type|property?prefix=words"""
    what, prefix = request.path_params["what"], request.query_params.get("prefix", "").strip()
    if what == "entity":
        kind = request.query_params.get("type", "")
        types = (kind,) if kind in ontology().types else ()
        hits: list[Hit] = await site_of(request).quick.read(_found, prefix, types)
        return as_json({"result": [_suggested(hit) for hit in hits]})
    if what not in ("type", "property"):
        raise Refused(404, "entity, type and property can be suggested")
    known: Mapping[str, Term] = ontology().types if what == "type" else ontology().predicates
    result = [
        {"id": name, "name": f"{term.label_zh} {term.label_en}", "description": term.definition_zh}
        for name, term in known.items()
        if prefix.lower() in f"{name} {term.label_zh} {term.label_en}".lower()
    ]
    if what == "type":
        result = [{"id": one["id"], "name": one["name"]} for one in result]
    return as_json({"result": result})


def _found(view: View, prefix: str, types: tuple[str, ...]) -> list[Hit]:
    return view.directory.search(prefix, types, limit=20)


def _suggested(hit: Hit) -> dict[str, Json]:
    notable = [_type(ontology().types[hit.type])]
    return {"id": hit.short, "name": hit.label, "description": _described(hit), "notable": notable}


async def properties(request: Request) -> Response:
    """/reconcile/properties?type=Person: what entities of a type can be extended by."""
    kind = request.query_params.get("type", "").removeprefix(NAMESPACE)
    listed = [
        {"id": name, "name": f"{term.label_zh} {term.label_en}"}
        for name, term in ontology().properties.items()
        if kind in term.domain and (term.fact or term.datatypes)
    ]
    limit = whole(request.query_params.get("limit", ""), len(listed))
    return as_json({"properties": listed[:limit], "type": kind} | ({} if limit is None else {"limit": limit}))


def _extended(view: View, asked: Mapping[str, Json]) -> dict[str, Json]:
    """Values of properties for entities: entities by id and name, words as they are."""
    ids, wanted = asked.get("ids"), asked.get("properties")
    if not isinstance(ids, list) or not isinstance(wanted, list) or len(ids) > _QUERIES:
        raise Refused(400, f"extend has at most {_QUERIES} `ids`, and `properties`")
    names = [str(one.get("id", "")) for one in wanted if isinstance(one, dict)]
    known = ontology().properties
    meta = [{"id": name, "name": known[name].label_zh if name in known else name} for name in names]
    rows = {str(id_): {name: list(_cells(view, str(id_), name)) for name in names} for id_ in ids}
    return {"meta": meta, "rows": rows}


def _cells(view: View, short: str, predicate: str) -> Iterator[dict[str, str]]:
    found = sorted(_values(view, short.removeprefix(view.base), predicate.removeprefix(NAMESPACE)))
    for value in found:
        yield {"id": value[1], "name": value[2]} if len(value) == 3 else {"str": value[0]}
