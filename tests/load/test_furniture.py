"""Every line pattern of data/site-furniture.tsv matches its own example, and only as its own kind."""

from __future__ import annotations

import pytest

from kg.authority.tables import rows
from kg.load.furniture import collapsed, kind, narrowed
from kg.resources import folder

ROWS = [cells for _, cells in rows(folder("data") / "site-furniture.tsv", ("kind", "pattern", "example"))]


@pytest.mark.parametrize(("name", "pattern", "example"), ROWS)
def test_example(name: str, pattern: str, example: str) -> None:
    assert kind(narrowed(collapsed(example))) == name


def test_narrowed() -> None:
    assert narrowed(collapsed("\u3000責任編輯：［１］　林　禾 ")) == "责任编辑:[1] 林 禾"
