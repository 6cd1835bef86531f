"""resolve: documents → statements. Who is who, within an article and across all of them.

Identity has two halves. What an article settles alone — a place of the authority table, a date, an organisation
by its full name — is decided from its document (`local`). A person, or a village of a common name, is decided
from the evidence of all articles that speak of one so named (`grouping`). Both are pure functions, and the second
looks at one name at a time: so a build decides again only the names that an added article touches.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping

from kg.model import Document, Entity, Fact, Mention, Quote, Ref, Statement
from kg.resolve.grouping import group
from kg.resolve.local import display, evidence, local_keys
from kg.resolve.people import is_public_figure

Member = tuple[str, str, tuple[str, ...]]
"""Type, name and evidence of an entity whose identity is decided across articles."""


def members(document: Document) -> list[Member]:
    """The entities of a document whose identity the article does not settle alone, sorted."""
    undecided = [ref for ref, key in local_keys(document).items() if key is None]
    return [(ref.type, ref.name, pieces) for ref, pieces in evidence(document, undecided).items()]


def decide(kind: str, name: str, known: Mapping[str, tuple[str, ...]]) -> dict[str, str]:
    """The key that each article's entity of this type and name gets, from the evidence of all of them."""
    return group(
        name, known, lone_joins=kind == "Place", reserved=kind == "Person" and is_public_figure(name)
    )


def statements(document: Document, keys: Mapping[tuple[str, str], str]) -> list[Statement]:
    """What an article says, with entities in the place of names. `keys` are those decided across articles."""
    entities = {
        ref: Entity(ref.type, key or keys[ref.type, ref.name], display(ref))
        for ref, key in local_keys(document).items()
    }
    said = [_mention(document, mention, entities) for mention in document.mentions]
    said += [_claim(document, fact, entities) for fact in document.facts]
    return said


def resolve(documents: Iterable[Document]) -> Iterator[Statement]:
    """The statements of all documents, in the order of their articles' ids: the whole stage at once.

    A build does the same by its parts and gets the same, whatever was added, replaced or removed before.
    """
    ordered = sorted(documents, key=lambda document: document.article.id)
    known: dict[tuple[str, str], dict[str, tuple[str, ...]]] = defaultdict(dict)
    for document in ordered:
        for kind, name, pieces in members(document):
            known[kind, name][document.article.id] = pieces
    decided = {pair: decide(*pair, pieces) for pair, pieces in known.items()}
    for document in ordered:
        article = document.article.id
        yield from statements(
            document, {pair: keys[article] for pair, keys in decided.items() if article in keys}
        )


def _mention(document: Document, mention: Mention, entities: Mapping[Ref, Entity]) -> Statement:
    return Statement(
        article=document.article.id,
        subject=entities[Ref(mention.type, mention.canonical)],
        predicate="mention",
        object=mention.text,
        start=mention.start,
        end=mention.end,
        text=mention.text,
        by=mention.by,
        confidence=mention.confidence,
        date=document.article.date[:10],
        detail=mention.detail,
    )


def _claim(document: Document, fact: Fact, entities: Mapping[Ref, Entity]) -> Statement:
    return Statement(
        article=document.article.id,
        subject=entities[fact.subject],
        predicate=fact.predicate,
        object=fact.object if isinstance(fact.object, Quote) else entities[fact.object],
        start=fact.start,
        end=fact.end,
        text=document.article.text[fact.start : fact.end],
        by=fact.by,
        confidence=fact.confidence,
        status=fact.status,
        date=document.article.date[:10],
    )
