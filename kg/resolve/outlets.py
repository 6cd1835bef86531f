"""Which outlet an article is of, and whether it speaks to the whole country."""

from __future__ import annotations

import re
from functools import cache

from kg.authority.tables import rows
from kg.model import Article
from kg.resources import folder

_HEAD = 60
"""Characters at the beginning of a text in which an outlet names itself: 新华社北京8月1日电."""


@cache
def _national() -> re.Pattern[str]:
    """The outlets of data/media.tsv that sit in no place, the longest names first."""
    table = rows(folder("data") / "media.tsv", ("outlet", "place"))
    names = sorted((name for _, (name, place) in table if not place), key=lambda name: (-len(name), name))
    return re.compile("|".join(map(re.escape, names)))


def outlet_of(article: Article) -> str:
    """The outlet that an article names as its source or publisher, or with which its text begins; "" where none is."""
    if said := article.source or article.publisher:
        return said
    found = _national().search(article.text, 0, _HEAD)
    return found[0] if found else ""


def is_national(outlet: str) -> bool:
    """Whether an outlet is one of the whole country."""
    return bool(_national().match(outlet))
