"""What the ends of decisions mean among the articles that there are."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Protocol

from kg.authority import places
from kg.decisions import End
from kg.resolve.cutting import Node, connected, node_of_piece
from kg.resolve.grouping import LONE, clusters_of, first_of

Word = tuple[str, str]
"""A type with a name or key of it."""

Evidence = Mapping[str, tuple[str, ...]]
"""Pieces of evidence by article."""


class Bearers(Protocol):
    """Who bears which name, in all articles."""

    def evidence(self, kind: str, name: str) -> Evidence:
        """Of a name that articles do not settle alone: what each article knows of its bearer."""

    def settled(self, kind: str, key: str) -> Sequence[tuple[str, str]]:
        """(name, article) of those that their article alone gives this key, sorted."""

    def local_key(self, kind: str, name: str, article: str) -> str:
        """The key that an article alone gives to what it calls so; "" where it calls nothing so, or does not settle it."""

    def tied(self, kind: str, name: str) -> Sequence[str]:
        """Other names of the type whose bearers share evidence with bearers of this one, sorted (`kg.resolve.ties`)."""


# A node is ("key", type, key) or ("at", type, name, article); a piece of evidence is ("by", type, name, words), without
# the name where it counts for all names.


def node_of(end: End, bearers: Bearers) -> Node | None:
    """What an end means among the articles that there are, None where nothing is left of it: the key where articles
    settle it, the first anchor that is still there, or whom the evidence in brackets tells."""
    if end.article:
        return bearer_at(end.type, end.key, end.article, bearers)
    if bearers.settled(end.type, end.key) or (end.type == "Place" and places().by_key(end.key)):
        return "key", end.type, end.key
    for name, article in end.anchors:
        if node := bearer_at(end.type, name, article, bearers):
            key = bearers.local_key(end.type, name, article)
            return ("key", end.type, key) if key else node
    return _told(end, bearers)


def bearer_at(kind: str, name: str, article: str, bearers: Bearers) -> Node | None:
    known = article in bearers.evidence(kind, name) or bearers.local_key(kind, name, article)
    return ("at", kind, name, article) if known else None


def _told(end: End, bearers: Bearers) -> Node | None:
    """The bearer whom a key without anchors means, as a person writes it by hand."""
    for at in [index for index, char in enumerate(end.key) if char == "（" and index]:
        name, words = end.key[:at], end.key[at + 1 :].removesuffix("）")
        for article, pieces in sorted(bearers.evidence(end.type, name).items()):
            if words == article or any(piece.partition(":")[2] == words for piece in pieces):
                return "at", end.type, name, article
    known = bearers.evidence(end.type, end.key)
    alone = len(connected(links_of(end.type, end.key, known), ()).parts) == 1
    return ("at", end.type, end.key, min(known)) if alone else None


def links_of(kind: str, name: str, known: Evidence) -> dict[Node, set[Node]]:
    """The evidence of a name, that of articles that know nothing among it where the type lets these join."""
    links: dict[Node, set[Node]] = {
        ("at", kind, name, article): {node_of_piece(kind, name, piece) for piece in pieces}
        for article, pieces in known.items()
    }
    if kind in LONE:
        for cluster in clusters_of(known, lone_joins=True):
            joins = first_of([piece for article in cluster for piece in known[article]])
            for article in cluster:
                links["at", kind, name, article].add(("by", kind, name, joins))
    return links
