"""Which place a name means that no table settles: by where articles put it, and by what they speak of around it."""

from __future__ import annotations

from kg.model import Article, Document, Fact, Mention, Ref
from kg.resolve import resolve
from kg.resolve.grouping import group


def place(id_: str, text: str, written: str, canonical: str, *others: str, lies: str = "") -> Document:
    """An article that mentions a place, and others by their full names, with where it says that it lies."""
    spans = [(written, canonical), *((other, other) for other in others)]
    mentions = sorted(
        (
            Mention(text.index(name), text.index(name) + len(name), "Place", name, kept, "test/1", 0.9)
            for name, kept in spans
        ),
        key=lambda mention: mention.start,
    )
    facts = (
        (Fact(Ref("Place", canonical), "locatedIn", Ref("Place", lies), 0, len(text), "test/1", 0.9),)
        if lies
        else ()
    )
    return Document(Article(id_, text), text, mentions=tuple(mentions), facts=facts)


def keys_of(name: str, *documents: Document) -> int:
    """How many places of a name there are."""
    return len(
        {s.subject.key for s in resolve(documents) if s.predicate == "mention" and name in str(s.object)}
    )


def test_what_lies_in_a_city_is_in_the_county_there() -> None:
    county = {"a": ("in:桐乡市",), "b": ("in:嘉兴市",), "c": ("in:浙江省",), "d": ()}
    assert set(group("水镇", county, lone_joins=True).values()) == {"水镇"}
    two = group("水镇", {**county, "e": ("in:江阴市",)}, lone_joins=True)
    assert two["a"] == two["b"] == two["c"] != two["e"]
    assert two["d"] == "水镇（d）"


def test_of_two_in_a_province_the_province_tells_none() -> None:
    keys = group("水镇", {"a": ("in:桐乡市",), "b": ("in:宁海县",), "c": ("in:浙江省",)}, lone_joins=True)
    assert len(set(keys.values())) == 3


def test_what_the_sentence_speaks_of_keeps_a_town_apart() -> None:
    def near(id_: str, city: str) -> Document:
        return place(id_, f"{city}转移了附近的水头镇群众。", "水头镇", "水头镇", city)

    known = place("a", "河北涿州水头镇有救援队。", "河北涿州水头镇", "水头镇", lies="涿州市")
    assert keys_of("水头镇", known, place("b", "水头镇很美。", "水头镇", "水头镇")) == 1
    assert keys_of("水头镇", known, near("c", "保定市")) == 1
    assert keys_of("水头镇", known, near("d", "廊坊市")) == 2
    assert keys_of("水头镇", known, near("e", "临海市"), near("f", "临海市")) == 2


def test_the_place_may_stand_before_the_name_inside_another() -> None:
    known = place("a", "四川眉山水头村丰收了。", "四川眉山水头村", "水头村")
    inside = place("b", "四川眉山水头村党委书记回到村里。湖南省下雨了。水头村有稻田。", "湖南省", "湖南省")
    text = inside.article.text
    at = text.rindex("水头村")
    inside = Document(
        inside.article,
        text,
        mentions=(*inside.mentions, Mention(at, at + 3, "Place", "水头村", "水头村", "test/1", 0.9)),
    )
    assert keys_of("水头村", known, inside) == 1


def test_mountains_of_a_common_name_are_told_by_where_they_are() -> None:
    one = place("a", "河南焦作云台山下雪了。", "河南焦作云台山", "云台山")
    other = place("b", "贵州施秉云台山下雨了。", "贵州施秉云台山", "云台山")
    assert keys_of("云台山", one, other) == 2
    assert (
        keys_of(
            "泰山",
            *(
                place(d.article.id, d.article.text.replace("云台", "泰"), "泰山", "泰山")
                for d in (one, other)
            ),
        )
        == 1
    )


def test_words_for_kinds_of_places_mean_what_their_article_does() -> None:
    one = place("a", "江苏太仓经济开发区动工。", "江苏太仓经济开发区", "经济开发区")
    other = place("b", "四川眉山经济开发区动工。", "四川眉山经济开发区", "经济开发区")
    found = {s.subject.key for s in resolve([one, other]) if s.predicate == "mention"}
    assert found == {"经济开发区（太仓市）", "经济开发区（眉山市）"}
    alone = place("c", "高铁通了。", "高铁", "高铁")
    assert [s.subject.key for s in resolve([alone])] == ["高铁（c）"]
