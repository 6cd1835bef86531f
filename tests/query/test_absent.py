"""What a query names and the graph does not hold is told, with what may have been meant."""

from __future__ import annotations

import pyoxigraph as ox
import pytest

from kg.query.absent import absent


@pytest.mark.parametrize(
    ("text", "remarks"),
    [
        ("SELECT * { ?s skos:prefLabel ?l ; a kg:Person }", []),
        (
            "SELECT * { ?s rdfs:label ?l }",
            ["rdfs:label stands nowhere in this graph: names are skos:prefLabel, other names skos:altLabel"],
        ),
        (
            "SELECT * { ?s kg:holdRole ?l }",
            ["kg:holdRole stands nowhere in this graph; did you mean kg:holdsRole?"],
        ),
        (
            "SELECT * { ?s kg:xyz ?l }",
            ["kg:xyz stands nowhere in this graph; `kg ontology` lists all terms"],
        ),
        (
            "PREFIX kg: <http://example.org/> SELECT * { ?s a kg:Person }",
            [
                "kg:Person stands nowhere in this graph: the prefix is <https://hongtu.example/ontology#>",
            ],
        ),
        ("PREFIX ex: <http://example.org/> ASK { ?s a ex:b }", ["ex:b stands nowhere in this graph"]),
        ("BASE <http://example.org/> PREFIX ex: <b#> ASK { ?s ex:c ?o }", []),
        ('SELECT * { ?s skos:prefLabel "kg:xyz" } # kg:xyz', []),
    ],
)
def test_each_term_that_stands_nowhere(world: ox.Store, text: str, remarks: list[str]) -> None:
    assert absent(world, text) == remarks


def test_each_once_in_the_order_of_the_query(world: ox.Store) -> None:
    found = absent(world, "SELECT * { ?s kg:zzz ?o . ?o kg:aaa ?x . ?x kg:zzz ?y }")
    assert [remark.split()[0] for remark in found] == ["kg:zzz", "kg:aaa"]
