"""An article's text as lines of HTML: mentions are links in the colour of their type, sentences that prove something are
framed, and each carries the fragment of its span's IRI as its id, so that `article/ID#char=30,37` leads to it."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from markupsafe import Markup, escape

from kg.present import plain


@dataclass(frozen=True, slots=True)
class Mark:
    """A mention: its place, the entity's IRI, type and name, how sure it is, and the rules that found it."""

    start: int
    end: int
    entity: str
    type: str
    name: str
    confidence: float
    by: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the text [start, end), without its end, and what lies in it: mentions, and all spans that begin in it."""

    start: int
    end: int
    text: str
    marks: tuple[Mark, ...]
    spans: tuple[tuple[int, int], ...]

    def html(self, link: Callable[[str], str]) -> Markup:
        """The line with its mentions as links to what `link` makes of IRIs."""
        return Markup("").join(_pieces(self, link))


def lines(whole: str, marks: Sequence[Mark], spans: Iterable[tuple[int, int]]) -> Iterator[Line]:
    """The lines of a text that hold anything. A mention that crosses the end of a line is cut off there."""
    starts = [mark.start for mark in marks]
    places = sorted(set(spans), key=lambda place: (place[0], -place[1]))
    begins = [start for start, _ in places]
    at = 0
    for line in whole.split("\n"):
        end = at + len(line)
        if line.strip():
            inside = marks[bisect_left(starts, at) : bisect_right(starts, end)]
            proving = places[bisect_left(begins, at) : bisect_right(begins, end)]
            yield Line(at, end, line, tuple(inside), tuple(proving))
        at = end + 1


def _pieces(line: Line, link: Callable[[str], str]) -> Iterator[Markup]:
    """Frames and mentions nested as they stand. A frame that would cross another or a mention is only a place to go
    to."""
    frames, points = _framed(line)
    ends: list[int] = []
    at = line.start
    events = sorted(
        {*(f[0] for f in frames), *(f[1] for f in frames), *points, *(m.start for m in line.marks)}
    )
    opening = {start: [f for f in frames if f[0] == start] for start, _ in frames}
    marks = {mark.start: mark for mark in reversed(line.marks)}
    for event in events:
        if event > at:
            yield _plain(line, at, event)
            at = event
        while ends and ends[-1] <= event:
            ends.pop()
            yield Markup("</span>")
        for start, end in points.get(event, ()):
            yield Markup('<span id="char={},{}"></span>').format(start, end)
        for start, end in opening.get(event, ()):
            ends.append(end)
            yield Markup('<span class="proof" id="char={},{}">').format(start, end)
        mark = marks.get(event)
        if mark and event >= at:
            yield _link(line, mark, link)
            at = max(at, min(mark.end, line.end))
    yield _plain(line, at, line.end)
    yield Markup("</span>") * len(ends)


def _framed(line: Line) -> tuple[list[tuple[int, int]], dict[int, list[tuple[int, int]]]]:
    """The places of claims that can be frames, outer before inner, and those that cannot, by where they begin."""
    frames: list[tuple[int, int]] = []
    points: dict[int, list[tuple[int, int]]] = {}
    mentioned = {(mark.start, mark.end) for mark in line.marks}
    inside = {at for mark in line.marks for at in range(mark.start + 1, min(mark.end, line.end))}
    stack: list[int] = []
    for start, end in line.spans:
        while stack and stack[-1] <= start:
            stack.pop()
        crossing = start in inside or end in inside or end > line.end or bool(stack and end > stack[-1])
        if (start, end) in mentioned:
            continue  # the mention has this id
        if crossing:
            at = start if start not in inside else max(m.start for m in line.marks if m.start < start)
            points.setdefault(at, []).append((start, end))
        else:
            stack.append(end)
            frames.append((start, end))
    return frames, points


def _link(line: Line, mark: Mark, link: Callable[[str], str]) -> Markup:
    words = line.text[mark.start - line.start : mark.end - line.start]
    told = f"{mark.type} {mark.name} · {mark.confidence:.2f}"
    return Markup('<a class="m {}" id="char={},{}" href="{}" title="{}">{}</a>').format(
        mark.type, mark.start, mark.end, link(mark.entity), plain(told), plain(words)
    )


def _plain(line: Line, start: int, end: int) -> Markup:
    return escape(plain(line.text[start - line.start : end - line.start]))
