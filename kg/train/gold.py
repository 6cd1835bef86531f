"""Annotated articles, as documents that all extractors before the learned tagger have seen.

One JSON object a line, with `id`, `text`, `entities` (`start`, `end`, `type`, and `alt_types` where the type is
open), and optionally `title`, `date`, `source`, `ignore` (spans that are neither right nor wrong). Offsets are code
points, end exclusive.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from kg.errors import ArticleError
from kg.extract import EXTRACTORS
from kg.model import Article, Document, Span
from kg.read import read

_BATCH = 64  # documents that go through the extractors together: enough to fill the tagger's batches


@dataclass(frozen=True, slots=True)
class Name:
    """A name that annotators marked; `types` are all the types that count as right, the first preferred."""

    start: int
    end: int
    types: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Example:
    """An annotated article with what the extractors before the learned tagger found in it."""

    document: Document
    names: tuple[Name, ...]
    ignored: tuple[Span, ...]


def examples(paths: Iterable[Path]) -> list[Example]:
    """The annotated articles of the files, in the order given.

    Raises:
        ArticleError: a line is not an annotated article.
    """
    records = [record for path in paths for record in _records(path)]
    documents = [read(article) for article, _, _ in records]
    seen: list[Document] = []
    for start in range(0, len(documents), _BATCH):
        seen += before_learned(documents[start : start + _BATCH])
    return [
        Example(document, names, ignored) for document, (_, names, ignored) in zip(seen, records, strict=True)
    ]


def before_learned(documents: Sequence[Document]) -> list[Document]:
    """The documents with what all extractors before the learned tagger find."""
    found = list(documents)
    for name, extractor in EXTRACTORS.items():
        if name == "learned":
            break
        found = [document.plus(more) for document, more in zip(found, extractor(found), strict=True)]
    return found


def _records(path: Path) -> Iterator[tuple[Article, tuple[Name, ...], tuple[Span, ...]]]:
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        if line.strip():
            try:
                yield _record(json.loads(line))
            except (ValueError, KeyError, TypeError) as error:
                raise ArticleError(f"{path}:{number}", f"not an annotated article ({error!r})") from error


def _record(line: dict[str, object]) -> tuple[Article, tuple[Name, ...], tuple[Span, ...]]:
    text = str(line["text"])
    article = Article(
        id=str(line["id"]),
        text=text,
        title=str(line.get("title") or ""),
        date=str(line.get("date") or ""),
        source=str(line.get("source") or ""),
        body=(Span(0, len(text)),),
    )
    entities: list[dict[str, object]] = line["entities"]  # type: ignore[assignment]
    names = [
        Name(int(str(e["start"])), int(str(e["end"])), (str(e["type"]), *map(str, e.get("alt_types") or ())))  # type: ignore[call-overload]
        for e in entities
    ]
    ignored: list[list[int]] = line.get("ignore") or []  # type: ignore[assignment]
    return article, tuple(sorted(names, key=lambda n: n.start)), tuple(Span(*span) for span in ignored)
