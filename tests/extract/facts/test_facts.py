"""What holds for every document: evidence covers the fact, order and input do not matter, time is linear."""

from __future__ import annotations

import time
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.extract.facts import facts_of, state
from kg.extract.facts.examples import marked_document, written
from kg.extract.facts.rules import TYPES
from kg.model import Article, Document, Found, Mention, Quote, Ref, Span
from kg.ontology import ontology
from kg.read import read

PIECES = st.sampled_from(
    [
        "来到", "在", "举行", "，", "。", "、", "和", "强调，", "说：", "“", "”", "由", "主办", "会议", "他", "的", "（", "）",
        "出席", "开展", "\n", "印发", "位于", "将", "未", "第一站是", "等", "上，", "；", "：", "该县", "我市", "以下简称",
    ]
)  # fmt: skip
NAMES = st.tuples(
    st.sampled_from(["杜某", "甲县", "乙馆", "第三届某某节", "某县委书记", "《某方案》", "8日", "南昌"]),
    st.sampled_from(TYPES),
)


@st.composite
def documents(draw: st.DrawFn) -> Document:
    text, mentions = "", []
    for piece in draw(st.lists(st.one_of(PIECES, NAMES), max_size=30)):
        if isinstance(piece, tuple):
            name, kind = piece
            mentions.append(Mention(len(text), len(text) + len(name), kind, name, name, "test/1", 1.0))
            text += name
        else:
            text += piece
    document = read(Article("test", text, body=(Span(0, len(text)),)))
    return document.plus(Found(mentions=tuple(mentions)))


@given(documents())
def test_every_fact_is_proved_by_its_evidence(document: Document) -> None:
    text = document.article.text
    for fact in facts_of(document):
        assert 0 <= fact.start < fact.end <= len(text)
        assert 0 < fact.confidence <= 1
        target = fact.object.type if isinstance(fact.object, Ref) else "Quote"
        assert ontology().predicates[fact.predicate].allows(fact.subject.type, target)
        if isinstance(fact.object, Quote):
            assert text[fact.object.start : fact.object.end] == fact.object.text
            assert fact.start <= fact.object.start
            assert fact.object.end <= fact.end
        else:
            assert fact.subject != fact.object


@given(documents())
def test_a_document_is_read_the_same_alone_and_in_company(document: Document) -> None:
    other = marked_document("[杜某|Person]来到[甲馆|Site]。")
    assert state([other, document])[1] == state([document])[0]


def found(marked: str) -> set[str]:
    return {written(fact) for fact in facts_of(marked_document(marked))}


@pytest.mark.parametrize(
    ("marked", "fact"),
    [
        ("[甲局|Organisation]未举办[某某节|Event]。", "甲局 organises 某某节 (negated)"),
        ("[甲局|Organisation]将举办[某某节|Event]。", "甲局 organises 某某节 (planned)"),
        ("[甲局|Organisation]举办[某某节|Event]。", "甲局 organises 某某节"),
        ("[甲局|Organisation]未来三年举办[某某节|Event]。", "甲局 organises 某某节"),
        ("[甲局|Organisation]不断推进[某某行动|Campaign]。", "甲局 promotes 某某行动"),
        ("[甲局|Organisation]没有举办[某某节|Event]。", "甲局 organises 某某节 (negated)"),
        ("[某某节|Event]没有在[7日|Date|2024-05-07]举行。", "某某节 onDate 2024-05-07 (negated)"),
        (
            "[甲局|Organisation]拟于[7日|Date|2024-05-07]在[乙县|Place]举办[某某节|Event]。",
            "某某节 heldAt 乙县 (planned)",
        ),
    ],
)
def test_status_is_kept(marked: str, fact: str) -> None:
    assert fact in found(marked)


def test_a_speaker_in_a_quotation_says_nothing_outside_it() -> None:
    facts = found("[杜某|Person]说：“[李某|Person]来到[甲馆|Site]，看得很细。”")
    assert "李某 visits 甲馆" in facts
    assert "杜某 visits 甲馆" not in facts


