"""People by no more than their names, and words that are nobody's; sentences of our own, invented persons."""

from __future__ import annotations

import pytest

from kg.extract.mends.people import people
from kg.model import Article, Document, Mention, Span
from tests.extract.mends.test_mends import doubted, mended

PERSON = "Person"


@pytest.mark.parametrize(
    ("text", "found", "name"),
    [
        ("沈佳禾常委建议完善制度。", "沈佳禾常委", "沈佳禾"),
        ("研究员沈佳禾正和同事讨论。", "沈佳禾正", "沈佳禾"),
        ("副书记陆明案，教训深刻。", "陆明案", "陆明"),
        ("听取了陆明作的工作报告。", "陆明作", "陆明"),
        ("护士长陆娟蹲在地上。", "陆娟蹲", "陆娟"),
        ("任命陆明为局长。", "任命陆明", "陆明"),
        ("选手陆明4比3获胜。", "陆明4", "陆明"),
        ("红嫂明桂兰的孙女说。", "红嫂明桂兰", "明桂兰"),
        ("支前模范张桂芳和村医陈小妹到场。", "支前模范张桂芳", "张桂芳"),
        ("老兵李长顺敬礼。", "老兵李长顺", "李长顺"),
    ],
)
def test_what_somebody_does_or_is_belongs_to_no_name(text: str, found: str, name: str) -> None:
    assert mended(text, (PERSON, found)) == [(PERSON, name)]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("作家陆振作的新书出版。", "陆振作"),
        ("校长李守正到会。", "李守正"),
        ("欧阳明正到会。", "欧阳明正"),
        ("市民陆立案说。", "陆立案"),
    ],
)
def test_such_a_character_may_be_of_the_name(text: str, name: str) -> None:
    assert mended(text, (PERSON, name)) == [(PERSON, name)]


def test_the_name_elsewhere_in_the_article_tells_where_it_ends() -> None:
    text = "陆伟到会。陆伟正忙着搬家，而陆伟已签字。"
    found = mended(text, (PERSON, "陆伟"), (PERSON, "陆伟正"), (PERSON, "而陆伟"))
    assert found == [(PERSON, "陆伟")] * 3
    other = mended("陆伟到会。陆伟华也到了。", (PERSON, "陆伟"), (PERSON, "陆伟华"))
    assert other == [(PERSON, "陆伟"), (PERSON, "陆伟华")]


@pytest.mark.parametrize(
    ("text", "name", "confidence"),
    [
        ("发展全面战略伙伴关系是共同愿望。", "关系", 0.7),
        ("受害者年龄不一。", "年龄", 0.7),
        ("马方愿深化合作。", "马方愿", 0.95),
        ("李华说，洪中友谊长存。", "洪中", 0.6),
        ("杭温高铁开通。", "杭温高铁", 0.9),
        ("播出豪萨语节目。", "豪萨语", 0.7),
        ("袭击了某地沙布拉难民营。", "沙布拉", 0.7),
    ],
)
def test_words_that_name_nobody(text: str, name: str, confidence: float) -> None:
    assert doubted(text, (PERSON, name), confidence) == []


@pytest.mark.parametrize(
    ("text", "name", "confidence"),
    [
        ("局长方向到会。", "方向", 0.9),
        ("学生时针、分秒到会。", "时针", 0.7),
        ("主任马方到会。", "马方", 0.95),
        ("诗人李诗语到会。", "李诗语", 0.7),
    ],
)
def test_words_may_be_names_where_the_tagger_is_sure(text: str, name: str, confidence: float) -> None:
    assert doubted(text, (PERSON, name), confidence) == [(PERSON, name)]


def test_a_known_place_is_nobody_unless_the_tagger_is_sure() -> None:
    assert doubted("澜沧的土豆火了。", (PERSON, "澜沧"), 0.6) == [("Place", "澜沧")]
    assert doubted("向阳到会。", (PERSON, "向阳"), 0.9) == [(PERSON, "向阳")]


def test_a_side_and_what_it_does_are_nobody() -> None:
    assert mended("有能力对以方行动作出回应。", (PERSON, "方行动")) == []
    assert mended("记者方行动身前往灾区。", (PERSON, "方行")) == [(PERSON, "方行")]


def test_a_name_is_of_the_type_of_its_surest_mention() -> None:
    text = "镇党委书记黄云到会。黄云的话不长。"

    def types(person: float, place: float) -> list[str]:
        sure = ((PERSON, text.index("黄云"), person), ("Place", text.rindex("黄云"), place))
        both = tuple(
            Mention(at, at + 2, kind, "黄云", "黄云", "learned/1", belief) for kind, at, belief in sure
        )
        document = Document(Article("1", text), text, (Span(0, len(text)),), mentions=both)
        return [each.type for each in people(document, both)]

    assert types(0.9, 0.8) == [PERSON, PERSON]
    assert types(0.76, 0.9) == ["Place", "Place"]
    assert types(0.85, 0.9) == [PERSON, "Place"]


def test_who_says_something_is_no_place() -> None:
    assert mended("县长黄云到会。黄云透露，路通了。", (PERSON, "黄云"), ("Place", "黄云")) == [
        (PERSON, "黄云"),
        (PERSON, "黄云"),
    ]
