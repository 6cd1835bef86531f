"""What IRIs name: sent on by Accept, shown as a page and as data, and what is not known."""

from __future__ import annotations

import json
import re
from html import unescape
from pathlib import Path
from urllib.parse import quote, urljoin, urlsplit

import httpx
import pyoxigraph as ox
import pytest
from lxml import html

from kg.model import Article
from kg.serve import Limits
from kg.serve.addresses import short_of
from kg.store import BASE
from tests.serve.conftest import serving
from tests.world import COUNTY, HE, _claim, made_of

LIN = "person/林远山（松岭市委）"
THINGS = [
    LIN,
    "site/石桥战斗纪念馆",
    "article/甲",
    "article/乙%2F二",
    "rule/facts.visits/1",
    "campaign/“红色门牌”活动",
]
FORMATS = {
    "ttl": "text/turtle",
    "nt": "application/n-triples",
    "rdf": "application/rdf+xml",
    "jsonld": "application/ld+json",
}


def page(client: httpx.Client, path: str, **params: str) -> html.HtmlElement:
    response = client.get(path, params=params or None, headers={"Accept": "text/html"})
    assert response.status_code == 200, response.text
    assert response.headers["content-type"] == "text/html; charset=utf-8"
    return html.document_fromstring(response.text)


def words(element: html.HtmlElement) -> str:
    return " ".join(element.text_content().split())


def claims(client: httpx.Client) -> dict[str, str]:
    """IRIs of claims by their words."""
    found = client.get("/data/article/甲.json").json()["claims"]
    return {
        f"{one['subject']} {one['claim']['predicate']} {one['object']}": one["claim"]["iri"] for one in found
    }


@pytest.mark.parametrize("thing", THINGS)
@pytest.mark.parametrize(
    ("accept", "target"),
    [
        ("", "/page/{}"),
        ("text/html,application/xhtml+xml,*/*;q=0.8", "/page/{}"),
        ("text/turtle", "/data/{}.ttl"),
        ("application/ld+json, text/html;q=0.5", "/data/{}.jsonld"),
        ("application/rdf+xml", "/data/{}.rdf"),
        ("application/n-triples", "/data/{}.nt"),
        ("image/png, text/turtle;q=0.1", "/data/{}.ttl"),
    ],
)
def test_an_iri_sends_on_by_accept(client: httpx.Client, thing: str, accept: str, target: str) -> None:
    response = client.get(f"/{thing}", headers={"Accept": accept})
    assert response.status_code == 303
    assert response.headers["location"] == target.format(quote(thing, safe="/%"))
    assert "Accept" in response.headers["vary"]
    assert 'rel="canonical"' in response.headers["link"]
    assert client.get(response.headers["location"]).status_code == 200


def test_what_cannot_be_had(client: httpx.Client) -> None:
    assert client.get(f"/{LIN}", headers={"Accept": "image/png"}).status_code == 406
    assert client.get(f"/data/{LIN}.pdf").status_code == 404
    assert client.head(f"/page/{LIN}").status_code == 200


@pytest.mark.parametrize("ending", FORMATS)
@pytest.mark.parametrize("thing", THINGS[:4])
def test_data_is_what_the_graph_says(client: httpx.Client, world: ox.Store, thing: str, ending: str) -> None:
    response = client.get(f"/data/{thing}.{ending}")
    assert response.headers["content-type"].partition(";")[0] == FORMATS[ending]
    assert f'type="{FORMATS[ending]}"' in response.headers["link"]
    found = {
        q.triple for q in ox.parse(response.content, format=ox.RdfFormat.from_media_type(FORMATS[ending]))
    }
    node = ox.NamedNode(BASE + thing)
    graph = node if thing.startswith("article/") else ox.DefaultGraph()
    about = {q.triple for q in world.quads_for_pattern(node, None, None, graph)}
    assert about
    assert about <= found
    assert all(any(world.quads_for_pattern(t.subject, t.predicate, t.object)) for t in found)


def test_claims_quotes_and_their_data(client: httpx.Client) -> None:
    iri = claims(client)["林远山（松岭市委） visits 石桥县"]
    short = iri.removeprefix(BASE)
    shown = page(client, f"/page/{short}")
    assert "松岭市委书记林远山到石桥县调研。" in words(shown)
    assert "只有这一句这样说" in words(shown)
    triples = list(ox.parse(client.get(f"/data/{short}.ttl").content, format=ox.RdfFormat.TURTLE))
    assert any(quad.predicate.value.endswith("#exact") for quad in triples), "with its span"
    said = next(iri for name, iri in claims(client).items() if "says" in name)
    quoted = client.get(f"/data/{said.removeprefix(BASE)}.json").json()["said"]["claim"]["object"]
    assert "要把故事讲好。" in words(page(client, f"/page/{quoted.removeprefix(BASE)}"))


