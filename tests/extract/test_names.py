"""Names in full: the rule of each type, and short forms that the article explains. All sentences are made up."""

from __future__ import annotations

import importlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.extract.names import COMPLETERS, complete
from kg.extract.names.units import is_level, short_level, split
from kg.model import Article, Document, Found, Home, Mention, Span
from kg.read.shadow import shadow


def names(*pieces: str, day: str = "2023-05-18", home: Home | None = None) -> list[str]:
    """The full names of the mentions of a text given in pieces: `Type:words` is a mention, all else text between."""
    text, mentions = "", []
    for piece in pieces:
        kind, _, words = piece.partition(":")
        if words and kind.isascii():
            mentions.append(Mention(len(text), len(text) + len(words), kind, words, words, "test/1", 1.0))
            text += words
        else:
            text += piece
    document = Document(Article("a", text, date=day, body=(Span(0, len(text)),)), shadow(text), home=home)
    (found,) = complete([document.plus(Found(mentions=tuple(mentions)))])
    assert [(mention.start, mention.end) for mention in found.mentions] == [
        (mention.start, mention.end) for mention in mentions
    ]
    return [mention.canonical for mention in found.mentions]


@pytest.mark.parametrize(
    ("mention", "expected"),
    [
        ("Place:无锡", "无锡市"),
        ("Place:内蒙古呼伦贝尔海拉尔区", "海拉尔区"),
        ("Place:江西兴国", "兴国县"),
        ("Place:宜兴市丁蜀镇西望村", "西望村"),
        ("Place:新疆", "新疆维吾尔自治区"),
        ("Place:滨江路", "滨江路"),
        ("Place:河南村", "河南村"),
        ("Place:浙江西塘镇", "西塘镇"),
        ("Place:英国伦敦", "伦敦"),
        ("Place:九龙坡区谢家湾街道民主村社区", "民主村社区"),
        ("Site:山西竹村墓地", "竹村墓地"),
        ("Site:四川三星堆博物馆", "三星堆博物馆"),
        ("Site:江苏苏州博物馆", "苏州博物馆"),
        ("Site:北京展览馆", "北京展览馆"),
        ("Site:国家博物馆", "中国国家博物馆"),
        ("Site:浙江省杭州市金湖宾馆", "金湖宾馆"),
        ("Site:浙江省杭州市宾馆", "杭州市宾馆"),
        ("Site:江西乐平水利枢纽", "乐平水利枢纽"),
        ("Place:四川南充高铁", "南充高铁"),
        ("Place:上海都市圈", "上海都市圈"),
        ("Place:无锡汽车站", "无锡汽车站"),
        ("Organisation:党中央", "中共中央"),
        ("Organisation:国办", "国务院办公厅"),
        ("Organisation:志愿军", "中国人民志愿军"),
        ("Organisation:江苏省无锡市审计局", "无锡市审计局"),
        ("Organisation:江苏省审计局", "江苏省审计局"),
        ("Organisation:中共宜兴市委宣传部", "宜兴市委宣传部"),
        ("Event:云南漾濞6.4级地震", "漾濞彝族自治县6.4级地震"),
        ("Event:积石山6.2级强震", "积石山保安族东乡族撒拉族自治县6.2级地震"),
        ("Person:习主席", "习近平"),
        ("Person:李青禾", "李青禾"),
        ("Role:记者", "记者"),
        ("Event:二十大", "党的二十大"),
        ("Event:“红土新歌”主题展", "“红土新歌”主题展"),
        ("Policy:《宜兴市河道管护办法》", "宜兴市河道管护办法"),
        ("Policy:种子法", "中华人民共和国种子法"),
        ("Policy:管理办法", "管理办法"),
        ("Work:《竹海谣》", "竹海谣"),
        ("Campaign:主题教育", "学习贯彻习近平新时代中国特色社会主义思想主题教育"),
        ("Campaign:“想对英雄说”活动", "“想对英雄说”活动"),
        ("Route:十七路车", "十七路车"),
        ("Date:今天", "今天"),
    ],
)
def test_a_name_alone(mention: str, expected: str) -> None:
    assert names(mention) == [expected]


