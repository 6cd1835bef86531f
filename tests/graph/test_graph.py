"""The graph of a store in NetworkX: what is a node, what is an edge, and what they know."""

from __future__ import annotations

import pyoxigraph as ox
import pytest

from kg.graph import entity_graph
from kg.store import BASE
from tests.world import in_memory

LIN = "person/林远山（松岭市委）"


def test_nodes_are_entities_that_articles_speak_of(world: ox.Store) -> None:
    graph = entity_graph(world, base=BASE)
    assert graph.nodes[LIN] == {"type": "Person", "label": "林远山", "mentions": 2, "articles": 2}
    assert graph.nodes["organisation/松岭市委"]["mentions"] == 0  # named within a post only
    assert graph.number_of_nodes() == 17
    assert not {"place/唐山市", "place/河北省"} & set(graph), "known only as places around another"
    assert {data["type"] for _, data in graph.nodes(data=True)}.isdisjoint({"Quote", "Figure", "Date"})


def test_edges_are_asserted_facts_with_their_support(world: ox.Store) -> None:
    graph = entity_graph(world, base=BASE)
    assert graph.number_of_edges() == 16
    assert graph.edges[LIN, "role/松岭市委书记", "holdsRole"] == {
        "predicate": "holdsRole",
        "articles": 2,
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


def test_facts_of_too_few_articles_are_left_out(world: ox.Store) -> None:
    graph = entity_graph(world, base=BASE, min_articles=2)
    assert [(a, b) for a, b, _ in graph.edges] == [(LIN, "role/松岭市委书记")]


def test_types_are_left_out_on_demand(world: ox.Store) -> None:
    graph = entity_graph(world, base=BASE, without=frozenset())
    assert "date/2021-05-01" in graph
    assert graph.has_edge("campaign/“红色门牌”活动", "figure/300多个党支部（甲）")
    people = entity_graph(world, base=BASE, without=frozenset({"Person"}))
    assert not [name for name in people if name.startswith("person/")]


def test_the_same_graph_in_the_same_order_whatever_the_order_of_articles() -> None:
    one, other = in_memory(["甲", "乙/二", "丙", "丁"]), in_memory(["丁", "丙", "乙/二", "甲"])
    graphs = [entity_graph(store, base=BASE) for store in (one, other)]
    assert list(graphs[0].nodes(data=True)) == list(graphs[1].nodes(data=True))
    assert list(graphs[0].edges(data=True)) == list(graphs[1].edges(data=True))
    assert list(graphs[0]) == sorted(graphs[0])


@pytest.mark.parametrize("words", ["\x07", "\x1b[31m", "\ufffe", "\x00"])
def test_labels_hold_nothing_that_xml_cannot(words: str) -> None:
    graph = in_memory(["丙"])
    node = ox.NamedNode(BASE + "person/何清")
    label = ox.NamedNode("http://www.w3.org/2004/02/skos/core#prefLabel")
    graph.remove(ox.Quad(node, label, ox.Literal("何清"), ox.DefaultGraph()))
    graph.add(ox.Quad(node, label, ox.Literal(f'何{words}清\n\t<&">'), ox.DefaultGraph()))
    expected = '何[31m清\n\t<&">' if "[" in words else '何清\n\t<&">'
    assert entity_graph(graph, base=BASE).nodes["person/何清"]["label"] == expected


def test_an_empty_store_gives_an_empty_graph() -> None:
    assert len(entity_graph(ox.Store(), base=BASE)) == 0
