"""kg serve: the store over HTTP."""

from __future__ import annotations

import re
from pathlib import Path

import click

from kg.cli.options import store_option


@click.command("serve")
@store_option
@click.option(
    "--host", default="127.0.0.1", show_default=True, help="Address to listen on; 0.0.0.0 is every one."
)
@click.option(
    "--port", type=click.IntRange(0, 65535), default=8000, show_default=True, help="0 takes a free one."
)
@click.option("--seconds", type=click.FloatRange(0.1), default=30.0, show_default=True, help="Longest query.")
@click.option(
    "--rows", type=click.IntRange(1), default=1_000_000, show_default=True, help="Rows of a result."
)
@click.option(
    "--bytes",
    "size",
    type=click.IntRange(1000),
    default=64_000_000,
    show_default=True,
    help="Bytes of a result.",
)
@click.option(
    "--at-once",
    type=click.IntRange(1, 64),
    default=2,
    show_default=True,
    help="Queries that run side by side.",
)
@click.option(
    "--cors",
    "origins",
    metavar="ORIGIN",
    multiple=True,
    default=["*"],
    show_default=True,
    help="Web pages that may read answers: `*` any, `none` no other, or an origin as https://example.org, repeatable.",
)
def serve_command(
    store_path: Path,
    host: str,
    port: int,
    seconds: float,
    rows: int,
    size: int,
    at_once: int,
    origins: tuple[str, ...],
) -> int:
    """Serve the store for browsers, SPARQL clients and OpenRefine. Ctrl-C ends it.

    \b
    Examples:
      kg serve                                 http://127.0.0.1:8000/ : pages, and SPARQL at /sparql
      kg serve --store my --port 9000
      kg serve --seconds 5 --at-once 4         shorter queries, more of them
      kg serve --cors none                     for sources that strangers' web pages must not read
      curl -G http://127.0.0.1:8000/query/roles.csv --data-urlencode person=沈佳禾
      kg query roles --endpoint http://127.0.0.1:8000/sparql

    Only this computer can reach it unless --host says otherwise; everything can be read and nothing changed. What
    a build publishes while it runs is served from then on.
    """
    from kg.serve import Limits, application
    from kg.serve.run import serve

    limits = Limits(seconds=seconds, rows=rows, size=size, at_once=at_once)
    serve(
        application(store_path, limits, _checked(origins)),
        host,
        port,
        lambda address: click.echo(f"serving {address}  (Ctrl-C ends it)"),
    )
    return 0


_ORIGIN = re.compile(r"https?://[^/\s?#@]+", re.ASCII)


def _checked(origins: tuple[str, ...]) -> tuple[str, ...]:
    """The origins, `none` being no origin; each as a browser writes it.

    Raises:
        BadParameter: one is no origin.
    """
    if origins == ("none",):
        return ()
    for one in origins:
        if one != "*" and not _ORIGIN.fullmatch(one):
            raise click.BadParameter(
                f"{one!r} is no origin: scheme, host and port, as https://example.org or http://localhost:3000",
                param_hint="--cors",
            )
    return origins
