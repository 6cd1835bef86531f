"""How two entities of the small world are connected, and what the picture of it says."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from lxml import etree

from kg.cli import run
from kg.errors import UsageError
from kg.graph.connect import Connection, connect
from kg.graph.ties import Projection
from kg.model import Article, Entity, Statement
from kg.report.connect import FORMATS, _short, _support
from kg.store import Store
from tests.world import COUNTY, HE, _claim, _mention, entity, made_of

LIN = "person/林远山（松岭市委）"


@pytest.fixture(scope="module")
def store(world_path: Path) -> Iterator[Store]:
    with Store.read(world_path) as store:
        yield store


@pytest.fixture(scope="module")
def found(store: Store) -> Connection:
    return connect(store, LIN, "“石桥小路”红色线路", Projection())


def test_each_step_has_its_sentence(store: Store, found: Connection) -> None:
    best = found.routes[0]
    assert [end.name for end in best.ends] == [LIN, "site/石桥战斗纪念馆", "route/“石桥小路”红色线路"]
    visit = best.steps[0].ties[0]
    assert (visit.subject, visit.predicate, visit.object) == (LIN, "visits", "site/石桥战斗纪念馆")
    assert visit.sentence == "市委书记林远山走进石桥战斗纪念馆。"
    for route in found.routes:
        for step in route.steps:
            for tie in step.ties:
                article, _, offsets = tie.place.partition("#char=")
                start, end = map(int, offsets.split(","))
                assert store.text_of(article)[start:end].strip() == tie.sentence
    assert best.steps[0].one_sentence
    role = connect(store, LIN, "何清", Projection()).routes[0].steps
    assert [step.one_sentence for step in role] == [False, True]


def test_entities_named_together_are_shown_where_they_stand(store: Store) -> None:
    side = connect(store, LIN, "石桥战斗纪念馆", Projection(facts=False, together="sentence"))
    (tie,) = side.routes[0].steps[0].ties
    assert (tie.predicate, tie.sentence) == ("together", "市委书记林远山走进石桥战斗纪念馆。")
    wide = connect(store, "松岭市委书记", "李大钊纪念馆", Projection(facts=False, together="article"))
    assert wide.routes[0].steps[0].ties[0].sentence.startswith("松岭市委书记何清")


def test_whom_both_are_tied_to(store: Store) -> None:
    shared = connect(store, LIN, "何清", Projection()).shared
    assert [(one.end.key, one.left, one.right) for one in shared] == [
        ("松岭市委书记", ("holdsRole",), ("holdsRole",))
    ]


def test_a_span_of_time_and_the_types_wanted(store: Store) -> None:
    early = connect(store, LIN, "石桥县", Projection(until="2021-04"))
    assert [len(route.steps) for route in early.routes] == [1]
    with pytest.raises(UsageError, match="left out"):
        connect(store, LIN, "石桥县", Projection(types=frozenset({"Person"})))


@pytest.mark.parametrize(
    ("a", "b", "message"),
    [
        ("林远山", "何清", "name one of"),
        ("石桥战斗纪念", "何清", "did you mean 石桥战斗纪念馆"),
        ("何清", "何清", "are one entity"),
        ("河北省", "何清", "only of places within it"),
    ],
)
def test_names_that_mean_nothing_to_connect(store: Store, a: str, b: str, message: str) -> None:
    with pytest.raises(UsageError, match=message):
        connect(store, a, b, Projection())


def test_a_bare_name_means_the_one_whom_all_write_of(tmp_path: Path) -> None:
    article, later = (Article(name, "何清到石桥县调研。" * 40, name) for name in "戊己")
    other = entity("Person", "何清", "何清（己）")

    def said(article: Article, who: Entity, times: int) -> list[Statement]:
        visit = _claim(article, who, "visits", COUNTY, "何清到石桥县调研。")
        spans = [_mention(article, who, "何清"), _mention(article, COUNTY, "石桥县")]
        more = [
            replace(spans[0], start=9 * number, end=9 * number + 2, text="何清") for number in range(1, times)
        ]
        return [*spans, *more, visit]

    path = tmp_path / "store"
    made_of(path, {"戊": (article, said(article, HE, 10)), "己": (later, said(later, other, 1))})
    with Store.read(path) as store:
        met = connect(store, "何清", "石桥县", Projection())
        assert met.left.name == "person/何清"
        assert met.namesakes == ("person/何清（己）",)
        for name in ("text", "md", "html"):
            assert "另有同名" in FORMATS[name](met)
        assert connect(store, "何清（己）", "石桥县", Projection()).left.name == "person/何清（己）"
        assert connect(store, "person/何清", "石桥县", Projection()).namesakes == ()
    made_of(tmp_path / "few", {"戊": (article, said(article, HE, 9)), "己": (later, said(later, other, 1))})
    with Store.read(tmp_path / "few") as store, pytest.raises(UsageError, match="name one of"):
        connect(store, "何清", "石桥县", Projection())


def test_of_a_long_sentence_the_part_with_both_names_is_shown(found: Connection) -> None:
    tie = found.routes[0].steps[0].ties[0]
    long = replace(tie, sentence="前" * 200 + tie.sentence + "后" * 200)
    words = _short(long)
    assert len(words) <= 120
    assert "林远山走进石桥战斗纪念馆" in words
    assert words.startswith("…")
    assert words.endswith("…")
    assert _short(tie) == tie.sentence
    assert "confidence 0.65" in _support(replace(tie, confidence=0.65))
    assert "confidence" not in _support(tie)


def test_formats(found: Connection) -> None:
    page = FORMATS["html"](found)
    picture = etree.fromstring(FORMATS["svg"](found).encode())
    labels = {"".join(node.itertext()) for node in picture.iter("{http://www.w3.org/2000/svg}text")}
    assert {"石桥战斗纪念馆", "到访 1"} <= labels
    assert "<script" not in page
    assert "http" not in page.replace("http://www.w3.org/2000/svg", "")
    data = json.loads(FORMATS["json"](found))
    assert data["routes"][0]["steps"][0]["ties"][0]["sentence"] == "市委书记林远山走进石桥战斗纪念馆。"
    for name in ("text", "md", "html"):
        assert "市委书记林远山走进石桥战斗纪念馆。" in FORMATS[name](found)
        assert "仅一句 one sentence" in FORMATS[name](found)


def test_the_command(world_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["connect", LIN, "“石桥小路”红色线路", "--store", str(world_path), "-k", "1"]) == 0
    out = capsys.readouterr().out
    assert "\n1. 林远山（松岭市委） —到访— 石桥战斗纪念馆 —属于— “石桥小路”红色线路" in out
    assert "\n2. " not in out
    # The other Lin took part in nothing: only what one article names ties him to the county.
    assert run(["connect", "person/林远山（云岭市公安局）", "石桥县", "--store", str(world_path)]) == 0
    said = capsys.readouterr()
    assert "同现" in said.out
    assert "counts as tied" in said.err
    assert run(["connect", LIN, "何清", "--store", str(world_path), "--predicates", "likes"]) == 2
    assert "no predicate 'likes'; there are" in capsys.readouterr().err
