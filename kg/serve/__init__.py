"""serve: a store over HTTP, for reading: SPARQL, pages and data of entities, articles and claims, reconciliation."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from kg.serve.answering import Limits

if TYPE_CHECKING:
    from starlette.applications import Starlette

__all__ = ["Limits", "application"]


def application(
    path: Path,
    limits: Limits = Limits(),  # noqa: B008 - frozen
    origins: Sequence[str] = ("*",),
) -> Starlette:
    """The server of the store at `path`, whose answers web pages of these origins may read (`*`: of any; none: of this
    server alone).

    Raises:
        UsageError: there is no store.
    """
    # Here, since every worker imports this package, and needs nothing of the rest.
    from kg.serve.app import application

    return application(path, limits, origins)
