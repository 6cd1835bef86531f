"""What was taken for a name and is none; sentences of our own."""

from __future__ import annotations

import pytest

from tests.extract.mends.test_mends import mended

ORG, PLACE, SITE, POLICY = "Organisation", "Place", "Site", "Policy"


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


def test_known_places_are_no_sites() -> None:
    proposed = ((PLACE, "南非约翰内斯堡", "gazetteer.place-chain/1"),)
    done = mended("会议在南非约翰内斯堡举行。", (SITE, "南非约翰内斯堡"), proposed=proposed)
    assert done == [(PLACE, "南非约翰内斯堡")]
