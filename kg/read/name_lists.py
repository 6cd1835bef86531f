"""Lists of names that blanks part: `丁一山　于小禾（女）　王　凯　…`, in columns of the same width or one after another."""

from __future__ import annotations

import re
from functools import cache

from kg.read.breaks import BLANK
from kg.resources import folder

HAN = "㐀-䶿一-鿿豈-﫿〇"
_PART = rf"[{HAN}·•]{{1,12}}+(?:[（(][^（）()\n]{{0,14}}[）)])?+"
_LIST = re.compile(rf"(?<![{HAN}·•）)])(?:{_PART}[{BLANK}]++)+{_PART}(?![{HAN}])")
_ITEM = re.compile(rf"([{HAN}·•]+)((?:[（(][^（）()\n]*[）)])?)([{BLANK}]*)")
_SINGLES = re.compile(rf"(?<![{HAN}])(?:[{HAN}][{BLANK}]+)+[{HAN}](?![{HAN}])")
_SINGLE = re.compile(f"[{HAN}]")
_LABEL = re.compile(rf"[{BLANK}]*([{HAN}])([\u3000\t]|[ \xa0]{{2,}})[{HAN}](?:[{BLANK}]+[{HAN}]{{2}}|[：:])")

_LEAST = 4
_MOST = 0.75
"""So many names, and their share of what stands between the blanks, make a list. Of the words of prose, cut apart, one
in four looks like a name."""


@cache
def _surnames() -> frozenset[str]:
    """Single and compound surnames."""
    found: set[str] = set()
    for line in (folder("data") / "grammar" / "words.tsv").read_text(encoding="utf-8").splitlines():
        name, _, words = line.partition("\t")
        if name == "surnames":
            found.update(words.split())
    return frozenset(found)


def name_lists(text: str, start: int, end: int) -> set[int]:
    """Where the blanks begin that part the names of lists, in a line of a text."""
    found: set[int] = set()
    for match in _LIST.finditer(text, start, end):
        inner = padded(text, *match.span())
        places, names, item, noted = [], [], "", ""
        for part in _ITEM.finditer(text, *match.span()):
            item, noted = item + part[1], part[2]
            if part.start(3) in inner:
                continue
            names.append(_is_name(item, noted))
            places.append(part.start(3))
            item = ""
        if sum(names) >= max(_LEAST, _MOST * len(names)):
            found.update(places)
    return found


def _is_name(item: str, noted: str) -> bool:
    surnames = _surnames()
    if "·" in item or "•" in item or noted[1:2] == "女" or noted.endswith(("族）", "族)")):
        return True
    if len(item) in (2, 3) and item[0] in surnames:
        return True
    return (len(item) in (3, 4) and item[:2] in surnames) or (len(item) == 4 and {*item[:2]} <= surnames)


def padded(text: str, start: int, end: int) -> set[int]:
    """Where the blanks begin that stand inside names of two characters (`王　凯`) and labels (`主　席　王凯`), in a
    line of a text. Where more than a name or two are single characters, none is padded."""
    found: set[int] = set()
    label = _LABEL.match(text, start, end)
    if label:
        found.add(label.end(1))
    surnames = _surnames()
    for match in _SINGLES.finditer(text, start, end):
        singles = list(_SINGLE.finditer(text, *match.span()))
        if label and singles and singles[0].start() == label.start(1):
            singles = singles[2:]
        if len(singles) % 2 == 0 and all(each[0] in surnames for each in singles[::2]):
            found.update(each.end() for each in singles[::2])
    return found
