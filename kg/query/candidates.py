"""Candidates of a store: which of its entities may be one."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from itertools import islice

from kg.build.deciding import read_decisions
from kg.build.pack import unpack
from kg.decisions import Decision, End
from kg.model import Mention
from kg.query.merged import sentence_at
from kg.resolve.candidates import Candidate, Profile, candidates
from kg.resolve.ends import node_of
from kg.store import Store


def candidates_of(store: Store, kinds: Collection[str]) -> list[Candidate]:
    """The candidates of some types, the likeliest first, without those that somebody has decided."""
    profiles, ids = _profiles(store)
    return candidates(profiles, ids, kinds, set(_decided(store, read_decisions(store))))


def _decided(store: Store, decisions: Iterable[Decision]) -> Iterator[frozenset[str]]:
    """The pairs of ends that are decided, as they were written and as they are now."""
    names = store.articles.names
    for decision in decisions:
        ends = (decision.left, decision.right)
        yield frozenset(map(str, ends))
        now = [
            str(End(end.type, names.key_of(node)))
            if (node := node_of(end, names)) and not end.article
            else str(end)
            for end in ends
        ]
        yield frozenset(now)


def _profiles(store: Store) -> tuple[list[Profile], list[str]]:
    """All entities, sorted, and the ids of the articles by their numbers."""
    numbers: dict[str, int] = {}
    articles: dict[tuple[str, str], dict[int, None]] = {}
    named: dict[tuple[str, str], set[str]] = {}
    evidence: dict[tuple[str, str], set[str]] = {}
    for kind, key, name, article, pieces in store.articles.names.everywhere():
        entity = (kind, key)
        articles.setdefault(entity, {})[numbers.setdefault(article, len(numbers))] = None
        named.setdefault(entity, set()).add(name)
        if pieces:
            evidence.setdefault(entity, set()).update(piece.partition(":")[2] for piece in pieces)
    profiles = [
        Profile(
            *entity, tuple(sorted(named[entity])), tuple(sorted(found)), frozenset(evidence.get(entity, ()))
        )
        for entity, found in sorted(articles.items())
    ]
    return profiles, list(numbers)


def examples(store: Store, end: End, most: int = 2) -> list[tuple[str, str, str]]:
    """(day, article, sentence) of some articles that speak of an end."""
    if end.article:
        bearers = [(end.type, end.key, end.article)]
    else:
        bearers = store.articles.names.bearers(end.type, end.key)
    found = []
    for kind, name, article_id in islice(bearers, most):
        packed = store.articles.document(article_id)
        if packed is not None:
            article = store.articles.article(article_id)
            mentions = unpack(article, packed).mentions
            first = next((m for m in mentions if (m.type, m.canonical) == (kind, name)), None)
            found.append((article.date[:10], article_id, _said(article.text, first)))
    return found


def _said(text: str, mention: Mention | None) -> str:
    return sentence_at(text, mention.start) if mention else ""
