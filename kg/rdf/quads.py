"""What one article says, as N-Triples lines: the knowledge that every article shares, and the proof that is its own.

Knowledge is what is said of an entity: its type, labels and attributes, and the direct triples of asserted facts.
Provenance is what is said of the article: its metadata, spans, mentions and claims. Lines are made by f-string,
an order of magnitude cheaper than objects, and in the very form in which Oxigraph dumps them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from hashlib import sha256

from kg.authority import PlaceRecord, places
from kg.errors import ArticleError
from kg.model import Article, Entity, Quote, Statement
from kg.rdf import dates
from kg.rdf.terms import (
    ONTOLOGY,
    PROV,
    RDF,
    SKOS,
    article_iri,
    claim_iri,
    decimal,
    entity_iri,
    literal,
    quote_iri,
    rule_iri,
    span_iri,
    typed,
)

MENTION = "mention"
"""The predicate of a statement that is a mention."""

_A = f"<{RDF}type>"
_LABEL = f"<{SKOS}prefLabel>"
_ALIAS = f"<{SKOS}altLabel>"
_SUBJECT, _PREDICATE, _OBJECT = (f"<{RDF}{name}>" for name in ("subject", "predicate", "object"))
_FROM, _SOURCE, _BY, _QUOTED = (
    f"<{PROV}{name}>" for name in ("wasDerivedFrom", "hadPrimarySource", "wasGeneratedBy", "wasQuotedFrom")
)
_INTEGER = "<http://www.w3.org/2001/XMLSchema#integer>"
_DECIMAL = "<http://www.w3.org/2001/XMLSchema#decimal>"

# Surface words of these types mean something only where they stand (今天, 主任, 6200多个): no name to search by.
_NAMELESS = frozenset({"Date", "Figure", "Role"})

_MOMENT = re.compile(r"(\d{4}-\d\d-\d\d)(T(?:[01]\d|2[0-3]):[0-5]\d)?", re.ASCII)

_PARTS = frozenset({"unit", "counts", "bound"})
"""What a mention's detail tells of a figure beside its value."""

_METADATA = ("title", "source", "publisher", "section", "url")


def article_triples(
    article: Article, statements: Sequence[Statement], *, base: str, original: str = ""
) -> tuple[list[str], list[str]]:
    """(knowledge, provenance) of an article: sorted, unique N-Triples lines without the final ` .`. `original` is the
    id of the article that it copies, where it copies one.

    The order of the statements does not matter; where the same claim or mention comes twice, the higher
    confidence stays.

    Raises:
        ArticleError: a statement quotes what the text does not say at its offsets, or is of another article.
    """
    mentions: dict[tuple[int, int], list[Statement]] = {}
    claims: dict[str, Statement] = {}
    for statement in statements:
        _check(article, statement)
        if statement.predicate == MENTION:
            mentions.setdefault((statement.start, statement.end), []).append(statement)
        else:
            iri = claim_iri(base, statement)
            known = claims.get(iri)
            if known is None or known.confidence < statement.confidence:
                claims[iri] = statement
    knowledge = set(_known(article, statements, claims.values(), base))
    provenance = set(_metadata(article, base))
    itself = article_iri(base, article.id)
    provenance.add(f"<{itself}> <{ONTOLOGY}original> <{article_iri(base, original or article.id)}>")
    for span, found in mentions.items():
        provenance.update(_mention(article, span, found, base))
    for iri, claim in claims.items():
        provenance.update(_claim(article, iri, claim, base))
    return sorted(knowledge), sorted(provenance)


def _check(article: Article, statement: Statement) -> None:
    quoted = (statement, statement.object) if isinstance(statement.object, Quote) else (statement,)
    for each in quoted:
        start, end, text = each.start, each.end, each.text
        if not 0 <= start < end <= len(article.text) or article.text[start:end] != text:
            found = article.text[max(start, 0) : end][:40]
            raise ArticleError(
                article.id,
                f"{statement.by} quotes {text[:40]!r} at {start}–{end}, where the text has {found!r}",
            )
    if statement.article != article.id:
        raise ArticleError(article.id, f"{statement.by} states something of article {statement.article!r}")


# Knowledge