def test_a_short_name_means_what_it_meant_in_its_year() -> None:
    assert names("Campaign:主题教育", day="2019-10-01") == ["“不忘初心、牢记使命”主题教育"]
    assert names("Campaign:学习教育", day="2024-05-01") == ["党纪学习教育"]
    assert names("Campaign:学习教育", day="2025-05-01") == ["深入贯彻中央八项规定精神学习教育"]
    assert names("Event:三中全会", day="2024-09-01") == ["党的二十届三中全会"]


def test_offices_belong_to_the_place_named_last() -> None:
    assert names(
        "Place:宜兴市丁蜀镇", "，", "Organisation:市委宣传部", "和", "Organisation:镇党委", "。"
    ) == [
        "丁蜀镇",
        "宜兴市委宣传部",
        "丁蜀镇党委",
    ]
    assert names("Place:永新县", "，", "Organisation:团县委", "。")[1] == "共青团永新县委"
    assert names("Place:循化撒拉族自治县", "，", "Organisation:县委", "。")[1] == "循化县委"


def test_offices_belong_to_the_home_of_the_article() -> None:
    home = Home("湖州市", ("浙江省",), "湖州日报")
    assert names("Organisation:省委", "与", "Organisation:市委", home=home) == ["浙江省委", "湖州市委"]
    assert names("Event:市委九届四次全会", home=home) == ["湖州市委九届四次全会"]
    assert names("Organisation:市委") == ["市委"]


def test_a_text_is_searched_for_the_place_of_its_offices_once(monkeypatch: pytest.MonkeyPatch) -> None:
    searched: list[str] = []

    def searching(shadow: str, level: str) -> list[tuple[int, str]]:
        searched.append(level)
        return []

    module = importlib.import_module("kg.extract.names.scene")  # the package has a function of that name
    monkeypatch.setattr(module, "mentioned", searching)
    assert names(*["Role:市委书记", "，"] * 9) == ["市委书记"] * 9
    assert searched == ["市"]


def test_a_list_of_offices_is_completed_from_left_to_right() -> None:
    assert names("Place:永新县", "，", "Role:县委常委", "、", "Role:宣传部部长", "Person:戴远")[1:3] == [
        "永新县委常委",
        "永新县委宣传部部长",
    ]
    assert names("Place:永新县", "，", "Role:县委副书记", "、", "Role:县长", "Person:戴远")[2] == "永新县县长"
    assert names("Role:宜兴市水务局党组书记", "、", "Role:局长", "Person:戴远")[1] == "宜兴市水务局局长"
    assert names("Role:中国人民银行党委委员", "、", "Role:副行长", "Person:戴远")[1] == "中国人民银行副行长"


def test_a_bare_title_belongs_to_what_it_heads() -> None:
    assert names("Site:青山岭红军纪念馆", "里，", "Role:馆长", "Person:戴远")[1] == "青山岭红军纪念馆馆长"
    assert names("Organisation:“驼铃”宣讲团", "来了，", "Role:团长", "Person:戴远")[1] == "“驼铃”宣讲团团长"
    assert names("Person:戴远", "是", "Role:馆长")[1] == "馆长"
    assert names("Role:竹海纪念馆副馆长", "Person:戴远", "接任", "Role:馆长")[2] == "竹海纪念馆馆长"


def test_units_inside_a_body_are_of_the_office_before_them() -> None:
    town = (
        "Organisation:石桥镇党委",
        "开会。",
        "Role:石桥镇党委委员",
        "、",
        "Role:武装部部长",
        "Person:何清",
    )
    assert names(*town)[2] == "石桥镇武装部部长"
    assert names("Role:纪检组组长", "Person:何清")[0] == "纪检组组长"
    assert (
        names("Organisation:石桥县人民医院", "义诊，", "Role:心内科主任", "Person:何清")[1]
        == "石桥县人民医院心内科主任"
    )
    assert (
        names("Organisation:青溪县实验学校", "研学，", "Role:该校德育处主任", "Person:何清")[1]
        == "青溪县实验学校德育处主任"
    )


