"""What reports read: facts from both ends, best attested first, in the part of the store that is asked for."""

from __future__ import annotations

from kg.graph.ties import Projection
from kg.report.reading import Reading
from tests.world import table

LIN = "person/林远山（松岭市委）"


def node(reading: Reading, name: str) -> int:
    return reading.table.nodes.index(name)


def test_facts_from_both_ends() -> None:
    reading = Reading(table())
    county = node(reading, "place/石桥县")
    [held] = reading.facts("holdsRole", node(reading, LIN))
    assert (held.articles, held.sources, held.confidence) == (2, 2, 0.875)
    assert (held.first, held.last) == ("2021-04-08", "2021-05-02")
    assert reading.name(held.other) == "松岭市委书记"
    assert [reading.name(said.other) for said in reading.back("visits", county)] == ["林远山（松岭市委）"]
    assert reading.facts("visits", county) == ()
    # What is denied or planned is no fact.
    assert len(reading.back("participatesIn", node(reading, "event/党史座谈会"))) == 1


def test_names_tell_their_support() -> None:
    reading = Reading(table())
    post = node(reading, "role/松岭市委书记")
    assert reading.names(reading.back("holdsRole", post)) == "林远山（松岭市委） ×2、何清"
    assert reading.names(reading.back("holdsRole", post), 1) == "林远山（松岭市委） ×2 … +1"
    assert reading.names([]) == ""


def test_a_part_of_the_store() -> None:
    late = Reading(table(), Projection(since="2022"))
    assert late.articles[node(late, LIN)] == 0
    assert [late.name(one) for one in late.of_type("Campaign")] == ["“红色门牌”活动", "党史学习教育"]
    assert late.note == "1 of 4 articles, 2022-06-01 – 2022-06-01"
    sure = Reading(table(), Projection(min_articles=2))
    assert not sure.facts("visits", node(sure, LIN))
    assert len(sure.facts("holdsRole", node(sure, LIN))) == 1
    hubless = Reading(table(), Projection(hubs=0.5))
    assert "“红色门牌”活动" not in [hubless.name(one) for one in hubless.of_type("Campaign")]


def test_most_mentioned_first() -> None:
    reading = Reading(table())
    people = [reading.name(one) for one in reading.of_type("Person")]
    assert people == ["何清", "林远山（松岭市委）", "林远山（云岭市公安局）", "李大钊"]
