"""The file of decisions: what is written is read, and what a person wrote beside it stays."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.decisions import HEADER, Decision, End, line_of, parse, parse_end, with_decision, without
from kg.errors import RuleError

_WORDS = st.text("张伟（）@|%\t a;甲", min_size=1, max_size=6)
_ENDS = st.builds(
    End,
    st.just("Person"),
    _WORDS,
    st.just("") | _WORDS,
    st.lists(st.tuples(_WORDS, _WORDS), max_size=2).map(tuple),
)
_DECISIONS = st.builds(Decision, _ENDS, _ENDS, st.sampled_from(["same", "different", "unsure"]))


@given(_DECISIONS)
def test_what_is_written_is_read(decision: Decision) -> None:
    assert parse(line_of(decision), "x") == [decision]


def test_remarks_and_the_rest_stay_as_they_were() -> None:
    text = "# mine\nperson/甲\tperson/乙\tsame\t我\t2024-05-01\tthe same man\n\n# end\n"
    fresh = Decision(parse_end("place/鼓楼区@a"), parse_end("place/鼓楼区（南京市）"), "same")
    longer = with_decision(text, fresh, "x")
    assert longer == text + "place/鼓楼区@a\tplace/鼓楼区（南京市）\tsame\n"
    assert without(longer, [fresh.about], "x") == text
    assert with_decision("", fresh, "x").startswith(HEADER)


def test_a_second_decision_about_the_same_takes_the_place_of_the_first() -> None:
    one, other = parse_end("person/甲"), parse_end("person/乙")
    text = with_decision("", Decision(one, other, "same"), "x")
    text = with_decision(text, Decision(other, one, "different"), "x")
    assert [decision.verdict for decision in parse(text, "x")] == ["different"]


def test_a_fact_is_rejected_with_its_predicate() -> None:
    found = parse("person/甲\torganisation/乙\treject memberOf\n", "x")
    assert found == [Decision(parse_end("person/甲"), parse_end("organisation/乙"), "reject", "memberOf")]
    assert str(found[0]) == "reject person/甲 memberOf organisation/乙"


@pytest.mark.parametrize(
    ("line", "wrong"),
    [
        ("person/甲 person/乙 same", "1 columns"),
        ("person/甲\tperson/乙\tequal", "'equal' is none of"),
        ("person/甲\tperson/乙\treject", "'reject' is none of"),
        ("person/甲\tsite/乙\tsame", "of different types"),
        ("甲\tperson/乙\tsame", "'甲' is no end"),
        ("person/甲@\tperson/乙\tsame", "is no end"),
        ("person/甲\tperson/乙\tsame\t\t\t\t甲", "anchor '甲'"),
    ],
)
def test_a_broken_line_is_named(line: str, wrong: str) -> None:
    with pytest.raises(RuleError, match=wrong) as caught:
        parse(f"# first\n{line}\n", "decisions.tsv")
    assert str(caught.value).startswith("decisions.tsv:2: ")
