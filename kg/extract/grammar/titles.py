"""Titles in 《》: policies by the word that they end in, works otherwise."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kg.extract.grammar.context import Candidate, Context
from kg.extract.grammar.lexicon import words

_TITLE = re.compile(r"《[^《》\n]{1,120}(?:《[^《》\n]{1,40}》[^《》\n]{0,40})*》")
_TAIL = re.compile(r"(?:（[^（）]*）|[（(][^）)]*[）)])+$")
_VOLUME = re.compile(r"第[一二三四五六七八九十]+卷(?:、第[一二三四五六七八九十]+卷)*")


def titles(context: Context) -> Iterator[Candidate]:
    """Every title, as Policy or as Work."""
    endings = words("policy.titles")
    works = words("work.titles")
    for match in _TITLE.finditer(context.shadow):
        start, end = match.span()
        title = _TAIL.sub("", match[0][1:-1])
        ending = next((title[-size:] for size in (5, 4, 3, 2, 1) if title[-size:] in endings), "")
        work = next((title[-size:] for size in (4, 3, 2) if title[-size:] in works), "")
        if ending and not work:
            kind = "short" if title == ending else "long"
            yield Candidate(start, end, "Policy", f"grammar.policy.title.{kind}", ending)
        else:
            yield Candidate(start, end, "Work", "grammar.work.title", work)
            volume = _VOLUME.match(context.shadow, end)
            if volume:
                yield Candidate(start, volume.end(), "Work", "grammar.work.volume", "")
