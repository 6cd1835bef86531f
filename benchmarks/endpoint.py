"""How fast `kg serve` answers over a store: entity cards, named queries beside pyoxigraph alone, and the query after one
that was stopped.

    python benchmarks/endpoint.py STORE [--entities 200] [--each 40]

The server runs as a process of its own on loopback; times are what a client sees, in milliseconds. Cards are asked for
the first time each (no cache helps) of entities spread evenly over all that are mentioned, most mentioned first; named
queries are asked of such entities of the right type, and without parameters where they need none.
"""

from __future__ import annotations

import argparse
import http.client
import io
import json
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from time import perf_counter, sleep
from urllib.parse import quote, urlencode

import pyoxigraph as ox

from kg.query import Query, named_queries, run
from kg.store import Store

CROSS = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }"
TYPES = {
    "person": "Person", "speaker": "Person", "entity": "", "place": "Place", "visited": "Place", "campaign": "Campaign",
    "organisation": "Organisation", "event": "Event", "route": "Route", "whole": "Campaign",
}  # fmt: skip
"""Parameter → the type of what it is given; any when empty."""


class Client:
    """One connection that is kept."""

    def __init__(self, address: str) -> None:
        self.connection = http.client.HTTPConnection(address.removeprefix("http://").rstrip("/"), timeout=600)

    def get(self, path: str) -> tuple[int, bytes, float]:
        """Status, body and milliseconds."""
        since = perf_counter()
        try:
            self.connection.request("GET", path, headers={"Accept": "*/*"})
            response = self.connection.getresponse()
        except (http.client.RemoteDisconnected, BrokenPipeError, ConnectionResetError):  # idle for too long
            self.connection.close()
            return self.get(path)
        body = response.read()
        return response.status, body, 1000 * (perf_counter() - since)


