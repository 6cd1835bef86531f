"""Who is who among entities of one name: a pure function of the evidence that each article gives."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

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
    there is but one entity of the name to join: right for places, never for people.

    When the name is borne by one entity only, the key is the name; otherwise, and where the bare name is `reserved`
    for somebody else, each gets what tells it apart in brackets: `张伟（江阴市公安局）`, or the article's id where
    nothing else is known.
    """
    clusters = _clusters(evidence)
    if lone_joins:
        clusters = _join_lone(clusters, evidence)
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


def _join_lone(clusters: list[list[str]], evidence: Mapping[str, tuple[str, ...]]) -> list[list[str]]:
    """Articles without evidence joined to the only entity that has some, or else to one another."""
    lone = sorted(cluster[0] for cluster in clusters if not evidence[cluster[0]])
    known = [cluster for cluster in clusters if evidence[cluster[0]]]
    if not lone:
        return known
    if len(known) == 1:
        return [sorted(known[0] + lone)]
    return sorted([*known, lone])


def qualifier(cluster: Sequence[str], evidence: Mapping[str, tuple[str, ...]]) -> str:
    """The words of the evidence that most articles of the cluster give, the first in order among equals; the first
    article where none gives any."""
    pieces = [piece for article in cluster for piece in evidence.get(article, ())]
    telling = [piece for piece in pieces if not piece.startswith(_DULL)]
    ties = [piece for piece in pieces if piece.startswith(TIE) and "·" in piece and "@" not in piece]
    if telling or not ties:
        return first_of(telling or pieces).partition(":")[2] if pieces else cluster[0]
    return first_of(ties).partition("·")[2]


_DULL = ("list:", "days:", "field:", "in:全国", TIE, "with:")
"""Evidence that tells a reader little of who it is: words of it serve only where there is no other."""


def first_of(words: Iterable[str]) -> str:
    """The most frequent, the first in order among equals; "" where there are none."""
    counts = Counter(words)
    return min(counts, key=lambda word: (-counts[word], word), default="")
