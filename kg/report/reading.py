"""What reports read of a store: its facts by predicate, each with its support, by the numbers of the edge table."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

from kg.graph.ties import Projection, Ties, count, iso, select
from kg.rdf.terms import unescape
from kg.store.edge_table import EdgeTable

NOTHING: frozenset[str] = frozenset()


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
    """The asserted facts of a store."""

    def __init__(self, table: EdgeTable) -> None:
        self.table = table
        self.selection = select(table, Projection(without=NOTHING))
        self.articles: list[int] = self.selection.articles.tolist()

    @cached_property
    def ties(self) -> Ties:
        return count(self.selection)

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
                    facts.sort(key=lambda said: (-said.sources, -said.articles, said.other))
        return found

    def facts(self, predicate: str, node: int) -> Sequence[Said]:
        """What is said of an entity, best attested first."""
        return self._by_predicate[predicate][0].get(node, ())

    def back(self, predicate: str, node: int) -> Sequence[Said]:
        """Of whom this is said of the entity, best attested first."""
        return self._by_predicate[predicate][1].get(node, ())

    def of_type(self, kind: str) -> list[int]:
        """The entities of a type that articles speak of, the most mentioned first."""
        found = [node for node, its in enumerate(self.table.types) if its == kind]
        return sorted(found, key=lambda node: (-self.articles[node], node))

    def name(self, node: int) -> str:
        """What to call an entity: its key, which tells it apart from others of its name."""
        return unescape(self.table.nodes[node].partition("/")[2])

    def key(self, node: int) -> tuple[str, str]:
        """Type and key."""
        return self.table.types[node], self.name(node)

    def names(self, facts: Iterable[Said], most: int = 3) -> str:
        """The other ends of facts in words, `most` of them, and how many more there are."""
        every = list(facts)
        words = "、".join(self.name(said.other) for said in every[:most])
        return words + (f" … +{len(every) - most}" if len(every) > most else "")
