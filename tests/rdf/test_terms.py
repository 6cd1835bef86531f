from __future__ import annotations

import re

import pyoxigraph as ox
import pytest
import rdflib
from hypothesis import given
from hypothesis import strategies as st

from kg.errors import UsageError
from kg.model import Entity, Quote
from kg.rdf import terms
from tests.rdf.sample import BASE, LIN, POST, claim

HOSTILE = st.one_of(
    st.text(min_size=1),
    st.text(
        "无锡（）·“”《》%/?#:@.\\\"'<>{}|^` \t\n\r\x00\x7f\x85\u3000\u200b\u202e\ufeff\ue000\uffff",
        min_size=1,
    ),
    st.sampled_from([".", "..", "../../x", "%2F", "a%2Fb", "#char=1,2", "x/y", "//", "１２"]),
)
RESERVED = re.compile(r'[\x00-\x20\x7f-\x9f<>"{}|\\^`?#/]')


@given(HOSTILE)
def test_a_name_survives_its_escape(name: str) -> None:
    segment = terms.escape(name)
    assert terms.unescape(segment) == name
    assert not RESERVED.search(segment)
    assert segment not in (".", "..")


@given(HOSTILE, HOSTILE)
def test_different_names_have_different_iris(left: str, right: str) -> None:
    assert (terms.escape(left) == terms.escape(right)) == (left == right)


@given(HOSTILE)
def test_parsers_keep_the_iri_of_any_name(name: str) -> None:
    iri = terms.entity_iri(BASE, Entity("Person", name, name))
    line = f"<{iri}> <{iri}> <{iri}> .\n"
    (quad,) = ox.parse(line.encode(), format=ox.RdfFormat.N_TRIPLES)
    assert quad.subject.value == iri
    (triple,) = ox.parse(line.encode(), format=ox.RdfFormat.TURTLE, base_iri="http://other.example/x/")
    assert triple.subject.value == iri
    ((subject, _, _),) = rdflib.Graph().parse(data=line, format="nt")
    assert str(subject) == iri


@given(st.text())
def test_literals_come_back_and_are_as_oxigraph_dumps_them(text: str) -> None:
    term = terms.literal(text)
    line = f"<http://a/s> <http://a/p> {term} ."
    (quad,) = ox.parse(line.encode(), format=ox.RdfFormat.N_TRIPLES)
    assert quad.object.value == text
    assert terms.text_of_literal(term) == text
    store = ox.Store()
    store.add(quad)
    dump = store.dump(format=ox.RdfFormat.N_TRIPLES, from_graph=ox.DefaultGraph()) or b""
    assert dump.decode() == line + "\n"
    ((_, _, found),) = rdflib.Graph().parse(data=line, format="nt")
    assert str(found) == text


@pytest.mark.parametrize(
    "name",
    ["沈佳禾", "“我为群众办实事”实践活动", "《条例》", "鼓楼区（南京市）", "阿沛·阿旺晋美", "1+N", "A&B"],
)
def test_chinese_names_stay_readable(name: str) -> None:
    assert terms.escape(name) == name


@pytest.mark.parametrize(
    ("name", "segment"),
    [
        ("a b", "a%20b"),
        ("50%", "50%25"),
        ("x/y", "x%2Fy"),
        ("..", "%2E%2E"),
        ("全\u3000角", "全%E3%80%80角"),
        ("[1]", "%5B1%5D"),
    ],
)
def test_what_iris_forbid_is_escaped(name: str, segment: str) -> None:
    assert terms.escape(name) == segment


@given(HOSTILE, st.integers(0, 10**6), st.integers(0, 10**6))
def test_iris_tell_what_they_were_minted_from(name: str, start: int, end: int) -> None:
    assert terms.entity_of(terms.entity_iri(BASE, Entity("Site", name, "x")), base=BASE) == ("site", name)
    assert terms.article_of(terms.article_iri(BASE, name), base=BASE) == name
    span = terms.span_iri(BASE, name, start, end)
    assert terms.article_of(span, base=BASE) == name
    assert terms.span_of(span) == (start, end)
    assert terms.article_of(terms.quote_iri(BASE, name, Quote(start, end, "x")), base=BASE) == name
    assert terms.base_of(terms.article_iri(BASE, name)) == BASE


@pytest.mark.parametrize(
    "kind", ["article/x", "claim/x", "rule/a/1", "quote/x/1-2", "article/x#char=1,2", "person"]
)
def test_other_kinds_are_no_entities(kind: str) -> None:
    assert terms.entity_of(BASE + kind, base=BASE) is None
    assert terms.entity_of("https://other.example/person/x", base=BASE) is None


def test_a_claim_is_named_by_what_identifies_it() -> None:
    one = terms.claim_iri(BASE, claim(LIN, "holdsRole", POST))
    assert re.fullmatch(rf"{BASE}claim/[0-9a-f]{{24}}", one)
    assert one == terms.claim_iri(BASE, claim(LIN, "holdsRole", POST, confidence=0.1))
    assert one != terms.claim_iri(BASE, claim(LIN, "holdsRole", POST, status="negated"))
    assert one != terms.claim_iri(BASE, claim(LIN, "memberOf", POST))
    assert one.removeprefix(BASE) == terms.claim_iri(
        "https://b.example/", claim(LIN, "holdsRole", POST)
    ).removeprefix("https://b.example/")


@pytest.mark.parametrize("base", ["https://hongtu.example/", "urn:x:/", "http://localhost:8000/图/"])
def test_bases_that_will_do(base: str) -> None:
    assert terms.base_iri(base) == base


@pytest.mark.parametrize(
    "base",
    ["", "hongtu/", "https://x.example", "https://x.example/#", "https://x.example/a b/", "https://x/?q=/"],
)
def test_bases_that_will_not(base: str) -> None:
    with pytest.raises(UsageError, match="base"):
        terms.base_iri(base)


@pytest.mark.parametrize(
    ("number", "canonical"),
    [("0.90", "0.9"), ("1.000000", "1"), ("+07", "7"), ("-0.0", "0"), ("-3.50", "-3.5"), (".5", "0.5"), ("6200", "6200"),
     ("", None), (".", None), ("1e3", None), ("三", None), ("１", None), ("100", "100")],
)  # fmt: skip
def test_decimals_have_one_form(number: str, canonical: str | None) -> None:
    assert terms.decimal(number) == canonical
    if canonical is not None:
        store = ox.Store()
        line = f"<http://a/s> <http://a/p> {terms.typed(canonical, 'decimal')} .\n".encode()
        store.load(line, format=ox.RdfFormat.N_TRIPLES)
        assert store.dump(format=ox.RdfFormat.N_TRIPLES, from_graph=ox.DefaultGraph()) == line
