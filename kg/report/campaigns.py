"""Campaigns: what is part of what, who runs it, where it was held, and the figures that were reported of it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

import pyoxigraph as ox

from kg.graph.ties import iso
from kg.query import PREFIXES
from kg.query.find import shorten
from kg.rdf.terms import unescape
from kg.report.reading import Reading
from kg.report.sections import Cell, Chart, Report, Section
from kg.store import Store

_SHOWN = 60
_FIGURES = 80
_DEEPEST = 6

_REPORTED = """
SELECT ?campaign ?day ?bound ?value ?unit ?counts ?id {
  ?campaign a kg:Campaign .
  GRAPH ?article {
    ?claim rdf:predicate kg:hasFigure ; rdf:subject ?campaign ; rdf:object ?figure ; kg:status "asserted" .
    ?figure kg:value ?value .
    ?article kg:identifier ?id .
    OPTIONAL { ?figure kg:bound ?bound }
    OPTIONAL { ?figure kg:unit ?unit }
    OPTIONAL { ?figure kg:counts ?counts }
    OPTIONAL { ?claim kg:statedOn ?day }
  }
} ORDER BY ?campaign ?day ?id ?value
"""


def report(store: Store) -> Report:
    """The campaigns of a store."""
    reading = Reading(store.edges)
    campaigns = reading.of_type("Campaign")
    tree = list(_tree(reading, campaigns))
    sections = (
        Section(
            "活动 Campaigns",
            ("campaign", "articles", "organisers", "promoters", "held at", "first", "last"),
            tuple(_row(reading, node, depth) for node, depth in tree[:_SHOWN]),
            f"{len(campaigns)} in all; a campaign that is part of another stands below it, with a mark before it",
        ),
        _months(reading, [node for node, depth in tree if not depth][:1]),
        _places(reading, campaigns),
        _figures(store),
    )
    return Report("活动 · Campaigns", tuple(section for section in sections if section.rows))


def _tree(reading: Reading, campaigns: list[int]) -> Iterator[tuple[int, int]]:
    """Campaigns with their depth: each below the one that it is part of, the most mentioned first."""
    known = set(campaigns)
    above = {
        node: next((said.other for said in reading.facts("partOf", node) if said.other in known), None)
        for node in campaigns
    }
    seen: set[int] = set()

    def below(node: int, depth: int) -> Iterator[tuple[int, int]]:
        if node in seen:
            return
        seen.add(node)
        yield node, depth
        if depth < _DEEPEST:
            for part in campaigns:
                if above[part] == node:
                    yield from below(part, depth + 1)

    for node in campaigns:
        if above[node] is None:
            yield from below(node, 0)
    for node in campaigns:  # what is part of itself by a circle of facts, or lies too deep
        yield from below(node, 0)


def _row(reading: Reading, node: int, depth: int) -> tuple[Cell, ...]:
    first, last = reading.selection.first[node], reading.selection.last[node]
    return (
        f"{'　' * (depth - 1)}└ {reading.name(node)}" if depth else reading.name(node),
        reading.articles[node],
        reading.names(reading.back("organises", node)),
        reading.names(reading.back("promotes", node)),
        reading.names(reading.facts("heldAt", node)),
        iso(int(first)),
        iso(int(last)),
    )


def _months(reading: Reading, leading: list[int]) -> Section:
    """How many articles speak of the most mentioned campaign, by month."""
    table = reading.table
    months: Counter[str] = Counter()
    for node in leading:
        spoken = {int(row) for row in table.mentions[table.mentions[:, 1] == node][:, 0]}
        months = Counter(table.days[article][:7] for article in spoken if table.days[article])
    title = f"逐月 By month: {reading.name(leading[0])}" if leading else "逐月 By month"
    return Section(title, ("month", "articles"), tuple(sorted(months.items())), chart=Chart("line"))


def _places(reading: Reading, campaigns: list[int]) -> Section:
    """The places where most campaigns were held."""
    held: Counter[int] = Counter()
    for node in campaigns:
        for said in reading.facts("heldAt", node):
            if reading.table.types[said.other] == "Place":
                held[said.other] += 1
    rows = [
        (reading.name(place), number, reading.articles[place])
        for place, number in sorted(held.items(), key=lambda item: (-item[1], item[0]))[:20]
    ]
    return Section("地方 Places", ("place", "campaigns held", "articles"), tuple(rows), chart=Chart("bars"))


def _figures(store: Store) -> Section:
    """What was counted, by campaign and day."""
    solutions = store.graph.query(_REPORTED, prefixes=PREFIXES)
    assert isinstance(solutions, ox.QuerySolutions)
    rows = []
    for solution in solutions:
        iri, day, bound, value, unit, counts, article = (getattr(term, "value", "") for term in solution)
        name = unescape(shorten(iri, store.base).partition("/")[2])
        rows.append((name, day, f"{bound}{value}{unit}", counts, article))
    note = f"{len(rows)} in all; kg query figures -p entity=CAMPAIGN gives the sentences"
    return Section(
        "数字 Figures", ("campaign", "day", "figure", "of what", "article"), tuple(rows[:_FIGURES]), note
    )
