"""Parameters in the text of a query give what substitutions give, and nothing of a value is text."""

from __future__ import annotations

import pyoxigraph as ox
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.query import PREFIXES, named_queries
from kg.query.binding import bind
from kg.store import BASE

ENTITIES = (
    "person/林远山（松岭市委）",
    "person/何清",
    "place/石桥县",
    "organisation/松岭市委",
    "campaign/“红色门牌”活动",
    "site/石桥战斗纪念馆",
    "route/“石桥小路”红色线路",
    "event/党史座谈会",
)


def answers(graph: ox.Store, text: str, terms: dict[str, ox.NamedNode]) -> list[str]:
    """The rows, sorted."""
    bound = {ox.Variable(name): term for name, term in terms.items()}
    found = graph.query(text, prefixes=PREFIXES, substitutions=bound)
    assert isinstance(found, ox.QuerySolutions)
    return sorted(" | ".join(str(term) for term in row) for row in found)


@pytest.mark.parametrize("name", [name for name, query in named_queries().items() if query.parameters])
@pytest.mark.parametrize("entity", ENTITIES)
def test_named_queries_give_what_substitutions_give(world: ox.Store, name: str, entity: str) -> None:
    query = named_queries()[name]
    for parameter in query.parameters:
        if parameter.kind == "entity":
            terms = {parameter.name: ox.NamedNode(BASE + entity)}
            text = bind(query.text, terms)
            assert text is not None
            assert answers(world, text, {}) == answers(world, query.text, terms)


X = {"x": ox.NamedNode("urn:x")}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("SELECT ?x { ?x ?p ?o }", "SELECT ?x { BIND (<urn:x> AS ?x)  <urn:x> ?p ?o }"),
        ("SELECT * WHERE { $x ?p ?xs }", "SELECT * WHERE { BIND (<urn:x> AS ?x)  <urn:x> ?p ?xs }"),
        ("SELECT ?x { ?s ?p '?x' } # ?x", "SELECT ?x { BIND (<urn:x> AS ?x)  ?s ?p '?x' } # ?x"),
        ("SELECT ?x { ?s <urn:?x> ?x }", "SELECT ?x { BIND (<urn:x> AS ?x)  ?s <urn:?x> <urn:x> }"),
        (
            "SELECT ?x { { SELECT ?x ?y { ?x ?p ?y } } } GROUP BY ?x",
            "SELECT ?x { BIND (<urn:x> AS ?x)  { SELECT  ?y { <urn:x> ?p ?y } } } GROUP BY ?x",
        ),
        (
            "SELECT ?x { { SELECT ?x { ?x ?p ?y } GROUP BY ?x ?y HAVING (COUNT(?x) = 1) } ?x ?q ?z }",
            "SELECT ?x { BIND (<urn:x> AS ?x)  { SELECT  { <urn:x> ?p ?y } GROUP BY (<urn:x>) ?y HAVING (COUNT(<urn:x>) = 1) } "
            "<urn:x> ?q ?z }",
        ),
        (
            "SELECT ?x { { SELECT ?x ?y { ?x ?p ?y } ORDER BY DESC(?x) ?x LIMIT 3 } ?x ?q ?z }",
            "SELECT ?x { BIND (<urn:x> AS ?x)  { SELECT  ?y { <urn:x> ?p ?y } ORDER BY DESC((<urn:x>)) (<urn:x>) LIMIT 3 } "
            "<urn:x> ?q ?z }",
        ),
    ],
)
def test_what_becomes_of_a_text(text: str, expected: str) -> None:
    assert bind(text, X) == expected


@pytest.mark.parametrize(
    "text",
    [
        "SELECT ?s { ?s ?p ?x }",  # not given back
        "ASK { ?x ?p ?o }",
        "SELECT ?x { ?x ?p ?o { SELECT ?o { ?x ?q ?o } } }",  # another ?x
        "CONSTRUCT { ?x ?p ?o } WHERE { ?x ?p ?o }",
        "",
        "SELECT ?x",
    ],
)
def test_what_the_text_alone_does_not_tell(text: str) -> None:
    assert bind(text, X) is None


@given(st.text())
def test_a_value_stays_a_value(value: str) -> None:
    try:
        term = ox.Literal(value)
        value.encode()
    except UnicodeEncodeError:
        return
    graph = ox.Store()
    for words in (value, f"{value}."):
        graph.add(ox.Quad(ox.NamedNode("urn:s"), ox.NamedNode("urn:p"), ox.Literal(words)))
    text = bind("SELECT ?x { ?s ?p ?x }", {"x": term})
    assert text is not None
    found = graph.query(text)
    assert isinstance(found, ox.QuerySolutions)
    assert [row["x"].value for row in found] == [value]
