"""Predictions for the articles of gold files: as the extractors find them, or the facts alone between gold entities."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from kg.errors import ArticleError
from kg.extract import extract, facts
from kg.load import load
from kg.model import Article, Document, Fact, Found, Mention, Ref, Span
from kg.present import record
from kg.read import read


def predict(paths: Path | Sequence[Path]) -> list[dict[str, Any]]:
    """What the extractors find in the articles of gold files, as `kg extract --format jsonl` prints it."""
    paths = [paths] if isinstance(paths, Path) else list(paths)
    articles = [item for item in load(paths) if not isinstance(item, ArticleError)]
    return [record(document) for document in extract([read(article) for article in articles])]


def predict_given(records: Iterable[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """The gold's own entities, and the facts that the rules find between them."""
    documents = [gold_document(gold) for gold in records]
    found = facts.state(documents)
    return [record(document.plus(more)) for document, more in zip(documents, found, strict=True)]


def gold_document(record: Mapping[str, Any]) -> Document:
    """A gold record as a document whose mentions are the annotated entities."""
    text = record["text"]
    article = Article(
        record["id"],
        text,
        title=record.get("title") or "",
        date=record.get("date") or "",
        source=record.get("source") or "",
        body=(Span(0, len(text)),),
    )
    mentions = sorted(
        (
            Mention(e["start"], e["end"], e["type"], e["text"], e["canonical"], "gold/1", 1.0)
            for e in record["entities"]
        ),
        key=lambda mention: mention.start,
    )
    return read(article).plus(Found(mentions=tuple(mentions)))


def relation(fact: Fact) -> dict[str, Any]:
    """A fact as a record of predictions has it."""
    target: Any
    if isinstance(fact.object, Ref):
        target = fact.object.name
    else:
        target = {"quote": [fact.object.start, fact.object.end]}
    return {"subject": fact.subject.name, "predicate": fact.predicate, "object": target}
