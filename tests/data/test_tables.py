"""The tables under data/places and data/names as files: anyone can read, sort and diff them."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from kg.resources import folder

TABLES = sorted([*(folder("data") / "places").glob("*.tsv"), *(folder("data") / "names").glob("*.tsv")])


def test_the_tables_are_there() -> None:
    assert {"divisions.tsv", "areas.tsv", "leaders.tsv", "sites.tsv"} <= {path.name for path in TABLES}


@pytest.mark.parametrize("path", TABLES, ids=lambda path: path.name)
def test_a_table_says_where_it_comes_from_and_is_tidy(path: Path) -> None:
    text = path.read_text("utf-8")
    assert text.startswith("# ")
    assert re.search("general knowledge|Facts|facts", text)
    assert text.endswith("\n")
    assert "\r" not in text
    for number, line in enumerate(text.splitlines(), 1):
        if line.startswith("#"):
            continue
        assert not re.search(r" \t|\t |\t$| $|\|\||\|\t|\t\|", line), f"{path.name}:{number}"


@pytest.mark.parametrize("path", TABLES, ids=lambda path: path.name)
def test_nothing_is_dated_after_2024(path: Path) -> None:
    """The lists describe the world of 2024; a name of a later year is a slip, unless it was settled by then: plans that
    end later, games that were awarded."""
    for line in path.read_text("utf-8").splitlines():
        if not line.startswith("#"):
            later = re.findall(r"(?<![0-9.])20(?:2[5-9]|[3-9][0-9])(?![0-9])", line)
            assert set(later) <= {"2025", "2026", "2030", "2035"}, line
            assert not later or re.search("计划|行动|规划|议程|亚冬会|冬奥会", line), line
