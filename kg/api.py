"""A store from Python: `kg.open`.

>>> import kg
>>> with kg.open("demo/store") as store:                                # doctest: +SKIP
...     store.connect("沈佳禾", "石桥湾烈士陵园").routes[0].ends[1].label
'石桥湾烈士陵园'
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Self

import pyoxigraph as ox

from kg.errors import UsageError
from kg.query import named_queries, parse_query, run
from kg.query.card import Card, card, why
from kg.query.claims import Claim
from kg.query.find import Found, find, shorten, suggest
from kg.store import Store

if TYPE_CHECKING:
    import networkx as nx
    import pandas as pd

    from kg.graph.connection import Connection
    from kg.report import Report

Value = str | int | float | bool | None

_NUMBERS: dict[str, Callable[[str], Value]] = {
    "integer": int,
    "decimal": float,
    "double": float,
    "float": float,
    "boolean": lambda text: text == "true",
}


@dataclass(frozen=True, slots=True)
class Table:
    """Rows of values under named columns: entities as in `person/沈佳禾`, numbers as numbers, days as ISO text, None
    where there is nothing. Iterating gives a dictionary for each row."""

    columns: tuple[str, ...]
    rows: tuple[tuple[Value, ...], ...]

    def __len__(self) -> int:
        return len(self.rows)

    def __iter__(self) -> Iterator[dict[str, Value]]:
        return (dict(zip(self.columns, row, strict=True)) for row in self.rows)

    def column(self, name: str) -> list[Value]:
        """The values of one column."""
        index = self.columns.index(name)
        return [row[index] for row in self.rows]

    def frame(self) -> pd.DataFrame:
        """The table as a data frame of pandas.

        Raises:
            ImportError: pandas is not installed.
        """
        import pandas as pd

        return pd.DataFrame(list(self.rows), columns=list(self.columns))


class Knowledge:
    """A store that is open for reading: its newest published graph, as it was when it was first asked. It is for the
    thread that opened it, as SQLite's connections are; every thread may open its own."""

    def __init__(self, path: str | Path) -> None:
        """Open the store at `path`.

        Raises:
            UsageError: there is none.
            StoreError: it is damaged, or of a newer version.
        """
        self._store = Store.read(Path(path))

    def find(self, name: str) -> list[Found]:
        """The entities that bear a name, or part of whose IRI it is; most mentioned first."""
        return find(self._store.graph, name, base=self._store.base)

    def suggest(self, name: str) -> list[str]:
        """Up to five names that are like a name."""
        return suggest(self._store.graph, name)

    def card(self, name: str) -> Card:
        """All that is known of an entity.

        Raises:
            UsageError: none bears the name (near ones are suggested), or several do (they are listed).
        """
        return card(self._store.graph, name, base=self._store.base)

    def why(self, subject: str, predicate: str, object_: str) -> list[Claim]:
        """The sentences behind a fact, best first.

        Raises:
            UsageError: a name or predicate is unknown, or nobody says so.
        """
        return why(self._store.graph, subject, predicate, object_, base=self._store.base)

    def text(self, article: str) -> str:
        """The text of an article, exactly as it was read: what the offsets of claims refer to.

        Raises:
            UsageError: the store has no such article.
        """
        return self._store.text_of(article)

    def query(self, query: str, **values: object) -> Table:
        """The results of a named query, or of SPARQL (SELECT or ASK), with parameters bound to `values`.

        Raises:
            UsageError: a parameter is wrong, or the query gives triples.
            RuleError: the query is not valid.
        """
        store = self._store
        found = named_queries().get(query) or parse_query("query", query.encode())
        bound = {name: str(value) for name, value in values.items()}
        results = run(store.graph, found, bound, base=store.base)
        if isinstance(results, ox.QueryBoolean):
            return Table(("answer",), ((bool(results),),))
        if isinstance(results, ox.QueryTriples):
            raise UsageError("CONSTRUCT and DESCRIBE give triples, not a table: use kg query --format ttl")
        columns = tuple(variable.value for variable in results.variables)
        return Table(columns, tuple(tuple(self._value(term) for term in solution) for solution in results))

    def _value(self, term: object) -> Value:
        if isinstance(term, ox.Literal):
            kind = _NUMBERS.get(term.datatype.value.rpartition("#")[2])
            return kind(term.value) if kind else term.value
        return shorten(term.value, self._store.base) if isinstance(term, ox.NamedNode) else None

    def articles(self) -> Table:
        """The articles of the store by date, with their states."""
        columns = ("id", "date", "title", "source", "state")
        rows = self._store.articles.rows()
        return Table(columns, tuple(tuple(getattr(row, name) for name in columns) for row in rows))

    def graph(self, **projection: Any) -> nx.MultiDiGraph[str]:
        """The graph of entities and facts, as `kg.graph.entity_graph` gives it; options as in `kg.graph.Projection`."""
        from kg.graph import entity_graph

        return entity_graph(self._store.edges, _projection(projection))

    def network(self, **projection: Any) -> nx.Graph[str]:
        """The simple graph for analysis, as `kg.graph.project` gives it; options as in `kg.graph.Projection`."""
        from kg.graph import project

        return project(self._store.edges, _projection(projection))

    def connect(self, a: str, b: str, paths: int = 5, **projection: Any) -> Connection:
        """How two entities are connected: the best paths, each step with its sentences.

        Raises:
            UsageError: as `kg.graph.connect.connect` says.
        """
        from kg.graph.connect import connect

        return connect(self._store, a, b, _projection(projection), number=paths)

    def report(self, name: str) -> Report:
        """A report as sections of rows.

        Raises:
            UsageError: there is none of this name (those that are, are listed).
        """
        from kg.report import REPORTS

        if name not in REPORTS:
            raise UsageError(f"no report {name!r}; there are {', '.join(REPORTS)}")
        return REPORTS[name](self._store)

    def close(self) -> None:
        """Let go of the store; a context manager does it by itself."""
        self._store.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: object) -> None:
        self._store.__exit__(kind, error, trace)


def _projection(options: dict[str, Any]) -> Any:
    from kg.graph import Projection

    for name in ("types", "predicates", "without"):
        value = options.get(name)
        if isinstance(value, Iterable):
            options[name] = frozenset([value] if isinstance(value, str) else value)
    return Projection(**options)
