"""Posts one by one, and who is relieved; sentences of our own, invented persons."""

from __future__ import annotations

import pytest

from tests.extract.mends.test_mends import ORG, PERSON, PLACE, mended

ROLE = "Role"


@pytest.mark.parametrize(
    ("text", "found", "posts"),
    [
        (
            "沈佳禾由江畔市发改委副主任调任青溪县代县长。",
            "江畔市发改委副主任调任青溪县代县长",
            ["江畔市发改委副主任", "青溪县代县长"],
        ),
        ("出任调任办公室主任。", "调任办公室主任", ["调任办公室主任"]),
    ],
)
def test_each_post_is_one(text: str, found: str, posts: list[str]) -> None:
    assert mended(text, (ROLE, found)) == [(ROLE, post) for post in posts]


def test_who_is_appointed_is_no_part_of_the_post() -> None:
    apart = [(PERSON, "陆明"), (ROLE, "青溪县县长")]
    assert mended("陆明任青溪县县长。", (ROLE, "陆明任青溪县县长")) == apart
    assert mended("时任青溪县县长。", (ROLE, "时任青溪县县长")) == [(ROLE, "青溪县县长")]


@pytest.mark.parametrize("place", ["长安", "祝长安"])
def test_who_is_relieved_is_nobody_s_town(place: str) -> None:
    assert mended("会议决定免去祝长安的副市长职务。", (PLACE, place)) == [(PERSON, "祝长安")]


def test_a_body_is_not_relieved_as_a_person() -> None:
    assert mended("免去全国性收费的决定。") == []
    assert mended("任命江畔市为主办城市。", (ORG, "江畔市")) == [(ORG, "江畔市")]
