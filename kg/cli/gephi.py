"""kg import-gephi: labels edited in Gephi become decisions."""

from __future__ import annotations

from pathlib import Path

import click

from kg.cli.decide import today, told, who_option
from kg.cli.options import counted, messages, store_option


@click.command("import-gephi")
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
@store_option
@click.option("--dry-run", is_flag=True, help="Only say what would be decided.")
@click.option("--json", "as_json", is_flag=True, help="The decisions as JSON.")
@who_option
def import_gephi_command(file: Path, store_path: Path, dry_run: bool, as_json: bool, who: str) -> int:
    """Read a graph back from Gephi: a node that was given another's label is the same as that other.

    \b
    Examples:
      kg import-gephi graph.gexf --dry-run
      kg import-gephi nodes.csv --who 李明

    In Gephi's Data Laboratory, give nodes that are one the same label, then export the graph as GEXF or the table of
    nodes as CSV. Where several entities bear the label, write the one that is meant as in `person/张伟（江阴市）`.
    Every merge is a decision like those of `kg decide`: `kg undo` takes it back.
    """
    from kg.build import decide
    from kg.present import plain
    from kg.query.deciding import decision_of
    from kg.query.gephi import edits, labels_of
    from kg.store import Store

    labels = labels_of(file)
    with Store.read(store_path) as store:
        found = edits(store, labels)
    for remark in found.left:
        messages().print(plain(remark), style="yellow", markup=False)
    if dry_run or not found.same:
        for one, other in found.same:
            click.echo(plain(f"would decide: {one} same {other}"))
        click.echo(f"{counted(len(found.same), 'decision')}", err=True)
        return 0
    why = f"label edited in Gephi ({file.name})"
    with Store.write(store_path) as store:
        decisions = [
            decision_of(store, one, "same", other, who=who, when=today(), why=why)
            for one, other in found.same
        ]
        summary = decide(decisions, store)
    return told("decided", decisions, summary, as_json)
