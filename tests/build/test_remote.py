"""A SPARQL server that is kept the same as a store: a small one of our own, and Virtuoso where it is installed."""

from __future__ import annotations

import shutil
import socket
import subprocess
import threading
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import parse_qs

import pyoxigraph as ox
import pytest

from kg.build import remove
from kg.build.remote import mirror
from kg.errors import StoreError
from kg.query import named_queries, run
from kg.query.remote import run_remote
from kg.query.results import rows
from kg.store import BASE, Store
from kg.store.endpoint import Endpoint
from kg.store.graph import dump_lines
from tests.world import on_disk

STRANGER = ox.Quad(
    ox.NamedNode("urn:a"), ox.NamedNode("urn:b"), ox.Literal("not ours"), ox.NamedNode("urn:g")
)


class Server:
    """A SPARQL server over a graph in memory; `broken` makes it refuse updates after so many."""

    def __init__(self) -> None:
        self.graph = ox.Store()
        self.updates = 0
        self.broken = -1
        owner = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers["Content-Length"])).decode()
                if self.headers["Content-Type"] == "application/sparql-update":
                    owner.updates += 1
                    if 0 <= owner.broken < owner.updates:
                        return self.say(503, b"the disk is full")
                    owner.graph.update(body)
                    return self.say(200, b"")
                found = owner.graph.query(parse_qs(body)["query"][0])
                return self.say(200, found.serialize(format=ox.QueryResultsFormat.JSON) or b"")  # type: ignore[union-attr, call-arg]

            def say(self, status: int, words: bytes) -> None:
                self.send_response(status)
                self.send_header("Content-Type", "application/sparql-results+json")
                self.send_header("Content-Length", str(len(words)))
                self.end_headers()
                self.wfile.write(words)

            def log_message(self, *_: object) -> None:
                pass

        self.http = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.thread = threading.Thread(target=self.http.serve_forever)
        self.thread.start()
        self.endpoint = Endpoint(f"http://127.0.0.1:{self.http.server_port}/update")

    def close(self) -> None:
        self.http.shutdown()
        self.thread.join()
        self.http.server_close()

    def lines(self) -> list[str]:
        """What it holds, without what it remembers of us and what is not ours."""
        return [line for line in dump_lines(self.graph) if "mirror>" not in line and "urn:a" not in line]


@pytest.fixture
def server() -> Iterator[Server]:
    made = Server()
    made.graph.add(STRANGER)
    yield made
    made.close()
    assert STRANGER in made.graph


def test_a_server_is_given_all_then_what_changes(tmp_path: Path, server: Server) -> None:
    path = on_disk(tmp_path / "store")
    with Store.write(path) as store:
        first = mirror(store, server.endpoint)
        assert first.anew
        assert server.lines() == list(dump_lines(store.graph))
        again = mirror(store, server.endpoint)
        assert (again.graphs, again.subjects, again.dropped, again.anew) == (0, 0, 0, False)
        remove(["甲"], store)
        less = mirror(store, server.endpoint)
        assert (less.graphs, less.dropped, less.anew) == (0, 1, False)
        assert 0 < less.subjects < 10
        assert server.lines() == list(dump_lines(store.graph))


def test_another_store_or_a_server_that_forgot_begins_anew(tmp_path: Path, server: Server) -> None:
    with (
        Store.write(on_disk(tmp_path / "one")) as one,
        Store.write(on_disk(tmp_path / "two", ["甲", "丙"])) as two,
    ):
        assert mirror(one, server.endpoint).anew
        assert mirror(two, server.endpoint).anew
        assert server.lines() == list(dump_lines(two.graph))
        back = mirror(one, server.endpoint)
        assert back.anew
        assert back.dropped == 2
        server.graph.clear()
        server.graph.add(STRANGER)
        assert mirror(one, server.endpoint).anew
        assert server.lines() == list(dump_lines(one.graph))


