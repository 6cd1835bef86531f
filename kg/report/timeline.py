"""Timeline: what happened when, by the days that articles give, and how much was written in each month."""

from __future__ import annotations

from collections import Counter

from kg.rdf.dates import covered
from kg.report.reading import Reading
from kg.report.sections import Cell, Chart, Report, Section
from kg.store import Store

_SHOWN = 200
_YEARS = 60


def report(store: Store) -> Report:
    """The dated events and campaigns of a store."""
    reading = Reading(store.edges)
    dated = sorted(_dated(reading))
    sections = (
        _months(reading),
        _by_year(dated),
        Section(
            "事件 Events",
            ("day", "what", "where", "who", "articles"),
            tuple(_row(reading, day, event) for day, _, event in _best(reading, dated)),
            f"{len(dated)} in all; shown are those that most articles speak of, in the order of time",
        ),
    )
    return Report("时间线 · Timeline", tuple(section for section in sections if section.rows))


def _dated(reading: Reading) -> list[tuple[str, str, int]]:
    """(first day or part of it as written, the date's key, event or campaign); its best attested date."""
    found = []
    for kind in ("Event", "Campaign"):
        for node in reading.of_type(kind):
            for said in reading.facts("onDate", node)[:1]:
                key = reading.name(said.other)
                if begins := (covered(key) or ("", ""))[0]:
                    found.append((begins, key, node))
    return found


def _best(reading: Reading, dated: list[tuple[str, str, int]]) -> list[tuple[str, str, int]]:
    ranked = sorted(dated, key=lambda item: (-reading.articles[item[2]], item))[:_SHOWN]
    return [(key, begins, node) for begins, key, node in sorted(ranked)]


def _row(reading: Reading, day: str, event: int) -> tuple[Cell, ...]:
    return (
        day,
        reading.name(event),
        reading.names(reading.facts("heldAt", event), 2),
        reading.names(reading.back("participatesIn", event)),
        reading.articles[event],
    )


def _months(reading: Reading) -> Section:
    months = Counter(day[:7] for day in reading.table.days if day)
    return Section("文章 Articles", ("month", "articles"), tuple(sorted(months.items())), chart=Chart("line"))


def _by_year(dated: list[tuple[str, str, int]]) -> Section:
    """How many events each year has: what the articles look back to."""
    years = Counter(begins[:4] for begins, _, _ in dated)
    rows = tuple(sorted(years.items()))[-_YEARS:]
    return Section("年份 Years", ("year", "events and campaigns"), rows, chart=Chart("bars"))
