"""What an article tells about its names before any of them is completed: its units, and where each is named."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass, field

from kg.extract.names.units import is_level, mentioned, short_level, split
from kg.model import Document, Mention

_LEVEL_ENDS = frozenset("省市县区州旗盟镇乡村道木")
_WITH_UNITS = frozenset(("Place", "Organisation", "Site", "Role", "Event", "Policy"))


@dataclass(slots=True)
class Scene:
    """An article while its names are completed from left to right.

    `units` are the administrative units that it names, as (position, name); `done` the mentions completed so far,
    all of them in the second round.
    """

    document: Document
    units: list[tuple[int, str]] = field(default_factory=list)
    done: list[Mention] = field(default_factory=list)
    context: frozenset[str] = frozenset()

    def shadow(self, mention: Mention) -> str:
        """The mention's words in the shadow."""
        return self.document.shadow[mention.start : mention.end]

    def unit(self, level: str, at: int) -> str:
        """The place that 县, 市 … means at a position: the last one named before, the article's home, or the next one."""
        named = [unit for unit in self.units if is_level(unit[1], level)]
        before = bisect_right(named, (at, "")) - 1
        if before >= 0:
            return short_level(named[before][1])
        home = self.document.home
        if home is not None:
            for name in (home.place, *home.parents):
                if is_level(name, level):
                    return short_level(name)
        named = named or [unit for unit in mentioned(self.document.shadow, level) if is_level(unit[1], level)]
        return short_level(named[0][1]) if named else ""

    def head(self, ending: tuple[str, ...], at: int, types: tuple[str, ...]) -> str:
        """The organisation or site with such an ending that is named last before a position."""
        for mention in reversed(self.done):
            if mention.start < at and mention.type in types and mention.canonical.endswith(ending):
                return mention.canonical
        return ""


def scene(document: Document) -> Scene:
    """The scene of a document whose mentions are chosen."""
    found, full = Scene(document), set[str]()
    text, shadow = document.article.text, document.shadow
    for mention in document.mentions:
        if mention.type in _WITH_UNITS:
            for unit in split(shadow[mention.start : mention.end]):
                start, end = mention.start + unit.start, mention.start + unit.end
                # the article's own words where they say the level: 凉山州, and traditional characters
                name = text[start:end] if shadow[end - 1] in _LEVEL_ENDS else unit.name
                found.units.append((start, name))
                full.add(unit.name)
    names = {name for _, name in found.units} | full
    if document.home is not None:
        names.update((document.home.place, *document.home.parents))
    found.context = frozenset(names)
    return found
