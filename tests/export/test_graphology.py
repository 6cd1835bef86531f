"""GEXF as Gephi Lite reads it: graphology-gexf, from npm."""

from __future__ import annotations

import io
import json
import os
import shutil
import subprocess
from pathlib import Path

import pytest

from kg.export import EXPORTERS
from kg.graph import entity_graph
from kg.ontology import ontology
from kg.store import Store

_READ = """
const fs = require('fs'), {MultiDirectedGraph} = require('graphology'), gexf = require('graphology-gexf')
const graph = gexf.parse(MultiDirectedGraph, fs.readFileSync('graph.gexf', 'utf8'))
const nodes = {}, edges = []
graph.forEachNode((name, data) => { nodes[name] = data })
graph.forEachEdge((_, data, source, target) => edges.push([source, target, data]))
console.log(JSON.stringify({nodes, edges}))
"""


@pytest.fixture(scope="module")
def packages(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder that has graphology; skips without npm or its registry. KG_GRAPHOLOGY may name one."""
    folder = Path(os.environ.get("KG_GRAPHOLOGY") or tmp_path_factory.mktemp("graphology"))
    if not (folder / "node_modules" / "graphology-gexf").exists():
        if not shutil.which("npm") or not os.environ.get("KG_NPM"):
            pytest.skip("KG_NPM=1, with npm, installs graphology for this test")
        command = ["npm", "install", "--no-audit", "--no-fund", "graphology@^0.26", "graphology-gexf@^0.13"]
        done = subprocess.run(command, cwd=folder, capture_output=True, text=True, timeout=300, check=False)
        if done.returncode:
            pytest.skip(f"npm cannot install graphology: {done.stderr[-300:]}")
    return folder


@pytest.mark.parametrize("path", ["world_path", "samples_path"])
def test_graphology_reads_what_networkx_has(
    packages: Path, tmp_path: Path, path: str, request: pytest.FixtureRequest
) -> None:
    file = io.BytesIO()
    with Store.read(request.getfixturevalue(path)) as store:
        EXPORTERS["gexf"](store, file)
        graph = entity_graph(store.edges)
    (tmp_path / "graph.gexf").write_bytes(file.getvalue())
    (tmp_path / "read.js").write_text(_READ, "utf-8")
    (tmp_path / "node_modules").symlink_to(packages / "node_modules")
    done = subprocess.run(
        ["node", "read.js"], cwd=tmp_path, capture_output=True, text=True, timeout=60, check=True
    )
    found = json.loads(done.stdout)
    assert found["nodes"].keys() == set(graph)
    edges = {(source, target, data["kind"]): data for source, target, data in found["edges"]}
    assert len(edges) == len(found["edges"])
    assert edges.keys() == set(graph.edges)
    for name, data in graph.nodes(data=True):
        node = found["nodes"][name]
        assert {key: node[key] for key in ("label", "type", "mentions", "articles")} == {
            key: data[key] for key in ("label", "type", "mentions", "articles")
        }
        red, green, blue = (int(ontology().types[data["type"]].colour[i : i + 2], 16) for i in (1, 3, 5))
        assert node["color"].replace(" ", "") == f"rgb({red},{green},{blue})"
        assert {"x", "y", "size"} <= node.keys()
    for edge, data in graph.edges.items():
        assert edges[edge]["weight"] == data["articles"]
        assert edges[edge]["confidence"] == data["confidence"]
