"""Every named query: what it answers on a small world, with and without its parameters."""

from __future__ import annotations

import re
import time

import pyoxigraph as ox
import pytest

from kg.errors import UsageError
from kg.model import Entity, Quote
from kg.ontology import ontology
from kg.query import named_queries, run
from kg.query.results import rows
from kg.rdf import article_iri, article_triples
from kg.store import BASE
from tests.rdf.sample import article, claim, fill, mention

DOORS = "“红色门牌”活动"
LIN = "person/林远山（松岭市委）"
OTHER_LIN = "person/林远山（云岭市公安局）"

ANSWERS: dict[str, list[tuple[str, list[tuple[str, ...]]]]] = {
    "articles": [
        (
            "entity=党史座谈会",
            [
                ("丁", "", "", "", "1", "event/党史座谈会"),
                ("丙", "2022-06-01", "丙", "岭上晚报", "1", "event/党史座谈会"),
            ],
        ),
    ],
    "branches": [
        ("", [(DOORS, "党史学习教育", "campaign/党史学习教育")]),
        ("whole=党史学习教育", [(DOORS, "党史学习教育", "campaign/党史学习教育")]),
        (f"whole={DOORS}", []),
    ],
    "campaign-places": [
        ("", [(DOORS, "石桥县", "2021-04", "1", "1", f"campaign/{DOORS}")]),
        (f"campaign={DOORS}", [(DOORS, "石桥县", "2021-04", "1", "1", f"campaign/{DOORS}")]),
    ],
    "campaigns": [
        ("", [("石桥县委宣传部", "organises", DOORS, "1", "1", "organisation/石桥县委宣传部")]),
        ("organisation=松岭市委", []),
    ],
    "events": [
        ("", [("党史座谈会", "何清", "石桥县", "", "event/党史座谈会")]),
        (f"event={DOORS}", []),
    ],
    "figures": [
        (
            f"entity={DOORS}",
            [
                (
                    DOORS,
                    "300",
                    "atleast",
                    "个",
                    "党支部",
                    "",
                    "2021-04-08",
                    f"石桥县开展{DOORS}，共有300多个党支部参加。",
                    f"campaign/{DOORS}",
                )
            ],
        ),
        ("entity=何清", []),
    ],
    "members": [
        (
            "",
            [
                ("云岭市公安局", "林远山", "云岭市公安局局长", "organisation/云岭市公安局"),
                ("松岭市委", "林远山", "松岭市委书记", "organisation/松岭市委"),
            ],
        ),
        ("organisation=松岭市委", [("松岭市委", "林远山", "松岭市委书记", "organisation/松岭市委")]),
    ],
    "one-source": [
        (
            "entity=何清",
            [
                ("何清", "holdsRole", "松岭市委书记", "丙", "1", "person/何清"),
                ("何清", "participatesIn", "党史座谈会", "丁", "1", "person/何清"),
            ],
        ),
        (
            f"entity={LIN}",
            [
                ("林远山", "memberOf", "松岭市委", "甲", "1", LIN),
                ("林远山", "visits", "石桥县", "甲", "1", LIN),
                ("林远山", "visits", "石桥战斗纪念馆", "乙/二", "1", LIN),
            ],
        ),
    ],
    "planned": [
        (
            "",
            [
                (
                    "negated",
                    "林远山",
                    "participatesIn",
                    "党史座谈会",
                    "",
                    "云岭市公安局局长林远山没有参加党史座谈会，何清到石桥县主持。",
                    OTHER_LIN,
                ),
                (
                    "planned",
                    "何清",
                    "participatesIn",
                    "党史座谈会",
                    "2022-06-01",
                    "松岭市委书记何清将出席党史座谈会。",
                    "person/何清",
                ),
            ],
        ),
        (f"entity={LIN}", []),
    ],
    "quotes": [
        ("", [("林远山", "要把故事讲好。", "2021-04-08", "甲", LIN)]),
        (f"speaker={OTHER_LIN}", []),
    ],
    "roles": [
        (
            "",
            [
                ("林远山", "松岭市委书记", "2021-04-08", "2021-05-02", "2", "2", LIN),
                ("何清", "松岭市委书记", "2022-06-01", "2022-06-01", "1", "1", "person/何清"),
                ("林远山", "云岭市公安局局长", "", "", "1", "1", OTHER_LIN),
            ],
        ),
        ("person=何清", [("何清", "松岭市委书记", "2022-06-01", "2022-06-01", "1", "1", "person/何清")]),
    ],
    "routes": [
        ("", [("“石桥小路”红色线路", "石桥战斗纪念馆", "route/“石桥小路”红色线路")]),
        (
            "route=“石桥小路”红色线路",
            [("“石桥小路”红色线路", "石桥战斗纪念馆", "route/“石桥小路”红色线路")],
        ),
    ],
    "sites": [
        ("", [("李大钊纪念馆", "乐亭县", "李大钊", ""), ("石桥战斗纪念馆", "石桥县", "", "")]),
        ("place=河北省", [("李大钊纪念馆", "乐亭县", "李大钊", "place/河北省")]),
        ("place=石桥县", [("石桥战斗纪念馆", "石桥县", "", "place/石桥县")]),
    ],
    "together": [
        ("entity=何清", [("林远山", "Person", "1", "1", "", "person/何清")]),
        (f"entity={LIN}", [("石桥县委宣传部", "Organisation", "1", "1", "石桥战斗纪念馆", LIN)]),
    ],
    "visits": [
        (
            "visited=石桥战斗纪念馆",
            [
                (
                    "林远山",
                    "石桥战斗纪念馆",
                    "2021-05-02",
                    "市委书记林远山走进石桥战斗纪念馆。",
                    "site/石桥战斗纪念馆",
                )
            ],
        ),
        ("visited=乐亭县", []),
    ],
}


