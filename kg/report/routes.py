"""Routes: the sites of each in the order in which articles first name them, where these lie, and what they commemorate."""

from __future__ import annotations

from kg.graph import ALL
from kg.graph.ties import Projection
from kg.report.reading import TIMES, Reading
from kg.report.sections import Cell, Report, Section
from kg.store import Store

_SHOWN = 60


def report(store: Store, projection: Projection = ALL) -> Report:
    """The routes of a store and their stops."""
    reading = Reading(store.edges, projection)
    listed: list[tuple[Cell, ...]] = []
    stops: list[tuple[Cell, ...]] = []
    routes = reading.of_type("Route")
    for route in routes:
        sites = _sites(reading, route)
        listed.append(
            (
                reading.name(route),
                len(sites),
                reading.articles[route],
                reading.names(reading.back("organises", route) or reading.back("issues", route)),
                reading.names(reading.back("visits", route)),
            )
        )
        stops += [
            (
                reading.name(route),
                number,
                reading.name(site),
                reading.names(reading.facts("locatedIn", site), 2),
                reading.names(reading.facts("commemorates", site), 2),
            )
            for number, site in enumerate(sites, 1)
        ]
    listed.sort(key=lambda row: (-int(row[1]), -int(row[2]), str(row[0])))
    sections = (
        Section(
            "线路 Routes",
            ("route", "sites", "articles", "发布者 by", "到访者 visited by"),
            tuple(listed[:_SHOWN]),
            f"{len(routes):,} in all. {TIMES}",
        ),
        Section(
            "站点 Stops",
            ("route", "no.", "site", "位于 place", "纪念 commemorates"),
            tuple(stops),
            "in the order in which the articles name them",
        ),
    )
    return Report("线路 · Routes", tuple(section for section in sections if section.rows), reading.note)


def _sites(reading: Reading, route: int) -> list[int]:
    """The sites of a route by their first claim in the article that lists most of them."""
    table = reading.table
    if "partOf" not in table.predicates:
        return []
    sites = [said.other for said in reading.back("partOf", route) if table.types[said.other] == "Site"]
    claims = table.claims
    rows = claims[(claims[:, 2] == table.predicates.index("partOf")) & (claims[:, 3] == route)]
    by_article: dict[int, dict[int, int]] = {}
    for article, site, *_ in rows.tolist():
        by_article.setdefault(article, {}).setdefault(site, _place(reading, article, site))
    best = max(by_article.values(), key=len, default={})
    return sorted(sites, key=lambda site: (site not in best, best.get(site, 0), site))


def _place(reading: Reading, article: int, site: int) -> int:
    """Where an article first names a site."""
    mentions = reading.table.mentions
    first, last = (int(place) for place in mentions[:, 0].searchsorted([article, article + 1]))
    found = [int(row[3]) for row in mentions[first:last] if row[1] == site]
    return min(found, default=0)
