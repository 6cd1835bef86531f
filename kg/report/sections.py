"""The values that a report is made of."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Cell = str | int | float


@dataclass(frozen=True, slots=True)
class Point:
    """A place on a map: degrees north and east, a weight that its size shows, and what it is."""

    latitude: float
    longitude: float
    weight: float
    label: str


@dataclass(frozen=True, slots=True)
class Chart:
    """What a page draws above a section's table. `bars` and `line` show the numbers of the column `value` by the words of
    the column `label` (both by index), a `line` in their order; `ranges` those from the one to the other end of the column
    `value` (3–6); a `map` shows its points."""

    kind: Literal["bars", "line", "ranges", "map"]
    label: int = 0
    value: int = 1
    points: tuple[Point, ...] = ()


@dataclass(frozen=True, slots=True)
class Section:
    """A table with a heading; `note` says how to read it, `chart` how a page draws it. `blocks` tells that its cells are too
    long for columns of text: each row is shown as some lines there."""

    title: str
    columns: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    note: str = ""
    chart: Chart | None = None
    blocks: bool = False


@dataclass(frozen=True, slots=True)
class Report:
    """A title and its sections; `note` says what of the store is shown, and what holds for all sections."""

    title: str
    sections: tuple[Section, ...]
    note: str = ""
