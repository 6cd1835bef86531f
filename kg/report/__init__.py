"""report: what a store holds, for people. A report is sections of rows; how they are shown is another matter."""

from __future__ import annotations

from collections.abc import Callable

from kg.report import (
    campaigns,
    centrality,
    communities,
    gaps,
    organisations,
    overview,
    quality,
    roles,
    sites,
    timeline,
)
from kg.report.sections import Report, Section
from kg.report.show import FORMATS, WIDTH, render
from kg.store import Store

__all__ = ["FORMATS", "REPORTS", "WIDTH", "Report", "Section", "render"]

Reporter = Callable[[Store], Report]
"""A store → a report on it."""

REPORTS: dict[str, Reporter] = {
    "overview": overview.report,
    "centrality": centrality.report,
    "campaigns": campaigns.report,
    "sites": sites.report,
    "roles": roles.report,
    "organisations": organisations.report,
    "timeline": timeline.report,
    "communities": communities.report,
    "gaps": gaps.report,
    "quality": quality.report,
}
