"""Charts of a report's sections, in SVG without script: bars, a line over time, a map of points.

They take the colour of the page's ink (`currentColor`), so that they can be read on bright and on dark.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from html import escape

from kg.report.map import drawn_map
from kg.report.sections import Cell, Section
from kg.report.svg import COLOUR, FAINT, QUIET, picture

_WIDTH = 760
_BAR, _LABELS, _BARS = 24, 250, 40
"""Height of a bar, width of the labels before them, and how many are drawn at most."""

_HEIGHT, _MARGIN = 220, 46
_LETTERS = 19
"""Letters of a label before it is cut."""


def drawn(section: Section) -> str:
    """The chart of a section as SVG; empty where it has none, or nothing to show."""
    chart = section.chart
    if chart is None:
        return ""
    if chart.kind == "map":
        return drawn_map(chart.points)
    if chart.kind == "ranges":
        return _ranges([(str(row[chart.label]), str(row[chart.value])) for row in section.rows])
    pairs = [(str(row[chart.label]), _number(row[chart.value])) for row in section.rows]
    if not pairs:
        return ""
    return _bars(pairs[:_BARS]) if chart.kind == "bars" else _line(pairs)


def _number(cell: Cell) -> float:
    return float(cell) if isinstance(cell, int | float) else 0.0


def _bars(pairs: Sequence[tuple[str, float]]) -> str:
    most = max(value for _, value in pairs) or 1
    room = _WIDTH - _LABELS - 70
    parts = []
    for index, (label, value) in enumerate(pairs):
        y, length = index * _BAR, room * value / most
        short = label if len(label) <= _LETTERS else label[: _LETTERS - 1] + "…"
        parts.append(
            f"<g><title>{escape(label)}: {value:,g}</title>"
            f'<text x="{_LABELS - 8}" y="{y + 16}" text-anchor="end" fill="currentColor">{escape(short)}</text>'
            f'<rect x="{_LABELS}" y="{y + 5}" width="{length:.1f}" height="{_BAR - 10}" rx="1" fill="{COLOUR}"/>'
            f'<text x="{_LABELS + length + 6:.1f}" y="{y + 16}" {QUIET}>{value:,g}</text></g>'
        )
    return picture(_WIDTH, len(pairs) * _BAR + 4, parts)


def _ranges(pairs: Sequence[tuple[str, str]]) -> str:
    """From where to where each rank may lie: two that stand above one another cannot be told apart."""
    ends = [tuple(map(int, words.split("–"))) for _, words in pairs]
    most = max((high for _, high in ends), default=1)
    step = (_WIDTH - _LABELS - 40) / most
    tall = len(pairs) * _BAR
    parts = []
    for rank in sorted({1, *range(5, most + 1, 5)}):
        x = _LABELS + (rank - 0.5) * step
        parts.append(f'<line x1="{x:.1f}" y1="0" x2="{x:.1f}" y2="{tall}" {FAINT}/>')
        parts.append(f'<text x="{x:.1f}" y="{tall + 14}" text-anchor="middle" {QUIET}>{rank}</text>')
    for index, ((label, words), (low, high)) in enumerate(zip(pairs, ends, strict=True)):
        y, x = index * _BAR, _LABELS + (low - 1) * step + 1
        short = label if len(label) <= _LETTERS else label[: _LETTERS - 1] + "…"
        parts.append(
            f"<g><title>{escape(label)}: {words}</title>"
            f'<text x="{_LABELS - 8}" y="{y + 16}" text-anchor="end" fill="currentColor">{escape(short)}</text>'
            f'<rect x="{x:.1f}" y="{y + 7}" width="{(high - low + 1) * step - 2:.1f}" height="{_BAR - 14}" rx="4" fill="{COLOUR}"/></g>'
        )
    return picture(_WIDTH, tall + 20, parts) if pairs else ""


def _line(pairs: Sequence[tuple[str, float]]) -> str:
    """Values in their order, above a line at nothing; a span of time that no row names is not left blank."""
    most = max(value for _, value in pairs) or 1
    step = (_WIDTH - 2 * _MARGIN) / max(len(pairs) - 1, 1)
    bottom = _HEIGHT - _MARGIN
    spots = [
        (_MARGIN + index * step, bottom - (bottom - 14) * value / most)
        for index, (_, value) in enumerate(pairs)
    ]
    parts = []
    for share in (0.0, 0.5, 1.0):
        y = bottom - (bottom - 14) * share
        parts.append(f'<line x1="{_MARGIN}" y1="{y:.1f}" x2="{_WIDTH - _MARGIN}" y2="{y:.1f}" {FAINT}/>')
        parts.append(
            f'<text x="{_MARGIN - 6}" y="{y + 4:.1f}" text-anchor="end" {QUIET}>{most * share:,g}</text>'
        )
    path = " ".join(f"{x:.1f},{y:.1f}" for x, y in spots)
    parts.append(f'<polyline points="{path}" fill="none" stroke="{COLOUR}" stroke-width="2"/>')
    every = math.ceil(len(pairs) / 12)
    for index, ((label, value), (x, y)) in enumerate(zip(pairs, spots, strict=True)):
        parts.append(
            f'<circle cx="{x:.1f}" cy="{y:.1f}" r="3" fill="{COLOUR}"><title>{escape(label)}: {value:,g}</title></circle>'
        )
        if index % every == 0:
            parts.append(
                f'<text x="{x:.1f}" y="{bottom + 20}" text-anchor="middle" {QUIET}>{escape(label)}</text>'
            )
    return picture(_WIDTH, _HEIGHT, parts)
