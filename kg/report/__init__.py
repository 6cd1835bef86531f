"""report: what a store holds, for people. A report is sections of rows; how they are shown is another matter."""

from __future__ import annotations

from collections.abc import Callable

from kg.report import centrality, communities, gaps, overview, roles
from kg.report.sections import Report, Section
from kg.report.show import FORMATS, WIDTH, render
from kg.store import Store

__all__ = ["FORMATS", "REPORTS", "WIDTH", "Report", "Section", "render"]

Reporter = Callable[[Store], Report]
"""A store → a report on it."""

REPORTS: dict[str, Reporter] = {
    "overview": overview.report,
    "centrality": centrality.report,
    "communities": communities.report,
    "roles": roles.report,
    "gaps": gaps.report,
}
