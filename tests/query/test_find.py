"""Finding entities by name, their cards, and the sentences behind a fact."""

from __future__ import annotations

import random
import time

import pyoxigraph as ox
import pytest

from kg.errors import UsageError
from kg.model import Entity
from kg.query.card import card, why
from kg.query.find import find, find_one, suggest
from kg.rdf import article_iri, article_triples
from kg.store import BASE
from tests.rdf.sample import article, claim, fill, mention

LIN = "person/林远山（松岭市委）"


def short(graph: ox.Store, name: str) -> list[str]:
    return [found.short for found in find(graph, name, base=BASE)]


@pytest.mark.parametrize(
    ("name", "found"),
    [
        ("何清", ["person/何清"]),
        ("person/何清", ["person/何清"]),
        ("Person/何清", ["person/何清"]),
        ("https://hongtu.example/person/何清", ["person/何清"]),
        ("“红色门牌”活动", ["campaign/“红色门牌”活动"]),
        ("林远山", [LIN, "person/林远山（云岭市公安局）"]),
        (LIN, [LIN]),
        ("何", []),
        ("", []),
        ("person/", []),
        ("https://elsewhere.example/何清", []),
        ("a b:c/d <e>", []),
    ],
)
def test_find(world: ox.Store, name: str, found: list[str]) -> None:
    assert short(world, name) == found


@pytest.mark.parametrize("name", ["C 919", "中/英 “对照”", "a'b\"c", "#1", "100%", "<x>", ".."])
def test_names_with_marks_are_found_by_label_and_by_key(name: str) -> None:
    store, who = ox.Store(), Entity("Work", name, name)
    at = article(text=f"看{name}。")
    said = [mention("Work", name, at=at), claim(who, "partOf", Entity("Work", "丛书", "丛书"), at=at)]
    fill(store, article_iri(BASE, at.id), *article_triples(at, said, base=BASE))
    [found] = find(store, name, base=BASE)
    assert (found.label, found.type) == (name, "Work")
    assert find(store, found.short, base=BASE) == find(store, f"work/{name}", base=BASE) == [found]


def test_other_names_are_found_after_labels(world: ox.Store) -> None:
    graph = ox.Store()
    graph.bulk_extend(world)
    alias = ox.NamedNode("http://www.w3.org/2004/02/skos/core#altLabel")
    for name in ("老何", "林远山"):
        graph.add(ox.Quad(ox.NamedNode(BASE + "person/何清"), alias, ox.Literal(name), ox.DefaultGraph()))
    assert short(graph, "老何") == ["person/何清"]
    assert "person/何清" not in short(graph, "林远山")


def test_several_bearers_are_listed_most_mentioned_first(world: ox.Store) -> None:
    with pytest.raises(UsageError) as error:
        find_one(world, "林远山", base=BASE)
    lines = str(error.value).splitlines()
    assert "may be any of 2" in lines[0]
    assert [line.split()[0] for line in lines[1:]] == [LIN, "person/林远山（云岭市公安局）"]


@pytest.mark.parametrize(
    ("name", "near"),
    [
        ("林远", "林远山"),
        ("红色门牌", "“红色门牌”活动"),
        ("松岭委书记", "松岭市委书记"),
        ("李大昭", "李大钊"),
    ],
)
def test_near_names_are_suggested(world: ox.Store, name: str, near: str) -> None:
    with pytest.raises(UsageError, match=f"no entity '{name}' in the graph; did you mean {near}"):
        find_one(world, name, base=BASE)


def test_nothing_near_is_nothing_suggested(world: ox.Store) -> None:
    assert suggest(world, "xyzzy") == []
    assert suggest(world, "") == []


def test_suggestions_are_quick_on_many_labels() -> None:
    draw = random.Random(7)
    letters = "石桥县委宣传部市江红色门牌活动党史学习教育纪念馆烈士陵园张王李赵伟芳强书记省南京北海上广"
    label, graph = ox.NamedNode("http://www.w3.org/2004/02/skos/core#prefLabel"), ox.Store()
    graph.bulk_extend(
        ox.Quad(
            ox.NamedNode(f"{BASE}event/{n}"),
            label,
            ox.Literal("".join(draw.choices(letters, k=draw.randint(2, 14)))),
            ox.DefaultGraph(),
        )
        for n in range(30_000)
    )
    begun = time.process_time()
    for name in ("李请", "石桥县委宣传布", "党史学习教育纪念馆活动啊"):
        suggest(graph, name)
    assert (time.process_time() - begun) / 3 < 1


