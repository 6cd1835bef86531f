"""How two entities are connected: the best paths, what each step of them rests on, and whom both are tied to."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import replace
from itertools import pairwise
from typing import Literal

import numpy as np

from kg.errors import UsageError
from kg.graph.connection import Connection, End, Route, Shared, Step, Tie
from kg.graph.paths import Network, best_paths, network
from kg.graph.ties import TOGETHER, Projection, Selection, Ties, count, iso, select
from kg.query.find import Found, find, find_one, mention_count
from kg.rdf.terms import key_of
from kg.store import Store

_BOUNDS = "。！？!?\n"


def connect(store: Store, a: str, b: str, projection: Projection, *, number: int = 5) -> Connection:
    """How two entities are connected along the ties of a projection.

    Raises:
        UsageError: a name is borne by none (near ones are suggested) or by several, none of whom is mentioned
            far more often than the others (they are listed), the two are one, or the projection leaves one of them out.
    """
    (left, one), (right, other) = (_meant(store, name) for name in (a, b))
    if left == right:
        raise UsageError(f"{a!r} and {b!r} are one entity, {left.short}")
    selection = select(store.edges, projection)
    net = network(selection, min_articles=projection.min_articles)
    reader = _Reader(store, selection, net, count(selection, min_articles=projection.min_articles))
    start, end = (_kept(selection, found) for found in (left, right))
    routes = tuple(reader.route(path.nodes, path.cost) for path in best_paths(net, start, end, number))
    return Connection(reader.end(start), reader.end(end), routes, reader.shared(start, end), one + other)


def connect_somehow(
    store: Store, a: str, b: str, projection: Projection, *, number: int = 5, facts: bool = False
) -> tuple[Connection, str]:
    """As `connect` by facts; where these do not connect the two, by what one sentence names too, and then by what one
    article names. Where facts connect them but by paths that are `FAR`, and a sentence or else an article names both,
    that. With the `together` of the projection that did: the one asked for, if any was. With `facts`, facts alone.

    Raises:
        UsageError: as `connect`, and where nothing connects them.
    """
    found = connect(store, a, b, projection, number=number)
    instead = () if facts or projection.together or (found.routes and not found.far) else _SIDES
    for together in instead:
        if found.routes and not _both_in_one(store, found, projection, together):
            continue
        other = connect(store, a, b, replace(projection, together=together), number=number)
        if other.routes and (not found.routes or len(other.routes[0].steps) == 1):
            return replace(other, passed=found.routes[0].cost if found.routes else 0), together
    if not found.routes:
        raise UsageError(f"nothing connects {found.left.name} and {found.right.name} with these options")
    return found, projection.together


_SIDES: tuple[Literal["sentence", "article"], ...] = ("sentence", "article")


def _both_in_one(store: Store, found: Connection, projection: Projection, where: str) -> bool:
    """Whether one sentence, or one article, of the time asked for names both ends."""
    selection = select(store.edges, projection)
    names, mentions = selection.table.nodes, selection.table.mentions
    mentions = mentions[selection.timely[mentions[:, 0]]]
    columns = [0, 2] if where == "sentence" else [0]
    one, other = (
        set(map(tuple, mentions[mentions[:, 1] == bisect_left(names, end.name)][:, columns].tolist()))
        for end in (found.left, found.right)
    )
    return not one.isdisjoint(other)


_FAR = 10
"""How many times as often as all its namesakes together an entity must be mentioned for a bare name to mean it."""


def _meant(store: Store, name: str) -> tuple[Found, tuple[str, ...]]:
    """The entity that a name means, and those that bear it too: the premier, whom hundreds of articles mention, rather
    than a farmer of one."""
    bearers = find(store.graph, name, base=store.base)
    if len(bearers) < 2:
        return find_one(store.graph, name, base=store.base), ()
    first, *others = bearers
    known, rest = (
        mention_count(store.graph, first.iri),
        sum(mention_count(store.graph, one.iri) for one in others),
    )
    if known < _FAR * max(rest, 1):
        return find_one(store.graph, name, base=store.base), ()
    return first, tuple(one.short for one in others)


def _kept(selection: Selection, found: Found) -> int:
    """The number of an entity.

    Raises:
        UsageError: the projection leaves it out.
    """
    names = selection.table.nodes
    index = bisect_left(names, found.short)
    if index == len(names) or names[index] != found.short:
        raise UsageError(f"{found.short}: no article speaks of it, only of places within it")
    if not selection.kept[index]:
        raise UsageError(f"{found.short} is left out by the options: its type, or a hub")
    return index


class _Reader:
    """Reads what stands behind the numbers of paths."""

    def __init__(self, store: Store, selection: Selection, net: Network, ties: Ties) -> None:
        self._store = store
        self._selection = selection
        self._net = net
        self._ties = ties

    def end(self, node: int) -> End:
        table = self._selection.table
        name = table.nodes[node]
        return End(
            name,
            table.types[node],
            table.labels[node],
            key_of(name),
            int(self._selection.articles[node]),
            int(self._net.neighbours[node]),
        )

    def route(self, nodes: tuple[int, ...], cost: float) -> Route:
        steps = tuple(self._step(a, b) for a, b in pairwise(nodes))
        return Route(tuple(map(self.end, nodes)), steps, cost)

    def _step(self, a: int, b: int) -> Step:
        ties = self._ties
        together = len(self._selection.table.predicates)
        rows = [*self._between(a, b), *self._between(b, a)]
        rows.sort(
            key=lambda row: (
                ties.kind[row] == together,
                -ties.origins[row],
                -ties.articles[row],
                -ties.claims[row],
                row,
            )
        )
        names = self._selection.table.nodes
        return Step(names[a], names[b], tuple(tie for row in rows if (tie := self._tie(row))))

    def _between(self, a: int, b: int) -> list[int]:
        first, last = np.searchsorted(self._ties.source, [a, a + 1])
        found: list[int] = (first + np.flatnonzero(self._ties.target[first:last] == b)).tolist()
        return found

    def _tie(self, row: int) -> Tie | None:
        """A tie; None for two that are named together only where facts about them are stated."""
        ties, table = self._ties, self._selection.table
        a, b, kind = (int(column[row]) for column in (ties.source, ties.target, ties.kind))
        predicate = (*table.predicates, TOGETHER)[kind]
        sentence, place = self._side_by_side(a, b) if predicate == TOGETHER else self._said(a, kind, b)
        if not place:
            return None
        return Tie(
            table.nodes[a],
            predicate,
            table.nodes[b],
            int(ties.articles[row]),
            int(ties.origins[row]),
            int(ties.claims[row]),
            float(ties.confidence[row]),
            iso(int(ties.first[row])),
            iso(int(ties.last[row])),
            sentence,
            place,
        )

    def _said(self, a: int, kind: int, b: int) -> tuple[str, str]:
        """The best sentence that states a fact in the time asked for, and its place."""
        rows = (row for row in self._claims(a, b) if row[2] == kind)
        best = max(rows, key=lambda row: (row[5], -row[0], -row[6]))
        return self._quoted(best[0], best[6], best[7])

    def _claims(self, a: int, b: int) -> list[list[int]]:
        """The rows of all claims from the one to the other in the time asked for."""
        claims = self._selection.table.claims
        rows = claims[(claims[:, 1] == a) & (claims[:, 3] == b) & (claims[:, 4] == 0)]
        found: list[list[int]] = rows[self._selection.timely[rows[:, 0]]].tolist()
        return found

    def _side_by_side(self, a: int, b: int) -> tuple[str, str]:
        """The words from the one name to the other where they stand closest, out to the bounds of their sentences; empty
        where they stand together only in what facts of the two were read from."""
        mentions = self._selection.table.mentions
        mentions = mentions[self._selection.timely[mentions[:, 0]]]
        left, right = (mentions[mentions[:, 1] == node].tolist() for node in (a, b))
        by_article: dict[int, list[list[int]]] = {}
        for row in left:
            by_article.setdefault(row[0], []).append(row)
        stated: dict[int, list[tuple[int, int]]] = {}
        for row in [*self._claims(a, b), *self._claims(b, a)] if self._tied_by_facts(a, b) else []:
            stated.setdefault(row[0], []).append((row[6], row[7]))
        pairs = (
            (one, other)
            for other in right
            for one in by_article.get(other[0], ())
            if not any(
                first < max(one[4], other[4]) and min(one[3], other[3]) < last
                for first, last in stated.get(other[0], ())
            )
        )
        closest = min(
            pairs, key=lambda pair: (abs(pair[0][3] - pair[1][3]), pair[0][0], pair[0][3]), default=None
        )
        if closest is None:
            return "", ""
        one, other = closest
        article = self._selection.table.articles[one[0]]
        text = self._store.text_of(article)
        start, end = min(one[3], other[3]), max(one[4], other[4])
        start = max(text.rfind(mark, 0, start) for mark in _BOUNDS) + 1
        ends = [place for mark in _BOUNDS if (place := text.find(mark, end)) >= 0]
        return self._quoted(one[0], start, min(ends, default=len(text) - 1) + 1)

    def _quoted(self, article: int, start: int, end: int) -> tuple[str, str]:
        name = self._selection.table.articles[article]
        return self._store.text_of(name)[start:end].strip(), f"{name}#char={start},{end}"

    def _tied_by_facts(self, a: int, b: int) -> bool:
        rows = [*self._between(a, b), *self._between(b, a)]
        return bool((self._ties.kind[rows] < len(self._selection.table.predicates)).any())

    def shared(self, a: int, b: int) -> tuple[Shared, ...]:
        """Whom both are tied to, those with fewest other neighbours first: by 1 / log2 k, as Adamic and Adar weigh
        common neighbours (Friends and Neighbors on the Web, Social Networks 25(3), 2003)."""
        sides = [self._neighbours(node) for node in (a, b)]
        both = sorted(
            sides[0].keys() & sides[1].keys() - {a, b}, key=lambda node: (self._net.neighbours[node], node)
        )
        return tuple(Shared(self.end(node), sides[0][node], sides[1][node]) for node in both)

    def _neighbours(self, node: int) -> dict[int, tuple[str, ...]]:
        """Those tied to a node, and by what; a tie to it is written with an arrow before."""
        ties = self._ties
        kinds = (*self._selection.table.predicates, TOGETHER)
        found: dict[int, list[str]] = {}
        for ends, others, arrow in ((ties.source, ties.target, ""), (ties.target, ties.source, "←")):
            for row in np.flatnonzero(ends == node).tolist():
                kind = kinds[ties.kind[row]]
                words = kind if kind == TOGETHER else arrow + kind
                found.setdefault(int(others[row]), []).append(words)
        return {other: tuple(sorted(set(words))) for other, words in found.items()}
