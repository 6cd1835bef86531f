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
