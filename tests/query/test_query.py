"""Reading and running queries: values stay values, mistakes are named, nothing outside the store is reached."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pyoxigraph as ox
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.errors import RuleError, UsageError
from kg.query import named_queries, parse_query, read_query, run
from kg.query.results import rows, write
from kg.store import BASE

HOSTILE = [
    '"',
    "'",
    "\\",
    "} DELETE WHERE { ?s ?p ?o",
    '" } UNION { ?s ?p ?o } #',
    "> } SELECT * { <",
    "?entity",
    "何清' OR 1=1",
    "\n\x00",
    "{{{{",
    "何清\u202e",
]
TEXT = b"# param: name (text) a name\nSELECT ?s ?name { ?s skos:prefLabel ?name } ORDER BY ?s"


def asked(graph: ox.Store, text: str | bytes, **values: str) -> list[tuple[str, ...]]:
    query = parse_query("test", text.encode() if isinstance(text, str) else text)
    results = run(graph, query, values, base=BASE)
    assert isinstance(results, ox.QuerySolutions)
    return list(rows(results, BASE))


@pytest.mark.parametrize("value", HOSTILE)
def test_hostile_text_is_a_value(world: ox.Store, value: str) -> None:
    assert asked(world, TEXT, name=value) == []
    assert asked(world, TEXT, name="何清") == [("person/何清", "何清")]


@given(value=st.text(st.characters(exclude_categories=["Cs"])))
def test_any_text_is_a_value(world: ox.Store, value: str) -> None:
    found = asked(world, TEXT, name=value)
    assert all(row[1] == value for row in found)
    assert len(found) <= 2


@pytest.mark.parametrize("value", HOSTILE)
@pytest.mark.parametrize("name", ["roles", "together", "sites"])
def test_hostile_names_are_unknown_names(world: ox.Store, name: str, value: str) -> None:
    query = named_queries()[name]
    with pytest.raises(UsageError, match="no entity"):
        run(world, query, {query.parameters[0].name: value}, base=BASE)


@pytest.mark.parametrize(
    ("kind", "value", "term"),
    [
        ("date", "2021-08-18", '"2021-08-18"^^<http://www.w3.org/2001/XMLSchema#date>'),
        ("number", "6200", '"6200"^^<http://www.w3.org/2001/XMLSchema#decimal>'),
        ("number", "0.50", '"0.5"^^<http://www.w3.org/2001/XMLSchema#decimal>'),
        ("iri", "https://e.example/a", "<https://e.example/a>"),
        ("entity", "何清", "<https://hongtu.example/person/何清>"),
        ("text", "何清", '"何清"'),
    ],
)
def test_kinds(world: ox.Store, kind: str, value: str, term: str) -> None:
    query = parse_query("q", f"# param: x ({kind}) something\nSELECT ?x {{}}".encode())
    results = run(world, query, {"x": value}, base=BASE)
    assert isinstance(results, ox.QuerySolutions)
    assert [str(solution["x"]) for solution in results] == [term]


@pytest.mark.parametrize(
    ("kind", "value"),
    [
        ("date", "八月"),
        ("date", "2021-8-18"),
        ("number", "inf"),
        ("number", "1e9"),
        ("number", ""),
        ("iri", "a b"),
    ],
)
def test_what_is_not_of_its_kind_is_refused(world: ox.Store, kind: str, value: str) -> None:
    query = parse_query("q", f"# param: x ({kind}) something\nSELECT ?x {{}}".encode())
    with pytest.raises(UsageError, match="parameter x: "):
        run(world, query, {"x": value}, base=BASE)


def test_unknown_parameters_are_named(world: ox.Store) -> None:
    with pytest.raises(UsageError, match="roles has no parameter 'who'; it takes person"):
        run(world, named_queries()["roles"], {"who": "何清"}, base=BASE)


def test_a_parameter_that_is_not_given_back_is_said_so(world: ox.Store) -> None:
    with pytest.raises(UsageError, match=r"-p name binds a .* SELECT does not give; it gives [?]s$"):
        asked(world, "SELECT ?s { ?s skos:prefLabel ?name }", name="何清")
    for text in ("SELECT ?s { ?s ?p ?o }", "SELECT * { ?s ?p ?o }"):
        with pytest.raises(UsageError, match=r"query \S+ has no variable [?]x for -p x=… to bind"):
            asked(world, text, x="何清")


def test_a_misspelt_name_is_suggested() -> None:
    with pytest.raises(UsageError, match="did you mean 'roles'"):
        read_query("role")
    with pytest.raises(UsageError, match="nor one of articles, branches"):
        read_query("xyzzy")


def test_files_are_read(tmp_path: Path) -> None:
    path = tmp_path / "mine.rq"
    path.write_bytes(b"\xef\xbb\xbf# title: Mine\n# about: one\n# about: two\nASK {}")
    query = read_query(str(path))
    assert (query.name, query.title, query.about) == ("mine", "Mine", "one two")
    path.write_bytes("SELECT * { ?s ?p '何清' }".encode("gb18030"))
    with pytest.raises(RuleError, match="query mine: byte 18 is not UTF-8"):
        read_query(str(path))


def test_a_broken_header_is_named_with_its_line() -> None:
    with pytest.raises(RuleError, match="query q, line 2: a parameter reads"):
        parse_query("q", b"# title: T\n# param: person of whom\nASK {}")


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("SELEC * {}", "a query begins with SELECT, ASK, CONSTRUCT or DESCRIBE"),
        ("INSERT DATA { <a:a> <a:b> <a:c> }", "a query begins with SELECT"),
        ("LOAD <http://127.0.0.1/>", "a query begins with SELECT"),
        ("", "line 1, column 1"),
        ("SELECT *\n{ ?s foo:a ?o }", "line 2, column 11, at .*: unknown prefix .* kg, rdf"),
        ("SELECT ?x (COUNT(?y) AS ?n) { ?x ?p ?y }", "contains a variable that is unbound"),
        ("SELECT * { ?s ?p 'a }", "it ends too early, after line 1: .*'a }"),
        ("SELECT * {\n  ?s ?p ?o .\n", r"line 1, column 10, at '\{': nothing closes this \{$"),
        ("SELECT *\n{ ?s ?p ?o", r"line 2, column 1, at '\{ \?s \?p \?o': nothing closes this \{$"),
        ("SELECT * {\n FILTER(?o > 3\n}\n", r"line 2, column 8, at '\(\?o > 3': nothing closes this \($"),
        ("SELECT * { ?s ?p ?o }}", r"line 1, column 22, at '}': this } closes nothing$"),
        ("SELECT * { ?s ?p ?o }\nLIMIT\n", "it ends too early, after line 2: 'LIMIT'"),
        ("what", "a query begins with SELECT"),
    ],
)
def test_what_is_no_query_is_explained(world: ox.Store, text: str, message: str) -> None:
    with pytest.raises(RuleError, match=message) as error:
        asked(world, text)
    assert len(str(error.value).splitlines()) == 1


@pytest.fixture(scope="module")
def canary() -> Iterator[tuple[str, list[str]]]:
    """A server on this machine, and the paths that were asked of it."""
    hits: list[str] = []

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            hits.append(self.path)
            self.send_error(404)

        do_POST = do_GET  # noqa: N815

        def log_message(self, format: str, *args: object) -> None:
            """Nothing is printed."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}/", hits
    server.shutdown()
    server.server_close()
    thread.join()


