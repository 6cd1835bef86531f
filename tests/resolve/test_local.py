"""What an article settles alone, and what it knows of its people."""

from __future__ import annotations

from dataclasses import replace

import pytest

from kg.model import Article, Document, Fact, Home, Mention, Ref
from kg.resolve import members, resolve
from kg.resolve.local import local_keys

HOME = Home("青溪县", ("云岭市",), "青溪日报")


def document(
    *refs: tuple[str, str],
    facts: tuple[tuple[str, str, str, str], ...] = (),
    id_: str = "a",
    home: Home | None = None,
    source: str = "",
) -> Document:
    """A document whose text is its mentions, (type, canonical) each, with facts (subject, predicate, type, object)."""
    text = "".join(name for _, name in refs)
    mentions, place = [], 0
    for type_, name in refs:
        mentions.append(Mention(place, place + len(name), type_, name, name, "test/1", 0.9))
        place += len(name)
    stated = tuple(Fact(Ref("Person", s), p, Ref(t, o), 0, len(text), "test/1", 0.9) for s, p, t, o in facts)
    return Document(
        Article(id_, text, source=source), text, home=home, mentions=tuple(mentions), facts=stated
    )


@pytest.mark.parametrize(
    ("type_", "name", "key"),
    [
        ("Place", "无锡市", "无锡市"),
        ("Place", "太湖", "太湖"),
        ("Organisation", "中共江苏省委宣传部", "江苏省委宣传部"),
        ("Organisation", "中共中央", "中共中央"),
        ("Organisation", "县委", "县委（a）"),
        ("Organisation", "党中央", "中共中央"),
        ("Event", "新中国成立75周年", "中华人民共和国成立75周年"),
        ("Policy", "《条例》", "《条例》（a）"),
        ("Policy", "《青溪县旧址保护条例》", "《青溪县旧址保护条例》"),
        ("Role", "村民", "村民"),
        ("Role", "县委书记", "县委书记（a）"),
        ("Person", "张伟", None),
        ("Place", "水西村", None),
    ],
)
def test_keys(type_: str, name: str, key: str | None) -> None:
    assert local_keys(document((type_, name)))[Ref(type_, name)] == key


def test_an_ambiguous_district_is_decided_by_its_city_or_stays_open() -> None:
    ref = Ref("Place", "鼓楼区")
    assert local_keys(document(("Place", "鼓楼区")))[ref] == "鼓楼区"
    assert local_keys(document(("Place", "南京市"), ("Place", "鼓楼区")))[ref] == "鼓楼区（南京市）"


def test_the_home_completes_what_the_text_leaves_out() -> None:
    assert (
        local_keys(document(("Organisation", "县委"), home=HOME))[Ref("Organisation", "县委")]
        == "县委（青溪县）"
    )


def keys(*documents: Document) -> list[str]:
    return [
        s.subject.key for s in resolve(documents) if s.predicate == "mention" and s.subject.type == "Person"
    ]


def of(id_: str, role: str, organisation: str, home: Home | None = None) -> Document:
    facts = (("王伟", "holdsRole", "Role", role), ("王伟", "memberOf", "Organisation", organisation))
    return document(("Person", "王伟"), facts=facts, id_=id_, home=home)


def test_the_same_body_makes_one_person_and_an_unnamed_county_does_not() -> None:
    assert keys(of("a", "青溪县委书记", "青溪县委"), of("b", "青溪县委常委", "青溪县委")) == ["王伟", "王伟"]
    assert keys(of("a", "县委书记", "县委"), of("b", "县委书记", "县委")) == [
        "王伟（a）",
        "王伟（b）",
    ]
    assert keys(of("a", "县委书记", "县委", HOME), of("b", "县委书记", "县委", HOME)) == ["王伟", "王伟"]


def test_an_army_is_too_large_to_make_two_people_one() -> None:
    assert len(set(keys(of("a", "战士", "八路军"), of("b", "战士", "八路军")))) == 2


def test_a_reporter_is_known_by_the_paper() -> None:
    facts = (("马甲", "holdsRole", "Role", "记者"),)
    articles = [
        document(("Person", "马甲"), facts=facts, id_=i, source=s)
        for i, s in (("a", "甲报"), ("b", "甲报"), ("c", "乙报"))
    ]
    assert keys(*articles) == ["马甲（甲报）", "马甲（甲报）", "马甲（乙报）"]


