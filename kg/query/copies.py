"""The groups of articles that copy one another, with how much they have in common."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from kg.resolve.reprints import shingles, similarity
from kg.store import Store


@dataclass(frozen=True, slots=True)
class Copy:
    """An article of a group. `similarity` is the share of the shorter text that stands in the longer one, it and the
    original being compared: 1 for the original and for what is whole or only cut."""

    id: str
    date: str
    title: str
    source: str
    similarity: float


@dataclass(frozen=True, slots=True)
class Group:
    """Articles that copy one another, by date; `original` is the id of the earliest."""

    original: str
    articles: tuple[Copy, ...]


def groups(store: Store) -> Iterator[Group]:
    """The groups of a store, by the date of the original."""
    for original, ids in store.articles.copies.groups():
        first = shingles(store.articles.article(original))
        copies = []
        for id_ in ids:
            article = store.articles.article(id_)
            common = round(similarity(first, shingles(article)), 4)
            outlet = article.source or article.publisher
            copies.append(Copy(id_, article.date, article.title, outlet, common))
        yield Group(original, tuple(copies))
