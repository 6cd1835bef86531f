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


def test_words_of_the_lists_are_no_names() -> None:
    assert mended("推动大中小学一体建设。", (ORG, "大中小学")) == []
    assert mended("不搞形象工程。", (POLICY, "形象工程")) == []


def test_a_place_abroad_is_no_site() -> None:
    assert mended("会议在约翰内斯堡举行。", (SITE, "约翰内斯堡")) == [(PLACE, "约翰内斯堡")]


def test_an_army_on_the_long_march_is_who_goes() -> None:
    known = ((EVENT, "红军长征", "gazetteer.event/1"),)
    apart = [(ORG, "红军"), (EVENT, "长征")]
    assert mended("红军长征经过青溪。", (EVENT, "红军长征"), proposed=known) == apart
    assert mended("讲述红军长征的故事。", (EVENT, "红军长征"), proposed=known) == [(EVENT, "红军长征")]


def test_a_dateline_parts_paper_and_town() -> None:
    found = mended("青溪晚报株洲5月2日讯 今天开馆。", (ORG, "青溪晚报株洲"))
    assert found == [(ORG, "青溪晚报"), (PLACE, "株洲")]
    assert mended("今天青溪晚报株洲5月2日讯。", (ORG, "青溪晚报株洲")) == [(ORG, "青溪晚报株洲")]
