"""Circles of people: what an article says of a person, and whether that tells one bearer of the name from all others."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from typing import NamedTuple

from kg.authority.tables import rows, several
from kg.errors import RuleError
from kg.resolve.rarity import PEOPLE, bearers
from kg.resources import folder

OTHERS = 0.03
"""Other bearers of the name to be expected in a circle, up to which an article that names one means the same."""

_ADULTS = 2.0
"""Bearers of a name are so many times likelier to be in the news than all people are: children are not."""


@cache
def sizes() -> dict[str, int]:
    """Circle → how many people belong to it, from data/identity/circles.tsv.

    Raises:
        RuleError: a size is no number.
    """
    path = folder("data") / "identity" / "circles.tsv"
    table = {name: field.size for name, field in fields()}
    for number, (circle, size) in rows(path, ("circle", "size")):
        if not size.isdecimal():
            raise RuleError(f"{path}:{number}: the size {size!r} is no number")
        table[circle] = int(size)
    return table


class Field(NamedTuple):
    """A field of work: how many people news names in it, the words that tell it near a name, and what the article must
    hold as well."""

    size: int
    words: re.Pattern[str]
    needs: str


@cache
def fields() -> Sequence[tuple[str, Field]]:
    """Fields of work, from data/identity/fields.tsv; one may have several rows.

    Raises:
        RuleError: a size is no number.
    """
    path = folder("data") / "identity" / "fields.tsv"
    table: list[tuple[str, Field]] = []
    for number, (field, size, words, needs) in rows(path, ("field", "size", "words", "needs")):
        if not size.isdecimal():
            raise RuleError(f"{path}:{number}: the size {size!r} is no number")
        table.append((field, Field(int(size), re.compile("|".join(map(re.escape, several(words)))), needs)))
    return tuple(table)


def fields_of(words: str) -> set[str]:
    """The fields of work that the words for a post tell."""
    return {name for name, field in fields() if not field.needs and field.words.search(words)}


def others(name: str, circle: str) -> float:
    """How many other bearers of a name are to be expected in a circle: bearers x size / people."""
    return others_among(name, sizes()[circle])


def others_among(name: str, people: int) -> float:
    """How many other bearers of a name are to be expected among so many people."""
    return bearers(name) * _ADULTS * people / PEOPLE


def tells(name: str, circle: str) -> bool:
    """Whether two articles that put the name into this circle mean one person."""
    return others(name, circle) <= OTHERS
