"""Figures: a number with its unit and what it counts (6200多个基层党组织, 47万余人次, 8.7%, 百分之三十五).

The mention begins at the numeral and ends with the noun that is counted. Ordinals, dates, times and numbers without
a unit are no figures. `detail` holds `bound` (about, nearly, more than, at least, less than, at most; absent when the
number is exact), `counts`, `unit` and `value`, a plain decimal.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from decimal import Decimal
from functools import cache

from kg.errors import RuleError
from kg.extract.numerals import number
from kg.extract.rates import UNMEASURED, rates
from kg.model import Document, Found, Mention
from kg.resources import folder

BY = "figures/1"
SHARE = "share"

BOUNDS = {
    "more than": "超过|突破|超|逾|多于|高于",
    "at least": "至少|不少于|不低于|最少",
    "nearly": "将近|接近|近",
    "about": "大约|约为|约",
    "less than": "不足|不到|少于|低于",
    "at most": "至多|最多|不超过|不多于|不高于",
}
"""The words before a number that say how exact it is."""

_SIGNS = {
    "more than": ">",
    "at least": "≥",
    "nearly": "≲",
    "about": "≈",
    "less than": "<",
    "at most": "≤",
    "": "",
}
_AFTER = {
    "多": "more than",
    "余": "more than",
    "以上": "at least",
    "左右": "about",
    "上下": "about",
    "以内": "at most",
    "来": "about",
}
_BEFORE = re.compile(
    "(?:" + "|".join(f"(?P<b{index}>{words})" for index, words in enumerate(BOUNDS.values())) + ")(?:了|达)?$"
)
_CHINESE = "〇零一二两三四五六七八九十百千"
# Lengths are bounded and a numeral begins where its digits do: a line of nothing but digits costs linear time.
_NUMERAL = (
    "(?<![0-9])(?:[0-9]{1,3}(?:,[0-9]{3}){1,5}(?:\\.[0-9]{1,8})?|[0-9]{1,18}(?:\\.[0-9]{1,8})?)"
    f"|(?<![{_CHINESE}])[{_CHINESE}]{{1,16}}"
)
# 周年, 成都, 十一次全会, 3.0升级版: the character is no unit there.
_NOT_UNIT = "(?!(?<=周)[年岁]|(?<=成)[都渝员功立]|(?<=次)(?:全会|全体|党代会|会议|常委)|(?<=[个家项])人|(?<=年)级|(?<=升)[级学旗温降起])"
# Tags of the tagger that may stand inside the counted noun, and those it may end with.
_INSIDE = frozenset(("n", "nz", "nw", "nt", "vn", "an", "a", "b", "s", "LOC", "ORG"))
_LAST = frozenset(("n", "nz", "nw", "nt", "vn", "an", "ORG"))
_BEFORE_IT = _LAST - {"ORG", "nz", "nt"}  # 某枢纽约100公里: a name before a number is not counted
_COUNTING = frozenset(("counter", "people", "arabic"))
_LONGEST = 12  # characters of a counted noun
# What is counted ends before these, and does not begin with them: 3件全部办结, 全县30万人.
_NO_NOUN = re.compile("全[部体都县市省区国州旗镇乡村]|同比|环比|其中|总共|当地|目前")
_NO_NOUN_AFTER = frozenset(("人", "人次"))  # 138万人干旱缺水问题: what follows is no longer counted


@cache
def units() -> dict[str, str]:
    """Unit → kind, from `data/figures/units.tsv`.

    Raises:
        RuleError: a line is broken.
    """
    path = folder("data") / "figures" / "units.tsv"
    table: dict[str, str] = {}
    for count, line in enumerate(path.read_text("utf-8").splitlines(), 1):
        if not line or line.startswith(("#", "unit\t")):
            continue
        unit, _, kind = line.partition("\t")
        if kind not in ("measure", "people", "time", "counter", "arabic") or unit in table:
            raise RuleError(f"{path}:{count}: unit and kind expected, each unit once: {line!r}")
        table[unit] = kind
    return table


@cache
def _pattern() -> re.Pattern[str]:
    names = "|".join(re.escape(unit) for unit in sorted(units(), key=lambda unit: (-len(unit), unit)))
    return re.compile(
        "(?:百分之(?P<percent>[〇零一二三四五六七八九十百点]{1,12}|[0-9]{1,6}(?:\\.[0-9]{1,6})?)"
        f"|(?P<number>{_NUMERAL})(?:(?P<sign>[%‰])|(?P<more>[多余来])?(?P<scale>万亿|[百千]?[万亿])?(?P<most>[多余])?(?P<unit>{names}){_NOT_UNIT}))"
        "(?P<after>以上|左右|上下|以内)?"
    )


_ORDINAL = re.compile("[第0-9A-Za-z.〇零一二两三四五六七八九十百千万亿几数,—~-]$")


def figures(documents: Sequence[Document]) -> list[Found]:
    """For each document its figures, as proposals. A date that overlaps one wins."""
    return [Found(proposals=tuple(_propose(document))) for document in documents]


def _propose(document: Document) -> Iterator[Mention]:
    shadow, text = document.shadow, document.article.text
    taken = sorted((date.start, date.end) for date in document.proposals if date.by.startswith("dates."))
    for span in document.article.body:
        for match in _pattern().finditer(shadow, span.start, span.end):
            before = shadow[max(0, match.start() - 4) : match.start()]
            if _ORDINAL.search(before) or _overlaps(taken, match.start(), match.end()):
                continue
            value, unit = _value(match), _unit(match)
            if value is None:
                continue
            end, counts = match.end(), ""
            said = _BEFORE.search(before)
            end = match.end()
            if units().get(unit) in _COUNTING and unit not in _NO_NOUN_AFTER and not match["after"]:
                end = _noun_end(document, end, span.end)
            first = match.start() - (len(said[0]) if said else 0)
            counts = shadow[match.end() : end] or shadow[_noun_start(document, first) : first]
            bound = _bound(match, said)
            detail = {"bound": bound, "counts": counts, "unit": unit, "value": f"{value:f}"}
            named = " ".join(part for part in (f"{_SIGNS[bound]}{value:f}", unit, counts) if part)
            pairs = tuple(sorted((key, content) for key, content in detail.items() if content))
            sure = rates("figures").get(units().get(unit, SHARE), UNMEASURED)
            yield Mention(match.start(), end, "Figure", text[match.start() : end], named, BY, sure, pairs)


def kind_of(figure: Mention) -> str:
    """What kind of unit a figure has: a kind of `data/figures/units.tsv`, or `share` for per cent and per mille."""
    return units().get(dict(figure.detail).get("unit", ""), SHARE)


def _unit(match: re.Match[str]) -> str:
    return "%" if match["percent"] else match["sign"] or match["unit"]


def _value(match: re.Match[str]) -> Decimal | None:
    """The number's worth; None where a Chinese numeral is too small or too round to be a figure of its counter."""
    if match["percent"]:
        return number(match["percent"])
    digits = match["number"]
    value = number(digits + (match["scale"] or ""))
    if value is None or match["sign"] or digits[0] in "0123456789":
        return value
    kind, inexact = units()[match["unit"]], match["more"] or match["most"]
    if kind in ("time", "arabic") or (digits in "十百千" and not match["scale"] and not inexact):
        return None
    return value if value >= 10 or (kind == "measure" and value >= 2) else None


