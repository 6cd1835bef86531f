"""Brokers and bridges: whose loss would part the graph, and the single ties on which its parts hang.

That a place lies in another is geography, not a tie, and left out. A broker in an articles' graph is somebody, or something, through whom alone the articles know of the others: a result
about the articles as much as about the world. That is what to check first before a connection is believed.
"""

from __future__ import annotations

import numpy as np

from kg.graph import ALL
from kg.graph.arrays import Arrays
from kg.graph.cuts import cuts
from kg.graph.ties import Projection, count, select
from kg.ontology import ontology
from kg.rdf.terms import key_of
from kg.report.reading import shown, without_geography, without_posts
from kg.report.sections import Cell, Chart, Report, Section
from kg.store import Store

_SHOWN = 40
_SMALLEST = 3
"""Nodes that must be cut off: nearly every tie to an entity of one article would part that one from the rest."""


def report(store: Store, projection: Projection = ALL) -> Report:
    """The brokers and bridges of a store."""
    projection = without_posts(projection)
    table = store.edges
    selection = without_geography(select(table, projection), projection)
    ties = count(selection, directed=False, min_articles=projection.min_articles)
    tied = np.unique(np.concatenate([ties.source, ties.target]))
    pairs = np.searchsorted(tied, np.column_stack([ties.source, ties.target]))
    found = cuts(Arrays.from_ends(range(len(tied)), pairs, np.ones(len(pairs)), directed=False))
    support = {tuple(pair): row for row, pair in enumerate(pairs.tolist())}

    def name(number: int) -> str:
        return key_of(table.nodes[tied[number]])

    def kind(number: int) -> str:
        return ontology().types[table.types[tied[number]]].label_zh

    brokers: list[tuple[Cell, ...]] = [
        (name(node), kind(node), lost, int(selection.articles[tied[node]]))
        for node, lost in sorted(found.brokers.items(), key=lambda item: (-item[1], item[0]))
        if lost >= _SMALLEST
    ]
    bridges: list[tuple[Cell, ...]] = []
    for a, b, lost in sorted(found.bridges, key=lambda bridge: (-bridge[2], bridge)):
        if lost >= _SMALLEST:
            row = support[min(a, b), max(a, b)]
            bridges.append((f"{name(a)} — {name(b)}", lost, int(ties.origins[row]), int(ties.claims[row])))
    sections = (
        Section(
            "中介 Brokers",
            ("name", "type", "cut off", "articles"),
            tuple(brokers[:_SHOWN]),
            f"{len(brokers):,} in all; cut off: entities that nothing else ties to the rest",
            Chart("bars", 0, 2),
        ),
        Section(
            "桥 Bridges",
            ("tie", "cut off", "sources", "sentences"),
            tuple(bridges[:_SHOWN]),
            f"{len(bridges):,} in all; kg connect shows the sentences that such a tie rests on",
        ),
    )
    note = f"{shown(selection, projection)}. What hangs on one entity of {_SMALLEST} or more is listed"
    return Report(
        "中介与桥 · Brokers and bridges", tuple(section for section in sections if section.rows), note
    )
