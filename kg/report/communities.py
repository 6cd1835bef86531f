"""Communities: groups of entities that are tied to one another more than to the rest, and what is characteristic of each.

Entities that a sentence names are tied, the fewer it names the more (1/(n − 1) for n names: Newman, Physical Review E 64,
016132, 2001), so that a list of a hundred names binds no more than a pair; a fact ties its two ends once more. Both are
divided by the geometric mean of the articles that mention the two (Salton's cosine), so that what is named everywhere
binds little. Communities are found by the Leiden algorithm where networkit is installed, else by Louvain's, seeded.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import cast

import networkx as nx
import numpy as np

from kg.graph import ALL
from kg.graph.arrays import Arrays, Numbers, Vector
from kg.graph.engine import grouped, has_leiden, leiden_communities
from kg.graph.ties import Projection, Selection, select
from kg.ontology import ontology
from kg.rdf.terms import key_of
from kg.report.reading import shown
from kg.report.sections import Report, Section
from kg.report.words import Headlines
from kg.store import Store
from kg.store.edge_table import EdgeTable

_LISTED, _DESCRIBED = 30, 12
"""Communities that are listed, and those of which the members are listed too."""

_NAMES, _WORDS, _MEMBERS = 4, 6, 8
_SMALLEST = 5
"""Members below which a community is not described."""

_TYPES = ("Person", "Organisation", "Site", "Campaign", "Place", "Event", "Policy", "Work", "Route")


def report(store: Store, projection: Projection = ALL) -> Report:
    """The largest communities with the words, sites and other entities that are characteristic of them."""
    table = store.edges
    kinds = projection.types or frozenset(_TYPES)
    selection = select(table, replace(projection, types=kinds, together=""))
    arrays = tied(selection, projection)
    found = [group for group in communities(arrays) if len(group) >= _SMALLEST]
    ranked = _Ranked(table, selection, arrays, found)
    titles = {row.id: row.title for row in store.articles.rows()}
    headlines = Headlines([titles.get(article, "") for article in table.articles])
    about: dict[int, list[int]] = defaultdict(list)
    for article, group in ranked.articles():
        about[group].append(article)
    summary = Section(
        "概况 Summary",
        ("what", "count"),
        (
            ("实体 entities that are tied", len(arrays)),
            (f"社群 communities of {_SMALLEST} or more", len(found)),
            ("其中实体 entities in them", sum(map(len, found))),
        ),
    )
    listed = Section(
        "社群 Communities",
        ("no.", "entities", "articles", "代表 stand for it", "标题用词 words of headlines"),
        tuple(
            (
                str(index + 1),
                len(group),
                len(about[index]),
                "、".join(map(ranked.name, ranked.members(index)[:_NAMES])),
                "、".join(headlines.of(about[index], _WORDS)),
            )
            for index, group in enumerate(found[:_LISTED])
        ),
        "stand for it: whom most articles mention while nearly all that is tied to them is within; articles: those that "
        "name more of this community than of any other; words: more frequent in their headlines than elsewhere",
        blocks=True,
    )
    described = map(ranked.section, range(len(found[:_DESCRIBED])))
    sections = (summary, listed, *described)
    where = "article" if projection.together == "article" else "sentence"
    note = f"{shown(selection, replace(projection, together=''))}; tied by facts and by being named in one {where}"
    return Report("社群 · Communities", tuple(section for section in sections if section.rows), note)


def tied(selection: Selection, projection: Projection) -> Arrays:
    """The entities that sentences name together or facts join, with the weights of their ties."""
    ends, weight, article = _pairs(selection, whole=projection.together == "article")
    facts = selection.rows[selection.rows[:, 0] != selection.rows[:, 2]]
    ends = np.concatenate([ends, np.sort(facts[:, [0, 2]], axis=1)])
    weight = np.concatenate([weight, np.ones(len(facts))])
    article = np.concatenate([article, facts[:, 3]])
    size, number = len(selection.table.nodes), len(selection.table.articles)
    keys, place = np.unique(ends[:, 0] * size + ends[:, 1], return_inverse=True)
    total = np.bincount(place, weights=weight, minlength=len(keys))
    said = np.unique(place * number + article) // number if number else place
    held = np.bincount(said, minlength=len(keys)) >= projection.min_articles
    pairs, total = np.column_stack([keys // size, keys % size])[held] if size else ends[:0], total[held]
    often = np.maximum(selection.articles, 1).astype(np.float64)
    cosine = total / np.sqrt(often[pairs[:, 0]] * often[pairs[:, 1]])
    nodes, numbers = np.unique(pairs, return_inverse=True)
    return Arrays.from_ends(nodes.tolist(), numbers.reshape(-1, 2), cosine, directed=False)


def _pairs(selection: Selection, *, whole: bool) -> tuple[Numbers, Vector, Numbers]:
    """Two entities that a sentence (or a whole article) names, the weight of that, and the article."""
    mentions = selection.table.mentions
    mentions = mentions[selection.timely[mentions[:, 0]] & selection.kept[mentions[:, 1]]]
    group = mentions[:, 0].astype(np.int64)
    if not whole:
        group = group * (int(mentions[:, 2].max(initial=0)) + 1) + mentions[:, 2]
    size = len(selection.table.nodes)
    keys, first = np.unique(group * size + mentions[:, 1], return_index=True)
    found = (
        np.column_stack([group[first], keys % size, mentions[first, 0]])
        if size
        else np.zeros((0, 3), np.int64)
    )
    _, place, sizes = np.unique(found[:, 0], return_inverse=True, return_counts=True)
    names = sizes[place.reshape(-1)]
    ends, weights, articles = [np.zeros((0, 2), np.int64)], [np.zeros(0)], [np.zeros(0, np.int64)]
    for distance in range(1, int(sizes.max(initial=1))):
        same = np.flatnonzero(found[:-distance, 0] == found[distance:, 0])
        ends.append(np.column_stack([found[same, 1], found[same + distance, 1]]))
        weights.append(1 / (names[same] - 1))
        articles.append(found[same, 2])
    return np.concatenate(ends), np.concatenate(weights), np.concatenate(articles)


def communities(arrays: Arrays) -> list[set[int]]:
    """The communities of a graph whose nodes are numbers, the largest first, the same every time."""
    if has_leiden():
        return cast("list[set[int]]", leiden_communities(arrays))
    graph: nx.Graph[int] = nx.from_scipy_sparse_array(arrays.matrix)
    found = nx.community.louvain_communities(graph, seed=0)
    label = {node: number for number, group in enumerate(found) for node in group}
    return cast("list[set[int]]", grouped(arrays.nodes, [label[index] for index in range(len(arrays))]))


@dataclass(frozen=True, slots=True)
class _Ranked:
    """Communities whose members are to be named in the order of how characteristic they are."""

    table: EdgeTable
    selection: Selection
    arrays: Arrays
    found: Sequence[set[int]]

    def members(self, index: int) -> list[int]:
        """The members of a community, the most characteristic first: by the articles that mention them, times the square of
        the share of their ties that stays within."""
        nodes = np.array(self.arrays.nodes, np.int64)
        mine = np.isin(nodes, np.array(sorted(self.found[index]), np.int64))
        ends = self.arrays.coordinates
        size = len(nodes)
        within = np.bincount(ends.row, weights=ends.data * (mine[ends.row] & mine[ends.col]), minlength=size)
        total = np.bincount(ends.row, weights=ends.data, minlength=size)
        score = self.selection.articles[nodes] * (within / np.maximum(total, 1e-12)) ** 2
        best = sorted(np.flatnonzero(mine).tolist(), key=lambda place: (-score[place], place))
        return [int(nodes[place]) for place in best]

    def name(self, node: int) -> str:
        return key_of(self.table.nodes[node])

    def names(self, nodes: Sequence[int], most: int) -> str:
        more = f" … +{len(nodes) - most}" if len(nodes) > most else ""
        return "、".join(map(self.name, nodes[:most])) + more

    def section(self, index: int) -> Section:
        """The members of a community by type."""
        members = self.members(index)
        by_type: dict[str, list[int]] = defaultdict(list)
        for node in members:
            by_type[self.table.types[node]].append(node)
        rows = tuple(
            (f"{ontology().types[kind].label_zh} {kind}", len(nodes), self.names(nodes, _MEMBERS))
            for kind, nodes in sorted(by_type.items(), key=lambda item: (-len(item[1]), item[0]))
        )
        title = f"{index + 1}. {'、'.join(map(self.name, members[:3]))}"
        return Section(title, ("type", "entities", "most characteristic"), rows, blocks=True)

    def articles(self) -> Iterator[tuple[int, int]]:
        """Each article that names members, with the community that it names most of."""
        label = np.full(len(self.table.nodes), -1)
        for number, group in enumerate(self.found):
            label[sorted(group)] = number
        mentions = self.table.mentions
        mentions = mentions[self.selection.timely[mentions[:, 0]] & (label[mentions[:, 1]] >= 0)]
        named = np.unique(mentions[:, :2], axis=0)
        counts: dict[int, Counter[int]] = defaultdict(Counter)
        for article, group in zip(named[:, 0].tolist(), label[named[:, 1]].tolist(), strict=True):
            counts[article][group] += 1
        for article, groups in counts.items():
            yield article, min(groups, key=lambda group: (-groups[group], group))
