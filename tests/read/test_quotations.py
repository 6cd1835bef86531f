"""Quotations: the insides of quotation marks with their depth."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.model import Span
from kg.read.quotations import quotations
from kg.read.shadow import shadow


def _found(text: str) -> list[tuple[str, int]]:
    return [
        (text[quotation.start : quotation.end], quotation.depth)
        for quotation in quotations(shadow(text), [Span(0, len(text))])
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("他说：“先修‘同心’渠。”", [("先修‘同心’渠。", 1), ("同心", 2)]),
        ("「先修『同心』渠」", [("先修『同心』渠", 1), ("同心", 2)]),
        ('他说："走"，又说："来"。', [("走", 1), ("来", 1)]),
        ("“没有关上，“里面”。", [("里面", 2)]),
        ("多了”一个“好”字", [("好", 1)]),
        ("“内‘乱”外’", [("内‘乱", 1)]),
        ("“”空", []),
        ("“第一段\n\u3000“第二段”", [("第一段", 1), ("第二段", 1)]),
        ("前有“第一段\n“第二段”", [("第二段", 1)]),
        ("“第一段\n第二段", []),
    ],
)
def test_pairs(text: str, expected: list[tuple[str, int]]) -> None:
    assert _found(text) == expected


@given(st.text(alphabet="山“”‘’\n "))
def test_sorted_and_nested(text: str) -> None:
    found = quotations(text, [Span(0, len(text))])
    assert [q.start for q in found] == sorted(q.start for q in found)
    for outer in found:
        for inner in found:
            assert (
                inner.end <= outer.start
                or outer.end <= inner.start
                or inner == outer
                or (outer.start <= inner.start and inner.end <= outer.end)
                or (inner.start <= outer.start and outer.end <= inner.end)
            )


def test_linear_on_hostile_lines() -> None:
    started = time.process_time()
    for line in ("“" * 300_000 + "’" * 300_000, "“‘" * 300_000, "“山\n" * 200_000):
        quotations(line, [Span(0, len(line))])
    assert time.process_time() - started < 10