def spread(store: Store, kind: str, number: int) -> list[str]:
    """Entities of a type (of any but figures and dates when empty), evenly from the most to the least mentioned."""
    table = store.edges
    counts: dict[int, int] = {}
    for node in table.mentions[:, 1].tolist():
        counts[node] = counts.get(node, 0) + 1
    wanted = [
        n for n in counts if table.types[n] == kind or (not kind and table.types[n] not in ("Figure", "Date"))
    ]
    wanted.sort(key=lambda n: (-counts[n], table.nodes[n]))
    step = max(len(wanted) // number, 1)
    return [table.nodes[n] for n in wanted[::step][:number]]


def asks(store: Store, number: int) -> Iterator[tuple[Query, dict[str, str]]]:
    for query in named_queries().values():
        entities = [p for p in query.parameters if p.kind == "entity"]
        if not any(p.required for p in query.parameters):
            yield query, {}
        for parameter in entities:
            for one in spread(store, TYPES.get(parameter.name, ""), number) if number else ():
                yield query, {parameter.name: one}


def alone(store: Store, query: Query, values: dict[str, str]) -> tuple[bytes, float]:
    """The same by pyoxigraph in this process, written as JSON."""
    since = perf_counter()
    results = run(store.graph, query, values, base=store.base)
    out = io.BytesIO()
    assert isinstance(results, ox.QuerySolutions)
    results.serialize(out, format=ox.QueryResultsFormat.JSON)
    return out.getvalue(), 1000 * (perf_counter() - since)


def quantile(times: list[float], q: float) -> float:
    return sorted(times)[min(int(q * len(times)), len(times) - 1)]


def quantiles(times: list[float]) -> str:
    return f"median {quantile(times, 0.5):7.2f}  p95 {quantile(times, 0.95):7.2f}  worst {max(times):8.1f}  ({len(times)})"


@dataclass
class Row:
    """A line of the table: milliseconds through the server and by pyoxigraph alone, and rows of the largest result."""

    served: list[float] = field(default_factory=list)
    alone: list[float] = field(default_factory=list)
    rows: int = 0

    def add(self, served: float, alone: float, rows: int = 0) -> None:
        self.served.append(served)
        self.alone.append(alone)
        self.rows = max(self.rows, rows)

    def line(self, name: str) -> str:
        if not self.served:
            return f"| {name} | 0 | | | | | | | |"
        found = [quantile(times, q) for times in (self.served, self.alone) for q in (0.5, 0.95)]
        ratio = sum(self.served) / sum(self.alone)
        cells = " | ".join(f"{value:.1f}" for value in (*found, max(self.served)))
        return f"| {name} | {len(self.served)} | {self.rows:,} | {cells} | {ratio:.2f} |"


HEAD = """| query | asked | rows | served p50 | p95 | alone p50 | p95 | served worst | served : alone |
|---|--:|--:|--:|--:|--:|--:|--:|--:|"""


def queries(client: Client, store: Store, number: int) -> None:
    """Each question once, so that no answer was kept: of entities; over the whole store with a comment added, by which the
    server does not know what it has prepared; and over the whole store as `kg query` and the pages ask, prepared."""
    print(f"\nNamed queries, ms\n\n{HEAD}")
    of_one, live, prepared, every = Row(), Row(), Row(), Row()
    by_name: dict[str, Row] = {}
    for query, values in asks(store, number):
        if values:
            took, theirs, rows = compared(
                client, store, query, values, f"/query/{query.name}.json?{urlencode(values)}"
            )
            for row in (by_name.setdefault(query.name, Row()), of_one, every):
                row.add(took, theirs, rows)
    for name, row in by_name.items():
        print(row.line(f"{name}, of an entity"))
    print(of_one.line("**of an entity**"), flush=True)
    waited = wait(client)
    for query, values in asks(store, 0):
        mark = {"query": query.text + "\n# live"}
        took, theirs, rows = compared(client, store, query, values, "/sparql?" + urlencode(mark))
        live.add(took, theirs, rows)
        print(Row([took], [theirs], rows).line(f"{query.name}, of all, not prepared"), flush=True)
        took, theirs, rows = compared(client, store, query, values, f"/query/{query.name}.json")
        prepared.add(took, theirs, rows)
        every.add(took, theirs, rows)
        print(Row([took], [theirs], rows).line(f"{query.name}, of all"), flush=True)
    for row, name in (
        (live, "**of all, not prepared**"),
        (prepared, "**of all**"),
        (every, "**named queries**"),
    ):
        print(row.line(name))
    print(f"\nprepared {waited:.0f} s after the last question of an entity")


def compared(
    client: Client, store: Store, query: Query, values: dict[str, str], path: str
) -> tuple[float, float, int]:
    """Milliseconds through the server and alone, and the rows, the same in both."""
    status, mine, took = client.get(path)
    assert status == 200, mine
    theirs, alone_took = alone(store, query, values)
    rows = len(json.loads(mine)["results"]["bindings"])
    assert rows == len(json.loads(theirs)["results"]["bindings"])
    return took, alone_took, rows


def wait(client: Client) -> float:
    """Seconds until all listings are prepared."""
    since = perf_counter()
    while perf_counter() - since < 600:
        listed = json.loads(client.get("/query?format=json")[1])
        if all(one["prepared"] or any(p["required"] for p in one["parameters"]) for one in listed):
            break
        sleep(0.5)
    return perf_counter() - since


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("store", type=Path)
    options.add_argument("--entities", type=int, default=200)
    options.add_argument("--each", type=int, default=40, help="entities for each parameter")
    asked = options.parse_args()
    command = [
        sys.executable,
        "-m",
        "kg",
        "serve",
        "--store",
        str(asked.store),
        "--port",
        "0",
        "--seconds",
        "30",
    ]
    with (
        subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as server,
        Store.read(asked.store) as store,
    ):
        try:
            assert server.stdout is not None
            client = Client(server.stdout.readline().split()[1])
            took = client.get("/")[2]
            print(f"first page         {took:,.0f} ms: the names are read")
            for name, form in (("entity card (JSON)", "/data/{}.json"), ("entity page (HTML)", "/page/{}")):
                entities = spread(store, "", asked.entities)
                if form.startswith("/page"):
                    entities = [
                        one for one in spread(store, "", 2 * asked.entities) if one not in set(entities)
                    ]
                times = [client.get(form.format(quote(one, safe="/%")))[2] for one in entities]
                print(f"{name}  {quantiles(times)}")
            queries(client, store, asked.each)
            short = Client(f"http://{client.connection.host}:{client.connection.port}")
            status, _, took = short.get("/sparql?" + urlencode({"query": CROSS}))
            _, _, after = short.get("/sparql?" + urlencode({"query": "ASK { ?s a kg:Person }"}))
            print(
                f"four-way product   {status} after {took / 1000:.1f} s of 30; the next query {after:.1f} ms"
            )
        finally:
            server.terminate()


if __name__ == "__main__":
    main()
