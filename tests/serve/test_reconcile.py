"""OpenRefine's reconciliation, 0.2: what the published JSON schemas ask of the answers, and who is found."""

from __future__ import annotations

import json
import re
from typing import Any
from urllib.parse import quote

import httpx
import pytest

from kg.store import BASE


def ask(client: httpx.Client, **queries: Any) -> dict[str, list[dict[str, Any]]]:
    """The candidates of each query of a batch, by GET and by POST alike."""
    words = json.dumps(queries, ensure_ascii=False)
    by_get = client.get("/reconcile", params={"queries": words})
    by_post = client.post("/reconcile", data={"queries": words})
    assert by_get.status_code == 200, by_get.text
    assert by_get.json() == by_post.json()
    check_results(by_get.json(), set(queries))
    return {key: value["result"] for key, value in by_get.json().items()}


def check_results(found: Any, keys: set[str]) -> None:
    """reconciliation-result-batch.json: each candidate has id, name and score; match, types and description are of their
    kinds."""
    assert set(found) == keys
    for answer in found.values():
        assert isinstance(answer["result"], list)
        for one in answer["result"]:
            assert isinstance(one["id"], str)
            assert isinstance(one["name"], str)
            assert isinstance(one["score"], int | float)
            assert isinstance(one["match"], bool)
            assert isinstance(one["description"], str)
            assert all(isinstance(kind["id"], str) and isinstance(kind["name"], str) for kind in one["type"])


def test_the_manifest(client: httpx.Client) -> None:
    found = client.get("/reconcile").json()
    assert "0.2" in found["versions"]
    for name in ("name", "identifierSpace", "schemaSpace"):
        assert isinstance(found[name], str)
    assert "{{id}}" in found["view"]["url"]
    assert "{{id}}" in found["preview"]["url"]
    assert isinstance(found["preview"]["width"], int)
    assert isinstance(found["preview"]["height"], int)
    kinds = [(one["id"], one["name"]) for one in found["defaultTypes"]]
    assert len(kinds) == len(set(kinds)) > 5
    assert set(found["suggest"]) == {"entity", "property", "type"}
    for one in [*found["suggest"].values(), found["extend"]["propose_properties"]]:
        assert (
            client.get(one["service_url"] + one["service_path"], params={"prefix": "林"}).status_code == 200
        )


def test_a_name_of_one_is_a_match(client: httpx.Client) -> None:
    found = ask(
        client, a={"query": "石桥战斗纪念馆", "type": "Site"}, b={"query": "何清"}, c={"query": "无此人名"}
    )
    assert found["a"][0]["id"] == "site/石桥战斗纪念馆"
    assert found["a"][0]["match"]
    assert found["a"][0]["score"] == 100
    assert found["b"][0]["match"]
    assert not any(one["match"] for one in found["c"])


def test_a_name_of_two_is_told_apart_by_what_else_is_known_or_not_at_all(client: httpx.Client) -> None:
    hint = {"pid": "memberOf", "v": "松岭市委"}
    found = ask(
        client,
        none={"query": "林远山", "type": "Person"},
        name={"query": "林远山", "type": "Person", "properties": [hint]},
        id={"query": "林远山", "properties": [{"pid": "memberOf", "v": {"id": "organisation/松岭市委"}}]},
        wrong={"query": "林远山", "properties": [{"pid": "memberOf", "v": ["没有的", "机构"]}]},
    )
    assert not found["none"][0]["match"]
    assert len(found["none"]) == 2
    for key in ("name", "id"):
        assert found[key][0]["id"] == "person/林远山（松岭市委）"
        assert found[key][0]["match"]
        assert not found[key][1]["match"]
    assert not found["wrong"][0]["match"]


def test_near_names_other_types_and_limits(client: httpx.Client) -> None:
    found = ask(
        client,
        near={"query": "石桥战斗纪念管"},
        typed={"query": "石桥", "type": ["Place", "Route"]},
        unknown={"query": "石桥", "type": "Starship"},
        few={"query": "石桥", "limit": 1},
        bare={"properties": [{"pid": "holdsRole", "v": "松岭市委书记"}]},
    )
    assert found["near"][0]["id"] == "site/石桥战斗纪念馆"
    assert not found["near"][0]["match"]
    assert {one["type"][0]["id"] for one in found["typed"]} == {"Place", "Route"}
    assert found["unknown"] == []
    assert len(found["few"]) == 1
    assert {one["name"] for one in found["bare"]} == {"林远山", "何清"}


