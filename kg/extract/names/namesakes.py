"""Two people of one name in one article: 王凯（河南）、王凯（解放军）; 沙特王储穆罕默德、阿联酋总统穆罕默德."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import replace

from kg.authority import places
from kg.model import Mention

_MARK = re.compile("（(?![男女左右前后中上下]|.{1,6}族|化名|音译?|同志)(?P<mark>[一-鿿]{2,8})）")
_BEFORE = 24
"""Characters before a name in which the country of its post is looked for."""

_SEPARATORS = re.compile("[，。；：！？、\n和与同及]")
_POST = re.compile("(?:总统|总理|首相|国王|王储|外长|大臣|部长|议长|主席|埃米尔|酋长|元首|大使|副主席|司令)$")
_LONGEST = 8  # characters of a country's name; longer ones are formal

Mark = Callable[[str, Mention], str]
"""What stands at a mention in a text and tells its bearer from another; empty where nothing does."""


def told_apart(text: str, mentions: Sequence[Mention]) -> list[Mention]:
    """The mentions, with what tells people of one name apart in brackets where the article speaks of several."""
    of_name: dict[str, list[Mention]] = defaultdict(list)
    for mention in mentions:
        if mention.type == "Person":
            of_name[mention.canonical].append(mention)
    renamed: dict[int, str] = {}
    for name, bearing in of_name.items():
        if len(bearing) < 2:
            continue
        for mark in (_in_brackets, _country):
            marks = [mark(text, mention) for mention in bearing]
            if len(set(marks) - {""}) > 1:
                renamed |= _names(name, bearing, marks, follows=mark is _country)
                break
    return [
        replace(mention, canonical=renamed[mention.start])
        if mention.type == "Person" and mention.start in renamed
        else mention
        for mention in mentions
    ]


def _names(name: str, bearing: Sequence[Mention], marks: Sequence[str], *, follows: bool) -> dict[int, str]:
    """The full name at each place. A bare name means whom it meant last, unless it stands in a list."""
    found: dict[int, str] = {}
    last = next(mark for mark in marks if mark) if follows else ""
    for mention, mark in zip(bearing, marks, strict=True):
        last = mark or (last if follows else "")
        if last:
            found[mention.start] = f"{name}（{last}）"
    return found


def _in_brackets(text: str, mention: Mention) -> str:
    match = _MARK.match(text, mention.end)
    return match["mark"] if match else ""


def _country(text: str, mention: Mention) -> str:
    """The foreign country with whose post a name stands."""
    words = _SEPARATORS.split(text[max(0, mention.start - _BEFORE) : mention.start])[-1]
    if not _POST.search(words):
        return ""
    for start in range(len(words) - 3, -1, -1):
        for length in range(min(_LONGEST, len(words) - start), 1, -1):
            for place in places().named(words[start : start + length]):
                if place.level == "country":
                    return place.name
    return ""
