"""The article's home: the place that 我市, 市委 and 当地 mean in it.

Asked in this order: the dateline (新华社南京8月1日电), the publisher (无锡新传媒), the section, the source (新华日报), and at
last the place that the text itself speaks of most. A later witness may narrow an earlier one down (江苏省 to 无锡市),
never contradict it; only an outlet's place yields when the text speaks of another province (蒙山云报 need not sit in 蒙山县).
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from functools import cache

import ahocorasick_rs

from kg.authority import PlaceRecord, places
from kg.authority.tables import rows
from kg.errors import RuleError
from kg.model import Article, Home, Span
from kg.resources import folder

_LEVELS = ("province", "prefecture", "county")

_DATELINE = re.compile(
    r"[ 【〔（\[]*([\u4e00-\u9fff]{2,20}?)(?:\d{1,2}月)?(?:\d{1,2}日)?(?:电|讯|消息)(?=[ （：】〕）“，\[\d]|记者|通讯员|\Z)"
)
_DATELINE_LENGTH = 48

_LONGEST_NAME = 12
"""Characters looked at for a place name in an outlet's name; 克孜勒苏柯尔克孜自治州 has 11."""

_SECTION_TAILS = re.compile(r"(?:频道|新闻|要闻|时政|头条|快讯|动态|资讯|发布|在线|网|站)*\Z")

_SHARE = 0.6
"""The part of all place mentions that must lie in a place for it to be the home of an article that has no other
witness. Set by hand; a town's news names the town in far more than half, a national round-up has no such place."""

_LEVEL_ENDS = frozenset("省市县区州旗盟")

_LEAST = 2
"""Mentions that the text must have of its home, at least one of them in the headline or the first paragraph."""


def home(article: Article, shadow: str, body: Sequence[Span]) -> Home | None:
    """The home place with the words that say so, or None when nothing decides it."""
    found: PlaceRecord | None = None
    evidence: list[str] = []
    for place, words in _witnesses(article, shadow, body):
        if _otherwise(place, shadow):
            continue
        if found is None or found.name in place.parents:
            found = place
            evidence.append(words)
    spoken_of = list(_dominant(article, shadow, body))
    if found and spoken_of and _only_outlets(evidence) and not _same_province(found, spoken_of[0][0]):
        found, evidence = None, []
    if found is None or found.level == "province":
        for place, words in spoken_of:
            if found is None or found.name in place.parents:
                found = place
                evidence.append(words)
    return Home(found.name, found.parents, "; ".join(evidence)) if found else None


def _only_outlets(evidence: Sequence[str]) -> bool:
    return all(words.startswith(("publisher:", "source:")) for words in evidence)


def _same_province(one: PlaceRecord, other: PlaceRecord) -> bool:
    return (one.name, *one.parents)[-1] == (other.name, *other.parents)[-1]


def _witnesses(article: Article, shadow: str, body: Sequence[Span]) -> Iterator[tuple[PlaceRecord, str]]:
    """The places that metadata and dateline name, most telling first."""
    outlets = [place for name in (article.publisher, article.source) if (place := outlet(name))]
    context = {name for place in outlets for name in (place.name, *place.parents)}
    dateline = _dateline(shadow, body, context)
    if dateline:
        yield dateline
    if publisher := outlet(article.publisher):
        yield publisher, f"publisher: {article.publisher}"
    for level in reversed(article.section.split(" > ")):
        if section := _section(level, context):
            yield section, f"section: {level}"
    if source := outlet(article.source):
        yield source, f"source: {article.source}"


def _dateline(shadow: str, body: Sequence[Span], context: Iterable[str]) -> tuple[PlaceRecord, str] | None:
    """The place before 电 or 讯 at the head of the body: the longest place name that the words end in."""
    if not body:
        return None
    start, end = body[0].start, body[0].end
    while start < end and shadow[start] in " \n":
        start += 1
    match = _DATELINE.match(shadow, start, min(end, start + _DATELINE_LENGTH))
    if not match:
        return None
    words = match[1]
    for length in range(min(len(words), _LONGEST_NAME), 1, -1):
        place = _division(words[-length:], context, careful=False)
        if place:
            return place, f"dateline: {match[0].strip(' 【〔（[')}"
    return None


@cache
def outlet(name: str) -> PlaceRecord | None:
    """Where an outlet sits: the entry of data/media.tsv that its name begins with, else the place that it begins with."""
    if not name:
        return None
    media = _media()
    for length in range(min(len(name), _LONGEST_NAME), 1, -1):
        if name[:length] in media:
            where = media[name[:length]]
            return places().resolve(where) if where else None
    for length in range(min(len(name), _LONGEST_NAME), 1, -1):
        place = _division(name[:length], ())
        if place:
            return place
    return None


