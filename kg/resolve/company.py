"""In what company an article names a person: the list of names in which it stands, the country spoken of, the field of
work."""

from __future__ import annotations

import re
from collections import defaultdict

from kg.model import Document
from kg.resolve.circles import fields, tells
from kg.resolve.prefixes import country_prefix

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


_SENTENCE_END = re.compile(r"[。！？；\n]")
_FAR = 60
"""Characters before a name in which its country is looked for: 阿塞拜疆总统某某，同副总理某某."""

_AROUND = 30
"""Characters on either side of a name in which words of its field are looked for."""


def countries_near(document: Document) -> dict[str, set[str]]:
    """For each person, the foreign countries named last before, in the same sentence."""
    near: dict[str, set[str]] = defaultdict(set)
    text = document.article.text
    country, end = "", 0
    for mention in document.mentions:
        if mention.type in ("Place", "Organisation", "Role"):
            if found := country_prefix(mention.canonical):
                country, end = found, mention.end
        elif mention.type == "Person" and country:
            near_by = mention.start - end <= _FAR and not _SENTENCE_END.search(text, end, mention.start)
            near[mention.canonical].update({country} if near_by else ())
    return near


def fields_near(document: Document) -> dict[str, set[str]]:
    """For each person, the fields of work (data/identity/fields.tsv) of which the sentence speaks near the name."""
    near: dict[str, set[str]] = defaultdict(set)
    text = document.article.text
    speaking = [(field, words) for field, (_, words) in fields().items() if words.search(text)]
    if not speaking:
        return near
    for mention in document.mentions:
        if mention.type != "Person":
            continue
        before = _SENTENCE_END.split(text[max(0, mention.start - _AROUND) : mention.start])[-1]
        after = _SENTENCE_END.split(text[mention.end : mention.end + _AROUND])[0]
        for field, words in speaking:
            if words.search(before) or words.search(after):
                near[mention.canonical].add(field)
    return near
