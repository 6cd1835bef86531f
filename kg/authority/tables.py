"""Reads the authority's files: tab-separated values with a comment that tells their source and a line of column names."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from kg.errors import RuleError


def rows(path: Path, columns: tuple[str, ...]) -> Iterator[tuple[int, list[str]]]:
    """Every row of a table as (line number, cells); the file must begin with exactly these columns.

    Lines that start with `#` and empty lines are skipped; missing cells at the end of a row are empty.

    Raises:
        RuleError: the file is missing, is not UTF-8, has other columns, or a row has too many cells.
    """
    try:
        text = path.read_text("utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise RuleError(f"{path}: cannot be read as a UTF-8 table: {error}") from error
    width = 0
    for number, line in enumerate(text.split("\n"), 1):
        line = line.rstrip("\r")
        if not line or line[0] == "#":
            continue
        cells = line.split("\t")
        if not width:
            if tuple(cells) != columns:
                raise RuleError(
                    f"{path}:{number}: the columns must be {' '.join(columns)}, not {' '.join(cells)}"
                )
            width = len(columns)
            continue
        if len(cells) > width:
            raise RuleError(f"{path}:{number}: {len(cells)} cells where the table has {width} columns")
        yield number, cells + [""] * (width - len(cells))
    if not width:
        raise RuleError(f"{path}: a line of column names is missing ({' '.join(columns)})")


def several(cell: str) -> tuple[str, ...]:
    """The values of a cell that holds several, with `|` between."""
    return tuple(cell.split("|")) if cell else ()
