"""kg articles, kg remove: what is in the store, and forgetting it."""

from __future__ import annotations

import json
import sys
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

import click

from kg.cli.options import counted, messages, print_table, store_option

if TYPE_CHECKING:
    from kg.store import Store


@click.command("articles")
@store_option
@click.option(
    "--quarantined", is_flag=True, help="Only what could not be read or extracted, with the reasons."
)
@click.option(
    "--copies",
    is_flag=True,
    help="Only articles that copy one another, in groups, with how much of each is in the earliest.",
)
@click.option(
    "--json", "as_json", is_flag=True, help="One JSON object for each line; for each group of copies."
)
def articles_command(store_path: Path, quarantined: bool, copies: bool, as_json: bool) -> int:
    """List the articles of the store with their states.

    \b
    Examples:
      kg articles                       all, by date
      kg articles | grep 岭川日报
      kg articles --quarantined         what could not be read, and why
      kg articles --copies              what is printed more than once, and counts as one source
    """
    from kg.store import Store

    if quarantined and copies:
        raise click.UsageError("--quarantined and --copies are two lists: ask for one")
    with Store.read(store_path) as store:
        if copies:
            return _print_copies(store, as_json)
        if quarantined:
            found = [{"place": place, "reason": reason} for place, reason in store.articles.quarantined()]
        else:
            found = [asdict(row) for row in store.articles.rows()]
    if as_json:
        for record in found:
            click.echo(json.dumps(record, ensure_ascii=False))
    else:
        columns = ["place", "reason"] if quarantined else ["id", "date", "title", "source", "state"]
        print_table(columns, [[record[column] for column in columns] for record in found])
    click.echo(f"{len(found)} quarantined" if quarantined else counted(len(found), "article"), err=True)
    return 0


def _print_copies(store: Store, as_json: bool) -> int:
    """Print the groups of copies: a table in which a group's number joins its articles, or an object for each group."""
    from kg.query.copies import groups

    number = articles = 0
    rows: list[tuple[object, ...]] = []
    for number, group in enumerate(groups(store), 1):
        articles += len(group.articles)
        if as_json:
            click.echo(json.dumps(asdict(group), ensure_ascii=False))
        rows += [
            (number, f"{a.similarity:.0%}", a.date[:10], a.id, a.source, a.title) for a in group.articles
        ]
    if not as_json:
        print_table(["group", "alike", "date", "id", "source", "title"], rows)
    click.echo(f"{counted(articles, 'article')} in {counted(number, 'group')} of copies", err=True)
    return 0


@click.command("remove")
@click.argument("ids", metavar="ID…", nargs=-1, required=True)
@store_option
@click.option("--json", "as_json", is_flag=True, help="Print the summary as JSON.")
def remove_command(ids: tuple[str, ...], store_path: Path, as_json: bool) -> int:
    """Forget articles: afterwards the graph is as if they had never been read. `-` reads ids, a line each.

    What else was waiting is brought to its end as by `kg build`, and what cannot be is reported with exit code 1.

    \b
    Examples:
      kg remove qingxi-2022-04
      kg articles --json | jq -r 'select(.source == "某报").id' | kg remove -
    """
    from kg.build import remove
    from kg.cli.build import Bar, report_failures
    from kg.store import Store

    if ids == ("-",):
        ids = tuple(line for line in sys.stdin.read().splitlines() if line)
    Store.read(store_path).close()  # a store that is not there must not be made by removing from it
    bar = Bar(messages())
    with Store.write(store_path) as store, bar.progress:
        summary = remove(ids, store, progress=bar)
    if as_json:
        click.echo(json.dumps(asdict(summary), ensure_ascii=False, indent=1))
    else:
        click.echo(
            f"{summary.removed} removed; "
            f"the store holds {counted(summary.articles, 'article')}, {summary.quads:,} quads"
        )
    return report_failures(summary.failures)
