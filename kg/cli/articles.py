"""kg articles, kg remove: what is in the store, and forgetting it."""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path

import click
from rich.table import Table

from kg.cli.options import console, messages, store_option


@click.command("articles")
@store_option
@click.option(
    "--quarantined", is_flag=True, help="Only what could not be read or extracted, with the reasons."
)
@click.option("--json", "as_json", is_flag=True, help="One JSON object for each line.")
def articles_command(store_path: Path, quarantined: bool, as_json: bool) -> int:
    """List the articles of the store with their states.

    \b
    Examples:
      kg articles                       all, by date
      kg articles --quarantined         what could not be read, and why
    """
    from kg.store import Store

    with Store.read(store_path) as store:
        if quarantined:
            found = [{"place": place, "reason": reason} for place, reason in store.articles.quarantined()]
        else:
            found = [asdict(row) for row in store.articles.rows()]
    if as_json:
        for record in found:
            click.echo(json.dumps(record, ensure_ascii=False))
    elif found:
        table = Table(box=None, header_style="bold")
        columns = list(found[0]) if quarantined else ["id", "date", "title", "source", "state"]
        for column in columns:
            table.add_column(column)
        for record in found:
            table.add_row(*(record[column] for column in columns))
        console().print(table)
    click.echo(f"{len(found)} {'quarantined' if quarantined else 'articles'}", err=True)
    return 0


@click.command("remove")
@click.argument("ids", nargs=-1, required=True)
@store_option
def remove_command(ids: tuple[str, ...], store_path: Path) -> int:
    """Forget articles: afterwards the graph is as if they had never been read.

    \b
    Examples:
      kg remove seed-000
      kg articles --json | jq -r 'select(.source == "某报").id' | xargs kg remove
    """
    from kg.build import remove
    from kg.cli.build import Bar
    from kg.store import Store

    Store.read(store_path).close()  # a store that is not there must not be made by removing from it
    bar = Bar(messages())
    with Store.write(store_path) as store, bar.progress:
        summary = remove(ids, store, progress=bar)
    click.echo(
        f"{summary.removed} removed; the store holds {summary.articles} articles, {summary.quads:,} quads"
    )
    return 0
