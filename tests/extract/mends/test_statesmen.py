"""Statesmen of one family name; sentences of our own."""

from __future__ import annotations

from kg.extract.mends import mend
from kg.model import Article, Document, Mention, Span

FATHER, SON = "库尔班古力·别尔德穆哈梅多夫", "谢尔达尔·别尔德穆哈梅多夫"
FAMILY = "别尔德穆哈梅多夫"


def meant(text: str, *names: str) -> list[str]:
    """Whom names in their order mean, where the lists take the family name for the son."""
    mentions, at = [], 0
    for name in names:
        at = text.index(name, at)
        kept = SON if name == FAMILY else name
        mentions.append(Mention(at, at + len(name), "Person", name, kept, "gazetteer.person/1", 0.9))
        at += len(name)
    document = Document(Article("1", text), text, (Span(0, len(text)),), mentions=tuple(mentions))
    return [mention.canonical for mention in mend([document])[0].mentions if mention.type == "Person"]


def test_a_family_name_is_of_whom_was_named_with_it_last() -> None:
    assert meant(f"{FATHER}来访。{FAMILY}说好。", FATHER, FAMILY) == [FATHER, FATHER]
    assert meant(f"{SON}来访。{FAMILY}说好。", SON, FAMILY) == [SON, SON]
    assert meant(f"{FAMILY}来访。", FAMILY) == [SON]


def test_the_post_before_it_tells_first() -> None:
    text = f"土库曼斯坦人民委员会主席{FAMILY}来访，谈到{SON}总统。{FAMILY}说好。"
    assert meant(text, FAMILY, SON, FAMILY) == [FATHER, SON, FATHER]
