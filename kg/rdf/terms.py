"""Mints every IRI of the data, reads it back, and writes literals as Oxigraph itself dumps them.

    <BASE person/沈佳禾>                 an entity: type in small letters, key
    <BASE article/2021-0818>             an article, and the named graph of what it says
    <BASE article/2021-0818#char=30,37>  a span, by RFC 5147
    <BASE quote/2021-0818/30-37>         words that somebody says
    <BASE claim/5f1c…>                   a claim, by a hash of what identifies it
    <BASE rule/grammar.site/1>           an extractor or rule with its version

Han characters stay readable. What RFC 3987 forbids in a path segment is percent-escaped, and so are `%` and `/`
(or names could run into one another), characters that look like nothing (spaces of all kinds, zero-width and
bidirectional marks) and a name of dots alone (or resolving the IRI would climb up the path). So the functions are
injective, and `unescape` undoes `escape`.
"""

from __future__ import annotations

import re
from functools import lru_cache
from hashlib import sha256
from urllib.parse import unquote

from kg.errors import UsageError
from kg.model import Entity, Quote, Statement

ONTOLOGY = "https://hongtu.example/ontology#"
"""The namespace of the ontology: the same whatever the base of the data."""

XSD = "http://www.w3.org/2001/XMLSchema#"
RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
SKOS = "http://www.w3.org/2004/02/skos/core#"
PROV = "http://www.w3.org/ns/prov#"

# RFC 3987 ipchar: unreserved, sub-delims, ":", "@" and ucschar, less the invisible ones named above.
_PLANES = "".join(f"{chr(p << 16)}-{chr((p << 16) + 0xFFFD)}" for p in range(1, 14)) + "\U000e1000-\U000efffd"
_KEPT = (
    r"A-Za-z0-9\-._~!$&'()*+,;=:@"
    "\u00a1-\u00ac\u00ae-\u061b\u061d-\u167f\u1681-\u180d\u180f-\u1fff\u2010-\u2027\u2030-\u205e"
    "\u2070-\u2fff\u3001-\ud7ff\uf900-\ufdcf\ufdf0-\ufefe\uff00-\uffef"
)
_FORBIDDEN = re.compile(f"[^{_KEPT}{_PLANES}]")
_DOTS = re.compile(r"\.{1,2}\Z")
_BASE = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:[^\s<>\"{}|\\^`?#\x00-\x20]*/\Z")


def base_iri(text: str) -> str:
    """The base under which the data's IRIs are minted.

    Raises:
        UsageError: not an absolute IRI that ends in a slash.
    """
    if not _BASE.match(text):
        raise UsageError(
            f"base {text!r} must be an absolute IRI that ends in '/', such as https://example.org/kg/"
        )
    return text


@lru_cache(maxsize=1 << 17)
def escape(name: str) -> str:
    """A name as one path segment of an IRI. Lone surrogates, which no file can hold, raise UnicodeEncodeError."""
    if _DOTS.match(name):
        return name.replace(".", "%2E")
    return _FORBIDDEN.sub(_percent, name)


def _percent(match: re.Match[str]) -> str:
    return "".join(f"%{byte:02X}" for byte in match.group().encode("utf-8"))


def unescape(segment: str) -> str:
    """The name that `escape` made a segment of."""
    return unquote(segment, errors="strict")


def entity_iri(base: str, entity: Entity) -> str:
    return f"{base}{entity.type.lower()}/{escape(entity.key)}"


def quote_iri(base: str, article: str, quote: Quote) -> str:
    return f"{base}quote/{escape(article)}/{quote.start}-{quote.end}"


def article_iri(base: str, article: str) -> str:
    return f"{base}article/{escape(article)}"


def span_iri(base: str, article: str, start: int, end: int) -> str:
    return f"{base}article/{escape(article)}#char={start},{end}"


@lru_cache(maxsize=1 << 12)
def rule_iri(base: str, by: str) -> str:
    """`grammar.site/1` keeps its slash: no other kind of name starts with `rule/`, so nothing can run together."""
    return f"{base}rule/{'/'.join(map(escape, by.split('/')))}"


