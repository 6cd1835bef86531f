"""Short names that stand for the same thing in every article: 党中央, 二十大, 主题教育."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from kg.authority import names
from kg.authority.names import NameRecord
from kg.authority.tables import rows
from kg.extract.names.scene import Scene
from kg.resources import folder

_COLUMNS = ("type", "short", "canonical", "from", "to", "needs")
_MARKS = str.maketrans("", "", "“”‘’《》")


@dataclass(frozen=True, slots=True)
class ShortName:
    """A line of data/names_rules/short_names.tsv; `first` and `last` are years, empty for any."""

    canonical: str
    first: str
    last: str
    needs: str

    def holds(self, year: str, shadow: str) -> bool:
        """Whether the short name means this in an article of a year."""
        return (self.first or year) <= year <= (self.last or year) and self.needs in shadow


@cache
def _short_names() -> dict[tuple[str, str], tuple[ShortName, ...]]:
    path = folder("data") / "names_rules" / "short_names.tsv"
    table: dict[tuple[str, str], tuple[ShortName, ...]] = {}
    for _, (kind, short, canonical, first, last, needs) in rows(path, _COLUMNS):
        table[kind, short] = (*table.get((kind, short), ()), ShortName(canonical, first, last, needs))
    return table


def short(kind: str, words: str, scene: Scene) -> str:
    """What a short name of a type stands for in an article, by the table; empty if it holds none."""
    document = scene.document
    for entry in _short_names().get((kind, words.translate(_MARKS)), ()):
        if entry.holds(document.article.date[:4], document.shadow):
            return entry.canonical
    return ""


@cache
def _index(kind: str) -> dict[str, tuple[tuple[str, NameRecord], ...]]:
    """Name → the records that bear it, with the year each began, oldest first."""
    index: dict[str, list[tuple[str, NameRecord]]] = {}
    column = {"campaigns": "from", "events": "date"}.get(kind, "")
    for record in {"campaigns": names.campaigns, "events": names.events, "policies": names.policies}[kind]():
        began = (record.get(column) or ("",))[0]
        for name in record.names:
            index.setdefault(name, []).append((began, record))
    return {name: tuple(sorted(bearers, key=lambda item: item[0])) for name, bearers in index.items()}


def listed(kind: str, words: str, scene: Scene) -> NameRecord | None:
    """The record of a list that bears a name, of several the last that had begun when the article was written."""
    bearers = _index(kind).get(words, ())
    today = scene.document.article.date or "9"
    begun = [record for began, record in bearers if began <= today]
    return begun[-1] if begun else bearers[0][1] if bearers else None
