"""The sides of talks and wars, by the first character of a country: 中方, 俄方, 巴方, and the pairs 中俄, 中越. They
name nobody, and no place."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from kg.extract.grammar.context import Candidate, Context
from kg.extract.grammar.lexicon import pattern

_SIDE = re.compile("双?方")
_LONGEST = 8  # code points of two countries
_BEFORE = frozenset("同与和向对给由应请愿就将把被为及、，。；：（“ \n")


@cache
def _countries() -> re.Pattern[str]:
    return re.compile(f"(?:{pattern('countries').pattern}){{1,2}}$")


@cache
def _pairs() -> re.Pattern[str]:
    return re.compile(f"中(?:{pattern('partners').pattern})(?!总[统理])")


def sides(context: Context) -> Iterator[Candidate]:
    """Every side and pair, as a Doctrine: what is no mention, whatever other rules see in it. A side ends with a word,
    and starts with one or behind a word that leads to it (同/d 巴方); a pair in a list of states is none."""
    shadow = context.shadow
    for match in _SIDE.finditer(shadow):
        first = _countries().search(shadow, max(0, match.start() - _LONGEST), match.start())
        if first and _is_word(context, first.start(), match.end(), led=True):
            yield Candidate(first.start(), match.end(), "Doctrine", "grammar.side")
    for match in _pairs().finditer(shadow):
        start, end = match.span()
        if "、" not in (shadow[start - 1 : start], shadow[end : end + 1]) and _is_word(context, start, end):
            yield Candidate(start, end, "Doctrine", "grammar.side")


def _is_word(context: Context, start: int, end: int, *, led: bool = False) -> bool:
    index = context.at[start]
    if index < 0 or not context.word_ends(end):
        return False
    return context.starts[index] == start or (led and context.shadow[start - 1] in _BEFORE)
