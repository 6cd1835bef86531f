"""Sites: where they lie, on which routes, whom they commemorate, who visited; on a map of the places' centroids."""

from __future__ import annotations

from collections import Counter, defaultdict

from kg.authority import PlaceRecord, places
from kg.graph import ALL
from kg.graph.ties import Projection
from kg.report.reading import TIMES, Reading
from kg.report.sections import Cell, Chart, Point, Report, Section
from kg.store import Store

_SHOWN = 80
_UNKNOWN = "(不详 unknown)"


def report(store: Store, projection: Projection = ALL) -> Report:
    """The sites of a store."""
    reading = Reading(store.edges, projection)
    sites = reading.of_type("Site")
    lying = {site: _record(reading, site) for site in sites}
    sections = (
        Section(
            "场所 Sites",
            (
                "site",
                "articles",
                "visitors",
                "位于 place",
                "线路 route",
                "纪念 commemorates",
                "到访者 visited by",
            ),
            tuple(_row(reading, site) for site in sites[:_SHOWN]),
            f"{len(sites):,} in all, the most mentioned first; visitors: how many persons and bodies articles say were "
            f"there. {TIMES}",
            blocks=True,
        ),
        _regions(lying),
        _routes(reading),
        _commemorated(reading, sites),
    )
    return Report("场所 · Sites", tuple(section for section in sections if section.rows), reading.note)


def _row(reading: Reading, site: int) -> tuple[Cell, ...]:
    visits = reading.back("visits", site)
    routes = [said for said in reading.facts("partOf", site) if reading.table.types[said.other] == "Route"]
    return (
        reading.name(site),
        reading.articles[site],
        len(visits),
        reading.names(reading.facts("locatedIn", site), 2),
        reading.names(routes, 2),
        reading.names(reading.facts("commemorates", site), 2),
        reading.names(visits, 4),
    )


def _record(reading: Reading, site: int) -> PlaceRecord | None:
    """The lowest place of the tables that a site lies in, directly or by the place around its place."""
    found: list[PlaceRecord] = []
    near, seen = [site], {site}
    while near and not found:
        around = [said.other for node in near for said in reading.facts("locatedIn", node)]
        near = [node for node in dict.fromkeys(around) if node not in seen]
        seen.update(near)
        found = [record for node in near if (record := places().by_key(reading.name(node)))]
    return max(found, key=lambda record: len(record.parents), default=None)


def _regions(lying: dict[int, PlaceRecord | None]) -> Section:
    """How many sites each province has, with a map of the counties and cities where they lie."""
    regions = Counter(_region(record) for record in lying.values())
    spots: Counter[PlaceRecord] = Counter(
        record for record in lying.values() if record and record.lat is not None
    )
    points = tuple(
        Point(float(record.lat), float(record.lon), number, record.name)
        for record, number in sorted(spots.items(), key=lambda item: (-item[1], item[0].key))
        if record.lat is not None and record.lon is not None
    )
    rows = tuple(sorted(regions.items(), key=lambda item: (item[0] == _UNKNOWN, -item[1], item[0])))
    mapped = sum(spots.values())
    note = (
        f"{len(lying) - regions[_UNKNOWN]:,} of {len(lying):,} sites lie in a known place, {mapped:,} of them in one with a "
        "known centre; counted by the lowest place that an article puts a site in. A page maps them at the centres of "
        "counties, cities and provinces, not where they stand"
    )
    return Section("地区 Regions", ("province or country", "sites"), rows, note, Chart("map", points=points))


def _region(record: PlaceRecord | None) -> str:
    if record is None:
        return _UNKNOWN
    return record.parents[-1] if record.parents else record.name


def _routes(reading: Reading) -> Section:
    """Routes with their sites; what one article calls a route and no site lies on says nothing."""
    rows: list[tuple[Cell, ...]] = []
    bare = 0
    for route in reading.of_type("Route"):
        stops = [said for said in reading.back("partOf", route) if reading.table.types[said.other] == "Site"]
        if not stops and reading.articles[route] < 2:
            bare += 1
            continue
        rows.append((reading.name(route), len(stops), reading.names(stops, 12), reading.articles[route]))
    rows.sort(key=lambda row: (-int(row[1]), -int(row[3]), str(row[0])))
    note = f"{bare} more without a site, in one article each" if bare else ""
    return Section("线路 Routes", ("route", "sites", "which", "articles"), tuple(rows[:40]), note)


def _commemorated(reading: Reading, sites: list[int]) -> Section:
    """Whom and what most sites commemorate."""
    kept: dict[int, list[int]] = defaultdict(list)
    for site in sites:
        for said in reading.facts("commemorates", site):
            kept[said.other].append(site)
    ranked = sorted(kept.items(), key=lambda item: (-len(item[1]), item[0]))[:30]
    rows = tuple(
        (reading.name(whom), len(found), "、".join(reading.name(site) for site in found[:6]))
        for whom, found in ranked
    )
    return Section("所纪念 Commemorated", ("whom or what", "sites", "which"), rows)
