"""A city or what bears the name of one."""

from __future__ import annotations

import pytest

from tests.resolve.one import resolved


def meant(text: str, written: str, canonical: str) -> tuple[str, str]:
    """Key and name of a place in an article."""
    found = resolved("Place", text, written, canonical)
    return found.key, found.name


@pytest.mark.parametrize(
    ("text", "written", "canonical", "expected"),
    [
        ("他们登上黄山看日出。", "黄山", "黄山市", "黄山（山）"),
        ("黄山建成第二条高铁。", "黄山", "黄山市", "黄山市"),
        ("他们在黄山市登上火车。", "黄山市", "黄山市", "黄山市"),
        ("黄山建成高铁。他们登上火车。", "黄山", "黄山市", "黄山市"),
        ("北京的北海结冰了。", "北海", "北海市", "北海（北京市）"),
        ("广西北海开港。", "北海", "北海市", "北海市"),
        ("纽约、新泽西等多州大雪。", "纽约", "纽约", "纽约州"),
        ("人们在沅江江畔散步。", "沅江", "沅江市", "沅江（河）"),
        ("沅江市的沅江江畔。", "沅江市", "沅江市", "沅江市"),
        ("他们翻越韶山。", "韶山", "韶山市", "韶山（山）"),
        ("芜湖湖区水位上涨。", "芜湖", "芜湖市", "芜湖（湖）"),
        ("芜湖建成大桥，长江水位上涨。", "芜湖", "芜湖市", "芜湖市"),
        ("日本关东和东北地区下雨。", "东北地区", "东北地区", "东北地区（日本）"),
        ("日本一家公司在东北地区设厂。", "东北地区", "东北", "东北"),
        ("美国多地降雪，中部地区最冷。", "中部地区", "中部地区", "中部地区（美国）"),
        ("美国多地降雪。中部地区崛起。", "中部地区", "中部地区", "中部地区"),
    ],
)
def test_the_words_around_tell_city_and_mountain_apart(
    text: str, written: str, canonical: str, expected: str
) -> None:
    assert meant(text, written, canonical)[0] == expected


@pytest.mark.parametrize(
    ("text", "written", "canonical", "name"),
    [
        ("他们登上黄山看日出。", "黄山", "黄山市", "黄山"),
        ("他们翻越韶山。", "韶山", "韶山市", "韶山"),
        ("日本东北地区下雨。", "东北地区", "东北地区", "东北地区"),
    ],
)
def test_the_mountain_goes_by_its_own_name(text: str, written: str, canonical: str, name: str) -> None:
    assert meant(text, written, canonical)[1] == name
