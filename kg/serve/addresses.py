"""Where the server shows what an IRI names: base and path of an IRI become this server's path.

https://hongtu.example/person/沈佳禾  →  /person/沈佳禾          sends on by Accept, with 303, to one of
                                        /page/person/沈佳禾      for people
                                        /data/person/沈佳禾.ttl  for programs
"""

from __future__ import annotations

from urllib.parse import quote, unquote

from kg.ontology import ontology
from kg.rdf.terms import escape

OTHERS = ("article", "claim", "quote", "rule")
"""First words of IRIs that are no entities."""

_KEPT = "/-._~!$&'()*+,;=:@%"
"""What a path of an IRI may hold as it is, in ASCII."""


def kinds() -> tuple[str, ...]:
    """First words of all IRIs that the server can show."""
    return (*(name.lower() for name in ontology().types), *OTHERS)


def short_of(raw_path: bytes) -> str | None:
    """The end of the IRI (`person/沈佳禾`) that a path asks for, as it came over the wire; None where its bytes are no
    UTF-8. However a client escapes it, each name has one way to be written in an IRI."""
    try:
        segments = [unquote(part, errors="strict") for part in raw_path.decode("ascii").split("/")]
        return "/".join(escape(segment) for segment in segments)
    except UnicodeError:
        return None


def path_of(short: str) -> str:
    """The path of an IRI's end as a URI: Han characters escaped, what the IRI escapes left as it is."""
    return quote(short, safe=_KEPT)


def page(iri: str, base: str) -> str:
    """The path of the page of an IRI; a span's is a place in its article's. Empty for IRIs of others."""
    if not iri.startswith(base):
        return ""
    short, hash_, fragment = iri[len(base) :].partition("#")
    if short.partition("/")[0] not in kinds():
        return ""
    return f"/page/{path_of(short)}{hash_}{fragment}"


def data(short: str, ending: str) -> str:
    """The path of the data of an IRI's end in the format of a file name's ending."""
    return f"/data/{path_of(short)}.{ending}"
