"""What decisions make of identities: joins across names, cuts, contradictions, rejected facts."""

from __future__ import annotations

from dataclasses import replace

import networkx as nx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.decisions import Decision, End
from kg.model import Document, Entity, Fact, Ref
from kg.resolve import NOTHING, _Documents, families, resolve, settle
from tests.resolve.test_local import document
from tests.resolve.test_people import story

ZHANG = ("Person", "张伟")


def person(id_: str, *bodies: str, name: str = "张伟") -> Document:
    """An article on one person, a member of these bodies."""
    facts = tuple((name, "memberOf", "Organisation", body) for body in bodies)
    return document(("Person", name), facts=facts, id_=id_)


def at(name: str, article: str, kind: str = "Person") -> End:
    return End(kind, name, article)


def node(key: str, *anchors: str, kind: str = "Person", name: str = "张伟") -> End:
    return End(kind, key, "", tuple((name, anchor) for anchor in anchors))


def keys(documents: list[Document], *decisions: Decision, kind: str = "Person") -> dict[str, str]:
    """Article → key of its mention of this type."""
    return {
        statement.article: statement.subject.key
        for statement in resolve(documents, decisions)
        if statement.predicate == "mention" and statement.subject.type == kind
    }


def remarks(documents: list[Document], *decisions: Decision) -> list[tuple[str, str]]:
    bearers = _Documents(documents)
    return [
        (r.kind, r.text) for family in families(decisions, bearers) for r in settle(family, bearers).remarks
    ]


JIANGYIN, WUXI = "江阴市公安局", "无锡市教育局"
APART = [person("a", JIANGYIN), person("b", WUXI), person("c")]


def test_same_joins_two_of_one_name() -> None:
    assert len(set(keys(APART).values())) == 3
    found = keys(APART, Decision(at("张伟", "a"), at("张伟", "c"), "same"))
    assert found["a"] == found["c"] == f"张伟（{JIANGYIN}）"
    assert found["b"] == f"张伟（{WUXI}）"


def test_a_node_is_known_by_its_key_by_its_anchors_or_by_the_evidence_in_brackets() -> None:
    for end in (node("张伟（什么）", "gone", "a"), node(f"张伟（{JIANGYIN}）"), node("张伟（a）")):
        found = keys(APART, Decision(end, at("张伟", "c"), "same"))
        assert found["a"] == found["c"], end


def test_same_joins_two_names_and_the_one_that_most_articles_say_is_shown() -> None:
    documents = [person("a", JIANGYIN), person("b", JIANGYIN), person("c", JIANGYIN, name="张玮")]
    said = list(resolve(documents, [Decision(at("张玮", "c"), at("张伟", "a"), "same")]))
    people = {s.subject for s in said if s.subject.type == "Person"}
    assert people == {Entity("Person", "张伟", "张伟"), Entity("Person", "张伟", "张伟", "张玮")}


def test_same_joins_keys_that_articles_settle() -> None:
    museums = [
        document(("Site", name), id_=id_)
        for id_, name in zip("abc", ["青山甲馆", "青山乙馆", "青山乙馆"], strict=True)
    ]
    decision = Decision(End("Site", "青山甲馆"), End("Site", "青山乙馆"), "same")
    assert set(keys(museums, decision, kind="Site").values()) == {"青山乙馆"}
    assert keys(museums[:1], decision, kind="Site") == {"a": "青山甲馆"}


def test_of_settled_keys_the_one_of_more_articles_holds_however_many_names_one_article_has() -> None:
    two_names = document(("Organisation", "青溪县政府"), ("Organisation", "青溪县人民政府"), id_="a")
    others = [document(("Organisation", "青溪县纪委"), id_=id_) for id_ in "bc"]
    ends = End("Organisation", "青溪县政府"), End("Organisation", "青溪县纪委")
    for one, other in (ends, ends[::-1]):
        found = keys([two_names, *others], Decision(one, other, "same"), kind="Organisation")
        assert set(found.values()) == {"青溪县纪委"}


