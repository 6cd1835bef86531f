"""Standard input: JSONL, a web page, or the text of one article, told apart by the first character."""

from __future__ import annotations

import itertools
from collections.abc import Iterator

from kg.errors import ArticleError
from kg.load import html, jsonl, text
from kg.load.source import LARGEST, Source, whole
from kg.model import Article

_MARKS = b"\xef\xbb\xbf \t\r\n"


def load(source: Source) -> Iterator[Article | ArticleError]:
    """The articles of a stream: `{` opens JSONL, read as it comes; `<` a page; anything else is a text.

    Raises:
        ArticleError: there is nothing, or what there is cannot be read.
    """
    with source.open() as stream:
        lines = jsonl.lines(stream)
        lead = list(_up_to_words(lines))
        first = lead[-1].lstrip(_MARKS) if lead else b""
        if first.startswith(b"{"):
            yield from jsonl.articles(itertools.chain(lead, lines), source.place)
            return
        data = whole(b"".join(lead) + stream.read(LARGEST + 1), source.place)
    yield html.article(source, data) if first.startswith(b"<") else text.article(source, data)


def _up_to_words(lines: Iterator[bytes]) -> Iterator[bytes]:
    for line in lines:
        yield line
        if line.strip(_MARKS):
            return
