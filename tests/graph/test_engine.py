"""The engine against NetworkX on random graphs, through NetworkX's own dispatch."""

from __future__ import annotations

import warnings
from collections.abc import Iterator
from typing import Any, TypeAlias

import networkx as nx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.graph.arrays import Arrays
from kg.graph.engine import components, core_number, leiden_communities

Graph: TypeAlias = "nx.Graph[Any]"
CALLS: list[tuple[str, dict[str, Any]]] = [
    ("pagerank", {"max_iter": 1000}),
    ("pagerank", {"alpha": 0.5, "weight": None}),
    ("betweenness_centrality", {}),
    ("betweenness_centrality", {"normalized": False, "endpoints": True}),
    ("betweenness_centrality", {"k": 3, "seed": 7}),
    ("betweenness_centrality", {"k": 3, "seed": 7, "normalized": False}),
    ("betweenness_centrality", {"k": 2, "seed": 1, "endpoints": True}),
    ("closeness_centrality", {}),
    ("closeness_centrality", {"wf_improved": False}),
    ("eigenvector_centrality", {"max_iter": 3000}),
    ("eigenvector_centrality", {"max_iter": 3000, "weight": "weight"}),
]


@pytest.fixture(autouse=True)
def _no_cache() -> Iterator[None]:
    with nx.config(cache_converted_graphs=False):
        yield


@st.composite
def graphs(draw: st.DrawFn, kinds: tuple[type[Any], ...] = (nx.Graph, nx.DiGraph)) -> Graph:
    size = draw(st.integers(3, 14))
    node = st.integers(0, size - 1)
    edges = draw(st.lists(st.tuples(node, node, st.integers(1, 4)), max_size=40))
    graph = draw(st.sampled_from(kinds))()
    graph.add_nodes_from(f"{number}号" for number in range(size))
    graph.add_weighted_edges_from((f"{a}号", f"{b}号", weight) for a, b, weight in edges)
    return graph


@pytest.mark.parametrize(("name", "options"), CALLS, ids=str)
@settings(max_examples=40)
@given(graph=graphs())
def test_values_are_those_of_networkx(name: str, options: dict[str, Any], graph: Graph) -> None:
    call = getattr(nx, name)
    try:
        expected = call(graph, **options)
    except (nx.PowerIterationFailedConvergence, ZeroDivisionError):
        with pytest.raises((nx.PowerIterationFailedConvergence, ZeroDivisionError)):
            call(graph, **options, backend="hongtu")
        return
    found = call(graph, **options, backend="hongtu")
    assert list(found) == list(expected)
    assert found == pytest.approx(expected, abs=1e-6, nan_ok=True)


@given(
    graph=graphs(), order=st.permutations(range(14)), names=st.sampled_from(["numbers", "others", "words"])
)
def test_rows_of_dictionaries_give_what_edges_give(graph: Graph, order: list[int], names: str) -> None:
    """A view has no dictionaries of its own, so its edges are read one by one."""
    if names != "words":
        to = order if names == "others" else range(14)
        graph = nx.relabel_nodes(graph, {node: to[at] for at, node in enumerate(graph)})
    for number, (_, _, edge) in enumerate(graph.edges(data=True)):
        if number % 3 == 0:
            del edge["weight"]
    for weight in (None, "weight", "absent"):
        fast, slow = (Arrays.of(one, weight, 2.5) for one in (graph, nx.subgraph_view(graph)))
        assert fast.nodes == slow.nodes == tuple(graph)
        assert fast.directed == slow.directed
        for part in ("data", "indices", "indptr"):
            assert getattr(fast.matrix, part).tolist() == getattr(slow.matrix, part).tolist()


@given(graph=graphs((nx.MultiGraph, nx.MultiDiGraph)))
def test_parallel_edges_add_up(graph: Graph) -> None:
    expected = nx.pagerank(graph, max_iter=1000)
    assert nx.pagerank(graph, max_iter=1000, backend="hongtu") == pytest.approx(expected, abs=1e-6)


@given(graph=graphs())
def test_personal_pagerank(graph: Graph) -> None:
    start = dict.fromkeys(list(graph)[:2], 1.0)
    expected = nx.pagerank(graph, personalization=start, dangling={next(iter(graph)): 1}, max_iter=1000)
    found = nx.pagerank(
        graph, personalization=start, dangling={next(iter(graph)): 1}, max_iter=1000, backend="hongtu"
    )
    assert found == pytest.approx(expected, abs=1e-6)


@given(graph=graphs())
def test_cores_and_components(graph: Graph) -> None:
    graph.remove_edges_from(list(nx.selfloop_edges(graph)))
    arrays = Arrays.of(graph)
    assert dict(zip(arrays.nodes, core_number(arrays).tolist(), strict=True)) == nx.core_number(graph)
    if not graph.is_directed():
        assert nx.core_number(graph, backend="hongtu") == nx.core_number(graph)
        assert {frozenset(part) for part in components(arrays)} == set(
            map(frozenset, nx.connected_components(graph))
        )


def test_communities_are_as_good_as_louvains_and_the_same_each_time() -> None:
    pytest.importorskip("networkit")
    graph = nx.planted_partition_graph(12, 20, 0.4, 0.01, seed=3)
    found = nx.community.leiden_communities(graph, backend="hongtu")
    assert found == leiden_communities(Arrays.of(graph))
    assert sorted(node for part in found for node in part) == sorted(graph)
    louvain = nx.community.louvain_communities(graph, seed=1)
    best = nx.community.modularity(graph, louvain)
    assert nx.community.modularity(graph, found) > best - 0.01
    assert [len(part) for part in found] == sorted(map(len, found), reverse=True)


@pytest.mark.parametrize(
    ("name", "options"),
    [
        ("betweenness_centrality", {"weight": "weight"}),
        ("closeness_centrality", {"u": 0}),
        ("closeness_centrality", {"distance": "weight"}),
    ],
    ids=str,
)
def test_what_it_does_not_take_is_left_to_networkx(name: str, options: dict[str, Any]) -> None:
    graph = nx.path_graph(4)
    nx.set_edge_attributes(graph, 2, "weight")
    expected = getattr(nx, name)(graph, **options)
    with nx.config.backend_priority(algos=["hongtu"]):
        assert getattr(nx, name)(graph, **options) == expected
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # that a converted graph is kept
            assert nx.pagerank(graph) == pytest.approx(nx.pagerank(graph, backend="networkx"))


def test_of_nothing() -> None:
    empty = nx.Graph()
    assert nx.pagerank(empty, backend="hongtu") == {}
    assert nx.betweenness_centrality(empty, backend="hongtu") == {}
    with pytest.raises(nx.NetworkXPointlessConcept):
        nx.eigenvector_centrality(empty, backend="hongtu")
