"""Why an entity is one: which articles it is made of, and what joins each to the others."""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from kg.build.deciding import read_decisions
from kg.build.pack import unpack
from kg.decisions import Decision, End
from kg.model import Document, Ref
from kg.query.deciding import find_end
from kg.resolve import bearers_of
from kg.resolve.cutting import Node, node_of_piece
from kg.resolve.ends import node_of
from kg.store import Store

_ENDS = "。！？!?\n"
_END = re.compile(r"[。！？!?][”’」』]?|\n")

_Graph = dict[Node, list[Node]]


@dataclass(frozen=True, slots=True)
class Joined:
    """An article that speaks of the entity, by which name, and what joins it to those before: `how` is *first* (it
    begins: nothing that is known joins it to others), *evidence* (`by` says which), *name* (the article alone settles
    whom or what the name means), *decision* (`by` is the decision). `to` is the article that it is joined to; `sentence`
    shows the evidence, or the first mention."""

    article: str
    date: str
    name: str
    how: str
    by: str
    to: str
    sentence: str


@dataclass(frozen=True, slots=True)
class Merged:
    """An entity by its end, the articles that it is made of (the first `limit`; there are `articles`), in the order in
    which they are joined, and the decisions about it, by their numbers."""

    end: End
    articles: int
    joined: tuple[Joined, ...]
    decisions: tuple[tuple[int, Decision], ...]


def why_merged(store: Store, name: str, *, limit: int) -> Merged:
    """What the entity that a name means is made of.

    Raises:
        UsageError: none bears the name, or several do.
    """
    end = find_end(store, name)
    key = store.articles.names.key_of(("at", end.type, end.key, end.article)) if end.article else end.key
    end = End(end.type, key)
    bearers = store.articles.names.bearers(end.type, key)
    about = [
        (number, decision)
        for number, decision in enumerate(read_decisions(store), 1)
        if key in _keys(store, decision, end.type)
    ]
    order, parent = _chain(_graph(store, bearers, about), [("at", *bearer) for bearer in bearers])
    joined = tuple(_joined(store, node, _path(node, parent), dict(about)) for node in order[:limit])
    return Merged(end, len({article for *_, article in bearers}), joined, tuple(about))


def _keys(store: Store, decision: Decision, kind: str) -> list[str]:
    """Keys of the entities of a type that a decision is about, as they are now."""
    names = store.articles.names
    ends = [end for end in (decision.left, decision.right) if end.type == kind]
    return [names.key_of(node) for end in ends if (node := node_of(end, names))]


def _graph(
    store: Store, bearers: Iterable[tuple[str, str, str]], about: Sequence[tuple[int, Decision]]
) -> _Graph:
    """Bearers, and what joins them: evidence, keys that articles settle, decisions."""
    names = store.articles.names
    graph: _Graph = {}

    def link(one: Node, other: Node) -> None:
        graph.setdefault(one, []).append(other)
        graph.setdefault(other, []).append(one)

    known: dict[tuple[str, str], dict[str, tuple[str, ...]]] = {}
    for kind, name, article in bearers:
        node: Node = ("at", kind, name, article)
        graph.setdefault(node, [])
        if (kind, name) not in known:
            known[kind, name] = names.evidence(kind, name)
        for piece in known[kind, name].get(article, ()):
            link(node, node_of_piece(kind, name, piece))
        if key := names.local_key(kind, name, article):
            link(node, ("key", kind, key))
    for number, decision in about:
        ends = [node_of(end, names) for end in (decision.left, decision.right)]
        for found in ends if decision.verdict == "same" else ():
            if found is not None:
                link(found, ("decision", str(number)))
    return graph


def _chain(graph: _Graph, bearers: Sequence[Node]) -> tuple[list[Node], dict[Node, Node | None]]:
    """The bearers in the order in which they are reached from the first, each as near to it as may be, and for each
    node the one that it was reached from."""
    order: list[Node] = []
    parent: dict[Node, Node | None] = {}
    for start in sorted(bearers, key=lambda node: node[::-1]):
        if start in parent:
            continue
        parent[start] = None
        waiting = deque([start])
        while waiting:
            node = waiting.popleft()
            if node[0] == "at":
                order.append(node)
            for other in sorted(graph[node]):
                if other not in parent:
                    parent[other] = node
                    waiting.append(other)
    return order, parent


def _path(node: Node, parent: dict[Node, Node | None]) -> list[Node]:
    """What lies between a bearer and the one that it was reached from, and at the end that one, if there is any."""
    path: list[Node] = []
    above = parent[node]
    while above is not None:
        path.append(above)
        above = None if above[0] == "at" else parent[above]
    return path


def _joined(store: Store, node: Node, path: Sequence[Node], decisions: dict[int, Decision]) -> Joined:
    _, kind, name, article = node
    how, by = _how(path, decisions)
    packed = store.articles.document(article)
    document = unpack(store.articles.article(article), packed) if packed else None
    piece = next((link[3] for link in path if link[0] == "by"), "")
    return Joined(
        article=article,
        date=document.article.date[:10] if document else "",
        name=name,
        how=how,
        by=by,
        to=path[-1][3] if path else "",
        sentence=_sentence(document, Ref(kind, name), piece) if document else "",
    )


def _how(path: Sequence[Node], decisions: dict[int, Decision]) -> tuple[str, str]:
    decided = [str(decisions[int(link[1])]) for link in path if link[0] == "decision"]
    if decided:
        return "decision", "; ".join(decided)
    if not path:
        return "first", ""
    return ("evidence", path[0][3].partition(":")[2]) if path[0][0] == "by" else ("name", path[0][2])


def _sentence(document: Document, ref: Ref, piece: str) -> str:
    """The words that give a piece of evidence, or else the sentence of the first mention."""
    text = document.article.text
    for fact in document.facts if piece else ():
        if ref in (fact.subject, fact.object):
            alone = bearers_of(replace(document, facts=(fact,))).members
            if (ref.type, ref.name) in [(kind, name) for kind, name, pieces in alone if piece in pieces]:
                return text[fact.start : fact.end].strip()
    words = piece.partition(":")[2]
    mentions = [mention for mention in document.mentions if Ref(mention.type, mention.canonical) == ref]
    told = [mention for mention in document.mentions if words and mention.canonical == words]
    first = next(iter([*told, *mentions]), None)
    return sentence_at(text, first.start) if first else ""


def sentence_at(text: str, place: int) -> str:
    """The sentence of a text that a place lies in."""
    begin = max((text.rfind(mark, 0, place) for mark in _ENDS), default=-1) + 1
    end = _END.search(text, place)
    return text[begin : end.end() if end else len(text)].strip()
