"""Search, articles, named queries, reports, connections: as pages, as JSON and as CSV."""

from __future__ import annotations

import csv
import io
from urllib.parse import quote

import httpx
import pytest
from lxml import html

from kg.query import named_queries
from kg.report import REPORTS

LIN = "person/林远山（松岭市委）"


def shown(client: httpx.Client, path: str, status: int = 200, **params: str) -> str:
    response = client.get(path, params=params or None, headers={"Accept": "text/html"})
    assert response.status_code == status, response.text
    return " ".join(html.document_fromstring(response.text).text_content().split())


def test_the_home_page_counts(client: httpx.Client) -> None:
    text = shown(client, "/")
    assert "4篇文章 articles" in text
    assert "2021–2022" in text


def test_search(client: httpx.Client) -> None:
    found = client.get("/search", params={"q": "林远山", "format": "json"}).json()
    assert [one["short"] for one in found[:2]] == [LIN, "person/林远山（云岭市公安局）"]
    assert found[0]["like"] == 1
    near = client.get("/search", params={"q": "石桥战斗记念馆", "format": "json"}).json()
    assert near[0]["short"] == "site/石桥战斗纪念馆"
    assert near[0]["like"] < 0.8
    typed = client.get("/search", params={"q": "石桥", "type": "Place", "format": "json"}).json()
    assert [one["type"] for one in typed] == ["Place"]
    rows = list(csv.DictReader(io.StringIO(client.get("/search?type=Person&format=csv").text)))
    assert len(rows) == 4
    assert "石桥战斗纪念馆" in shown(client, "/search", q="纪念馆")
    assert "没有找到" in shown(client, "/search", q="完全没有的东西")
    one = client.get("/search", params={"q": "何清", "go": "1"}, headers={"Accept": "text/html"})
    assert one.status_code == 303


@pytest.mark.parametrize("words", ["", "  ", "“”", "\n", "x" * 5000, "\x00", "𠮷", "%", "林" * 300])
def test_search_takes_anything(client: httpx.Client, words: str) -> None:
    assert client.get("/search", params={"q": words}).status_code == 200


def test_articles(client: httpx.Client) -> None:
    rows = client.get("/articles?format=json").json()
    assert [row["id"] for row in rows] == ["丙", "乙/二", "甲", "丁"]
    table = list(csv.reader(io.StringIO(client.get("/articles?format=csv").text)))
    assert table[2][2].startswith("'="), "no formula for spreadsheets"
    assert "松岭：重走“小路”" in shown(client, "/articles")


@pytest.mark.parametrize("name", named_queries())
def test_named_queries_as_pages_and_tables(client: httpx.Client, name: str) -> None:
    required = {p.name: LIN for p in named_queries()[name].parameters if p.required}
    text = shown(client, f"/query/{name}", **required)
    assert named_queries()[name].title in text
    found = client.get(f"/query/{name}.json", params=required).json()
    table = list(csv.reader(io.StringIO(client.get(f"/query/{name}.csv", params=required).text)))
    assert len(table) == len(found["results"]["bindings"]) + 1
    assert f"{len(table) - 1} 行" in text


def test_words_that_name_one_entity_lead_to_it(client: httpx.Client) -> None:
    page = html.document_fromstring(client.get("/query/sites").text)
    assert [one.text for one in page.xpath("//thead//th")] == ["siteName", "where", "commemorates"]
    links = dict(zip(page.xpath("//tbody//a/text()"), page.xpath("//tbody//a/@href"), strict=True))
    assert links["石桥战斗纪念馆"] == f"/page/site/{quote('石桥战斗纪念馆')}"
    page = html.document_fromstring(client.get("/query/roles").text)
    assert page.xpath("//tbody//td[text()='林远山']"), "one of two: which, the column beside tells"


def test_a_query_of_no_rows_is_told_what_stands_nowhere(client: httpx.Client) -> None:
    text = shown(client, "/sparql", query="SELECT * { ?s kg:holdRole ?l }")
    assert "kg:holdRole stands nowhere in this graph; did you mean kg:holdsRole?" in text


