"""kg report: what a store holds, for people."""

from __future__ import annotations

from pathlib import Path
from shutil import get_terminal_size
from typing import Any

import click
from click.core import ParameterSource

from kg.cli.options import projection_options, store_option


@click.command("report")
@click.argument("name", default="overview")
@store_option
@projection_options
@click.option(
    "--format",
    "format_",
    type=click.Choice(["text", "csv", "json", "md", "html"]),
    default="text",
    show_default=True,
    help="html is a page that needs nothing else.",
)
@click.pass_context
def report_command(
    context: click.Context, /, name: str, store_path: Path, format_: str, **chosen: Any
) -> int:
    """Report on the store, or on the part of it that the options choose.

    \b
    Examples:
      kg report overview
      kg report sites --format html > sites.html    with a map
      kg report centrality --since 2023 --until 2023 --hubs 0.2
      kg report roles --format csv > roles.csv      who held which post, from when to when

    Reports: overview, centrality, campaigns, sites, routes, roles, organisations, timeline, communities, brokers, gaps,
    quality. Time,
    support and hubs can be chosen for those on campaigns, sites, organisations and the timeline; types, predicates and
    names that stand together for centrality and communities too.
    """
    from kg.errors import UsageError
    from kg.graph.ties import Projection
    from kg.report import PROJECTED, REPORTS, WIDTH, render
    from kg.store import Store

    if name not in REPORTS:
        raise UsageError(f"no report {name!r}; there are {', '.join(REPORTS)}")
    given = {key for key in chosen if context.get_parameter_source(key) is ParameterSource.COMMANDLINE}
    reporter, heeded = PROJECTED.get(name, (None, frozenset()))
    if unheeded := sorted(given - heeded):
        raise UsageError(f"the report {name} takes no --{unheeded[0].replace('_', '-')}")
    width = get_terminal_size((WIDTH, 24)).columns
    with Store.read(store_path) as store:
        found = reporter(store, Projection(**chosen)) if reporter else REPORTS[name](store)
        click.echo(render(found, format_, width=width), nl=False)
    return 0