CALLS = [
    "SELECT * { SERVICE <URL> { ?s ?p ?o } }",
    "SELECT * { service <URL> { ?s ?p ?o } }",
    "SELECT * { SERVICE SILENT <URL> { ?s ?p ?o } }",
    "SELECT * { SERVICESILENT<URL>{?s ?p ?o} }",
    "SELECT * { sErViCe\n\t<URL>\n{ ?s ?p ?o } }",
    "SELECT * { SERVICE # a comment\n <URL> { ?s ?p ?o } }",
    "SELECT * { BIND (<URL> AS ?g) SERVICE ?g { ?s ?p ?o } }",
    "SELECT * { VALUES ?service { <URL> } SERVICE ?service { ?s ?p ?o } }",
    "PREFIX service: <URL> SELECT * { SERVICE service: { ?s ?p ?o } }",
    "BASE <URL> SELECT * { SERVICE <> { ?s ?p ?o } }",
    "SELECT * { OPTIONAL { SERVICE <URL> { ?s ?p ?o } } }",
    "SELECT * { { SELECT * { SERVICE <URL> { ?s ?p ?o } } } }",
    "SELECT * { ?s ?p ?o FILTER EXISTS { SERVICE <URL> { ?s ?p ?o } } }",
    "SELECT * { ?s ?p ?o FILTER NOT EXISTS { SERVICE <URL> { ?s ?p ?o } } }",
    "SELECT * { ?s ?p ?o MINUS { SERVICE <URL> { ?s ?p ?o } } }",
    "SELECT * { { ?s ?p ?o } UNION { SERVICE <URL> { ?s ?p ?o } } }",
    "SELECT * { GRAPH ?g { SERVICE <URL> { ?s ?p ?o } } }",
    "SELECT * { SERVICE <URL> { SERVICE <URL> { ?s ?p ?o } } }",
    "ASK { SERVICE <URL> { ?s ?p ?o } }",
    "CONSTRUCT { ?s ?p ?o } WHERE { SERVICE <URL> { ?s ?p ?o } }",
    "DESCRIBE ?s { SERVICE <URL> { ?s ?p ?o } }",
    "SELECT * { ?a ?p ?b FILTER (?a<'x>') SERVICE <URL> {} FILTER ('' = '') }",
    "SELECT * { ?a ?p ?b FILTER (?a<?b)SERVICE<URL>{} FILTER (?a>?b) }",
    "SELECT * { ?s ?p '#' SERVICE <URL> { ?s ?p ?o } }",
    "SELECT * { ?s ?p <URL#x> SERVICE <URL> { ?s ?p ?o } }",
    "SELECT * { ?s ?p '''it's''' SERVICE <URL> { ?s ?p ?o } }",
    'SELECT * { ?s ?p "\\"" SERVICE <URL> { ?s ?p ?o } }',
]
QUIET = [
    "SELECT * FROM <URL> { ?s ?p ?o }",
    "SELECT * FROM NAMED <URL> { GRAPH ?g { ?s ?p ?o } }",
    "SELECT * FROM <file:///etc/passwd> { ?s ?p ?o }",
    "SELECT * FROM NAMED <file:///etc/passwd> { GRAPH ?g { ?s ?p ?o } }",
    "SELECT * { GRAPH <file:///etc/passwd> { ?s ?p ?o } }",
    "SELECT * { GRAPH <URL> { ?s ?p ?o } }",
]