def test_a_name_of_two_is_asked_back(client: httpx.Client) -> None:
    response = client.get("/query/roles", params={"person": "林远山"}, headers={"Accept": "text/html"})
    assert response.status_code == 400
    links = html.document_fromstring(response.text).xpath("//main//a[contains(@href, 'person=')]/@href")
    assert len(links) == 2
    assert "may be any of 2" in response.text
    assert "name one of" not in response.text
    assert "1 行" in shown(client, links[0])
    assert client.get("/query/roles.json", params={"person": "林远山"}).status_code == 400


def test_what_no_query_takes(client: httpx.Client) -> None:
    assert client.get("/query/nothing").status_code == 404
    assert client.get("/query/roles?nobody=x").status_code == 400
    assert client.get("/query/roles.pdf").status_code == 404
    assert client.get("/query/..%2Froles").status_code == 404


@pytest.mark.parametrize("name", [name for name in REPORTS if name != "gaps"])
def test_reports(client: httpx.Client, name: str) -> None:
    text = shown(client, f"/report/{name}")
    found = client.get(f"/report/{name}.json").json()
    assert all(section["title"] in text for section in found["sections"])
    assert client.get(f"/report/{name}.md").text.startswith("# ")
    assert "section" in client.get(f"/report/{name}.csv").text
    page = html.document_fromstring(client.get(f"/report/{name}", headers={"Accept": "text/html"}).text)
    assert page.xpath("//td/a[starts-with(@href, '/page/')]") or name in (
        "quality",
        "centrality",
        "communities",
    )
    assert not page.xpath("//@style"), "the policy would not let it through"


def test_a_report_on_a_time(client: httpx.Client) -> None:
    whole = client.get("/report/timeline.json").json()
    early = client.get("/report/timeline.json", params={"until": "2021-12"}).json()
    assert early != whole
    assert "2022" not in str(early["sections"])
    assert client.get("/report/timeline?since=soon").status_code == 400


def test_no_such_report(client: httpx.Client) -> None:
    assert client.get("/report/nothing").status_code == 404
    assert client.get("/report/overview.pdf").status_code == 404


def test_connections(client: httpx.Client) -> None:
    page = html.document_fromstring(
        client.get("/connect", params={"a": LIN, "b": "石桥战斗纪念馆"}, headers={"Accept": "text/html"}).text
    )
    assert page.xpath("//svg//circle")
    assert "市委书记林远山走进石桥战斗纪念馆。" in page.text_content()
    found = client.get("/connect", params={"a": LIN, "b": "石桥战斗纪念馆", "format": "json"}).json()
    assert found["routes"]
    svg = client.get("/connect", params={"a": LIN, "b": "石桥战斗纪念馆", "format": "svg"})
    assert svg.headers["content-type"].startswith("image/svg+xml")


def test_connections_that_cannot_be_told(client: httpx.Client) -> None:
    assert "两者如何相连" in shown(client, "/connect")
    response = client.get("/connect", params={"a": "林远山", "b": "何清"}, headers={"Accept": "text/html"})
    assert response.status_code == 404
    links = html.document_fromstring(response.text).xpath("//main//a[contains(@href, 'a=')]/@href")
    assert len(links) == 2
    assert client.get("/connect", params={"a": "谁", "b": "何清", "format": "json"}).status_code == 404


def test_the_ontology(client: httpx.Client) -> None:
    assert "holdsRole" in shown(client, "/ontology")
    for headers, path in (({"Accept": "text/turtle"}, "/ontology"), ({}, "/ontology.ttl")):
        assert "kg:holdsRole" in client.get(path, headers=headers).text
    assert client.get("/ontology", headers={"Accept": "application/rdf+xml"}).text.startswith("<?xml")


def test_errors_are_pages_for_people_and_lines_for_programs(client: httpx.Client) -> None:
    page = client.get("/nowhere", headers={"Accept": "text/html"})
    assert page.status_code == 404
    assert "text/html" in page.headers["content-type"]
    assert "text/plain" in client.get("/nowhere").headers["content-type"]
    assert client.post("/search").status_code == 405
