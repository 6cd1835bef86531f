"""What strangers may send and what articles may hold: nothing reaches out, nothing runs, nothing is changed, nobody waits
for another's query."""

from __future__ import annotations

import http.client
import re
import shutil
import subprocess
import threading
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from urllib.parse import quote, urlencode, urlsplit

import httpx
import pytest
from lxml import html

from kg.build import remove
from kg.model import Article, Entity, Quote, Statement
from kg.serve import Limits
from kg.store import BASE, Store
from tests.serve.conftest import serving
from tests.serve.test_protocol import CROSS, query, truth
from tests.world import made_of, on_disk

# --- nothing reaches out -----------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def canary() -> Iterator[tuple[str, list[str]]]:
    """A server on loopback that notes every request: its address, and what it was asked."""
    heard: list[str] = []

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            heard.append(self.path)
            self.send_response(200)
            self.end_headers()

        do_POST = do_HEAD = do_PUT = do_GET  # noqa: N815

        def log_message(self, *_: object) -> None:
            pass

    server = HTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}/canary", heard
    server.shutdown()
    thread.join()
    server.server_close()


REACHING = [
    "SELECT * { SERVICE <%s> { ?s ?p ?o } }",
    "SELECT * { service <%s> { ?s ?p ?o } }",
    "SELECT * { SeRvIcE SILENT <%s> { ?s ?p ?o } }",
    "SELECT * { SERVICE\n# a comment\n<%s> { ?s ?p ?o } }",
    "SELECT * { SERVICE<%s>{?s ?p ?o} }",
    "SELECT * { { { SERVICE <%s> { ?s ?p ?o } } } }",
    "SELECT * { OPTIONAL { SERVICE <%s> { ?s ?p ?o } } }",
    "SELECT * { ?s ?p ?o MINUS { SERVICE <%s> { ?s ?p ?o } } }",
    "SELECT * { ?s ?p ?o FILTER EXISTS { SERVICE <%s> { ?s ?p ?o } } }",
    "SELECT * { ?s ?p ?o FILTER NOT EXISTS { SERVICE <%s> { ?s ?p ?o } } }",
    "SELECT * { { SELECT * { SERVICE <%s> { ?s ?p ?o } } } }",
    "SELECT * { GRAPH ?g { SERVICE <%s> { ?s ?p ?o } } }",
    "SELECT * { { ?s ?p ?o } UNION { SERVICE <%s> { ?s ?p ?o } } }",
    "SELECT * { VALUES ?e { <%s> } SERVICE ?e { ?s ?p ?o } }",
    "SELECT * { BIND (<%s> AS ?e) SERVICE ?e { ?s ?p ?o } }",
    "SELECT * { SERVICE SILENT ?e { ?s ?p ?o } VALUES ?e { <%s> } }",
    "SELECT (EXISTS { SERVICE <%s> { ?s ?p ?o } } AS ?x) {}",
    "PREFIX s: <%s#> SELECT * { SERVICE s: { ?s ?p ?o } }",
    "BASE <%s> SELECT * { SERVICE <> { ?s ?p ?o } }",
    'SELECT * { ?s ?p "service" . SERVICE <%s> { ?s ?p ?o } }',
    "SELECT ?service { SERVICE <%s> { ?service ?p ?o } }",
    "SELECT * { ?a <'x> ?b . SERVICE <%s> { ?s ?p '' } }",
    "ASK { SERVICE <%s> { ?s ?p ?o } }",
    "CONSTRUCT { ?s ?p ?o } WHERE { SERVICE <%s> { ?s ?p ?o } }",
    "DESCRIBE ?s WHERE { SERVICE <%s> { ?s ?p ?o } }",
    "SELECT * { \\u0053ERVICE <%s> { ?s ?p ?o } }",
    "SELECT * { SERVIC\\u0045 <%s> { ?s ?p ?o } }",
    "SELECT * FROM <%s> { ?s ?p ?o }",
    "SELECT * FROM NAMED <%s> { GRAPH ?g { ?s ?p ?o } }",
    "SELECT * { GRAPH <%s> { ?s ?p ?o } }",
    "ASK FROM <%s> { ?s ?p ?o }",
    "CONSTRUCT { ?s ?p ?o } FROM <%s> WHERE { ?s ?p ?o }",
    "DESCRIBE <%s>",
    "DESCRIBE <%s> FROM <%s>",
    "LOAD <%s>",
    "LOAD SILENT <%s> INTO GRAPH <urn:x>",
    "INSERT { ?s ?p ?o } WHERE { SERVICE <%s> { ?s ?p ?o } }",
    "COPY <%s> TO DEFAULT",
    "ADD <%s> TO <urn:x>",
]