def test_a_settled_key_is_shown_under_the_name_that_more_articles_say() -> None:
    known = story("a", "审计署审计长侯凯作了报告。", ("Person", "侯凯"))
    others = [person(id_, JIANGYIN, name="侯剀") for id_ in "bc"]
    decision = Decision(End("Person", "侯凯"), at("侯剀", "b"), "same")
    for documents, shown in ((others, "侯剀"), (others[:1], "侯凯")):
        said = resolve([known, *documents], [decision])
        people = [s.subject for s in said if s.predicate == "mention" and s.subject.type == "Person"]
        assert {one.key for one in people} == {"侯凯"}
        assert {one.name for one in people} == {shown}
        assert {one.also for one in people} - {""} == {"侯凯", "侯剀"} - {shown}


def test_a_place_of_the_tables_keeps_its_key_and_one_article_may_be_told_which() -> None:
    documents = [document(("Place", "鼓楼区"), id_=id_) for id_ in "abcd"]
    nanjing = End("Place", "鼓楼区（南京市）")
    found = keys(documents, Decision(at("鼓楼区", "a", "Place"), nanjing, "same"), kind="Place")
    assert found == {"a": "鼓楼区（南京市）", "b": "鼓楼区", "c": "鼓楼区", "d": "鼓楼区"}


def test_different_takes_one_article_out_of_what_its_evidence_joins_and_leaves_the_rest() -> None:
    documents = [person(id_, JIANGYIN) for id_ in "abcd"]
    found = keys(documents, Decision(at("张伟", "c"), node("张伟", "a", "b", "d"), "different"))
    assert found["a"] == found["b"] == found["d"] != found["c"]


def test_different_takes_one_article_out_of_a_key_that_it_settles() -> None:
    documents = [document(("Site", "青山纪念馆"), id_=id_) for id_ in "abc"]
    apart = Decision(at("青山纪念馆", "b", "Site"), End("Site", "青山纪念馆"), "different")
    assert keys(documents, apart, kind="Site") == {
        "a": "青山纪念馆",
        "b": "青山纪念馆（b）",
        "c": "青山纪念馆",
    }


def test_evidence_that_chains_what_is_different_is_cut_in_the_middle() -> None:
    documents = [*APART, person("d", JIANGYIN), person("bridge", JIANGYIN, WUXI)]
    bridging = [replace(doc, facts=doc.facts) for doc in documents]
    apart = Decision(node("张伟（江阴）", "a"), node("张伟（无锡）", "b"), "different")
    found = keys(bridging, apart)
    assert found["a"] == found["d"] != found["b"]
    assert found["bridge"] not in (found["a"], found["b"])


def test_a_contradicted_chain_joins_nothing_and_is_told() -> None:
    names = ["张伟", "张玮", "章伟", "张卫"]
    documents = [person(id_, name=name) for id_, name in zip("abcd", names, strict=True)]
    a, b, c, d = at("张伟", "a"), at("张玮", "b"), at("章伟", "c"), at("张卫", "d")
    chain = [Decision(a, b, "same"), Decision(b, c, "same"), Decision(c, a, "different")]
    aside = Decision(c, d, "same")
    found = keys(documents, *chain, aside)
    assert len({found["a"], found["b"], found["c"]}) == 3
    assert found["c"] == found["d"]
    assert [kind for kind, _ in remarks(documents, *chain, aside)] == ["conflict"]


@pytest.mark.parametrize("verdict", ["same", "different"])
def test_an_end_that_no_article_has_is_told_and_changes_nothing(verdict: str) -> None:
    decision = Decision(at("张伟", "a"), at("张伟", "gone"), verdict)
    assert keys(APART, decision) == keys(APART)
    assert remarks(APART, decision) == [("dormant", "no article has person/张伟@gone")]


def test_unsure_changes_nothing() -> None:
    assert keys(APART, Decision(at("张伟", "a"), at("张伟", "c"), "unsure")) == keys(APART)


