"""Every export, read back by another program: the same triples, nodes and edges."""

from __future__ import annotations

import csv
import io
import warnings
import zipfile
from pathlib import Path

import networkx as nx
import pyoxigraph as ox
import pytest
import rdflib
from lxml import etree

from kg.export import EXPORTERS
from kg.export.csv import safe, tables
from kg.export.gexf import lines
from kg.graph import entity_graph
from kg.store import Store
from kg.store.graph import dump_lines
from tests.world import on_disk, table

HOSTILE = ["<&>\"'", "]]>", "&#0;&x;", "=1+1", "  a\n b\t", "甲\U0001f3ef乙", "-->", "<!DOCTYPE x>"]


@pytest.fixture(scope="module")
def exported(world_path: Path) -> dict[str, bytes]:
    """Each format's bytes."""
    files = {}
    with Store.read(world_path) as store:
        for name, exporter in EXPORTERS.items():
            file = io.BytesIO()
            exporter(store, file)
            files[name] = file.getvalue()
    return files


@pytest.fixture(scope="module")
def graph() -> nx.MultiDiGraph[str]:
    return entity_graph(table())


def quads(data: bytes, format_: str) -> set[tuple[str, ...]]:
    """What rdflib reads, as N-Triples terms; the default graph's name is empty."""
    found = rdflib.Dataset(default_union=False)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)  # rdflib's parsers use what rdflib deprecates
        found.parse(data=data, format=format_)
        return {(s.n3(), p.n3(), o.n3(), g.n3() if g else "") for s, p, o, g in found.quads()}


@pytest.mark.parametrize(("name", "format_"), [("nquads", "nquads"), ("trig", "trig")])
def test_everything_is_read_back(
    exported: dict[str, bytes], world: ox.Store, name: str, format_: str
) -> None:
    found = quads(exported[name], format_)
    assert found == quads("\n".join(dump_lines(world)).encode(), "nquads")
    assert len(found) == len(world)


@pytest.mark.parametrize(("name", "format_"), [("turtle", "turtle"), ("jsonld", "json-ld")])
def test_what_is_known_is_read_back(
    exported: dict[str, bytes], world: ox.Store, name: str, format_: str
) -> None:
    known = world.dump(format=ox.RdfFormat.N_TRIPLES, from_graph=ox.DefaultGraph())
    assert known
    assert quads(exported[name], format_) == quads(known, "nquads")


def test_nquads_are_sorted(exported: dict[str, bytes]) -> None:
    found = exported["nquads"].splitlines()
    assert found == sorted(found)
    assert len(found) == len(set(found))


@pytest.mark.parametrize("name", EXPORTERS)
def test_the_same_store_gives_the_same_bytes_however_it_came_about(
    exported: dict[str, bytes], tmp_path: Path, name: str
) -> None:
    with Store.read(on_disk(tmp_path / "other", ["丁", "丙", "乙/二", "甲"])) as store:
        file = io.BytesIO()
        EXPORTERS[name](store, file)
    assert file.getvalue() == exported[name]


@pytest.fixture(scope="module")
def grammar() -> etree.RelaxNG:
    return etree.RelaxNG(etree.parse(Path(__file__).with_name("gexf.rng")))


def test_gexf_follows_the_grammar(exported: dict[str, bytes], grammar: etree.RelaxNG) -> None:
    grammar.assertValid(etree.fromstring(exported["gexf"]))


def test_the_grammar_refuses_what_is_wrong(exported: dict[str, bytes], grammar: etree.RelaxNG) -> None:
    for right, wrong in [
        (b'version="1.3"', b'version="1.2"'),
        (b' kind="', b' sort="'),
        (b"viz:size", b"size"),
    ]:
        assert right in exported["gexf"]
        assert not grammar.validate(etree.fromstring(exported["gexf"].replace(right, wrong)))


@pytest.mark.parametrize("label", HOSTILE)
def test_gexf_of_hostile_labels(grammar: etree.RelaxNG, label: str) -> None:
    graph: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    graph.add_node("work/a", type="Nonesuch", label=label, mentions=1, articles=1, first="", last="")
    document = etree.fromstring("\n".join(lines(graph, {}, {"work/a": (0.0, -1.5)})).encode())
    grammar.assertValid(document)
    [node] = document.iter("{http://gexf.net/1.3}node")
    assert node.get("label") == label


@pytest.mark.parametrize(("name", "read"), [("gexf", nx.read_gexf), ("graphml", nx.read_graphml)])
def test_networkx_reads_it_back(
    exported: dict[str, bytes], graph: nx.MultiDiGraph[str], tmp_path: Path, name: str, read: object
) -> None:
    path = tmp_path / name
    path.write_bytes(exported[name])
    found = read(path)  # type: ignore[operator]
    assert set(found) == set(graph)
    for node, data in graph.nodes(data=True):
        kept = data if name == "graphml" else {**data, "start": data["first"], "end": data["last"]}
        assert {key: found.nodes[node].get(key, "") for key in kept if found.nodes[node].get(key)} == {
            key: value
            for key, value in kept.items()
            if value and not (name == "gexf" and key in ("first", "last"))
        }
    edges = {
        (a, b, d["label"] if name == "gexf" else d["predicate"]): d for a, b, d in found.edges(data=True)
    }
    assert edges.keys() == set(graph.edges)
    for edge, data in graph.edges.items():
        first, last = ("start", "end") if name == "gexf" else ("first", "last")
        found_edge = edges[edge]
        assert {key: found_edge[key] for key in ("claims", "confidence", "sources")} == {
            key: data[key] for key in ("claims", "confidence", "sources")
        }
        assert (found_edge.get(first, ""), found_edge.get(last, "")) == (data["first"], data["last"])


def test_csv_is_two_tables(world_path: Path, graph: nx.MultiDiGraph[str]) -> None:
    with Store.read(world_path) as store:
        found = tables(store)
    assert all(
        table.startswith("\ufeff".encode()) for table in found.values()
    )  # or Excel takes it for Latin-1
    nodes, edges = (
        list(csv.DictReader(io.StringIO(found[name].decode("utf-8-sig"))))
        for name in ("nodes.csv", "edges.csv")
    )
    assert list(nodes[0])[:2] == ["Id", "Label"]
    assert list(edges[0])[:5] == ["Source", "Target", "Type", "Kind", "Weight"]
    assert {row["Id"] for row in nodes} == set(graph)
    assert {(row["Source"], row["Target"], row["Kind"]) for row in edges} == set(graph.edges)
    assert {row["Type"] for row in edges} == {"Directed"}


def test_csv_zip_holds_both(exported: dict[str, bytes]) -> None:
    with zipfile.ZipFile(io.BytesIO(exported["csv"])) as archive:
        assert archive.namelist() == ["nodes.csv", "edges.csv"]
        assert archive.testzip() is None


@pytest.mark.parametrize("cell", ["=HYPERLINK(1)", "+1", "-1", "@SUM(1)", "\tx", "\rx", "＝1", "＠x"])
def test_formulas_are_defused(cell: str) -> None:
    assert safe(cell) == "'" + cell


@pytest.mark.parametrize("cell", ["何清", "a=b", "1-2", "", -3, 0.5])
def test_other_cells_stay(cell: object) -> None:
    assert safe(cell) == cell