def test_a_public_figure_is_known_by_office_or_circle_and_never_by_name_alone() -> None:
    office = document(("Person", "毛泽东"), facts=(("毛泽东", "holdsRole", "Role", "国家主席"),), id_="a")
    circle = document(("Person", "毛泽东"), ("Person", "朱德"), id_="b")
    alone = document(("Person", "毛泽东"), id_="c")
    found = keys(office, circle, alone)
    assert found[0] == found[1] == "毛泽东"
    assert found[3] != "毛泽东"


def test_members_are_what_other_articles_have_a_say_in() -> None:
    assert members(of("a", "青溪县委书记", "青溪县委")) == [
        ("Person", "王伟", ("org:青溪县委", "role:青溪县委书记"))
    ]


@pytest.mark.parametrize(
    ("role", "body"),
    [
        ("公安局局长", "公安局"),
        ("全国人大代表", "全国人大"),
        ("全国政协委员", "全国政协"),
        ("中国作家协会会员", "中国作家协会"),
        ("第一人民医院院长", "第一人民医院"),
        ("水西村党支部书记", "水西村党支部"),
        ("鼓楼区委书记", "鼓楼区委"),
        ("教师", "实验小学"),
    ],
)
def test_what_many_hold_or_belong_to_makes_nobody_one(role: str, body: str) -> None:
    assert keys(of("a", role, body), of("b", role, body)) == ["王伟（a）", "王伟（b）"]


@pytest.mark.parametrize(
    ("role", "body"),
    [
        ("江阴市公安局局长", "江阴市公安局"),
        ("国务院副总理", "国务院"),
        ("全国政协副主席", "全国政协"),
        ("青山大学校长", "青山大学"),
        ("岭川师范学院教授", "岭川师范学院"),
        ("中共青溪支部书记", "中共青溪支部"),
    ],
)
def test_what_is_one_of_a_kind_does(role: str, body: str) -> None:
    assert keys(of("a", role, body), of("b", role, body)) == ["王伟", "王伟"]


def test_a_town_is_told_by_the_county_that_the_article_puts_it_in() -> None:
    town = Fact(Ref("Place", "枫坳镇"), "locatedIn", Ref("Place", "青溪县"), 0, 2, "test/1", 0.9)

    def placed(id_: str) -> Document:
        found = of(id_, "枫坳镇党委书记", "枫坳镇党委")
        return replace(found, facts=(*found.facts, town))

    assert keys(placed("a"), placed("b")) == ["王伟", "王伟"]
    assert len(set(keys(placed("a"), of("b", "枫坳镇党委书记", "枫坳镇党委")))) == 2


def in_district(id_: str, city: str) -> Document:
    facts = (("王伟", "holdsRole", "Role", "鼓楼区委书记"), ("王伟", "memberOf", "Organisation", "鼓楼区委"))
    return document(("Person", "王伟"), ("Place", city), facts=facts, id_=id_)


def test_districts_of_one_name_have_bodies_and_people_of_their_own() -> None:
    nanjing, fuzhou = in_district("a", "南京市"), in_district("b", "福州市")
    assert local_keys(nanjing)[Ref("Organisation", "鼓楼区委")] == "鼓楼区委（南京市）"
    assert len(set(keys(nanjing, fuzhou))) == 2
    assert len(set(keys(nanjing, in_district("c", "南京市")))) == 1


def test_an_article_that_puts_a_name_into_places_apart_joins_nobody() -> None:
    both = (
        ("王伟", "holdsRole", "Role", "江阴市公安局局长"),
        ("王伟", "holdsRole", "Role", "哈尔滨市教育局局长"),
    )
    bridge = document(("Person", "王伟"), facts=both, id_="a")
    one, other = (
        document(("Person", "王伟"), facts=(fact,), id_=i) for fact, i in zip(both, "bc", strict=True)
    )
    assert len(set(keys(bridge, one, other))) == 3


def test_a_short_name_of_several_sites_is_told_by_the_city_that_the_article_names() -> None:
    def meant(*places: str) -> str:
        found = local_keys(document(("Site", "大运河博物馆"), *(("Place", place) for place in places)))
        return found[Ref("Site", "大运河博物馆")] or ""

    assert meant("北京市") == "北京大运河博物馆"
    assert meant("扬州市") == "中国大运河博物馆"
    assert meant("北京市", "扬州市") == meant() == "大运河博物馆"
