"""A forest of things that are known to be one (union-find)."""

from __future__ import annotations

from collections.abc import Hashable, Iterable
from typing import Generic, TypeVar

Thing = TypeVar("Thing", bound=Hashable)


class Forest(Generic[Thing]):
    """Things, each in a part with those it was joined to; a thing that was never named is a part of its own."""

    def __init__(self, things: Iterable[Thing] = ()) -> None:
        self._parent: dict[Thing, Thing] = {thing: thing for thing in things}

    def root(self, thing: Thing) -> Thing:
        """A thing of the same part, the same one for all of the part until it is joined to another."""
        parent = self._parent
        parent.setdefault(thing, thing)
        while parent[thing] != thing:
            parent[thing] = parent[parent[thing]]
            thing = parent[thing]
        return thing

    def join(self, one: Thing, other: Thing) -> None:
        """Make one part of the parts of these."""
        self._parent[self.root(other)] = self.root(one)

    def parts(self) -> list[list[Thing]]:
        """The parts, in the order in which their things were first named."""
        found: dict[Thing, list[Thing]] = {}
        for thing in self._parent:
            found.setdefault(self.root(thing), []).append(thing)
        return list(found.values())
