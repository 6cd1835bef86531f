"""kg show, kg why: an entity's card, and the sentences behind a fact."""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path

import click
from rich.table import Table
from rich.text import Text

from kg.cli.options import console, store_option


@click.command("show")
@click.argument("entity")
@store_option
@click.option(
    "--limit", type=click.IntRange(1), default=12, show_default=True, help="Facts of one kind to show."
)
@click.option("--json", "as_json", is_flag=True)
def show_command(entity: str, store_path: Path, limit: int, as_json: bool) -> int:
    """An entity's card: names, facts with the number of articles behind each, sources.

    \b
    Examples:
      kg show 无锡市委
      kg show person/张伟（江阴市公安局）        where several bear the name
    """
    from kg.query.card import card
    from kg.store import Store

    with Store.read(store_path) as store:
        found = card(store.graph, entity, base=store.base)
    if as_json:
        click.echo(json.dumps(asdict(found), ensure_ascii=False, indent=1))
        return 0
    out = console()
    out.print(
        Text.assemble((found.label, "bold"), f"  {found.type_label} {found.type}  ", (found.short, "dim"))
    )
    if found.names:
        out.print(Text("又称 also: " + "、".join(found.names)))
    for name, value in found.attributes:
        out.print(Text(f"{name}: {value}"))
    out.print(Text(f"{found.mentions} mentions in {len(found.articles)} articles"))
    for group in found.groups:
        table = Table(
            title=f"{group.label} {group.predicate}",
            title_justify="left",
            box=None,
            show_header=False,
            padding=(0, 1),
        )
        for fact in group.facts[:limit]:
            period = fact.first if fact.first == fact.last else f"{fact.first} – {fact.last}"
            table.add_row(
                Text(fact.other),
                f"{fact.articles} articles",
                period,
                "" if fact.status == "asserted" else fact.status,
            )
        if len(group.facts) > limit:
            table.add_row(f"… and {len(group.facts) - limit} more")
        out.print()
        out.print(table)
    out.print()
    for article in found.articles[:limit]:
        out.print(Text(f"{article.date:16} {article.id}  {article.title}"))
    if len(found.articles) > limit:
        out.print(f"… and {len(found.articles) - limit} more: kg query articles -p entity={found.short}")
    return 0


@click.command("why")
@click.argument("subject", metavar="A")
@click.argument("predicate")
@click.argument("object_", metavar="B")
@store_option
@click.option("--json", "as_json", is_flag=True)
def why_command(subject: str, predicate: str, object_: str, store_path: Path, as_json: bool) -> int:
    """Every sentence that says so: A PREDICATE B.

    \b
    Examples:
      kg why 杜小刚 holdsRole 无锡市委书记
    """
    from kg.query.card import why
    from kg.store import Store

    with Store.read(store_path) as store:
        claims = why(store.graph, subject, predicate, object_, base=store.base)
    if as_json:
        click.echo(json.dumps([asdict(claim) for claim in claims], ensure_ascii=False, indent=1))
        return 0
    out = console()
    for claim in claims:
        head = f"{claim.date or 'no date'}  {claim.article}#char={claim.start},{claim.end}  {claim.by}  {claim.confidence:.2f}"
        out.print(Text(head + ("" if claim.status == "asserted" else f"  {claim.status}"), style="dim"))
        out.print(Text(f"  {claim.exact.strip()}"))
    return 0
