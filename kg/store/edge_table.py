"""The edge table: the mentions and claims of a whole store as arrays of integers, published with every snapshot."""

from __future__ import annotations

import json
import os
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from zipfile import BadZipFile

import numpy as np
from numpy.typing import NDArray

from kg.authority import places
from kg.model import Entity
from kg.rdf.terms import entity_iri
from kg.store.edges import Edges

Rows = NDArray[np.int32]

FILE = "edges.npz"
"""Its name in the folder of a snapshot."""

_MENTION, _CLAIM = 5, 8


@dataclass(frozen=True, slots=True)
class EdgeTable:
    """All mentions and claims of a store.

    `nodes` are entities as in `person/沈佳禾`, sorted, with their `types` and `labels`; `articles` are ids, sorted, with
    the `days` they were published (empty where unknown) and the `origins` (the number of the first among those that copy one another).
    `mentions` has a row (article, node, sentence, start, end) for each span that refers to an entity; `claims` a row (article,
    subject, predicate, object, status, confidence, start, end) for each claim, where an object of -1 is words said,
    `status` indexes `kg.store.edges.STATUSES` and a `confidence` of `CERTAIN` is 1. Both are sorted by article and place.
    """

    nodes: tuple[str, ...]
    types: tuple[str, ...]
    labels: tuple[str, ...]
    predicates: tuple[str, ...]
    articles: tuple[str, ...]
    days: tuple[str, ...]
    origins: tuple[int, ...]
    mentions: Rows
    claims: Rows

    def save(self, path: Path) -> None:
        """Write it to a file; two equal tables make equal files."""
        words = [self.nodes, self.types, self.labels, self.predicates, self.articles, self.days, self.origins]
        text = np.frombuffer(json.dumps(words, ensure_ascii=False).encode(), np.uint8)
        with path.open("wb") as file:
            np.savez(file, words=text, mentions=self.mentions, claims=self.claims)
            file.flush()
            os.fsync(file.fileno())  # before the pointer is swung over to its snapshot

    @classmethod
    def load(cls, path: Path) -> EdgeTable:
        """The table of a file.

        Raises:
            FileNotFoundError: there is none.
            ValueError: it is damaged.
        """
        try:
            return cls._load(path)
        except (KeyError, TypeError, EOFError, BadZipFile) as error:
            raise ValueError(str(error)) from error

    @classmethod
    def _load(cls, path: Path) -> EdgeTable:
        with path.open("rb") as file, np.load(file) as arrays:
            words = json.loads(arrays["words"].tobytes())
            nodes, types, labels, predicates, articles, days, origins = map(tuple, words)
            return cls(
                nodes,
                types,
                labels,
                predicates,
                articles,
                days,
                origins,
                arrays["mentions"],
                arrays["claims"],
            )


def edge_table(edges: Edges) -> EdgeTable:
    """All rows, numbered anew so that the table depends on nothing but the articles; names that none bears any more
    are forgotten."""
    rows = edges.rows()
    articles, days, originals, mentions, claims = zip(*rows, strict=True) if rows else [()] * 5
    spans = _gathered(mentions, _MENTION)
    facts = _gathered(claims, _CLAIM)
    names = edges.names()
    used = set(np.unique(np.concatenate([spans[:, 1], *(facts[:, i] for i in (1, 2, 3))])).tolist())
    edges.forget([name[0] for name in names if name[0] not in used])
    names = [name for name in names if name[0] in used]
    first: dict[str, int] = {}
    origins = tuple(first.setdefault(original, number) for number, original in enumerate(originals))
    return _numbered(names, articles, tuple(day[:10] for day in days), origins, spans, facts)


def _gathered(blobs: Sequence[bytes], width: int) -> Rows:
    """The rows of all articles, each with the number of its article before it."""
    rows = np.frombuffer(b"".join(blobs), np.int32).reshape(-1, width - 1)
    counts = [len(blob) // (4 * (width - 1)) for blob in blobs]
    article = np.repeat(np.arange(len(blobs), dtype=np.int32), counts)
    return np.column_stack([article, rows]).astype(np.int32)


def _numbered(
    names: list[tuple[int, str, str, str]],
    articles: tuple[str, ...],
    days: tuple[str, ...],
    origins: tuple[int, ...],
    mentions: Rows,
    claims: Rows,
) -> EdgeTable:
    weight = np.bincount(mentions[:, 1], minlength=max((name[0] for name in names), default=0) + 1)
    weight += np.bincount(claims[claims[:, 3] >= 0][:, 3], minlength=len(weight))
    labels: dict[tuple[str, str], tuple[int, str]] = {}
    for number, kind, key, name in names:
        if kind:
            best = (-int(weight[number]), name)
            labels[kind, key] = min(best, labels.get((kind, key), best))
    iris = {pair: entity_iri("", Entity(*pair, "")) for pair in labels}
    order = sorted(labels, key=iris.__getitem__)
    predicates = sorted(key for _, kind, key, _ in names if not kind)
    place = {pair: index for index, pair in enumerate(order)}
    place |= {("", name): index for index, name in enumerate(predicates)}
    renumber = np.full(len(weight) + 1, -1, np.int32)  # the last one is what -1 indexes: words said
    for number, kind, key, _ in names:
        renumber[number] = place.get((kind, key), -1)
    mentions[:, 1] = renumber[mentions[:, 1]]
    for column in (1, 2, 3):
        claims[:, column] = renumber[claims[:, column]]
    return EdgeTable(
        nodes=tuple(iris[pair] for pair in order),
        types=tuple(kind for kind, _ in order),
        labels=tuple(_label(pair, labels[pair][1]) for pair in order),
        predicates=tuple(predicates),
        articles=articles,
        days=days,
        origins=origins,
        mentions=mentions,
        claims=claims,
    )


def _label(pair: tuple[str, str], name: str) -> str:
    """The name that the graph calls an entity by: the authority's for a place, else what it is mostly called."""
    record = places().by_key(pair[1]) if pair[0] == "Place" else None
    return record.name if record else name
