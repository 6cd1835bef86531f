"""Real clients of the endpoint: `kg query --endpoint`, rdflib (in test_protocol), Comunica."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from pathlib import Path

import httpx
import pytest

from kg.errors import StoreError, UsageError
from kg.query import named_queries, run
from kg.query.remote import run_remote
from kg.query.results import rows
from kg.store import BASE, Store
from kg.store.endpoint import Endpoint

LIN = "林远山（松岭市委）"
VALUES = {
    "person": f"person/{LIN}",
    "entity": f"person/{LIN}",
    "speaker": f"person/{LIN}",
    "place": "石桥县",
    "visited": "石桥县",
    "campaign": "“红色门牌”活动",
    "organisation": "松岭市委",
    "event": "党史座谈会",
    "route": "“石桥小路”红色线路",
    "whole": "党史学习教育",
}


@pytest.fixture
def endpoint(client: httpx.Client) -> Endpoint:
    return Endpoint(f"{client.base_url}/sparql")


@pytest.mark.parametrize("name", named_queries())
@pytest.mark.parametrize("given", [True, False])
def test_named_queries_give_the_same_over_http(
    world_path: Path, endpoint: Endpoint, name: str, given: bool
) -> None:
    query = named_queries()[name]
    values = {
        p.name: VALUES[p.name] for p in query.parameters if p.kind == "entity" and (given or p.required)
    }
    with Store.read(world_path) as store:
        expected = sorted(rows(run(store.graph, query, values, base=store.base), store.base))
    found, base = run_remote(endpoint, query, values)
    assert base == BASE
    assert sorted(rows(found, base)) == expected  # type: ignore[arg-type]


def test_what_no_entity_is_named(endpoint: Endpoint) -> None:
    roles = named_queries()["roles"]
    with pytest.raises(UsageError, match="may be any of 2"):
        run_remote(endpoint, roles, {"person": "林远山"})
    for name in ("谁", '何清" } . ?s ?p ?o . { "', "何清\\", "x> <y", "person/何清> ?p ?o", "\udcff"):
        with pytest.raises(UsageError, match="no entity"):
            run_remote(endpoint, roles, {"person": name})
    with pytest.raises(UsageError, match="has no parameter"):
        run_remote(endpoint, roles, {"nobody": "x"})


def test_what_a_server_refuses_is_told(endpoint: Endpoint, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(StoreError, match="updates are refused"):
        endpoint.update("CLEAR ALL")
    with pytest.raises(StoreError, match=r"400: .*not valid SPARQL"):
        endpoint.query("SELECT {", "*/*")
    with pytest.raises(StoreError, match="cannot be reached"):
        Endpoint("http://127.0.0.1:9/sparql").query("ASK {}", "*/*")
    monkeypatch.setattr(Endpoint, "query", lambda *_, **__: (b"<html>", "text/html"))
    with pytest.raises(StoreError, match="no result of a query"):
        run_remote(endpoint, named_queries()["roles"], {})
    for url in ("file:///etc/passwd", "ftp://x/y", "http://", "kg-store"):
        with pytest.raises(UsageError):
            Endpoint(url)


# --- Comunica ----------------------------------------------------------------------------------------------

_PACKAGE = "@comunica/query-sparql@^4"


@pytest.fixture(scope="module")
def comunica(tmp_path_factory: pytest.TempPathFactory) -> list[str]:
    """The command of Comunica, installed where nothing else is; skips without npm or its registry. A folder that has
    it already can be named by KG_COMUNICA."""
    folder = Path(os.environ.get("KG_COMUNICA") or tmp_path_factory.mktemp("comunica"))
    program = folder / "node_modules" / ".bin" / "comunica-sparql"
    if not program.exists():
        if not shutil.which("npm") or not shutil.which("node"):
            pytest.skip("node and npm are not installed")
        if not os.environ.get("KG_NPM"):
            pytest.skip("KG_NPM=1 installs Comunica from npm for this test")
        command = ["npm", "install", "--no-audit", "--no-fund", "--prefix", str(folder), _PACKAGE]
        done = subprocess.run(command, capture_output=True, text=True, timeout=600, check=False)
        if done.returncode:
            pytest.skip(f"npm cannot install Comunica: {done.stderr[-300:]}")
    return [str(program)]


def test_comunica_reads_the_endpoint(client: httpx.Client, comunica: list[str]) -> None:
    text = "SELECT ?s WHERE { ?s a <https://hongtu.example/ontology#Person> } ORDER BY ?s"
    command = [*comunica, f"sparql@{client.base_url}/sparql", text, "-t", "application/sparql-results+json"]
    done = subprocess.run(command, capture_output=True, text=True, timeout=300, check=True)
    found = [row["s"]["value"] for row in json.loads(done.stdout)["results"]["bindings"]]
    direct = client.get("/sparql", params={"query": text}).json()["results"]["bindings"]
    assert found == [row["s"]["value"] for row in direct]
    assert len(found) == 4


def test_comunica_follows_an_iri(client: httpx.Client, comunica: list[str]) -> None:
    text = "SELECT (COUNT(*) AS ?n) WHERE { ?s ?p ?o }"
    source = (
        f"{client.base_url}/data/site/%E7%9F%B3%E6%A1%A5%E6%88%98%E6%96%97%E7%BA%AA%E5%BF%B5%E9%A6%86.ttl"
    )
    command = [*comunica, f"file@{source}", text, "-t", "application/sparql-results+json"]
    done = subprocess.run(command, capture_output=True, text=True, timeout=300, check=True)
    assert int(json.loads(done.stdout)["results"]["bindings"][0]["n"]["value"]) > 5
