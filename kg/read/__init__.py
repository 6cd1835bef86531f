"""read: article → document with its shadow, sentences, quotations and home place."""

from __future__ import annotations

from kg.model import Article, Document
from kg.read import flow
from kg.read.home import home
from kg.read.quotations import quotations
from kg.read.sentences import sentences
from kg.read.shadow import shadow

__all__ = ["Flow", "in_flow", "read", "restored", "shadow"]

Flow = flow.Flow


def read(article: Article) -> Document:
    """The article prepared for extraction. Sentences and quotations lie within `article.body` only.

    An article without a body (built by hand, say) has no sentences: `load` always gives one.
    """
    folded = shadow(article.text)
    return Document(
        article,
        folded,
        sentences=sentences(folded, article.body),
        quotations=quotations(folded, article.body),
        home=home(article, folded, article.body),
    )


def in_flow(document: Document) -> tuple[Document, Flow | None]:
    """The document as it was meant to run, without line breaks inside sentences and blanks inside words, and the way
    back; the document itself and None where it runs as it stands."""
    running = flow.flow(document.article)
    return (document, None) if running is None else (read(flow.flowing(document.article, running)), running)


def restored(found: Document, document: Document, running: Flow | None) -> Document:
    """What was found in the flow of a document, at its places in the document."""
    return found if running is None else flow.carried_back(found, document, running)
