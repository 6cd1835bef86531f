"""Full names and short ones: which are one person's."""

from __future__ import annotations

import pytest

from kg.model import Document
from kg.resolve import resolve
from kg.resolve.abroad import parts, titles_of
from tests.resolve.test_people import office, story


def keys(*documents: Document) -> dict[tuple[str, str], str]:
    """The key of each person by article and by the name there."""
    return {
        (found.article, str(found.object)): found.subject.key
        for found in resolve(documents)
        if found.predicate == "mention" and found.subject.type == "Person"
    }


def of(id_: str, land: str, post: str, name: str) -> Document:
    return story(id_, f"{land}{post}{name}说。", ("Place", land), ("Person", name))


@pytest.mark.parametrize(
    ("full", "short"),
    [("安东·多布列夫", "多布列夫"), ("侯赛因·多布列夫", "侯赛因"), ("安东·多布列夫", "安东")],
)
def test_a_short_name_and_a_full_one_are_one_where_land_and_post_agree(full: str, short: str) -> None:
    assert len(set(keys(of("a", "波兰", "总统", full), of("b", "波兰", "总统", short)).values())) == 1
    assert len(set(keys(of("a", "波兰", "总统", full), of("b", "加纳", "总统", short)).values())) == 2


def test_a_common_name_needs_the_very_title() -> None:
    minister, envoy = of("a", "古巴", "外交部长", "安东·侯赛因"), of("b", "古巴", "驻波兰大使", "侯赛因")
    assert len(set(keys(minister, envoy).values())) == 2
    assert len(set(keys(minister, of("c", "古巴", "外长", "侯赛因")).values())) == 1


def test_two_full_names_with_different_given_names_are_two_and_the_short_one_is_neither() -> None:
    found = keys(
        of("a", "波兰", "总理", "安东·多布列夫"),
        of("b", "波兰", "总理", "伊戈尔·多布列夫"),
        of("c", "波兰", "总理", "多布列夫"),
    )
    assert len(set(found.values())) == 3


def test_a_longer_full_name_is_that_of_a_shorter_one() -> None:
    one, other = of("a", "波兰", "总统", "安东·多布列夫"), of("b", "波兰", "总统", "安东·帕维尔·多布列夫")
    assert len(set(keys(one, other).values())) == 1


def test_a_full_name_completes_the_short_one_of_its_article_a_relatives_does_not() -> None:
    both = story("a", "安东·多布列夫到会。多布列夫说。", ("Person", "安东·多布列夫"), ("Person", "多布列夫"))
    assert len(set(keys(both).values())) == 1
    wife = story("a", "夫人安娜·多布列娃同多布列娃说。", ("Person", "安娜·多布列娃"), ("Person", "多布列娃"))
    assert len(set(keys(wife).values())) == 2


def test_a_fathers_name_is_no_short_name() -> None:
    assert parts("哈立德·本·多布列夫") == ["哈立德"]
    son, father = of("a", "约旦", "国王", "哈立德·本·多布列夫"), of("b", "约旦", "国王", "多布列夫")
    assert len(set(keys(son, father).values())) == 2


def test_an_office_taken_after_the_name_counts() -> None:
    new = story(
        "a", "安东·多布列夫，祝贺他就任加纳共和国总统。", ("Person", "安东·多布列夫"), ("Place", "加纳")
    )
    assert len(set(keys(new, of("b", "加纳", "总统", "多布列夫")).values())) == 1


def test_an_envoy_is_of_the_country_that_sends_and_an_envoy_of_china_of_none() -> None:
    sent = story(
        "a", "加纳驻波兰大使多布列夫说。", ("Place", "加纳"), ("Place", "波兰"), ("Person", "多布列夫")
    )
    assert len(set(keys(sent, of("b", "加纳", "驻波兰大使", "安东·多布列夫")).values())) == 1
    chinese = story("c", "中国驻波兰大使贺远山说。", ("Place", "波兰"), ("Person", "贺远山"))
    at_home = story("d", "习近平、贺远山出席。", ("Person", "习近平"), ("Person", "贺远山"))
    assert len({key for (_, name), key in keys(chinese, at_home).items() if name == "贺远山"}) == 1


def test_titles_are_told_with_their_country() -> None:
    assert titles_of("加纳", "加纳副总统") == []
    assert titles_of("加纳", "加纳共和国总统") == ["加纳总统"]
    assert titles_of("联合国", "联合国环境规划署执行主任") == ["联合国环境规划署执行主任"]


def test_both_heads_of_one_country_under_one_common_name_are_two() -> None:
    two = story("a", "甲", roles=(("穆罕默德", "加纳总统"),))
    both = story(
        "b",
        "加纳总统穆罕默德会见，加纳总理穆罕默德说。",
        ("Place", "加纳"),
        ("Person", "穆罕默德"),
        ("Place", "加纳"),
        ("Person", "穆罕默德"),
    )
    assert keys(both, two)["b", "穆罕默德"] != keys(office("a", "穆罕默德", "加纳总统"))["a", "穆罕默德"]
