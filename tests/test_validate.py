from __future__ import annotations

import re
from pathlib import Path

import pyoxigraph as ox
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pyoxigraph import DefaultGraph, NamedNode, Quad

import kg.validate
from kg.errors import RuleError
from kg.model import Entity
from kg.ontology import load, ontology
from kg.rdf import ONTOLOGY, article_iri, article_triples
from kg.rdf.read import described
from kg.rdf.shacl import Result, Shapes
from kg.validate import pyshacl_results, validate
from tests.rdf.sample import BASE, LIN, POST, WUXI, article, claim, fill, statements, store_of

GRAPH = article_iri(BASE, "样/1")
SHAPES = Shapes(ontology().triples, ontology().ancestors)
KNOWLEDGE, PROVENANCE = article_triples(article(), statements(), base=BASE)
LINES = [*KNOWLEDGE, *PROVENANCE]


def test_what_the_pipeline_writes_conforms() -> None:
    store = store_of(article("样/1"), article("二"))
    outcome = validate(store)
    assert outcome.found == 0, outcome.violations
    assert outcome.articles == 2
    assert validate(store, full=True).found == 0


def test_a_violation_names_article_and_sentence() -> None:
    store = ox.Store()
    wrong = [*statements(), claim(POST, "visits", WUXI)]
    fill(store, GRAPH, *article_triples(article(), wrong, base=BASE))
    for full in (False, True):
        (violation,) = validate(store, full=full).violations
        assert violation.article == "样/1"
        assert violation.focus == BASE + "role/松岭市委书记"
        assert violation.message_en == "the subject of visits must be: Person or Organisation"
        assert violation.message_zh == "“到访”的主语须是人物、组织"
        assert (violation.start, violation.end) == (0, 20)
        assert violation.quotation == article().text[0:20]


@pytest.mark.parametrize(("target", "right"), [("Campaign", True), ("Route", True), ("Event", False)])
def test_parts_are_of_their_own_kind_or_on_a_route(target: str, right: bool) -> None:
    store = ox.Store()
    one, whole = Entity("Campaign", "一", "一"), Entity(target, "全", "全")
    fill(store, GRAPH, *article_triples(article(), [claim(one, "partOf", whole)], base=BASE))
    outcome = validate(store)
    assert (outcome.found == 0) is right
    if not right:
        assert outcome.violations[0].quotation == article().text[0:20]


def test_two_names_that_only_meet_in_the_default_graph_are_found() -> None:
    store = store_of()
    label = NamedNode("http://www.w3.org/2004/02/skos/core#prefLabel")
    store.add(Quad(NamedNode(BASE + "person/林远山"), label, ox.Literal("林某"), DefaultGraph()))
    (violation,) = validate(store).violations
    assert (violation.focus, violation.component) == (BASE + "person/林远山", "MaxCount")


def test_all_violations_are_counted_though_few_are_listed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(kg.validate, "_SHOWN", 1)
    store = ox.Store()
    wrong = [claim(POST, "visits", WUXI), claim(WUXI, "holdsRole", LIN)]
    fill(store, GRAPH, *article_triples(article(), wrong, base=BASE))
    outcome = validate(store)
    assert (outcome.found, len(outcome.violations)) == (3, 1)


TERMS = sorted({term for line in LINES for term in line.split(" ", 2)[2:]}) + [
    f'"{words}"{tail}'
    for words in ("", "0", "-5", "2021-02-30", "99999", "abc", "12", "0.5", "7.5", "2020-01-01")
    for tail in (
        "",
        "@zh",
        *(f"^^<http://www.w3.org/2001/XMLSchema#{d}>" for d in ("integer", "decimal", "date", "gYear")),
    )
    if not (tail and words in ("", "abc") and "date" in tail)
]
PREDICATES = sorted(
    {line.split(" ", 2)[1] for line in LINES} | {f"<{p.iri}>" for p in ontology().predicates.values()}
)
SUBJECTS = sorted({line.split(" ", 1)[0] for line in LINES})


@settings(max_examples=60)
@given(
    st.sets(st.sampled_from(LINES), max_size=4),
    st.sets(
        st.tuples(st.sampled_from(SUBJECTS), st.sampled_from(PREDICATES), st.sampled_from(TERMS)), max_size=6
    ),
)
def test_compiled_shapes_find_what_pyshacl_finds(removed: set[str], added: set[tuple[str, str, str]]) -> None:
    lines = sorted(set(LINES) - removed | {" ".join(triple) for triple in added})
    ours, theirs = set(SHAPES.check(described(lines))), set(pyshacl_results(lines))
    assert comparable(ours) == comparable(theirs)


