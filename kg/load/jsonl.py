"""JSONL: one article a line, read as a stream; plain or packed with gzip."""

from __future__ import annotations

import gzip
import json
import os
import zlib
from collections.abc import Callable, Iterable, Iterator
from typing import BinaryIO

from kg.errors import ArticleError
from kg.load import fields
from kg.load.encodings import decode
from kg.load.source import LARGEST, Source
from kg.model import Article

RATIO = 200
"""How many times its size a packed file may unpack to. JSONL of Chinese news packs 3 to 10 times, a gzip bomb 1,000."""

_SLACK = 1_000_000


def load(source: Source) -> Iterator[Article | ArticleError]:
    """The articles of a plain JSONL file; a broken line gives an error that names it, and the next is read."""
    with source.open() as stream:
        yield from articles(lines(stream), source.place)


def load_gz(source: Source) -> Iterator[Article | ArticleError]:
    """The articles of a packed JSONL file.

    Raises:
        ArticleError: the file is damaged, or unpacks to more than RATIO times its size.
    """
    with source.open() as packed, gzip.open(packed) as stream:
        limit = RATIO * os.fstat(packed.fileno()).st_size + _SLACK

        def check() -> None:
            if stream.tell() > limit:
                raise ArticleError(
                    source.place, f"unpacks to more than {RATIO} times its size, which no text does"
                )

        try:
            yield from articles(lines(stream, check), source.place)
        except (EOFError, zlib.error, gzip.BadGzipFile) as error:
            raise ArticleError(
                source.place, f"the packed file is damaged ({error}): fetch it anew"
            ) from error


def lines(stream: BinaryIO | gzip.GzipFile, check: Callable[[], None] = lambda: None) -> Iterator[bytes]:
    """The lines of a stream; of one longer than LARGEST only its beginning, longer than LARGEST too.

    `check` is called after every read of at most LARGEST bytes, and may raise.
    """
    while line := stream.readline(LARGEST + 1):
        check()
        yield line
        while len(line) > LARGEST and not line.endswith(b"\n"):
            line = stream.readline(LARGEST + 1)
            check()


def articles(lines: Iterable[bytes], place: str) -> Iterator[Article | ArticleError]:
    """The article of each line that is not blank, or the error that names the line.

    Raises:
        ArticleError: all lines are blank.
    """
    found = 0
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        found += 1
        try:
            yield _article(line.removeprefix(b"\xef\xbb\xbf") if number == 1 else line, f"{place}:{number}")
        except ArticleError as error:
            yield error
    if not found:
        raise ArticleError(place, "the file is empty")


def _article(line: bytes, place: str) -> Article:
    if len(line) > LARGEST:
        raise ArticleError(place, f"longer than {LARGEST // 1_000_000} MB, which no single article is")
    text, encoding = decode(line.rstrip(b"\r\n"), place)
    try:
        value = json.loads(text)
    except json.JSONDecodeError as error:
        raise ArticleError(
            place,
            f"not JSON ({error.msg} at column {error.colno}): write each article as one JSON object on one line",
        ) from error
    except (RecursionError, ValueError) as error:  # nested too deep; a number of 5,000 digits
        raise ArticleError(place, f"not an article ({error})") from error
    if not isinstance(value, dict):
        raise ArticleError(place, 'not a JSON object: write {"id": "…", "text": "…"}')
    return fields.article(value, place, encoding)