def test_short_forms_find_their_full_names() -> None:
    assert names("Organisation:天津市科技局", "说，", "Organisation:科技局", "会办")[1] == "天津市科技局"
    assert names("Organisation:正泰", "与", "Organisation:正泰集团")[0] == "正泰集团"
    assert names("Campaign:“三进三清”行动", "后，", "Campaign:三进三清", "见效")[1] == "“三进三清”行动"
    assert (
        names("Campaign:“五进五问”谱新篇主题活动", "\n", "Campaign:“五进五问”谱新篇")[1]
        == "“五进五问”谱新篇主题活动"
    )
    assert names("Site:中国竹海历史展览馆", "，", "Site:历史展览馆")[1] == "中国竹海历史展览馆"
    assert (
        names("Policy:《宜兴市河道管护条例》", "出台，", "Policy:《条例》", "共九章")[1]
        == "宜兴市河道管护条例"
    )
    assert names("Event:第九届中国国际竹艺品博览会", "，", "Event:竹博会")[1] == "第九届中国国际竹艺品博览会"


def test_people_by_family_name_and_title_are_those_named_in_full() -> None:
    assert (
        names("Role:县委党史研究室主任", "Person:廖文澜", "到会。", "Person:廖主任", "说好。")[-1] == "廖文澜"
    )
    assert names("村民", "Person:刁长顺", "牵着马。", "Person:刁大爷", "说：“走。”")[-1] == "刁长顺"
    # Of two of a family name, the one who holds the office; of neither, nobody.
    two = ("Role:县长", "Person:李长河", "和", "Role:县教育局局长", "Person:李小雪", "到校。")
    assert names(*two, "Person:李局长", "说好。")[-1] == "李小雪"
    assert names(*two, "Person:李大姐", "说好。")[-1] == "李大姐"
    assert names(*two, "Person:王局长", "说好。")[-1] == "王局长"


def test_the_article_says_what_a_short_form_is_short_for() -> None:
    called = names("Organisation:江南竹艺有限公司", "（以下简称“江竹”），", "Organisation:江竹", "成立")
    assert called[1] == "江南竹艺有限公司"


def test_what_is_no_short_form() -> None:
    assert names("Organisation:无锡市委", "和", "Organisation:无锡市纪委监委")[0] == "无锡市委"
    assert names("Campaign:第二批主题教育", "，", "Campaign:党史学习教育")[1] == "党史学习教育"
    assert names("Person:李青", "和", "Person:李青禾")[0] == "李青"
    assert names("Site:竹海公园", "，", "Organisation:宜兴竹海公园")[0] == "竹海公园"
    ministries = ("Organisation:俄罗斯国防部", "和", "Organisation:白俄罗斯国防部")
    assert names(*ministries) == ["俄罗斯国防部", "白俄罗斯国防部"]


def test_a_name_is_the_same_in_traditional_characters() -> None:
    assert names("Place:無錫", "，", "Organisation:市檔案館") == ["无锡市", "无锡市档案馆"]
    assert names("Site:竹海戰役紀念館") == ["竹海战役纪念馆"]
    assert names("Organisation:宜興市委", "和", "Organisation:宜興市紀委監委")[0] == "宜兴市委"
    assert names("Route:竹海一號線") == ["竹海一号线"]


