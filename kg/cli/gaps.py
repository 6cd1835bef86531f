"""kg gaps: sentences that name entities and of which no fact was read, for whoever writes the next rule."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from kg.cli.options import counted, list_format_option, print_table, store_option

if TYPE_CHECKING:
    from kg.model import Document
    from kg.report.gaps import Example, Gaps, Pattern


@click.command("gaps")
@click.argument("paths", nargs=-1, type=click.Path(path_type=Path))
@store_option
@click.option("--limit", type=click.IntRange(1), default=20, show_default=True, help="Patterns.")
@click.option("--examples", type=click.IntRange(0), default=3, show_default=True, help="Sentences of each.")
@list_format_option
def gaps_command(paths: tuple[Path, ...], store_path: Path, limit: int, examples: int, format_: str) -> int:
    """Sentences that name two or more entities and of which no fact was read: what the rules miss.

    \b
    Examples:
      kg gaps                                 of the articles in the store
      kg gaps articles/ --limit 50            of these, extracted now
      kg gaps --format csv --examples 100 > gaps.csv

    They are grouped by the verb and the types of the entities around it, the most worthwhile first; each sentence
    comes with its article and its place there. How to write a rule: docs/rules.md.
    """
    from kg.report.gaps import cached, gaps
    from kg.store import Store

    if paths:
        found, code = _of_files(paths)
    else:
        code = 0
        with Store.read(store_path) as store:
            found = gaps(cached(store))
    patterns = found.patterns[:limit]
    if format_ == "json":
        click.echo(json.dumps([_record(p, examples) for p in patterns], ensure_ascii=False, indent=1))
    elif format_ == "csv":
        _csv(patterns, examples)
    else:
        _table(patterns, examples)
    said = f"{found.silent:,} of {found.naming:,} sentences with two or more entities state no fact"
    click.echo(f"{said}; {counted(len(found.patterns), 'pattern')}", err=True)
    return code


def _of_files(paths: Sequence[Path]) -> tuple[Gaps, int]:
    """The gaps of articles that are extracted now, and 1 where some could not be read."""
    from kg.errors import ArticleError
    from kg.load import load
    from kg.report.gaps import gaps

    items = list(load(paths))
    errors = [item for item in items if isinstance(item, ArticleError)]
    for error in errors:
        click.echo(f"kg: {error}", err=True)
    articles = [item for item in items if not isinstance(item, ArticleError)]
    return gaps(_extracted(articles)), 1 if errors else 0


def _extracted(articles: Sequence[Any]) -> Iterator[Document]:
    from kg.build import SHARD
    from kg.extract import extract
    from kg.read import read

    for start in range(0, len(articles), SHARD):
        yield from extract([read(article) for article in articles[start : start + SHARD]])


def _record(pattern: Pattern, examples: int) -> dict[str, Any]:
    return {
        "pattern": pattern.words,
        "verb": pattern.verb,
        "types": list(pattern.types),
        "pairs": len(pattern.pairs),
        "sentences": len(pattern.examples),
        "articles": pattern.articles,
        "predicates": list(pattern.predicates),
        "known_to": list(pattern.triggers),
        "examples": [_example(example) for example in pattern.examples[:examples]],
    }


def _example(example: Example) -> dict[str, Any]:
    mentions = [{"start": m.start, "end": m.end, "type": m.type, "text": m.text} for m in example.mentions]
    return {
        "article": example.article,
        "start": example.start,
        "end": example.end,
        "text": example.text,
        "mentions": mentions,
    }


def _csv(patterns: Sequence[Pattern], examples: int) -> None:
    """A row for each example."""
    import csv

    from kg.export.csv import safe

    writer = csv.writer(sys.stdout, lineterminator="\n")
    writer.writerow(
        ("pattern", "pairs", "sentences", "articles", "predicates", "article", "start", "end", "text")
    )
    for p in patterns:
        head = (p.words, len(p.pairs), len(p.examples), p.articles, " ".join(p.predicates))
        for e in p.examples[:examples]:
            writer.writerow(map(safe, (*head, e.article, e.start, e.end, e.text)))


def _table(patterns: Sequence[Pattern], examples: int) -> None:
    for pattern in patterns:
        known = f"; a trigger of {', '.join(pattern.triggers)}" if pattern.triggers else ""
        about = f"could be {', '.join(pattern.predicates)}{known}"
        pairs = f"{counted(len(pattern.pairs), 'pair')} of entities in "
        title = f"{pattern.words}  {pairs}{counted(len(pattern.examples), 'sentence')} of {counted(pattern.articles, 'article')}"
        rows = [(e.article, f"{e.start}–{e.end}", e.text) for e in pattern.examples[:examples]]
        print_table(("", "", ""), rows, title=f"{title}, {about}")
        click.echo()
