"""Documents as bytes, for the cache of a store and for the way between processes."""

from __future__ import annotations

import json
import zlib
from dataclasses import astuple
from typing import Any

from kg.model import Article, Document, Fact, Home, Mention, Quote, Ref


def pack(document: Document) -> bytes:
    """What was extracted from an article: home, mentions and facts, without the article itself."""
    home = astuple(document.home) if document.home else None
    found = [home, [astuple(m) for m in document.mentions], [_fact(fact) for fact in document.facts]]
    return zlib.compress(json.dumps(found, ensure_ascii=False, separators=(",", ":")).encode(), 1)


def unpack(article: Article, packed: bytes) -> Document:
    """The document of this article again."""
    home, mentions, facts = json.loads(zlib.decompress(packed))
    return Document(
        article=article,
        shadow="",
        home=Home(home[0], tuple(home[1]), home[2]) if home else None,
        mentions=tuple(_mention(fields) for fields in mentions),
        facts=tuple(_unfact(fields) for fields in facts),
    )


def _mention(fields: list[Any]) -> Mention:
    start, end, kind, text, canonical, by, confidence, detail = fields
    pairs = tuple((name, value) for name, value in detail)
    return Mention(start, end, kind, text, canonical, by, confidence, pairs)


def _fact(fact: Fact) -> list[object]:
    object_ = (
        [fact.object.start, fact.object.end, fact.object.text]
        if isinstance(fact.object, Quote)
        else [fact.object.type, fact.object.name]
    )
    return [
        fact.subject.type,
        fact.subject.name,
        fact.predicate,
        object_,
        fact.start,
        fact.end,
        fact.by,
        fact.confidence,
        fact.status,
        fact.as_of,
    ]


def _unfact(fields: list[object]) -> Fact:
    type_, name, predicate, object_, *rest = fields
    return Fact(Ref(type_, name), predicate, Quote(*object_) if len(object_) == 3 else Ref(*object_), *rest)  # type: ignore[arg-type,misc]
