"""Who is who in the sample articles, whose invented people were made to be told apart, and joined."""

from __future__ import annotations

from pathlib import Path

import pytest

from kg.store import Store


@pytest.mark.parametrize(
    ("name", "number"),
    [
        ("沈佳禾", 1),  # county head, then county secretary
        ("陆庭舟", 1),  # county secretary, then deputy mayor
        ("陈晓岚", 2),  # a town's secretary, and a museum's deputy director who says that she is not
        ("温书言", 2),  # a reporter, and a cadre
        ("郝长庚", 1),  # an old villager without an office
        ("韩守拙", 1),  # a museum's director, who retires
        ("方如松", 1),  # of 1927
    ],
)
def test_people_of_the_samples(samples_path: Path, name: str, number: int) -> None:
    with Store.read(samples_path) as store:
        table = store.edges
    people = [
        node
        for node, kind, label in zip(table.nodes, table.types, table.labels, strict=True)
        if (kind, label) == ("Person", name)
    ]
    assert len(people) == number, people
