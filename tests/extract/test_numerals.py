"""Numerals of both kinds, and back again."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.extract.numerals import chinese, number


@given(st.integers(min_value=0, max_value=10**12 - 1))
def test_a_number_written_in_chinese_reads_back(value: int) -> None:
    assert number(chinese(value)) == value


@given(st.integers(min_value=0, max_value=10**12))
def test_an_arabic_number_reads_back_with_and_without_commas(value: int) -> None:
    assert number(str(value)) == value
    assert number(f"{value:,}") == value


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("三百零五", "305"),
        ("二〇二一", "2021"),
        ("两万五", "25000"),
        ("一百八", "180"),
        ("廿一", "21"),
        ("三十", "30"),
        ("八点七", "8.7"),
        ("三点二万", "32000"),
        ("53.02万亿", "53020000000000"),
        ("6千", "6000"),
        ("壹仟", "1000"),
    ],
)
def test_what_a_numeral_is_worth(text: str, value: str) -> None:
    assert number(text) == Decimal(value)
    assert "E" not in str(number(text))


@pytest.mark.parametrize("text", ["", "多", "五六", "几十", "1,23", "万", "3.", "两三", "abc", "一二十"])
def test_what_is_no_numeral(text: str) -> None:
    assert number(text) is None


@pytest.mark.parametrize("value", [-1, 10**12])
def test_numbers_out_of_range_are_refused(value: int) -> None:
    with pytest.raises(ValueError, match="only numbers from 0"):
        chinese(value)