def _known(
    article: Article, statements: Iterable[Statement], claims: Iterable[Statement], base: str
) -> Iterator[str]:
    entities: set[Entity] = set()
    for statement in statements:
        entities.add(statement.subject)
        if isinstance(statement.object, Entity):
            entities.add(statement.object)
        elif isinstance(statement.object, Quote):
            yield from _quote(article, statement.object, base)
        elif statement.predicate == MENTION:
            yield from _surface(statement, base)
    for entity in entities:
        yield from _entity(base, entity)
    for claim in claims:
        if claim.status == "asserted":
            subject, target = entity_iri(base, claim.subject), _target(claim, base)
            yield f"<{subject}> <{ONTOLOGY}{claim.predicate}> <{target}>"


@lru_cache(maxsize=1 << 15)
def _entity(base: str, entity: Entity) -> tuple[str, ...]:
    iri = entity_iri(base, entity)
    if entity.type == "Place" and (record := places().by_key(entity.key)):
        others = sorted({entity.name, entity.also} - {"", record.name})
        return (*_place(base, record), *(f"<{iri}> {_ALIAS} {literal(name)}" for name in others))
    lines = [f"<{iri}> {_A} <{ONTOLOGY}{entity.type}>", f"<{iri}> {_LABEL} {literal(entity.name)}"]
    lines += [f"<{iri}> {_ALIAS} {literal(entity.also)}"] if entity.also else []
    if entity.type == "Date":
        lines.append(f"<{iri}> <{ONTOLOGY}when> {dates.when(entity.key)}")
        first, last = dates.covered(entity.key) or ("", "")
        lines += [f"<{iri}> <{ONTOLOGY}begins> {typed(first, 'date')}"] if first else []
        lines += [f"<{iri}> <{ONTOLOGY}ends> {typed(last, 'date')}"] if last else []
    return tuple(lines)


@lru_cache(maxsize=1 << 13)
def _place(base: str, record: PlaceRecord) -> tuple[str, ...]:
    """What the authority knows of a place, and of every place that contains it."""
    entity = Entity("Place", record.key, record.name)
    iri = entity_iri(base, entity)
    lines = [f"<{iri}> {_A} <{ONTOLOGY}Place>", f"<{iri}> {_LABEL} {literal(record.name)}"]
    if record.code:
        lines.append(f"<{iri}> <{ONTOLOGY}code> {literal(record.code)}")
    for name, degrees in (("latitude", record.lat), ("longitude", record.lon)):
        if degrees is not None:
            lines.append(f"<{iri}> <{ONTOLOGY}{name}> {_number(degrees)}")
    parent = places().resolve(record.parents[0], record.parents[1:]) if record.parents else None
    if parent and parent.key != record.key:
        above = entity_iri(base, Entity("Place", parent.key, parent.name))
        lines.append(f"<{iri}> <{ONTOLOGY}containedIn> <{above}>")
        lines += _place(base, parent)
    return tuple(lines)


def _surface(mention: Statement, base: str) -> Iterator[str]:
    """What a mention alone tells of its entity: another name, or the parts of a figure."""
    entity = mention.subject
    if entity.type not in _NAMELESS and mention.text != entity.name:
        yield f"<{entity_iri(base, entity)}> {_ALIAS} {literal(mention.text)}"
    if entity.type != "Figure":
        return
    iri = entity_iri(base, entity)
    for name, text in mention.detail:
        if name == "value":
            number = decimal(text)
            if number is not None:
                yield f'<{iri}> <{ONTOLOGY}value> "{number}"^^{_DECIMAL}'
        elif name in _PARTS and text:
            yield f"<{iri}> <{ONTOLOGY}{name}> {literal(text)}"


def _quote(article: Article, quote: Quote, base: str) -> Iterator[str]:
    iri = quote_iri(base, article.id, quote)
    yield f"<{iri}> {_A} <{ONTOLOGY}Quote>"
    yield f"<{iri}> <{ONTOLOGY}text> {literal(quote.text)}"
    yield f"<{iri}> {_QUOTED} <{span_iri(base, article.id, quote.start, quote.end)}>"


def _target(claim: Statement, base: str) -> str:
    if isinstance(claim.object, Quote):
        return quote_iri(base, claim.article, claim.object)
    assert isinstance(claim.object, Entity)  # claim_iri has refused anything else
    return entity_iri(base, claim.object)


