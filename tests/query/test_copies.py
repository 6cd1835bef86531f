"""What is printed more than once is one source: in lists, on cards, behind facts and in queries."""

from __future__ import annotations

import json
from pathlib import Path

import pyoxigraph as ox
import pytest

from kg.build import build
from kg.cli import run as kg
from kg.query import named_queries, run
from kg.query.card import card, why
from kg.query.copies import groups
from kg.query.results import rows
from kg.rdf import article_iri, article_triples
from kg.store import BASE, Store
from kg.store.graph import change
from tests.build.test_build import write
from tests.build.test_copies import record
from tests.rdf.sample import article, statements
from tests.resolve.test_reprints import PARAGRAPHS, TEXT


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store of two articles, the second printed by three papers."""
    folder = tmp_path_factory.mktemp("copies")
    cut = "\n".join(PARAGRAPHS[:3]) + "\n（贺田 整理）"
    texts = [("甲", TEXT, "2021-04-10"), ("乙", TEXT, "2021-04-09"), ("丙", cut, "2021-04-11")]
    other = (
        "丁",
        "4月12日，青溪县委书记林向东到水西村调研，察看老屋修缮的进度，同村里的老人座谈。",
        "2021-04-13",
    )
    with Store.write(folder / "store") as store:
        build([write(folder, [record(*given) for given in (*texts, other)])], store)
    return folder / "store"


def test_groups_are_listed_with_what_they_share(path: Path) -> None:
    with Store.read(path) as store:
        [group] = groups(store)
    assert (group.original, [copy.id for copy in group.articles]) == ("乙", ["乙", "甲", "丙"])
    assert [copy.similarity for copy in group.articles[:2]] == [1.0, 1.0]
    assert 0.9 < group.articles[2].similarity < 1
    assert (group.articles[0].source, group.articles[0].date) == ("乙报", "2021-04-09")


def said(capsys: pytest.CaptureFixture[str], path: Path, *args: str) -> tuple[int, str, str]:
    code = kg([*args, "--store", str(path)])
    out, err = capsys.readouterr()
    return code, out, err


def test_the_command_lists_groups(path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, out, err = said(capsys, path, "articles", "--copies")
    assert (code, err) == (0, "3 articles in 1 group of copies\n")
    assert [line.split()[:5] for line in out.splitlines()][:2] == [
        ["group", "alike", "date", "id", "source"],
        ["1", "100%", "2021-04-09", "乙", "乙报"],
    ]
    _, out, _ = said(capsys, path, "articles", "--copies", "--json")
    assert [copy["id"] for copy in json.loads(out)["articles"]] == ["乙", "甲", "丙"]
    assert said(capsys, path, "articles", "--copies", "--quarantined")[0] == 2


def test_the_card_and_the_proof_count_sources(path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    _, out, _ = said(capsys, path, "show", "林向东")
    assert "in 4 articles from 2 sources" in out
    assert "copy of 乙" in out
    _, out, err = said(capsys, path, "why", "林向东", "holdsRole", "青溪县委书记")
    assert "from " in err or "1 article" in err
    with Store.read(path) as store:
        found = card(store.graph, "林向东", base=BASE)
    assert {source.id: source.original for source in found.articles} == {
        "甲": "乙",
        "乙": "乙",
        "丙": "乙",
        "丁": "丁",
    }


def graph_of(originals: dict[str, str]) -> ox.Store:
    """Articles that say the same things; each copies the one named."""
    graph = ox.Store()
    for id_, original in originals.items():
        at = article(id_)
        triples = article_triples(at, statements(at), base=BASE, original=original)
        change(graph, {article_iri(BASE, id_): triples})
    return graph


def answer(graph: ox.Store, name: str, **values: str) -> list[tuple[str, ...]]:
    results = run(graph, named_queries()[name], values, base=BASE)
    assert isinstance(results, ox.QuerySolutions)
    return list(rows(results, BASE))


def test_queries_count_sources() -> None:
    graph = graph_of({"甲": "甲", "乙": "甲", "丙": "丙"})
    assert answer(graph, "roles")[0][4:6] == ("3", "2")
    assert answer(graph, "one-source") == []
    alone = graph_of({"甲": "甲", "乙": "甲"})
    assert answer(alone, "one-source")[0] == (
        "林远山",
        "holdsRole",
        "松岭市委书记",
        "甲",
        "2",
        "person/林远山",
    )
    claims = why(graph, "林远山", "holdsRole", "松岭市委书记", base=BASE)
    assert sorted(claim.original.rpartition("/")[2] for claim in claims) == ["丙", "甲", "甲"]
    facts = {
        fact.other: (fact.articles, fact.sources)
        for g in card(graph, "林远山", base=BASE).groups
        for fact in g.facts
    }
    assert facts["松岭市委书记"] == (3, 2)
