"""A small picture of paths: one lane for each, the two ends at the sides, in SVG without script or font files."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from html import escape

from kg.graph.connection import Route, Step
from kg.ontology import ontology
from kg.report.svg import HALO, QUIET

_WIDTH, _LANE, _MARGIN, _RADIUS = 960, 84, 110, 9
_LETTERS = 12
"""Characters of a name that fit beside its neighbours."""

Point = tuple[float, float]


def picture(routes: Sequence[Route], arrow: Callable[[Step], str]) -> str:
    """The entities as discs in their types' colours, the steps as lines with what `arrow` calls them; those that rest
    on one sentence are dashed. Hovering over either tells the whole name and the sentence."""
    places = _places(routes)
    height = max((y for _, y in places.values()), default=_LANE) + _LANE / 2 + 10
    drawn: dict[tuple[str, str], str] = {}
    for route in routes:
        for step in route.steps:
            a, b = sorted((step.source, step.target))
            drawn.setdefault((a, b), _line(step, places[step.source], places[step.target], arrow(step)))
    ends = {end.name: end for route in routes for end in route.ends}
    discs = [_disc(end.key, end.type, places[name]) for name, end in ends.items()]
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_WIDTH} {height:g}" width="{_WIDTH}" '
        f"height=\"{height:g}\" font-family=\"system-ui,'Noto Sans CJK SC','PingFang SC','Microsoft YaHei',sans-serif\" "
        f'font-size="13" text-anchor="middle">{"".join([*drawn.values(), *discs])}</svg>'
    )


def _places(routes: Sequence[Route]) -> dict[str, Point]:
    """Where each entity is drawn: the two ends at the sides, halfway up, the others on the lane of the first path that
    has them. Lanes lie above and below the middle by turns; the middle is free for what ties the ends directly."""
    ends = {end.name for route in routes for end in (route.ends[0], route.ends[-1])}
    lane = 0 if any(len(route.ends) == 2 for route in routes) else -1
    at: dict[str, tuple[float, int]] = dict.fromkeys(sorted(ends), (0.0, 0))
    for route in routes:
        fresh = [end.name for end in route.ends if end.name not in at]
        lane += bool(fresh)
        for index, end in enumerate(route.ends):
            if end.name in fresh:
                at[end.name] = (index / (len(route.ends) - 1), lane)
    height = {name: (number + 1) // 2 * (-1) ** number for name, (_, number) in at.items()}
    top = min(height.values(), default=0)
    right = {route.ends[-1].name for route in routes}
    return {
        name: (
            _MARGIN + (_WIDTH - 2 * _MARGIN) * (1.0 if name in right else share),
            _LANE * (height[name] - top + 0.5),
        )
        for name, (share, _) in at.items()
    }


def _line(step: Step, source: Point, target: Point, words: str) -> str:
    (x1, y1), (x2, y2) = source, target
    tie = step.ties[0]
    sources = max(tie.sources for tie in step.ties)
    dash = ' stroke-dasharray="5 4"' if step.one_sentence else ""
    width = min(1 + sources**0.5 / 2, 6)
    return (
        f"<g><title>{escape(tie.sentence)}</title>"
        f'<line x1="{x1:.0f}" y1="{y1:.0f}" x2="{x2:.0f}" y2="{y2:.0f}" stroke="currentColor" stroke-opacity="0.4" stroke-width="{width:.1f}"{dash}/>'
        f'<text x="{(x1 + x2) / 2:.0f}" y="{(y1 + y2) / 2 - 5:.0f}" {QUIET} {HALO}>{escape(words)} {sources}</text></g>'
    )


def _disc(name: str, kind: str, place: Point) -> str:
    x, y = place
    short = name if len(name) <= _LETTERS else name[: _LETTERS - 1] + "…"
    colour = ontology().types[kind].colour
    return (
        f"<g><title>{escape(name)}</title>"
        f'<circle cx="{x:.0f}" cy="{y:.0f}" r="{_RADIUS}" fill="{colour}" stroke="#fff" stroke-width="2"/>'
        f'<text x="{x:.0f}" y="{y + 26:.0f}" fill="currentColor" {HALO}>{escape(short)}</text></g>'
    )
