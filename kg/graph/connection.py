"""What a connection of two entities is: ends, ties, steps, routes."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class End:
    """An entity of a connection: its name as in `person/沈佳禾`, type, label, what tells it apart (张伟（江阴市）), the
    articles that mention it and the number of entities that it is tied to."""

    name: str
    type: str
    label: str
    key: str
    articles: int
    neighbours: int


@dataclass(frozen=True, slots=True)
class Tie:
    """One fact, or being named together, that joins two entities: from `subject` to `object` by `predicate`, in how
    many articles, independent sources and sentences, on which days first and last, how sure, and the best sentence
    with its place."""

    subject: str
    predicate: str
    object: str
    articles: int
    sources: int
    claims: int
    confidence: float
    first: str
    last: str
    sentence: str
    place: str


@dataclass(frozen=True, slots=True)
class Step:
    """Two entities that follow one another on a path, and all that ties them, best attested first."""

    source: str
    target: str
    ties: tuple[Tie, ...]

    @property
    def one_sentence(self) -> bool:
        """Whether the step rests on a single sentence, whatever that states of the two."""
        return all(tie.claims == 1 for tie in self.ties) and len({tie.place for tie in self.ties}) == 1


@dataclass(frozen=True, slots=True)
class Route:
    """A path: its entities in order, its steps, and its cost in bits (see `kg.graph.paths`)."""

    ends: tuple[End, ...]
    steps: tuple[Step, ...]
    cost: float


@dataclass(frozen=True, slots=True)
class Shared:
    """An entity that both ends are tied to, and by what."""

    end: End
    left: tuple[str, ...]
    right: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Connection:
    """Two entities, the best paths between them, and whom both are tied to, rarest first. `namesakes` bear the name of one
    of the two as well, and are hardly ever mentioned beside it. `passed` is what the best path of facts costs where
    being named together was taken in its place, since it is `FAR`; else 0."""

    left: End
    right: End
    routes: tuple[Route, ...]
    shared: tuple[Shared, ...]
    namesakes: tuple[str, ...] = ()
    passed: float = 0

    @property
    def far(self) -> bool:
        """Whether the best path is one that any two entities have."""
        return bool(self.routes) and self.routes[0].cost > FAR


FAR = 20.0
"""Bits beyond which a path of facts tells nothing: of two people drawn by chance from 11,749 articles, one pair in twenty
has a cheaper one; of two that one article names, three in four have."""
