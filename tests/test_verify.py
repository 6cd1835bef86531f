from __future__ import annotations

import pyoxigraph as ox
import pytest
from pyoxigraph import DefaultGraph, NamedNode, Quad

from kg.errors import UsageError
from kg.rdf import ONTOLOGY, article_iri
from kg.verify import Proof, verify
from tests.rdf.sample import BASE, TEXT, article, store_of

GRAPH = NamedNode(article_iri(BASE, "样/1"))
LIN = NamedNode(BASE + "person/林远山")
SPAN = NamedNode(f"{GRAPH.value}#char=6,9")
RDF, PROV, SKOS = (
    "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "http://www.w3.org/ns/prov#",
    "http://www.w3.org/2004/02/skos/core#",
)


def kg(name: str) -> NamedNode:
    return NamedNode(ONTOLOGY + name)


def integer(number: int) -> ox.Literal:
    return ox.Literal(str(number), datatype=NamedNode("http://www.w3.org/2001/XMLSchema#integer"))


def text_of(_: str) -> str:
    return TEXT


def reasons(proof: Proof) -> str:
    assert not proof.holds
    assert proof.found >= len(proof.problems) > 0
    return "\n".join(f"{problem.article} {problem.node} {problem.reason}" for problem in proof.problems)


def swap(store: ox.Store, subject: object, predicate: NamedNode, new: object) -> None:
    """Give the only value of a property in the article's graph another value."""
    (old,) = store.quads_for_pattern(subject, predicate, None, GRAPH)  # type: ignore[arg-type]
    store.remove(old)
    store.add(Quad(old.subject, predicate, new, GRAPH))  # type: ignore[arg-type]


def test_a_store_that_says_what_its_texts_say_holds() -> None:
    store = store_of(article("样/1"), article("二"), article("三 %2F"))
    steps: list[tuple[int, int]] = []
    proof = verify(store, text_of, advance=lambda done, total: steps.append((done, total)))
    assert proof.holds, proof.problems
    assert (proof.articles, proof.spans, proof.claims) == (3, 24, 12)
    # holdsRole and hasFigure are one fact each, however many articles say so; each article has its own quote.
    assert proof.facts == 2 + 3
    assert proof.entities == 7
    assert steps == [(1, 3), (2, 3), (3, 3)]


def test_an_empty_store_holds() -> None:
    assert verify(ox.Store(), text_of).holds


def test_a_changed_text_is_noticed() -> None:
    assert "林远山" in reasons(verify(store_of(), lambda _: TEXT.replace("林远山", "林近山")))
    assert "hash or length" in reasons(verify(store_of(), lambda _: TEXT + "。"))


def test_a_missing_text_is_noticed() -> None:
    def missing(article_id: str) -> str:
        raise UsageError(f"no article {article_id}")

    assert "样/1" in reasons(verify(store_of(), missing))


def test_a_changed_quotation_is_noticed() -> None:
    store = store_of()
    swap(store, SPAN, kg("exact"), ox.Literal("林近山"))
    assert "the graph quotes ['林近山'], the text has '林远山' at 6–9" in reasons(verify(store, text_of))


def test_changed_offsets_are_noticed() -> None:
    store = store_of()
    swap(store, SPAN, kg("start"), integer(7))
    assert "offsets" in reasons(verify(store, text_of))


def test_a_quote_with_other_words_is_noticed() -> None:
    store = store_of()
    (quote,) = store.quads_for_pattern(None, NamedNode(PROV + "wasQuotedFrom"), None, GRAPH)
    swap(store, quote.subject, kg("text"), ox.Literal("要把故事讲坏。"))
    assert "a quote whose words" in reasons(verify(store, text_of))


def test_a_fact_without_a_claim_is_noticed_though_both_graphs_have_it() -> None:
    store = store_of()
    for graph in (GRAPH, DefaultGraph()):
        store.add(Quad(LIN, kg("visits"), NamedNode(BASE + "place/无锡市"), graph))
    assert "no claim of the article asserts" in reasons(verify(store, text_of))


def test_a_fact_in_the_default_graph_alone_is_noticed() -> None:
    store = store_of()
    store.add(Quad(LIN, kg("visits"), NamedNode(BASE + "place/无锡市"), DefaultGraph()))
    assert "the default graph says what no article does" in reasons(verify(store, text_of))


def test_knowledge_that_the_default_graph_lacks_is_noticed() -> None:
    store = store_of()
    store.remove(Quad(LIN, NamedNode(SKOS + "prefLabel"), ox.Literal("林远山"), DefaultGraph()))
    assert "样/1 https://hongtu.example/person/林远山 the default graph lacks" in reasons(
        verify(store, text_of)
    )


@pytest.mark.parametrize("predicate", ["wasDerivedFrom", "hadPrimarySource"])
def test_a_claim_without_proof_is_noticed(predicate: str) -> None:
    store = store_of()
    for quad in list(store.quads_for_pattern(None, NamedNode(PROV + predicate), None, GRAPH)):
        store.remove(quad)
    assert verify(store, text_of).found == 4


def test_a_claim_on_another_articles_span_is_noticed() -> None:
    store = store_of(article("样/1"), article("二"))
    for quad in list(store.quads_for_pattern(None, NamedNode(PROV + "wasDerivedFrom"), None, GRAPH)):
        store.remove(quad)
        other = NamedNode(f"{article_iri(BASE, '二')}#char=0,20")
        store.add(Quad(quad.subject, quad.predicate, other, GRAPH))
    assert "a claim without a span of its article" in reasons(verify(store, text_of))


def test_an_asserted_claim_without_its_fact_is_noticed() -> None:
    store = store_of()
    for graph in (GRAPH, DefaultGraph()):
        (fact,) = store.quads_for_pattern(None, kg("holdsRole"), None, graph)
        store.remove(fact)
    assert "not in the graph as a fact" in reasons(verify(store, text_of))


def test_an_entity_that_nothing_supports_is_noticed() -> None:
    store = store_of()
    for graph in (GRAPH, DefaultGraph()):
        store.add(Quad(NamedNode(BASE + "person/无名"), NamedNode(RDF + "type"), kg("Person"), graph))
    assert "neither mentions nor says" in reasons(verify(store, text_of))


def test_a_graph_that_is_no_articles_is_noticed() -> None:
    store = store_of()
    store.add(Quad(LIN, kg("visits"), LIN, NamedNode("https://elsewhere.example/graph")))
    assert "no article's" in reasons(verify(store, text_of))


def test_all_problems_are_counted_though_few_are_listed() -> None:
    store = store_of()
    store.extend(Quad(NamedNode(f"{BASE}person/{n}"), kg("visits"), LIN, DefaultGraph()) for n in range(1500))
    proof = verify(store, text_of)
    assert (proof.found, len(proof.problems)) == (1500, 1000)
