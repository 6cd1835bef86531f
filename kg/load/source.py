"""A source: one file to be read, or standard input, with the id that its article gets."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from kg.errors import ArticleError
from kg.model import Article

LARGEST = 50_000_000
"""Bytes of one article: a file of txt or HTML, a line of JSONL, a field of CSV. The largest real article seen has
0.2 MB, but a saved page may carry its pictures; a bigger one is a mistake that would only exhaust memory."""

LONGEST = 1_000_000
"""Characters of an article's text, twice as many as a long novel has: what is longer is a collection or a database.
Its extraction takes three quarters of a minute and 0.6 GB; time and memory grow as the text does."""


@dataclass(frozen=True, slots=True)
class Source:
    """`path` is None for standard input; `place` is what messages call it; `id` names the article in it."""

    path: Path | None
    id: str
    place: str

    def open(self) -> AbstractContextManager[BinaryIO]:
        """The bytes as a stream; a file is closed at the end, standard input is not."""
        return nullcontext(sys.stdin.buffer) if self.path is None else self.path.open("rb")

    def read(self) -> bytes:
        """All bytes.

        Raises:
            ArticleError: there are none, or more than LARGEST.
        """
        with self.open() as stream:
            return whole(stream.read(LARGEST + 1), self.place)


def whole(data: bytes, place: str) -> bytes:
    """The bytes of one article, if they can be one.

    Raises:
        ArticleError: there are none, or more than LARGEST.
    """
    if not data.strip():
        raise ArticleError(place, "the file is empty")
    if len(data) > LARGEST:
        raise ArticleError(
            place,
            f"larger than {LARGEST // 1_000_000} MB, which no single article is: "
            "give a collection as JSONL, one article a line",
        )
    return data


Loader = Callable[[Source], Iterator[Article | ArticleError]]
"""Gives the articles of a source. An error of one article is given in its place; an error of the whole source
(ArticleError, OSError) is raised, after which nothing more comes from it."""


def readable(path: Path) -> str:
    """A path as text. Names that are not UTF-8 come from archives packed on Chinese Windows: they are GB18030."""
    raw = os.fsencode(path.as_posix())
    for encoding in ("utf-8", "gb18030"):
        try:
            return raw.decode(encoding)
        except UnicodeDecodeError:
            continue
    return raw.decode("utf-8", "backslashreplace")
