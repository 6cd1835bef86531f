"""Sites that their surroundings tell; sentences of our own."""

from __future__ import annotations

import pytest

from kg.extract import names
from kg.extract.mends import mend
from kg.model import Article, Document, Mention, Span
from tests.extract.mends.test_mends import mended

ORG, PLACE, PERSON, EVENT, SITE = "Organisation", "Place", "Person", "Event", "Site"


def test_two_peoples_houses_are_two() -> None:
    text = "参观沈禾、顾远舟旧居。"
    two = [(SITE, "沈禾"), (SITE, "顾远舟旧居")]
    assert mended(text, (PERSON, "沈禾"), (SITE, "顾远舟旧居")) == two
    assert mended(text, (SITE, "沈禾、顾远舟旧居")) == two
    assert mended(text, (PERSON, "沈禾"), (PERSON, "顾远舟")) == two
    alone = [(PERSON, "沈禾"), (SITE, "青溪纪念馆")]
    assert mended("沈禾、青溪纪念馆来信。", *alone) == alone


@pytest.mark.parametrize("head", ["旧居", "办公旧址", "养伤处旧址"])
@pytest.mark.parametrize("found", [((2, 4, PERSON), (5, None, SITE)), ((2, None, SITE),)])
def test_the_first_of_two_houses_gets_its_full_name(
    head: str, found: tuple[tuple[int, int | None, str], ...]
) -> None:
    text = f"参观沈禾、顾远舟{head}。"
    mentions = tuple(
        Mention(
            start,
            end or len(text) - 1,
            type_,
            text[start : end or -1],
            text[start : end or -1],
            "learned/1",
            0.8,
        )
        for start, end, type_ in found
    )
    document = Document(Article("1", text), text, (Span(0, len(text)),), mentions=mentions)
    mends = mend([document])[0].mentions
    done = names.complete([Document(document.article, text, document.sentences, mentions=tuple(mends or ()))])
    assert [each.canonical for each in done[0].mentions] == [f"沈禾{head}", f"顾远舟{head}"]


def test_an_item_among_sites_is_one() -> None:
    beside = (SITE, "青溪纪念馆"), (SITE, "云岭旧址")
    assert mended("看青溪纪念馆、水帘洞、云岭旧址。", beside[0], (PLACE, "水帘洞"), beside[1])[1] == (
        SITE,
        "水帘洞",
    )
    assert mended("看青溪纪念馆、水帘村、云岭旧址。", beside[0], (PLACE, "水帘村"), beside[1])[1] == (
        PLACE,
        "水帘村",
    )
    mixed = (SITE, "青溪纪念馆"), (PLACE, "水帘洞"), (PLACE, "顾家村")
    assert mended("看青溪纪念馆、水帘洞、顾家村。", *mixed) == list(mixed)


def test_what_the_army_left_behind_is_a_site() -> None:
    assert mended("村口的红军树、列宁堂还在。") == [(SITE, "红军树"), (SITE, "列宁堂")]
    assert mended("村里有女红军街，人们弘扬红军树精神。") == []
    text = "来到红军长征过青溪纪念碑前。"
    assert mended(text, (ORG, "红军"), (EVENT, "长征"), (SITE, "青溪纪念碑")) == [
        (SITE, "红军长征过青溪纪念碑")
    ]
    assert mended("进入青溪红军树景区。", (SITE, "青溪红军树景区")) == [(SITE, "青溪红军树景区")]


def test_what_stands_among_persons_is_one() -> None:
    text = "走访沈禾、顾林海、韩云坳三户，沈禾、云坳镇来信。"
    three = [(PERSON, "沈禾"), (PERSON, "顾林海"), (PERSON, "韩云坳"), (PERSON, "沈禾"), (PLACE, "云坳镇")]
    given = [(PERSON, "沈禾"), (PLACE, "顾林海"), (PERSON, "韩云坳"), (PERSON, "沈禾"), (PLACE, "云坳镇")]
    assert mended(text, *given) == three


def test_names_that_no_table_holds_are_found_again() -> None:
    text = "沈青禾在云坳村。云坳村下雪，沈青禾精神好，见“云坳村”，云坳村路通了，沈青禾说。"
    found = mended(text, ("Person", "沈青禾"), ("Place", "云坳村"))
    assert found == [("Person", "沈青禾"), ("Place", "云坳村"), ("Place", "云坳村"), ("Person", "沈青禾")]
    assert mended("“夜学”开课，夜学散了。", ("Campaign", "夜学")) == [("Campaign", "夜学")]
    assert (
        mended("“石桌夜学”开课，石桌夜学散了。", ("Campaign", "石桌夜学")) == [("Campaign", "石桌夜学")] * 2
    )


def test_a_sites_name_is_found_again() -> None:
    text = "走进青溪文昌宫，文昌宫修好了。弘扬青溪文昌宫精神。青溪文昌宫开放。"
    assert mended(text, (SITE, "青溪文昌宫")) == [(SITE, "青溪文昌宫")] * 2
