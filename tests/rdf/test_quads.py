from __future__ import annotations

import random
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyoxigraph import DefaultGraph, NamedNode, RdfFormat, Store

from kg.errors import ArticleError
from kg.model import Article, Entity, Quote, Statement
from kg.rdf import article_iri, article_triples
from tests.rdf.sample import BASE, LIN, POST, WUXI, article, claim, mention, statements, store_of

PREFIXES = """PREFIX kg: <https://hongtu.example/ontology#> PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
PREFIX prov: <http://www.w3.org/ns/prov#> PREFIX rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> """


def rows(store: Store, query: str) -> list[tuple[str, ...]]:
    return sorted(tuple(term.value for term in row) for row in store.query(PREFIXES + query))  # type: ignore[union-attr]


def triples(*said: Statement, at: Article | None = None) -> tuple[list[str], list[str]]:
    return article_triples(at or article(), said, base=BASE)


def test_plain_sparql_gives_who_says_what() -> None:
    query = "SELECT ?who ?words { ?p kg:says ?q ; skos:prefLabel ?who . ?q a kg:Quote ; kg:text ?words }"
    assert rows(store_of(), query) == [("林远山", "要把故事讲好。")]


def test_figures_and_dates_have_their_parts() -> None:
    store = store_of()
    query = (
        "SELECT ?v ?u ?c ?b { ?x kg:hasFigure ?f . ?f kg:value ?v ; kg:unit ?u ; kg:counts ?c ; kg:bound ?b }"
    )
    assert rows(store, query) == [("6200", "个", "党支部", "atleast")]
    assert rows(store, "SELECT ?w ?b { ?d a kg:Date ; kg:when ?w ; kg:begins ?b }") == [
        ("2021-08-12", "2021-08-12")
    ]


def test_places_stand_in_the_places_that_contain_them() -> None:
    query = 'SELECT ?code ?above { ?p skos:prefLabel "无锡市" ; kg:code ?code ; kg:containedIn/skos:prefLabel ?above }'
    assert rows(store_of(), query) == [("320200", "江苏省")]


def test_a_claim_opens_at_its_sentence() -> None:
    query = """SELECT ?words ?day ?status ?id { GRAPH ?a { ?c rdf:subject ?s ; rdf:predicate kg:holdsRole ; rdf:object ?o ;
        kg:statedOn ?day ; kg:status ?status ; prov:wasDerivedFrom/kg:exact ?words ; prov:hadPrimarySource ?a .
        ?a kg:identifier ?id } }"""
    assert rows(store_of(), query) == [
        ("松岭市委书记林远山8月12日到无锡市表示", "2021-08-18", "asserted", "样/1")
    ]


@pytest.mark.parametrize("status", ["planned", "negated"])
def test_only_asserted_facts_become_triples(status: str) -> None:
    known, proof = triples(claim(LIN, "visits", WUXI, status=status))  # type: ignore[arg-type]
    assert not [line for line in known if "#visits>" in line]
    assert [line for line in proof if "#visits>" in line]
    both, _ = triples(claim(LIN, "visits", WUXI, status=status), claim(LIN, "visits", WUXI))  # type: ignore[arg-type]
    assert [line for line in both if "#visits>" in line]


def test_metadata_of_an_article() -> None:
    query = "SELECT ?title ?day ?n { GRAPH ?a { ?a a kg:Article ; kg:title ?title ; kg:published ?day ; kg:length ?n } }"
    assert rows(store_of(), query) == [('重走"小路"', "2021-08-18T09:07:00", str(len(article().text)))]
    bare = Article("x", "", date="去年")
    assert not [line for line in triples(at=bare)[1] if "published" in line or "title" in line]


def test_another_name_is_kept_but_not_where_it_means_something_only_there() -> None:
    known, _ = triples(
        mention("Place", "无锡", "无锡市"),
        mention("Role", "书记", "松岭市委书记"),
        mention("Date", "8月12日", "2021-08-12"),
    )
    assert [line.split(" ", 2)[2] for line in known if "altLabel" in line] == ['"无锡"']


def test_the_same_span_has_one_iri_whoever_found_it() -> None:
    found = mention("Person", "林远山")
    other = replace(found, by="gazetteer.person/2", confidence=0.5)
    _, proof = triples(found, other)
    assert len([line for line in proof if "#Span>" in line]) == 1
    assert [line.split(" ", 2)[2] for line in proof if "#confidence>" in line] == [
        '"0.93"^^<http://www.w3.org/2001/XMLSchema#decimal>'
    ]
    assert len([line for line in proof if "wasGeneratedBy" in line]) == 2


def test_the_more_certain_of_two_equal_claims_stays() -> None:
    low, high = claim(LIN, "holdsRole", POST, confidence=0.4), claim(LIN, "holdsRole", POST, confidence=0.8)
    assert triples(low, high) == triples(high, low) == triples(high)


@given(st.randoms(use_true_random=False))
def test_the_order_of_statements_does_not_matter(shuffler: random.Random) -> None:
    said = statements() * 2
    shuffler.shuffle(said)
    assert triples(*said) == triples(*statements())


def test_lines_are_sorted_unique_and_as_oxigraph_dumps_them() -> None:
    known, proof = triples(*statements())
    assert known == sorted(set(known))
    assert proof == sorted(set(proof))
    store = store_of()
    dump = store.dump(format=RdfFormat.N_TRIPLES, from_graph=NamedNode(article_iri(BASE, "样/1"))) or b""
    assert sorted(line[:-2] for line in dump.decode().split("\n") if line) == sorted(known + proof)
    default = store.dump(format=RdfFormat.N_TRIPLES, from_graph=DefaultGraph()) or b""
    assert sorted(line[:-2] for line in default.decode().split("\n") if line) == known


@given(st.text(min_size=1), st.text(min_size=1), st.text(min_size=1))
def test_no_text_can_break_out_of_its_line(name: str, text: str, other: str) -> None:
    hostile = Article("id" + other, text, title=other, source=name, authors=(name,), date=other)
    entity = Entity("Person", name, name)
    said = [
        Statement(hostile.id, entity, "mention", text, 0, len(text), text, "x/1", 0.5),
        Statement(hostile.id, entity, "says", Quote(0, len(text), text), 0, len(text), text, other, 0.5),
    ]
    known, proof = triples(*said, at=hostile)
    store = Store()
    store.load("".join(f"{line} .\n" for line in known + proof).encode(), format=RdfFormat.N_TRIPLES)
    assert len(store) == len(known) + len(proof)
    dump = store.dump(format=RdfFormat.N_TRIPLES, from_graph=DefaultGraph()) or b""
    assert sorted(line[:-2] for line in dump.decode().split("\n") if line) == sorted(known + proof)


@pytest.mark.parametrize(
    "wrong",
    [
        replace(mention("Person", "林远山"), start=0, end=3),
        replace(mention("Person", "林远山"), text="林近山"),
        replace(mention("Person", "林远山"), start=-3, end=0),
        replace(mention("Person", "林远山"), article="别的"),
        claim(LIN, "says", Quote(0, 3, "没说过")),
    ],
)
def test_nothing_unsupported_can_enter(wrong: Statement) -> None:
    with pytest.raises(ArticleError, match=r"样/1"):
        triples(wrong)