@pytest.mark.parametrize(
    ("mention", "expected"),
    [
        ("Place:运河", "运河"),
        ("Place:江南", "江南"),
        ("Place:洪湖", "洪湖"),
        ("Site:沿河带状公园", "沿河带状公园"),
        ("Site:运河美术馆", "运河美术馆"),
        ("Place:惠安里社区", "惠安里社区"),
        ("Place:牡丹社区", "牡丹社区"),
        ("Site:右玉精神展览馆", "右玉精神展览馆"),
        ("Place:福州南站", "福州南站"),
        ("Organisation:市场监管总局", "市场监管总局"),
    ],
)
def test_words_that_only_look_like_a_place(mention: str, expected: str) -> None:
    assert names("Place:盐城市", "，", mention)[1] == expected


def test_a_doubtful_place_is_meant_where_the_article_names_it_in_full() -> None:
    assert names("Place:沧州市运河区", "，", "Place:运河") == ["运河区", "运河区"]
    assert names("Place:洪湖市", "，", "Place:洪湖") == ["洪湖市", "洪湖市"]


def test_what_a_list_has_under_its_full_name_keeps_it() -> None:
    words = "中共一大会址"
    full = "中国共产党第一次全国代表大会会址"
    mention = Mention(0, len(words), "Site", words, full, "gazetteer.site/1", 1.0)
    document = Document(Article("a", words, body=(Span(0, len(words)),)), words)
    (found,) = complete([document.plus(Found(mentions=(mention,)))])
    assert found.mentions[0].canonical == full


def test_a_county_that_no_table_holds_is_known_by_its_offices() -> None:
    assert names("Role:竹溪岭县委副书记", "、", "Role:县长", "Person:戴远")[1] == "竹溪岭县县长"
    assert names("Role:竹青县委书记", "Person:戴远", "到", "Organisation:县委宣传部") == [
        "竹青县委书记",
        "戴远",
        "竹青县委宣传部",
    ]
    assert (
        names("Site:竹青县石桥烈士陵园", "，", "Role:竹青县县长", "，", "Site:石桥烈士陵园")[::2]
        == ["石桥烈士陵园"] * 2
    )


def test_a_verb_before_an_office_is_no_county() -> None:
    assert names("Organisation:县文化局", "会同", "Organisation:县委党校") == ["县文化局", "县委党校"]


def test_a_county_of_one_character_is_not_named_twice() -> None:
    assert names("Place:新县", "，", "Organisation:县委", "和", "Organisation:县档案馆")[1:] == [
        "新县县委",
        "新县档案馆",
    ]


def test_a_new_village_is_not_the_full_name_of_the_old() -> None:
    assert names("Place:竹家湾村", "，", "Place:新竹家湾村")[0] == "竹家湾村"


@pytest.mark.parametrize(
    ("words", "units"),
    [
        ("永新县龙源岭乡黄竹坪村", ["永新县", "龙源岭乡", "黄竹坪村"]),
        ("江苏无锡滨湖区", ["江苏省", "无锡市", "滨湖区"]),
        ("三河坝战役纪念园", []),
        ("东方红镇", ["东方红镇"]),
        ("宝坻乡村振兴展馆", ["宝坻区"]),
        ("竹艺协会", []),
    ],
)
def test_units_of_a_name(words: str, units: list[str]) -> None:
    assert [unit.name for unit in split(words)] == units


def test_levels() -> None:
    assert is_level("蚌山区", "区")
    assert not is_level("宁夏回族自治区", "区")
    assert is_level("宁夏回族自治区", "省")
    assert short_level("凉山彝族自治州") == "凉山州"
    assert short_level("永新县") == "永新县"


@given(
    st.lists(
        st.tuples(
            st.sampled_from([*sorted(COMPLETERS), "Route", "Date"]),
            st.text(
                alphabet="省市县委长局宣传部党江苏无锡“”《》条例主题教育一二十大", min_size=1, max_size=8
            ),
        ),
        max_size=8,
    )
)
def test_every_mention_keeps_its_place_and_has_a_name(pieces: list[tuple[str, str]]) -> None:
    given_names = [f"{kind}:{words}" for kind, words in pieces]
    first = names(*given_names)
    assert all(first)
    assert first == names(*given_names)