@pytest.mark.parametrize("text", CALLS)
def test_service_is_refused(world: ox.Store, canary: tuple[str, list[str]], text: str) -> None:
    url, hits = canary
    with pytest.raises((UsageError, RuleError)) as error:
        asked(world, text.replace("URL", url))
    assert "SERVICE is refused" in str(error.value) or "# a comment" in text
    assert hits == []


@pytest.mark.parametrize("text", QUIET)
def test_from_and_graph_know_the_store_only(
    world: ox.Store, canary: tuple[str, list[str]], text: str
) -> None:
    url, hits = canary
    assert asked(world, text.replace("URL", url)) == []
    assert hits == []


@pytest.mark.parametrize(
    "text",
    [
        "SELECT * { ?s ?p 'SERVICE <http://127.0.0.1:9/> { ?a ?b ?c }' }",
        "SELECT * { ?s ?p ?service . ?s skos:prefLabel ?xaaqxqx FILTER (?service = '') } # SERVICE <x:y> {}",
        "PREFIX service: <https://service.example/> SELECT * { ?s service:SERVICE <https://e.example/service> }",
    ],
)
def test_the_word_alone_is_no_call(world: ox.Store, text: str) -> None:
    assert asked(world, text) == []


@pytest.mark.parametrize(
    ("text", "format_", "start"),
    [
        ("SELECT (1 AS ?a) {}", "csv", b"a\r\n1\r\n"),
        ("SELECT ('=1+1' AS ?a) {}", "csv", b"a\r\n=1+1\r\n"),  # SPARQL results are exact
        ("SELECT (1 AS ?a) {}", "tsv", b"?a\n1\n"),
        ("SELECT (1 AS ?a) {}", "json", b'{"head":{"vars":["a"]}'),
        ("ASK {}", "json", b'{"head":{},"boolean":true}'),
        ("CONSTRUCT { kg:a kg:b 'c' } WHERE {}", "ttl", b"@prefix"),
        ("SELECT (1 AS ?a) {}", "ttl", None),
        ("CONSTRUCT { kg:a kg:b 'c' } WHERE {}", "csv", None),
        ("ASK {}", "csv", None),
    ],
)
def test_formats(world: ox.Store, tmp_path: Path, text: str, format_: str, start: bytes | None) -> None:
    results = run(world, parse_query("q", text.encode()), {}, base=BASE)
    with (tmp_path / "out").open("w+b") as file:
        if start is None:
            with pytest.raises(UsageError, match=r"use --format|--format ttl is for"):
                write(results, format_, file)
            return
        write(results, format_, file)
        file.seek(0)
        assert file.read().startswith(start)
