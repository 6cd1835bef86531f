"""Charts of a report's sections, in SVG without script: bars, a line over time, a map of points."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Sequence
from html import escape

from kg.report.sections import Cell, Point, Section

_WIDTH = 760
_BAR, _LABELS, _BARS = 22, 250, 40
"""Height of a bar, width of the labels before them, and how many are drawn at most."""

_HEIGHT, _MARGIN = 220, 46
_COLOUR = "#b03a2e"
_FONT = "system-ui,'Noto Sans CJK SC','PingFang SC','Microsoft YaHei',sans-serif"


def drawn(section: Section) -> str:
    """The chart of a section as SVG; empty where it has none, or nothing to show."""
    chart = section.chart
    if chart is None:
        return ""
    if chart.kind == "map":
        return _map(chart.points) if chart.points else ""
    pairs = [(str(row[chart.label]), _number(row[chart.value])) for row in section.rows]
    if not pairs:
        return ""
    return _bars(pairs[:_BARS]) if chart.kind == "bars" else _line(pairs)


def _number(cell: Cell) -> float:
    return float(cell) if isinstance(cell, int | float) else 0.0


def _svg(width: float, height: float, parts: Sequence[str]) -> str:
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width:g} {height:g}" width="{width:g}" '
        f'height="{height:g}" font-family="{_FONT}" font-size="12" role="img">{"".join(parts)}</svg>'
    )


def _bars(pairs: Sequence[tuple[str, float]]) -> str:
    most = max(value for _, value in pairs) or 1
    room = _WIDTH - _LABELS - 60
    parts = []
    for index, (label, value) in enumerate(pairs):
        y, length = index * _BAR, room * value / most
        short = label if len(label) <= 19 else label[:18] + "…"
        parts.append(
            f"<g><title>{escape(label)}</title>"
            f'<text x="{_LABELS - 8}" y="{y + 15}" text-anchor="end" fill="#222">{escape(short)}</text>'
            f'<rect x="{_LABELS}" y="{y + 4}" width="{length:.1f}" height="{_BAR - 8}" fill="{_COLOUR}"/>'
            f'<text x="{_LABELS + length + 6:.1f}" y="{y + 15}" fill="#555">{value:,g}</text></g>'
        )
    return _svg(_WIDTH, len(pairs) * _BAR + 4, parts)


def _line(pairs: Sequence[tuple[str, float]]) -> str:
    most = max(value for _, value in pairs) or 1
    step = (_WIDTH - 2 * _MARGIN) / max(len(pairs) - 1, 1)
    bottom = _HEIGHT - _MARGIN
    spots = [
        (_MARGIN + index * step, bottom - (bottom - 14) * value / most)
        for index, (_, value) in enumerate(pairs)
    ]
    path = " ".join(f"{x:.1f},{y:.1f}" for x, y in spots)
    parts = [
        f'<polyline points="{path}" fill="none" stroke="{_COLOUR}" stroke-width="2"/>',
        f'<line x1="{_MARGIN}" y1="{bottom}" x2="{_WIDTH - _MARGIN}" y2="{bottom}" stroke="#bbb"/>',
        f'<text x="{_MARGIN - 6}" y="20" text-anchor="end" fill="#555">{most:,g}</text>',
    ]
    every = math.ceil(len(pairs) / 12)
    for index, ((label, value), (x, y)) in enumerate(zip(pairs, spots, strict=True)):
        parts.append(
            f'<circle cx="{x:.1f}" cy="{y:.1f}" r="3" fill="{_COLOUR}"><title>{escape(label)}: {value:,g}</title></circle>'
        )
        if index % every == 0:
            parts.append(
                f'<text x="{x:.1f}" y="{bottom + 18}" text-anchor="middle" fill="#555">{escape(label)}</text>'
            )
    return _svg(_WIDTH, _HEIGHT, parts)


_DEGREE = 10.0
"""Lines of the map's grid stand so many degrees apart, or a tenth of that where all points are near one another."""


def _map(points: Sequence[Point]) -> str:
    """Points on a grid of degrees, as wide as they lie; the cosine of the middle latitude keeps shapes."""
    north, south = max(p.latitude for p in points), min(p.latitude for p in points)
    east, west = max(p.longitude for p in points), min(p.longitude for p in points)
    squeeze = math.cos(math.radians((north + south) / 2))
    span = max((east - west) * squeeze, north - south, 0.5) * 1.1
    middle = (north + south) / 2, (east + west) / 2
    scale = (_WIDTH - 40) / span
    height = min(max((north - south) * 1.1, span * 0.4) * scale + 40, _WIDTH)

    def place(latitude: float, longitude: float) -> tuple[float, float]:
        x = _WIDTH / 2 + (longitude - middle[1]) * squeeze * scale
        return x, height / 2 - (latitude - middle[0]) * scale

    most = max(point.weight for point in points) or 1
    parts = [*_grid(span, middle, place, height)]
    for point in sorted(points, key=lambda p: (-p.weight, p.label)):
        x, y = place(point.latitude, point.longitude)
        radius = 3 + 15 * math.sqrt(point.weight / most)
        parts.append(
            f'<circle cx="{x:.1f}" cy="{y:.1f}" r="{radius:.1f}" fill="{_COLOUR}" fill-opacity="0.45" stroke="{_COLOUR}">'
            f"<title>{escape(point.label)}: {point.weight:,g}</title></circle>"
        )
    for point in sorted(points, key=lambda p: (-p.weight, p.label))[:12]:
        x, y = place(point.latitude, point.longitude)
        parts.append(f'<text x="{x + 6:.1f}" y="{y - 6:.1f}" fill="#222">{escape(point.label)}</text>')
    return _svg(_WIDTH, height, parts)


def _grid(
    span: float,
    middle: tuple[float, float],
    place: Callable[[float, float], tuple[float, float]],
    height: float,
) -> Iterator[str]:
    step = _DEGREE if span > 2 * _DEGREE else _DEGREE / 10
    for index in range(-20, 21):
        latitude = round(middle[0] / step) * step + index * step
        longitude = round(middle[1] / step) * step + index * step
        _, y = place(latitude, middle[1])
        x, _ = place(middle[0], longitude)
        if 0 < y < height:
            yield f'<line x1="0" y1="{y:.1f}" x2="{_WIDTH}" y2="{y:.1f}" stroke="#eee"/>'
            yield f'<text x="2" y="{y - 2:.1f}" fill="#aaa">{latitude:g}°N</text>'
        if 0 < x < _WIDTH:
            yield f'<line x1="{x:.1f}" y1="0" x2="{x:.1f}" y2="{height:.1f}" stroke="#eee"/>'
            yield f'<text x="{x + 2:.1f}" y="{height - 4:.1f}" fill="#aaa">{longitude:g}°E</text>'
