"""Queries as they are sent to other servers: prefixes, and parameters where the pattern begins."""

from __future__ import annotations

import pyoxigraph as ox
import pytest

from kg.errors import UsageError
from kg.query import parse_query
from kg.query.remote import bound

HE = ox.NamedNode("https://hongtu.example/person/何清")


def sent(text: str, **terms: ox.NamedNode | ox.Literal) -> tuple[str, str]:
    return bound(parse_query("test", text.encode()), terms)


@pytest.mark.parametrize(
    ("text", "form"),
    [
        ("SELECT ?s { ?s ?p ?o }", "SELECT"),
        ("# SELECT {\nASK { ?s ?p ?o }", "ASK"),
        ("PREFIX select: <urn:ask#> CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o }", "CONSTRUCT"),
        ("CONSTRUCT WHERE { ?s ?p ?o }", "CONSTRUCT"),
        ("DESCRIBE <urn:a>", "DESCRIBE"),
        ("BASE <urn:select/> describe ?s { ?s ?p 'ask {' }", "DESCRIBE"),
    ],
)
def test_forms(text: str, form: str) -> None:
    found, whole = sent(text)
    assert found == form
    assert whole.startswith("PREFIX kg: ")
    ox.Store().query(whole)


def test_prefixes_that_a_query_declares_are_its_own() -> None:
    _, whole = sent("PREFIX kg: <urn:other#>\nprefix rdf:<urn:rdf#> SELECT * { ?s a kg:X }")
    assert "ontology#" not in whole
    assert whole.count("PREFIX rdf:") == 0
    ox.Store().query(whole)


@pytest.mark.parametrize(
    "text",
    [
        "SELECT ?s WHERE { ?s ?p ?o }",
        "SELECT ?s (EXISTS { ?s ?p 1 } AS ?x) { ?s ?p ?o }",
        "SELECT ?s (\"{\" AS ?x) ('''\"{''' AS ?y) # {\n{ ?s ?p ?o }",
        "SELECT ?s FROM <urn:{g> { ?s ?p ?o }".replace("{g", "g"),
        "PREFIX : <urn:x#{>\nSELECT ?s { ?s ?p ?o }".replace("#{", "#"),
    ],
)
def test_a_parameter_stands_at_the_beginning_of_the_pattern(text: str) -> None:
    _, whole = sent(text, s=HE)
    graph = ox.Store()
    for name in ("何清", "林远山"):
        graph.add(
            ox.Quad(
                ox.NamedNode(f"https://hongtu.example/person/{name}"),
                ox.NamedNode("urn:p"),
                ox.Literal("o"),
                ox.NamedNode("urn:g"),
            )
        )
    found = graph.query(whole, use_default_graph_as_union=True)
    assert isinstance(found, ox.QuerySolutions)
    assert [row["s"] for row in found] == [HE]


@pytest.mark.parametrize("value", ['"', "\\", '" } #', "\n", "何清' }", "'''", "\t\r"])
def test_a_value_is_a_term_and_never_text(value: str) -> None:
    _, whole = sent("SELECT ?s { ?x ?p ?s }", s=ox.Literal(value))
    graph = ox.Store()
    for words in (value, "other"):
        graph.add(ox.Quad(ox.NamedNode("urn:x"), ox.NamedNode("urn:p"), ox.Literal(words)))
    found = graph.query(whole)
    assert isinstance(found, ox.QuerySolutions)
    assert [row["s"].value for row in found] == [value]


@pytest.mark.parametrize(
    "text", ["", "INSERT DATA { <urn:a> <urn:b> <urn:c> }", "SELECT ?s", "# only a comment"]
)
def test_what_is_no_query(text: str) -> None:
    with pytest.raises(UsageError, match="begins with SELECT"):
        sent(text)


def test_parameters_are_for_selects() -> None:
    with pytest.raises(UsageError, match="SELECT gives"):
        sent("ASK { ?s ?p ?o }", s=HE)
