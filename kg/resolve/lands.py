"""Where a text names foreign countries and international organisations, however its mentions were cut: 科威特王储 says
Kuwait though it is one office, 俄军 Russia."""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Iterator
from functools import cache, lru_cache

import ahocorasick_rs

from kg.authority import organs, places
from kg.model import Document
from kg.resolve.prefixes import country, country_prefix, organs_by_name, short_countries

_POSTS = (
    r"总统|总理|首相|国王|王储|外长|外交|国防|防长|财政|驻|副|过渡|政府|议会|议长|军方|军队|执政|前|央行|反对"
)
_CAREFUL = re.compile(f"(?:{_POSTS})")
"""What follows a name of a country that is also another word (中非, 黑山) where the country is meant."""

_WITHIN = frozenset({"海地"})
"""Names of countries that other names hold: 上海地铁, 黄淮海地区."""

_SULTAN = "苏丹"
"""A country, and a ruler: 文莱苏丹."""

_WHOLE = frozenset({"Person", "Event", "Campaign", "Work"})
"""Types of mentions in whose names a country is part of another word: 马里奥, 中非合作论坛."""

_LONGEST = 20
"""Characters in which the name of a land ends that something begins with."""

_LONG = 3
"""Characters from which on the name of a land at the head of a person's was cut wrongly (科威特王)."""

_ABROAD = ("international", "foreign")

Land = tuple[int, int, str]
"""Where a country or organisation is named, and its full name."""


@lru_cache(maxsize=1 << 15)
def land_of(name: str) -> str:
    """The foreign country, or the international organisation, that a name begins with."""
    automaton, lands, _ = _named()
    first = next(iter(automaton.find_matches_as_indexes(name[:_LONGEST])), None)
    return lands[first[0]] if first is not None and first[1] == 0 else country_prefix(name)


def is_organ(land: str) -> bool:
    """Whether what `land_of` gives is an organisation."""
    return organs_by_name().get(land, ("", ""))[1] in _ABROAD


def _country_of(name: str) -> str:
    """The country whose own name a name begins with."""
    for end in range(len(name) - 1, 1, -1):
        for record in places().named(name[:end]):
            if record.level == "country":
                return record.name
    return ""


@cache
def _named() -> tuple[ahocorasick_rs.AhoCorasick, tuple[str, ...], tuple[bool, ...]]:
    """The automaton over the names of lands, and for each the land, and whether the name is another word as well."""
    found: dict[str, tuple[str, bool]] = {}
    for record in places().records:
        if places().is_abroad(record):
            for name in (record.name, record.short, *record.aliases):
                found.setdefault(
                    name, (country(record), (bool(record.careful) and len(name) <= _LONG) or name in _WITHIN)
                )
    for body in organs():
        if set(body.get("kind")) & set(_ABROAD):
            # 美国国务院 is of a country, and 黎真主党 as well; 哈马斯 is not of 哈马.
            land = _country_of(body.canonical) or body.canonical
            found |= {name: (land, False) for name in body.names if name not in body.careful}
    names = sorted(found)
    kind = ahocorasick_rs.MatchKind.LeftmostLongest
    automaton = ahocorasick_rs.AhoCorasick(names, matchkind=kind)
    return automaton, tuple(found[name][0] for name in names), tuple(found[name][1] for name in names)


@cache
def _short() -> re.Pattern[str]:
    """A country by one character, where its army, a post or its government follows: 俄军, 美防长, 黎看守政府."""
    letters = "".join(sorted(short_countries()))
    return re.compile(
        f"(?<![欧北南拉中亚])(?P<army>[俄美以乌])军(?![事人民])|(?P<land>[{letters}])(?=看守|过渡政府|临时政府)"
        f"|(?<![一-鿿])(?P<post>[{letters}])(?=副?(?:总统|总理|首相|外长|防长|财长|外交部|国防部))"
    )


def lands_in(document: Document) -> list[Land]:
    """The lands that a document names, in its order: those that its mentions begin with, and those that stand in the
    text outside of mentions or within longer ones. A land's name inside a person's or an event's is none."""
    text = document.article.text
    found: dict[int, Land] = {}
    taken: deque[tuple[int, int]] = deque()
    for mention in document.mentions:
        if mention.type in _WHOLE:
            taken.append((mention.start, mention.end))
        elif mention.type in ("Place", "Organisation", "Role") and (land := land_of(mention.canonical)):
            found[mention.start] = (mention.start, mention.end, land)
    for start, end, land in _in_text(text):
        while taken and taken[0][1] <= start:
            taken.popleft()
        inside = taken and taken[0][0] < end
        if not inside or (start == taken[0][0] and end - start >= _LONG):
            found.setdefault(start, (start, end, land))
    return sorted(found.values())


def _in_text(text: str) -> Iterator[Land]:
    """The names of lands in a text, in its order."""
    automaton, lands, careful = _named()
    found = [
        (start, end, lands[number], careful[number])
        for number, start, end in automaton.find_matches_as_indexes(text)
    ]
    found += [
        (
            match.start(),
            match.end(),
            short_countries()[match["army"] or match["land"] or match["post"]],
            False,
        )
        for match in _short().finditer(text)
    ]
    before = -1
    for start, end, land, doubtful in sorted(found):
        ruler = text[start:end] == _SULTAN and start == before
        if not ruler and not (doubtful and not _CAREFUL.match(text, end)):
            yield start, end, land
        before = end
