"""The characters by which names abroad are written."""

from __future__ import annotations

from functools import cache

from kg.authority.places import places


@cache
def sounds() -> frozenset[str]:
    """Those of the names of places abroad."""
    known = places()
    return frozenset(char for place in known.records if known.is_abroad(place) for char in place.name)


def transliterated(name: str) -> bool:
    """Whether a name is made of nothing but such characters.

    >>> transliterated("多布列夫"), transliterated("工作组")
    (True, False)
    """
    return sounds().issuperset(name.replace("·", ""))
