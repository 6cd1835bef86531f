"""Which entities are put before a person as perhaps one, and in which order."""

from __future__ import annotations

import pytest

from kg.decisions import End
from kg.resolve.candidates import Candidate, Profile, candidates
from kg.resolve.pairing import pairs

IDS = [f"a{number}" for number in range(9)]


def profile(kind: str, key: str, *articles: int, name: str = "", evidence: tuple[str, ...] = ()) -> Profile:
    return Profile(kind, key, (name or key.partition("（")[0],), articles, frozenset(evidence))


def found(*profiles: Profile, decided: tuple[tuple[str, str], ...] = ()) -> list[Candidate]:
    return candidates(profiles, IDS, ["Person", "Place", "Site"], {frozenset(pair) for pair in decided})


def ends(candidate: Candidate) -> set[str]:
    return {str(candidate.left), str(candidate.right)}


@pytest.mark.parametrize(
    ("kind", "one", "other"),
    [
        ("Person", "远山", "贺远山"),
        ("Person", "贺远山", "贺远珊"),
        ("Campaign", "“红色门牌”活动", "红色门牌"),
        ("Site", "石桥湾烈士陵园", "无锡市石桥湾烈士陵园"),
        ("Organisation", "青溪发改委", "青溪发展和改革委员会"),
    ],
)
def test_names_that_may_be_of_one(kind: str, one: str, other: str) -> None:
    assert [{a, b} for a, b, *_ in pairs(kind, [one, other, "别的什么"])] == [{one, other}]


@pytest.mark.parametrize(
    ("kind", "one", "other"),
    [
        ("Organisation", "青溪第一中学", "青溪第二中学"),
        ("Organisation", "青溪县委", "青溪县委宣传部"),
        ("Organisation", "青溪县委", "青溪县纪委监委"),
        ("Organisation", "青溪县文化馆", "白溪县文化馆"),
        ("Organisation", "无锡市文化馆", "苏州市文化馆"),
        ("Person", "沈佳禾", "贺远山"),
        ("Event", "2021年党史座谈会", "2022年党史座谈会"),
    ],
)
def test_names_that_are_of_two(kind: str, one: str, other: str) -> None:
    assert list(pairs(kind, [one, other])) == []


def test_the_name_of_a_kind_is_nobodys_short_name() -> None:
    named = ["革命纪念馆", *(f"{char}山革命纪念馆" for char in "甲乙丙丁")]
    assert [pair for pair in pairs("Site", named) if "革命纪念馆" in pair[:2]] == []


def test_shared_company_and_a_rare_name_come_first_and_what_tells_apart_last() -> None:
    museum = profile("Site", "青山纪念馆", 0, 1)
    rare = profile("Person", "漆雕远（a0）", 0), profile("Person", "漆雕远（a1）", 1)
    common = profile("Person", "张伟（a2）", 2), profile("Person", "张伟（a3）", 3)
    apart = (
        profile("Person", "李强生（南京市教育局）", 4, evidence=("南京市教育局",)),
        profile("Person", "李强生（福州市教育局）", 5, evidence=("福州市教育局",)),
    )
    listed = found(museum, *rare, *common, *apart)
    assert ends(listed[0]) == {"person/漆雕远（a0）", "person/漆雕远（a1）"}
    scores = {one.left.key[:2]: one.score for one in listed}
    assert scores["漆雕"] > scores["张伟"]
    assert any({"江苏省", "福建省"} <= set(reason.split()) for one in listed for reason in one.reasons)
    assert any("both beside 青山纪念馆" in reason for reason in listed[0].reasons)


def test_what_is_decided_is_not_asked_again() -> None:
    two = profile("Person", "张伟（a2）", 2), profile("Person", "张伟（a3）", 3)
    assert len(found(*two)) == 1
    assert found(*two, decided=(("person/张伟（a3）", "person/张伟（a2）"),)) == []


def test_an_open_place_is_asked_for_each_article_with_what_speaks_for_each() -> None:
    listed = found(
        profile("Place", "鼓楼区", 0, 1),
        profile("Place", "鼓楼区（南京市）", 2, 3, 4, name="鼓楼区"),
        profile("Place", "江苏省", 0),
    )
    best = listed[0]
    assert best.left == End("Place", "鼓楼区", "a0")
    assert best.right == End("Place", "鼓楼区（南京市）")
    assert "the article speaks of 江苏省" in best.reasons


def test_where_only_places_are_asked_for_every_one_that_an_open_name_may_mean_is_listed() -> None:
    two = profile("Place", "鼓楼区", 0), profile("Place", "江苏省", 0)
    listed = candidates(two, IDS, ["Place"], set())
    assert len(found(*two)) < len(listed)
    asked = {str(one.right): one for one in listed if str(one.left) == "place/鼓楼区@a0"}
    assert len(asked) > 2
    here, elsewhere = asked["place/鼓楼区（南京市）"], asked["place/鼓楼区（福州市）"]
    assert here.score > elsewhere.score
    assert "nothing speaks for it" in elsewhere.reasons
    assert "nothing speaks for it" not in here.reasons


def test_of_a_name_with_very_many_bearers_each_is_compared_with_the_largest_alone() -> None:
    many = [profile("Person", f"张伟（{number}）", number) for number in range(200)]
    assert len(candidates(many, [str(n) for n in range(200)], ["Person"], set())) < 2 * len(many)
