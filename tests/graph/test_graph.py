"""The graph of a store in NetworkX: what is a node, what is an edge, and what they know."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import networkx as nx
import pyoxigraph as ox
import pytest

from kg.errors import UsageError
from kg.graph import Projection, entity_graph, project
from kg.query import PREFIXES
from kg.query.find import shorten
from kg.store import Store
from kg.store.edge_table import EdgeTable
from tests.world import table

LIN = "person/林远山（松岭市委）"
_FACTS = """
SELECT ?subject ?property ?object (COUNT(DISTINCT ?article) AS ?articles) (COUNT(?claim) AS ?claims)
  (MAX(?confidence) AS ?best) (MIN(?day) AS ?first) (MAX(?day) AS ?last)
WHERE {
  GRAPH ?article {
    ?claim kg:status "asserted" ; rdf:subject ?subject ; rdf:predicate ?property ; rdf:object ?object ;
      kg:confidence ?confidence .
    OPTIONAL { ?claim kg:statedOn ?day }
    FILTER NOT EXISTS { ?object a kg:Quote }
  }
}
GROUP BY ?subject ?property ?object
"""
_MENTIONS = """
SELECT ?entity (SAMPLE(?label) AS ?name) (COUNT(?span) AS ?mentions) (COUNT(DISTINCT ?article) AS ?articles)
WHERE { GRAPH ?article { ?span kg:refersTo ?entity } ?entity skos:prefLabel ?label }
GROUP BY ?entity
"""


@pytest.fixture(scope="module")
def edges() -> EdgeTable:
    return table()


def rows(graph: ox.Store, query: str, base: str) -> list[list[str]]:
    solutions = graph.query(query, prefixes=PREFIXES)
    assert isinstance(solutions, ox.QuerySolutions)
    return [[shorten(getattr(term, "value", ""), base) for term in solution] for solution in solutions]


@pytest.mark.parametrize("path", ["world_path", "samples_path"])
def test_it_is_the_graph_that_sparql_sees(path: str, request: pytest.FixtureRequest) -> None:
    with Store.read(request.getfixturevalue(path)) as store:
        graph = entity_graph(store.edges, Projection(without=frozenset()))
        facts = {
            (a, kind.removeprefix("kg:"), b): [int(articles), int(claims), float(best), first, last]
            for a, kind, b, articles, claims, best, first, last in rows(store.graph, _FACTS, store.base)
        }
        mentions = {
            entity: [label, int(spans), int(articles)]
            for entity, label, spans, articles in rows(store.graph, _MENTIONS, store.base)
        }
    found = {
        (a, kind, b): [data[name] for name in ("articles", "claims", "confidence", "first", "last")]
        for a, b, kind, data in graph.edges(keys=True, data=True)
    }
    assert found == facts
    assert {
        name: [data["label"], data["mentions"], data["articles"]]
        for name, data in graph.nodes(data=True)
        if data["mentions"]
    } == mentions


def test_nodes_are_entities_that_articles_speak_of(edges: EdgeTable) -> None:
    graph = entity_graph(edges)
    assert graph.nodes[LIN] == {
        "type": "Person",
        "label": "林远山",
        "mentions": 2,
        "articles": 2,
        "first": "2021-04-08",
        "last": "2021-05-02",
    }
    assert graph.nodes["organisation/松岭市委"]["mentions"] == 0  # named within a post only
    assert graph.number_of_nodes() == 17
    assert not {"place/唐山市", "place/河北省"} & set(graph), "known only as places around another"
    assert {data["type"] for _, data in graph.nodes(data=True)}.isdisjoint({"Quote", "Figure", "Date"})


def test_edges_are_asserted_facts_with_their_support(edges: EdgeTable) -> None:
    graph = entity_graph(edges)
    assert graph.number_of_edges() == 16
    assert graph.edges[LIN, "role/松岭市委书记", "holdsRole"] == {
        "predicate": "holdsRole",
        "articles": 2,
        "sources": 2,
        "claims": 2,
        "confidence": 0.875,
        "first": "2021-04-08",
        "last": "2021-05-02",
    }
    undated = graph.edges["person/何清", "event/党史座谈会", "participatesIn"]
    assert (undated["claims"], undated["first"], undated["last"]) == (
        1,
        "",
        "",
    )  # the planned one is not counted
    assert not graph.has_edge("person/林远山（云岭市公安局）", "event/党史座谈会")  # denied


def test_facts_of_too_few_articles_are_left_out(edges: EdgeTable) -> None:
    graph = entity_graph(edges, Projection(min_articles=2))
    assert [(a, b) for a, b, _ in graph.edges] == [(LIN, "role/松岭市委书记")]


def test_articles_that_copy_one_another_are_one_source(edges: EdgeTable) -> None:
    graph = entity_graph(replace(edges, origins=(0,) * len(edges.articles)))
    role = graph.edges[LIN, "role/松岭市委书记", "holdsRole"]
    assert (role["articles"], role["sources"]) == (2, 1)


def test_types_and_predicates_are_chosen(edges: EdgeTable) -> None:
    graph = entity_graph(edges, Projection(without=frozenset()))
    assert "date/2021-05-01" in graph
    assert graph.has_edge("campaign/“红色门牌”活动", "figure/300多个党支部（甲）")
    people = entity_graph(edges, Projection(without=frozenset({"Person"})))
    assert not [name for name in people if name.startswith("person/")]
    only = entity_graph(edges, Projection(types=frozenset({"Person", "Site", "Place"})))
    assert {data["type"] for _, data in only.nodes(data=True)} == {"Person", "Site", "Place"}
    visits = entity_graph(edges, Projection(predicates=frozenset({"visits"})))
    assert {kind for _, _, kind in visits.edges(keys=True)} == {"visits"}
    for wrong in ({"types": frozenset({"Human"})}, {"predicates": frozenset({"likes"})}):
        with pytest.raises(UsageError, match="there are "):
            Projection(**wrong)  # type: ignore[arg-type]
    with pytest.raises(UsageError, match="together is sentence, article, or empty, not 'page'"):
        Projection(together="page")  # type: ignore[arg-type]
    for day in ("abc", "2023-4", "2023-04-1", "２０２３", "2023-"):
        for end in ("since", "until"):
            with pytest.raises(UsageError, match="no year, month or day"):
                Projection(**{end: day})


def test_a_span_of_time(edges: EdgeTable) -> None:
    graph = entity_graph(edges, Projection(since="2021-05", until="2021"))
    assert {a for a, _ in graph.edges()} == {
        LIN,
        "organisation/石桥县委宣传部",
        "site/石桥战斗纪念馆",
    }  # no undated
    assert graph.nodes[LIN]["mentions"] == 1
    assert "route/“石桥小路”红色线路" not in graph


def test_entities_named_together(edges: EdgeTable) -> None:
    article = entity_graph(edges, Projection(facts=False, together="article"))
    pair = ("campaign/“红色门牌”活动", LIN)
    assert article.edges[*pair, "together"]["articles"] == 2
    sentence = entity_graph(edges, Projection(facts=False, together="sentence"))
    assert not sentence.has_edge(*pair)
    assert sentence.has_edge(LIN, "place/石桥县") or sentence.has_edge("place/石桥县", LIN)
    assert {kind for _, _, kind in sentence.edges(keys=True)} == {"together"}


def test_hubs_are_dropped(edges: EdgeTable) -> None:
    assert "campaign/“红色门牌”活动" in entity_graph(edges)  # in three of four articles
    graph = entity_graph(edges, Projection(hubs=0.5))
    assert "campaign/“红色门牌”活动" not in graph
    assert LIN in graph


def test_the_simple_graph_joins_what_ties_two(edges: EdgeTable) -> None:
    graph = project(edges, Projection(together="article"))
    assert type(graph) is nx.Graph
    tie = graph.edges[LIN, "place/石桥县"]
    assert tie["kinds"] == "visits together"
    assert (tie["articles"], tie["weight"]) == (1, 1)
    assert tie["cosine"] == pytest.approx(1 / (2 * 2) ** 0.5)
    assert all(graph.degree(name) for name in graph)


def test_the_same_table_in_the_same_order_whatever_the_order_of_articles(tmp_path: Path) -> None:
    one, other = table(["甲", "乙/二", "丙", "丁"]), table(["丁", "丙", "乙/二", "甲"])
    for found, path in ((one, tmp_path / "one"), (other, tmp_path / "other")):
        found.save(path)
    assert (tmp_path / "one").read_bytes() == (tmp_path / "other").read_bytes()
    graphs = [entity_graph(found) for found in (one, other)]
    assert list(graphs[0].nodes(data=True)) == list(graphs[1].nodes(data=True))
    assert list(graphs[0].edges(data=True)) == list(graphs[1].edges(data=True))
    assert list(graphs[0]) == sorted(graphs[0])


@pytest.mark.parametrize("words", ["\x07", "\x1b[31m", "\ufffe", "\x00"])
def test_labels_hold_nothing_that_xml_cannot(edges: EdgeTable, words: str) -> None:
    labels = tuple(f'何{words}清\n\t<&">' if label == "何清" else label for label in edges.labels)
    expected = '何[31m清\n\t<&">' if "[" in words else '何清\n\t<&">'
    assert entity_graph(replace(edges, labels=labels)).nodes["person/何清"]["label"] == expected


def test_an_empty_store_gives_an_empty_graph() -> None:
    nothing = table([])
    assert len(entity_graph(nothing)) == len(project(nothing)) == 0
    assert len(entity_graph(nothing, Projection(together="article"))) == 0


def test_a_register_ties_nobody(edges: EdgeTable, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("kg.graph.ties._REGISTER", 7)
    graph = entity_graph(edges, Projection(facts=False, together="article"))
    third = [name for name in graph if name in ("site/李大钊纪念馆", "place/乐亭县")]
    assert third
    assert not any(
        graph.degree(name) for name in third
    )  # the third article names eight entities and an office
    assert graph.has_edge("event/党史座谈会", "place/石桥县")
