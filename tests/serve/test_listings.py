"""What named queries list of the whole store is prepared, and given only while it is true."""

from __future__ import annotations

import json
import os
import time
from pathlib import Path

import httpx
import pyoxigraph as ox
import pytest

from kg.build import remove
from kg.query import named_queries, run
from kg.query.remote import bound
from kg.serve import Limits, asking, listings
from kg.serve.answering import Answer, Ask
from kg.serve.listings import Listings
from kg.store import BASE, Store
from kg.store.snapshots import pointed
from tests.serve.conftest import serving
from tests.world import on_disk

JSON, CSV = "application/sparql-results+json", "text/csv"


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return on_disk(tmp_path / "store")


def prepared(path: Path) -> Listings:
    found = Listings(path, BASE, Limits())
    found.prepare(pointed(path / "snapshots"))
    return found


def test_what_is_prepared_is_what_the_query_gives(path: Path) -> None:
    found = prepared(path)
    every = {name: q for name, q in named_queries().items() if not any(p.required for p in q.parameters)}
    assert found.ready() == every.keys()
    with Store.read(path) as store:
        for name, query in every.items():
            results = run(store.graph, query, {}, base=BASE)
            assert isinstance(results, ox.QuerySolutions)
            expected = json.loads(results.serialize(format=ox.QueryResultsFormat.JSON) or b"")
            answer = found.get(Ask(query.text, (JSON,), name=name))
            assert answer
            assert json.loads(answer.body) == expected
            csv = found.get(Ask(query.text, (CSV,), name=name))
            assert csv
            assert csv.body.count(b"\r\n") == len(expected["results"]["bindings"]) + 1
    assert found._worker is None, "the process has ended"


def test_the_same_text_is_the_same_question(path: Path) -> None:
    found = prepared(path)
    roles = named_queries()["roles"]
    named = found.get(Ask(roles.text, (JSON,), name="roles"))
    assert named
    for text in (roles.text, roles.text.replace("\n", "\r\n"), bound(roles, {})[1]):
        assert found.get(Ask(text, ("*/*",))) is named
    assert found.get(Ask(roles.text + "LIMIT 1", (JSON,))) is None
    assert found.get(Ask(roles.text, ("text/turtle",), name="roles")) is None
    assert found.get(Ask(roles.text, (JSON,), name="roles", values=(("person", "何清"),))) is None
    assert found.get(Ask(roles.text, (JSON,), default_graphs=(BASE + "article/甲",))) is None


def test_a_build_ends_what_was_prepared(path: Path) -> None:
    found = prepared(path)
    ask = Ask("", (JSON,), name="roles")
    assert found.get(ask)
    with Store.write(path) as store:
        remove(["甲"], store)
    assert found.get(ask) is None
    assert not found.ready()


def test_there_is_room_for_so_much(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(listings, "_ROOM", 1500)
    found = prepared(path)
    assert found.ready()
    assert 0 < sum(len(answer.body) for answer in found._answers.values()) <= 1500


def test_a_process_that_ends_is_followed_by_another(path: Path) -> None:
    found = Listings(path, BASE, Limits())
    make, made = found._make, []

    def failing() -> object:
        worker = make()
        made.append(worker)
        if len(made) == 1:
            worker.process.kill()
        return worker

    found._make = failing  # type: ignore[assignment]
    found.prepare(pointed(path / "snapshots"))
    assert len(made) == 2
    assert len(found.ready()) >= 12, "all but the one that was being asked"


def test_it_is_of_the_lowest_priority(path: Path) -> None:
    found = Listings(path, BASE, Limits())
    assert found._answer(Ask("ASK {}", ("*/*",))).kind == "done"
    assert found._worker
    assert os.getpriority(os.PRIO_PROCESS, found._worker.process.pid or 0) == 19
    found.stop()
    found._dismiss()


def test_the_server_prepares_by_itself(path: Path) -> None:
    with serving(path, Limits(at_once=1)) as address, httpx.Client(base_url=address, timeout=60) as client:
        for _ in range(200):
            listed = client.get("/query?format=json").json()
            if all(one["prepared"] for one in listed if not any(p["required"] for p in one["parameters"])):
                break
            time.sleep(0.1)
        else:
            pytest.fail("nothing was prepared")
        assert client.get("/query/roles.json").json()["results"]["bindings"]


def test_the_first_rows_are_read_without_the_rest(monkeypatch: pytest.MonkeyPatch) -> None:
    rows = [{"a": {"type": "literal", "value": f'{n}"}}}},{{" {{'}} for n in range(700)]
    body = json.dumps(
        {"head": {"vars": ["a"]}, "results": {"bindings": rows}}, separators=(",", ":")
    ).encode()
    whole = asking._table(body)
    monkeypatch.setattr(asking, "_HEAD", len(body) - 100)
    assert asking._first(body)
    assert asking._table(body) == whole
    assert (len(whole.rows), whole.total) == (500, 700)
    monkeypatch.setattr(asking, "_HEAD", 100)
    assert asking._first(body) is None, "so little holds no 500 rows"
    assert asking._table(body) == whole


def test_what_cannot_be_answered_is_not_kept(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    found = Listings(path, BASE, Limits())
    monkeypatch.setattr(found, "_answer", lambda ask: Answer("refused", b"too much"))
    found.prepare(pointed(path / "snapshots"))
    assert not found.ready()
