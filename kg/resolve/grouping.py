"""Who is who among entities of one name: a pure function of the evidence that each article gives."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from itertools import chain

from kg.authority import places
from kg.resolve.cutting import TIE
from kg.resolve.figures import is_figure

LONE = frozenset({"Place"})
"""Types of which bearers of one name without evidence are taken for one: right for places, never for people."""


def reserved(kind: str, name: str) -> bool:
    """Whether the bare name, as a key, is that of somebody known."""
    return kind == "Person" and is_figure(name)


def group(
    name: str, evidence: Mapping[str, tuple[str, ...]], *, lone_joins: bool, reserved: bool = False
) -> dict[str, str]:
    """The key of the entity that each article means by `name`.

    Two articles mean the same entity when they share a piece of evidence, directly or through others. Evidence
    is written `kind:words` (`org:江阴市公安局`); an article without any stands alone, unless `lone_joins` and
    there is but one entity of the name that it may mean: right for places, never for people.

    When the name is borne by one entity only, the key is the name; otherwise, and where the bare name is `reserved`
    for somebody else, each gets what tells it apart in brackets: `张伟（江阴市公安局）`, or the article's id where
    nothing else is known.
    """
    clusters = clusters_of(evidence, lone_joins=lone_joins)
    if len(clusters) == 1 and not reserved:
        return dict.fromkeys(clusters[0], name)
    keys: dict[str, str] = {}
    taken: set[str] = set()
    for cluster in clusters:
        words = qualifier(cluster, evidence)
        while f"{name}（{words}）" in taken:  # an article's id may read like another's evidence
            words += f"；{cluster[0]}"
        key = f"{name}（{words}）"
        taken.add(key)
        keys.update(dict.fromkeys(cluster, key))
    return keys


def _clusters(evidence: Mapping[str, tuple[str, ...]]) -> list[list[str]]:
    """Connected components of articles by shared evidence, each sorted, in the order of their first article."""
    parent: dict[str, str] = {}

    def root(node: str) -> str:
        while parent[node] != node:
            parent[node] = parent[parent[node]]
            node = parent[node]
        return node

    for article in sorted(evidence):
        # Articles and pieces of evidence share one forest; the prefix keeps an id from being taken for evidence.
        nodes = ["@" + article, *evidence[article]]
        for node in nodes:
            parent.setdefault(node, node)
        for node in nodes[1:]:
            parent[root(node)] = root(nodes[0])
    components: dict[str, list[str]] = {}
    for article in sorted(evidence):
        components.setdefault(root("@" + article), []).append(article)
    return sorted(components.values())


def clusters_of(evidence: Mapping[str, tuple[str, ...]], *, lone_joins: bool) -> list[list[str]]:
    """The articles that mean one entity each, sorted, in the order of their first."""
    found = _clusters(evidence)
    return _join_lone(found, evidence) if lone_joins else found


def _join_lone(clusters: list[list[str]], evidence: Mapping[str, tuple[str, ...]]) -> list[list[str]]:
    """Places joined to the only one so called that may be meant: those of which an article says but the city or province, or
    only which places it speaks of around the name, to one that lies there; those of which it says nothing to the only one
    of all, or else to one another."""
    if len(clusters) == 1:
        return clusters
    keys = {cluster[0]: _keys(cluster, evidence) for cluster in clusters}
    told = [cluster for cluster in clusters if any(keys[cluster[0]].values())]
    silent = sorted(
        article for cluster in clusters if not any(keys[cluster[0]].values()) for article in cluster
    )
    told.sort(key=lambda cluster: (-_depth(keys[cluster[0]]), cluster))
    forest: list[list[str]] = []
    right_there: dict[str, list[int]] = {}  # place → those of the forest of which it is said
    inside: dict[str, list[int]] = {}  # place → those of the forest that lie there or somewhere in it
    for cluster in told:
        own = keys[cluster[0]]["in"] or keys[cluster[0]]["near"]
        meant = _agreeing(own, right_there, inside)
        if len(meant) == 1:
            forest[meant[0]] = sorted(forest[meant[0]] + cluster)
            continue
        for key in own:
            right_there.setdefault(key, []).append(len(forest))
        for above in set(chain.from_iterable(map(_chain, own))):
            inside.setdefault(above, []).append(len(forest))
        forest.append(cluster)
    if silent and len(forest) == 1:
        return [sorted(forest[0] + silent)]
    return sorted([*forest, silent] if silent else forest)


def _keys(cluster: Sequence[str], evidence: Mapping[str, tuple[str, ...]]) -> dict[str, frozenset[str]]:
    """The places in which, and near which, the articles of a cluster put something."""
    pieces = [piece.split(":", 1) for article in cluster for piece in evidence[article]]
    return {kind: frozenset(words for own, words in pieces if own == kind) for kind in ("in", "near")}


def _depth(keys: Mapping[str, frozenset[str]]) -> int:
    """How exactly it is said where something lies: 0 for the province alone, -1 where only what is near is known."""
    return max((len(_chain(key)) - 1 for key in keys["in"]), default=-1)


def _agreeing(
    own: Iterable[str], right_there: Mapping[str, Sequence[int]], inside: Mapping[str, Sequence[int]]
) -> list[int]:
    """Those, two at most, whose places lie in one of these places, or hold it."""
    found: dict[int, None] = {}
    for key in sorted(own):
        holding = (right_there.get(above, ()) for above in _chain(key))
        for number in chain(inside.get(key, ()), *holding):
            found[number] = None
            if len(found) > 1:
                return list(found)
    return list(found)


@lru_cache(maxsize=1 << 14)
def _chain(key: str) -> tuple[str, ...]:
    """A place of the tables with those above it, by their keys."""
    record = places().by_key(key)
    return (key, *(record.parents if record else ()))


def qualifier(cluster: Sequence[str], evidence: Mapping[str, tuple[str, ...]]) -> str:
    """The words of the evidence that most articles of the cluster give, the first in order among equals; the first
    article where none gives any."""
    pieces = [piece for article in cluster for piece in evidence.get(article, ())]
    telling = [piece for piece in pieces if not piece.startswith(_DULL)]
    ties = [piece for piece in pieces if piece.startswith(TIE) and "·" in piece and "@" not in piece]
    if telling or not ties:
        return first_of(telling or pieces).partition(":")[2] if pieces else cluster[0]
    return first_of(ties).partition("·")[2]


_DULL = ("list:", "days:", "field:", "in:全国", TIE, "with:", "village:", "near:")
"""Evidence that tells a reader little of who it is: words of it serve only where there is no other."""


def first_of(words: Iterable[str]) -> str:
    """The most frequent, the first in order among equals; "" where there are none."""
    counts = Counter(words)
    return min(counts, key=lambda word: (-counts[word], word), default="")