def test_a_document_of_many_names_takes_no_quadratic_time() -> None:
    pieces = [
        piece for count in range(4000) for piece in (f"Organisation:第{count}医院", "与", "Role:院长", "。")
    ]
    assert len(names(*pieces)) == 8000


def test_an_office_is_of_the_house_whose_committee_is_named() -> None:
    assert (
        names("Organisation:青溪县交通局党委", "组织学习，", "Role:局长", "李青禾主持。")[1]
        == "青溪县交通局局长"
    )
    assert (
        names("Organisation:青溪县交通局", "开会，", "Role:局党委委员", "李青禾主持。")[1]
        == "青溪县交通局党委委员"
    )


def test_an_article_may_name_the_house_behind_its_head() -> None:
    named = names("Role:副校长", "李青禾讲了第一课。", "Organisation:青溪县第二中学", "的学生都来了。")
    assert named == ["青溪县第二中学副校长", "青溪县第二中学"]


def test_bodies_of_one_owner_stand_in_a_list() -> None:
    pieces = ("Organisation:全国人大民族委员会", "、", "Organisation:财政经济委员会", "提交了报告。")
    assert names(*pieces)[1] == "全国人大财政经济委员会"
    assert (
        names("Organisation:全国人大民族委员会", "同", "Organisation:财政经济委员会")[1] == "财政经济委员会"
    )


def test_an_acting_head_of_a_county_is_no_name_of_a_county() -> None:
    assert names("Place:永新县", "的", "Role:代县长", "李青禾")[1] == "永新县代县长"


def test_an_autonomous_region_is_meant_by_its_level() -> None:
    assert names("Place:新疆", "：", "Organisation:自治区政协", "开会。")[1] == "新疆维吾尔自治区政协"


def test_a_longer_name_is_not_always_the_same_body() -> None:
    assert names("Organisation:香港中文大学", "和", "Organisation:香港大学")[1] == "香港大学"
    assert names("Organisation:团县委", "和", "Role:县委书记", "到场。")[1] == "县委书记"


def test_a_part_of_a_date_has_its_part_of_the_name() -> None:
    text = "从7月1日到昨天，18日上午9时许开馆。"
    whole = [Mention(1, 8, "Date", "7月1日到昨天", "2024-07-01/2024-08-09", "dates.range/1", 0.9)]
    whole.append(Mention(9, 17, "Date", "18日上午9时许", "2024-08-18T09:00", "dates.day/1", 0.9))
    parts = [(1, 5), (6, 8), (9, 14)]
    mentions = tuple(Mention(a, b, "Date", text[a:b], text[a:b], "learned/1", 0.9) for a, b in parts)
    document = Document(Article("a", text, date="2024-08-10", body=(Span(0, len(text)),)), text)
    (found,) = complete([document.plus(Found(proposals=tuple(whole), mentions=mentions))])
    assert [mention.canonical for mention in found.mentions] == ["2024-07-01", "2024-08-09", "2024-08-18上午"]


def test_the_party_committee_is_not_that_of_the_youth_league() -> None:
    league = ("Place:宜兴市", "，", "Organisation:团市委", "与")
    assert names(*league, "Organisation:宜兴市委", "一同到场。")[-1] == "宜兴市委"
    assert names("Place:永新县", "，", "Role:团县委书记", "到场。")[-1] == "共青团永新县委书记"


def test_the_office_of_a_committee_is_not_one_of_its_other_offices() -> None:
    assert names("Organisation:永新县委目标绩效办", "和", "Organisation:永新县委办", "。")[1] == "永新县委办"


@pytest.mark.parametrize("body", ["民政局", "城乡建设局", "中级人民法院", "民族宗教局"])
def test_bodies_whose_words_look_like_other_levels(body: str) -> None:
    assert names("Place:宜兴市", "的", f"Organisation:市{body}", "。")[1] == f"宜兴市{body}"


