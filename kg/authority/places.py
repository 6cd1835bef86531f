"""The places that Hongtu knows: administrative divisions with codes, zones, rivers, mountains, regions, countries.

A name is not a place: 鼓楼区 exists in four cities. `Places.named` gives all that bear a name, `Places.resolve` the one
that the context decides, or None.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path

from kg.authority.tables import rows, several
from kg.errors import RuleError
from kg.resources import folder

LEVELS = (
    "country",
    "province",
    "prefecture",
    "county",
    "zone",
    "region",
    "water",
    "mountain",
    "former",
    "city",
)
"""What a place is. `zone` is a development zone or new area, `former` a division that is no more, `city` one abroad."""

_COLUMNS = ("code", "name", "short", "level", "parent", "lat", "lon", "aliases", "former", "careful")


@dataclass(frozen=True, slots=True)
class PlaceRecord:
    """A place of the authority.

    `code` is its GB/T 2260 code, empty where there is none; `parents` the names above it, lowest first; `lat` and `lon` its
    centroid in degrees, None where unknown; `key` its unique readable name (`鼓楼区（南京市）`). `aliases` are further
    short forms, `former` earlier names with the year in which each ceased. `careful` tells which names are also
    something else: "y" the short one, "Y" the full one too, "" none.
    """

    code: str
    name: str
    short: str
    level: str
    parents: tuple[str, ...]
    lat: float | None
    lon: float | None
    key: str
    aliases: tuple[str, ...] = ()
    former: tuple[tuple[str, str], ...] = ()
    careful: str = ""


class Places:
    """All places, to be looked up by name."""

    def __init__(self, records: Sequence[PlaceRecord]) -> None:
        self.records = tuple(records)

    @cached_property
    def _by_key(self) -> dict[str, PlaceRecord]:
        return {place.key: place for place in self.records}

    @cached_property
    def _by_name(self) -> dict[str, list[PlaceRecord]]:
        index: dict[str, list[PlaceRecord]] = {}
        for place in self.records:
            for name in dict.fromkeys(
                (place.name, place.short, *place.aliases, *(old for old, _ in place.former))
            ):
                index.setdefault(name, []).append(place)
        return index

    @cached_property
    def _longest_of(self) -> dict[str, int]:
        """Two characters → the length of the longest name that begins with them."""
        longest: dict[str, int] = {}
        for name in self._by_name:
            longest[name[:2]] = max(longest.get(name[:2], 0), len(name))
        return longest

    def longest_at(self, text: str, offset: int) -> int:
        """A length that no name at this offset exceeds: 0 at most offsets, so that few have to be looked up."""
        return min(self._longest_of.get(text[offset : offset + 2], 0), len(text) - offset)

    def names(self) -> Iterable[str]:
        """Every name that some place bears: full, short, alias or former."""
        return self._by_name.keys()

    def named(self, name: str) -> tuple[PlaceRecord, ...]:
        """The places that bear a name, in the order of the files; none when it is unknown."""
        return tuple(self._by_name.get(name, ()))

    def by_key(self, key: str) -> PlaceRecord | None:
        """The place with this key."""
        return self._by_key.get(key)

    def chain(self, text: str) -> tuple[PlaceRecord, ...]:
        """The places that a string names one after the other, highest first, each inside the one before.

        `江苏无锡滨湖区` gives 江苏省, 无锡市, 滨湖区. Empty unless the whole string is such a chain, or a single
        name that is not ambiguous.
        """
        return self._chain(text, None)

    def _chain(self, text: str, above: PlaceRecord | None) -> tuple[PlaceRecord, ...]:
        if not text:
            return ()
        for length in range(self.longest_at(text, 0), 1, -1):
            here = self._inside(text[:length], above)
            if here is None:
                continue
            rest = self._chain(text[length:], here) if length < len(text) else ()
            if rest or length == len(text):
                return (here, *rest)
        return ()

    def _inside(self, name: str, above: PlaceRecord | None) -> PlaceRecord | None:
        if above is None:
            return self.resolve(name, ())
        inside = [place for place in self._by_name.get(name, ()) if above.name in place.parents]
        return _highest(inside)

    def resolve(self, name: str, context: Iterable[str] = ()) -> PlaceRecord | None:
        """The one place that a name means among the names of its context, or None when that stays open.

        The order: the only bearer; the only one whose full name it is; a province or prefecture that is usually meant by
        its short name (海南 is the province, 朝阳 in an article on 北京 the district); the bearer with the most parents in
        the context.
        """
        bearers = self._by_name.get(name, ())
        if len(bearers) < 2:
            return bearers[0] if bearers else None
        return self.choose(name, self.widened(context))

    def choose(self, name: str, known: frozenset[str]) -> PlaceRecord | None:
        """As `resolve`, with a context that `widened` has made: for many names of one article."""
        bearers = self._by_name.get(name, ())
        if len(bearers) < 2:
            return bearers[0] if bearers else None
        full = [place for place in bearers if place.name == name]
        if len(full) == 1:
            return full[0]
        candidates = full or bearers
        themselves = [place for place in candidates if place.name in known and place.name != name]
        if len(themselves) == 1:
            return themselves[0]
        usual = None if full else _highest(candidates)
        if usual is not None and usual.level == "province":
            return usual
        near = [place for place in candidates if place.parents and place.parents[0] in known]
        if usual is not None and (usual in near or usual.parents[:1] == () or len(near) != 1):
            return usual
        return near[0] if len(near) == 1 else _most(candidates, known)

    def widened(self, context: Iterable[str]) -> frozenset[str]:
        """The names of a context with the full names that short ones usually stand for, and all that lies above them."""
        known = set(context)
        for name in tuple(known):
            usual = _highest(self._by_name.get(name, ()))
            if usual is not None:
                known.add(usual.name)
                known.update(usual.parents)
        return frozenset(known)

    def is_abroad(self, place: PlaceRecord) -> bool:
        """Whether a place is a foreign country or lies in one."""
        if place.code:
            return False
        above = [record for name in place.parents[-1:] for record in self._by_name.get(name, ())]
        return place.level in ("country", "city") or any(record.level == "country" for record in above)

    def canonical(self, name: str, context: Iterable[str] = ()) -> str:
        """The full name of the place that a name or a chain of names means: 无锡 → 无锡市; itself when unknown or open."""
        place = self.resolve(name, context)
        if place is not None:
            return place.name
        chain = self.chain(name)
        return chain[-1].name if chain else name


def _highest(bearers: Sequence[PlaceRecord]) -> PlaceRecord | None:
    """The bearer that stands above all others: 吉林 is the province, 承德 the prefecture."""
    ranks = [(LEVELS.index(place.level), place) for place in bearers]
    if not ranks:
        return None
    top = min(rank for rank, _ in ranks)
    highest = [place for rank, place in ranks if rank == top]
    return highest[0] if len(highest) == 1 else None


def _most(bearers: Sequence[PlaceRecord], known: frozenset[str]) -> PlaceRecord | None:
    counts = [sum(parent in known for parent in place.parents) for place in bearers]
    most = max(counts)
    return bearers[counts.index(most)] if most and counts.count(most) == 1 else None


def read_places(paths: Iterable[Path]) -> Places:
    """The places of some tables. A parent is given by code or by name and stands in any of the tables.

    Raises:
        RuleError: a row is broken: an unknown level, parent or coordinate, or a name of one character.
    """
    table: list[tuple[Path, int, list[str]]] = []
    for path in paths:
        table.extend((path, number, cells) for number, cells in rows(path, _COLUMNS))
    above = {cells[0]: cells for _, _, cells in table if cells[0]} | {
        cells[1]: cells for _, _, cells in reversed(table)
    }
    counts: dict[str, int] = {}
    for _, _, cells in table:
        counts[cells[1]] = counts.get(cells[1], 0) + 1
    return Places([_record(path, number, cells, above, counts) for path, number, cells in table])


def _record(
    path: Path, number: int, cells: list[str], above: dict[str, list[str]], counts: dict[str, int]
) -> PlaceRecord:
    code, name, short, level, parent, lat, lon, aliases, former, careful = cells
    if level not in LEVELS:
        raise RuleError(f"{path}:{number}: level {level!r} is none of {' '.join(LEVELS)}")
    if len(name) < 2 or (short and len(short) < 2):
        raise RuleError(f"{path}:{number}: a name of one character cannot be told from other words")
    parents: list[str] = []
    while parent:
        if parent not in above or len(parents) > len(LEVELS):
            raise RuleError(f"{path}:{number}: {name} has the parent {parent}, which no table holds")
        parents.append(above[parent][1])
        parent = above[parent][4]
    try:
        north, east = (float(lat), float(lon)) if lat else (None, None)
        names = tuple((old, year) for old, year in (item.split(":") for item in several(former)))
    except ValueError as error:
        raise RuleError(f"{path}:{number}: {error}") from error
    key = name if counts[name] == 1 or not parents else f"{name}（{parents[0]}）"
    return PlaceRecord(
        code, name, short or name, level, tuple(parents), north, east, key, several(aliases), names, careful
    )


@cache
def places() -> Places:
    """The places of data/places."""
    return read_places(sorted((folder("data") / "places").glob("*.tsv")))