@pytest.mark.parametrize(
    ("marked", "said"),
    [
        (
            "“是[李某|Person]来时定下的。”[村民|Role]说。[8日|Date|2024-05-08]，[书记|Role][杜某|Person]到村里看。他表示，路要修好。",
            "杜某",
        ),
        ("[杜某|Person]到会。“[李某|Person]最清楚。”有人说。他指出，路要修好。", "杜某"),
        ("[杜某|Person]到会，与[李某|Person]握手。他指出，路要修好。", "杜某"),
        ("会议由[杜某|Person]主持。他指出，路要修好。", "杜某"),
    ],
)
def test_a_pronoun_is_who_acts(marked: str, said: str) -> None:
    assert {fact for fact in found(marked) if " says 路" in fact} == {f"{said} says 路要修好"}


@pytest.mark.parametrize(
    "marked",
    [
        "[杜某|Person]到会。方案提出，路要修好。",
        "[杜某|Person]到会。[《办法》|Policy|某办法]指出，路要修好。",
        "[杜某|Person]到会。[某部|Organisation]表示，路要修好。",
        "[杜某|Person]到会。会议指出，路要修好。",
    ],
)
def test_papers_and_offices_are_no_persons_who_speak(marked: str) -> None:
    assert not [fact for fact in found(marked) if " says " in fact]


def test_attendees_share_the_meeting_across_commas() -> None:
    facts = found(
        "[某某大会|Event]8日举行。[市委书记|Role|某市委书记][杜某|Person]，[市委副书记|Role|某市委副书记]、"
        "[市长|Role|某市市长][李某|Person]等出席大会。"
    )
    assert {"杜某 participatesIn 某某大会", "李某 participatesIn 某某大会"} <= facts
    assert {"李某 holdsRole 某市委副书记", "李某 holdsRole 某市市长", "杜某 holdsRole 某市委书记"} <= facts
    assert "杜某 holdsRole 某市市长" not in facts


def test_home_county_stands_for_its_name() -> None:
    facts = found("{home=某县}我县举办[某某节|Event]。")
    assert "某某节 heldAt 某县" in facts


def test_the_same_fact_in_two_sentences_is_two_facts() -> None:
    document = marked_document("[杜某|Person]来到[甲馆|Site]。次日，[杜某|Person]又来到[甲馆|Site]。")
    facts = [fact for fact in facts_of(document) if fact.object == Ref("Site", "甲馆")]
    assert len({(fact.start, fact.end) for fact in facts if fact.predicate == "visits"}) == 2


@pytest.mark.parametrize("unit", ["岁", "天", "分钟", "个月"])
def test_ages_and_lengths_of_time_are_figures_of_nobody(unit: str) -> None:
    text = f"某陵园建成3{unit}。"
    site = Mention(0, 3, "Site", "某陵园", "某陵园", "test/1", 1.0)
    words = f"3{unit}"
    figure = Mention(
        5, 5 + len(words), "Figure", words, words, "test/1", 1.0, (("unit", unit), ("value", "3"))
    )
    document = read(Article("test", text, body=(Span(0, len(text)),)))
    assert facts_of(document.plus(Found(mentions=(site, figure)))) == ()


def test_no_mentions_no_facts() -> None:
    assert facts_of(read(Article("test", "没有名字。", body=(Span(0, 5),)))) == ()


def seconds(count: int) -> float:
    marked = "[杜某|Person]来到[甲馆|Site]，强调，要把“路”修好、" * count
    document = marked_document(marked)
    start = time.process_time()
    facts_of(document)
    return time.process_time() - start


def test_time_is_linear_in_one_long_line() -> None:
    seconds(10)
    short, long = seconds(400), seconds(3200)
    assert long < 8 * short * 4


@pytest.mark.parametrize(
    ("marked", "as_of"),
    [
        ("截至[8月底|Date|2024-08]，[某县|Place]已建成[30个农家书屋|Figure]。", "2024-08"),
        ("截至目前，[某县|Place]已建成[30个农家书屋|Figure]。", "2024-09-02"),
        ("[8月底|Date|2024-08]，[某县|Place]已建成[30个农家书屋|Figure]。", ""),
        ("截至[8月底|Date|2024-08]，天气不好。[某县|Place]已建成[30个农家书屋|Figure]。", ""),
    ],
)
def test_a_figure_keeps_the_date_up_to_which_it_was_counted(marked: str, as_of: str) -> None:
    document = marked_document(marked)
    document = replace(document, article=replace(document.article, date="2024-09-02"))
    assert [fact.as_of for fact in facts_of(document) if fact.predicate == "hasFigure"] == [as_of]


