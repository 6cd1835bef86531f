"""In what company an article names a person: the list of names in which it stands, the field of work."""

from __future__ import annotations

import re
from collections import defaultdict

from kg.model import Document
from kg.resolve.circles import fields, tells

_REACH = 3
"""Names to either side: lists of the same people drop some and add some, and keep their order."""

_GAP = re.compile(r"(?:（[^（）]{1,12}）|\([^()]{1,12}\))?[、，,\s和及/]{1,4}")
"""What stands between two names of a list: 王甲（女）、李乙　赵丙和钱丁."""


def lists_of(document: Document) -> list[list[str]]:
    """The lists of bare names in a document, each in the order of the text."""
    runs: list[list[str]] = []
    end = -1
    text = document.article.text
    for mention in document.mentions:
        if mention.type != "Person":
            continue
        if 0 <= end <= mention.start <= end + 18 and _GAP.fullmatch(text, end, mention.start):
            runs[-1].append(mention.canonical)
        else:
            runs.append([mention.canonical])
        end = mention.end
    return [run for run in runs if len(run) > 1]


def listed_with(document: Document) -> dict[str, set[str]]:
    """For each person in a list of bare names, those who stand near it in the list. Names that half the country
    bears are left out: they stand in every list."""
    near: dict[str, set[str]] = defaultdict(set)
    for run in lists_of(document):
        for place, name in enumerate(run):
            for other in run[max(0, place - _REACH) : place]:
                if other != name:
                    near[name].add(other)
                    near[other].add(name)
    return {
        name: {other for other in others if tells(other, "county office")} for name, others in near.items()
    }


_SENTENCE_END = re.compile(r"[。！？；\n]")
_AROUND = 30
"""Characters on either side of a name in which words of its field are looked for."""


def around(text: str, start: int, end: int, reach: int) -> tuple[str, str]:
    """The words of the sentence before and after a place of the text, up to so many characters of each."""
    before = _SENTENCE_END.split(text[max(0, start - reach) : start])[-1]
    return before, _SENTENCE_END.split(text[end : end + reach])[0]


def fields_near(document: Document) -> dict[str, set[str]]:
    """For each person, the fields of work (data/identity/fields.tsv) of which the sentence speaks near the name."""
    near: dict[str, set[str]] = defaultdict(set)
    text = document.article.text
    speaking = [
        (name, field.words) for name, field in fields() if field.needs in text and field.words.search(text)
    ]
    if not speaking:
        return near
    for mention in document.mentions:
        if mention.type != "Person":
            continue
        before, after = around(text, mention.start, mention.end, _AROUND)
        for field, words in speaking:
            if words.search(before) or words.search(after):
                near[mention.canonical].add(field)
    return near