def comparable(results: set[Result]) -> set[Result]:
    """Without comparisons at nodes that hold a value of the wrong datatype: SHACL calls values that cannot be
    compared a violation, as we do; pyshacl compares a day with a number after all."""
    mistyped = {result.focus for result in results if result.component == "Datatype"}
    order = re.compile("Less|(Min|Max)(In|Ex)clusive")
    return {r for r in results if r.focus not in mistyped or not order.match(r.component)}


SHAPE = """@prefix kg: <{kg}> . @prefix sh: <http://www.w3.org/ns/shacl#> . @prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
kg:XShape a sh:NodeShape ; sh:targetClass kg:Person ; sh:property kg:x .
kg:x a sh:PropertyShape ; sh:path kg:p ; {constraint} .
"""


def shapes_of(folder: Path, constraint: str) -> Shapes:
    (folder / "x.ttl").write_text(SHAPE.format(kg=ONTOLOGY, constraint=constraint), encoding="utf-8")
    triples = [quad.triple for quad in ox.parse(path=str(folder / "x.ttl"))]
    return Shapes(triples, {})


@pytest.mark.parametrize(
    ("constraint", "right", "wrong"),
    [
        ("sh:in ( 'a' 'b' )", '"a"', '"c"'),
        ("sh:hasValue 'a'", '"a"', '"b"'),
        ("sh:maxLength 2", '"ab"', '"abc"'),
        (
            "sh:minExclusive 0",
            '"1"^^<http://www.w3.org/2001/XMLSchema#integer>',
            '"0"^^<http://www.w3.org/2001/XMLSchema#integer>',
        ),
        (
            "sh:maxExclusive 1.5",
            '"1.4"^^<http://www.w3.org/2001/XMLSchema#decimal>',
            '"1.5"^^<http://www.w3.org/2001/XMLSchema#decimal>',
        ),
        ("sh:nodeKind sh:IRI", "<http://a/b>", '"http://a/b"'),
        ("sh:pattern '^[0-9]+$'", '"12"', '"12\\n"'),
        ("sh:datatype xsd:boolean", '"true"^^<http://www.w3.org/2001/XMLSchema#boolean>', '"true"'),
    ],
)
def test_constraints_that_a_users_shape_may_add(
    tmp_path: Path, constraint: str, right: str, wrong: str
) -> None:
    shapes = shapes_of(tmp_path, constraint)
    person = [f"<http://a/p> <http://www.w3.org/1999/02/22-rdf-syntax-ns#type> <{ONTOLOGY}Person>"]
    assert not list(shapes.check(described([*person, f"<http://a/p> <{ONTOLOGY}p> {right}"])))
    assert list(shapes.check(described([*person, f"<http://a/p> <{ONTOLOGY}p> {wrong}"])))


@pytest.mark.parametrize(
    "constraint",
    ["sh:uniqueLang true", "sh:nodeKind sh:IRIOrLiteral", "sh:datatype xsd:duration", "sh:minInclusive 'a'"],
)
def test_shapes_that_are_not_compiled_are_refused_by_name(tmp_path: Path, constraint: str) -> None:
    shapes = shapes_of(tmp_path, constraint)
    with pytest.raises(RuleError):
        list(
            shapes.check(
                described(
                    [f"<http://a/p> <http://www.w3.org/1999/02/22-rdf-syntax-ns#type> <{ONTOLOGY}Person>"]
                )
            )
        )


def test_signatures_and_shapes_say_the_same() -> None:
    """What a predicate's domain and range allow, its shapes let pass, and nothing else."""
    onto = load(ontology().files[0].parent)
    kinds = [*onto.types, "Quote"]
    kind = "<http://www.w3.org/1999/02/22-rdf-syntax-ns#type>"
    for predicate in onto.predicates.values():
        for subject in kinds:
            for target in kinds:
                lines = [
                    f"<a:s> {kind} <{ONTOLOGY}{subject}>",
                    f"<a:o> {kind} <{ONTOLOGY}{target}>",
                    f"<a:s> <{predicate.iri}> <a:o>",
                ]
                shapes = {result.shape.removeprefix(ONTOLOGY) for result in SHAPES.check(described(lines))}
                ends = {
                    s
                    for s in shapes
                    if s.startswith(predicate.name) or (predicate.name == "partOf" and s.endswith("PartOf"))
                }
                assert (not ends) == predicate.allows(subject, target), (predicate.name, subject, target)
