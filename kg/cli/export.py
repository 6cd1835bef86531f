"""kg export: the store in the formats of other programs."""

from __future__ import annotations

from pathlib import Path

import click

from kg.cli.options import store_option


@click.command("export")
@click.argument(
    "format_",
    metavar="FORMAT",
    type=click.Choice(["gexf", "graphml", "csv", "turtle", "trig", "nquads", "jsonld"]),
)
@click.argument("out")
@store_option
def export_command(format_: str, out: str, store_path: Path) -> int:
    """Write the graph to a file for another program; `-` is standard output.

    \b
    Examples:
      kg export gexf graph.gexf        Gephi
      kg export csv tables/            nodes.csv and edges.csv, for Gephi, Neo4j or a spreadsheet
      kg export csv tables.zip         the same in one file
      kg export turtle known.ttl       what is known, without the proofs
      kg export trig all.trig          with every article's graph of proofs
      kg export nquads - | sort -c     canonical: sorted lines
    """
    from kg.export import export
    from kg.store import Store

    with Store.read(store_path) as store:
        export(store, format_, out)
    return 0
