"""Names cut anew where a general rule settles it: sentences of our own, what was found in them, what it becomes."""

from __future__ import annotations

from itertools import pairwise

import pytest

from kg.extract.mends import mend
from kg.model import Article, Document, Mention, Span

Named = tuple[str, str]  # type, words


def mended(text: str, *found: Named, proposed: tuple[tuple[str, str, str], ...] = ()) -> list[Named]:
    """What becomes of mentions that stand in a text in this order, where others are proposed (type, words, rule)."""
    mentions, at = [], 0
    for type_, words in found:
        at = text.index(words, at)
        mentions.append(Mention(at, at + len(words), type_, words, words, "learned/1", 0.9))
        at += len(words)
    article = Article("1", text, body=(Span(0, len(text)),))
    proposals = tuple(
        Mention(text.index(words), text.index(words) + len(words), type_, words, words, by, 0.9)
        for type_, words, by in proposed
    )
    document = Document(article, text, (Span(0, len(text)),), mentions=tuple(mentions), proposals=proposals)
    done = mend([document])[0].mentions
    assert all(text[m.start : m.end] == m.text for m in done)
    assert all(one.end <= other.start for one, other in pairwise(done))
    return [(m.type, m.text) for m in done]


def doubted(text: str, found: Named, confidence: float) -> list[Named]:
    """What becomes of the one mention, of which the tagger was this sure."""
    type_, words = found
    start = text.index(words)
    mention = Mention(start, start + len(words), type_, words, words, "learned/1", confidence)
    document = Document(Article("1", text), text, (Span(0, len(text)),), mentions=(mention,))
    return [(each.type, each.text) for each in mend([document])[0].mentions]


ORG, PLACE, PERSON, EVENT, SITE = "Organisation", "Place", "Person", "Event", "Site"


@pytest.mark.parametrize(
    ("text", "found", "becomes"),
    [
        (
            "巴勒斯坦民族解放运动（法塔赫）发表声明。",
            [(ORG, "巴勒斯坦民族解放运动（法塔赫）")],
            [(ORG, "巴勒斯坦民族解放运动"), (ORG, "法塔赫")],
        ),
        ("中央党校（国家行政学院）开班。", [(ORG, "中央党校（国家行政学院）")], None),
        (
            "巴勒斯坦伊斯兰抵抗运动（哈马斯）下属武装派别卡桑旅称。",
            [(ORG, "巴勒斯坦伊斯兰抵抗运动（哈马斯）下属武装派别卡桑旅")],
            [(ORG, "巴勒斯坦伊斯兰抵抗运动"), (ORG, "哈马斯"), (ORG, "卡桑旅")],
        ),
        ("会同农业农村部印发。", [(ORG, "会同农业农村部")], [(ORG, "农业农村部")]),
        ("会后，叙外交部表示欢迎。", [(ORG, "外交部")], [(ORG, "叙外交部")]),
        ("两国外交部门磋商，中俄外交部发言。", [(ORG, "外交部")], None),
        ("来到北国冰城哈尔滨市看雪。", [(PLACE, "北国冰城哈尔滨市")], [(PLACE, "哈尔滨市")]),
        ("株洲市内河水位上涨。", [(PLACE, "株洲市内河")], [(PLACE, "株洲市")]),
        ("株洲市局地有雨。", [(ORG, "株洲市局")], [(PLACE, "株洲市")]),
        ("株洲市局召开会议。", [(ORG, "株洲市局")], None),
        ("在株洲市中心看灯。", [(ORG, "株洲市中心")], [(PLACE, "株洲市")]),
        ("在伦敦市中心看灯。", [(ORG, "伦敦市中心")], [(PLACE, "伦敦")]),
        ("在市中心看灯。", [(ORG, "市中心")], None),
        ("在株洲市中心医院看病。", [(ORG, "株洲市中心医院")], None),
        ("华北局地有雨。", [(ORG, "华北局")], [(PLACE, "华北")]),
        ("得克萨斯州南部停电。", [(ORG, "得克萨斯州南部")], [(PLACE, "得克萨斯州南部")]),
        ("内蒙古西部有雨。", [(SITE, "内蒙古西部")], [(PLACE, "内蒙古西部")]),
        ("29日在海南博鳌会见来宾。", [(ORG, "海南博鳌会")], [(PLACE, "海南博鳌")]),
        ("第五站青溪纪念馆。", [(SITE, "第五站青溪纪念馆")], [(SITE, "青溪纪念馆")]),
        ("宣讲队走进青溪纪念馆。", [(SITE, "宣讲队走进青溪纪念馆")], [(SITE, "青溪纪念馆")]),
        ("到青溪红军桥三处。", [(SITE, "青溪红军桥三处")], [(SITE, "青溪红军桥")]),
        ("到“走进青溪”展馆。", [(SITE, "“走进青溪”展馆")], None),
        ("中国全国人大愿同甲国议会合作。", [(ORG, "中国全国人大愿同甲国议会")], [(ORG, "中国全国人大")]),
        ("维和部队开赴马里任务区。", [(PLACE, "马里任务区")], [(PLACE, "马里")]),
    ],
)
def test_names_begin_and_end_where_they_do(
    text: str, found: list[Named], becomes: list[Named] | None
) -> None:
    assert mended(text, *found) == (found if becomes is None else becomes)