@pytest.mark.parametrize("text", REACHING)
def test_no_query_reaches_out(client: httpx.Client, canary: tuple[str, list[str]], text: str) -> None:
    address, heard = canary
    sent = text.replace("%s", address)
    for response in (
        query(client, sent, "text/csv, text/turtle;q=0.9, */*;q=0.1"),
        client.post("/sparql", data={"query": sent}),
        client.post("/sparql", content=sent.encode(), headers={"Content-Type": "application/sparql-query"}),
        client.post("/sparql", data={"update": sent}),
    ):
        assert response.status_code in (200, 400, 403)
        assert "canary" not in response.text or response.status_code != 200
    assert heard == []


@pytest.mark.parametrize("name", ["default-graph-uri", "named-graph-uri"])
def test_no_graph_of_a_request_reaches_out(
    client: httpx.Client, canary: tuple[str, list[str]], tmp_path: Path, name: str
) -> None:
    secret = tmp_path / "secret.ttl"
    secret.write_text("<urn:a> <urn:b> <urn:c> .", encoding="utf-8")
    for target in (canary[0], secret.as_uri(), "file:///etc/passwd"):
        assert not truth(
            query(client, "ASK { { ?s ?p ?o } UNION { GRAPH ?g { ?s ?p ?o } } }", **{name: target})
        )
        assert client.get("/graph", params={"graph": target}).status_code == 404
    assert canary[1] == []


# --- nothing runs ------------------------------------------------------------------------------------------

PAYLOADS = [
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "' onmouseover='alert(1)",
    '" autofocus onfocus="alert(1)',
    "</title><script>alert(1)</script>",
    "</textarea><svg onload=alert(1)>",
    "javascript:alert(1)",
    "{{7*7}}{% raw %}",
    "<iframe srcdoc='<script>alert(1)</script>'>",
    "<a href=javascript:alert(1)>x</a>",
    "<style>*{background:url(//x)}</style>",
    "--><script>alert(1)</script><!--",
    "]]><script>alert(1)</script>",
    "\u202egnp.exe<b>",
    "<math><mtext></form><form><mglyph><style></math><img src onerror=alert(1)>",
]


def hostile(path: Path) -> Path:
    """A store of articles whose ids, titles, sources, addresses, names and quotes are payloads."""
    said: dict[str, tuple[Article, list[Statement]]] = {}
    for number, payload in enumerate(PAYLOADS):
        text = f"{payload}到{payload}县说：“{payload}”。"
        second = text.index(payload, len(payload))
        third = text.rindex(payload)
        article = Article(
            f"{payload}{number}",
            text,
            payload,
            "2021-04-08",
            payload,
            authors=(payload,),
            section=payload,
            url=payload,
        )
        who = Entity("Person", payload, payload, payload)
        where = Entity("Place", f"{payload}县", payload)
        span = (0, len(text), text)
        quote_ = Quote(third, third + len(payload), payload)
        by = "facts.visits/1"
        said[article.id] = (
            article,
            [
                Statement(article.id, who, "mention", payload, 0, len(payload), payload, by, 0.9),
                Statement(
                    article.id, where, "mention", payload, second, second + len(payload), payload, by, 0.9
                ),
                Statement(article.id, who, "visits", where, *span, by, 0.9, "asserted", "2021-04-08"),
                Statement(article.id, who, "says", quote_, *span, by, 0.9, "asserted", "2021-04-08"),
            ],
        )
    return made_of(path, said)


@pytest.fixture(scope="module")
def dangerous(tmp_path_factory: pytest.TempPathFactory) -> Iterator[httpx.Client]:
    path = hostile(tmp_path_factory.mktemp("hostile") / "store")
    with serving(path, Limits(at_once=1)) as address, httpx.Client(base_url=address, timeout=60) as client:
        yield client