def test_card(world: ox.Store) -> None:
    found = card(world, LIN, base=BASE)
    assert (found.label, found.type, found.type_label, found.mentions) == ("林远山", "Person", "人物", 2)
    facts = {
        (group.predicate, fact.other): (fact.articles, fact.claims, fact.first, fact.last, fact.status)
        for group in found.groups
        for fact in group.facts
    }
    assert facts == {
        ("holdsRole", "松岭市委书记"): (2, 2, "2021-04-08", "2021-05-02", "asserted"),
        ("memberOf", "松岭市委"): (1, 1, "2021-04-08", "2021-04-08", "asserted"),
        ("visits", "石桥县"): (1, 1, "2021-04-08", "2021-04-08", "asserted"),
        ("visits", "石桥战斗纪念馆"): (1, 1, "2021-05-02", "2021-05-02", "asserted"),
        ("says", "“要把故事讲好。”"): (1, 1, "2021-04-08", "2021-04-08", "asserted"),
    }
    assert [(source.id, source.title) for source in found.articles] == [
        ("甲", "松岭：重走“小路”"),
        ("乙/二", '=HYPERLINK("x") [bold]乙'),
    ]


def test_card_from_the_other_end_tells_namesakes_apart(world: ox.Store) -> None:
    groups = {group.predicate: group for group in card(world, "松岭市委书记", base=BASE).groups}
    assert groups.keys() == {"← holdsRole"}
    assert groups["← holdsRole"].label == "任职者"
    assert [fact.other for fact in groups["← holdsRole"].facts] == ["林远山（松岭市委）", "何清"]


def test_card_keeps_what_is_planned_apart(world: ox.Store) -> None:
    groups = {group.predicate: group for group in card(world, "何清", base=BASE).groups}
    assert [(f.other, f.status) for f in groups["participatesIn"].facts] == [
        ("党史座谈会", "asserted"),
        ("党史座谈会", "planned"),
    ]


def test_card_of_a_place_says_where_it_is(world: ox.Store) -> None:
    attributes = dict(card(world, "乐亭县", base=BASE).attributes)
    assert (attributes["code"], attributes["containedIn"]) == ("130225", "唐山市")


@pytest.mark.parametrize("predicate", ["holdsRole", "担任", "holds role"])
def test_why(world: ox.Store, predicate: str) -> None:
    claims = why(world, LIN, predicate, "松岭市委书记", base=BASE)
    assert [(c.date, c.exact, c.by, c.confidence) for c in claims] == [
        ("2021-04-08", "松岭市委书记林远山到石桥县调研。", "facts.holdsRole/1", 0.875),
        ("2021-05-02", "市委书记林远山走进石桥战斗纪念馆。", "facts.holdsRole/1", 0.875),
    ]


def test_why_of_an_ambiguous_name_asks_all_its_bearers(world: ox.Store) -> None:
    assert len(why(world, "林远山", "holdsRole", "松岭市委书记", base=BASE)) == 2
    assert len(why(world, "林远山", "memberOf", "云岭市公安局", base=BASE)) == 1


@pytest.mark.parametrize("words", ["要把故事讲好。", "“要把故事讲好。”", "故事"])
def test_why_of_what_was_said(world: ox.Store, words: str) -> None:
    [claim] = why(world, LIN, "says", words, base=BASE)
    assert claim.exact == "林远山说：“要把故事讲好。”"


def test_asserted_comes_before_planned(world: ox.Store) -> None:
    claims = why(world, "何清", "participatesIn", "党史座谈会", base=BASE)
    assert [claim.status for claim in claims] == ["asserted", "planned"]


@pytest.mark.parametrize(
    ("asked", "message"),
    [
        (("何清", "holdsRole", "石桥县"), "no sentence says 何清 holdsRole 石桥县; `kg show 何清`"),
        (
            ("何清", "holdRole", "石桥县"),
            "no predicate 'holdRole'; did you mean 'holdsRole'.*there are alias, ",
        ),
        (("何清", "holdsrole", "石桥县"), "; did you mean 'holdsRole'"),
        (("何清", "holds_role", "石桥县"), "; did you mean 'holdsRole'"),
        (("何清", "likes", "石桥县"), "no predicate 'likes'; there are alias, "),
        (("何请", "holdsRole", "石桥县"), "no entity '何请' in the graph; did you mean 何清"),
        (("何清", "says", "没说过"), "no sentence says"),
    ],
)
def test_why_not(world: ox.Store, asked: tuple[str, str, str], message: str) -> None:
    with pytest.raises(UsageError, match=message):
        why(world, *asked, base=BASE)