def test_a_title_is_one_whatever_stands_in_it() -> None:
    text = "题目是《走好山路——论青溪会议精神》。《关于《山路》的通知》印发。"
    whole, inner = "《走好山路——论青溪会议精神》", "《关于《山路》的通知》"
    proposed = (
        ("Work", whole, "grammar.work.title/1"),
        ("Policy", inner, "grammar.policy.title.long/1"),
        ("Work", "《山路》", "grammar.work.title/1"),
    )
    found = mended(text, (EVENT, "青溪会议"), ("Policy", inner), proposed=proposed)
    assert found == [("Work", whole), ("Policy", inner)]


def test_whom_the_lists_know_is_named_in_full() -> None:
    by = "gazetteer.person/1"
    known = ((PERSON, "拉马福萨", by),)
    assert mended("我将和拉马福萨总统会谈。", (PERSON, "马福萨"), proposed=known) == [(PERSON, "拉马福萨")]
    assert mended("我将和拉马福萨总统会谈。", (ORG, "拉马福萨总统"), proposed=known) == [(PERSON, "拉马福萨")]
    kept = [(ORG, "拉马福萨政府")]
    assert mended("拉马福萨政府发表声明。", *kept, proposed=known) == kept
    assert mended("拉马福萨学院今天成立。", proposed=known) == []
    assert (
        mended("研究拉马福萨思想。", proposed=(*known, ("Doctrine", "拉马福萨思想", "gazetteer.doctrine/1")))
        == []
    )


def test_known_events_are_apart_from_one_another_and_from_who_looks_forward() -> None:
    both = "党的二十大和党的二十届一中全会"
    known = ((EVENT, "党的二十大", "gazetteer.event/1"), (EVENT, "党的二十届一中全会", "gazetteer.event/1"))
    found = mended(f"{both}胜利召开。", (EVENT, both), proposed=known)
    assert found == [(EVENT, "党的二十大"), (EVENT, "党的二十届一中全会")]
    led = (EVENT, "各界人士高度关注党的二十大")
    assert mended("各界人士高度关注党的二十大。", led, proposed=known[:1]) == [(EVENT, "党的二十大")]
    kept = [(EVENT, "庆祝党的二十大")]
    assert mended("庆祝党的二十大。", *kept, proposed=known[:1]) == kept


def test_an_earthquake_is_its_place_and_its_magnitude() -> None:
    text = "云南漾濞县6.4级地震受灾群众得到安置，当地发生3.1级地震。"
    found = [(PLACE, "云南漾濞县"), ("Figure", "6.4级地震受灾群众"), ("Figure", "3.1级地震")]
    assert mended(text, *found) == [(EVENT, "云南漾濞县6.4级地震"), ("Figure", "3.1级地震")]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("他会见了泰国总理多布莱。", "多布莱"),
        ("在会见埃及总统多布莱时，双方谈到合作。", "多布莱"),
        ("主席先生和多布列夫总统多次通话。", "多布列夫"),
    ],
)
def test_a_statesman_abroad_stands_beside_country_and_title(text: str, name: str) -> None:
    assert (PERSON, name) in mended(text)


