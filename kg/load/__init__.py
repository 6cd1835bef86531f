"""load: paths → articles, of any supported kind, with the text exactly as read."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from kg.errors import ArticleError
from kg.load import html, jsonl, stdin, table, text
from kg.load.paths import sources
from kg.load.source import LONGEST, Loader, Source
from kg.model import Article

__all__ = ["LOADERS", "Loaded", "Loader", "Source", "load", "located"]

LOADERS: dict[str, Loader] = {
    ".txt": text.load,
    ".text": text.load,
    ".html": html.load,
    ".htm": html.load,
    ".shtml": html.load,
    ".xhtml": html.load,
    ".jsonl": jsonl.load,
    ".ndjson": jsonl.load,
    ".jsonl.gz": jsonl.load_gz,
    ".ndjson.gz": jsonl.load_gz,
    ".csv": table.load,
    ".tsv": table.load_tsv,
}
"""Suffix, in lower case → the function that reads such files."""


@dataclass(frozen=True, slots=True)
class Loaded:
    """An article, or the error in its place, with the real path of the file it came from ("" for standard input).
    `named` says that the article's id is the name of the file, and not one that the file gives."""

    item: Article | ArticleError
    file: str
    named: bool


def load(paths: Iterable[str | Path]) -> Iterator[Article | ArticleError]:
    """The articles of files, folders (with all below), globs and standard input (`-`), in an order that depends on
    their names only. What cannot be read comes as an error in its place; everything else goes on.

    No id comes twice: the first article keeps it, and every later one is an error that names both places.

    Raises:
        UsageError: a path does not exist or a glob matches nothing, before anything is read.
    """
    return (loaded.item for loaded in located(paths))


def located(paths: Iterable[str | Path]) -> Iterator[Loaded]:
    """As `load`, with where each came from; what comes from one file comes in a row.

    Raises:
        UsageError: as `load`.
    """
    found, errors = sources(paths, LOADERS)
    return _located(found, errors)


def _located(found: Iterable[Source], errors: Iterable[tuple[str, ArticleError]]) -> Iterator[Loaded]:
    for file, error in errors:
        yield Loaded(error, file, named=False)
    for source, item in _once(found):
        file = "" if source.path is None else os.path.realpath(source.path)
        named = isinstance(item, Article) and source.path is not None and item.path == source.place
        yield Loaded(item, file, named)


def _once(found: Iterable[Source]) -> Iterator[tuple[Source, Article | ArticleError]]:
    first: dict[str, tuple[str, bytes]] = {}
    for source in found:
        for article in _read(source):
            if isinstance(article, ArticleError):
                yield source, article
                continue
            if len(article.text) > LONGEST:
                yield (
                    source,
                    ArticleError(
                        article.path,
                        f"has {len(article.text):,} characters, which no single article has (at most {LONGEST:,}): "
                        "give a collection as JSONL, one article a line",
                    ),
                )
                continue
            place, digest = first.setdefault(article.id, (article.path, _digest(article)))
            if place == article.path:
                yield source, article
            elif digest == _digest(article):
                yield (
                    source,
                    ArticleError(
                        article.path, f"the same article as {place} (id {article.id}): give it once"
                    ),
                )
            else:
                yield (
                    source,
                    ArticleError(
                        article.path,
                        f"has the id {article.id} of another article, {place}, which was kept: give each its own id",
                    ),
                )


def _digest(article: Article) -> bytes:
    """Tells whether two articles are the same, wherever they were read."""
    # No field holds a zero byte, so that the joined values are as different as the fields are.
    values = (article.text, article.title, article.date, article.source, article.publisher)
    more = (article.section, article.url, *article.authors)
    return hashlib.blake2b("\0".join(values + more).encode(), digest_size=12).digest()


def _read(source: Source) -> Iterator[Article | ArticleError]:
    """The articles of one source; an error of the whole source comes last and ends it."""
    loader = stdin.load if source.path is None else _loader(source.path)
    try:
        yield from loader(source)
    except ArticleError as error:
        yield error
    except OSError as error:
        yield ArticleError(source.place, f"cannot be read: {error.strerror or error}")


def _loader(path: Path) -> Loader:
    name = path.name.lower()
    return LOADERS[max((suffix for suffix in LOADERS if name.endswith(suffix)), key=len)]
