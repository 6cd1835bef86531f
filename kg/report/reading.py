"""What reports read of a store: its facts by predicate, each with its support, by the numbers of the edge table."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np

from kg.graph import ALL
from kg.graph.ties import UNCOUNTED, Projection, Selection, Ties, count, iso, select
from kg.rdf.terms import key_of
from kg.store.edge_table import EdgeTable

NOTHING: frozenset[str] = frozenset()

TIMES = "“×3”: three independent sources say so; a name without a number rests on one"
"""How to read lists of names."""


@dataclass(frozen=True, slots=True)
class Said:
    """A fact as one of its ends sees it: the entity at the other end, how many articles and independent sources say so,
    how sure the best of them is, and the first and the last day on which one does (empty when unknown)."""

    other: int
    articles: int
    sources: int
    confidence: float
    first: str
    last: str


class Reading:
    """The asserted facts of a store, of the time, with the support and without the hubs of a projection."""

    def __init__(self, table: EdgeTable, projection: Projection = ALL) -> None:
        self.table = table
        self.projection = replace(projection, without=NOTHING, types=NOTHING, predicates=NOTHING, together="")
        self.selection = select(table, self.projection)
        self.articles: list[int] = self.selection.articles.tolist()

    @cached_property
    def ties(self) -> Ties:
        return count(self.selection, min_articles=self.projection.min_articles)

    @cached_property
    def _by_predicate(self) -> dict[str, tuple[dict[int, list[Said]], dict[int, list[Said]]]]:
        found: dict[str, tuple[dict[int, list[Said]], dict[int, list[Said]]]] = defaultdict(
            lambda: (defaultdict(list), defaultdict(list))
        )
        ties = self.ties
        columns = (
            ties.source,
            ties.kind,
            ties.target,
            ties.articles,
            ties.origins,
            ties.confidence,
            ties.first,
            ties.last,
        )
        for source, kind, target, articles, origins, sure, first, last in zip(
            *(column.tolist() for column in columns), strict=True
        ):
            forward, back = found[self.table.predicates[kind]]
            forward[source].append(Said(target, articles, origins, sure, iso(first), iso(last)))
            back[target].append(Said(source, articles, origins, sure, iso(first), iso(last)))
        for sides in found.values():
            for side in sides:
                for facts in side.values():
                    facts.sort(key=self._best)
        return found

    def _best(self, said: Said) -> tuple[float, ...]:
        """Best attested first; of facts with one source each, the surer, then those of whom more is written."""
        return (-said.sources, -said.articles, -said.confidence, -self.articles[said.other], said.other)

    def facts(self, predicate: str, node: int) -> Sequence[Said]:
        """What is said of an entity, best attested first."""
        return self._by_predicate[predicate][0].get(node, ())

    def back(self, predicate: str, node: int) -> Sequence[Said]:
        """Of whom this is said of the entity, best attested first."""
        return self._by_predicate[predicate][1].get(node, ())

    def of_type(self, kind: str) -> list[int]:
        """The entities of a type that articles speak of, the most mentioned first."""
        kept = self.selection.kept
        found = [
            node
            for node, its in enumerate(self.table.types)
            if its == kind and kept[node] and (self.articles[node] or not self._narrow)
        ]
        return sorted(found, key=lambda node: (-self.articles[node], node))

    @property
    def _narrow(self) -> bool:
        return bool(self.projection.since or self.projection.until)

    def name(self, node: int) -> str:
        """What to call an entity: its key, which tells it apart from others of its name."""
        return key_of(self.table.nodes[node])

    def names(self, facts: Iterable[Said], most: int = 3) -> str:
        """The other ends of facts in words, `most` of them, each with the number of its sources if more than one, and how
        many more there are."""
        every = list(facts)
        words = "、".join(
            self.name(said.other) + (f" ×{said.sources}" if said.sources > 1 else "") for said in every[:most]
        )
        return words + (f" … +{len(every) - most}" if len(every) > most else "")

    @property
    def note(self) -> str:
        """What of the store is shown."""
        return shown(self.selection, self.projection)


def shown(selection: Selection, projection: Projection) -> str:
    """What a projection shows of a store, in words: which articles, entities and ties."""
    days = sorted(
        day
        for day, timely in zip(selection.table.days, selection.timely.tolist(), strict=True)
        if day and timely
    )
    number, every = int(selection.timely.sum()), len(selection.timely)
    articles = f"{number:,} articles" if number == every else f"{number:,} of {every:,} articles"
    parts = [articles + (f", {days[0]} – {days[-1]}" if days else "")]
    if projection.types:
        parts.append(f"only {', '.join(sorted(projection.types))}")
    if projection.predicates:
        parts.append(f"only the facts {', '.join(sorted(projection.predicates))}")
    if projection.together:
        parts.append(f"named in one {projection.together} counts as tied")
    if projection.min_articles > 1:
        parts.append(f"only what {projection.min_articles} articles or more say")
    if projection.hubs < 1:
        parts.append(f"without what more than {projection.hubs:.0%} of the articles mention")
    return "; ".join(parts)


def without_posts(projection: Projection) -> Projection:
    """A projection without posts, unless it asks for them: two ministers are not tied by being ministers."""
    return replace(projection, without=frozenset({*UNCOUNTED, "Role"}) - projection.types)


def without_geography(selection: Selection, projection: Projection) -> Selection:
    """A selection without the places that lie in others, unless the projection asks for predicates by name."""
    table = selection.table
    if "locatedIn" not in table.predicates or projection.predicates:
        return selection
    rows = selection.rows
    place = np.array([kind == "Place" for kind in table.types], np.bool_)
    lies = rows[:, 1] == table.predicates.index("locatedIn")
    kept = ~(lies & place[rows[:, 0]] & place[rows[:, 2]])
    return replace(selection, rows=rows[kept], confidence=selection.confidence[kept])
