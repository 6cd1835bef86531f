"""report: what a store holds, for people. A report is sections of rows; how they are shown is another matter."""

from __future__ import annotations

from collections.abc import Callable

from kg.graph.ties import Projection
from kg.report import (
    brokers,
    campaigns,
    centrality,
    communities,
    gaps,
    organisations,
    overview,
    quality,
    roles,
    routes,
    sites,
    timeline,
)
from kg.report.sections import Report, Section
from kg.report.show import FORMATS, WIDTH, render
from kg.store import Store

__all__ = ["FORMATS", "PROJECTED", "REPORTS", "WIDTH", "Report", "Section", "render"]

Reporter = Callable[[Store], Report]
"""A store → a report on it."""

REPORTS: dict[str, Reporter] = {
    "overview": overview.report,
    "centrality": centrality.report,
    "campaigns": campaigns.report,
    "sites": sites.report,
    "routes": routes.report,
    "roles": roles.report,
    "organisations": organisations.report,
    "timeline": timeline.report,
    "communities": communities.report,
    "brokers": brokers.report,
    "gaps": gaps.report,
    "quality": quality.report,
}

TIME = frozenset({"since", "until", "min_articles", "hubs"})
"""What any report on facts can be narrowed by: the articles' time, the support of a fact, and hubs."""

PROJECTED: dict[str, tuple[Callable[[Store, Projection], Report], frozenset[str]]] = {
    "centrality": (centrality.report, TIME | {"types", "predicates", "together"}),
    "campaigns": (campaigns.report, TIME),
    "sites": (sites.report, TIME),
    "routes": (routes.report, TIME),
    "organisations": (organisations.report, TIME),
    "timeline": (timeline.report, TIME),
    "communities": (communities.report, TIME | {"types", "predicates", "together"}),
    "brokers": (brokers.report, TIME | {"types", "predicates", "together"}),
}
"""Reports on a part of a store, and the fields of a projection that choose it."""
