"""kg undo: take a decision back."""

from __future__ import annotations

from pathlib import Path

import click

from kg.cli.options import store_option


@click.command("undo")
@click.argument("which", metavar="[N | A B]", nargs=-1)
@store_option
@click.option("--json", "as_json", is_flag=True, help="What was undone, as JSON.")
def undo_command(which: tuple[str, ...], store_path: Path, as_json: bool) -> int:
    """Take back the last decision, the one of a number, or the one about two entities.

    \b
    Examples:
      kg undo                                      the last
      kg undo 3                                    as `kg decide --list` numbers them
      kg undo person/张伟@2021-0412 person/张伟

    Afterwards the graph is as if it had never been decided.
    """
    from kg.build import undo
    from kg.build.deciding import read_decisions
    from kg.cli.decide import told
    from kg.query.deciding import chosen
    from kg.store import Store

    if len(which) > 2:
        raise click.UsageError("name a number, two entities, or nothing")
    Store.read(store_path).close()  # a store that is not there must not be made
    with Store.write(store_path) as store:
        decision = chosen(read_decisions(store), which)
        summary = undo([decision.about], store)
    return told("undone", [decision], summary, as_json)
