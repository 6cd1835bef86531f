"""kg extract: mentions and facts, without a store."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from itertools import islice

import click

from kg.cli.options import print_table
from kg.model import Document

_BATCH = 64


@click.command("extract")
@click.argument("paths", nargs=-1, required=True)
@click.option(
    "--format",
    "format_",
    type=click.Choice(["table", "jsonl", "html"]),
    default="table",
    show_default=True,
    help="jsonl has an object for each article, html is a page for a browser.",
)
def extract_command(paths: tuple[str, ...], format_: str) -> int:
    """Extract mentions and facts from articles and print them; no store is touched.

    \b
    Examples:
      kg extract article.txt
      kg extract articles/ --format html > articles.html      coloured mentions, for a browser
      kg extract news.jsonl --format jsonl > found.jsonl      one JSON object for each article
    """
    from kg import present

    failures: list[tuple[str, str]] = []
    documents = _documents(paths, failures)
    if format_ == "table":
        print_table(("article", "at", "type", "words", "meaning", "confidence"), present.table(documents))
    else:
        end = "\n" if format_ == "jsonl" else ""
        for piece in (present.jsonl if format_ == "jsonl" else present.html)(documents):
            sys.stdout.write(piece + end)
    from kg.cli.build import report_failures

    return report_failures(failures)


def _documents(paths: tuple[str, ...], failures: list[tuple[str, str]]) -> Iterator[Document]:
    """The documents of all articles that can be read, batch by batch; what cannot is added to `failures`."""
    from kg.errors import ArticleError
    from kg.extract import extract
    from kg.load import load
    from kg.read import read

    loaded = load(paths)
    while batch := list(islice(loaded, _BATCH)):
        failures += [(item.place, item.reason) for item in batch if isinstance(item, ArticleError)]
        yield from extract([read(item) for item in batch if not isinstance(item, ArticleError)])
