"""Posts of foreigners that a text gives without their country."""

from __future__ import annotations

import pytest

from kg.model import Ref
from kg.resolve.posts_abroad import with_countries
from tests.resolve.test_people import story


def posts(text: str, *names: tuple[str, str], roles: tuple[tuple[str, str], ...]) -> list[tuple[str, str]]:
    document = with_countries(story("a", text, *names, roles=roles))
    return [(fact.subject.name, fact.object.name) for fact in document.facts if isinstance(fact.object, Ref)]


@pytest.mark.parametrize(
    ("text", "name", "role", "found"),
    [
        ("尼日尔总统达加罗来访。达加罗总统说。", "达加罗", "总统", "尼日尔总统"),
        ("尼日尔代表团来访，达加罗总理随行。", "达加罗", "政府总理", "尼日尔总理"),
        ("尼日尔总统达加罗来访。", "达加罗", "尼日尔总统", "尼日尔总统"),
        ("尼日尔代表团来访，沈佳禾主席接待。", "沈佳禾", "主席", "主席"),
        ("达加罗总统说。", "达加罗", "总统", "总统"),
    ],
)
def test_a_post_gets_the_one_country_of_its_foreigner(text: str, name: str, role: str, found: str) -> None:
    assert posts(text, ("Person", name), roles=((name, role),)) == [(name, found)]


def test_one_chairman_of_ours_and_a_president_of_theirs() -> None:
    text = "国家主席沈佳禾会见尼日尔总统达加罗。达加罗总统感谢主席。"
    roles = (("沈佳禾", "国家主席"), ("达加罗", "总统"))
    found = posts(text, ("Person", "沈佳禾"), ("Person", "达加罗"), roles=roles)
    assert found == [("沈佳禾", "国家主席"), ("达加罗", "尼日尔总统")]


def test_posts_of_one_person_are_of_one_country() -> None:
    text = "国家主席沈佳禾会见尼日尔人民党总书记、国家主席郁文渊。"
    roles = (("沈佳禾", "国家主席"), ("郁文渊", "尼日尔人民党总书记"), ("郁文渊", "国家主席"))
    found = posts(text, ("Person", "沈佳禾"), ("Person", "郁文渊"), roles=roles)
    assert found == [("沈佳禾", "国家主席"), ("郁文渊", "尼日尔人民党总书记"), ("郁文渊", "尼日尔国家主席")]
