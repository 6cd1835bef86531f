"""What the words of a name settle: whether it is one, of which type, and how far it goes; sentences of our own."""

from __future__ import annotations

import pytest

from kg.extract.mends import mend
from kg.model import Article, Document, Mention, Span
from tests.extract.mends.test_mends import Named, mended

ORG, PLACE, PERSON, EVENT, SITE, POLICY = "Organisation", "Place", "Person", "Event", "Site", "Policy"


def doubted(text: str, found: Named, confidence: float) -> list[Named]:
    """What becomes of the one mention, of which the tagger was this sure."""
    type_, words = found
    start = text.index(words)
    mention = Mention(start, start + len(words), type_, words, words, "learned/1", confidence)
    document = Document(Article("1", text), text, (Span(0, len(text)),), mentions=(mention,))
    return [(each.type, each.text) for each in mend([document])[0].mentions]


@pytest.mark.parametrize(
    "name",
    [
        "全国博物馆",
        "5A级景区",
        "四处旧址",
        "红色革命旧址",
        "民营博物馆",
        "石窟寺",
        "国家级考古遗址公园",
        "斜拉桥",
        "九孔老窑洞",
    ],
)
def test_a_kind_of_site_is_no_site(name: str) -> None:
    assert mended(f"假期里，{name}游人不断。", (SITE, name)) == []


@pytest.mark.parametrize(
    "name", ["国家博物馆", "青溪博物馆", "红军街", "社区党群服务中心", "省档案馆", "五老峰景区"]
)
def test_what_has_a_word_of_its_own_stays_a_site(name: str) -> None:
    assert mended(f"假期里，{name}游人不断。", (SITE, name)) == [(SITE, name)]


def test_places_of_todays_armies_and_generic_bodies_are_no_names() -> None:
    assert mended("当天袭击了北军集结地。", (SITE, "北军集结地")) == []
    assert mended("探访红七军团集结地。", (SITE, "红七军团集结地")) == [(SITE, "红七军团集结地")]
    assert mended("发动各村党支部。", (ORG, "各村党支部")) == []
    assert mended("来自各国议会联盟。", (ORG, "各国议会联盟")) == [(ORG, "各国议会联盟")]
    assert mended("推动大中小学一体建设。", (ORG, "大中小学")) == []
    assert mended("省、市、县、乡政府负责人参加。", (ORG, "乡政府")) == []
    assert mended("随后来到乡政府。", (ORG, "乡政府")) == [(ORG, "乡政府")]
    assert mended("不搞形象工程。", (POLICY, "形象工程")) == []


@pytest.mark.parametrize(
    ("text", "found", "becomes"),
    [
        ("中国驻甲国大使馆举行招待会。", (SITE, "中国驻甲国大使馆"), (ORG, "中国驻甲国大使馆")),
        ("队伍来到青溪中学。", (SITE, "青溪中学"), (ORG, "青溪中学")),
        ("队伍来到青溪列宁小学。", (SITE, "青溪列宁小学"), (SITE, "青溪列宁小学")),
        ("开幕式在青溪国际博览中心举行。", (ORG, "青溪国际博览中心"), (SITE, "青溪国际博览中心")),
        ("中国工程院院士、青溪大学教授到会。", (ORG, "中国工程院"), ("Role", "中国工程院院士")),
        ("两国签署自由贸易协定。", (ORG, "自由贸易协定"), (POLICY, "自由贸易协定")),
        ("会议在约翰内斯堡举行。", (SITE, "约翰内斯堡"), (PLACE, "约翰内斯堡")),
        ("共建丝绸之路经济带。", ("Route", "丝绸之路经济带"), (POLICY, "丝绸之路经济带")),
        ("中国工程院到会。", (ORG, "中国工程院"), (ORG, "中国工程院")),
    ],
)
def test_the_last_word_tells_the_type(text: str, found: Named, becomes: Named) -> None:
    assert mended(text, found) == [becomes]


def test_a_station_is_more_than_its_town() -> None:
    assert mended("列车驶离株洲西站。", (PLACE, "株洲")) == [(PLACE, "株洲西站")]
    assert mended("大家往株洲北站在一起。", (PLACE, "株洲")) == [(PLACE, "株洲")]
    assert mended("赛事株洲站落幕。", (PLACE, "株洲")) == [(PLACE, "株洲")]


def test_an_army_on_the_long_march_is_who_goes() -> None:
    known = ((EVENT, "红军长征", "gazetteer.event/1"),)
    apart = [(ORG, "红军"), (EVENT, "长征")]
    assert mended("红军长征经过青溪。", (EVENT, "红军长征"), proposed=known) == apart
    assert mended("讲述红军长征的故事。", (EVENT, "红军长征"), proposed=known) == [(EVENT, "红军长征")]


def test_a_dateline_parts_paper_and_town() -> None:
    found = mended("青溪晚报株洲5月2日讯 今天开馆。", (ORG, "青溪晚报株洲"))
    assert found == [(ORG, "青溪晚报"), (PLACE, "株洲")]
    assert mended("今天青溪晚报株洲5月2日讯。", (ORG, "青溪晚报株洲")) == [(ORG, "青溪晚报株洲")]


@pytest.mark.parametrize(
    "found",
    [
        ("Route", "特高压输电线路"),
        ("Route", "减贫之路"),
        ("Route", "“青溪通”平台上线"),
        (POLICY, "“铁鹰”防空导弹系统"),
        (SITE, "内塔克组阁"),
    ],
)
def test_services_weapons_and_figures_of_speech_are_nothing(found: Named) -> None:
    assert mended(f"今天{found[1]}。", found) == []


@pytest.mark.parametrize("name", ["“青溪号子”水上线", "青溪红线", "支前线", "“小三峡”客运航线", "乡愁之路"])
def test_lines_to_travel_stay_routes(name: str) -> None:
    assert mended(f"今天走{name}。", ("Route", name)) == [("Route", name)]


def test_a_treaty_is_no_place() -> None:
    assert mended("批准青溪引渡条约。", (PLACE, "青溪引渡条约")) == [(POLICY, "青溪引渡条约")]
