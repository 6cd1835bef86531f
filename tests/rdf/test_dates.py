from __future__ import annotations

import pytest

from kg.rdf import dates


@pytest.mark.parametrize(
    ("edtf", "days"),
    [
        ("2021-08-12", ("2021-08-12", "2021-08-12")),
        ("2021-08", ("2021-08-01", "2021-08-31")),
        ("2024-02", ("2024-02-01", "2024-02-29")),
        ("1935", ("1935-01-01", "1935-12-31")),
        ("193X", ("1930-01-01", "1939-12-31")),
        ("19XX", ("1900-01-01", "1999-12-31")),
        ("1937~", ("1937-01-01", "1937-12-31")),
        ("2021-08-08T09:30", ("2021-08-08", "2021-08-08")),
        ("1937-07/1945-08", ("1937-07-01", "1945-08-31")),
        ("2021/..", ("2021-01-01", "")),
        ("/1949-10-01", ("", "1949-10-01")),
    ],
)
def test_the_days_that_a_date_covers(edtf: str, days: tuple[str, str]) -> None:
    assert dates.covered(edtf) == days


@pytest.mark.parametrize(
    "edtf", ["", "近日", "2021-13", "2021-02-29", "0000", "1X35", "/", "../..", "2021-08-12/x", "193X-05"]
)
def test_what_is_no_date_covers_nothing(edtf: str) -> None:
    assert dates.covered(edtf) is None


@pytest.mark.parametrize(
    ("edtf", "literal"),
    [
        ("2021-08-12", '"2021-08-12"^^<http://www.w3.org/2001/XMLSchema#date>'),
        ("2021-08", '"2021-08"^^<http://www.w3.org/2001/XMLSchema#gYearMonth>'),
        ("1935", '"1935"^^<http://www.w3.org/2001/XMLSchema#gYear>'),
        ("193X", '"193X"'),
        ("1937-07/1945-08", '"1937-07/1945-08"'),
        ("2021-02-30", '"2021-02-30"'),
        ("2021-99", '"2021-99"'),
        ("1935~", '"1935~"'),
    ],
)
def test_dates_are_typed_where_xml_schema_has_a_type(edtf: str, literal: str) -> None:
    assert dates.when(edtf) == literal
