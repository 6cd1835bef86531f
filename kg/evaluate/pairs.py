"""Who is who across articles, on pairs of mentions that people have judged: same or different.

A pair names two places in two articles. It is *joined* when both mentions were found exactly there and stand for one
entity. Pairs that are the same make recall: one that is not joined, be it that a mention was not found, is missed.
Pairs that are joined make precision. A different pair whose mentions were not found is right, but proves nothing: how
many pairs could not be judged on their merits is counted.

B³ needs whole clusters, and pairs give parts of them. Mentions that same pairs connect are one cluster, clusters with
a different pair between them are known to be apart, and of all others nothing is known: a mention is held only against
those that it is known to be one with, or apart from.
"""

from __future__ import annotations

import hashlib
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal, NamedTuple

from pyoxigraph import NamedNode

from kg.errors import DataError, UsageError
from kg.evaluate.clusters import Agreement
from kg.evaluate.gold import read_lines
from kg.evaluate.tables import Table
from kg.rdf.terms import ONTOLOGY, article_iri, span_iri
from kg.store import Store

Half = Literal["tune", "test"]
"""Errors of the one half may be looked at when something is improved; those of the other may only be counted."""


class Place(NamedTuple):
    """A mention's place: the article, and the code points [start, end) of its text."""

    article: str
    start: int
    end: int


Found = Mapping[Place, object]
"""The entity that each mention stands for."""


@dataclass(frozen=True, slots=True)
class Pair:
    """Two mentions of a type, whether they are the same, what is hard about it, and why it was judged so."""

    id: str
    type: str
    left: Place
    right: Place
    texts: tuple[str, str]
    same: bool
    kind: str
    reason: str

    @property
    def half(self) -> Half:
        """By a hash of the id, so that a pair stays in its half whatever is added to the file."""
        return "test" if hashlib.sha256(self.id.encode()).digest()[-1] % 2 else "tune"

    def joined(self, found: Found) -> bool:
        return self.found(found) and found[self.left] == found[self.right]

    def found(self, found: Found) -> bool:
        """Whether both mentions were found at all."""
        return self.left in found and self.right in found


@dataclass(slots=True)
class PairScores:
    """Figures by type and by kind, and over all (MICRO); `of_found` are those by type of the pairs whose mentions were
    both found. `unfound` are the others, by type."""

    by_type: Table = field(default_factory=Table)
    of_found: Table = field(default_factory=Table)
    by_kind: Table = field(default_factory=Table)
    pairs: Counter[str] = field(default_factory=Counter)
    unfound: Counter[str] = field(default_factory=Counter)
    b_cubed: Agreement = field(default_factory=Agreement)
    wrong: list[Pair] = field(default_factory=list)


def is_pairs(records: Sequence[Mapping[str, Any]]) -> bool:
    """Whether the records of a gold file are pairs, and not annotated articles."""
    return bool(records) and "left" in records[0]


def read_pairs(path: Path) -> list[Pair]:
    """The pairs of a file, in its order.

    Raises:
        DataError: a line is not a pair, or the pairs contradict one another.
    """
    pairs = []
    for record in read_lines(path):
        try:
            pairs.append(_pair(record))
        except (KeyError, TypeError) as error:
            raise DataError(f"{path}: {record['id']} is not a pair of mentions: {error!r}") from error
    clusters = _clusters(pairs)
    for pair in pairs:
        if not pair.same and clusters[pair.left] == clusters[pair.right]:
            raise DataError(f"{path}: {pair.id} is different, but other pairs make it the same")
    return pairs


def _pair(record: Mapping[str, Any]) -> Pair:
    left, right = record["left"], record["right"]
    return Pair(
        id=record["id"],
        type=left["type"],
        left=Place(left["article"], left["start"], left["end"]),
        right=Place(right["article"], right["start"], right["end"]),
        texts=(left["text"], right["text"]),
        same=record["same"],
        kind=record["kind"],
        reason=record["reason"],
    )


def in_store(store: Store, pairs: Iterable[Pair]) -> dict[Place, object]:
    """The entities that a store's graph gives to the mentions of pairs.

    Raises:
        DataError: an article of the pairs is not in the store, or has another text.
    """
    refers = NamedNode(f"{ONTOLOGY}refersTo")
    found: dict[Place, object] = {}
    for place, words in _places(pairs):
        try:
            text = store.text_of(place.article)
        except UsageError as error:
            raise DataError(f"{store.path}: {place.article} is needed for the pairs: {error}") from error
        _check(place, words, text)
        span = NamedNode(span_iri(store.base, *place))
        graph = NamedNode(article_iri(store.base, place.article))
        for quad in store.graph.quads_for_pattern(span, refers, None, graph):
            found[place] = str(quad.object)
    return found


