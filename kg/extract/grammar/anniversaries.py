"""Anniversaries with what they are of, however the tagger splits them: 长征出发90周年, 石桥水库建成六十四周年."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kg.extract.grammar.context import Candidate, Context

_YEARS = re.compile(r"(?:\d{1,3}|[一两二三四五六七八九十百]{1,4})周年(?!庆)")
_MARK = re.compile("[，。；：、！？\n（）]")
_LEAD = re.compile(
    "是|纪念|庆祝|迎接|喜迎|迎来|正值|适逢|恰逢|时值|欣逢|又值|值此|为|在|今年|今天|当[天日]|昨[天日]|了|着|届|之际|以|到|和|与|及"
)
_LONGEST, _SHORTEST = 28, 2
"""Characters before the number of years."""
_AT_MOST = 3
"""Names for one anniversary, which begin behind the last words that may lead to one, and behind the mark before."""


def anniversaries(context: Context) -> Iterator[Candidate]:
    """Candidates of type Event."""
    shadow = context.shadow
    for match in _YEARS.finditer(shadow):
        first = max(0, match.start() - _LONGEST)
        for mark in _MARK.finditer(shadow, first, match.start()):
            first = mark.end()
        leads = [lead.end() for lead in _LEAD.finditer(shadow, first, match.start())]
        for start in dict.fromkeys([first, *leads[-_AT_MOST:]]):
            if _LEAD.match(shadow, start):
                continue  # 今年|是
            name = shadow[start : match.start()]
            if (
                len(name) >= _SHORTEST
                and name.count("《") == name.count("》")
                and name.count("“") == name.count("”")
            ):
                yield Candidate(start, match.end(), "Event", "grammar.event.anniversary", name[-2:])
