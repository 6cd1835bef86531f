"""Entity cards from the edge table, which the server holds in memory: what `kg.query.card` asks of the graph, in a
millisecond even for whom ten thousand sentences mention."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

import numpy as np
import pyoxigraph as ox
from numpy.typing import NDArray

from kg.ontology import NAMESPACE, ontology
from kg.query.card import Card, CardFact, FactGroup, Source, card, card_order, head
from kg.query.claims import label, told_apart
from kg.query.find import text
from kg.rdf.terms import ONTOLOGY, RDF, article_iri, article_of
from kg.serve.reading import View
from kg.store.edges import STATUSES

_SUBJECT, _OBJECT = 1, 3

Rows = NDArray[np.int32]


def card_of(view: View, short: str) -> Card:
    """The card of an entity of the graph, by the end of its IRI."""
    table = view.edges
    number = _numbers(view).get(short)
    if number is None:  # a place that only others lie in
        return card(view.graph, view.base + short, base=view.base)
    mentions = table.mentions[table.mentions[:, 1] == number]
    return head(
        view.graph,
        view.base + short,
        base=view.base,
        mentions=len(mentions),
        groups=tuple(_groups(view, number, view.base + short)),
        articles=_sources(view, np.unique(mentions[:, 0]).tolist()),
    )


def _groups(view: View, number: int, iri: str) -> Iterator[FactGroup]:
    for role, other in ((_SUBJECT, _OBJECT), (_OBJECT, _SUBJECT)):
        claims = view.edges.claims[view.edges.claims[:, role] == number]
        facts: dict[str, list[CardFact]] = defaultdict(list)
        for name, end, status, rows in _facts(view, claims, other):
            shown = told_apart(view.graph, end, view.base)
            facts[name].append(_fact(view, shown, end, status, rows))
        if role == _SUBJECT:
            for name, said in _quotes(view, iri, claims):
                facts[name].append(said)
        for name, term in ontology().predicates.items():
            if found := facts.get(name):
                found.sort(key=card_order(name))
                words, arrow = (term.label_zh, "") if role == _SUBJECT else (term.inverse_zh, "← ")
                yield FactGroup(arrow + name, words, tuple(found))


def _facts(view: View, claims: Rows, other: int) -> Iterator[tuple[str, str, str, Rows]]:
    """Predicate, the other end's IRI, status, and the claims of each fact with an entity at its other end."""
    claims = claims[claims[:, other] >= 0]
    order = np.lexsort((claims[:, 4], claims[:, other], claims[:, 2]))
    claims = claims[order]
    if not len(claims):
        return
    keys = claims[:, [2, other, 4]]
    starts = np.flatnonzero((keys[1:] != keys[:-1]).any(axis=1)) + 1
    for rows in np.split(claims, starts):
        _, _, predicate, _, status = rows[0, :5].tolist()
        end = view.edges.nodes[rows[0, other]]
        yield view.edges.predicates[predicate], view.base + end, STATUSES[status], rows


def _fact(view: View, shown: str, iri: str, status: str, rows: Rows) -> CardFact:
    table = view.edges
    articles = np.unique(rows[:, 0]).tolist()
    days = sorted(day for number in articles if (day := table.days[number]))
    sources = len({table.origins[number] for number in articles})
    return CardFact(
        shown,
        iri,
        status,
        len(articles),
        sources,
        len(rows),
        days[0] if days else "",
        days[-1] if days else "",
    )


def _quotes(view: View, iri: str, claims: Rows) -> Iterator[tuple[str, CardFact]]:
    """What the entity says: the words are in the graph alone."""
    spoken = claims[claims[:, _OBJECT] < 0]
    if not len(spoken):
        return
    found: dict[tuple[str, str], list[int]] = defaultdict(list)
    for words_iri, state, article in _asserted(view, iri, len(spoken)) or _claimed(view, iri):
        found[words_iri, state].append(_articles(view)[article])
    for (words_iri, state), articles in found.items():
        rows = np.array([[number] for number in articles], np.int32)
        yield "says", _fact(view, label(view.graph, words_iri, view.base), words_iri, state, rows)


def _asserted(view: View, iri: str, number: int) -> list[tuple[str, str, str]]:
    """(words, status, article) of what an entity says, by the facts, a tenth of the work; none where they are fewer than
    its claims, as some only announce or deny, or say the same twice."""
    says = ox.NamedNode(NAMESPACE + "says")
    found = [
        (text(quad.object), STATUSES[0], text(quad.graph_name))
        for quad in view.graph.quads_for_pattern(ox.NamedNode(iri), says, None, None)
        if not isinstance(quad.graph_name, ox.DefaultGraph)
    ]
    return found if len(found) == number else []


def _claimed(view: View, iri: str) -> Iterator[tuple[str, str, str]]:
    """The same by the claims."""
    subject, target, status = (
        ox.NamedNode(one) for one in (RDF + "subject", RDF + "object", ONTOLOGY + "status")
    )
    predicate, says = ox.NamedNode(RDF + "predicate"), ox.NamedNode(NAMESPACE + "says")
    for quad in view.graph.quads_for_pattern(None, subject, ox.NamedNode(iri)):
        claim, article = quad.subject, quad.graph_name
        if any(view.graph.quads_for_pattern(claim, predicate, says, article)):
            words = next(view.graph.quads_for_pattern(claim, target, None, article)).object
            how = next(view.graph.quads_for_pattern(claim, status, None, article)).object
            yield text(words), text(how), text(article)


def _sources(view: View, articles: list[int]) -> tuple[Source, ...]:
    table = view.edges
    titles, originals = _titles(view), _originals(view)
    found = []
    for number in articles:
        name = table.articles[number]
        date, title = titles.get(name, (table.days[number], ""))
        found.append(Source(name, date, title, originals.get(name, name)))
    return tuple(sorted(found, key=lambda source: (source.date, source.id)))


def warm(view: View) -> None:
    """Read what every card needs, once for each snapshot."""
    _ = view.directory
    _numbers(view)
    _titles(view)
    _originals(view)
    _articles(view)


def _numbers(view: View) -> dict[str, int]:
    return view.once("numbers", lambda: {name: n for n, name in enumerate(view.edges.nodes)})


def _titles(view: View) -> dict[str, tuple[str, str]]:
    return view.once("titles", lambda: {row.id: (row.date, row.title) for row in view.store.articles.rows()})


def _articles(view: View) -> dict[str, int]:
    """The number of each article by its IRI."""
    return view.once(
        "articles by IRI",
        lambda: {article_iri(view.base, name): n for n, name in enumerate(view.edges.articles)},
    )


def _originals(view: View) -> dict[str, str]:
    """The articles that copy another, and which."""
    return view.once("originals", lambda: dict(_copied(view)))


def _copied(view: View) -> Iterator[tuple[str, str]]:
    for quad in view.graph.quads_for_pattern(None, ox.NamedNode(ONTOLOGY + "original"), None):
        if quad.subject != quad.object:
            one, other = (article_of(text(end), base=view.base) for end in (quad.subject, quad.object))
            if one and other:
                yield one, other
