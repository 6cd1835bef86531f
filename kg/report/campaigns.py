"""Campaigns: what is part of what, who runs it, where it was held, and the figures that were reported of it."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator

import numpy as np
import pyoxigraph as ox

from kg.graph import ALL
from kg.graph.ties import Projection, iso
from kg.report.reading import TIMES, Reading, Said
from kg.report.sections import Cell, Chart, Report, Section
from kg.store import Store

_SHOWN = 60
_FIGURES = 80
_PER_CAMPAIGN = 6
"""Figures of one campaign that are listed, so that no campaign fills the list."""

_DEEPEST = 6
_BETTER = 5
"""How many times as many articles may speak of a part than of the whole that one source puts it in."""

_GAP = 120
"""Months from the first to the last, up to which those without an article are listed too."""

_KG = "https://hongtu.example/ontology#"
_BOUNDS = {
    "at least": "≥ ",
    "at most": "≤ ",
    "more than": "> ",
    "less than": "< ",
    "nearly": "近 nearly ",
    "about": "约 about ",
}


def report(store: Store, projection: Projection = ALL) -> Report:
    """The campaigns of a store."""
    reading = Reading(store.edges, projection)
    campaigns = reading.of_type("Campaign")
    tree = list(_tree(reading, campaigns))
    sections = (
        Section(
            "活动 Campaigns",
            (
                "campaign",
                "articles",
                "first",
                "last",
                "组织 organisers",
                "推动 promoters",
                "举办地 held at",
            ),
            tuple(_row(reading, node, depth) for node, depth in tree[:_SHOWN]),
            f"{len(campaigns):,} in all, the most mentioned first; what is part of another stands below it after └; "
            f"first, last: days of articles that speak of it. {TIMES}",
            blocks=True,
        ),
        _months(reading, [node for node, depth in tree if not depth][:1]),
        _places(reading, campaigns),
        _figures(store, reading, campaigns),
    )
    return Report("活动 · Campaigns", tuple(section for section in sections if section.rows), reading.note)


def _tree(reading: Reading, campaigns: list[int]) -> Iterator[tuple[int, int]]:
    """Campaigns with their depth: each below the one that it is part of, the most mentioned first."""
    known = set(campaigns)
    above = {
        node: next(
            (
                said.other
                for said in reading.facts("partOf", node)
                if said.other in known and _holds(reading, node, said)
            ),
            None,
        )
        for node in campaigns
    }
    parts: dict[int | None, list[int]] = defaultdict(list)
    for node in campaigns:
        parts[above[node]].append(node)
    seen: set[int] = set()

    def below(node: int, depth: int) -> Iterator[tuple[int, int]]:
        if node in seen:
            return
        seen.add(node)
        yield node, depth
        if depth < _DEEPEST:
            for part in parts[node]:
                yield from below(part, depth + 1)

    for node in parts[None]:
        yield from below(node, 0)
    for node in campaigns:  # what is part of itself by a circle of facts, or lies too deep
        yield from below(node, 0)


def _holds(reading: Reading, node: int, said: Said) -> bool:
    """Whether a campaign is shown below another: a single sentence does not put what everybody writes of below what few
    do."""
    return said.sources > 1 or reading.articles[said.other] * _BETTER >= reading.articles[node]


def _row(reading: Reading, node: int, depth: int) -> tuple[Cell, ...]:
    first, last = reading.selection.first[node], reading.selection.last[node]
    return (
        f"{'　' * (depth - 1)}└ {reading.name(node)}" if depth else reading.name(node),
        reading.articles[node],
        iso(int(first)),
        iso(int(last)),
        reading.names(reading.back("organises", node)),
        reading.names(reading.back("promotes", node)),
        reading.names(reading.facts("heldAt", node)),
    )


def _months(reading: Reading, leading: list[int]) -> Section:
    """How many articles speak of the most mentioned campaign, by month."""
    table = reading.table
    months: Counter[str] = Counter()
    for node in leading:
        spoken = np.unique(table.mentions[table.mentions[:, 1] == node][:, 0])
        spoken = spoken[reading.selection.timely[spoken]]
        months = Counter(table.days[article][:7] for article in spoken.tolist() if table.days[article])
    title = f"逐月 By month: {reading.name(leading[0])}" if leading else "逐月 By month"
    return Section(title, ("month", "articles"), every_month(months), chart=Chart("line"))


def every_month(months: Counter[str]) -> tuple[tuple[str, int], ...]:
    """The counts of months in order, with 0 for those between that have none."""
    if not months:
        return ()
    year, month = map(int, min(months).split("-"))
    if 12 * (int(max(months)[:4]) - year) > _GAP:
        return tuple(sorted(months.items()))
    rows = []
    while (label := f"{year:04}-{month:02}") <= max(months):
        rows.append((label, months[label]))
        year, month = (year + 1, 1) if month == 12 else (year, month + 1)
    return tuple(rows)


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
    note = "articles: those that mention the place for whatever reason"
    return Section("地方 Places", ("place", "campaigns held", "articles"), tuple(rows), note, Chart("bars"))


def _figures(store: Store, reading: Reading, campaigns: list[int]) -> Section:
    """What was counted, by campaign and day, the most mentioned campaigns' first."""
    table = reading.table
    if "hasFigure" not in table.predicates:
        return Section("数字 Figures", ("campaign",), ())
    claims = table.claims[
        (table.claims[:, 2] == table.predicates.index("hasFigure")) & (table.claims[:, 4] == 0)
    ]
    claims = claims[reading.selection.timely[claims[:, 0]]]
    place = {node: index for index, node in enumerate(campaigns)}
    found = sorted(
        {
            (place[subject], table.days[article], table.articles[article], figure)
            for article, subject, figure in claims[:, [0, 1, 3]].tolist()
            if subject in place
        }
    )
    rows: list[tuple[Cell, ...]] = []
    listed: Counter[int] = Counter()
    for index, day, article, figure in found:
        listed[index] += 1
        if listed[index] <= _PER_CAMPAIGN and len(rows) < _FIGURES:
            value, counts = _figure(store, table.nodes[figure])
            rows.append((reading.name(campaigns[index]), day, value, counts, article))
    note = (
        f"{len(found):,} in all, up to {_PER_CAMPAIGN} for each campaign; the day is that of the article. "
        "kg query figures -p entity=CAMPAIGN gives all with their sentences"
    )
    return Section("数字 Figures", ("campaign", "day", "figure", "of what", "article"), tuple(rows), note)


def _figure(store: Store, name: str) -> tuple[str, str]:
    """A figure as it is written with its bound and unit, and what it counts."""
    node = ox.NamedNode(store.base + name)
    value, unit, bound, counts = (
        min(
            (
                quad.object.value
                for quad in store.graph.quads_for_pattern(node, ox.NamedNode(_KG + key), None)
                if isinstance(quad.object, ox.Literal)
            ),
            default="",
        )
        for key in ("value", "unit", "bound", "counts")
    )
    return f"{_BOUNDS.get(bound, f'{bound} ' if bound else '')}{_grouped(value)}{unit}", counts


def _grouped(value: str) -> str:
    """6550000000 → 6,550,000,000; what is no whole number stays."""
    return f"{int(value):,}" if value.isdecimal() and len(value) > 4 else value
