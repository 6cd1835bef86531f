"""The lists of names that Hongtu knows: leaders, organs, sites, campaigns, events, policies, works, and doctrine.

Each is a table in data/names that a user can read, diff and add to. Its first columns are always canonical, aliases
and careful; what further columns hold is said at the head of the file.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from kg.authority.tables import rows, several
from kg.errors import RuleError
from kg.resources import folder


@dataclass(frozen=True, slots=True)
class NameRecord:
    """A thing that is known by name.

    `canonical` is its full name and the key it is resolved to; `aliases` its other names; `careful` those of all these
    that also mean something else. `detail` holds the list's further columns that are not empty, as pairs.
    """

    canonical: str
    aliases: tuple[str, ...] = ()
    careful: tuple[str, ...] = ()
    detail: tuple[tuple[str, str], ...] = ()

    @property
    def names(self) -> tuple[str, ...]:
        """Every name: the canonical one, then the aliases."""
        return (self.canonical, *self.aliases)

    def get(self, column: str) -> tuple[str, ...]:
        """The values of a further column, none when it is empty."""
        return next((several(cell) for name, cell in self.detail if name == column), ())


COLUMNS: dict[str, tuple[str, ...]] = {
    "leaders": ("canonical", "aliases", "careful", "roles", "born"),
    "organs": ("canonical", "aliases", "careful", "kind"),
    "sites": ("canonical", "aliases", "careful", "place", "commemorates"),
    "campaigns": ("canonical", "aliases", "careful", "from", "to", "broader"),
    "events": ("canonical", "aliases", "careful", "date", "place"),
    "policies": ("canonical", "aliases", "careful"),
    "works": ("canonical", "aliases", "careful"),
    "doctrine": ("canonical", "aliases", "careful"),
}
"""The lists by the name of their file, each with its columns."""


def read_names(path: Path, columns: tuple[str, ...]) -> tuple[NameRecord, ...]:
    """The records of one table, in its order.

    Raises:
        RuleError: a row has no name, a name of one character, a careful name that it does not bear, or a canonical
            name that an earlier row has.
    """
    found: dict[str, NameRecord] = {}
    for number, (canonical, aliases, careful, *more) in rows(path, columns):
        detail = tuple((column, cell) for column, cell in zip(columns[3:], more, strict=True) if cell)
        record = NameRecord(canonical, several(aliases), several(careful), detail)
        if any(len(name) < 2 for name in record.names):
            raise RuleError(f"{path}:{number}: a name of one character cannot be told from other words")
        if unknown := [name for name in record.careful if name not in record.names]:
            raise RuleError(
                f"{path}:{number}: careful name {unknown[0]} is not among the names of {canonical}"
            )
        if canonical in found:
            raise RuleError(f"{path}:{number}: {canonical} stands in this list already")
        found[canonical] = record
    return tuple(found.values())


def _list(name: str) -> Callable[[], tuple[NameRecord, ...]]:
    def read() -> tuple[NameRecord, ...]:
        return read_names(folder("data") / "names" / f"{name}.tsv", COLUMNS[name])

    read.__doc__ = f"The records of data/names/{name}.tsv."
    return cache(read)


leaders = _list("leaders")
organs = _list("organs")
sites = _list("sites")
campaigns = _list("campaigns")
events = _list("events")
policies = _list("policies")
works = _list("works")
doctrine = _list("doctrine")