@pytest.mark.parametrize(
    "text",
    [
        "两国总统共同出席。",
        "英国首相府发表声明。",
        "泰国总理先生表示欢迎。",
        "阿斯塔纳总统府外挂起国旗。",
        "会见公司总裁多布莱。",
        "在总统先生和总理先生引领下。",
    ],
)
def test_what_is_no_name_stays_none(text: str) -> None:
    assert mended(text) == []


def test_a_name_of_the_article_is_found_again_where_it_acts() -> None:
    text = "伊万·多布列夫来访。多布列夫表示感谢。愿同多布列夫当选总统合作。"
    assert mended(text, (PERSON, "伊万·多布列夫")) == [
        (PERSON, "伊万·多布列夫"),
        (PERSON, "多布列夫"),
        (PERSON, "多布列夫"),
    ]


def test_what_stands_in_a_name_is_no_other() -> None:
    text = "伊万·多布列夫来访。多布列夫表示河更名。"
    found = [(PERSON, "伊万·多布列夫"), (PLACE, "多布列夫表示河")]
    assert mended(text, *found) == found


def test_a_document_may_be_left_without_names() -> None:
    text = "主办方有关部门参加。"
    none = Document(
        Article("1", text), text, mentions=(Mention(0, 7, ORG, text[:7], text[:7], "learned/1", 0.9),)
    )
    assert none.plus(mend([none])[0]).mentions == ()


def test_battles_under_one_head_are_events_each() -> None:
    text = "辽沈、淮海、平津三大战役胜利后，大军南下。"
    found = mended(text, (PLACE, "辽沈"), (PLACE, "淮海"), (EVENT, "平津三大战役"))
    assert found == [(EVENT, "辽沈"), (EVENT, "淮海"), (EVENT, "平津"), (EVENT, "三大战役")]


def test_only_known_battles_are_so() -> None:
    assert mended("青山、白水三大战役打响。", (PLACE, "青山"), (PLACE, "白水")) == [
        (PLACE, "青山"),
        (PLACE, "白水"),
    ]


def test_who_marches_is_told_after_where_the_event_begins() -> None:
    text, known = "他参加红军长征经过此地。", ((EVENT, "红军长征", "gazetteer.event/1"),)
    assert mended(text, (EVENT, "参加红军长征"), proposed=known) == [(ORG, "红军"), (EVENT, "长征")]


def test_an_army_on_the_long_march_is_who_goes() -> None:
    known = ((EVENT, "红军长征", "gazetteer.event/1"),)
    apart = [(ORG, "红军"), (EVENT, "长征")]
    assert mended("红军长征经过青溪。", (EVENT, "红军长征"), proposed=known) == apart
    assert mended("讲述红军长征的故事。", (EVENT, "红军长征"), proposed=known) == [(EVENT, "红军长征")]


def test_a_dateline_parts_paper_and_town() -> None:
    found = mended("青溪晚报株洲5月2日讯 今天开馆。", (ORG, "青溪晚报株洲"))
    assert found == [(ORG, "青溪晚报"), (PLACE, "株洲")]
    assert mended("今天青溪晚报株洲5月2日讯。", (ORG, "青溪晚报株洲")) == [(ORG, "青溪晚报株洲")]


def test_a_stretch_of_a_river_and_a_square_of_a_town_are_two_places() -> None:
    assert mended("长江岸线青溪段绿了。", (PLACE, "长江岸线青溪段")) == [(PLACE, "长江"), (PLACE, "青溪")]
    square = mended("来到青溪县城北辰广场。", (PLACE, "青溪县城北辰广场"))
    assert square == [(PLACE, "青溪县城"), (PLACE, "北辰广场")]
    assert mended("来到青溪县城北广场。", (PLACE, "青溪县城北广场")) == [(PLACE, "青溪县城北广场")]
