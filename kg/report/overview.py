"""The overview: how much there is, of what, from whom and when, and who stands out."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator

import networkx as nx

from kg.graph import Projection, entity_graph
from kg.ontology import ontology
from kg.rdf.terms import key_of
from kg.report.sections import Chart, Report, Section
from kg.store import Store

_TOP = 10
_KINDS = ("Person", "Organisation", "Campaign", "Site", "Place", "Event", "Route", "Policy", "Work")
_EVERYWHERE = 0.2
"""An entity that every fifth article mentions connects everything and tells nothing; it is marked."""


def report(store: Store) -> Report:
    """The overview of a store."""
    graph = entity_graph(store.edges, Projection(without=frozenset({"Quote"})))
    sections = [*_articles(store), _entities(graph), _facts(graph), *_leading(store, graph), _ties(graph)]
    return Report("概览 · Overview", tuple(section for section in sections if section.rows))


def _articles(store: Store) -> Iterator[Section]:
    rows = [row for row in store.articles.rows() if row.state != "leaving"]
    days = sorted(row.date[:10] for row in rows if row.date)
    sources = Counter(row.source or "(来源不详 unknown)" for row in rows)
    table = [
        ("文章 articles", len(rows), f"{days[0]} – {days[-1]}" if days else ""),
        ("无日期 without a date", len(rows) - len(days), ""),
        ("隔离 quarantined", len(store.articles.quarantined()), "kg articles --quarantined"),
        *((f"来源 source: {name}", count, "") for name, count in sorted(sources.items(), key=_often)[:5]),
    ]
    yield Section("文章 Articles", ("", "count", ""), tuple(table))
    years = Counter(day[:4] for day in days)
    yield Section("年份 Years", ("year", "articles"), tuple(sorted(years.items())), chart=Chart("bars"))


def _entities(graph: nx.MultiDiGraph[str]) -> Section:
    counts: dict[str, list[int]] = defaultdict(lambda: [0, 0])
    for _, data in graph.nodes(data=True):
        counts[data["type"]][0] += 1
        counts[data["type"]][1] += data["mentions"]
    types = ontology().types
    rows = [
        (f"{types[name].label_zh} {name}", counts[name][0], counts[name][1])
        for name in sorted(counts, key=lambda n: (-counts[n][0], n))
    ]
    return Section("实体 Entities", ("type", "entities", "mentions"), tuple(rows), chart=Chart("bars"))


def _facts(graph: nx.MultiDiGraph[str]) -> Section:
    facts: Counter[str] = Counter()
    single: Counter[str] = Counter()
    for _, _, data in graph.edges(data=True):
        facts[data["predicate"]] += 1
        single[data["predicate"]] += data["sources"] == 1
    labels = ontology().predicates
    rows = [
        (f"{labels[name].label_zh} {name}", count, f"{single[name] / count:.0%}")
        for name, count in sorted(facts.items(), key=_often)
    ]
    return Section("事实 Facts", ("predicate", "facts", "from one source only"), tuple(rows))


def _leading(store: Store, graph: nx.MultiDiGraph[str]) -> Iterator[Section]:
    types = ontology().types
    articles = max(store.articles.count(), 1)
    for kind in _KINDS:
        nodes = [
            (name, data) for name, data in graph.nodes(data=True) if data["type"] == kind and data["mentions"]
        ]
        nodes.sort(key=lambda node: (-node[1]["articles"], -node[1]["mentions"], node[0]))
        rows = [
            (_shown(name, data, articles), data["articles"], data["mentions"], graph.degree(name))
            for name, data in nodes[:_TOP]
        ]
        note = (
            f"* in over {_EVERYWHERE:.0%} of the articles"
            if any(str(row[0]).endswith("*") for row in rows)
            else ""
        )
        yield Section(
            f"{types[kind].label_zh} {kind}", ("name", "articles", "mentions", "facts"), tuple(rows), note
        )


def _shown(name: str, data: dict[str, str | int], articles: int) -> str:
    everywhere = articles >= 20 and int(data["articles"]) > _EVERYWHERE * articles
    return key_of(name) + (" *" if everywhere else "")


def _ties(graph: nx.MultiDiGraph[str]) -> Section:
    """The facts that most articles state."""
    edges = sorted(
        graph.edges(data=True),
        key=lambda e: (-e[2]["articles"], -e[2]["claims"], e[0], e[2]["predicate"], e[1]),
    )
    labels = ontology().predicates
    rows = [
        (
            key_of(a),
            f"{labels[data['predicate']].label_zh} {data['predicate']}",
            key_of(b),
            data["articles"],
            data["claims"],
        )
        for a, b, data in edges[:_TOP]
    ]
    return Section(
        "最多文章支持的事实 Best-supported facts",
        ("subject", "predicate", "object", "articles", "sentences"),
        tuple(rows),
        "kg why SUBJECT PREDICATE OBJECT opens the sentences",
    )


def _often(item: tuple[str, int]) -> tuple[int, str]:
    return -item[1], item[0]
