"""Events of two parts: 颁奖仪式暨“山花”读书周 is one."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from kg.extract.grammar.context import Candidate, Context

_JOINT = re.compile("暨")
_PARTS = frozenset(["Event", "Campaign", "Work"])


def joints(context: Context, candidates: Iterable[Candidate]) -> Iterator[Candidate]:
    """From the longest event that ends before 暨 to the longest that starts behind it."""
    at = {match.start() for match in _JOINT.finditer(context.shadow)}
    if not at:
        return
    first: dict[int, int] = {}
    last: dict[int, int] = {}
    for start, end, type_, rule, _ in candidates:
        if type_ not in _PARTS or rule.endswith(".act"):
            continue
        if end in at:
            first[end] = min(start, first.get(end, start))
        if start - 1 in at:
            last[start - 1] = max(end, last.get(start - 1, end))
    for joint in sorted(first.keys() & last.keys()):
        yield Candidate(first[joint], last[joint], "Event", "grammar.event.joint")
