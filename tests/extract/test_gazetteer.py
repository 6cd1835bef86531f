"""The gazetteer: which names count, what they stand for, and that it stays linear."""

from __future__ import annotations

import re
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.authority import NameRecord
from kg.extract.gazetteer import PRECISION, match
from kg.extract.gazetteer.terms import TYPES, Term, Terms, terms
from kg.model import Article, Document, Home, Span, Word
from kg.read.shadow import shadow

Row = tuple[str, str, str]


def document(text: str, tagged: str = "", date: str = "2024-05-01", home: Home | None = None) -> Document:
    """A document of one sentence, or of lines; `tagged` gives the words as `江苏/LOC 无锡/LOC`, without it there are none."""
    words = []
    at = 0
    for item in tagged.split():
        word, _, tag = item.rpartition("/")
        at = text.index(word, at)
        words.append(Word(at, at + len(word), tag))
        at += len(word)
    sentences = tuple(Span(line.start(), line.end()) for line in re.finditer("[^\n]+", text))
    article = Article("a", text, date=date, body=(Span(0, len(text)),))
    return Document(article, shadow(text), sentences, home=home, words=tuple(words))


def found(*documents: Document) -> list[Row]:
    return [
        (mention.type, mention.text, mention.canonical)
        for own in match(documents)
        for mention in own.proposals
        if not mention.by.startswith("gazetteer.doctrine")
    ]


@pytest.mark.parametrize(
    ("text", "tagged", "expected"),
    [
        ("他来到江苏无锡调研", "他/r 来到/v 江苏/LOC 无锡/LOC 调研/v", [("Place", "江苏无锡", "无锡市")]),
        ("在辽宁大连召开", "在/p 辽宁/ns 大连/LOC 召开/v", [("Place", "辽宁大连", "大连市")]),
        (
            "走进内蒙古呼伦贝尔海拉尔区。",
            "走进/v 内蒙古呼伦贝尔海拉尔区/LOC 。/w",
            [("Place", "内蒙古呼伦贝尔海拉尔区", "海拉尔区")],
        ),
        ("从江苏赶来", "从/p 江苏/LOC 赶来/v", [("Place", "江苏", "江苏省")]),
        ("住在上海南路", "住/v 在/p 上海南路/LOC", []),
        ("黄河北岸", "黄河/LOC 北岸/s", [("Place", "黄河", "黄河")]),
        ("大家大同小异", "大家/r 大同小异/i", []),
        ("集中山东的力量", "集中/v 山东/LOC 的/u 力量/n", [("Place", "山东", "山东省")]),
        ("资源丰富，通道畅通", "资源/n 丰富/a ，/w 通道/n 畅通/a", []),
        ("城区和郊区都有", "城区/LOC 和/c 郊区/LOC 都/d 有/v", []),
        # long names from abroad count whatever the words are, unless they are part of a longer place
        ("在扎波罗热当地", "在/p 扎波罗/PER 热/a 当地/s", [("Place", "扎波罗热", "扎波罗热")]),
        ("访问哥伦比亚特区", "访问/v 哥伦比亚特区/LOC", []),
        ("巴中友谊", "巴中/LOC 友谊/n", []),
        ("在云南昆明滇池边", "在/p 云南/LOC 昆明/LOC 滇池/LOC 边/f", [("Place", "云南昆明滇池", "滇池")]),
    ],
)
def test_places(text: str, tagged: str, expected: list[Row]) -> None:
    assert found(document(text, tagged)) == expected


def test_two_places_that_are_not_one_inside_the_other_stay_two() -> None:
    rows = found(document("北京上海都去", "北京/LOC 上海/LOC 都/d 去/v"))
    assert rows == [("Place", "北京", "北京市"), ("Place", "上海", "上海市")]


def test_a_careful_name_needs_support() -> None:
    tagged = "在/p 朝阳/LOC 举行/v"
    assert found(document("在朝阳举行", tagged)) == []
    text = "北京市今天发布。活动在朝阳举行"
    rows = found(document(text, "北京市/LOC 今天/TIME 发布/v 。/w 活动/n " + tagged))
    assert rows == [("Place", "北京市", "北京市"), ("Place", "朝阳", "朝阳区")]


def test_an_ambiguous_place_is_decided_by_its_article_or_stays_as_it_is() -> None:
    tagged = "在/p 鼓楼区/LOC 举行/v"
    assert found(document("在鼓楼区举行", tagged)) == [("Place", "鼓楼区", "鼓楼区")]
    home = Home("南京市", ("江苏省",), "南京日报")
    rows = match([document("在鼓楼举行", "在/p 鼓楼/LOC 举行/v", home=home)])[0].proposals
    assert [(row.text, row.canonical) for row in rows] == [("鼓楼", "鼓楼区")]


def test_a_place_right_before_a_site_belongs_to_it() -> None:
    text = "参观贵州遵义遵义会议会址。"
    rows = found(document(text, "参观/v 贵州/LOC 遵义/LOC 遵义会议会址/LOC 。/w"))
    assert rows == [("Site", "贵州遵义遵义会议会址", "遵义会议会址")]


