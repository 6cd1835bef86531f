"""One name for each body, and what a name says of what stands above."""

from __future__ import annotations

import pytest

from kg.model import Article, Document, Fact, Mention, Ref
from kg.resolve import resolve
from kg.resolve.forms import written_alike
from kg.resolve.local import display
from kg.resolve.organisations import canonical
from kg.resolve.structure import PARENT, SEAT, broader, parent, with_structure


@pytest.mark.parametrize(
    ("name", "kept"),
    [
        ("中共江苏省委宣传部", "江苏省委宣传部"),
        ("中国共产党青溪县委员会", "青溪县委"),
        ("中共中央", "中共中央"),
        ("江苏省人民政府办公厅", "江苏省政府办公厅"),
        ("青溪县文旅局", "青溪县文化和旅游局"),
        ("青溪县发展和改革委员会", "青溪县发展改革委"),
        ("江苏省人民代表大会常务委员会", "江苏省人大常委会"),
        ("南京市中院", "南京市中级人民法院"),
        ("团青溪县委", "共青团青溪县委"),
        ("江苏团省委", "共青团江苏省委"),
        ("广西壮族自治区团委", "共青团广西壮族自治区委"),
        ("中国外交部", "外交部"),
        ("中国人民银行", "中国人民银行"),
        ("央视新闻频道", "中央广播电视总台央视新闻频道"),
        ("乌国防部", "乌克兰国防部"),
        ("叙外交部", "叙利亚外交部"),
        ("中科院青溪研究所", "中国科学院青溪研究所"),
        ("中科院党组", "中科院党组"),
        ("国务院扶贫办", "国家乡村振兴局"),
        ("文化部", "文化部"),  # merged, not renamed: another body
        ("青溪建筑集团有限公司", "青溪建筑集团"),
        ("团结村委会", "团结村委会"),
        ("青溪县人民医院", "青溪县人民医院"),
    ],
)
def test_one_name_for_each_body(name: str, kept: str) -> None:
    assert canonical(name) == kept
    assert canonical(kept) == kept


@pytest.mark.parametrize(
    ("name", "above"),
    [
        ("中共江苏省委宣传部", "江苏省委"),
        ("青溪县委党校", "青溪县委"),
        ("全国人大常委会法工委", "全国人大常委会"),
        ("国务院办公厅", "国务院"),
        ("中央宣传部", "中共中央"),
        ("中央纪委", ""),
        ("中央军委", ""),
        ("青山大学历史学院", "青山大学"),
        ("青溪县公安局交警大队", "青溪县公安局"),
        ("江苏省教育厅", ""),
        ("民政部财政部", ""),
        ("江苏省纪委监委", ""),
        ("青山建设集团有限公司", ""),
        ("青溪县委", ""),
    ],
)
def test_the_body_above_is_read_off_the_name(name: str, above: str) -> None:
    assert parent(name) == above


def test_local_editions_and_batches_are_part_of_the_campaign() -> None:
    assert broader("无锡市党史学习教育") == "党史学习教育"
    assert broader("第二批学习贯彻习近平新时代中国特色社会主义思想主题教育").startswith("学习贯彻")
    assert broader("党史学习教育") == ""
    assert broader("青溪读书月") == ""


@pytest.mark.parametrize(
    ("name", "kept"),
    [
        ("首届甲国-乙国峰会", "首届甲国—乙国峰会"),
        ("“两岸", "两岸"),
        ("“学习路上”展馆", "“学习路上”展馆"),
        ("“村晚”", "村晚"),
        ("2023 青溪大会", "2023青溪大会"),
    ],
)
def test_marks_make_no_other_name(name: str, kept: str) -> None:
    assert written_alike(name) == kept


@pytest.mark.parametrize(
    ("type_", "name", "kept"),
    [
        ("Site", "青溪大峡谷景区", "青溪大峡谷"),
        ("Site", "中国国家大剧院", "国家大剧院"),
        ("Site", "中国国家博物馆", "中国国家博物馆"),
        ("Event", "杭州第19届亚洲运动会开幕式", "第19届亚洲运动会开幕式"),
        ("Event", "江苏第十届运动会", "江苏第十届运动会"),
        ("Campaign", "“山路弯弯”系列活动", "“山路弯弯”活动"),
        ("Campaign", "“山路弯弯”活动", "“山路弯弯”活动"),
        ("Campaign", "“乡村消费年”活动", "乡村消费年"),
        ("Campaign", "三北工程攻坚战", "“三北”工程攻坚战"),
        ("Campaign", "“我为群众办实事”实践活动", "“我为群众办实事”实践活动"),
        ("Organisation", "白鹭航空公司", "白鹭航空"),
        ("Organisation", "古巴共产党中央委员会", "古巴共产党中央"),
        ("Organisation", "中国共产党中央委员会", "中共中央"),
    ],
)
def test_words_that_make_no_other_thing_are_left_out(type_: str, name: str, kept: str) -> None:
    assert display(Ref(type_, name)) == kept


def document(id_: str, name: str, facts: tuple[Fact, ...] = ()) -> Document:
    mention = Mention(0, len(name), "Organisation", name, name, "test/1", 0.9)
    return Document(Article(id_, name), name, mentions=(mention,), facts=facts)


def test_structure_is_proved_by_the_mention() -> None:
    statements = [s for s in resolve([document("a", "中共江苏省委宣传部")]) if s.predicate != "mention"]
    found = {(s.predicate, getattr(s.object, "key", "")): s for s in statements}
    assert set(found) == {("partOf", "江苏省委"), ("locatedIn", "江苏省")}
    assert found["partOf", "江苏省委"].by == PARENT
    assert found["locatedIn", "江苏省"].by == SEAT
    assert all((s.start, s.end, s.text) == (0, 9, "中共江苏省委宣传部") for s in statements)


def test_what_the_text_says_is_not_said_twice() -> None:
    said = Fact(
        Ref("Organisation", "江苏省委宣传部"), "partOf", Ref("Organisation", "江苏省委"), 0, 7, "rule/1", 0.9
    )
    found = with_structure(document("a", "江苏省委宣传部", (said,)))
    assert [fact.by for fact in found.facts if fact.predicate == "partOf"] == ["rule/1"]
    assert with_structure(found) == found


def test_a_region_or_a_team_has_no_seat() -> None:
    for name in ("东北大学", "欧洲议会", "日本队", "太湖实验室", "日本大使馆"):
        assert not [f for f in with_structure(document("a", name)).facts if f.predicate == "locatedIn"]


def test_a_generic_name_stays_within_its_article() -> None:
    keys = {s.subject.key for s in resolve([document("a", "组委会"), document("b", "组委会")])}
    assert keys == {"组委会（a）", "组委会（b）"}


@pytest.mark.parametrize(
    ("name", "kept"),
    [
        ("英国白鹭集团", "白鹭集团"),
        ("美国第一山谷银行", "第一山谷银行"),
        ("法国国家电视台", "法国国家电视台"),
        ("乌克兰原子能公司", "乌克兰原子能公司"),
        ("德国航空公司", "德国航空公司"),
        ("白鹭银行股份有限公司", "白鹭银行"),
        ("白鹭工业（集团）有限责任公司", "白鹭工业（集团）"),
        ("“白鹭”学习平台", "白鹭学习平台"),
    ],
)
def test_a_firm_is_called_with_and_without_its_country_and_its_form(name: str, kept: str) -> None:
    assert canonical(name) == kept
