"""One mention, resolved."""

from __future__ import annotations

from kg.model import Article, Document, Entity, Mention
from kg.resolve import resolve


def resolved(kind: str, text: str, written: str, canonical: str, date: str = "") -> Entity:
    """The entity that an article of a day means where these words first stand in it."""
    at = text.index(written)
    mention = Mention(at, at + len(written), kind, written, canonical, "test/1", 0.9)
    (found,) = resolve([Document(Article("a", text, date=date), text, mentions=(mention,))])
    return found.subject