def answer(graph: ox.Store, name: str, given: str) -> list[tuple[str, ...]]:
    values = dict([given.split("=")]) if given else {}
    results = run(graph, named_queries()[name], values, base=BASE)
    assert isinstance(results, ox.QuerySolutions)
    return list(rows(results, BASE))


@pytest.mark.parametrize(
    ("name", "given", "expected"),
    [(name, given, found) for name, cases in ANSWERS.items() for given, found in cases],
)
def test_answers(world: ox.Store, name: str, given: str, expected: list[tuple[str, ...]]) -> None:
    assert answer(world, name, given) == expected


def test_every_query_is_tested_with_each_parameter() -> None:
    tested = {(name, given.partition("=")[0]) for name, cases in ANSWERS.items() for given, _ in cases}
    queries = named_queries()
    assert {(name, p.name) for name, query in queries.items() for p in query.parameters} <= tested
    assert ANSWERS.keys() == queries.keys()


@pytest.mark.parametrize("name", named_queries())
def test_headers_say_what_it_is_and_what_it_takes(name: str) -> None:
    query = named_queries()[name]
    assert query.title
    for parameter in query.parameters:
        assert f"?{parameter.name}" in query.text.partition("WHERE")[0], "what is bound must be given back"


@pytest.mark.parametrize(
    "name", [n for n, q in named_queries().items() if any(p.required for p in q.parameters)]
)
def test_what_is_required_is_asked_for(world: ox.Store, name: str) -> None:
    with pytest.raises(UsageError, match=rf"query {name} needs -p entity=…: \w+"):
        answer(world, name, "")


def test_one_source_asks_for_every_predicate_but_says() -> None:
    """Quoted words have no name to be listed by; a predicate that is new is to be added to the query."""
    listed = named_queries()["one-source"].text.partition("VALUES")[2].partition("}")[0]
    assert set(re.findall(r"kg:(\w+)", listed)) == ontology().predicates.keys() - {"says"}


def test_where_two_were_together_is_told_though_one_article_names_no_place() -> None:
    graph = ox.Store()
    one, other, place = (
        Entity("Person", "甲", "甲"),
        Entity("Person", "乙", "乙"),
        Entity("Place", "丙", "丙"),
    )
    for name, text in (("a", "甲和乙到丙。"), ("b", "甲见到乙。")):
        at = article(name, text)
        said = [mention("Person", "甲", at=at), mention("Person", "乙", at=at)]
        said += [claim(one, "visits", place, at=at)] if name == "a" else []
        fill(graph, article_iri(BASE, name), *article_triples(at, said, base=BASE))
    assert answer(graph, "together", "entity=甲") == [("乙", "Person", "2", "2", "丙", "person/甲")]
    assert answer(graph, "together", f"entity={other.key}") == [("甲", "Person", "2", "2", "", "person/乙")]


@pytest.fixture(scope="module")
def crowd() -> ox.Store:
    """400 articles, all different, each with a claim of every kind: a query that tries everything with everything
    takes minutes on them."""
    graph = ox.Store()
    for number in range(400):
        text = f"甲{number}到乙{number}的丙{number}。丁{number}举办戊{number}，共{number}人。"
        at = article(f"a{number}", text)
        person, place, site, organisation, campaign, figure = (
            Entity(kind, words, words)
            for kind, words in (
                ("Person", f"甲{number}"),
                ("Place", f"乙{number}"),
                ("Site", f"丙{number}"),
                ("Organisation", f"丁{number}"),
                ("Campaign", f"戊{number}"),
                ("Figure", f"{number}人"),
            )
        )
        said = [mention(e.type, e.name, at=at) for e in (person, place, site, organisation, campaign)]
        said += [
            claim(person, "visits", site, at=at),
            claim(person, "holdsRole", Entity("Role", f"书记{number}", f"书记{number}"), at=at),
            claim(person, "memberOf", organisation, at=at),
            claim(person, "says", Quote(0, 2, text[:2]), at=at),
            claim(site, "locatedIn", place, at=at),
            claim(
                organisation,
                "organises",
                campaign,
                at=at,
                status="planned" if number % 9 == 0 else "asserted",
            ),
            claim(campaign, "heldAt", place, at=at),
            claim(campaign, "hasFigure", figure, at=at),
            claim(campaign, "partOf", Entity("Campaign", "大活动", "大活动"), at=at),
            claim(person, "participatesIn", campaign, at=at),
        ]
        fill(graph, article_iri(BASE, at.id), *article_triples(at, said, base=BASE))
    return graph


@pytest.mark.parametrize("name", named_queries())
@pytest.mark.parametrize("bound", [True, False])
def test_quick_on_many_articles(crowd: ox.Store, name: str, bound: bool) -> None:
    query = named_queries()[name]
    ends = {
        "organisation": "丁7",
        "place": "乙7",
        "visited": "丙7",
        "campaign": "戊7",
        "whole": "大活动",
        "event": "戊7",
    }
    given = {p.name: ends.get(p.name, "甲7") for p in query.parameters if bound or p.required}
    if name == "routes" and bound:
        pytest.skip("there is no route here")
    begun = time.process_time()
    results = run(crowd, query, given, base=BASE)
    assert isinstance(results, ox.QuerySolutions)
    count = len(list(results))
    assert time.process_time() - begun < 0.5
    assert count > 0 or name in ("planned", "figures", "routes")