def test_the_county_right_before_is_meant() -> None:
    often = ("Place:永新县", "和", "Place:永新县", "，", "Place:永新县", "里。在", "Place:兴国县", "，")
    assert names(*often, "Organisation:县委", "部署。")[-1] == "兴国县委"


def test_commanders_are_of_the_army_named_last() -> None:
    pieces = ("Organisation:红九十军", "到达，", "Role:军长", "、", "Role:政治委员", "同行。")
    assert names(*pieces)[1:] == ["红九十军军长", "红九十军政治委员"]
    assert names("Organisation:八路军七七师", "，", "Role:副师长", "。")[1] == "八路军七七师副师长"
    assert names("Organisation:红军", "的", "Role:师长", "。")[1] == "师长"
    assert names("Organisation:新四军军部", "移驻，", "Role:代军长", "。")[1] == "新四军代军长"


def test_a_second_name_in_brackets_is_the_same_site() -> None:
    pieces = ("Site:石桥红军医院旧址", "（", "Site:余家祠堂", "）修好了，", "Site:余家祠堂", "开门。")
    assert names(*pieces) == ["石桥红军医院旧址"] * 3


def test_a_house_is_the_site_that_it_now_is() -> None:
    assert names("Site:石桥铺余家会馆旧址", "，", "Site:余家会馆", "里。")[1] == "石桥铺余家会馆旧址"


def test_people_of_one_name_in_a_list_are_told_apart_by_their_brackets() -> None:
    assert names(
        "Person:王凯林", "（河南）、", "Person:王凯林", "（解放军）、", "Person:李青禾", "（女）"
    ) == [
        "王凯林（河南）",
        "王凯林（解放军）",
        "李青禾",
    ]
    assert names("Person:王凯林", "（女）、", "Person:王凯林", "（土家族）") == ["王凯林", "王凯林"]
    assert names("Person:王凯林", "（河南）来了。", "Person:王凯林", "说") == ["王凯林", "王凯林"]


def test_statesmen_of_one_name_are_told_apart_by_the_countries_of_their_posts() -> None:
    assert names(
        "应沙特王储", "Person:穆罕默德", "、阿联酋总统", "Person:穆罕默德", "邀请。", "Person:穆罕默德", "说"
    ) == ["穆罕默德（沙特阿拉伯）", "穆罕默德（阿联酋）", "穆罕默德（阿联酋）"]
    assert names("法国总统", "Person:马特隆", "访问德国。抵达德国的", "Person:马特隆", "说") == [
        "马特隆",
        "马特隆",
    ]


def test_a_family_name_of_several_statesmen_stays_open() -> None:
    assert names("总统", "Person:别尔德穆哈梅多夫", "说") == ["别尔德穆哈梅多夫"]


def test_the_next_in_a_list_of_offices_is_of_the_same_place() -> None:
    assert (
        names(
            "前往",
            "Place:甘肃",
            "途中，在",
            "Role:陕西省委书记",
            "Person:赵一禾",
            "和",
            "Role:省长",
            "Person:沈青",
            "陪同下",
        )[3]
        == "陕西省省长"
    )


def test_a_state_abroad_goes_by_its_first_character() -> None:
    assert names("巴伐利亚州州长来了。欢迎", "Place:巴州", "企业") == ["巴伐利亚州"]
    assert names("新疆的", "Place:巴州", "企业") == ["巴音郭楞蒙古自治州"]


def test_a_town_is_known_from_what_is_named_after_it() -> None:
    assert names("Organisation:石桥镇供销社", "在", "Place:石桥", "开门。")[1] == "石桥镇"
    assert names("Role:原石桥镇党委书记", "杜山回到", "Place:石桥镇", "。")[1] == "石桥镇", (
        "原 is of the post"
    )
    assert names("Organisation:白石山镇供销社", "在", "Place:白石山", "下。")[1] == "白石山"


