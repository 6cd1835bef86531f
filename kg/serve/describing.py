"""What the server says of itself in RDF: the service description of its endpoint (W3C SPARQL 1.1 Service Description)
and what the graph holds (VoID)."""

from __future__ import annotations

import pyoxigraph as ox
from starlette.requests import Request
from starlette.responses import Response

from kg import __version__
from kg.ontology import NAMESPACE
from kg.query import PREFIXES
from kg.rdf.terms import article_iri
from kg.serve.answering import Limits
from kg.serve.asking import Table
from kg.serve.media import GRAPHS, choose, wanted
from kg.serve.reading import View
from kg.serve.site import address, html, site_of
from kg.serve.tables import Counts, counts
from kg.serve.things import serialized

_SD = "http://www.w3.org/ns/sparql-service-description#"
_VOID = "http://rdfs.org/ns/void#"
_FORMATS = "http://www.w3.org/ns/formats/"
_DCT = "http://purl.org/dc/terms/"
_RDF = PREFIXES["rdf"]
_RDFS = PREFIXES["rdfs"]
_XSD = PREFIXES["xsd"]
_RESULTS = (
    "SPARQL_Results_JSON",
    "SPARQL_Results_XML",
    "SPARQL_Results_CSV",
    "SPARQL_Results_TSV",
    "Turtle",
    "N-Triples",
    "RDF_XML",
    "JSON-LD",
)
_NAMED = 1000
"""Named graphs that the service description lists; there may be a hundred thousand."""

Term = ox.NamedNode | ox.Literal


class _Graph:
    """Triples as they are said, with IRIs as text."""

    def __init__(self) -> None:
        self.triples: list[ox.Triple] = []

    def say(self, subject: str, predicate: str, target: str | int | Term) -> None:
        if isinstance(target, int):
            target = ox.Literal(str(target), datatype=ox.NamedNode(_XSD + "integer"))
        node = ox.NamedNode(target) if isinstance(target, str) else target
        self.triples.append(ox.Triple(ox.NamedNode(subject), ox.NamedNode(predicate), node))


def service(
    here: str, base: str, found: Counts, articles: tuple[str, ...], limits: Limits
) -> list[ox.Triple]:
    """The service description of the endpoint of the server at `here`."""
    graph = _Graph()
    itself, dataset, default = (f"{here}/sparql#{name}" for name in ("service", "dataset", "default-graph"))
    graph.say(itself, _RDF + "type", _SD + "Service")
    graph.say(itself, _SD + "endpoint", f"{here}/sparql")
    graph.say(itself, _SD + "supportedLanguage", _SD + "SPARQL11Query")
    for name in _RESULTS:
        graph.say(itself, _SD + "resultFormat", _FORMATS + name)
    graph.say(itself, _SD + "defaultDataset", dataset)
    limit = f"At most {limits.seconds:g} s, {limits.rows:,} rows and {limits.size:,} bytes for a query."
    graph.say(itself, _RDFS + "comment", ox.Literal(limit, language="en"))
    graph.say(dataset, _RDF + "type", _SD + "Dataset")
    graph.say(dataset, _SD + "defaultGraph", default)
    graph.say(default, _RDF + "type", _SD + "Graph")
    for article in articles[:_NAMED]:
        iri = article_iri(base, article)
        named = f"{here}/sparql?graph={iri}#named"
        graph.say(dataset, _SD + "namedGraph", named)
        graph.say(named, _RDF + "type", _SD + "NamedGraph")
        graph.say(named, _SD + "name", iri)
    if len(articles) > _NAMED:
        words = f"The first {_NAMED:,} of {len(articles):,} named graphs, one for each article."
        graph.say(dataset, _RDFS + "comment", ox.Literal(words, language="en"))
    graph.triples += void(here, base, found, dataset=default)
    return graph.triples


def void(here: str, base: str, found: Counts, *, dataset: str = "") -> list[ox.Triple]:
    """What the graph holds: entities by type, facts by predicate, where to get it. Which licence it has is for the
    holder of the articles to say."""
    graph = _Graph()
    itself = dataset or f"{here}/void#dataset"
    graph.say(itself, _RDF + "type", _VOID + "Dataset")
    graph.say(itself, _DCT + "title", ox.Literal("红图 · Hongtu", language="zh"))
    graph.say(
        itself,
        _DCT + "description",
        ox.Literal(
            f"Knowledge graph of {found.articles:,} articles, made by Hongtu {__version__}", language="en"
        ),
    )
    graph.say(itself, _VOID + "sparqlEndpoint", f"{here}/sparql")
    graph.say(itself, _VOID + "dataDump", f"{here}/graph?default")
    graph.say(itself, _VOID + "uriSpace", ox.Literal(base))
    graph.say(itself, _VOID + "vocabulary", NAMESPACE)
    for media in ("Turtle", "JSON-LD", "N-Triples", "RDF_XML"):
        graph.say(itself, _VOID + "feature", _FORMATS + media)
    graph.say(itself, _VOID + "entities", sum(found.entities.values()))
    graph.say(itself, _VOID + "documents", found.articles)
    graph.say(itself, _VOID + "classes", len(found.entities))
    graph.say(itself, _VOID + "properties", len(found.facts))
    root = itself.partition("#")[0]
    for name, number in found.entities.items():
        part = f"{root}#class-{name}"
        graph.say(itself, _VOID + "classPartition", part)
        graph.say(part, _VOID + "class", NAMESPACE + name)
        graph.say(part, _VOID + "entities", number)
    for name, number in found.facts.items():
        part = f"{root}#property-{name}"
        graph.say(itself, _VOID + "propertyPartition", part)
        graph.say(part, _VOID + "property", NAMESPACE + name)
        graph.say(part, _VOID + "triples", number)
    return graph.triples


def _counted(view: View) -> tuple[Counts, tuple[str, ...]]:
    return counts(view), view.edges.articles


async def describe_service(request: Request) -> Response:
    """/sparql without a query: a form for people, the service description for programs."""
    site = site_of(request)
    media = choose(wanted(request.headers.get("accept", "")), (*GRAPHS, "text/html"))
    if media == "text/html":
        return html(
            request, "sparql.html", text="", table=Table(), words="", error="", remarks=[], prefixes=PREFIXES
        )
    found, articles = await site.quick.read(_counted)
    return _rdf(service(address(request), site.base, found, articles, site.limits), media)


async def describe_graph(request: Request) -> Response:
    """/void and /.well-known/void"""
    site = site_of(request)
    found, _ = await site.quick.read(_counted)
    media = choose(wanted(request.headers.get("accept", "")), GRAPHS)
    return _rdf(void(address(request), site.base, found), media)


def _rdf(triples: list[ox.Triple], media: str | None) -> Response:
    headers = {"Vary": "Accept", "Cache-Control": "no-cache"}
    if media is None:
        return Response(f"this can be had as {', '.join(GRAPHS)}\n", 406, headers)
    return Response(serialized(triples, media), 200, headers, media_type=media)
