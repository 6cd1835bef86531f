"""Where sites begin and end, and what they are the first part of; sentences of our own."""

from __future__ import annotations

import pytest

from kg.extract.mends.sites import sites
from kg.model import Article, Document, Mention, Span, Word
from tests.extract.mends.test_mends import Named, mended

ORG, PLACE, PERSON, EVENT, SITE, ROLE = "Organisation", "Place", "Person", "Event", "Site", "Role"


@pytest.mark.parametrize(
    ("text", "found", "becomes"),
    [
        ("探访红三十二师第九团被服所旧址。", (ORG, "红三十二师第九团"), (SITE, "红三十二师第九团被服所旧址")),
        ("探访抗联第一军遗址。", (ORG, "抗联第一军"), (ORG, "抗联第一军")),
        ("来到进青溪区烈士陵园。", (SITE, "进青溪区烈士陵园"), (SITE, "青溪区烈士陵园")),
    ],
)  # fmt: skip
def test_a_site_is_as_long_as_its_name(text: str, found: Named, becomes: Named) -> None:
    assert mended(text, found) == [becomes]


def test_who_goes_there_is_no_part_of_a_site() -> None:
    text = "青溪县在工农兵政府旧址前集合。"
    assert mended(text, (SITE, "青溪县在工农兵政府旧址")) == [(PLACE, "青溪县"), (SITE, "工农兵政府旧址")]


def begun(words: list[tuple[str, str]], name: str, type_: str) -> str:
    """What becomes of a name of the text that these words with their tags make."""
    text, cuts = "", []
    for word, tag in words:
        cuts.append(Word(len(text), len(text) + len(word), tag))
        text += word
    start = text.index(name)
    mention = Mention(start, start + len(name), type_, name, name, "learned/1", 0.8)
    document = Document(Article("1", text), text, (Span(0, len(text)),), words=tuple(cuts))
    return sites(document, [mention])[0].text


def test_a_word_that_cannot_stand_before_a_name_is_its_first_character() -> None:
    rest = [("溪河县", "LOC"), ("政府旧址", "n"), ("为", "v")]
    assert begun([("以", "p"), ("打", "v"), *rest], "溪河县政府旧址", SITE) == "打溪河县政府旧址"
    assert begun([("来到", "v"), ("一条", "m"), *rest], "溪河县政府旧址", SITE) == "一条溪河县政府旧址"
    assert begun([("了", "u"), ("且", "c"), *rest], "溪河县政府旧址", SITE) == "且溪河县政府旧址"
    assert begun([("、", "w"), ("在", "p"), *rest], "溪河县政府旧址", SITE) == "溪河县政府旧址"
    assert begun([("他", "r"), ("打", "v"), *rest], "溪河县政府旧址", SITE) == "溪河县政府旧址"


def test_known_places_begin_where_they_do() -> None:
    words = [("在", "p"), ("倒", "v"), ("溪源乡", "LOC"), ("开课", "v")]
    assert begun(words, "溪源乡", PLACE) == "倒溪源乡"
    words = [("、", "w"), ("穿", "v"), ("江苏省", "LOC"), ("北上", "v")]
    assert begun(words, "江苏省", PLACE) == "江苏省"
