"""Dates as typed literals and as the days they cover, from the EDTF text that dates are named by."""

from __future__ import annotations

import calendar
import re
from functools import lru_cache

from kg.rdf.terms import literal, typed

_YEAR = re.compile(r"\d{4}\Z", re.ASCII)
_DATE = re.compile(r"([0-9X]{4})(?:-(\d\d)(?:-(\d\d))?)?(?:T.*)?[~?%]?\Z", re.ASCII)


def when(edtf: str) -> str:
    """The date as an xsd:date, xsd:gYearMonth or xsd:gYear literal, or as plain EDTF text where XML Schema has no type."""
    days = covered(edtf)
    if days and _YEAR.match(edtf):
        return typed(edtf, "gYear")
    if days and re.fullmatch(r"\d{4}-\d\d", edtf, re.ASCII):
        return typed(edtf, "gYearMonth")
    if days and re.fullmatch(r"\d{4}-\d\d-\d\d", edtf, re.ASCII):
        return typed(edtf, "date")
    return literal(edtf)


@lru_cache(maxsize=1 << 14)
def covered(edtf: str) -> tuple[str, str] | None:
    """The first and the last day that a date may mean, both ISO and both included: `2021-08` → 2021-08-01 and
    2021-08-31, `193X` → 1930-01-01 and 1939-12-31. An open end (`2021/..`) is empty. None for what is no date."""
    first, slash, last = edtf.partition("/")
    if not slash:
        return _one(first)
    start = ("", "") if first in ("", "..") else _one(first)
    end = ("", "") if last in ("", "..") else _one(last)
    if start is None or end is None or (start[0] == end[1] == ""):
        return None
    return start[0], end[1]


def _one(edtf: str) -> tuple[str, str] | None:
    match = _DATE.match(edtf)
    if not match or not re.fullmatch(r"\d+X*", match[1], re.ASCII):
        return None
    first, last = match[1].replace("X", "0"), match[1].replace("X", "9")
    if first == "0000" or (match[2] and first != last):
        return None  # XML Schema 1.0 has no year 0
    low, high = int(match[2] or 1), int(match[2] or 12)
    if not 1 <= low <= 12:
        return None
    final = calendar.monthrange(int(last), high)[1]
    if match[3]:
        return (day := f"{first}-{match[2]}-{match[3]}", day) if 1 <= int(match[3]) <= final else None
    return f"{first}-{low:02d}-01", f"{last}-{high:02d}-{final:02d}"
