"""What an article tells about its names before any of them is completed: its units, and where each is named."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from itertools import islice

from kg.authority import places
from kg.extract.names.units import Unit, is_level, mentioned, short_level, split
from kg.model import Document, Mention

OWN = 2
"""How many times more often than the last one a place is named when it is the article's own."""

_REACH = 400  # mentions: what is farther back belongs to another story
_COUNTED = 100_000  # characters; what an article is about it names again and again in so many
_AHEAD = 60
_SHORT = 4  # characters; a shorter name is no full one
_LEVEL_ENDS = frozenset("省市县区州旗盟镇乡村道木")
# Units that no table holds, known by the offices that bear their name: 青溪县委, 岭川市人民政府.
_UNKNOWN = re.compile(
    "(?![全该本各我老新原]|自治[区州县])(?P<name>[一-鿿]{2,3}(?:市|县|旗|(?<![地社城郊])区))"
    "(?:$|(?=委|人民|政府|政协|人大|纪委|监委|代?副?[市县区旗]长|第[一二三四五六七八九十]{1,3}届|退役军人|文化|教育局|公安局|住房|民政局|农业|财政局))"
)
_COMMITTEE = re.compile("(?<=[局厅院校司团馆厂所站心行])(?:机关)?(?:党委|党组|党总支|党支部|团委|工会|纪委)$")
_ACTING = re.compile("代[省市县区州旗盟镇乡]长")  # no unit of 代县
_WITH_UNITS = frozenset(("Place", "Organisation", "Site", "Role", "Event", "Policy"))


