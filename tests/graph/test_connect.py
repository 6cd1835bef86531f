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
from kg.graph.connect import connect, connect_somehow
from kg.graph.connection import FAR, Connection, Step
from kg.graph.ties import Projection
from kg.model import Article, Entity, Statement
from kg.report.connect import FORMATS, _short, _support
from kg.store import Store
from tests.world import COUNTY, HE, OTHER_LIN, _claim, _mention, entity, made_of

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
    wide = connect(store, "何清", "李大钊纪念馆", Projection(facts=False, together="article"))
    assert wide.routes[0].steps[0].ties[0].sentence.startswith("松岭市委书记何清")


def test_an_office_is_tied_to_who_holds_it_alone(store: Store) -> None:
    by_holder = connect(store, "松岭市委书记", "李大钊纪念馆", Projection(together="article"))
    assert [tie.predicate for step in by_holder.routes[0].steps for tie in step.ties] == [
        "holdsRole",
        "together",
    ]
    assert not connect(
        store, "松岭市委书记", "李大钊纪念馆", Projection(facts=False, together="article")
    ).routes


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


def test_a_sentence_that_states_a_fact_is_shown_once(store: Store) -> None:
    both = connect(store, LIN, "石桥战斗纪念馆", Projection(together="sentence"))
    (tie,) = both.routes[0].steps[0].ties
    assert tie.predicate == "visits"
    assert both.routes[0].steps[0].one_sentence
    step = Step(
        LIN,
        "site/石桥战斗纪念馆",
        (tie, replace(tie, predicate="participatesIn"), replace(tie, place="丙#char=0,9")),
    )
    twice = replace(both, routes=(replace(both.routes[0], steps=(step,)),), shared=())
    for name in ("text", "md", "html"):
        shown = FORMATS[name](twice)
        assert shown.count(tie.sentence) == 2 + shown.count("<title>市委")
    assert not step.one_sentence
    assert replace(step, ties=step.ties[:2]).one_sentence


def test_named_together_elsewhere_is_told_beside_the_fact(tmp_path: Path) -> None:
    text = "何清到石桥县调研。何清说，石桥县变了样。"
    article = Article("戊", text * 9, "题")
    mentions = [_mention(article, HE, "何清"), _mention(article, COUNTY, "石桥县")]
    again = [replace(one, start=one.start + 9, end=one.end + 9) for one in (mentions[0],)]
    again += [replace(mentions[1], start=text.rindex("石桥县"), end=text.rindex("石桥县") + 3)]
    visit = _claim(article, HE, "visits", COUNTY, text[:9])
    with Store.read(made_of(tmp_path / "store", {"戊": (article, [*mentions, *again, visit])})) as store:
        step = connect(store, "何清", "石桥县", Projection(together="sentence")).routes[0].steps[0]
    assert [(tie.predicate, tie.sentence) for tie in step.ties] == [
        ("visits", text[:9]),
        ("together", text[9:]),
    ]
    assert not step.one_sentence


@pytest.fixture(scope="module")
def far_apart(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """何清 and 林远山 beside one another in an article, and tied by facts only through two counties that all visit."""
    near, far = entity("Place", "甲县"), entity("Place", "乙县")
    guests = [(entity("Person", f"来客{number:03}"), place) for number in range(80) for place in (near, far)]
    said = {}
    for name, visits in {"众": guests, "一": [(HE, near)], "二": [(OTHER_LIN, far)]}.items():
        words = [f"{who.name}到{place.name}。" for who, place in visits]
        article = Article(name, "".join(words) + f"第{name}篇。" * 40, "题")
        claims = [
            _claim(article, who, "visits", place, sentence)
            for (who, place), sentence in zip(visits, words, strict=True)
        ]
        said[name] = (article, claims)
    both = Article("同", "何清讲了话。林远山也讲了话。" * 20, "题")
    said["同"] = (both, [_mention(both, HE, "何清"), _mention(both, OTHER_LIN, "林远山")])
    with Store.read(made_of(tmp_path_factory.mktemp("far") / "store", said)) as store:
        yield store


def test_a_path_that_any_two_have_gives_way_to_an_article_that_names_both(
    far_apart: Store, capsys: pytest.CaptureFixture[str]
) -> None:
    other = "person/林远山（云岭市公安局）"
    found, together = connect_somehow(far_apart, "何清", other, Projection())
    assert together == "article"
    assert [tie.predicate for tie in found.routes[0].steps[0].ties] == ["together"]
    assert found.passed > FAR
    alone, together = connect_somehow(far_apart, "何清", other, Projection(), facts=True)
    assert (together, alone.far, alone.routes[0].cost, alone.passed) == ("", True, found.passed, 0)
    near, together = connect_somehow(far_apart, "何清", "甲县", Projection())
    assert (together, near.far) == ("", False)
    where = ["--store", str(far_apart.path)]
    assert run(["connect", "何清", other, *where]) == 0
    said = capsys.readouterr()
    assert "no good path of facts: the best costs" in said.err
    assert "同现" in said.out
    assert "何清 (人物, 1 article) — 林远山（云岭市公安局） (人物, 1 article)" in said.out
    assert run(["connect", "何清", other, "--facts", *where]) == 0
    said = capsys.readouterr()
    assert "no good path of facts: beyond 20 bits" in said.err
    assert "同现" not in said.out
