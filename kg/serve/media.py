"""Media types: what the server can write, and what a client would rather have."""

from __future__ import annotations

from collections.abc import Collection, Iterable

import pyoxigraph as ox

TABLES = {
    "application/sparql-results+json": ox.QueryResultsFormat.JSON,
    "application/sparql-results+xml": ox.QueryResultsFormat.XML,
    "text/csv": ox.QueryResultsFormat.CSV,
    "text/tab-separated-values": ox.QueryResultsFormat.TSV,
}
"""Of SELECT and ASK; the first is for those who take anything."""

GRAPHS = {
    "text/turtle": ox.RdfFormat.TURTLE,
    "application/n-triples": ox.RdfFormat.N_TRIPLES,
    "application/rdf+xml": ox.RdfFormat.RDF_XML,
    "application/ld+json": ox.RdfFormat.JSON_LD,
}
"""Of CONSTRUCT and DESCRIBE, and of entities."""

HTML = "text/html"

_OTHER_NAMES = {
    "application/json": ("application/sparql-results+json", "application/ld+json"),
    "application/xml": ("application/sparql-results+xml", "application/rdf+xml"),
    "text/xml": ("application/sparql-results+xml", "application/rdf+xml"),
    "text/plain": ("text/csv", "application/n-triples"),
    "application/x-turtle": ("text/turtle",),
}

SHORT = {
    "json": ("application/sparql-results+json", "application/ld+json"),
    "xml": ("application/sparql-results+xml", "application/rdf+xml"),
    "csv": ("text/csv",),
    "tsv": ("text/tab-separated-values",),
    "ttl": ("text/turtle",),
    "nt": ("application/n-triples",),
    "rdf": ("application/rdf+xml",),
    "jsonld": ("application/ld+json",),
    "html": (HTML,),
}
"""`format=` and the ends of file names → media types."""


def wanted(accept: str) -> tuple[str, ...]:
    """The media ranges of an Accept header, best first (RFC 9110 §12.5.1); those of quality 0 left out. An empty
    header takes anything."""
    ranges: list[tuple[float, int, int, str]] = []
    for place, part in enumerate(accept.split(",")):
        name, *parameters = (piece.strip().lower() for piece in part.split(";"))
        quality = 1.0
        for parameter in parameters:
            key, _, value = parameter.partition("=")
            if key.strip() == "q":
                quality = _quality(value)
        if name and quality > 0:
            ranges.append((-quality, name.count("*"), place, name))
    return tuple(name for *_, name in sorted(ranges)) or ("*/*",)


def _quality(value: str) -> float:
    try:
        return min(max(float(value), 0.0), 1.0)
    except ValueError:
        return 1.0


def choose(accept: Iterable[str], offered: Collection[str]) -> str | None:
    """The offered media type that a client would rather have; None where it takes none of them."""
    for name in accept:
        names = (name, *_OTHER_NAMES.get(name, ()))
        for media in offered:
            kind, _, _ = media.partition("/")
            if media in names or name in ("*/*", f"{kind}/*"):
                return media
    return None
