"""Ties: who is connected to whom, by what, in how many articles; chosen and counted from the edge table in arrays."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from kg.errors import UsageError
from kg.ontology import ontology
from kg.store.edge_table import EdgeTable
from kg.store.edges import CERTAIN

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]
Mask = NDArray[np.bool_]

UNCOUNTED = frozenset({"Quote", "Figure", "Date"})
"""Types that are no nodes of the graph: they say something of one entity rather than connect two."""

TELLING = frozenset({"Role"})
"""Types that tell who somebody is: what stands beside an office stands beside who holds it, and is tied to them."""

TOGETHER = "together"
"""The kind of a tie between two entities that are named side by side."""

_NEVER = 99_999_999

_REGISTER = 1000
"""Entities above which a sentence or article is a register, that ties none of them to another: its pairs would be
half a million."""
_SIDES = ("", "sentence", "article")
_DAY = re.compile(r"(\d{4}(-\d\d(-\d\d)?)?)?", re.ASCII)


@dataclass(frozen=True, slots=True)
class Projection:
    """What of a store becomes a graph.

    `types` and `predicates` name what is wanted, all when empty; `without` are types that are not. `facts` are the
    asserted facts; `together` adds a tie between entities named in one sentence or one article. Only articles
    published from `since` to `until` count (ISO days or the beginnings of such, as 2023-04; undated articles count when
    neither is given), only ties that `min_articles` articles support, and only entities that at most the share
    `hubs` of these articles mention: what every third article names connects everything and tells nothing.

    Raises:
        UsageError: a type or predicate is not in the ontology (those that are, are listed), `since` or `until` is no day,
            month or year, or `together` is something else.
    """

    types: frozenset[str] = frozenset()
    predicates: frozenset[str] = frozenset()
    without: frozenset[str] = UNCOUNTED
    facts: bool = True
    together: Literal["", "sentence", "article"] = ""
    since: str = ""
    until: str = ""
    min_articles: int = 1
    hubs: float = 1.0

    def __post_init__(self) -> None:
        for kind, names, known in (
            ("type", self.types, ontology().types),
            ("predicate", self.predicates, ontology().predicates),
        ):
            if wrong := sorted(names - known.keys()):
                raise UsageError(f"no {kind} {wrong[0]!r}; there are {', '.join(known)}")
        if self.together not in _SIDES:
            raise UsageError(
                f"together is {', '.join(filter(None, _SIDES))}, or empty, not {self.together!r}"
            )
        for day in (self.since, self.until):
            if not _DAY.fullmatch(day):
                raise UsageError(f"{day!r} is no year, month or day, as in 2023, 2023-04, 2023-04-11")


@dataclass(frozen=True, slots=True)
class Ties:
    """Ties as parallel arrays, sorted by `source`, `kind`, `target`.

    `source` and `target` index the table's nodes, `kind` its predicates (their number stands for `TOGETHER`).
    `articles` and `origins` count those that say so, `claims` the sentences, `confidence` is the best claim's, `first`
    and `last` are days as numbers (20210418, 0 when unknown).
    """

    source: Ints
    kind: Ints
    target: Ints
    articles: Ints
    origins: Ints
    claims: Ints
    confidence: Floats
    first: Ints
    last: Ints


@dataclass(frozen=True, slots=True)
class Selection:
    """What a projection keeps of a table: per node whether it may be one, its spans, the articles that
    mention it, the first and the last day of these (0 when unknown);
    rows (source, kind, target, article) of all ties with their confidence, not yet counted; and which articles are
    of the time asked for, with the days of all."""

    table: EdgeTable
    kept: Mask
    spans: Ints
    articles: Ints
    first: Ints
    last: Ints
    rows: Ints
    confidence: Floats
    timely: Mask
    days: Ints


def select(table: EdgeTable, projection: Projection) -> Selection:
    """The rows of a table that a projection wants."""
    days = np.array([_number(day) for day in table.days], np.int64)
    timely = _timely(days, projection)
    mentions = table.mentions[timely[table.mentions[:, 0]]]
    size = len(table.nodes)
    spans = np.bincount(mentions[:, 1], minlength=size).astype(np.int64)
    pairs = np.unique(mentions[:, 1].astype(np.int64) * max(len(table.articles), 1) + mentions[:, 0])
    articles = np.bincount(pairs // max(len(table.articles), 1), minlength=size).astype(np.int64)
    wanted = np.array([_wanted(kind, projection) for kind in table.types], np.bool_)
    kept = wanted & (articles <= projection.hubs * max(int(timely.sum()), 1)) if size else wanted
    rows, confidence = _claimed(table, projection, timely, kept)
    if projection.together:
        named = kept & np.array([kind not in TELLING for kind in table.types], np.bool_)
        side = _together(table, mentions[named[mentions[:, 1]]], projection.together)
        rows = np.concatenate([rows, side])
        confidence = np.concatenate([confidence, np.ones(len(side))])
    first, last = _period(size, mentions, days)
    return Selection(table, kept, spans, articles, first, last, rows, confidence, timely, days)


def _period(size: int, mentions: NDArray[np.int32], days: Ints) -> tuple[Ints, Ints]:
    """The first and the last day on which each node is mentioned."""
    day = days[mentions[:, 0]]
    first, last = np.full(size, _NEVER), np.zeros(size, np.int64)
    np.minimum.at(first, mentions[:, 1], np.where(day, day, _NEVER))
    np.maximum.at(last, mentions[:, 1], day)
    return first % _NEVER, last


def _number(day: str) -> int:
    return int(day.replace("-", "")) if len(day) == 10 else 0


def _timely(days: Ints, projection: Projection) -> Mask:
    if not projection.since and not projection.until:
        return np.ones(len(days), np.bool_)
    first = int((projection.since.replace("-", "") + "00000000")[:8])
    last = int((projection.until.replace("-", "") + "99999999")[:8])
    return (days > 0) & (days >= first) & (days <= last)


def _wanted(kind: str, projection: Projection) -> bool:
    return kind not in projection.without and (not projection.types or kind in projection.types)


def _claimed(table: EdgeTable, projection: Projection, timely: Mask, kept: Mask) -> tuple[Ints, Floats]:
    wanted = [name in projection.predicates or not projection.predicates for name in table.predicates]
    claims = table.claims[(table.claims[:, 4] == 0) & (table.claims[:, 3] >= 0)]
    use = (
        timely[claims[:, 0]]
        & kept[claims[:, 1]]
        & kept[claims[:, 3]]
        & np.array(wanted, np.bool_)[claims[:, 2]]
    )
    claims = claims[use] if projection.facts else claims[:0]
    return claims[:, [1, 2, 3, 0]].astype(np.int64), claims[:, 5] / CERTAIN


def _together(table: EdgeTable, mentions: NDArray[np.int32], where: str) -> Ints:
    """A row for each two entities that a sentence, or an article, names, unless it is a register."""
    group = mentions[:, 0].astype(np.int64)
    if where == "sentence":
        group = group * (int(mentions[:, 2].max(initial=0)) + 1) + mentions[:, 2]
    found = np.unique(np.column_stack([group, mentions[:, 1], mentions[:, 0]]), axis=0)
    _, place, members = np.unique(found[:, 0], return_inverse=True, return_counts=True)
    found = found[members[place] <= _REGISTER]
    kind = len(table.predicates)
    rows = []
    # All pairs at a distance of one within their group, then of two …: as many steps as the largest group has members.
    for distance in range(1, len(found)):
        left, right = found[:-distance], found[distance:]
        same = left[:, 0] == right[:, 0]
        if not same.any():
            break
        left, right = left[same], right[same]
        rows.append(np.column_stack([left[:, 1], np.full(len(left), kind), right[:, 1], left[:, 2]]))
    return np.concatenate(rows) if rows else np.zeros((0, 4), np.int64)


def count(selection: Selection, *, directed: bool = True, min_articles: int = 1) -> Ties:
    """The ties of a selection, each once with its support. Undirected, the ties of two entities are one, of kind 0,
    its `source` before its `target`; nothing is tied to itself."""
    rows, confidence = selection.rows, selection.confidence
    if not directed:
        rows = rows.copy()
        rows[:, [0, 2]] = np.sort(rows[:, [0, 2]], axis=1)
        rows[:, 1] = 0
        apart = rows[:, 0] != rows[:, 2]
        rows, confidence = rows[apart], confidence[apart]
    order = np.lexsort((rows[:, 3], rows[:, 2], rows[:, 1], rows[:, 0]))
    rows, confidence = rows[order], confidence[order]
    starts = _starts(rows[:, :3])
    if not len(starts):
        none = np.zeros(0, np.int64)
        return Ties(none, none, none, none, none, none, np.zeros(0), none, none)
    days = selection.days[rows[:, 3]]
    origin = np.array(selection.table.origins, np.int64)[rows[:, 3]]
    ties = Ties(
        source=rows[starts, 0],
        kind=rows[starts, 1],
        target=rows[starts, 2],
        articles=_distinct(starts, rows[:, 3]),
        origins=_distinct(starts, origin),
        claims=np.diff(np.append(starts, len(rows))),
        confidence=np.maximum.reduceat(confidence, starts),
        first=np.minimum.reduceat(np.where(days, days, _NEVER), starts) % _NEVER,
        last=np.maximum.reduceat(days, starts),
    )
    return _chosen(ties, ties.articles >= min_articles)


def _starts(rows: Ints) -> Ints:
    """Where sorted rows become others."""
    if not len(rows):
        return np.zeros(0, np.int64)
    return np.flatnonzero(np.append(True, (rows[1:] != rows[:-1]).any(axis=1)))


def _distinct(starts: Ints, values: Ints) -> Ints:
    """How many different values there are from each start to the next."""
    group = np.repeat(np.arange(len(starts)), np.diff(np.append(starts, len(values))))
    pairs = np.unique(np.column_stack([group, values]), axis=0)
    return np.bincount(pairs[:, 0], minlength=len(starts)).astype(np.int64)


def _chosen(ties: Ties, mask: Mask) -> Ties:
    return Ties(*(getattr(ties, name)[mask] for name in Ties.__slots__))


def iso(day: int) -> str:
    """20210418 → 2021-04-18; empty for 0."""
    return f"{day // 10000:04}-{day // 100 % 100:02}-{day % 100:02}" if day else ""
