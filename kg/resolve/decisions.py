"""What decisions make of identities: a pure function of the decisions and of what the articles say.

Decisions that share a name are decided together, as a family; names that no decision speaks of are none of its
business. So a build decides again only the families and names that an article or a new decision touches.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from kg.decisions import Decision, End
from kg.resolve.cutting import Node, Pair, connected
from kg.resolve.ends import Bearers, Word, links_of, node_of
from kg.resolve.forest import Forest
from kg.resolve.naming import Outcome, Remark, name_parts
from kg.resolve.ties import kindred, without_broken


@dataclass(frozen=True, slots=True)
class Family:
    """Decisions that have to do with one another, and every word that their outcome may depend on."""

    decisions: tuple[Decision, ...]
    words: frozenset[Word]


def words_of(decision: Decision, bearers: Bearers) -> set[Word]:
    """Every word that the outcome of a decision may depend on."""
    found: set[Word] = set()
    for end in (decision.left, decision.right):
        found.add((end.type, end.key))
        for name, article in (*end.anchors, *([(end.key, end.article)] if end.article else ())):
            if key := bearers.local_key(end.type, name, article):
                found.add((end.type, key))
        found.update((end.type, name) for name, _ in end.anchors)
        found.update((end.type, end.key[:at]) for at, char in enumerate(end.key) if char == "（" and at)
    return {other for word in found for other in kindred(word, bearers)}


def by_evidence(words: Collection[Word], bearers: Bearers) -> Outcome:
    """What evidence alone makes of names that ties connect."""
    return settle(Family((), frozenset(words)), bearers)


def families(decisions: Iterable[Decision], bearers: Bearers) -> list[Family]:
    """The decisions of identity in families, in an order that does not depend on theirs."""
    forest: Forest[Word] = Forest()
    words = {
        decision: sorted(words_of(decision, bearers))
        for decision in sorted(decisions, key=lambda one: (str(one), one.left.anchors, one.right.anchors))
        if decision.verdict in ("same", "different")
    }
    for found in words.values():
        for word in found:
            forest.join(found[0], word)
    gathered: dict[Word, list[Decision]] = {}
    for decision, found in words.items():
        gathered.setdefault(forest.root(found[0]), []).append(decision)
    return [
        Family(tuple(members), frozenset(word for decision in members for word in words[decision]))
        for members in gathered.values()
    ]


# The outcome of a family


def settle(family: Family, bearers: Bearers) -> Outcome:
    """What the decisions of a family make of the names that they speak of."""
    outcome = Outcome()
    same: dict[Pair, list[Decision]] = {}
    different: dict[Pair, list[Decision]] = {}
    for decision in family.decisions:
        ends = [node_of(end, bearers) for end in (decision.left, decision.right)]
        for end, node in zip((decision.left, decision.right), ends, strict=True):
            if node is None:
                outcome.remarks.append(Remark("dormant", (decision,), f"no article has {end}"))
        if ends[0] and ends[1]:
            kind = same if decision.verdict == "same" else different
            low, high = sorted((ends[0], ends[1]))
            kind.setdefault((low, high), []).append(decision)
    _drop_conflicts(same, different, outcome)
    parts = _parts(family, bearers, list(same), different, outcome)
    name_parts(parts, family.words, bearers, outcome)
    _note_divided(family, parts, bearers, outcome)
    return outcome


def _drop_conflicts(
    same: dict[Pair, list[Decision]], different: dict[Pair, list[Decision]], outcome: Outcome
) -> None:
    """Chains of `same` that a `different` contradicts are taken out whole: which link of them is wrong, a person must
    say. The links of a chain are those on any way between its two ends."""
    forest: Forest[Node] = Forest()
    for one, other in same:
        forest.join(one, other)
    dropped: set[Pair] = set()
    for pair in sorted(different):
        one, other = pair
        if one == other:
            text = "both ends are one already, whatever else is decided"
            outcome.remarks.append(Remark("conflict", tuple(different.pop(pair)), text))
        elif forest.root(one) == forest.root(other):
            chain = _between(one, other, same)
            dropped |= chain
            decided = [decision for link in sorted(chain) for decision in same[link]]
            text = "these cannot all hold; none of the joins among them is made"
            outcome.remarks.append(Remark("conflict", (*different[pair], *decided), text))
    for pair in dropped:
        del same[pair]


def _between(one: Node, other: Node, links: Iterable[Pair]) -> set[Pair]:
    """The links on any way from one node to another that passes no node twice: those that a link between the two would
    close a circle with."""
    import networkx as nx  # a tenth of a second, which a build without contradictions need not spend

    graph = nx.Graph(link for link in links if link[0] != link[1])
    graph.add_edge(one, other)
    for component in nx.biconnected_component_edges(graph):
        edges = {(min(edge), max(edge)) for edge in component}
        if (one, other) in edges:
            return edges & set(links)
    raise AssertionError("every edge is in a component")


def _parts(
    family: Family,
    bearers: Bearers,
    same: Sequence[Pair],
    different: Mapping[Pair, Sequence[Decision]],
    outcome: Outcome,
) -> list[list[Node]]:
    """All nodes of a family by what decisions and evidence join."""
    links: dict[Node, set[Node]] = {}
    for kind, name in sorted(family.words):
        links |= links_of(kind, name, bearers.evidence(kind, name))
    links = without_broken(links)
    for node in (node for pair in (*same, *different) for node in pair):
        links.setdefault(node, set())
    moved = {node for pair in same for node in pair}
    for node in list(links):
        # A decision that it is somebody takes a bearer out of what its article makes of it.
        if node[0] == "at" and node not in moved and (key := bearers.local_key(*node[1:])):
            links[node].add(("own", node[1], key))
            links.setdefault(("key", node[1], key), set()).add(("own", node[1], key))
    forest = Forest(links)
    for pair in same:
        forest.join(*pair)
    holders: dict[Node, Node] = {node: forest.root(node) for node in links}
    apart = {pair: (holders[pair[0]], holders[pair[1]]) for pair in different}
    for node in _taken_out(links, holders, apart, different):
        links[node] = set()
    found = connected(_held(links, holders), [(min(pair), max(pair)) for pair in apart.values()])
    members: dict[Node, list[Node]] = {}
    for node, holder in holders.items():
        members.setdefault(holder, []).append(node)
    for pairs, between in found.cut:
        decided = [d for pair, held in apart.items() if tuple(sorted(held)) in pairs for d in different[pair]]
        alone = [_written(node) for holder in between for node in members[holder]]
        text = "evidence joins them, and was cut" + (
            f"; as near to both, and alone now: {', '.join(alone)}" if alone else ""
        )
        outcome.remarks.append(Remark("cut", tuple(decided), text))
    return sorted(sorted(node for holder in part for node in members[holder]) for part in found.parts)


def _held(links: Mapping[Node, set[Node]], holders: Mapping[Node, Node]) -> dict[Node, set[Node]]:
    """Links of those that decisions make one, together."""
    held: dict[Node, set[Node]] = {}
    for node, pieces in links.items():
        held.setdefault(holders[node], set()).update(pieces)
    return held


def _taken_out(
    links: Mapping[Node, set[Node]],
    holders: Mapping[Node, Node],
    apart: Mapping[Pair, Pair],
    different: Mapping[Pair, Sequence[Decision]],
) -> set[Node]:
    """Single articles' bearers that are decided to be different from what their evidence would join them to: it does
    not count, and the others stay as they are."""
    joined: Forest[Node] = Forest()
    for holder, pieces in _held(links, holders).items():
        for piece in pieces:
            joined.join(holder, piece)
    found: set[Node] = set()
    for pair, (one, other) in apart.items():
        if joined.root(one) == joined.root(other):
            ends = [end for decision in different[pair] for end in (decision.left, decision.right)]
            found |= {("at", end.type, end.key, end.article) for end in ends if end.article}
    return found


def _written(node: Node) -> str:
    return str(End(node[1], node[2], node[3] if node[0] == "at" else ""))


def _note_divided(
    family: Family, parts: Sequence[Sequence[Node]], bearers: Bearers, outcome: Outcome
) -> None:
    part_of = {node: index for index, part in enumerate(parts) for node in part}
    for decision in family.decisions:
        for end in (decision.left, decision.right):
            if end.article or bearers.settled(end.type, end.key):
                continue
            nodes = [node_of(End(end.type, end.key, "", (anchor,)), bearers) for anchor in end.anchors]
            there = [node for node in nodes if node in part_of]
            if len({part_of[node] for node in there if node}) > 1:
                text = f"{end} is no longer one; the decision follows {_written(there[0] or ())}"
                outcome.remarks.append(Remark("divided", (decision,), text))
