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
from pathlib import Path
from time import perf_counter
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
            for one in spread(store, TYPES.get(parameter.name, ""), number):
                yield query, {parameter.name: one}


def alone(store: Store, query: Query, values: dict[str, str]) -> tuple[bytes, float]:
    """The same by pyoxigraph in this process, written as JSON."""
    since = perf_counter()
    results = run(store.graph, query, values, base=store.base)
    out = io.BytesIO()
    assert isinstance(results, ox.QuerySolutions)
    results.serialize(out, format=ox.QueryResultsFormat.JSON)
    return out.getvalue(), 1000 * (perf_counter() - since)


def quantiles(times: list[float]) -> str:
    times = sorted(times)
    picked = [times[min(int(q * len(times)), len(times) - 1)] for q in (0.5, 0.95)]
    return f"median {picked[0]:7.2f}  p95 {picked[1]:7.2f}  worst {times[-1]:8.1f}  ({len(times)})"


def queries(client: Client, store: Store, number: int) -> None:
    """Each query once, so that no answer was kept; those of one entity and those over the whole store apart."""
    for title, whole in (("named, of an entity", False), ("named, over all", True)):
        direct, served = 0.0, 0.0
        times: list[float] = []
        slowest: dict[str, float] = {}
        for query, values in asks(store, number):
            if bool(values) == whole:
                continue
            status, mine, took = client.get(f"/query/{query.name}.json?{urlencode(values)}")
            times.append(took)
            slowest[f"{query.name} {' '.join(values.values())}"] = took
            if status == 503:
                continue
            assert status == 200, mine
            theirs, alone_took = alone(store, query, values)
            assert len(json.loads(mine)["results"]["bindings"]) == len(
                json.loads(theirs)["results"]["bindings"]
            )
            served, direct = served + took, direct + alone_took
        print(f"{title:19} {quantiles(times)}")
        print(
            f"  beside pyoxigraph alone: {served:,.0f} ms against {direct:,.0f} ms, {served / direct:.2f} times"
        )
        for name, took in sorted(slowest.items(), key=lambda item: -item[1])[:3]:
            print(f"  slowest: {took:8.1f}  {name}")
    again = [
        client.get(f"/query/{query.name}.json?{urlencode(v)}")[2] for query, v in asks(store, 1) if not v
    ]
    print(f"over all, again     {quantiles(again)}")


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
