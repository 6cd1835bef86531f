"""The SPARQL 1.1 Protocol: the cases of the W3C's protocol tests (w3c/rdf-tests, sparql11/protocol) in our own words
and on our own graphs, the updates all refused; formats; limits."""

from __future__ import annotations

import asyncio
import csv
import io
import time
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import httpx
import pyoxigraph as ox
import pytest
from rdflib.plugins.stores.sparqlstore import SPARQLStore

from kg.build import remove
from kg.serve import Limits, application
from kg.store import BASE, Store
from tests.serve.conftest import serving
from tests.world import on_disk

ONE, TWO = f"{BASE}article/甲", f"{BASE}article/丙"
FORM = {"Content-Type": "application/x-www-form-urlencoded"}
DIRECT = {"Content-Type": "application/sparql-query"}
BOTH = f"ASK {{ <{BASE}person/林远山（松岭市委）> kg:visits ?a . <{BASE}person/何清> kg:holdsRole ?b }}"
EACH = (
    f"ASK {{ GRAPH ?g {{ <{BASE}person/林远山（松岭市委）> kg:visits ?a }} "
    f"GRAPH ?h {{ <{BASE}person/何清> kg:holdsRole ?b }} }}"
)
CROSS = "{ ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }"


def truth(response: httpx.Response) -> bool:
    assert response.status_code == 200, response.text
    assert response.headers["content-type"] == "application/sparql-results+json"
    found: bool = response.json()["boolean"]
    return found


def query(client: httpx.Client, text: str, accept: str = "", **params: Any) -> httpx.Response:
    return client.get("/sparql", params={"query": text, **params}, headers={"Accept": accept})


@pytest.mark.parametrize("graphs", [[ONE, TWO], [ONE], [TWO]])
def test_the_default_graph_of_the_request(client: httpx.Client, graphs: list[str]) -> None:
    params = {"default-graph-uri": graphs}
    whole = len(graphs) == 2
    assert truth(query(client, BOTH, **params)) is whole
    assert truth(client.post("/sparql", params=params, content=BOTH.encode(), headers=DIRECT)) is whole
    assert truth(client.post("/sparql", params=params, data={"query": BOTH})) is whole
    assert not truth(query(client, EACH, **params)), "no graph is named then"


@pytest.mark.parametrize("graphs", [[ONE, TWO], [ONE]])
def test_the_named_graphs_of_the_request(client: httpx.Client, graphs: list[str]) -> None:
    params = {"named-graph-uri": graphs}
    assert truth(query(client, EACH, **params)) is (len(graphs) == 2)
    assert truth(client.post("/sparql", params=params, content=EACH.encode(), headers=DIRECT)) is (
        len(graphs) == 2
    )
    assert not truth(query(client, BOTH, **params)), "the default graph is empty then"


def test_both_and_those_of_the_query_give_way(client: httpx.Client) -> None:
    text = f"ASK {{ <{BASE}site/石桥战斗纪念馆> a ?t GRAPH ?g {{ <{BASE}person/林远山（松岭市委）> a ?u }} }}"
    assert truth(query(client, text, **{"default-graph-uri": TWO, "named-graph-uri": ONE}))
    other = text.replace("ASK {", f"ASK FROM <{ONE}> FROM NAMED <{TWO}> {{")
    assert not truth(query(client, other))
    assert truth(query(client, other, **{"default-graph-uri": TWO, "named-graph-uri": ONE}))
    assert truth(query(client, "ASK { ?s a kg:Person }"))