def _bound(match: re.Match[str], said: re.Match[str] | None) -> str:
    for group in ("after", "most", "more"):
        if match.groupdict().get(group):
            return _AFTER[match[group]]
    if said is None:
        return ""
    return next(name for index, name in enumerate(BOUNDS) if said[f"b{index}"])


def _noun_end(document: Document, start: int, limit: int) -> int:
    """Where the noun that begins at `start` ends: nouns and what qualifies them, up to a verb, 的 or a mark."""
    words = document.words
    index = bisect_left(words, start, key=lambda word: word.start)
    end = reached = start
    while index < len(words) and words[index].start == reached and words[index].tag in _INSIDE:
        word = words[index]
        if word.end > min(limit, start + _LONGEST) or _NO_NOUN.match(document.shadow, word.start):
            break
        reached = word.end
        if word.tag in _LAST:
            end = reached
        index += 1
    return end


def _noun_start(document: Document, end: int) -> int:
    """Where the noun right before a figure begins (问题48条, 总投资112亿元); `end` itself when there is none."""
    words = document.words
    index = bisect_left(words, end, key=lambda word: word.start) - 1
    start = end
    while index >= 0 and words[index].end == start and words[index].tag in _BEFORE_IT:
        if words[index].start < end - _LONGEST or _NO_NOUN.match(document.shadow, words[index].start):
            break
        start = words[index].start
        index -= 1
    return start


def _overlaps(taken: Sequence[tuple[int, int]], start: int, end: int) -> bool:
    """Whether one of the sorted spans, which do not overlap one another, overlaps this one."""
    index = bisect_left(taken, end, key=lambda span: span[0])
    return index > 0 and taken[index - 1][1] > start