@dataclass(slots=True)
class Scene:
    """An article while its names are completed from left to right.

    `units` are the administrative units that it names, as (position, name), `unknown` those that no table holds;
    `done` the mentions completed so far, all of them in the second round. Names are written as in the shadow.
    """

    document: Document
    units: list[tuple[int, str]] = field(default_factory=list)
    done: list[Mention] = field(default_factory=list)
    context: frozenset[str] = frozenset()
    unknown: frozenset[str] = frozenset()
    counts: dict[str, int] = field(default_factory=dict)
    levels: dict[str, list[tuple[int, str]]] = field(default_factory=dict)
    read_off: dict[str, str] = field(default_factory=dict)
    dates: tuple[Mention, ...] | None = None
    widened: frozenset[str] | None = None
    own: dict[str, str] = field(default_factory=dict)
    shorts: dict[str, set[str]] | None = None

    def shadow(self, mention: Mention) -> str:
        """The mention's words in the shadow."""
        return self.document.shadow[mention.start : mention.end]

    def unit(self, level: str, at: int) -> str:
        """The place that 县, 市 … means at a position: the last one named before, the article's home, or the next one."""
        return short_level(self._nearest(level, at))

    def known(self) -> frozenset[str]:
        """The places of the article and all that lies above them."""
        if self.widened is None:
            self.widened = places().widened(self.context)
        return self.widened

    def fuller(self, words: str) -> set[str]:
        """The counties of the article that no table holds, and its towns, that go by a name without 县 or 镇."""
        if self.shorts is None:
            self.shorts = {}
            for name in (*sorted(self.unknown), *(name for _, name in self.units if name[-1] in "镇乡")):
                self.shorts.setdefault(name[:-1], set()).add(name)
        return self.shorts.get(words, set())

    def split(self, words: str) -> tuple[Unit, ...]:
        """The units that a name begins with, those too that only this article knows."""
        if _ACTING.match(words):
            return ()
        units = split(words)
        if units and units[0].division:
            return units
        for name in sorted(self.unknown):
            if words.startswith(name):
                lower = [
                    replace(u, start=u.start + len(name), end=u.end + len(name))
                    for u in split(words[len(name) :])
                    if not u.division  # 云溪县代县长 is nobody of 代县
                ]
                return (Unit(0, len(name), name), *lower)
        return units

    def _nearest(self, level: str, at: int) -> str:
        named = self.levels.get(level)
        if named is None:
            named = self.levels[level] = [unit for unit in self.units if is_level(unit[1], level)]
        home = self._home(level)
        before = bisect_right(named, (at, "")) - 1
        if before >= 0:
            last = named[before][1]
            if level != "市" and self._right_before(*named[before], at):
                return last
            if home and self._count(home) >= self._count(last):
                return home
            # a county told of again and again is the article's own, whichever was named last
            most = max(sorted({name for _, name in named}), key=self._count)
            return most if self._count(most) > OWN * self._count(last) else last
        if home:
            return home
        return named[0][1] if named else self._read_off(level)

    def _right_before(self, start: int, name: str, at: int) -> bool:
        """Whether a place stands right before a position: 在平顺县，县委…."""
        shadow = self.document.shadow
        end = start + len(name)
        return shadow.startswith(name, start) and end < at <= end + 2 and shadow[end] in "，、"

    def _read_off(self, level: str) -> str:
        """The first division of a level that stands in the text, though no mention names it. Read once a level: a
        text of offices without a place would be searched for each of them."""
        if level not in self.read_off:
            units = mentioned(self.document.shadow, level)
            self.read_off[level] = next((name for _, name in units if is_level(name, level)), "")
        return self.read_off[level]

    def _home(self, level: str) -> str:
        home = self.document.home
        names = (home.place, *home.parents) if home is not None else ()
        return next((name for name in names if is_level(name, level)), "")

    def _count(self, name: str) -> int:
        count = self.counts.get(name)
        if count is None:
            count = self.document.shadow.count(name[:-1] if len(name) > 2 else name, 0, _COUNTED)
            self.counts[name] = count
        return count

    def dates_at(self, start: int, end: int) -> tuple[Mention, ...]:
        """The date expressions that were found where a stretch of text is."""
        if self.dates is None:
            found = (proposal for proposal in self.document.proposals if proposal.by.startswith("dates."))
            self.dates = tuple(sorted(found, key=lambda proposal: proposal.start))
        first = bisect_right(self.dates, start, key=lambda proposal: proposal.end)
        past = bisect_left(self.dates, end, key=lambda proposal: proposal.start)
        return self.dates[first:past]

    def houses(self, at: int) -> Iterator[str]:
        """The organisations and sites named before a position, the last first, as far as an article reaches."""
        for mention in islice(reversed(self.done), _REACH):
            if mention.start < at and mention.type in ("Organisation", "Site"):
                yield mention.canonical

    def head(self, ending: tuple[str, ...], at: int) -> str:
        """The organisation or site with such an ending that is named last before a position, if only by its committee
        (县交通局党委)."""
        houses = (_COMMITTEE.sub("", name) for name in self.houses(at))
        return next((name for name in houses if name.endswith(ending)), "")

    def head_behind(self, ending: tuple[str, ...], at: int) -> str:
        """The organisation or site with such an ending that is named next behind a position: an article may name the
        head first."""
        mentions = self.document.mentions
        first = bisect_left(mentions, at, key=lambda mention: mention.start)
        for mention in mentions[first : first + _AHEAD]:
            words = self.shadow(mention)
            if mention.type in ("Organisation", "Site") and words.endswith(ending) and len(words) > _SHORT:
                return words
        return ""


# 原石桥镇党委书记 was of 石桥镇; 原平市 and the like begin so themselves.
_FORMER = re.compile("原(?![子平阳州])")


def scene(document: Document) -> Scene:
    """The scene of a document whose mentions are chosen."""
    shadow = document.shadow
    named = [
        (start := mention.start + bool(_FORMER.match(shadow, mention.start)), shadow[start : mention.end])
        for mention in document.mentions
        if mention.type in _WITH_UNITS
    ]
    found, full = Scene(document), set[str]()
    found.unknown = frozenset(
        match["name"] for _, words in named if not split(words) and (match := _UNKNOWN.match(words))
    )
    for at, words in named:
        for unit in found.split(words):
            # the article's own words where they say the level: 凉山州
            said = words[unit.start : unit.end]
            found.units.append((at + unit.start, said if said[-1] in _LEVEL_ENDS else unit.name))
            full.add(unit.name)
    names = {name for _, name in found.units} | full
    if document.home is not None:
        names.update((document.home.place, *document.home.parents))
    found.context = frozenset(names)
    return found