@pytest.mark.parametrize(
    ("method", "target", "headers", "body", "status"),
    [
        ("PUT", "/sparql?query=ASK%20%7B%7D", {}, b"", 405),
        ("GET", "/sparql?query=ASK%20%7B%7D&query=SELECT%20%2A%20%7B%7D", {}, b"", 400),
        ("POST", "/sparql", {"Content-Type": "text/plain"}, b"query=ASK%20%7B%7D", 415),
        ("POST", "/sparql", {}, b"query=ASK%20%7B%7D", 415),
        ("POST", "/sparql", {}, b"ASK {}", 415),
        ("POST", "/sparql", DIRECT, "ASK { ?s kg:text 'é' }".encode("latin-1"), 400),
        ("POST", "/sparql", FORM, b"query=ASK%20%7B%20%3Fs%20%3Fp%20%27%E9%27%20%7D", 400),
        ("GET", "/sparql?query=ASK%20%7B", {}, b"", 400),
        ("GET", "/sparql?query=ASK%20%7B%7D&default-graph-uri=a%20b", {}, b"", 400),
        ("GET", "/sparql?query=ASK%20%7B%7D&format=pdf", {}, b"", 400),
        ("POST", "/sparql", DIRECT, b"", 400),
        ("POST", "/sparql?query=ASK%20%7B%7D", DIRECT, b"ASK {}", 400),
        ("POST", "/sparql", DIRECT, b"#" * 1_000_001, 413),
    ],
)
def test_what_is_not_of_the_protocol(
    client: httpx.Client, method: str, target: str, headers: dict[str, str], body: bytes, status: int
) -> None:
    response = client.request(method, target, headers=headers, content=body)
    assert response.status_code == status, response.text


UPDATE = "INSERT DATA { <urn:a> <urn:b> <urn:c> }"


@pytest.mark.parametrize(
    ("method", "params", "headers", "body"),
    [
        ("POST", {}, FORM, urlencode({"update": UPDATE})),
        ("POST", {}, {"Content-Type": "application/sparql-update"}, UPDATE),
        ("POST", {"using-graph-uri": ONE}, {"Content-Type": "application/sparql-update"}, UPDATE),
        ("POST", {"using-named-graph-uri": ONE}, FORM, urlencode({"update": "DELETE WHERE { ?s ?p ?o }"})),
        ("GET", {"update": UPDATE}, {}, ""),
        ("POST", {}, FORM, urlencode([("update", "CLEAR ALL"), ("update", UPDATE)])),
        ("POST", {}, {"Content-Type": "text/plain"}, UPDATE),
        ("POST", {}, {}, "update=CLEAR%20ALL"),
        ("POST", {}, FORM, urlencode({"query": UPDATE})),
        ("GET", {"query": UPDATE}, {}, ""),
        ("GET", {"query": "LOAD <http://127.0.0.1:9/x>"}, {}, ""),
    ],
)
def test_updates_are_refused(
    client: httpx.Client,
    world: ox.Store,
    method: str,
    params: dict[str, str],
    headers: dict[str, str],
    body: str,
) -> None:
    response = client.request(method, "/sparql", params=params, headers=headers, content=body.encode())
    assert 400 <= response.status_code < 500
    count = query(client, "SELECT (COUNT(*) AS ?n) { { ?s ?p ?o } UNION { GRAPH ?g { ?s ?p ?o } } }").json()
    assert int(count["results"]["bindings"][0]["n"]["value"]) == len(world)


@pytest.mark.parametrize(
    ("accept", "expected"),
    [
        ("", "application/sparql-results+json"),
        ("application/sparql-results+xml", "application/sparql-results+xml"),
        ("application/xml;q=0.5, text/csv;q=0.9", "text/csv; charset=utf-8"),
        ("text/tab-separated-values", "text/tab-separated-values; charset=utf-8"),
        ("application/json", "application/sparql-results+json"),
        ("image/png, */*;q=0.1", "application/sparql-results+json"),
        ("application/*", "application/sparql-results+json"),
    ],
)
def test_tables_come_as_the_client_wants(client: httpx.Client, accept: str, expected: str) -> None:
    response = query(client, "SELECT ?s { ?s a kg:Person } ORDER BY ?s", accept)
    assert response.headers["content-type"] == expected
    assert "Accept" in response.headers["vary"]
    assert len(response.text.split("person/")) == 5
    if "csv" in expected:
        assert len(list(csv.reader(io.StringIO(response.text)))) == 5


@pytest.mark.parametrize(
    "form", ["CONSTRUCT { ?s a kg:Person } WHERE { ?s a kg:Person }", "DESCRIBE ?s { ?s a kg:Person }"]
)
@pytest.mark.parametrize(
    "accept", ["text/turtle", "application/n-triples", "application/rdf+xml", "application/ld+json"]
)
def test_triples_come_as_the_client_wants(client: httpx.Client, form: str, accept: str) -> None:
    response = query(client, form, accept)
    assert response.headers["content-type"].partition(";")[0] == accept
    known = {quad.subject for quad in ox.parse(response.content, format=ox.RdfFormat.from_media_type(accept))}
    assert len(known) == 4