@cache
def _media() -> dict[str, str]:
    path = folder("data") / "media.tsv"
    media: dict[str, str] = {}
    for number, (name, place) in rows(path, ("outlet", "place")):
        if place and not places().resolve(place):
            raise RuleError(f"{path}:{number}: {place} is no place of data/places, or not a single one")
        media[name] = place
    return media


def _section(level: str, context: Iterable[str]) -> PlaceRecord | None:
    """The place of a level of the section: 江苏, 无锡新闻, 江阴频道."""
    for length in range(min(len(level), _LONGEST_NAME), 1, -1):
        if _SECTION_TAILS.match(level, length):
            place = _division(level[:length], context)
            if place:
                return place
    return None


_OTHER_LEVEL = "县|市(?![场民容区])|自治县|旗|区(?!域)"


def _otherwise(place: PlaceRecord, shadow: str) -> bool:
    """Whether the article speaks of a county of the place's short name that no table holds, and not of the place: 云溪
    is 云溪县 there."""
    if place.level != "county" or place.name in shadow:
        return False
    full = (match[0] for match in re.finditer(f"{re.escape(place.short)}(?:{_OTHER_LEVEL})", shadow))
    return any(not places().named(name) for name in full)


def _division(name: str, context: Iterable[str], careful: bool = True) -> PlaceRecord | None:
    """The administrative division that a name means; when careful, not a short name that is also a common word."""
    place = places().resolve(name, context)
    if place is None or place.level not in _LEVELS:
        divisions = [place for place in places().named(name) if place.level in _LEVELS]
        place = divisions[0] if len(divisions) == 1 else None
    if place is None or (careful and place.careful and name != place.name):
        return None
    return place


def _dominant(article: Article, shadow: str, body: Sequence[Span]) -> Iterator[tuple[PlaceRecord, str]]:
    """The province, prefecture and county in which most place mentions of the text lie, while there is one."""
    if not body:
        return
    text = "\n".join(shadow[span.start : span.end] for span in body).lstrip(" \n")
    opening, _, rest = text.partition("\n")
    names = [(name, True, alone) for name, alone in _names_in(f"{article.title}\n{opening}")]
    names += [(name, False, alone) for name, alone in _names_in(rest)]
    context = {name for name, _, _ in names}
    within: Counter[PlaceRecord] = Counter()
    direct: Counter[str] = Counter()
    early: set[PlaceRecord] = set()
    sure: set[PlaceRecord] = set()
    for name, first, alone in names:
        place = _division(name, context)
        if place is None:
            continue
        direct[place.name] += 1
        for here in (place, *_above(place)):
            within[here] += 1
            if first:
                early.add(here)
            if alone:
                sure.add(here)
    total = direct.total()
    for level in _LEVELS:
        there = [
            place
            for place in early & sure
            if place.level == level
            and within[place] >= max(_LEAST, _SHARE * (total - sum(direct[name] for name in place.parents)))
            and within[place] >= _SHARE / 2 * total
        ]
        if len(there) != 1:
            return
        yield there[0], f"text: {there[0].short} in {within[there[0]]} of {total} places"


def _above(place: PlaceRecord) -> Iterator[PlaceRecord]:
    for index, name in enumerate(place.parents):
        above = places().resolve(name, place.parents[index:])
        if above:
            yield above


# What may stand before a name (在江门, 、江门, 广东江门) and what makes it another name behind it (江门路): only a
# place that is named so at least once can be the home (望江门 is a gate, 濮阳钧 a person).
_MAY_PRECEDE = re.compile(
    r"[^\u4e00-\u9fff]|[在到从于自由和与及同跟向往赴抵来回去经过对给让把将为是的了说省市区县州原京称如像即聚]"
)
_GOES_ON = re.compile(r"[路街巷桥门寺庙塔舰]|社区|村|镇|乡|第[一二三四五六七八九十]")


def _names_in(text: str) -> list[tuple[str, bool]]:
    """The names of divisions in a text, each with whether it stands alone, no part of another word."""
    automaton, names = _matcher()
    found: list[tuple[str, bool]] = []
    last = 0
    for index, start, end in automaton.find_matches_as_indexes(text):
        name = names[index]
        full = name[-1] in _LEVEL_ENDS
        led = start in (0, last) or _MAY_PRECEDE.match(text, start - 1)
        found.append((name, full or bool(led and not _GOES_ON.match(text, end))))
        last = end
    return found


@cache
def _matcher() -> tuple[ahocorasick_rs.AhoCorasick, list[str]]:
    """All names of divisions; short ones only of provinces and prefectures (创新和 holds 新和, a county), and not
    where they are common words."""
    names = sorted(
        {
            name
            for place in places().records
            if place.level in _LEVELS
            for name in (
                (place.name,) if place.careful or place.level == "county" else (place.name, place.short)
            )
            if len(name) > 1
        }
    )
    return ahocorasick_rs.AhoCorasick(names, matchkind=ahocorasick_rs.MatchKind.LeftmostLongest), names
