"""A map of points: no coasts and no borders, a grid of degrees and the names of the places."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from html import escape

from kg.report.sections import Point
from kg.report.svg import COLOUR, FAINT, HALO, QUIET, picture

_WIDTH, _EDGE = 760, 40
_SOUTH, _NORTH, _WEST, _EAST = 17.0, 54.0, 73.0, 136.0
"""China. Where at least _HOME of what is counted lies there, the map shows nothing else: a few places abroad would make all
of it a spot."""

_HOME = 0.6
_NAMES, _LETTER, _LINE = 45, 12, 15
"""How many places are named at most, and the size of a letter and of a line."""


@dataclass(frozen=True, slots=True)
class Frame:
    """What part of the earth a map shows, and how large: its middle in degrees, the share of a degree of latitude that one
    of longitude has there, points on paper for a degree, and the height of the paper."""

    latitude: float
    longitude: float
    squeeze: float
    scale: float
    span: float
    height: float

    def place(self, latitude: float, longitude: float) -> tuple[float, float]:
        """Where a place is on paper."""
        x = _WIDTH / 2 + (longitude - self.longitude) * self.squeeze * self.scale
        return x, self.height / 2 - (latitude - self.latitude) * self.scale


def drawn_map(points: Sequence[Point]) -> str:
    """The map of points as SVG, the heaviest named as far as there is room; empty without points."""
    if not points:
        return ""
    shown = _at_home(points)
    frame = _frame(shown)
    heaviest = sorted(shown, key=lambda point: (-point.weight, point.label))
    most = heaviest[0].weight or 1
    discs = [
        (*frame.place(p.latitude, p.longitude), 3 + 15 * math.sqrt(p.weight / most), p) for p in heaviest
    ]
    parts = [*_grid(frame), *(_disc(*disc) for disc in discs), *_names(discs, frame.height)]
    if len(shown) < len(points):
        away = sum(point.weight for point in points) - sum(point.weight for point in shown)
        words = f"图外另有 {away:,g} · {away:,g} more lie beyond this map"
        parts.append(f'<text x="{_WIDTH - 8}" y="16" text-anchor="end" {QUIET}>{words}</text>')
    return picture(_WIDTH, frame.height, parts)


def _at_home(points: Sequence[Point]) -> Sequence[Point]:
    home = [p for p in points if _SOUTH <= p.latitude <= _NORTH and _WEST <= p.longitude <= _EAST]
    return home if sum(p.weight for p in home) >= _HOME * sum(p.weight for p in points) and home else points


def _frame(points: Sequence[Point]) -> Frame:
    """As wide as the points lie; the cosine of the middle latitude keeps shapes."""
    north, south = max(p.latitude for p in points), min(p.latitude for p in points)
    east, west = max(p.longitude for p in points), min(p.longitude for p in points)
    squeeze = math.cos(math.radians((north + south) / 2))
    span = max((east - west) * squeeze, north - south, 0.5) * 1.1
    scale = (_WIDTH - _EDGE) / span
    height = round(min(max((north - south) * 1.1, span * 0.4) * scale + _EDGE, _WIDTH), 1)
    return Frame((north + south) / 2, (east + west) / 2, squeeze, scale, span, height)


def _disc(x: float, y: float, radius: float, point: Point) -> str:
    return (
        f'<circle cx="{x:.1f}" cy="{y:.1f}" r="{radius:.1f}" fill="{COLOUR}" fill-opacity="0.4" stroke="{COLOUR}">'
        f"<title>{escape(point.label)}: {point.weight:,g}</title></circle>"
    )


Box = tuple[float, float, float, float]


def _names(discs: Sequence[tuple[float, float, float, Point]], height: float) -> Iterator[str]:
    """Names to the right, the left, above or below their discs, where they cover no other name; else none."""
    taken: list[Box] = []
    for x, y, radius, point in discs[:_NAMES]:
        wide = sum(_LETTER if ord(char) > 0x2E80 else _LETTER * 0.6 for char in point.label)
        for left, base in (
            (x + radius + 3, y + 4),
            (x - radius - 3 - wide, y + 4),
            (x - wide / 2, y - radius - 4),
            (x - wide / 2, y + radius + _LINE - 2),
        ):
            box = (left, base - _LETTER, left + wide, base + 3)
            inside = box[0] >= 0 and box[1] >= 0 and box[2] <= _WIDTH and box[3] <= height
            if inside and not any(_cover(box, other) for other in taken):
                taken.append(box)
                yield f'<text x="{left:.1f}" y="{base:.1f}" fill="currentColor" {HALO}>{escape(point.label)}</text>'
                break


def _cover(one: Box, other: Box) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]


def _grid(frame: Frame) -> Iterator[str]:
    """Lines of latitude and longitude, ten degrees apart, or one where all points are near one another."""
    step = 10.0 if frame.span > 20 else 1.0
    for index in range(-20, 21):
        latitude = round(frame.latitude / step) * step + index * step
        longitude = round(frame.longitude / step) * step + index * step
        _, y = frame.place(latitude, frame.longitude)
        x, _ = frame.place(frame.latitude, longitude)
        if 0 < y < frame.height:
            yield f'<line x1="0" y1="{y:.1f}" x2="{_WIDTH}" y2="{y:.1f}" {FAINT}/>'
            yield f'<text x="2" y="{y - 2:.1f}" {QUIET}>{abs(latitude):g}°{"S" if latitude < 0 else "N"}</text>'
        if 0 < x < _WIDTH:
            yield f'<line x1="{x:.1f}" y1="0" x2="{x:.1f}" y2="{frame.height:g}" {FAINT}/>'
            words = f"{abs(longitude):g}°{'W' if longitude < 0 else 'E'}"
            yield f'<text x="{x + 2:.1f}" y="{frame.height - 4:.1f}" {QUIET}>{words}</text>'
