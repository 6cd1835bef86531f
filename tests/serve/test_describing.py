"""The service description, VoID, the Graph Store Protocol: the cases of the W3C's tests for these, in our own words."""

from __future__ import annotations

import httpx
import pyoxigraph as ox
import pytest
from lxml import html

from kg.store import BASE

SD = "http://www.w3.org/ns/sparql-service-description#"
VOID = "http://rdfs.org/ns/void#"


def graph(response: httpx.Response) -> ox.Store:
    """What a response says, as a store."""
    assert response.status_code == 200, response.text
    media = response.headers["content-type"].partition(";")[0]
    found = ox.Store()
    found.load(response.content, format=ox.RdfFormat.from_media_type(media))
    return found


def values(found: ox.Store, text: str) -> list[str]:
    solutions = found.query(f"PREFIX sd: <{SD}> PREFIX void: <{VOID}> PREFIX kg: <{BASE}ontology#> {text}")
    assert isinstance(solutions, ox.QuerySolutions)
    return sorted(solution[0].value for solution in solutions)


@pytest.mark.parametrize("path", ["/sparql", "/sparql/"])
@pytest.mark.parametrize("accept", ["", "text/turtle", "application/rdf+xml", "application/ld+json"])
def test_the_endpoint_describes_itself(client: httpx.Client, path: str, accept: str) -> None:
    found = graph(client.get(path, headers={"Accept": accept} if accept else {}))
    endpoint = f"{client.base_url}/sparql"
    assert values(found, "SELECT ?e { ?s a sd:Service ; sd:endpoint ?e }") == [endpoint]
    assert values(found, "SELECT ?l { ?s sd:supportedLanguage ?l }") == [SD + "SPARQL11Query"]
    assert len(values(found, "SELECT ?f { ?s sd:resultFormat ?f }")) == 8
    assert len(values(found, "SELECT ?g { ?s sd:defaultDataset [ sd:defaultGraph ?g ] }")) == 1
    names = values(found, "SELECT ?n { ?s sd:defaultDataset/sd:namedGraph/sd:name ?n }")
    assert names == sorted(f"{BASE}article/{name}" for name in ("甲", "乙%2F二", "丙", "丁"))


@pytest.mark.parametrize("path", ["/void", "/.well-known/void"])
def test_void_counts_what_is_there(client: httpx.Client, path: str) -> None:
    found = graph(client.get(path))
    assert values(found, "SELECT ?n { ?p void:class kg:Person ; void:entities ?n }") == ["4"]
    counted = client.get("/sparql", params={"query": "SELECT (COUNT(*) AS ?n) { ?s kg:visits ?o }"}).json()
    expected = counted["results"]["bindings"][0]["n"]["value"]
    assert values(found, "SELECT ?n { ?p void:property kg:visits ; void:triples ?n }") == [expected]
    dump = values(found, "SELECT ?d { ?s void:dataDump ?d }")[0]
    assert client.get(dump).status_code == 200


def test_a_browser_gets_a_form_and_a_table(client: httpx.Client) -> None:
    headers = {"Accept": "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"}
    form = html.document_fromstring(client.get("/sparql", headers=headers).text)
    assert form.xpath("//textarea[@name='query']")
    text = "SELECT ?s { ?s a kg:Person } ORDER BY ?s"
    shown = html.document_fromstring(client.get("/sparql", params={"query": text}, headers=headers).text)
    assert len(shown.xpath("//tbody/tr")) == 4
    assert shown.xpath("//textarea")[0].text == text
    wrong = client.get("/sparql", params={"query": "SELECT {"}, headers=headers)
    assert wrong.status_code == 400
    assert "the query is not valid SPARQL" in wrong.text
    ask = client.get("/sparql", params={"query": "ASK {}"}, headers=headers)
    assert "是 yes" in ask.text
    made = client.get("/sparql", params={"query": "CONSTRUCT WHERE { ?s a kg:Site }"}, headers=headers)
    assert "kg:Site" in made.text


ONE = f"{BASE}article/甲"


@pytest.mark.parametrize(
    "accept", ["", "text/turtle", "application/n-triples", "application/rdf+xml", "application/ld+json"]
)
@pytest.mark.parametrize("params", [{"graph": ONE}, {"default": ""}])
def test_a_graph_is_read_whole(
    client: httpx.Client, world: ox.Store, accept: str, params: dict[str, str]
) -> None:
    found = graph(client.get("/graph", params=params, headers={"Accept": accept} if accept else {}))
    name = ox.NamedNode(ONE) if "graph" in params else ox.DefaultGraph()
    expected = {quad.triple for quad in world.quads_for_pattern(None, None, None, name)}
    assert {quad.triple for quad in found} == expected
    assert client.head("/graph", params=params).status_code == 200


def test_graphs_that_cannot_be_had(client: httpx.Client) -> None:
    assert client.get("/graph", params={"graph": f"{BASE}article/无"}).status_code == 404
    assert client.get("/graph", params={"graph": "a b"}).status_code == 400
    assert client.get("/graph").status_code == 400
    assert client.get("/graph", params={"graph": ONE, "default": ""}).status_code == 400
    assert client.get("/graph?default", headers={"Accept": "image/png"}).status_code == 406


@pytest.mark.parametrize("method", ["PUT", "POST", "DELETE", "PATCH"])
@pytest.mark.parametrize("params", [{"graph": ONE}, {"default": ""}, {}])
def test_graphs_are_not_written(client: httpx.Client, method: str, params: dict[str, str]) -> None:
    response = client.request(method, "/graph", params=params, content=b"<urn:a> <urn:b> <urn:c> .")
    assert response.status_code == 405
    assert response.headers["allow"] == "GET, HEAD"