def pages(client: httpx.Client) -> Iterator[str]:
    """Paths of the pages that show what articles hold."""
    yield from ("/", "/articles", "/search?type=Person", "/report/overview", "/query/visits", "/query/quotes")
    people = client.get("/search?type=Person&format=json").json()
    places = client.get("/search?type=Place&format=json").json()
    assert len(people) == len(places) == len(PAYLOADS)
    for one, other in zip(people, places, strict=True):
        yield f"/page/{quote(one['short'], safe='/%')}"
        yield f"/page/{quote(other['short'], safe='/%')}"
        yield f"/reconcile/preview?{urlencode({'id': one['short']})}"
    for row in client.get("/articles?format=json").json():
        path = quote(row["iri"].removeprefix(BASE), safe="/%")
        yield f"/page/{path}"
        for claim in client.get(f"/data/{path}.json").json()["claims"]:
            yield f"/page/{quote(claim['claim']['iri'].removeprefix(BASE), safe='/%')}"
    for payload in PAYLOADS:
        yield f"/search?{urlencode({'q': payload})}"
        yield f"/connect?{urlencode({'a': payload, 'b': payload + '县'})}"
        yield f"/query/visits?{urlencode({'visited': payload})}"
        yield f"/sparql?{urlencode({'query': 'SELECT * { ?s ?p ?o } #' + payload})}"
        yield f"/page/person/{quote(payload + 'x', safe='')}"
        yield f"/report/{quote(payload, safe='')}"


_OURS = {"/static/page.js"}
_SCHEMES = re.compile(r"^\s*(?:javascript|data|vbscript):", re.I)


def test_no_page_holds_script_or_handlers_but_ours(dangerous: httpx.Client) -> None:
    count = 0
    for path in pages(dangerous):
        response = dangerous.get(path, headers={"Accept": "text/html"})
        assert response.status_code in (200, 400, 404), f"{path}: {response.text[:300]}"
        policy = response.headers["content-security-policy"]
        assert "default-src 'none'" in policy
        assert "unsafe" not in policy
        assert response.headers["x-content-type-options"] == "nosniff"
        assert response.headers["referrer-policy"]
        assert "\u202e" not in response.text
        document = html.document_fromstring(response.text)
        if path.startswith("/page/article/"):
            told = document.text_content()
            assert any(payload.translate({0x202E: "\ufffd"}) in told for payload in PAYLOADS), (
                "shown as words"
            )
        for element in document.iter("*"):
            assert not [
                name for name in element.attrib if name.lower().startswith("on") or name == "style"
            ], path
            assert element.tag not in ("iframe", "object", "embed", "style", "math", "base"), path
            if element.tag == "script":
                assert element.get("src") in _OURS, path
                assert not element.text, path
            for name in ("href", "src", "action", "formaction", "xlink:href"):
                assert not _SCHEMES.match(element.get(name, "")), path
            for name in ("src", "action"):
                assert element.get(name, "/").startswith("/"), path
        count += 1
    assert count > 100


@pytest.mark.skipif(not shutil.which("chromium"), reason="chromium is not installed")
def test_a_real_browser_runs_nothing(dangerous: httpx.Client) -> None:
    some = [path for path in pages(dangerous) if path.startswith("/page/article/")][:2]
    for path in some:
        command = ["chromium", "--headless=new", "--no-sandbox", "--disable-gpu", "--dump-dom"]
        address = f"{dangerous.base_url}{path}"
        found = subprocess.run([*command, address], capture_output=True, text=True, timeout=120, check=False)
        assert "<h1>" in found.stdout, found.stderr[-2000:]
        shown = html.document_fromstring(found.stdout)
        assert [script.get("src") for script in shown.iter("script")] == ["/static/page.js"]
        assert not shown.xpath("//*[@onerror or @onload or @onfocus or @onmouseover]")


# --- names are values --------------------------------------------------------------------------------------