@pytest.mark.parametrize(
    "queries",
    [
        "",
        "{",
        "[]",
        '{"a": 1}',
        '{"a": {}}',
        '{"a": {"query": "x", "properties": [{"pid": "x"}]}}',
        '{"a": {"query": "x", "type": 3}}',
        '{"a": ' + "[" * 10_000,
    ],
)
def test_what_is_no_batch_is_refused(client: httpx.Client, queries: str) -> None:
    assert client.post("/reconcile", data={"queries": queries}).status_code == 400


def test_numbers_that_are_none_are_no_error(client: httpx.Client) -> None:
    digits = "9" * 5000
    batch = {"queries": '{"a": {"query": "石桥", "limit": Infinity}, "b": {"query": "石桥", "limit": 0.5}}'}
    found = client.post("/reconcile", data=batch).json()
    assert found["a"]["result"] == found["b"]["result"] != []
    for path in ("/reconcile/properties?type=Person&limit=", "/search?q=x&page=", "/articles?page="):
        assert client.get(path + digits).status_code == 200
    assert client.get("/reconcile/properties?type=Person&limit=1").json()["limit"] == 1


def test_suggestions(client: httpx.Client) -> None:
    entity = client.get("/reconcile/suggest/entity", params={"prefix": "石桥战"}).json()["result"]
    assert entity[0]["id"] == "site/石桥战斗纪念馆"
    assert isinstance(entity[0]["name"], str)
    assert entity[0]["notable"][0]["id"] == "Site"
    kinds = client.get("/reconcile/suggest/type", params={"prefix": "人"}).json()["result"]
    assert [one["id"] for one in kinds] == ["Person"]
    known = client.get("/reconcile/suggest/property", params={"prefix": "担任"}).json()["result"]
    assert [one["id"] for one in known] == ["holdsRole"]
    assert client.get("/reconcile/suggest/else").status_code == 404


def test_views_and_previews(client: httpx.Client) -> None:
    short = "person/林远山（松岭市委）"
    manifest = client.get("/reconcile").json()
    for id_ in (short, BASE + short):
        view = manifest["view"]["url"].replace("{{id}}", quote(id_, safe=""))
        assert client.get(view, follow_redirects=True).status_code == 200
    preview = client.get(manifest["preview"]["url"].replace("{{id}}", quote(short, safe="")))
    assert preview.status_code == 200
    assert "frame-ancestors *" in preview.headers["content-security-policy"]
    for wrong in ("https://elsewhere.example/", "//elsewhere.example", "person/谁"):
        response = client.get("/reconcile/view", params={"id": wrong}, follow_redirects=True)
        assert response.status_code == 404
        assert response.url.host == "127.0.0.1"


_CELLS = {"id", "name"}, {"str"}


def test_extension(client: httpx.Client) -> None:
    proposed = client.get("/reconcile/properties", params={"type": "Person", "limit": "2"}).json()
    assert len(proposed["properties"]) == 2
    asked = {
        "ids": ["person/林远山（松岭市委）", "place/乐亭县", "person/谁"],
        "properties": [{"id": "visits"}, {"id": "code"}],
    }
    found = client.post("/reconcile", data={"extend": json.dumps(asked)}).json()
    assert [one["id"] for one in found["meta"]] == ["visits", "code"]
    assert set(found["rows"]) == set(asked["ids"])
    for row in found["rows"].values():
        assert set(row) == {"visits", "code"}
        assert all(set(cell) in _CELLS for cells in row.values() for cell in cells)
    names = {cell["name"] for cell in found["rows"]["person/林远山（松岭市委）"]["visits"]}
    assert names == {"石桥县", "石桥战斗纪念馆"}
    assert re.fullmatch(r"\d{6}", found["rows"]["place/乐亭县"]["code"][0]["str"])
    assert found["rows"]["person/谁"] == {"visits": [], "code": []}