@pytest.mark.parametrize(
    ("text", "tagged", "expected"),
    [
        (
            "毛泽东在延安",
            "毛泽东/PER 在/p 延安/LOC",
            [("Person", "毛泽东", "毛泽东"), ("Place", "延安", "延安市")],
        ),
        ("李强出席", "李强/PER 出席/v", [("Person", "李强", "李强")]),
        ("李强出席", "李/n 强出席/v", []),
        ("学习毛泽东思想", "学习/v 毛泽东/nr 思想/n", []),
        ("党中央决定", "党中央/ORG 决定/v", [("Organisation", "党中央", "中共中央")]),
        ("党的二十大精神", "党/n 的/u 二十大/m 精神/n", [("Event", "党的二十大", "党的二十大")]),
        ("党纪学习教育开展", "党纪/n 学习/v 教育/vn 开展/v", [("Campaign", "党纪学习教育", "党纪学习教育")]),
        ("学习习近平新时代中国特色社会主义思想", "", []),
    ],
)
def test_lists(text: str, tagged: str, expected: list[Row]) -> None:
    assert found(document(text, tagged)) == expected


@pytest.mark.parametrize(
    ("date", "canonical"),
    [
        ("2019-09-01", "“不忘初心、牢记使命”主题教育"),
        ("2023-06-01", "学习贯彻习近平新时代中国特色社会主义思想主题教育"),
        ("2010-01-01", None),
    ],
)
def test_a_short_form_that_campaigns_share_is_decided_by_the_date(date: str, canonical: str | None) -> None:
    rows = found(document("开展主题教育以来", "开展/v 主题/n 教育/vn 以来/f", date))
    assert [row[2] for row in rows] == ([canonical] if canonical else [])


def test_the_full_name_in_the_article_decides_before_the_date() -> None:
    text = "“不忘初心、牢记使命”主题教育结束。主题教育很好"
    tagged = "“/w 不忘初心/v 、/w 牢记/v 使命/n ”/w 主题/n 教育/vn 结束/v 。/w 主题/n 教育/vn 很/d 好/a"
    assert {row[2] for row in found(document(text, tagged, "2021-01-01"))} == {"“不忘初心、牢记使命”主题教育"}


def test_doctrine_is_proposed_so_that_nothing_inside_it_counts() -> None:
    proposals = match([document("学习习近平新时代中国特色社会主义思想")])[0].proposals
    assert [(mention.type, mention.text) for mention in proposals] == [
        ("Doctrine", "习近平新时代中国特色社会主义思想")
    ]


def test_a_name_that_an_office_follows_is_marked() -> None:
    proposals = match([document("国务院副总理出席", "国务院/ORG 副总理/n 出席/v")])[0].proposals
    assert [(mention.by, mention.text) for mention in proposals] == [
        ("gazetteer.organisation-inner/1", "国务院")
    ]
    assert proposals[0].confidence < 0.1


def test_traditional_text_is_quoted_as_it_stands() -> None:
    assert found(document("他在臺灣", "他/r 在/p 臺灣/LOC")) == [("Place", "臺灣", "台湾省")]


def test_only_sentences_are_searched() -> None:
    plain = document("毛泽东\n毛泽东")
    half = Document(plain.article, plain.shadow, plain.sentences[1:])
    assert [mention.start for mention in match([half])[0].proposals] == [4]


def test_spellings_that_fold_into_one_are_one_term() -> None:
    assert all(len({term.list for term in same}) == len(same) for same in terms().terms)
    one, other = (Term(name, "organs", records=(NameRecord(name),)) for name in ("甲乙（会）", "甲乙(会)"))
    assert [len(term.records) for same in Terms([one, other]).terms for term in same] == [2]


def test_types_and_precision_fit_together() -> None:
    assert set(TYPES.values()) >= {"Person", "Organisation", "Site", "Campaign", "Event", "Policy", "Work"}
    assert all(0 < value <= 1 for value in PRECISION.values())


@given(
    st.lists(
        st.sampled_from(["江苏", "无锡市", "，", "党中央", "长征", "的", "鼓楼区", "\n", "大", "同", "李强"]),
        max_size=30,
    )
)
def test_proposals_quote_the_text_in_order_and_depend_on_it_alone(pieces: list[str]) -> None:
    text = "".join(pieces)
    one = document(text)
    alone = match([one])
    assert match([document("别的"), one])[1:] == alone
    proposals = alone[0].proposals
    for mention in proposals:
        assert text[mention.start : mention.end] == mention.text
    assert [mention.start for mention in proposals] == sorted(mention.start for mention in proposals)


def test_a_very_long_line_takes_time_in_proportion() -> None:
    text = "江苏省无锡市滨湖区召开党的二十大宣讲会，" * 10_000
    start = time.process_time()
    assert len(match([document(text)])[0].proposals) == 20_000
    assert time.process_time() - start < 6


def test_what_is_named_after_a_leader_is_not_the_leader() -> None:
    (one,) = match([document("参观毛泽东旧居", "参观/v 毛泽东/PER 旧居/n")])
    assert [mention.by for mention in one.proposals if mention.type == "Person"] == [
        "gazetteer.person-inner/1"
    ]
