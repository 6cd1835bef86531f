"""City or mountain: what a short name that both bear means in an article, by the words around it."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import cache

from kg.authority.tables import rows
from kg.errors import RuleError
from kg.model import Document
from kg.resolve.company import around
from kg.resources import folder

_REACH = 24
"""Characters to either side in which words are looked for."""

Sense = tuple[str, str, re.Pattern[str]]
"""The name as written, the key of what it means, and the words that tell so."""


@cache
def _senses() -> Mapping[str, Sequence[Sense]]:
    """Key of a place of the tables → what its short name may mean instead, from data/identity/place_senses.tsv.

    Raises:
        RuleError: the words are no regular expression.
    """
    path = folder("data") / "identity" / "place_senses.tsv"
    found: dict[str, list[Sense]] = {}
    for number, (place, written, means, words) in rows(path, ("place", "written", "means", "words")):
        try:
            found.setdefault(place, []).append((written, means, re.compile(words)))
        except re.error as error:
            raise RuleError(f"{path}:{number}: {words!r} is no regular expression: {error}") from error
    return found


def other_sense(key: str, name: str, document: Document) -> str:
    """The key of what an article means by a place that it calls by a short name, where that is not the place of the
    tables with this key; "" where it is. All mentions of a name in an article mean one place."""
    if key not in _senses():
        return ""
    text = document.article.text
    mentions = [
        mention for mention in document.mentions if mention.type == "Place" and mention.canonical == name
    ]
    for written, means, words in _senses()[key]:
        if any(
            key.partition("（")[0] in mention.text and key.partition("（")[0] != written
            for mention in mentions
        ):
            continue
        for mention in mentions:
            if not mention.text.endswith(written):
                continue
            before, after = around(text, mention.start, mention.end, _REACH)
            if words.search(before + written + after):
                return means
    return ""


@cache
def _names() -> Mapping[str, str]:
    """Key of a sense → its name."""
    return {means: means.partition("（")[0] for found in _senses().values() for _, means, _ in found}


def name_of_sense(key: str) -> str:
    """The name of what `other_sense` gives, "" for all other keys."""
    return _names().get(key, "")
