"""The sides of talks and wars, by the first character of a country: 中方, 俄方, 巴方. They name nobody, and no place."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from kg.extract.grammar.context import Candidate, Context
from kg.extract.grammar.lexicon import pattern

_BEFORE = frozenset("同与和向对给由应请愿就将把被为及、，。；：（“ \n")


@cache
def _sides() -> re.Pattern[str]:
    return re.compile(f"(?:{pattern('countries').pattern}){{1,2}}双?方")


def sides(context: Context) -> Iterator[Candidate]:
    """Every side, as a Doctrine: what is no mention, whatever other rules see in it. It ends with a word, and starts
    with one or behind a word that leads to it (同/d 巴方)."""
    shadow = context.shadow
    for match in _sides().finditer(shadow):
        start, end = match.span()
        index = context.at[start]
        if index < 0 or not context.word_ends(end):
            continue
        if context.starts[index] == start or shadow[start - 1] in _BEFORE:
            yield Candidate(start, end, "Doctrine", "grammar.side")
