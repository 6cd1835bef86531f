"""Outermost names over their first parts; sentences of our own."""

from __future__ import annotations

from kg.extract.mends import mend
from kg.model import Article, Document, Mention, Span
from tests.extract.mends.test_mends import Named, mended

ORG, PLACE, PERSON, EVENT, SITE = "Organisation", "Place", "Person", "Event", "Site"


def seen(text: str, part: Named, whole: Named, rule: str, belief: float) -> list[Named]:
    """What becomes of a part where a rule proposes the whole, in which the learned tagger believes so much."""

    def at(named: Named, by: str, confidence: float) -> Mention:
        type_, words = named
        start = text.index(words)
        return Mention(start, start + len(words), type_, words, words, by, confidence)

    proposals = (at(whole, rule, 0.8), at(whole, "learned.rated/1", belief))
    document = Document(
        Article("1", text),
        text,
        (Span(0, len(text)),),
        mentions=(at(part, "learned/1", 0.8),),
        proposals=proposals,
    )
    return [(each.type, each.text) for each in mend([document])[0].mentions]


def test_the_outermost_name_wins() -> None:
    text = "青溪市河流保护工作会议召开。"
    part, whole = (PLACE, "青溪市"), (EVENT, "青溪市河流保护工作会议")
    assert seen(text, part, whole, "grammar.event.placed/1", 0.2) == [whole]
    assert seen(text, part, whole, "grammar.event.placed/1", 0.001) == [part]
    assert seen(text, part, whole, "grammar.event.wide/1", 0.2) == [part]


def test_two_bodies_and_a_bodys_meeting_are_no_name() -> None:
    text = "青溪市教育局联合红星小学活动，青溪市委会议召开。"
    part, whole = (ORG, "青溪市教育局"), (ORG, "青溪市教育局联合红星小学")
    assert seen(text, part, whole, "grammar.organisation.placed/1", 0.3) == [part]
    part, whole = (ORG, "青溪市委"), (EVENT, "青溪市委会议")
    assert seen(text, part, whole, "grammar.event.placed/1", 0.3) == [part]


def test_two_people_share_one_tomb() -> None:
    text = "守护陆大成、陆小成烈士墓。"
    by = "grammar.site.pair/1"
    found = mended(
        text, (PERSON, "陆大成"), (SITE, "陆小成烈士墓"), proposed=((SITE, "陆大成、陆小成烈士墓", by),)
    )
    assert found == [(SITE, "陆大成、陆小成烈士墓")]


def test_what_the_text_says_is_a_name() -> None:
    by = "grammar.organisation.called/1"
    proposed = ((ORG, "青造", by),)
    assert mended("青溪造船公司（下称“青造”）", (ORG, "青溪造船公司"), proposed=proposed) == [
        (ORG, "青溪造船公司"),
        (ORG, "青造"),
    ]


def test_a_site_is_not_what_is_remembered_there() -> None:
    text = "走进青溪战役文化园。"
    part, whole = (EVENT, "青溪战役"), (SITE, "青溪战役文化园")
    assert seen(text, part, whole, "grammar.site.named/1", 0.1) == [whole]
    text = "走进《山路》陈列馆，到《山路》诞生地。"
    part, whole = ("Work", "《山路》"), (SITE, "《山路》陈列馆")
    assert seen(text, part, whole, "grammar.site.titled/1", 0.0) == [whole]
    assert seen(text, part, (SITE, "《山路》诞生地"), "grammar.site.titled/1", 0.0) == [part]


def test_known_names_are_whole_where_a_piece_was_taken() -> None:
    text = "没有青山就没有青溪纪念馆今天开放。"
    part, whole = (SITE, "青溪纪念馆"), (SITE, "没有青山就没有青溪纪念馆")
    assert seen(text, part, whole, "gazetteer.site/1", 0.1) == [whole]
    assert seen(text, part, whole, "grammar.site.wide/1", 0.1) == [part]
    assert mended("远望青山石窟。", proposed=((SITE, "青山石窟", "gazetteer.site/1"),)) == [
        (SITE, "青山石窟")
    ]


def test_a_listed_campaign_is_whole_where_its_place_was_taken() -> None:
    text = "长江十年禁渔工作取得进展。"
    part, whole = (PLACE, "长江"), ("Campaign", "长江十年禁渔")
    assert seen(text, part, whole, "gazetteer.campaign/1", 0.01) == [whole]
    assert seen(text, (PERSON, "长江"), whole, "gazetteer.campaign/1", 0.01) == [(PERSON, "长江")]


def test_a_congress_is_one_but_for_those_who_go_there() -> None:
    congress = (EVENT, "中共二十大")
    proposals = [(*congress, "grammar.event.congress/1", 0.9)]
    assert named("他相信中共二十大会成功。", proposals) == [congress]
    assert named("他是中共二十大代表。", proposals) == []


def named(text: str, proposals: list[tuple[str, str, str, float]]) -> list[Named]:
    """What is found where nothing was chosen."""
    made = tuple(
        Mention(text.index(words), text.index(words) + len(words), kind, words, words, by, sure)
        for kind, words, by, sure in proposals
    )
    document = Document(Article("1", text), text, (Span(0, len(text)),), proposals=made)
    return [(each.type, each.text) for each in mend([document])[0].mentions]


def test_a_tower_is_not_the_district_named_after_it() -> None:
    text = "湖南岳阳楼前游人很多。"
    at = text.index("湖南岳阳楼")
    chosen = Mention(at, at + 5, SITE, "湖南岳阳楼", "湖南岳阳楼", "grammar.site.placed/1", 0.8)
    chain = Mention(at, at + 5, PLACE, "湖南岳阳楼", "岳阳楼区", "gazetteer.place-chain/1", 0.9)
    site = Mention(at + 2, at + 5, SITE, "岳阳楼", "岳阳楼", "gazetteer.site/1", 0.9)

    def kind(*proposals: Mention) -> str:
        document = Document(
            Article("1", text), text, (Span(0, len(text)),), mentions=(chosen,), proposals=proposals
        )
        return mend([document])[0].mentions[0].type

    assert (kind(chain), kind(chain, site)) == (PLACE, SITE)
