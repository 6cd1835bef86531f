"""How many people may bear a name: what tells 张伟, of whom there are hundreds of thousands, from a name that one meets
once."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache, lru_cache

from kg.authority import sounds
from kg.authority.address import called
from kg.authority.tables import rows
from kg.errors import RuleError
from kg.resources import folder

_COLUMNS = ("kind", "characters", "share")
_KINDS = ("surname", "given", "single", "first", "last")

PEOPLE = 1.4e9
"""Living people whose names are written in Chinese characters, about."""

_OF_ONE = 0.15
"""The share of given names of one character."""

_UNSEEN_SURNAME = 0.5
"""Ten thousandths of the population that bear a surname of which the table says nothing."""

_CHARACTERS = 1500
"""Characters that given names are made of, about: what was never counted gets its share by them."""

_SMOOTHING = 0.3
"""What is added to every count; half an occurrence and less is what unseen characters turn out to have."""

_TOGETHER = 2.0
"""How much more often characters go together than chance has it (文 with 华)."""


PLAUSIBLE = 20.0
"""Bearers of a name of Chinese form below which it may as well be a transliteration: 米歇尔."""


@cache
def _shares() -> Mapping[str, Mapping[str, float]]:
    path = folder("data") / "identity" / "people_names.tsv"
    table: dict[str, dict[str, float]] = {kind: {} for kind in _KINDS}
    for number, (kind, characters, share) in rows(path, _COLUMNS):
        try:
            table[kind][characters] = float(share)
        except (KeyError, ValueError) as error:
            raise RuleError(
                f"{path}:{number}: a kind of {' '.join(_KINDS)} and a number, not {error}"
            ) from error
    return table


@cache
def _total(kind: str) -> float:
    return sum(_shares()[kind].values()) + _SMOOTHING * _CHARACTERS


def _part(kind: str, character: str) -> float:
    return (_shares()[kind].get(character, 0.0) + _SMOOTHING) / _total(kind)


def bare(name: str) -> str:
    """A name without what an article's several bearers of it are told apart by: 王凯（河南）."""
    return name.partition("（")[0]


def surname(name: str) -> str:
    """The surname that a name begins with; empty where it is not a Chinese name of two to four characters."""
    name = bare(name)
    surnames = _shares()["surname"]
    if len(name) in (3, 4) and name[:2] in surnames:
        return name[:2]
    return name[:1] if len(name) in (2, 3) and name[:1] in surnames else ""


def transliterated(name: str) -> bool:
    """Whether a name is made of nothing but characters by which names abroad are written."""
    return sounds.transliterated(bare(name))


@lru_cache(maxsize=1 << 16)
def bearers(name: str) -> float:
    """About how many people bear a name of Chinese form: 张伟 200,000 and more, most names of three characters some
    hundreds. A name of another form (·, a transliteration) is taken for a rare one, of one bearer.

    The share of the surname times that of the given name, which the table holds or which its characters make up; who is
    only called by the family name (王医生) may be any of all who bear it.
    """
    name = bare(name)
    family = surname(name) or (name[:1] if len(name) in (2, 3) else "")
    if not family:
        return 1.0
    given = name[len(family) :]
    share = _shares()["surname"].get(family, _UNSEEN_SURNAME) / 1e4
    if called(name):
        return PEOPLE * share
    if given in _shares()["given"]:
        return PEOPLE * share * _shares()["given"][given] / 1e4
    if len(given) == 1:
        return PEOPLE * share * _OF_ONE * _part("single", given)
    together = _part("first", given[0]) * _part("last", given[1]) * _TOGETHER
    return PEOPLE * share * (1 - _OF_ONE) * together


@cache
def common_abroad() -> frozenset[str]:
    """Names that very many people abroad bear (穆罕默德, 约翰逊), from data/identity/common_names.tsv."""
    return frozenset(name for _, (name,) in rows(folder("data") / "identity" / "common_names.tsv", ("name",)))
