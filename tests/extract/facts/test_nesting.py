"""Which places a name names before its own."""

from __future__ import annotations

import pytest

from kg.extract.facts.nesting import above


@pytest.mark.parametrize(
    ("text", "places"),
    [
        ("广州白云机场", ["广州市"]),
        ("重庆江北国际机场", ["重庆市"]),
        ("杭州余杭西站", ["杭州市", "余杭区"]),
        ("辽宁沈阳桃仙机场", ["辽宁省", "沈阳市"]),
    ],
)
def test_an_airport_need_not_lie_in_the_district_that_it_is_named_after(text: str, places: list[str]) -> None:
    assert above(text, text, "Place") == places


@pytest.mark.parametrize(
    ("text", "places"),
    [("青山乌兰牧骑", []), ("日本大使馆", []), ("日本驻上海总领事馆", ["上海市"]), ("巴黎残奥会代表团", [])],
)
def test_what_is_named_after_a_place_but_not_there(text: str, places: list[str]) -> None:
    assert above(text, text, "Organisation") == places
