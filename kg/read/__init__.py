"""read: article → document with its shadow, sentences, quotations and home place."""

from __future__ import annotations

from kg.model import Article, Document
from kg.read.home import home
from kg.read.quotations import quotations
from kg.read.sentences import sentences
from kg.read.shadow import shadow

__all__ = ["read", "shadow"]


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
