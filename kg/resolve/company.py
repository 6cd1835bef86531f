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


_TITLE = re.compile(
    r"(?:副?总统|(?<!副)(?:总理|首相)|国王|王储|女王|埃米尔|苏丹|国家主席|(?<!副)(?:外长|外交部长|外交大臣|防长|国防部长|财长|财政部长))(?=$)"
)
"""Titles that a state gives to one at a time; of ambassadors, spokesmen and deputies there are several."""

_ELSEWHERE = re.compile(r"[、，。；：！？与和同\n]")


def titles_near(document: Document) -> dict[str, set[str]]:
    """For each person, the title of a statesman, with the country, that stands right before the name and that the text
    may give to nobody else: 沙特阿拉伯首相 for 沙特王储兼首相某某."""
    near: dict[str, set[str]] = defaultdict(set)
    text = document.article.text
    country, end = "", 0
    for mention in document.mentions:
        if mention.type in ("Place", "Organisation", "Role"):
            if found := country_prefix(mention.canonical):
                country, end = found, mention.start
        elif mention.type == "Person":
            title = _TITLE.search(text, max(end, mention.start - 5), mention.start)
            if title and country and not _ELSEWHERE.search(text, end, mention.start):
                near[mention.canonical].add(country + title[0])
            country = ""
    return near


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
