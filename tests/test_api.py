"""A store from Python."""

from __future__ import annotations

from pathlib import Path

import pytest

import kg
from kg.errors import UsageError


def test_results_are_values_under_names(world_path: Path) -> None:
    with kg.open(world_path) as store:
        found = store.query(
            "SELECT ?e (COUNT(?s) AS ?n) (1.5 AS ?half) (true AS ?yes) ?none { ?e a kg:Person . "
            "GRAPH ?a { ?s kg:refersTo ?e } } GROUP BY ?e ?none ORDER BY ?e"
        )
        assert found.columns == ("e", "n", "half", "yes", "none")
        assert len(found) == 3
        assert "person/何清" in found.column("e")
        first = next(iter(found))
        assert [type(value) for value in first.values()] == [str, int, float, bool, type(None)]
        assert (first["half"], first["yes"]) == (1.5, True)
        assert store.query("ASK { ?s ?p ?o }").rows == ((True,),)
        with pytest.raises(UsageError, match="give triples, not a table"):
            store.query("CONSTRUCT WHERE { ?s ?p ?o }")
        with pytest.raises(UsageError, match="no report 'nothing'; there are overview"):
            store.report("nothing")


def test_one_type_may_be_given_as_a_word(world_path: Path) -> None:
    with kg.open(world_path) as store:
        assert {kind for _, kind in store.graph(types="Person").nodes(data="type")} == {"Person"}
        assert store.network(types=["Person", "Site"]).number_of_nodes() > 0


def test_what_is_asked_of_a_closed_store_opens_nothing(world_path: Path) -> None:
    store = kg.open(world_path)
    assert store.find("何清")
    store.close()
    for ask in (lambda: store.find("何清"), store.graph, lambda: store.query("ASK {}")):
        with pytest.raises(UsageError, match="was closed"):
            ask()