def test_what_has_been_divided_since_is_told() -> None:
    documents = [person(id_, JIANGYIN) for id_ in "abc"] + [person("x", name="张玮")]
    joined = Decision(node("张伟", "a", "b", "c"), at("张玮", "x"), "same")
    split = Decision(at("张伟", "a"), node("张伟", "b"), "different")
    assert [kind for kind, _ in remarks(documents, joined, split)] == ["divided"]


def test_villages_without_evidence_stay_together_when_one_is_taken_out() -> None:
    documents = [document(("Place", "水西村"), id_=id_) for id_ in "abcd"]
    apart = Decision(
        at("水西村", "c", "Place"), node("水西村", "a", kind="Place", name="水西村"), "different"
    )
    found = keys(documents, apart, kind="Place")
    assert found["a"] == found["b"] == found["d"] != found["c"]


def test_a_rejected_fact_is_not_said_by_the_article_or_by_any() -> None:
    documents = [person("a", JIANGYIN), person("b", JIANGYIN)]
    body = End("Organisation", JIANGYIN)

    def saying(*decisions: Decision) -> list[str]:
        return [s.article for s in resolve(documents, decisions) if s.predicate == "memberOf"]

    assert saying(Decision(node("张伟", "a"), body, "reject", "memberOf")) == []
    assert saying(Decision(at("张伟", "a"), body, "reject", "memberOf")) == ["b"]
    assert saying(Decision(node("张伟", "a"), body, "reject", "holdsRole")) == ["a", "b"]


def test_the_order_of_decisions_does_not_matter() -> None:
    documents = [*APART, person("d", name="张玮"), person("e", name="章伟")]
    decisions = [
        Decision(at("张伟", "a"), at("张玮", "d"), "same"),
        Decision(at("章伟", "e"), at("张玮", "d"), "same"),
        Decision(at("张伟", "b"), at("章伟", "e"), "different"),
        Decision(at("张伟", "c"), at("张伟", "b"), "same"),
    ]
    assert keys(documents, *decisions) == keys(documents[::-1], *decisions[::-1])


def test_without_decisions_there_is_nothing_to_say() -> None:
    assert families([], _Documents(APART)) == []
    assert NOTHING.into == {}
    fact = Fact(Ref("Person", "张伟"), "memberOf", Ref("Organisation", WUXI), 0, 1, "test/1", 0.9)
    assert fact in APART[1].facts or APART[1].facts


_ARTICLES = [
    person("a", JIANGYIN),
    person("b", WUXI),
    person("c"),
    person("d", JIANGYIN, WUXI),
    person("e", JIANGYIN),
    person("f", JIANGYIN, name="张玮"),
    person("g", name="张玮"),
]
_AT = st.sampled_from([at(doc.mentions[0].canonical, doc.article.id) for doc in _ARTICLES])
_ANY = st.builds(Decision, _AT, _AT, st.sampled_from(["same", "different"])).filter(
    lambda decision: decision.left != decision.right
)


@given(st.lists(_ANY, max_size=6))
def test_what_is_decided_holds_unless_it_is_contradicted(decisions: list[Decision]) -> None:
    bearers = _Documents(_ARTICLES)
    outcomes = [settle(family, bearers) for family in families(decisions, bearers)]
    disputed = {
        decision
        for outcome in outcomes
        for remark in outcome.remarks
        if remark.kind == "conflict"
        for decision in remark.decisions
    }
    found = keys(_ARTICLES, *decisions)
    for decision in decisions:
        one, other = found[decision.left.article], found[decision.right.article]
        if decision.verdict == "different":
            assert one != other, decision
        elif decision not in disputed:
            assert one == other, decision
    graph = nx.Graph([(d.left, d.right) for d in decisions if d.verdict == "same"])
    contradicted = any(
        d.verdict == "different"
        and d.left in graph
        and d.right in graph
        and nx.has_path(graph, d.left, d.right)
        for d in decisions
    )
    assert bool(disputed) == contradicted
