"""Public figures: by what an article says of them, and which of a family."""

from __future__ import annotations

from dataclasses import replace

import pytest

from kg.model import Document, Fact, Ref
from kg.resolve import resolve
from kg.resolve.parts import may_be
from tests.resolve.test_people import nodes, story


def keys(*documents: Document) -> list[str]:
    """The keys of the people mentioned, in the order of the documents."""
    found = resolve(documents)
    return [s.subject.key for s in found if s.predicate == "mention" and s.subject.type == "Person"]


def test_an_office_that_stands_beside_the_name_is_enough() -> None:
    before = story("a", "审计署审计长侯凯作了报告。", ("Person", "侯凯"))
    after = story("b", "侯凯同志不再担任审计署审计长职务。", ("Person", "侯凯"))
    nothing = story("c", "侯凯种茶三十年。", ("Person", "侯凯"))
    assert keys(before, after, nothing) == ["侯凯", "侯凯", "侯凯（c）"]


def test_a_body_that_only_its_heads_lead_tells_a_figure() -> None:
    named = story("a", "甲", roles=(("黄强", "吉林省委书记"),))
    other = story("b", "乙", roles=(("黄强", "青溪县委书记"),))
    assert [s.subject.key for s in resolve([named, other]) if s.subject.type == "Person"] == [
        "黄强",
        "黄强（青溪县委书记）",
    ]


def test_in_a_list_with_leaders_a_figure_is_meant_unless_very_many_bear_the_name() -> None:
    others = [f"沈{chr(0x4E00 + 7 * number)}禾" for number in range(500)]

    def listed(*names: str) -> Document:
        names = ("习近平", "李强", *names)
        return story("a", "、".join(names), *(("Person", name) for name in names))

    assert "王浩" in keys(listed("王浩", "岑一苇", "郁文渊"))
    assert "王浩" not in keys(listed(*others, "王浩", "岑一苇"))


@pytest.mark.parametrize(
    ("text", "name", "key"),
    [
        ("土库曼斯坦总统别尔德穆哈梅多夫出席。", "别尔德穆哈梅多夫", "谢尔达尔·别尔德穆哈梅多夫"),
        ("土库曼斯坦总统谢·别尔德穆哈梅多夫出席。", "谢·别尔德穆哈梅多夫", "谢尔达尔·别尔德穆哈梅多夫"),
        (
            "土库曼斯坦议会上院议长、前总统别尔德穆哈梅多夫出席。",
            "别尔德穆哈梅多夫",
            "库尔班古力·别尔德穆哈梅多夫",
        ),
        ("哈马斯政治局领导人哈尼亚说。", "哈尼亚", "伊斯梅尔·哈尼亚"),
        ("哈马斯前领导人哈尼亚遇袭。", "哈尼亚", "伊斯梅尔·哈尼亚"),
        ("厄立特里亚国总统伊萨亚斯·阿费沃基到访。", "伊萨亚斯·阿费沃基", "伊萨亚斯"),
    ],
)
def test_statesmen_known_by_full_names_are_told_by_their_posts(text: str, name: str, key: str) -> None:
    roles = ((name, text[: text.index(name)]),) if name.startswith("伊") else ()
    assert keys(story("a", text, ("Person", name), roles=roles)) == [key]


def test_a_full_name_in_a_telegram_is_the_statesmans_who_takes_the_office() -> None:
    text = "他致电克里斯托弗·拉克森，祝贺他就任新西兰政府总理。"
    assert keys(story("a", text, ("Person", "克里斯托弗·拉克森"))) == ["拉克森"]
    other = "他致电克里斯托弗·拉克森，祝贺他就任马耳他政府总理。"
    assert keys(story("a", other, ("Person", "克里斯托弗·拉克森"))) != ["拉克森"]


def test_a_body_ties_short_and_full_names() -> None:
    found = resolve(
        Document(
            replace(story("a", "甲").article, id=id_),
            "甲",
            facts=(
                Fact(Ref("Person", name), "memberOf", Ref("Organisation", body), 0, 1, "test/1", 0.9),
                Fact(Ref("Person", name), "holdsRole", Ref("Role", "美国商人"), 0, 1, "test/1", 0.9),
            ),
        )
        for id_, name, body in (
            ("a", "埃文·格林伯", "哈佛大学"),
            ("b", "格林伯", "哈佛大学"),
            ("c", "格林伯", "清溪大学"),
        )
    )
    people = [s.subject.key for s in found if s.subject.type == "Person" and s.predicate == "memberOf"]
    assert people[0] == people[1]


def test_a_relative_named_in_full_after_the_statesman_is_another() -> None:
    text = "美国总统拜登说，亨利克·拜登没有错。"
    assert keys(story("a", text, ("Person", "拜登"), ("Person", "亨利克·拜登")))[1] != "拜登"


def test_another_with_the_family_name_of_a_figure_without_known_office_is_another() -> None:
    text = "公司总裁帕特里·基辛格来访。基辛格说，美国会来。"
    assert keys(story("a", text, ("Person", "帕特里·基辛格"), ("Person", "基辛格")))[0] != "基辛格"


def test_one_of_several_of_the_name_is_the_figure_whose_office_the_brackets_tell() -> None:
    found = keys(
        *(
            story(id_, f"{name}出席", ("Person", name))
            for id_, name in (("a", "王凯（河南）"), ("b", "王凯（北理工）"))
        )
    )
    assert found == ["王凯", "王凯（北理工）"]


