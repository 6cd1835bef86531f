"""Centrality: who stands in the middle of the graph, and how sure that is.

PageRank over the facts. A fact that more independent sources state weighs more, but not in proportion: 1 + log2 of
their number, since what is said every evening is no more of a tie than what is said once a month. That a place lies in
another is geography, not a tie, and left out. Which articles happen to be there decides much of a rank: so it is
computed again on resamples of the articles (the bootstrap, Efron 1979), and each rank is given with the interval in
which nine of ten resamples put it. Ranks whose intervals overlap are not to be told apart; whom some resamples put far
down is not ranked at all.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

import numpy as np

from kg.graph.engine import Arrays, Numbers, Vector, betweenness_centrality, pagerank
from kg.graph.ties import UNCOUNTED, Projection, Selection, select
from kg.ontology import ontology
from kg.rdf.terms import unescape
from kg.report.reading import ALL, shown
from kg.report.sections import Cell, Chart, Report, Section
from kg.store import Store
from kg.store.edge_table import EdgeTable

KINDS = ("Person", "Organisation", "Site", "Campaign", "Place", "Event", "Policy", "Route")
_TOP = 15
_NOISE = 3 * _TOP
"""Who falls below this rank in one of twenty resamples is in the middle by the chance of an article or two."""

_RESAMPLES = 40
_PATHS = 64
"""Nodes that betweenness is measured from: its error is some 1/√64 of the largest value."""

_EVERYWHERE = 0.2
"""An entity that every fifth article mentions is tied to everything; it is marked."""

_OPEN = re.compile(
    r"第[一二三四五六七八九十百\d]+次(?:全体)?(?:会议|大会)|[^市省县区国]{0,4}(?:座谈会|研讨会|发布会|开幕式|闭幕式)"
)
"""Names that leave open whose: many meetings bear them, and articles do not tell which."""

_COLUMNS = ("name", "rank", "rank 90%", "PageRank ‰", "betweenness ‰", "ties", "articles")

WITHOUT = frozenset({*UNCOUNTED, "Role"})
"""Types that are no nodes here: two ministers are not tied by being ministers."""


@dataclass(frozen=True, slots=True)
class _Ties:
    """The tied pairs of nodes, for each of their rows which pair and which origin, and what ties them in all."""

    pairs: Numbers
    pair: Numbers
    origin: Numbers

    def weights(self, times: Vector) -> Vector:
        """The weight of each pair, where an origin counts `times`; 0 where none is left."""
        number = np.bincount(self.pair, weights=times[self.origin], minlength=len(self.pairs))
        return np.where(number > 0, 1 + np.log2(np.maximum(number, 1)), 0.0)


def report(store: Store, projection: Projection = ALL) -> Report:
    """The most central entities of each type."""
    projection = replace(projection, without=WITHOUT - projection.types)
    table = store.edges
    selection = select(table, projection)
    ties = _ties(selection, projection)
    size = len(table.nodes)
    origins = np.array(table.origins, np.int64)
    arrays = Arrays.from_ends(range(size), ties.pairs, ties.weights(np.ones(len(origins))), directed=False)
    rank = pagerank(arrays)
    resampled = _resampled(ties, origins, size)
    some = bool(len(ties.pairs))
    through = betweenness_centrality(arrays, k=min(_PATHS, size), seed=0) if some else np.zeros(size)
    neighbours = np.diff(arrays.steps.indptr)
    sections = _sections(table, selection, rank, resampled, through, neighbours)
    note = (
        f"{shown(selection, projection)}. rank 90%: where nine of ten of {_RESAMPLES} resamples of the articles put it; ranks "
        "whose intervals overlap are not to be told apart"
    )
    return Report("中心性 · Centrality", tuple(section for section in sections if section.rows), note)


def _ties(selection: Selection, projection: Projection) -> _Ties:
    """What ties two entities, without geography."""
    table = selection.table
    rows = selection.rows
    if "locatedIn" in table.predicates and not projection.predicates:
        place = np.array([kind == "Place" for kind in table.types], np.bool_)
        lies = rows[:, 1] == table.predicates.index("locatedIn")
        rows = rows[~(lies & place[rows[:, 0]] & place[rows[:, 2]])]
    rows = rows[rows[:, 0] != rows[:, 2]]
    pairs, pair = np.unique(np.sort(rows[:, [0, 2]], axis=1), axis=0, return_inverse=True)
    articles = np.unique(np.column_stack([pair.reshape(-1), rows[:, 3]]), axis=0)
    enough = np.bincount(articles[:, 0], minlength=len(pairs)) >= projection.min_articles
    number = np.cumsum(enough) - 1
    articles = articles[enough[articles[:, 0]]]
    origin = np.array(table.origins, np.int64)[articles[:, 1]]
    unique = np.unique(np.column_stack([number[articles[:, 0]], origin]), axis=0)
    return _Ties(pairs[enough], unique[:, 0], unique[:, 1])


def _resampled(ties: _Ties, origins: Numbers, size: int) -> Vector:
    """PageRank on each resample of the articles: a row for each. Articles that copy one another come together."""
    several = np.unique(origins)
    drawing = np.random.default_rng(0)  # the same resamples every time
    found = np.zeros((_RESAMPLES, size))
    for index in range(_RESAMPLES if len(ties.pairs) else 0):
        drawn = drawing.integers(0, len(several), len(several))
        times = np.bincount(several[drawn], minlength=len(origins)).astype(np.float64)
        weight = ties.weights(times)
        held = weight > 0
        arrays = Arrays.from_ends(range(size), ties.pairs[held], weight[held], directed=False)
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
        noise: list[str] = []
        for place in np.argsort(ranks, kind="stable").tolist():
            if len(rows) == _TOP:
                break
            node = int(members[place])
            name = unescape(table.nodes[node].partition("/")[2])
            low, high = (
                int(bound) for bound in np.quantile(spread[:, place], [0.05, 0.95], method="nearest")
            )
            if high > _NOISE:
                noise += [name] if ranks[place] <= _TOP else []
                continue
            mentioned = int(selection.articles[node])
            rows.append(
                (
                    name + _mark(name, articles >= 20 and mentioned > _EVERYWHERE * articles),
                    int(ranks[place]),
                    f"{low}–{high}",
                    round(1000 * float(rank[node]), 2),
                    round(1000 * float(through[node]), 2),
                    int(neighbours[node]),
                    mentioned,
                )
            )
        yield Section(
            f"{ontology().types[kind].label_zh} {kind}",
            _COLUMNS,
            tuple(rows),
            _note(rows, noise),
            Chart("ranges", value=2),
        )


def _mark(name: str, everywhere: bool) -> str:
    return " *" if everywhere else " †" if _OPEN.fullmatch(name) else ""


def _ranks(values: Vector) -> Numbers:
    """1 for the largest, equal values in their order."""
    order = np.argsort(-values, kind="stable")
    ranks = np.empty(len(values), np.int64)
    ranks[order] = np.arange(1, len(values) + 1)
    return ranks


def _note(rows: list[tuple[Cell, ...]], noise: list[str]) -> str:
    """What a reader must not read into the table."""
    marks = "".join(str(row[0])[-2:] for row in rows)
    notes = [
        f"* in over {_EVERYWHERE:.0%} of the articles, tied to everything (--hubs leaves it out)"
        if " *" in marks
        else "",
        "† several meetings bear this name" if " †" in marks else "",
        f"not ranked, since without an article or two it may be far down: {'、'.join(noise[:5])}"
        + (f" … +{len(noise) - 5}" if len(noise) > 5 else "")
        if noise
        else "",
    ]
    return "; ".join(filter(None, notes))
