"""In whose company an article names a person: the list of names in which it stands."""

from __future__ import annotations

import re
from collections import defaultdict

from kg.model import Document
from kg.resolve.circles import tells

_REACH = 3
"""Names to either side: lists of the same people drop some and add some, and keep their order."""

_GAP = re.compile(r"(?:（[^（）]{1,12}）|\([^()]{1,12}\))?[、，,\s和及]{1,4}")
"""What stands between two names of a list: 王甲（女）、李乙　赵丙和钱丁."""


def listed_with(document: Document) -> dict[str, set[str]]:
    """For each person in a list of bare names, those who stand near it in the list. Names that half the country
    bears are left out: they stand in every list."""
    near: dict[str, set[str]] = defaultdict(set)
    run: list[str] = []
    end = -1
    text = document.article.text
    for mention in document.mentions:
        if mention.type != "Person":
            continue
        if not (0 <= end <= mention.start <= end + 18 and _GAP.fullmatch(text, end, mention.start)):
            run = []
        for other in run[-_REACH:]:
            if other != mention.canonical:
                near[mention.canonical].add(other)
                near[other].add(mention.canonical)
        run.append(mention.canonical)
        end = mention.end
    return {
        name: {other for other in others if tells(other, "county office")} for name, others in near.items()
    }