@pytest.mark.parametrize(
    ("marked", "wrong"),
    [
        ("[杜某|Person]致电李某，祝贺他当选[某国总统|Role]。", "杜某 holdsRole 某国总统"),
        ("[杜某|Person]表示，今年是[李某|Person][总书记|Role]到访十周年。", "杜某 holdsRole 总书记"),
        ("[国家主席|Role][杜某|Person][特别代表|Role][李某|Person]到会。", "杜某 holdsRole 特别代表"),
        ("[以色列总理|Role|总理][内某|Person]到会。", "内某 memberOf 国务院"),
        ("[匈牙利外长|Role][西某|Person]到会。[外交部部长|Role][西某|Person]说。", "西某 memberOf 外交部"),
        ("连接[贵阳|Place|贵阳市]和[南宁|Place|南宁市]的[贵南高铁|Place]。", "贵阳市 locatedIn 南宁市"),
        ("在[南宁|Place|南宁市]，人人都爱[贵阳|Place|贵阳市]。", "贵阳市 locatedIn 南宁市"),
        ("[中亚|Place]五国说，[中国-中亚峰会|Event]8日举行。", "中国-中亚峰会 heldAt 中亚"),
        ("[杜某|Person]会见来华出席[某某节|Event]的[李某|Person]。", "杜某 participatesIn 某某节"),
    ],
)
def test_what_stands_near_is_not_said(marked: str, wrong: str) -> None:
    assert wrong not in found(marked)


@pytest.mark.parametrize(
    ("marked", "said"),
    [
        ("[杜某|Person]今年八十岁，腿脚不便。“桥修好了，我们才出得了山。”老人的话不多。", ["杜某"]),
        ("“桥修好了，我们才出得了山。”讲课的老人站了起来。他叫[杜某|Person]。", ["杜某"]),
        ("[杜某|Person]来了。“桥修好了，我们才出得了山。”养路工笑着说。", []),
        ("[杜某|Person]的门上写着“桥修好了，我们才出得了山”。", []),
        ("听[杜某|Person]讲过去的事。“桥修好了，我们才出得了山。”", []),
    ],
)
def test_a_sentence_in_quotation_marks_is_said_by_whom_the_text_tells_of(
    marked: str, said: list[str]
) -> None:
    found = facts_of(marked_document(marked))
    assert [fact.subject.name for fact in found if fact.predicate == "says"] == said


def test_a_quoted_name_opens_reported_speech() -> None:
    found = facts_of(marked_document("[杜某|Person]表示，“[某某夜话|Campaign]”要一直办下去。"))
    assert [f.object.text for f in found if isinstance(f.object, Quote)] == ["“某某夜话”要一直办下去"]


@pytest.mark.parametrize(
    ("marked", "places"),
    [
        ("[县委|Organisation|溧阳市委]开会。", []),
        ("[溧阳市委|Organisation]开会。", []),
        ("[溧阳市竹箦镇党委|Organisation]开会。", ["溧阳市", "竹箦镇"]),
        ("[溧阳市邮局|Organisation]开门。", ["溧阳市"]),
        ("[溧阳市第一小学|Organisation]开学。", ["溧阳市"]),
    ],
)
def test_an_organ_does_not_lie_in_the_place_that_it_is_of(marked: str, places: list[str]) -> None:
    found = facts_of(marked_document(marked))
    assert [
        f.object.name for f in found if f.predicate == "locatedIn" and isinstance(f.object, Ref)
    ] == places


def test_a_place_that_acts_takes_the_clause_from_whoever_was_named_before() -> None:
    marked = "[甲局|Organisation]联合检查了工地；[乙街道|Place]开展“[某某清风|Campaign]”活动。"
    found = {(f.subject.name, f.predicate) for f in facts_of(marked_document(marked))}
    assert ("甲局", "organises") not in found
    assert ("某某清风", "heldAt") in found
