"""Options that several commands share, and the consoles they print on."""

from __future__ import annotations

import sys
from pathlib import Path

import click
from rich.console import Console

store_option = click.option(
    "--store",
    "store_path",
    type=click.Path(file_okay=False, path_type=Path),
    default=Path("kg-store"),
    envvar="KG_STORE",
    show_default=True,
    help="Folder of the store (environment: KG_STORE).",
)


def console() -> Console:
    """Standard output: colours and the terminal's width on a terminal, plain and never cut off it."""
    return Console(
        width=None if sys.stdout.isatty() else 200, highlight=False, soft_wrap=not sys.stdout.isatty()
    )


def messages() -> Console:
    """Standard error."""
    return Console(stderr=True, highlight=False)