# Provenance


def _metadata(article: Article, base: str) -> Iterator[str]:
    iri = article_iri(base, article.id)
    yield f"<{iri}> {_A} <{ONTOLOGY}Article>"
    yield f"<{iri}> <{ONTOLOGY}identifier> {literal(article.id)}"
    for name in _METADATA:
        if text := getattr(article, name):
            yield f"<{iri}> <{ONTOLOGY}{name}> {literal(text)}"
    for author in article.authors:
        yield f"<{iri}> <{ONTOLOGY}author> {literal(author)}"
    if published := _published(article.date):
        yield f"<{iri}> <{ONTOLOGY}published> {published}"
    yield f'<{iri}> <{ONTOLOGY}length> "{len(article.text)}"^^{_INTEGER}'
    yield f"<{iri}> <{ONTOLOGY}sha256> {literal(sha256(article.text.encode()).hexdigest())}"


def _published(date: str) -> str:
    """`2021-08-18` as xsd:date, `2021-08-18T09:07` as xsd:dateTime without a zone; nothing for what is neither."""
    match = _MOMENT.fullmatch(date)
    if match is None or dates.covered(match[1]) is None:
        return ""
    return typed(f"{date}:00", "dateTime") if match[2] else typed(date, "date")


def _span(article: Article, iri: str, start: int, end: int) -> list[str]:
    return [
        f"<{iri}> {_A} <{ONTOLOGY}Span>",
        f'<{iri}> <{ONTOLOGY}start> "{start}"^^{_INTEGER}',
        f'<{iri}> <{ONTOLOGY}end> "{end}"^^{_INTEGER}',
        f"<{iri}> <{ONTOLOGY}exact> {literal(article.text[start:end])}",
    ]


def _mention(article: Article, span: tuple[int, int], found: Sequence[Statement], base: str) -> list[str]:
    iri = span_iri(base, article.id, *span)
    lines = _span(article, iri, *span)
    lines.append(f"<{iri}> <{ONTOLOGY}confidence> {_number(max([mention.confidence for mention in found]))}")
    for mention in found:
        lines.append(f"<{iri}> <{ONTOLOGY}refersTo> <{entity_iri(base, mention.subject)}>")
        lines += _rule(iri, mention.by, base)
    return lines


def _claim(article: Article, iri: str, claim: Statement, base: str) -> list[str]:
    evidence = span_iri(base, article.id, claim.start, claim.end)
    lines = [
        f"<{iri}> {_A} <{ONTOLOGY}Claim>",
        f"<{iri}> {_SUBJECT} <{entity_iri(base, claim.subject)}>",
        f"<{iri}> {_PREDICATE} <{ONTOLOGY}{claim.predicate}>",
        f"<{iri}> {_OBJECT} <{_target(claim, base)}>",
        f"<{iri}> <{ONTOLOGY}status> {literal(claim.status)}",
        f"<{iri}> <{ONTOLOGY}confidence> {_number(claim.confidence)}",
        f"<{iri}> {_FROM} <{evidence}>",
        f"<{iri}> {_SOURCE} <{article_iri(base, article.id)}>",
        *_rule(iri, claim.by, base),
        *_span(article, evidence, claim.start, claim.end),
    ]
    if day := _published(claim.date[:10]):
        lines.append(f"<{iri}> <{ONTOLOGY}statedOn> {day}")
    lines += [f"<{iri}> <{ONTOLOGY}{name}> {dates.when(value)}" for name, value in claim.detail]
    if isinstance(claim.object, Quote):
        start, end = claim.object.start, claim.object.end
        lines += _span(article, span_iri(base, article.id, start, end), start, end)
    return lines


def _rule(iri: str, by: str, base: str) -> tuple[str, str]:
    rule = rule_iri(base, by)
    return f"<{iri}> {_BY} <{rule}>", f"<{rule}> {_A} <{ONTOLOGY}Rule>"


@lru_cache(maxsize=1 << 12)
def _number(value: float) -> str:
    """A probability or a coordinate as xsd:decimal, to six places: more would be noise."""
    text = decimal(f"{value:.6f}")
    return f'"{text}"^^{_DECIMAL}'
