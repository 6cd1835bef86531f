"""Text files: an article, or a web page saved as text."""

from __future__ import annotations

from collections.abc import Iterator

from kg.errors import ArticleError
from kg.load.encodings import decode
from kg.load.page import read_page
from kg.load.source import Source
from kg.model import Article


def load(source: Source) -> Iterator[Article]:
    """The one article of a text file. Its text is the whole file as decoded; offsets refer to that.

    Raises:
        ArticleError: the file is empty, binary, in no known encoding, or has nothing that reads like an article.
    """
    yield article(source, source.read())


def article(source: Source, data: bytes) -> Article:
    """The article of these bytes."""
    text, encoding = decode(data, source.place)
    page = read_page(text)
    if not page.body:
        raise ArticleError(source.place, "no article on this page: only headlines, links and imprint")
    return Article(
        source.id,
        text,
        page.title,
        page.date,
        page.source,
        page.publisher,
        page.authors,
        page.section,
        body=page.body,
        path=source.place,
        encoding=encoding,
    )
