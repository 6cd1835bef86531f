"""Joins what evidence connects and decisions do not keep apart: a pure function, in whatever order its input comes."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from kg.resolve.forest import Forest

Node = tuple[str, ...]
"""Something that may be joined, or a piece of evidence that joins; the two kinds never look alike."""

TIE = "as:"
"""How evidence begins that counts for all names alike (`kg.resolve.ties`)."""


def node_of_piece(kind: str, name: str, piece: str) -> Node:
    """The node of a piece of evidence, one for all names where it is a tie."""
    return "by", kind, "" if piece.startswith(TIE) else name, piece


Links = Mapping[Node, Collection[Node]]
"""The pieces of evidence of each node."""

Pair = tuple[Node, Node]


@dataclass(frozen=True, slots=True)
class Parts:
    """Nodes that are one, sorted; and of the parts that evidence made too large, each with the pairs that had to be
    kept apart in it and the nodes that stand alone since they are as near to one side as to another."""

    parts: list[list[Node]]
    cut: list[tuple[list[Pair], list[Node]]]


def connected(links: Links, apart: Iterable[Pair]) -> Parts:
    """The nodes by what connects them, no pair of `apart` in one part.

    Where evidence would join such a pair, it yields to the decision at its weakest place, the middle: each side keeps
    the nodes that are nearer to it by steps from evidence to evidence, and what is as near to both stands alone.
    """
    forest = Forest(sorted(links))
    for node in sorted(links):
        for piece in links[node]:
            forest.join(node, piece)
    kept = sorted(set(apart))
    violated: dict[Node, list[Pair]] = {}
    for pair in kept:
        if forest.root(pair[0]) == forest.root(pair[1]):
            violated.setdefault(forest.root(pair[0]), []).append(pair)
    parts: list[list[Node]] = []
    cut: list[tuple[list[Pair], list[Node]]] = []
    for part in forest.parts():
        nodes = sorted(node for node in part if node in links)
        if pairs := violated.get(forest.root(part[0])):
            sides, between = _sides({node: links[node] for node in nodes}, pairs)
            parts += sides
            cut.append((pairs, between))
        elif nodes:
            parts.append(nodes)
    return Parts(sorted(parts), sorted(cut))


def _sides(links: Links, pairs: Iterable[Pair]) -> tuple[list[list[Node]], list[Node]]:
    """One connected part cut into sides, one for each node that is to be kept apart from another."""
    holders: dict[Node, list[Node]] = {}
    for node, pieces in links.items():
        for piece in pieces:
            holders.setdefault(piece, []).append(node)
    side: dict[Node, Node | None] = {node: node for pair in pairs for node in pair}
    reached = dict(side)
    while reached:
        found: dict[Node, set[Node | None]] = {}
        for node, nearest in reached.items():
            for other in links.get(node, ()) if node in links else holders[node]:
                if other not in side:
                    found.setdefault(other, set()).add(nearest)
        fresh = {node: next(iter(near)) if len(near) == 1 else None for node, near in found.items()}
        side |= fresh
        reached = {node: near for node, near in fresh.items() if near is not None}
    sides: dict[Node, list[Node]] = {}
    for node in links:
        if (nearest := side.get(node)) is not None:
            sides.setdefault(nearest, []).append(node)
    between = sorted(node for node in links if node in side and side[node] is None)
    # What no side reaches, beyond evidence that both claim, stays together as the evidence has it.
    rest = {node: links[node] for node in links if node not in side}
    beyond = connected(rest, ()).parts if rest else []
    return [*map(sorted, sides.values()), *([node] for node in between), *beyond], between
