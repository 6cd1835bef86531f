"""Centrality: who stands in the middle of the graph, and how sure that is.

PageRank over the facts. A fact that n independent sources state weighs log2(1 + n), not n, since what is said every evening is no more of a tie than what is said once a month. That a place lies in
another is geography, not a tie, and left out. Which articles happen to be there decides much of a rank: so it is
computed again with the articles weighted by chance (the Bayesian bootstrap: Rubin, Annals of Statistics 9(1), 1981; to
draw articles with replacement would lose the ties of a single one, and put down whoever has many such), and each rank is
given with the interval in which nine of ten of these put it. Ranks whose intervals overlap are not to be told apart; whom some resamples put far
down is not ranked at all.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

import numpy as np

from kg.graph import ALL
from kg.graph.arrays import Arrays, Numbers, Vector
from kg.graph.engine import betweenness_centrality, pagerank
from kg.graph.ties import Projection, Selection, select
from kg.ontology import ontology
from kg.rdf.terms import key_of
from kg.report.reading import shown, without_geography, without_posts
from kg.report.sections import Cell, Chart, Report, Section
from kg.store import Store
from kg.store.edge_table import EdgeTable

KINDS = ("Person", "Organisation", "Site", "Campaign", "Place", "Event", "Policy", "Route")
_TOP = 15
_NOISE = 3 * _TOP
"""Who falls below this rank in one of twenty resamples is in the middle by the chance of an article or two."""

_FEWEST = 3
"""Independent sources that the ties of whoever is ranked must rest on, in all but small stores: of fewer, one of twenty
samples of the articles would hold none (e⁻³ = 0.05). In small stores, where hardly anybody has as many, they are ranked
and marked."""

_SMALL = 20
"""Articles below which a store, or the part of it that is asked for, is small."""

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


@dataclass(frozen=True, slots=True)
class _Ties:
    """The tied pairs of nodes, for each of their rows which pair and which origin, and what ties them in all."""

    pairs: Numbers
    pair: Numbers
    origin: Numbers

    def weights(self, times: Vector) -> Vector:
        """The weight of each pair, where an origin counts `times`."""
        number = np.bincount(self.pair, weights=times[self.origin], minlength=len(self.pairs))
        return np.log2(1 + number)

    def sources(self, size: int, origins: int) -> Numbers:
        """On how many origins the ties of each node rest."""
        ends = self.pairs[self.pair]
        named = np.unique(np.concatenate([ends[:, 0], ends[:, 1]]) * origins + np.tile(self.origin, 2))
        return np.bincount(named // max(origins, 1), minlength=size).astype(np.int64)


def report(store: Store, projection: Projection = ALL) -> Report:
    """The most central entities of each type."""
    projection = without_posts(projection)
    table = store.edges
    selection = select(table, projection)
    ties = _ties(selection, projection)
    tied = np.unique(
        ties.pairs
    )  # the others would take a share of rank, and of the nodes that paths are measured from
    ties = replace(ties, pairs=np.searchsorted(tied, ties.pairs))
    size = len(tied)
    origins = np.array(table.origins, np.int64)
    arrays = Arrays.from_ends(range(size), ties.pairs, ties.weights(np.ones(len(origins))), directed=False)
    rank = pagerank(arrays)
    resampled = _resampled(ties, origins, size)
    through = betweenness_centrality(arrays, k=min(_PATHS, size), seed=0) if size else np.zeros(size)
    neighbours = np.diff(arrays.steps.indptr)
    sources = ties.sources(size, len(origins))
    found = _Measured(table, selection, tied, sources, rank, resampled, through, neighbours)
    sections = (found.section(kind) for kind in KINDS)
    note = (
        f"{shown(selection, projection)}. rank 90%: where it lies in nine of ten of {_RESAMPLES} runs with the articles weighted by chance; ranks "
        "whose intervals overlap are not to be told apart"
    )
    return Report("中心性 · Centrality", tuple(section for section in sections if section.rows), note)


def _ties(selection: Selection, projection: Projection) -> _Ties:
    """What ties two entities, without geography."""
    table = selection.table
    rows = without_geography(selection, projection).rows
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
    """PageRank with articles weighted by chance, 1 on the average: a row for each time. Articles that copy one another
    have one weight."""
    several = np.unique(origins)
    drawing = np.random.default_rng(0)  # the same weights every time
    found = np.zeros((_RESAMPLES, size))
    for index in range(_RESAMPLES if len(ties.pairs) else 0):
        times = np.zeros(len(origins))
        times[several] = drawing.exponential(size=len(several))
        arrays = Arrays.from_ends(range(size), ties.pairs, ties.weights(times), directed=False)
        found[index] = pagerank(arrays)
    return found


@dataclass(frozen=True, slots=True)
class _Measured:
    """The tied nodes, what was measured of each, and PageRank for each resample."""

    table: EdgeTable
    selection: Selection
    tied: Numbers
    sources: Numbers
    rank: Vector
    resampled: Vector
    through: Vector
    neighbours: Numbers

    def section(self, kind: str) -> Section:
        """The most central entities of a type."""
        types = np.array(self.table.types, object)[self.tied]
        members = np.flatnonzero(types == kind)
        ranks = _ranks(self.rank[members])
        spread = np.array([_ranks(values[members]) for values in self.resampled])
        rows: list[tuple[Cell, ...]] = []
        noise: list[str] = []
        for place in np.argsort(ranks, kind="stable").tolist():
            if len(rows) == _TOP:
                break
            member = int(members[place])
            low, high = (
                int(bound) for bound in np.quantile(spread[:, place], [0.05, 0.95], method="nearest")
            )
            few = bool(self.sources[member] < _FEWEST)
            if high <= _NOISE and not (few and self._articles >= _SMALL):
                rows.append(self._row(member, int(ranks[place]), f"{low}–{high}", few=few))
            elif ranks[place] <= _TOP:
                noise.append(self._name(member))
        title = f"{ontology().types[kind].label_zh} {kind}"
        return Section(title, _COLUMNS, tuple(rows), _note(rows, noise), Chart("ranges", value=2))

    def _row(self, member: int, rank: int, interval: str, *, few: bool) -> tuple[Cell, ...]:
        name = self._name(member)
        mentioned = int(self.selection.articles[self.tied[member]])
        everywhere = self._articles >= _SMALL and mentioned > _EVERYWHERE * self._articles
        return (
            name + _mark(name, everywhere) + " ‡" * few,
            rank,
            interval,
            round(1000 * float(self.rank[member]), 2),
            round(1000 * float(self.through[member]), 2),
            int(self.neighbours[member]),
            mentioned,
        )

    @property
    def _articles(self) -> int:
        return int(self.selection.timely.sum())

    def _name(self, member: int) -> str:
        return key_of(self.table.nodes[self.tied[member]])


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
    marks = "".join(str(row[0])[-4:] for row in rows)
    notes = [
        f"* in over {_EVERYWHERE:.0%} of the articles, tied to everything (--hubs leaves it out)"
        if " *" in marks
        else "",
        "† several meetings bear this name" if " †" in marks else "",
        f"‡ rests on fewer than {_FEWEST} sources, which one article more may turn over, whatever the interval; "
        f"ranked only since there are fewer than {_SMALL} articles"
        if " ‡" in marks
        else "",
        f"not ranked, since it rests on fewer than {_FEWEST} sources or may lie beyond {_NOISE}: {'、'.join(noise[:5])}"
        + (f" … +{len(noise) - 5}" if len(noise) > 5 else "")
        if noise
        else "",
    ]
    return "; ".join(filter(None, notes))