def test_what_cannot_be_had_is_said(client: httpx.Client) -> None:
    response = query(client, "ASK {}", "image/png")
    assert response.status_code == 406
    assert "application/sparql-results+json" in response.text
    assert query(client, "CONSTRUCT WHERE { ?s a kg:Site }", "text/csv").status_code == 406


def test_a_query_without_end_is_stopped_and_the_next_one_answers_at_once(client: httpx.Client) -> None:
    for text in (
        f"SELECT (COUNT(*) AS ?n) {CROSS}",
        f"SELECT * {CROSS} ORDER BY ?a",
        f"SELECT ?a (COUNT(*) AS ?n) {CROSS} GROUP BY ?a",
    ):
        since = time.monotonic()
        response = query(client, text)
        assert response.status_code == 503
        assert "limit is 1 s" in response.text
        assert response.headers["retry-after"]
        assert time.monotonic() - since < 10  # a second and some, on a machine that does other things
        assert truth(query(client, "ASK {}"))


def test_too_large_a_result_is_refused_with_the_limit(client: httpx.Client) -> None:
    many = query(client, "SELECT * { { ?s ?p ?o } UNION { GRAPH ?g { ?s ?p ?o } } }", "text/csv")
    assert many.status_code == 500
    assert "more than" in many.text
    assert many.headers["x-limit-rows"] == "500"
    rows = query(client, "SELECT (1 AS ?x) { GRAPH ?g { ?s ?p ?o } }", "application/sparql-results+xml")
    assert rows.status_code == 500
    assert "500 rows" in rows.text


def test_service_is_refused(client: httpx.Client) -> None:
    response = query(client, "SELECT * { SERVICE <http://127.0.0.1:9/sparql> { ?s ?p ?o } }")
    assert response.status_code == 400
    assert "never the network" in response.text


def test_any_page_may_read(client: httpx.Client) -> None:
    response = client.get(
        "/sparql", params={"query": "ASK {}"}, headers={"Origin": "https://elsewhere.example"}
    )
    assert response.headers["access-control-allow-origin"] == "*"
    asked = {"Origin": "https://elsewhere.example", "Access-Control-Request-Method": "POST"}
    assert client.options("/sparql", headers=asked).status_code == 200


def test_rdflib_as_a_client(client: httpx.Client) -> None:
    store = SPARQLStore(f"{client.base_url}/sparql", method="POST_FORM")
    found = list(store.query("SELECT ?s WHERE { ?s a <https://hongtu.example/ontology#Person> }"))
    assert len(found) == 4


def test_readers_see_what_was_published_last(tmp_path: Path) -> None:
    path = on_disk(tmp_path / "store")
    text = {
        "query": f"ASK {{ <{BASE}article/甲> kg:identifier ?id }}",
        "named-graph-uri": ONE,
        "default-graph-uri": ONE,
    }
    with serving(path, Limits(at_once=1)) as address, httpx.Client(base_url=address, timeout=60) as client:
        assert truth(client.get("/sparql", params=text))
        with Store.write(path) as store:
            remove(["甲"], store)
        assert not truth(client.get("/sparql", params=text))


@pytest.mark.parametrize(
    ("origins", "asking", "told"),
    [
        ([], "https://elsewhere.example", None),
        (["https://mine.example"], "https://elsewhere.example", None),
        (["https://mine.example"], "https://mine.example", "https://mine.example"),
        (["*"], "https://elsewhere.example", "*"),
    ],
)
def test_which_pages_may_read_is_chosen(
    world_path: Path, origins: list[str], asking: str, told: str | None
) -> None:
    app = application(world_path, Limits(at_once=1), origins)
    transport = httpx.ASGITransport(app)

    async def get() -> httpx.Response:
        async with httpx.AsyncClient(transport=transport, base_url="http://here.example") as one:
            return await one.get("/static/style.css", headers={"Origin": asking})

    response = asyncio.run(get())
    assert response.status_code == 200
    assert response.headers.get("access-control-allow-origin") == told
