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
    ],
)
def test_the_words_around_tell_city_and_mountain_apart(
    text: str, written: str, canonical: str, expected: str
) -> None:
    assert meant(text, written, canonical)[0] == expected


def test_the_mountain_goes_by_its_own_name() -> None:
    assert meant("他们登上黄山看日出。", "黄山", "黄山市")[1] == "黄山"
