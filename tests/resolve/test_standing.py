"""Which country and post the words before a name tell, whatever was found of them as mentions."""

from __future__ import annotations

import pytest

from kg.model import Article, Document, Mention
from kg.resolve import resolve
from kg.resolve.lands import land_of, lands_in
from kg.resolve.standing import countries_near, standing_near
from tests.resolve.test_people import nodes, story


def document(text: str, *people: str) -> Document:
    """A document in which nothing but people was found."""
    mentions = [Mention(text.index(p), text.index(p) + len(p), "Person", p, p, "test/1", 0.9) for p in people]
    return Document(Article("a", text), text, mentions=tuple(mentions))


def standing(text: str, *people: str) -> dict[str, set[tuple[str, str]]]:
    found = document(text, *people)
    return dict(standing_near(found, lands_in(found)))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("出席的有科威特王储多布列夫。", ("科威特", "科威特王储")),
        ("俄军防护部队司令多布列夫6日说", ("俄罗斯", "俄军防护部队司令")),
        ("黎看守政府总理多布列夫说", ("黎巴嫩", "黎看守政府总理")),
        ("韩国最大在野党共同民主党党首多布列夫", ("韩国", "韩国最大在野党共同民主党党首")),
        ("阿联酋副总统兼总理、迪拜酋长多布列夫", ("阿联酋", "阿联酋副总统兼总理、迪拜酋长")),
        ("文莱苏丹多布列夫抵达", ("文莱", "文莱苏丹")),
    ],
)
def test_the_post_is_read_from_the_text(text: str, expected: tuple[str, str]) -> None:
    assert standing(text, "多布列夫") == {"多布列夫": {expected}}


def test_who_is_named_after_another_is_of_the_same_country() -> None:
    said = standing("巴哈马总督普拉顿、总理戴维森和外长米奇森表示", "普拉顿", "戴维森", "米奇森")
    assert said["戴维森"] == {("巴哈马", "总理")}
    assert said["米奇森"] == {("巴哈马", "外长")}


def test_the_host_who_is_named_after_a_guest_is_not() -> None:
    assert "沈佳" not in standing("法国总统多布列夫和副总理沈佳出席", "多布列夫", "沈佳")


@pytest.mark.parametrize(
    "text",
    [
        "法国总统访问期间，部长多布列夫说",
        "上海地铁总经理多布列夫",
        "同法国总统会见的总理多布列夫",
        "中国驻法国大使多布列夫",
    ],
)
def test_words_that_end_before_the_name_tell_nothing(text: str) -> None:
    assert standing(text, "多布列夫") == {}


def test_a_country_far_before_is_nobodys() -> None:
    far = "法国的议案，以及另外两个很长很长很长很长很长很长很长的题目、"
    assert standing(f"{far}多布列夫、主席米奇森", "多布列夫", "米奇森") == {}


def test_a_country_inside_of_a_persons_name_is_none() -> None:
    found = document("马里奥来了", "马里奥")
    assert lands_in(found) == []
    assert countries_near(found, lands_in(found)) == {}


def test_what_a_name_begins_with_is_a_country_or_an_organisation() -> None:
    assert [land_of(name) for name in ("哈马斯政治局", "美国国务院", "世界经济论坛主席", "青溪县委")] == [
        "哈马斯",
        "美国",
        "世界经济论坛",
        "",
    ]


def test_short_names_of_one_line_of_work_in_one_country_are_one() -> None:
    def says(id_: str, post: str) -> Document:
        return story(id_, f"{post}达加罗说。", ("Person", "达加罗"))

    army = says("a", "苏丹快速支援部队领导人")
    assert nodes("达加罗", army, says("b", "苏丹快速支援部队司令")) == 1
    assert nodes("达加罗", army, says("c", "苏丹议长")) == 2
    assert nodes("达加罗", says("d", "哈马斯政治局领导人"), says("e", "哈马斯高级成员")) == 1


def test_a_crown_prince_is_not_the_king_of_his_fathers_name() -> None:
    king = story("a", "沙特国王萨勒曼会见。", ("Person", "萨勒曼"))
    prince = story("b", "沙特王储兼首相萨勒曼会见。", ("Person", "萨勒曼"))
    found = [said.subject.key for said in resolve([king, prince]) if said.subject.type == "Person"]
    assert found == ["萨勒曼·本·阿卜杜勒阿齐兹", "穆罕默德·本·萨勒曼"]


def test_who_chairs_a_body_in_turn_is_still_who_they_are() -> None:
    one = story("a", "甲", roles=(("阿扎林", "科摩罗总统"),))
    other = story("b", "乙", roles=(("阿扎林", "非盟轮值主席科摩罗总统"),))
    assert {s.subject.key for s in resolve([one, other]) if s.subject.type == "Person"} == {"阿扎林"}


def test_a_title_after_the_name_is_of_the_only_country_spoken_of() -> None:
    asks = story("a", "他转达对达加罗总统的问候。中方愿同尼日尔合作。", ("Person", "达加罗"))
    says = story("b", "尼日尔总统达加罗说。", ("Person", "达加罗"))
    two = story("c", "他转达对达加罗总统的问候。尼日尔和马里共和国合作。", ("Person", "达加罗"))
    assert nodes("达加罗", asks, says) == 1
    assert nodes("达加罗", two, says) == 2
