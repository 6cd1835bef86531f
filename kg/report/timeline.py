"""Timeline: what happened when, by the dates that articles give of events, and how much was written in each month.

The days of the articles themselves are no dates of events: only what a sentence says of an event counts. What is held
again and again under one name (a yearly conference, the plenary sessions of a body) has dates in several years; it
stands apart, since none of them is *the* date.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from kg.graph import ALL
from kg.graph.ties import Projection
from kg.rdf.dates import covered
from kg.report.campaigns import every_month
from kg.report.reading import TIMES, Reading
from kg.report.sections import Cell, Chart, Report, Section
from kg.store import Store

_SHOWN = 200
_AGAIN = 60
_YEARS = 60
_SETTLED = 0.75
"""Share of the sources that give one year, from which on that year holds."""


@dataclass(frozen=True, slots=True, order=True)
class Dated:
    """An event or campaign by a date: the first day of the date, the date as it is written, the event's number, how many
    independent sources give this date, and all years that sources give."""

    begins: str
    key: str
    node: int
    sources: int
    years: tuple[tuple[str, int], ...]


def report(store: Store, projection: Projection = ALL) -> Report:
    """The dated events and campaigns of a store."""
    reading = Reading(store.edges, projection)
    dated = sorted(_dated(reading))
    once = [one for one in dated if _settled(one.years)]
    again = [one for one in dated if not _settled(one.years)]
    sections = (
        _months(reading),
        _by_year(once),
        Section(
            "事件 Events",
            ("day", "what", "sources", "articles", "where", "who"),
            tuple(_row(reading, one) for one in _best(reading, once)),
            f"{len(once):,} in all; shown are {min(len(once), _SHOWN)} whose date most sources give, in the order of time; "
            f"sources: of the date. articles: those that speak of it, at whatever time. {TIMES}",
        ),
        _again(reading, again),
    )
    return Report("时间线 · Timeline", tuple(section for section in sections if section.rows), reading.note)


def _dated(reading: Reading) -> list[Dated]:
    """Events and campaigns with their best attested dates."""
    found = []
    for kind in ("Event", "Campaign"):
        for node in reading.of_type(kind):
            dates = [
                (said, key, begins)
                for said in reading.facts("onDate", node)
                if (begins := (covered(key := reading.name(said.other)) or ("", ""))[0])
            ]
            if dates:
                years: Counter[str] = Counter()
                for said, _, day in dates:
                    years[day[:4]] += said.sources
                most = min(years, key=lambda year: (-years[year], year))
                # Of dates that as many sources give, the most exact: a day says more than its year.
                said, key, begins = min(
                    (date for date in dates if date[2][:4] == most),
                    key=lambda date: (-date[0].sources, -len(date[1]), date[1]),
                )
                found.append(Dated(begins, key, node, said.sources, tuple(sorted(years.items()))))
    return found


def _settled(years: tuple[tuple[str, int], ...]) -> bool:
    """Whether (nearly) all sources give one year: a few others err."""
    sources = [number for _, number in years]
    return max(sources) >= _SETTLED * sum(sources)


def _best(reading: Reading, dated: list[Dated]) -> list[Dated]:
    """Those whose date most sources give, then those that most articles speak of."""
    ranked = sorted(dated, key=lambda one: (-one.sources, -reading.articles[one.node], one))
    return sorted(ranked[:_SHOWN])


def _row(reading: Reading, one: Dated) -> tuple[Cell, ...]:
    return (
        one.key,
        reading.name(one.node),
        one.sources,
        reading.articles[one.node],
        reading.names(reading.facts("heldAt", one.node), 1),
        reading.names(reading.back("participatesIn", one.node), 2),
    )


def _again(reading: Reading, dated: list[Dated]) -> Section:
    """What has dates in several years."""
    ranked = sorted(dated, key=lambda one: (-reading.articles[one.node], one))[:_AGAIN]
    rows = tuple(
        (
            reading.name(one.node),
            "、".join(f"{year} ×{sources}" if sources > 1 else year for year, sources in one.years),
            reading.articles[one.node],
        )
        for one in ranked
    )
    note = (
        f"{len(dated):,} in all: held again and again under one name, or dates that contradict one another; "
        "kg show opens each"
    )
    return Section("多年份 Dates in several years", ("what", "years", "articles"), rows, note)


def _months(reading: Reading) -> Section:
    timely = reading.selection.timely.tolist()
    months = Counter(day[:7] for day, used in zip(reading.table.days, timely, strict=True) if day and used)
    note = "when the articles were published"
    return Section("文章 Articles", ("month", "articles"), every_month(months), note, Chart("line"))


def _by_year(dated: list[Dated]) -> Section:
    """How many events each year has: what the articles look back to and ahead."""
    years = Counter(one.begins[:4] for one in dated)
    rows = tuple(sorted(years.items()))[-_YEARS:]
    note = "the years in which articles say that they were, whenever the articles were written"
    return Section("年份 Years", ("year", "events and campaigns"), rows, note, Chart("bars"))
