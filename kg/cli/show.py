"""kg show, kg why: an entity's card, and the sentences behind a fact."""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

import click

from kg.cli.options import cell, console, counted, print_table, store_option

if TYPE_CHECKING:
    from kg.query.card import Card, FactGroup


@click.command("show")
@click.argument("entity")
@store_option
@click.option(
    "--limit", type=click.IntRange(1), default=12, show_default=True, help="Facts of one kind to show."
)
@click.option(
    "--why-merged",
    is_flag=True,
    help="The articles that it is made of, what joins them, and how to divide it.",
)
@click.option("--json", "as_json", is_flag=True, help="Everything, as one JSON object.")
def show_command(entity: str, store_path: Path, limit: int, why_merged: bool, as_json: bool) -> int:
    """An entity's card: names, facts with the number of articles behind each, sources.

    \b
    Examples:
      kg show 青溪县委
      kg show person/张伟（江阴市公安局）        where several bear the name
      kg show 沈佳禾 --why-merged              why it is one
    """
    from kg.query.card import card
    from kg.store import Store

    if why_merged:
        return _merged(entity, store_path, limit, as_json)
    with Store.read(store_path) as store:
        found = card(store.graph, entity, base=store.base)
    if as_json:
        click.echo(json.dumps(asdict(found), ensure_ascii=False, indent=1))
        return 0
    _head(found)
    for group in found.groups:
        _facts(group, limit)
    click.echo()
    rows = [(a.date[:10], a.id, a.title, _copy(a.id, a.original)) for a in found.articles[:limit]]
    print_table([""] * 4, rows)
    if len(found.articles) > limit:
        click.echo(f"… and {len(found.articles) - limit} more: kg query articles -p entity={found.short}")
    return 0


def _merged(entity: str, store_path: Path, limit: int, as_json: bool) -> int:
    from kg.query.merged import why_merged
    from kg.store import Store

    with Store.read(store_path) as store:
        found = why_merged(store, entity, limit=limit)
    if as_json:
        decided = [
            {"number": number, "decision": str(one), "why": one.why} for number, one in found.decisions
        ]
        record = {"entity": str(found.end), "articles": found.articles, "decisions": decided}
        joined = [asdict(one) for one in found.joined]
        click.echo(json.dumps(record | {"joined": joined}, ensure_ascii=False, indent=1))
        return 0
    out = console()
    out.print(cell(str(found.end), "bold") + cell(f"  {counted(found.articles, 'article')}"))
    for one in found.joined:
        words = {
            "first": "begins",
            "evidence": f"joined to {one.to} by {one.by}",
            "name": f"joined to {one.to}: by that name it means {one.by}",
            "decision": f"joined to {one.to} by decision: {one.by}",
        }[one.how]
        out.print(cell(f"{one.date}  {one.article}  {one.name}  {words}", "dim"))
        out.print(cell(f"  {one.sentence}"))
    if found.articles > len(found.joined):
        click.echo(f"… and {found.articles - len(found.joined)} more articles: --limit {found.articles}")
    for number, decision in found.decisions:
        out.print(cell(f"decision {number}: {decision}{f' ({decision.why})' if decision.why else ''}"))
    if found.decisions:
        click.echo("to take a decision back: kg undo NUMBER")
    if found.joined and found.articles > 1:
        out.print(
            cell(
                f"to divide: kg decide '{found.end.type.lower()}/{found.joined[0].name}@ARTICLE' "
                f"different '{found.end}'"
            )
        )
    return 0


def _head(card: Card) -> None:
    from kg.ontology import ontology

    out = console()
    out.print(cell(card.label, "bold") + cell(f"  {card.type_label} {card.type}  ") + cell(card.short, "dim"))
    if card.names:
        out.print(cell("又称 also: " + "、".join(card.names)))
    for name, value in card.attributes:
        out.print(cell(f"{ontology().properties[name].label_zh} {name}: {value}"))
    sources = len({article.original for article in card.articles})
    out.print(f"{counted(card.mentions, 'mention')} in {supported(len(card.articles), sources)}")


def supported(articles: int, sources: int) -> str:
    """`3 articles`, or `3 articles from 2 sources` where some copy one another."""
    return counted(articles, "article") + (
        f" from {counted(sources, 'source')}" if sources < articles else ""
    )


def _facts(group: FactGroup, limit: int) -> None:
    rows = []
    for fact in group.facts[:limit]:
        period = fact.first if fact.first == fact.last else f"{fact.first} – {fact.last}"
        status = "" if fact.status == "asserted" else fact.status
        rows.append((f"  {fact.other}", supported(fact.articles, fact.sources), period, status))
    click.echo()
    print_table([""] * 4, rows, title=f"{group.label} {group.predicate}")
    if len(group.facts) > limit:
        click.echo(f"  … and {len(group.facts) - limit} more: --limit {len(group.facts)}")


@click.command("why")
@click.argument("subject", metavar="A")
@click.argument("predicate")
@click.argument("object_", metavar="B")
@store_option
@click.option("--json", "as_json", is_flag=True, help="All claims, as a JSON array.")
def why_command(subject: str, predicate: str, object_: str, store_path: Path, as_json: bool) -> int:
    """Every sentence that says so: A PREDICATE B.

    \b
    Examples:
      kg why 沈佳禾 holdsRole 青溪县委书记
      kg why 沈佳禾 担任 青溪县委书记          the predicate's Chinese or English label
      kg why 沈佳禾 says 故事                 a part of the quoted words

    Each with the day, the article, the place in its text, the rule that read it and how often that rule is right. Articles
    that copy one another are one source; the copies say of which article.
    """
    from kg.query.card import why
    from kg.query.find import shorten
    from kg.store import Store

    with Store.read(store_path) as store:
        claims = why(store.graph, subject, predicate, object_, base=store.base)
        base = store.base
    if as_json:
        click.echo(json.dumps([asdict(claim) for claim in claims], ensure_ascii=False, indent=1))
        return 0
    out = console()
    for claim in claims:
        place = f"{shorten(claim.article, base)}#char={claim.start},{claim.end}"
        status = "" if claim.status == "asserted" else f"  {claim.status}"
        copy = _copy(shorten(claim.article, base), shorten(claim.original, base))
        head = f"{claim.date or 'no date'}  {place}  {claim.by}  {claim.confidence:.2f}{status}"
        out.print(cell(f"{head}  {copy}" if copy else head, "dim"))
        out.print(cell(f"  {claim.exact.strip()}"))
    articles, sources = len({claim.article for claim in claims}), len({claim.original for claim in claims})
    click.echo(f"{counted(len(claims), 'sentence')} in {supported(articles, sources)}", err=True)
    return 0


def _copy(article: str, original: str) -> str:
    return f"copy of {original}" if original != article else ""