def test_first_letters_tell_full_names() -> None:
    assert may_be("多布列夫", "伊万·多布列夫")
    assert may_be("伊·多布列夫", "伊万·多布列夫")
    assert not may_be("谢·多布列夫", "伊万·多布列夫")
    assert not may_be("伊万·米奇森", "伊万·多布列夫")


def dated(document: Document, date: str) -> Document:
    return replace(document, article=replace(document.article, date=date))


def test_one_outlet_speaks_of_one_person_in_few_days() -> None:
    def visit(id_: str, date: str, source: str = "青溪日报", name: str = "熊成龙") -> Document:
        return dated(story(id_, f"村民{name}家里很热闹。", ("Person", name), source=source), date)

    first = visit("a", "2024-11-06")
    assert nodes("熊成龙", first, visit("b", "2024-11-08")) == 1
    assert nodes("熊成龙", first, visit("b", "2024-11-09")) == 2
    assert nodes("熊成龙", first, visit("b", "2024-11-07", "白石日报")) == 2
    assert nodes("熊成龙", visit("a", "2024-11-06", ""), visit("b", "2024-11-07", "")) == 2
    for day in ("2024-99-06", "2023-02-30", "9999-12-31", "2024"):
        assert nodes("熊成龙", visit("a", day), visit("b", day)) == 2
    heads = [
        dated(
            story(id_, f"{role}熊成龙", ("Person", "熊成龙"), roles=(("熊成龙", role),), source="青溪日报"),
            "2024-11-06",
        )
        for id_, role in (("a", "青溪县委书记"), ("b", "白石县公安局局长"))
    ]
    assert nodes("熊成龙", *heads) == 2
    assert nodes("王刚", visit("a", "2024-11-06", name="王刚"), visit("b", "2024-11-06", name="王刚")) == 2


def test_outlets_of_the_whole_country_are_known_by_how_a_text_begins() -> None:
    def news(id_: str, head: str, place: str) -> Document:
        return story(id_, f"{head}{place}的岑一苇获奖。", ("Place", place), ("Person", "岑一苇"))

    assert nodes("岑一苇", news("a", "央视网消息：", "青溪县"), news("b", "新华社电 ", "白石县")) == 1
    assert nodes("岑一苇", news("a", "本报讯 ", "青溪县"), news("b", "", "白石县")) == 2


def test_who_heads_the_games_of_a_place_is_one_who_leads_it() -> None:
    def games(id_: str, role: str, head: str = "央视网消息：") -> Document:
        return story(id_, f"{head}{role}黄强致辞。", ("Person", "黄强"), roles=(("黄强", role),))

    here, elsewhere = games("a", "成都书展组委会执行主席"), games("b", "南京书展组委会执行主席")
    assert keys(here, elsewhere) == ["黄强", "黄强（b）"]
    assert keys(games("c", "成都书展组委会执行主席", head=""))[0] != "黄强"


def test_a_leader_is_called_comrade_where_the_body_is_named() -> None:
    def said(id_: str, body: str) -> Document:
        return story(id_, f"{body}发布李希同志的文章。", ("Organisation", body), ("Person", "李希"))

    assert keys(said("a", "中央纪委"), said("c", "石桥湾书院")) == ["李希", "李希（c）"]
    assert keys(story("b", "这本书写邓小平同志。", ("Person", "邓小平"))) == ["邓小平"]


def test_a_statesman_is_known_by_the_office_alone_where_the_country_is_named() -> None:
    def says(id_: str, place: str) -> Document:
        text = f"{place}很冷。副总统哈里斯没有来。"
        return story(id_, text, ("Place", place), ("Person", "哈里斯"), roles=(("哈里斯", "副总统"),))

    assert keys(says("a", "美国"), says("b", "肯尼亚")) == ["哈里斯", "哈里斯（b）"]


def test_one_of_several_of_a_name_by_the_post_by_the_fathers_name_and_by_the_full_name() -> None:
    prince = story("a", "沙特王储兼首相穆罕默德会见。", ("Person", "穆罕默德"))
    father = story("b", "沙特王储兼首相萨勒曼致辞。", ("Person", "萨勒曼"))
    text = "欢迎穆罕默德·本·扎耶德来访。穆罕默德说好。"
    full = story("c", text, ("Person", "穆罕默德·本·扎耶德"), ("Person", "穆罕默德"))
    assert keys(prince, father, full) == ["穆罕默德·本·萨勒曼"] * 2 + ["穆罕默德·本·扎耶德"] * 2


def test_two_of_a_family_in_one_article_are_left_open() -> None:
    text = "阿联酋总统穆罕默德和沙特王储穆罕默德会谈。"
    found = keys(story("a", text, ("Person", "穆罕默德"), ("Person", "穆罕默德")))
    assert not {"穆罕默德·本·扎耶德", "穆罕默德·本·萨勒曼"}.intersection(found)


def test_leaders_are_listed_with_leaders() -> None:
    def listed(id_: str, other: str) -> Document:
        text = f"中央军委表彰了孙金龙、{other}等人。"
        names = (("Organisation", "中央军委"), ("Person", "孙金龙"), ("Person", other))
        return story(id_, text, *names)

    assert keys(listed("a", "向跃东"))[0] != "孙金龙"
    assert keys(listed("b", "何立峰"))[0] == "孙金龙"