def claim_iri(base: str, claim: Statement) -> str:
    """A claim is the same claim when article, subject, predicate, object, offsets, rule and status are: its name
    is 96 bits of the hash of these, whatever the base (2·10^9 claims collide with a chance of 10^-10)."""
    obj = claim.object
    if isinstance(obj, Entity):
        target = entity_iri("", obj)
    elif isinstance(obj, Quote):
        target = quote_iri("", claim.article, obj)
    else:
        raise TypeError(f"a claim's object is an Entity or a Quote, not {obj!r}")
    # Escaped names hold no space, so joining by spaces is injective.
    span = span_iri("", claim.article, claim.start, claim.end)
    identity = f"{span} {entity_iri('', claim.subject)} {claim.predicate} {target} {rule_iri('', claim.by)} {claim.status}"
    return f"{base}claim/{sha256(identity.encode()).hexdigest()[:24]}"


def entity_of(iri: str, *, base: str) -> tuple[str, str] | None:
    """Type in small letters and key of an entity, as in `("person", "沈佳禾")`; None for an IRI of another kind."""
    kind, slash, key = iri.removeprefix(base).partition("/")
    if (
        not iri.startswith(base)
        or not slash
        or "/" in key
        or "#" in key
        or kind in {"article", "claim", "rule", "quote"}
    ):
        return None
    return kind, unescape(key)


def key_of(short: str) -> str:
    """The key of an entity named as in `person/沈佳禾`: its name, with what tells it apart from others of that name."""
    return unescape(short.partition("/")[2])


def article_of(iri: str, *, base: str) -> str | None:
    """The id of the article that an article's, span's or quote's IRI belongs to; None for an IRI of another kind."""
    for kind in ("article", "quote"):
        if iri.startswith(prefix := f"{base}{kind}/"):
            return unescape(re.split("[/#]", iri[len(prefix) :], maxsplit=1)[0])
    return None


_SPAN = re.compile(r"#char=(\d+),(\d+)\Z")


def span_of(iri: str) -> tuple[int, int] | None:
    """Start and end of a span, from its IRI."""
    match = _SPAN.search(iri)
    return (int(match[1]), int(match[2])) if match else None


def base_of(graph: str) -> str:
    """The base of an article's IRI, whose id holds no slash once escaped."""
    return graph[: graph.rindex("/") + 1].removesuffix("article/")


# Literals, in the canonical N-Triples form that Oxigraph dumps: what is written is what a dump gives back.

_NAMED = {"\t": "\\t", "\n": "\\n", "\r": "\\r", "\b": "\\b", "\f": "\\f", '"': '\\"', "\\": "\\\\"}
_SPECIAL = re.compile('[\x00-\x1f\x7f"\\\\]')
_ESCAPED = re.compile(r"\\(?:u([0-9A-Fa-f]{4})|U([0-9A-Fa-f]{8})|(.))")
_PLAIN = {escaped[1]: char for char, escaped in _NAMED.items()}


def literal(text: str) -> str:
    """A plain string as an N-Triples literal."""
    return f'"{_SPECIAL.sub(_escape_special, text)}"'


def _escape_special(match: re.Match[str]) -> str:
    char = match.group()
    return _NAMED.get(char) or f"\\u{ord(char):04X}"


def typed(text: str, datatype: str) -> str:
    """A literal of an XML Schema datatype; `text` must be its canonical form (Oxigraph rewrites any other)."""
    return f'"{text}"^^<{XSD}{datatype}>'


_NUMBER, _DIGIT = re.compile(r"([+-]?)0*(\d*?)(?:\.(\d*?)0*)?", re.ASCII), re.compile(r"\d")


def decimal(number: str) -> str | None:
    """The canonical form of an xsd:decimal (`0.90` → `0.9`, `+07` → `7`), or None where it is not one.

    Oxigraph keeps 18 digits on either side of the point; longer ones are not changed but not computed with.
    """
    match = _NUMBER.fullmatch(number)
    if match is None or not _DIGIT.search(number):
        return None
    whole, fraction = match[2] or "0", match[3]
    digits = f"{whole}.{fraction}" if fraction else whole
    return f"-{digits}" if match[1] == "-" and digits != "0" else digits


def text_of_literal(term: str) -> str:
    """The words of an N-Triples literal, without language or datatype."""
    body = term[1 : term.rindex('"')]
    return _ESCAPED.sub(_unescape_special, body) if "\\" in body else body


def _unescape_special(match: re.Match[str]) -> str:
    code = match[1] or match[2]
    return chr(int(code, 16)) if code else _PLAIN.get(match[3], match[3])
