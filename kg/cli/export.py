"""kg export: the store in the formats of other programs."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from kg.cli.options import projection_options, store_option


@click.command("export")
@click.argument(
    "format_",
    metavar="FORMAT",
    type=click.Choice(["gexf", "graphml", "csv", "neo4j", "turtle", "trig", "nquads", "jsonld"]),
)
@click.argument("out")
@store_option
@projection_options
def export_command(format_: str, out: str, store_path: Path, **chosen: Any) -> int:
    """Write the graph to a file for another program; `-` is standard output.

    \b
    Examples:
      kg export gexf graph.gexf        Gephi: coloured by type, placed, with a timeline
      kg export gexf people.gexf --types Person,Organisation --together sentence --min-articles 2
      kg export csv tables/            nodes.csv and edges.csv, for Gephi or a spreadsheet
      kg export csv tables.zip         the same in one file
      kg export neo4j tables/          for neo4j-admin database import
      kg export turtle known.ttl       what is known, without the proofs
      kg export trig all.trig          with every article's graph of proofs
      kg export nquads - | sort -c     canonical: sorted lines

    The options choose what of the graph is written, of the formats that are graphs (the first four).
    """
    from kg.export import export
    from kg.graph.ties import Projection
    from kg.store import Store

    with Store.read(store_path) as store:
        export(store, format_, out, Projection(**chosen))
    return 0