def test_a_parted_name_is_named_without_its_blanks() -> None:
    assert names("记者", "Person:沈　禾", "、", "Person:沈禾")[0] == "沈禾"


def test_who_crosses_crosses_the_river() -> None:
    assert names("红军东渡", "Place:赤水", "，在", "Place:赤水", "休整。") == ["赤水河", "赤水市"]


def test_the_county_of_the_article_wins_over_a_district_of_the_tables() -> None:
    assert names("本报", "Place:云溪", "讯 ", "Place:云溪县", "召开会议。") == ["云溪县", "云溪县"]
    assert names("本报", "Place:云溪", "讯 ", "Place:岳阳市", "开会。") == ["云溪区", "岳阳市"]
    assert names("Place:云溪区", "与", "Place:云溪", "")[1] == "云溪区"


def test_a_town_of_the_article_wins_over_a_city_far_away() -> None:
    assert names("Place:兴安县界首镇", "有渡口。在", "Place:界首", "，人们记得。") == ["界首镇", "界首镇"]
    assert names("安徽阜阳来客。", "Place:界首镇", "与", "Place:界首", "都热闹。") == ["界首镇", "界首市"]


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        ("", "多地降温。", "江南"),
        ("", "等地区有雨。", "江南"),
        ("", "水乡如画。", "江南"),
        ("", "、华南有雨。", "江南"),
        ("黄淮、", "有雨。", "江南"),
    ],
)
def test_the_south_of_the_river_is_no_district(before: str, after: str, expected: str) -> None:
    assert names(before, "Place:江南", after) == [expected]


def test_other_towns_are_themselves_among_others() -> None:
    assert names("Place:四川", "广安、", "Place:巴中", "等地的学员。")[1] == "巴中市"


def test_members_of_a_committee_share_the_body() -> None:
    found = names("Role:中共云溪县委委员", "、", "Role:常委", "、", "Role:书记", "。")
    assert found == ["中共云溪县委委员", "中共云溪县委常委", "中共云溪县委书记"]


def test_the_acting_head_is_not_of_a_county_called_acting() -> None:
    text = ("Role:云溪县代县长", "沈佳禾当选", "Role:县长", "。")
    assert names(*text) == ["云溪县代县长", "云溪县县长"]
    listed = ("Role:云溪县委副书记", "、", "Role:代县长", "沈佳禾当选", "Role:县长", "。")
    assert names(*listed) == ["云溪县委副书记", "云溪县代县长", "云溪县县长"]
    assert names("Role:代县县长", "沈佳禾。") == ["代县县长"]


def test_former_offices_are_of_the_house_named_before() -> None:
    found = names("Role:石桥湾纪念馆原副馆长", "陆明和", "Role:原副馆长", "罗佳。")
    assert found == ["石桥湾纪念馆原副馆长", "石桥湾纪念馆原副馆长"]
    assert names("Role:原青溪县文化馆馆长", "陆明。") == ["原青溪县文化馆馆长"]
    of_both = names("Role:石桥湾公司原党委书记", "、", "Role:董事长", "陆明。")
    assert of_both == ["石桥湾公司原党委书记", "石桥湾公司原董事长"]


def test_a_guide_is_of_the_house_beside() -> None:
    assert names("Site:石桥湾纪念馆", "Role:讲解员", "。")[1] == "石桥湾纪念馆讲解员"
    assert names("Site:石桥湾纪念馆", "的一名", "Role:讲解员", "。")[1] == "石桥湾纪念馆讲解员"
    assert names("Site:石桥湾纪念馆", "里来了", "Role:讲解员", "。")[1] == "讲解员"


def test_the_title_of_a_lineage_is_its_holder() -> None:
    found = names("Person:班禅额尔德尼·确吉杰布", "到会。", "Person:班禅", "表示感谢。")
    assert found == ["班禅额尔德尼·确吉杰布"] * 2
    assert names("Person:班禅", "表示感谢。") == ["班禅"]