def in_articles(paths: Iterable[Path], pairs: Sequence[Pair]) -> dict[Place, object]:
    """The entities that the mentions of pairs stand for when the articles of the pairs are all there is: fewer than
    in a store of everything, where further articles tell more. `paths` may hold any number of other articles.

    Raises:
        DataError: an article of the pairs is not in the files, or has another text.
    """
    from kg.extract import extract
    from kg.load import load
    from kg.model import Article
    from kg.read import read
    from kg.resolve import resolve

    wanted = {place.article for pair in pairs for place in (pair.left, pair.right)}
    loaded = (item for item in load(list(paths)) if isinstance(item, Article) and item.id in wanted)
    articles = {article.id: article for article in loaded}
    for place, words in _places(pairs):
        if place.article not in articles:
            raise DataError(f"{place.article} is needed for the pairs, and not among the articles given")
        _check(place, words, articles[place.article].text)
    documents = extract([read(articles[id_]) for id_ in sorted(articles)])
    places = {place for place, _ in _places(pairs)}
    found: dict[Place, object] = {}
    for statement in resolve(documents):
        place = Place(statement.article, statement.start, statement.end)
        if statement.predicate == "mention" and place in places:
            found[place] = (statement.subject.type, statement.subject.key)
    return found


def _places(pairs: Iterable[Pair]) -> list[tuple[Place, str]]:
    """Each mention of the pairs once, with its words, sorted."""
    return sorted({both for pair in pairs for both in zip((pair.left, pair.right), pair.texts, strict=True)})


def _check(place: Place, words: str, text: str) -> None:
    if text[place.start : place.end] != words:
        raise DataError(
            f"{place.article}: not the text that the pairs were made from: no {words!r} at {place.start}"
        )


def score(pairs: Iterable[Pair], found: Found) -> PairScores:
    """Figures of the entities found, against the pairs."""
    pairs = list(pairs)
    scores = PairScores(b_cubed=_b_cubed(pairs, found))
    for pair in pairs:
        joined = pair.joined(found)
        scores.pairs[pair.type] += 1
        scores.unfound[pair.type] += not pair.found(found)
        keys = [(scores.by_type, pair.type), (scores.by_kind, pair.kind)]
        if pair.found(found):
            keys.append((scores.of_found, pair.type))
        for table, key in keys:
            if pair.same:
                table.gold(key, joined)
            if joined:
                table.predicted(key, pair.same)
        if joined != pair.same:
            scores.wrong.append(pair)
    return scores


def _clusters(pairs: Iterable[Pair]) -> dict[Place, Place]:
    """The cluster of each mention, named by its first mention."""
    cluster: dict[Place, Place] = {}

    def root(place: Place) -> Place:
        while cluster.setdefault(place, place) != place:
            place = cluster[place]
        return place

    for pair in pairs:
        left, right = root(pair.left), root(pair.right)
        if pair.same:
            cluster[max(left, right)] = min(left, right)
    return {place: root(place) for place in sorted(cluster)}


def _b_cubed(pairs: Sequence[Pair], found: Found) -> Agreement:
    """B³ over the mentions of the pairs, as far as the pairs go."""
    clusters = _clusters(pairs)
    members: dict[Place, list[Place]] = defaultdict(list)
    for place, cluster in clusters.items():
        members[cluster].append(place)
    apart: dict[Place, set[Place]] = defaultdict(set)
    for pair in pairs:
        if not pair.same:
            left, right = clusters[pair.left], clusters[pair.right]
            apart[left].add(right)
            apart[right].add(left)
    total = Agreement()
    for place, cluster in clusters.items():
        joined = _one_with(place, members[cluster], found)
        wrongly = sum(_one_with(place, members[other], found) for other in apart[cluster])
        total = total.plus(Agreement(joined / (joined + wrongly), 1, joined / len(members[cluster]), 1))
    return total


def _one_with(place: Place, others: Iterable[Place], found: Found) -> int:
    """How many mentions are one with this: itself, and those of the entity that it was found to be."""
    entity = found.get(place)
    return sum(other == place or (entity is not None and found.get(other) == entity) for other in others)
