"""kg connect: how two entities are connected."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from kg.cli.options import projection_options, store_option


@click.command("connect")
@click.argument("left", metavar="A")
@click.argument("right", metavar="B")
@store_option
@click.option(
    "-k", "--paths", "number", type=click.IntRange(1, 50), default=5, show_default=True, help="Paths to show."
)
@projection_options
@click.option("--facts", is_flag=True, help="Paths of facts alone, however long.")
@click.option(
    "--format",
    "format_",
    type=click.Choice(["text", "json", "md", "html", "svg"]),
    default="text",
    show_default=True,
    help="html is a page, svg a picture, that need nothing else.",
)
def connect_command(
    left: str, right: str, store_path: Path, number: int, facts: bool, format_: str, **chosen: Any
) -> int:
    """How A and B are connected: the best paths, each step with its sentences.

    \b
    Examples:
      kg connect 沈佳禾 石桥湾烈士陵园
      kg connect 沈佳禾 苏念青 -k 10 --since 2023
      kg connect 沈佳禾 苏念青 --format html > connection.html

    A step to something that is tied to everything (北京市) costs more than one to something that is tied to little;
    a step that several sources attest costs less than one that a single sentence says, which is marked. Where the
    facts connect nothing, entities named in one sentence count as tied, then those named in one article; so, too, where
    the best path of facts costs more than 20 bits, as between any two, and a sentence or an article names both.
    """
    from kg.cli.options import messages
    from kg.graph.connect import connect_somehow
    from kg.graph.connection import FAR
    from kg.graph.ties import Projection
    from kg.report.connect import FORMATS
    from kg.store import Store

    with Store.read(store_path) as store:
        found, together = connect_somehow(
            store, left, right, Projection(**chosen), number=number, facts=facts
        )
    if together != chosen["together"]:
        why = (
            f"no good path of facts: the best costs {found.passed:.1f} bits (--facts shows it)"
            if found.passed
            else "no facts connect them"
        )
        messages().print(f"{why}; what one {together} names counts as tied", soft_wrap=True)
    elif found.far and not together:
        messages().print(
            f"no good path of facts: beyond {FAR:.0f} bits they connect any two; "
            "--together article counts those as tied whom one article names",
            soft_wrap=True,
        )
    click.echo(FORMATS[format_](found), nl=False)
    return 0
