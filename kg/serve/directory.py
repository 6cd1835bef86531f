"""All names of a snapshot in memory, to be searched as one types: those that are, begin with or hold some words, then
those that are written almost so."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import accumulate

import numpy as np
import pyoxigraph as ox
from numpy.typing import NDArray

from kg.ontology import ontology
from kg.query.find import text
from kg.rdf.terms import SKOS, key_of
from kg.store.edge_table import EdgeTable

_ALIAS = ox.NamedNode(SKOS + "altLabel")
_LABEL = ox.NamedNode(SKOS + "prefLabel")
_MARKS = str.maketrans("", "", "“”‘’\"'《》〈〉「」『』 \n")
_NEAR = 200
"""Names with most letters in common that are compared letter by letter."""

EXACT, BEGINS, HOLDS = 1.0, 0.9, 0.8


@dataclass(frozen=True, slots=True)
class Hit:
    """An entity that was found: its name as in `person/沈佳禾`, type, label, key (what tells it apart), the name that was
    searched for, in how many articles it is mentioned, and how near the name is: 1 where it is the same."""

    short: str
    type: str
    label: str
    key: str
    name: str
    articles: int
    like: float


@dataclass(frozen=True, slots=True)
class Directory:
    """Entities by number, most mentioned first, and their names: `names[i]` is one of entity `owners[i]`. `text` holds all
    names without marks, between line ends, each from `starts`; `letters` and `places` are its letters in order, and the
    name that each stands in."""

    shorts: tuple[str, ...]
    types: tuple[str, ...]
    labels: tuple[str, ...]
    articles: tuple[int, ...]
    mentions: tuple[int, ...]
    numbers: dict[str, int]
    names: tuple[str, ...]
    owners: tuple[int, ...]
    text: str
    starts: tuple[int, ...]
    letters: NDArray[np.uint32]
    places: NDArray[np.int64]
    by_name: dict[str, tuple[int, ...]]

    def hit(self, number: int, name: str = "", like: float = EXACT) -> Hit:
        short, label = self.shorts[number], self.labels[number]
        key = key_of(short)
        return Hit(short, self.types[number], label, key, name or label, self.articles[number], like)

    def exact(self, name: str, types: Collection[str] = ()) -> list[Hit]:
        """The entities of these types (of any when empty) that bear exactly this name, most mentioned first."""
        numbers = self.by_name.get(name.translate(_MARKS), ())
        return [self.hit(n, name) for n in numbers if not types or self.types[n] in types]

    def named(self, words: Iterable[str]) -> dict[str, str]:
        """The words that name exactly one entity, dates and figures aside, and the end of its IRI."""
        found = {}
        for name in words:
            hits = [hit for hit in self.exact(name) if hit.type not in ("Date", "Figure")]
            if len(hits) == 1:
                found[name] = hits[0].short
        return found

    def search(self, words: str, types: Collection[str] = (), *, limit: int = 50) -> list[Hit]:
        """What bears a name that is, begins with or holds some words, then what is written almost so; most mentioned
        first. Without words, the entities of the types."""
        bare = words.translate(_MARKS)
        if not bare:
            wanted = (n for n in range(len(self.shorts)) if not types or self.types[n] in types)
            return [self.hit(n) for n, _ in zip(wanted, range(limit), strict=False)]
        found: dict[int, tuple[float, str]] = {}
        for place in self._holding(bare):
            owner, name = self.owners[place], self.names[place].translate(_MARKS)
            like = EXACT if name == bare else BEGINS if name.startswith(bare) else HOLDS
            if (not types or self.types[owner] in types) and like > found.get(owner, (0.0, ""))[0]:
                found[owner] = (like, self.names[place])
        if len(found) < limit:
            for like, place in self._near(bare):
                owner = self.owners[place]
                if (not types or self.types[owner] in types) and owner not in found:
                    found[owner] = (like, self.names[place])
        ranked = sorted(found.items(), key=lambda item: (-item[1][0], item[0]))
        return [self.hit(owner, name, like) for owner, (like, name) in ranked[:limit]]

    def _holding(self, bare: str) -> list[int]:
        places = []
        at = self.text.find(bare)
        while at >= 0:
            place = bisect_right(self.starts, at) - 1
            places.append(place)
            at = self.text.find(bare, self.starts[place + 1] if place + 1 < len(self.starts) else at + 1)
        return places

    def _near(self, bare: str) -> list[tuple[float, int]]:
        """Names that share most letters with some words, with how like they are, from 0.5 to below 0.8."""
        ranges = [np.searchsorted(self.letters, [ord(c), ord(c) + 1]) for c in sorted(set(bare))]
        if not self.names:
            return []
        shared = np.bincount(
            np.concatenate([np.unique(self.places[a:b]) for a, b in ranges]), minlength=len(self.names)
        )
        lengths = np.diff(np.append(self.starts, len(self.text))) - 1
        share = 2 * shared / (lengths + len(bare))
        near = np.argsort(-share, kind="stable")[:_NEAR]
        found = []
        matcher = SequenceMatcher(autojunk=False)
        matcher.set_seq2(bare)
        for place in near[share[near] >= 0.5].tolist():
            matcher.set_seq1(self.names[place].translate(_MARKS))
            if (ratio := matcher.ratio()) >= 0.5:
                found.append((HOLDS * ratio, place))
        return found


def directory(graph: ox.Store, table: EdgeTable, base: str) -> Directory:
    """The names of a snapshot."""
    mentions = np.bincount(table.mentions[:, 1], minlength=len(table.nodes))
    pairs = np.unique(table.mentions[:, :2].astype(np.int64) @ [1, max(len(table.articles), 1)])
    articles = np.bincount(pairs // max(len(table.articles), 1), minlength=len(table.nodes))
    shown = [n for n, kind in enumerate(table.types) if kind in ontology().types]
    order = sorted(shown, key=lambda n: (-int(articles[n]), -int(mentions[n]), table.nodes[n]))
    numbers = {table.nodes[n]: place for place, n in enumerate(order)}
    named = {(table.labels[n], place) for place, n in enumerate(order)}
    for quad in graph.quads_for_pattern(None, _ALIAS, None, ox.DefaultGraph()):
        place = numbers.get(text(quad.subject).removeprefix(base))
        if place is not None:
            named.add((text(quad.object), place))
    pairs_ = sorted(named, key=lambda pair: (pair[1], pair[0]))
    bare = [name.translate(_MARKS) for name, _ in pairs_]
    return _indexed(
        Directory(
            tuple(table.nodes[n] for n in order),
            tuple(table.types[n] for n in order),
            tuple(table.labels[n] for n in order),
            tuple(int(articles[n]) for n in order),
            tuple(int(mentions[n]) for n in order),
            numbers,
            tuple(name for name, _ in pairs_),
            tuple(owner for _, owner in pairs_),
            "\n".join(bare) + "\n",
            tuple(accumulate((len(name) + 1 for name in bare[:-1]), initial=0)),
            *_letters(bare),
            {},
        ),
        bare,
    )


def _indexed(found: Directory, bare: list[str]) -> Directory:
    by_name: dict[str, list[int]] = {}
    for name, owner in zip(bare, found.owners, strict=True):
        by_name.setdefault(name, []).append(owner)
    found.by_name.update((name, tuple(sorted(set(owners)))) for name, owners in by_name.items())
    return found


def _letters(bare: list[str]) -> tuple[NDArray[np.uint32], NDArray[np.int64]]:
    """The letters of all names, sorted, and the name that each stands in."""
    letters = np.frombuffer("".join(bare).encode("utf-32-le"), np.uint32)
    places = np.repeat(np.arange(len(bare)), [len(name) for name in bare])
    order = np.argsort(letters, kind="stable")
    return letters[order], places[order]
