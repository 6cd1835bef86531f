"""The graph on disk: changes in place give what a fresh load gives."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pyoxigraph as ox
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.store.graph import Triples, change, dump_lines, load_all

GRAPHS = [f"https://e.example/article/{name}" for name in "甲乙丙"]
_IRI = st.sampled_from([f"<https://e.example/{name}>" for name in ("人", "地", "事")])
_LITERAL = st.text('甲"\\\n\t x', max_size=4).map(
    lambda text: (
        '"' + text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n").replace("\t", "\\t") + '"'
    )
)
_LINE = st.builds(" ".join, st.tuples(_IRI, _IRI, st.one_of(_IRI, _LITERAL)))
_TRIPLES = st.tuples(*[st.sets(_LINE, max_size=6).map(sorted)] * 2)
_STEP = st.dictionaries(st.sampled_from(GRAPHS), st.one_of(st.none(), _TRIPLES), min_size=1)


def fresh(triples: Mapping[str, Triples | None]) -> list[str]:
    """The dump of a new graph of these articles."""
    store = ox.Store()
    for graph, found in triples.items():
        if found:
            lines = [f"{line} ." for line in found[0]] + [
                f"{line} <{graph}> ." for part in found for line in part
            ]
            store.load("\n".join(lines).encode(), format=ox.RdfFormat.N_QUADS)
    return list(dump_lines(store))


@given(st.lists(_STEP, max_size=6))
def test_any_order_of_changes_equals_a_fresh_load(steps: list[dict[str, Triples | None]]) -> None:
    store, state = ox.Store(), dict[str, Triples | None]()
    for step in steps:
        # Provenance is said of an article and never known: the two layers share no triple.
        step = {
            g: t and (t[0], [f"<{g}> <https://e.example/says> {line.split(' ', 2)[2]}" for line in t[1]])
            for g, t in step.items()
        }
        before = len(store)
        assert before + change(store, step) == len(store)
        state.update(step)
        assert list(dump_lines(store)) == fresh(state)
        held = {graph for graph, found in state.items() if found and any(found)}
        assert {graph.value for graph in store.named_graphs()} == held


def test_loading_all_equals_changing_one_by_one(tmp_path: Path) -> None:
    triples = {
        graph: (
            [f'<https://e.example/人> <https://e.example/名> "{n % 2}"'],
            [f'<{graph}> <https://e.example/号> "{n}"'],
        )
        for n, graph in enumerate(GRAPHS)
    }
    assert load_all(tmp_path / "1", triples.items()) == 8
    assert list(dump_lines(ox.Store(str(tmp_path / "1")))) == fresh(triples)


@pytest.mark.parametrize("runs", [1, 3])
def test_dump_lines_are_sorted_over_runs(runs: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("kg.store.graph._RUN", 7 // runs)
    store = ox.Store()
    nodes = [ox.NamedNode(f"https://e.example/{n}") for n in (5, 3, 9, 1, 7, 2, 8)]
    store.extend([ox.Quad(node, nodes[0], node, ox.DefaultGraph()) for node in nodes])
    lines = list(dump_lines(store))
    assert len(lines) == 7
    assert lines == sorted(lines)
