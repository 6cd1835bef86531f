"""The same queries put to any SPARQL 1.1 server."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

import pyoxigraph as ox

from kg.errors import StoreError, UsageError
from kg.query import PREFIXES, Query, Results, check_values, term_of
from kg.query.binding import bind, shape
from kg.query.find import Found, is_text, shorten
from kg.rdf.terms import base_of, escape
from kg.store import BASE
from kg.store.endpoint import Endpoint

_TABLE = "application/sparql-results+json"
_TRIPLES = "application/n-triples, text/turtle;q=0.9, application/rdf+xml;q=0.5"
_KG = PREFIXES["kg"]
_FOUND = "SELECT DISTINCT ?e ?type ?label WHERE {{ {} ?e <{}type> ?type ; <{}prefLabel> ?label }} LIMIT 200"


def run_remote(endpoint: Endpoint, query: Query, values: Mapping[str, str]) -> tuple[Results, str]:
    """The results of a query that a server gives, and the base of its graph.

    Raises:
        UsageError: as `kg.query.run` raises it, for parameters and their values.
        StoreError: the server cannot be reached, refuses, or answers something else.
    """
    check_values(query, values)
    base = _base(endpoint)
    kinds = {parameter.name: parameter.kind for parameter in query.parameters}
    terms: dict[str, ox.NamedNode | ox.Literal] = {}
    for name, value in sorted(values.items()):
        kind = kinds.get(name, "text")
        terms[name] = (
            ox.NamedNode(_entity(endpoint, value, base).iri)
            if kind == "entity"
            else term_of(kind, name, value)
        )
    form, text = bound(query, terms)
    table = form in ("SELECT", "ASK")
    body, media = endpoint.query(text, _TABLE if table else _TRIPLES)
    return (_table(body, media, form, endpoint) if table else _triples(body, media, endpoint)), base


def bound(query: Query, terms: Mapping[str, ox.NamedNode | ox.Literal]) -> tuple[str, str]:
    """A query's form, and its text with the prefixes that it does not declare and its parameters bound.

    Raises:
        UsageError: the text is no query, or a parameter is no variable that a SELECT gives.
    """
    found = shape(query.text)
    if not found.form or (found.form in ("SELECT", "ASK") and found.opening < 0):
        raise UsageError(f"query {query.name}: a query begins with SELECT, ASK, CONSTRUCT or DESCRIBE")
    text = bind(query.text, terms) if terms else query.text
    if text is None:
        raise UsageError(f"query {query.name}: a parameter must be a variable that SELECT gives")
    if terms and not _valid(text):
        values = " ".join(map(str, terms.values()))
        block = f" VALUES ({' '.join(f'?{name}' for name in terms)}) {{ ({values}) }} "
        text = query.text[: found.opening + 1] + block + query.text[found.opening + 1 :]
    return found.form, "".join(
        f"PREFIX {p}: <{iri}>\n" for p, iri in PREFIXES.items() if p not in found.declared
    ) + text


def _valid(text: str) -> bool:
    try:
        ox.Store().query(text, prefixes=PREFIXES, base_iri=BASE)
    except SyntaxError:
        return False
    return True


def _base(endpoint: Endpoint) -> str:
    """The base of the server's graph, by one of its articles."""
    text = f"SELECT ?a WHERE {{ GRAPH ?g {{ ?a a <{_KG}Article> }} }} LIMIT 1"
    body, media = endpoint.query(text, _TABLE)
    for row in _rows(_table(body, media, "SELECT", endpoint)):
        return base_of(row[0])
    return BASE


def _entity(endpoint: Endpoint, name: str, base: str) -> Found:
    """The entity that a name means, as `kg.query.find.find_one` finds it.

    Raises:
        UsageError: none bears it, or several do.
    """
    found = list(_candidates(endpoint, name, base)) if is_text(name) else []
    if not found:
        raise UsageError(f"no entity {name!r} in the graph of {endpoint.url}")
    if len(found) > 1:
        listed = "".join(f"\n  {one.short}" for one in found[:12])
        raise UsageError(f"{name!r} may be any of {len(found)}; name one of{listed}")
    return found[0]


def _candidates(endpoint: Endpoint, name: str, base: str) -> Iterable[Found]:
    kind, slash, key = name.partition("/")
    if slash or ":" in name:
        iris = [
            iri for text in (name, base + name, f"{base}{kind.lower()}/{escape(key)}") if (iri := _iri(text))
        ]
        if iris and (found := _asked(endpoint, f"VALUES ?e {{ {' '.join(iris)} }}", base)):
            return found[:1]
    for predicate in ("prefLabel", "altLabel"):
        pattern = f"?e <{PREFIXES['skos']}{predicate}> {ox.Literal(name)} ."
        if found := _asked(endpoint, pattern, base):
            return found
    return []


def _iri(text: str) -> str:
    try:
        return str(ox.NamedNode(text))
    except ValueError:
        return ""


def _asked(endpoint: Endpoint, pattern: str, base: str) -> list[Found]:
    text = _FOUND.format(pattern, PREFIXES["rdf"], PREFIXES["skos"])
    body, media = endpoint.query(text, _TABLE)
    found: dict[str, Found] = {}
    for iri, kind, label in sorted(_rows(_table(body, media, "SELECT", endpoint))):
        if kind.startswith(_KG):
            found.setdefault(iri, Found(iri, kind.removeprefix(_KG), label, shorten(iri, base)))
    return list(found.values())


def _rows(results: Results) -> Iterator[tuple[str, ...]]:
    assert isinstance(results, ox.QuerySolutions)
    for solution in results:
        yield tuple(getattr(term, "value", "") for term in solution)


def _table(body: bytes, media: str, form: str, endpoint: Endpoint) -> Results:
    format_ = ox.QueryResultsFormat.from_media_type(media)
    try:
        results = ox.parse_query_results(body, format=format_ or ox.QueryResultsFormat.JSON)
    except (SyntaxError, ValueError) as error:
        raise StoreError(f"{endpoint.url}: answered what is no result of a query: {error}") from error
    if form == "ASK" and isinstance(results, ox.QuerySolutions):  # so Virtuoso 7 answers
        truth = any(value in ("1", "true") for row in _rows(results) for value in row)
        answer = b'{"head":{},"boolean":%s}' % (b"true" if truth else b"false")
        return ox.parse_query_results(answer, format=ox.QueryResultsFormat.JSON)
    return results


def _triples(body: bytes, media: str, endpoint: Endpoint) -> Results:
    format_ = ox.RdfFormat.from_media_type(media) or ox.RdfFormat.TURTLE
    graph = ox.Store()
    try:
        graph.load(body, format=format_)
    except (SyntaxError, ValueError) as error:
        raise StoreError(f"{endpoint.url}: answered what is no RDF: {error}") from error
    return graph.query("CONSTRUCT WHERE { ?s ?p ?o }")