def test_an_entity_page_tells_what_the_card_does(client: httpx.Client) -> None:
    shown = page(client, f"/page/{LIN}")
    text = words(shown)
    for expected in (
        "人物",
        "松岭市委书记",
        "2 来源",
        "仅一句",
        "石桥战斗纪念馆",
        "松岭：重走“小路”",
        BASE + LIN,
    ):
        assert expected in text
    card = client.get(f"/data/{LIN}.json").json()
    assert {group["predicate"] for group in card["groups"]} == {"holdsRole", "memberOf", "says", "visits"}
    why = next(a.get("href") for a in shown.iter("a") if a.get("href", "").startswith("/why?"))
    assert "sentences" in words(page(client, why))
    assert client.get(f"{why}&format=csv").text.startswith("article,date,sentence,status,confidence\r\n")


def test_spans_of_an_article_can_be_gone_to(client: httpx.Client, world: ox.Store) -> None:
    node = ox.NamedNode(f"{BASE}article/甲")
    kind = ox.NamedNode("http://www.w3.org/1999/02/22-rdf-syntax-ns#type")
    spans = world.quads_for_pattern(None, kind, ox.NamedNode("https://hongtu.example/ontology#Span"), node)
    shown = page(client, "/page/article/甲")
    ids = [element.get("id") for element in shown.iter() if element.get("id")]
    assert sorted(ids) == sorted(quad.subject.value.rpartition("#")[2] for quad in spans)
    link = shown.xpath('//a[@id="char=6,9"]')[0]
    assert link.text == "林远山"
    assert link.get("class") == "m Person"
    assert urlsplit(link.get("href")).path == quote(f"/page/{LIN}")
    paragraph = "".join(shown.xpath('//div[@class="text"]/p')[0].itertext())
    assert paragraph == client.get("/data/article/甲.json").json()["lines"][0]["text"]


def test_what_an_article_says_twice_stands_beside_it_once(tmp_path: Path) -> None:
    text = "何清到石桥县调研。\n天气很好。\n何清再到石桥县。"
    article, plain = Article("戊", text + "次" * 200, "题"), Article("己", "天气很好。\n" * 50, "题")
    visits = [_claim(article, HE, "visits", COUNTY, words) for words in (text[:9], text[-8:])]
    with serving(
        made_of(tmp_path / "store", {"戊": (article, visits), "己": (plain, [])}), Limits()
    ) as address:
        [item] = html.fromstring(httpx.get(f"{address}/page/article/戊").content).xpath("//aside//li")
        assert [a.get("href") for a in item.xpath("a[text()='¶']")] == ["#char=0,9", "#char=16,24"]
        assert len(item.xpath("a[@class='support']")) == 2
        assert len(httpx.get(f"{address}/data/article/戊.json").json()["claims"]) == 2
        alone = html.fromstring(httpx.get(f"{address}/page/article/己").content)
        assert not alone.xpath("//aside")
        assert alone.xpath("//div[@class='text alone']/p")


def test_what_is_not_known_gets_near_names(client: httpx.Client) -> None:
    response = client.get("/page/person/林远", headers={"Accept": "text/html"})
    assert response.status_code == 404
    assert LIN in unescape(response.text) or "林远山（松岭市委）" in response.text
    near = client.get("/person/林远", headers={"Accept": "application/json"})
    assert near.status_code == 404
    assert LIN in near.json()["near"]
    for path in ("/page/nothing", "/page/person/", "/page/claim/xyz", "/data/person/谁.ttl", "/article/无"):
        assert client.get(path).status_code == 404


@pytest.mark.parametrize("raw", [b"person/%E6%9E%97", "person/林".encode("ascii", "ignore") + b"%e6%9e%97"])
def test_a_name_is_the_same_however_it_is_escaped(raw: bytes) -> None:
    assert short_of(raw) == "person/林"


def test_a_name_that_is_no_text() -> None:
    assert short_of(b"person/%FF") is None
    assert short_of(b"article/a%2Fb%2e%2E") == "article/a%2Fb.."
    assert short_of(b"article/%2e%2e") == "article/%2E%2E"


def test_every_link_of_every_page_leads_somewhere(client: httpx.Client) -> None:
    seen, waiting = {"/"}, ["/"]
    while waiting:
        path = waiting.pop()
        response = client.get(path, headers={"Accept": "text/html,*/*;q=0.8"})
        assert response.status_code in (200, 303), f"{path}: {response.text[:300]}"
        if not response.headers.get("content-type", "").startswith("text/html"):
            continue
        for link in html.document_fromstring(response.text).xpath("//@href | //@src | //form/@action"):
            to = urljoin(path, link).partition("#")[0]
            # The same page in other formats is tested above; gaps take seconds.
            if (
                to.startswith("/")
                and to not in seen
                and not re.search(r"^/data|format=|^/report/gaps|\.\w+$", to)
            ):
                seen.add(to)
                waiting.append(to)
    assert len(seen) > 80


def test_the_page_of_an_article_is_json_too(client: httpx.Client) -> None:
    found = client.get("/data/article/乙%2F二.json").json()
    assert found["id"] == "乙/二"
    assert json.dumps(found["mentions"][0])
