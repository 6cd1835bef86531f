"""Centrality: who stands in the middle of the graph, and how sure that is.

PageRank over the facts, weighted by their independent sources. Which articles happen to be there decides much of it: so
it is computed again on resamples of the articles (the bootstrap, Efron 1979), and each rank is given with the interval
in which nine of ten resamples put it. Ranks whose intervals overlap are not to be told apart.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from kg.graph.engine import Arrays, Numbers, Vector, betweenness_centrality, pagerank
from kg.graph.ties import Projection, Selection, count, select
from kg.ontology import ontology
from kg.rdf.terms import unescape
from kg.report.sections import Cell, Report, Section
from kg.store import Store
from kg.store.edge_table import EdgeTable

KINDS = ("Person", "Organisation", "Site", "Campaign", "Place", "Event", "Policy", "Route")
_TOP = 15
_RESAMPLES = 40
_PATHS = 64
"""Nodes that betweenness is measured from: its error is some 1/√64 of the largest value."""

_EVERYWHERE = 0.2
"""An entity that every fifth article mentions is tied to everything; it is marked."""

_COLUMNS = ("name", "rank", "rank 90%", "PageRank ‰", "betweenness ‰", "ties", "articles")


def report(store: Store) -> Report:
    """The most central entities of each type."""
    table = store.edges
    selection = select(table, Projection(without=frozenset({"Quote", "Figure", "Date", "Role"})))
    ties = count(selection, directed=False)
    pairs = np.column_stack([ties.source, ties.target])
    size = len(table.nodes)
    arrays = Arrays.from_ends(range(size), pairs, ties.origins.astype(np.float64), directed=False)
    rank = pagerank(arrays)
    resampled = _resampled(selection, size)
    through = betweenness_centrality(arrays, k=min(_PATHS, size), seed=0) if len(pairs) else np.zeros(size)
    neighbours = np.diff(arrays.steps.indptr)
    sections = _sections(table, selection, rank, resampled, through, neighbours)
    return Report("中心性 · Centrality", tuple(section for section in sections if section.rows))


def _resampled(selection: Selection, size: int) -> Vector:
    """PageRank on each resample of the articles: a row for each. Articles that copy one another come together."""
    rows = selection.rows
    ends = np.sort(rows[:, [0, 2]], axis=1)
    origins = np.array(selection.table.origins, np.int64)[rows[:, 3]]
    unique = np.unique(np.column_stack([ends, origins]), axis=0)
    unique = unique[unique[:, 0] != unique[:, 1]]
    several = np.unique(np.array(selection.table.origins, np.int64))
    drawing = np.random.default_rng(0)  # the same resamples every time
    found = np.zeros((_RESAMPLES, size))
    for index in range(_RESAMPLES if len(unique) else 0):
        times = np.zeros(len(selection.table.origins))
        drawn = drawing.integers(0, len(several), len(several))
        np.add.at(times, several[drawn], 1)
        weight = times[unique[:, 2]]
        held = weight > 0
        arrays = Arrays.from_ends(range(size), unique[held, :2], weight[held], directed=False)
        found[index] = pagerank(arrays)
    return found


def _sections(
    table: EdgeTable,
    selection: Selection,
    rank: Vector,
    resampled: Vector,
    through: Vector,
    neighbours: Numbers,
) -> Iterator[Section]:
    types = np.array(table.types, object)
    articles = max(int(selection.timely.sum()), 1)
    for kind in KINDS:
        members = np.flatnonzero((types == kind) & (neighbours > 0))
        ranks = _ranks(rank[members])
        spread = np.array([_ranks(values[members]) for values in resampled])
        rows: list[tuple[Cell, ...]] = []
        for place in np.argsort(ranks, kind="stable")[:_TOP].tolist():
            node = int(members[place])
            low, high = np.quantile(spread[:, place], [0.05, 0.95], method="nearest")
            mentioned = int(selection.articles[node])
            name = unescape(table.nodes[node].partition("/")[2])
            everywhere = articles >= 20 and mentioned > _EVERYWHERE * articles
            rows.append(
                (
                    name + (" *" if everywhere else ""),
                    int(ranks[place]),
                    f"{int(low)}–{int(high)}",
                    round(1000 * float(rank[node]), 2),
                    round(1000 * float(through[node]), 2),
                    int(neighbours[node]),
                    mentioned,
                )
            )
        yield Section(f"{ontology().types[kind].label_zh} {kind}", _COLUMNS, tuple(rows), _note(rows))


def _ranks(values: Vector) -> Numbers:
    """1 for the largest, equal values in their order."""
    order = np.argsort(-values, kind="stable")
    ranks = np.empty(len(values), np.int64)
    ranks[order] = np.arange(1, len(values) + 1)
    return ranks


def _note(rows: list[tuple[Cell, ...]]) -> str:
    """What a reader must not read into the table."""
    everywhere = any(str(row[0]).endswith(" *") for row in rows)
    note = f"rank 90%: where nine of ten of {_RESAMPLES} resamples of the articles rank it"
    return note + (f"; * in over {_EVERYWHERE:.0%} of the articles, tied to everything" if everywhere else "")