@pytest.mark.parametrize("after", [0, 1, 2, 4])
def test_what_was_cut_off_is_done_again(tmp_path: Path, server: Server, after: int) -> None:
    with Store.write(on_disk(tmp_path / "store")) as store:
        mirror(store, server.endpoint)
        remove(["甲", "丁"], store)
        server.broken = server.updates + after
        with pytest.raises(StoreError, match="503: the disk is full"):
            mirror(store, server.endpoint)
        server.broken = -1
        mirror(store, server.endpoint)
        assert server.lines() == list(dump_lines(store.graph))


# --- Virtuoso ----------------------------------------------------------------------------------------------

_INI = """[Database]
DatabaseFile = v.db
ErrorLogFile = v.log
LockFile = v.lck
TransactionFile = v.trx
xa_persistent_file = v.pxa
[TempDatabase]
DatabaseFile = t.db
TransactionFile = t.trx
[Parameters]
ServerPort = 127.0.0.1:{sql}
NumberOfBuffers = 4000
DirsAllowed = .
[HTTPServer]
ServerPort = 127.0.0.1:{web}
ServerRoot = .
ServerThreads = 4
"""
KNOWN = f"{BASE}known"


def _free() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@pytest.fixture
def virtuoso(tmp_path: Path) -> Iterator[tuple[Endpoint, Endpoint]]:
    """A Virtuoso of its own on loopback: where it is written and where it is read; skips where it is not installed."""
    program = shutil.which("virtuoso-t")
    if not program:
        pytest.skip("virtuoso-opensource-7 is not installed")
    folder = tmp_path / "virtuoso"
    folder.mkdir()
    web = _free()
    (folder / "virtuoso.ini").write_text(_INI.format(sql=_free(), web=web), encoding="utf-8")
    process = subprocess.Popen(
        [program, "-f"], cwd=folder, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    address = f"http://127.0.0.1:{web}"
    try:
        reading = Endpoint(f"{address}/sparql", graph=KNOWN)
        for _ in range(240):
            try:
                reading.query("ASK {}", "*/*")
                break
            except StoreError:
                assert process.poll() is None, "virtuoso ended"
                time.sleep(0.25)
        yield Endpoint(f"{address}/sparql-auth", graph=KNOWN, auth="dba:dba"), reading
    finally:
        process.kill()
        process.wait()


def test_virtuoso_is_given_the_graph_and_asked_the_named_queries(
    tmp_path: Path, virtuoso: tuple[Endpoint, Endpoint]
) -> None:
    writing, reading = virtuoso
    path = on_disk(tmp_path / "store")
    with Store.write(path) as store:
        with pytest.raises(StoreError, match="--graph"):
            mirror(store, Endpoint(writing.url, auth="dba:dba"))
        assert mirror(store, writing).anew
        assert not mirror(store, writing).anew
        same_answers(store, reading)
        remove(["甲"], store)
        assert not mirror(store, writing).anew
        same_answers(store, reading)
        ours = f"FILTER (STRSTARTS(STR(?g), '{BASE}'))"
        count = f"SELECT (COUNT(*) AS ?n) WHERE {{ GRAPH ?g {{ ?s ?p ?o }} {ours} }}"
        body, _ = reading.query(count, "text/csv", all_graphs=True)
        assert int(body.decode().split()[1]) == len(store.graph) + 1, "and what it remembers of us"


def same_answers(store: Store, reading: Endpoint) -> None:
    """Named queries give what they give here. Those with a separator of GROUP_CONCAT beyond ASCII are left out: Virtuoso 7
    makes it a question mark."""
    for query in named_queries().values():
        if "separator" in query.text or any(parameter.required for parameter in query.parameters):
            continue
        expected = sorted(rows(run(store.graph, query, {}, base=store.base), store.base))  # type: ignore[arg-type]
        found, base = run_remote(reading, query, {})
        assert sorted(rows(found, base)) == expected, query.name  # type: ignore[arg-type]
    for name, given in (("roles", {"person": "何清"}), ("one-source", {"entity": "何清"})):
        query = named_queries()[name]
        expected = list(rows(run(store.graph, query, given, base=store.base), store.base))  # type: ignore[arg-type]
        found, base = run_remote(reading, query, given)
        assert expected
        assert list(rows(found, base)) == expected, name  # type: ignore[arg-type]
