"""Options that several commands share, and the consoles they print on."""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Any, NoReturn
from unicodedata import east_asian_width

import click
from rich.console import Console
from rich.text import Text

store_option = click.option(
    "--store",
    "store_path",
    type=click.Path(file_okay=False, path_type=Path),
    default=Path("kg-store"),
    envvar="KG_STORE",
    show_default=True,
    help="Folder of the store (environment: KG_STORE).",
)


list_format_option = click.option(
    "--format",
    "format_",
    type=click.Choice(["table", "csv", "json"]),
    default="table",
    show_default=True,
    help="A table for reading, or for programs.",
)


def projection_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """The options that choose what of a store becomes a graph: the fields of `kg.graph.Projection`."""
    for option in reversed(_PROJECTION):
        command = option(command)
    return command


def _listed(_: click.Context, __: click.Parameter, value: str) -> frozenset[str]:
    return frozenset(name.strip() for name in value.split(",") if name.strip())


_PROJECTION = (
    click.option(
        "--types",
        default="",
        callback=_listed,
        help="Types of entities, as in Person,Site; all but dates and figures when left out.",
    ),
    click.option(
        "--predicates",
        default="",
        callback=_listed,
        help="Kinds of facts, as in visits,memberOf; all when left out.",
    ),
    click.option(
        "--together",
        type=click.Choice(["sentence", "article"]),
        callback=lambda _, __, value: value or "",
        help="Entities that one sentence, or one article, names are tied too.",
    ),
    click.option(
        "--since", default="", help="Articles from this day, month or year on (2023, 2023-04, 2023-04-11)."
    ),
    click.option("--until", default="", help="Articles up to the end of this day, month or year."),
    click.option(
        "--min-articles",
        type=click.IntRange(1),
        default=1,
        show_default=True,
        help="Articles that must support a tie.",
    ),
    click.option(
        "--hubs",
        type=click.FloatRange(0, 1),
        default=1.0,
        show_default=True,
        help="Leave out what more than this share of the articles mention.",
    ),
)


class _Console(Console):
    def on_broken_pipe(self) -> NoReturn:
        raise BrokenPipeError  # rich would end the process with an error: kg.cli ends it without one


def console() -> Console:
    """Standard output: colours and the terminal's width on a terminal, or the width that COLUMNS gives."""
    return _Console(highlight=False, soft_wrap=not _folded())


def messages() -> Console:
    """Standard error."""
    return Console(stderr=True, highlight=False)


def _folded() -> bool:
    return sys.stdout.isatty() or "COLUMNS" in os.environ


def cell(value: object, style: str = "") -> Text:
    """Words for a console: no markup, nothing that moves the cursor."""
    from kg.present import plain

    return Text(plain(str(value)), style)


def print_table(columns: Sequence[str], rows: Iterable[Sequence[object]], *, title: str = "") -> int:
    """Print a table, and say how many rows it has: folded to the width of a terminal; elsewhere each row on a line of
    its own, so that `grep` finds it whole. An empty heading for every column leaves the headings out."""
    listed = [[cell(value) for value in row] for row in rows]
    if title:
        console().print(cell(title, "bold"))
    if not listed:
        return 0
    numeric = [
        all(row[i].plain.replace(".", "", 1).replace("%", "").isdecimal() for row in listed if row[i].plain)
        for i in range(len(columns))
    ]
    if _folded() and len(listed) < _MANY:
        _fold(columns, listed, numeric)
    else:
        _align([list(columns), *([value.plain for value in row] for row in listed)], numeric)
    return len(listed)


_WIDE = 60
"""Columns of a line that a column of a table gets at most: a longer value moves the rest of its line to the right."""

_BREAK = re.compile(r"[\t\n]\s*")
_SHORT = 14
"""Columns of at most so many characters are not folded while others can be: dates, numbers, types."""

_MANY = 2000
"""A table of so many rows is not folded: laying it out would take seconds."""


def _fold(columns: Sequence[str], rows: Sequence[Sequence[Text]], numeric: Sequence[bool]) -> None:
    from rich.table import Table

    table = Table(box=None, header_style="bold", show_header=any(columns), pad_edge=False)
    for index, (column, right) in enumerate(zip(columns, numeric, strict=True)):
        short = max(row[index].cell_len for row in rows) <= _SHORT
        table.add_column(
            cell(column),
            overflow="fold",
            justify="right" if right else "left",
            no_wrap=short and len(columns) < 8,
        )
    for row in rows:
        table.add_row(*row)
    console().print(table)


def _align(rows: Sequence[Sequence[str]], numeric: Sequence[bool]) -> None:
    lines = [[_BREAK.sub(" ", value) for value in row] for row in rows if any(row)]
    widths = [min(max(map(width, column)), _WIDE) for column in zip(*lines, strict=True)]
    for line in lines:
        padded = []
        for value, wide, right in zip(line, widths, numeric, strict=True):
            blank = " " * (wide - width(value))
            padded.append(blank + value if right else value + blank)
        click.echo("  ".join(padded).rstrip())


def width(text: str) -> int:
    """Columns that a text takes on a terminal, where Han characters take two."""
    return sum(2 if east_asian_width(char) in "WF" else 1 for char in text)


def counted(number: int, noun: str) -> str:
    """`1 article`, `2,000 articles`."""
    return f"{number:,} {noun}{'s' * (number != 1)}"