HOSTILE_NAMES = [
    *PAYLOADS,
    "何清> } UNION { ?s ?p ?o",
    '何清" } . ?s ?p ?o . { "',
    "何清\\",
    "?person",
    "$person",
    "*",
    "何清\n} #",
    "<https://hongtu.example/person/何清>",
    "何清'; DROP ALL; --",
    "\ud800".encode("utf-8", "surrogatepass").decode("utf-8", "replace"),
    "x" * 10_000,
]


@pytest.mark.parametrize("name", HOSTILE_NAMES)
def test_hostile_names_never_change_a_result(client: httpx.Client, name: str) -> None:
    response = client.get("/query/roles.json", params={"person": name})
    assert response.status_code == 400
    assert "no entity" in response.text
    assert client.get("/search", params={"q": name, "format": "json"}).status_code == 200
    assert client.get("/reconcile/suggest/entity", params={"prefix": name}).status_code == 200
    found = client.get("/why", params={"s": name, "p": "visits", "o": name})
    assert found.status_code in (400, 404)


# --- paths -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "path",
    [
        "/static/../__init__.py",
        "/static/..%2f__init__.py",
        "/static/%2e%2e/app.py",
        "/page/../../etc/passwd",
        "/page/article/..%2f..%2fetc%2fpasswd",
        "/data/article/%2e%2e/%2e%2e/etc/passwd.ttl",
        "/page/article/%00",
        "/page/person/%ff%fe",
        "/data/person/" + "a" * 5000 + ".ttl",
        "/query/..%2f..%2fpyproject.json",
        "/report/..%2foverview",
        "//page//person",
    ],
)
def test_paths_lead_nowhere_else(client: httpx.Client, path: str) -> None:
    target = urlsplit(str(client.base_url))
    connection = http.client.HTTPConnection(str(target.hostname), target.port, timeout=60)
    connection.request("GET", path)  # as it is: httpx would resolve the dots
    response = connection.getresponse()
    body = response.read()
    connection.close()
    assert response.status == 404
    assert b"root:" not in body
    assert b"import" not in body


def test_a_strange_host_is_not_repeated(client: httpx.Client) -> None:
    response = client.get("/void", headers={"Host": "a<b>c"})
    assert response.status_code in (200, 400)
    assert "<b>" not in response.text


# --- nobody waits for another ------------------------------------------------------------------------------


def test_who_hangs_up_frees_the_worker(world_path: Path) -> None:
    limits = Limits(seconds=60, at_once=1, patience=20)
    with serving(world_path, limits) as address, httpx.Client(base_url=address, timeout=60) as client:
        for method in ("GET", "POST"):
            with pytest.raises(httpx.ReadTimeout):
                client.request(
                    method, "/sparql", **_sent(method, f"SELECT (COUNT(*) AS ?n) {CROSS}"), timeout=0.5
                )
            since = time.monotonic()
            assert truth(query(client, "ASK {}"))
            assert time.monotonic() - since < 20, "far less than the limit of the query that nobody waits for"


def _sent(method: str, text: str) -> dict[str, dict[str, str]]:
    return {"params" if method == "GET" else "data": {"query": text}}


def test_readers_see_no_error_while_a_build_publishes(tmp_path: Path) -> None:
    path = on_disk(tmp_path / "store")
    wrong: list[str] = []
    answered: list[int] = []
    over = threading.Event()
    paths = [
        "/",
        "/page/site/石桥战斗纪念馆",
        "/query/roles.json",
        "/search?q=林",
        "/graph?default",
        "/report/overview.json",
    ]

    def read(address: str, target: str) -> None:
        with httpx.Client(base_url=address, timeout=60) as client:
            while not over.is_set():
                response = client.get(target)
                answered.append(response.status_code)
                if response.status_code != 200:
                    wrong.append(f"{target}: {response.status_code} {response.text[:200]}")

    with serving(path, Limits(at_once=2, patience=60)) as address:
        readers = [threading.Thread(target=read, args=(address, target)) for target in paths]
        for reader in readers:
            reader.start()
        for name in ("丁", "丙", "甲"):
            with Store.write(path) as store:
                remove([name], store)
            time.sleep(0.3)
        over.set()
        for reader in readers:
            reader.join()
    assert wrong == []
    assert len(answered) > len(paths)
