"""Posts that were taken for one or for none, and who leaves them: 副主任|调任|某县代县长, 纪念馆|讲解员, 免去|祝长安|的…职务."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from kg.extract.grammar.lexicon import words
from kg.extract.mends.cutting import apart, free, laid_over, made, over
from kg.model import Document, Mention

_MOVED = re.compile("(?:调任|转任|改任|升任|接任|出任|担任|提任|晋升为|提拔为|跨省任)(?=..)")
_LED = re.compile("时任(?=..)")  # 时任 stands before an office, 原 belongs to it
_GUIDE = "(?:义务|志愿|金牌|红色|优秀|资深|首席|小小|青年|英语|双语|年轻|兼职|专职)*讲解员"
_BEFORE_NAME = re.compile(f"(?:(?P<house>(?:纪念|陈列|博物|展览|党史|历史|会址|展)馆)?(?P<guide>{_GUIDE}))$")
_BECAME = re.compile(
    f"(?:是|成为|成了|当上|做了|担任|当)(?P<of>[^，。；！？：“”\n]{{0,30}}?)(?:的)?(?:一[名位个])(?P<guide>{_GUIDE})(?=[，。；！？\n]|$)"
)
_LONGEST = 16  # characters of a guide's post
_LEFT = re.compile("(?:免去|任命|免除|撤销)(?P<name>[一-鿿]{2,4}?)(?:同志)?(?=的|为|担任)")


def posts(document: Document, mentions: Sequence[Mention]) -> list[Mention]:
    """The mentions, with each post as one."""
    parted = [part for mention in mentions for part in _parted(document, mention)]
    whole = laid_over(parted, apart(_appointed(document, parted)))
    return laid_over(whole, apart(_guides(document, whole)))


def _parted(document: Document, mention: Mention) -> Iterator[Mention]:
    """A post, or those that one mention runs over."""
    text, start, end = document.shadow, mention.start, mention.end
    if mention.type != "Role":
        yield mention
        return
    if led := _LED.match(text, start, end):
        start = led.end()
    moved = _MOVED.search(text, start + 2, end)
    if moved and text[start : moved.start()].endswith(tuple(words("role.heads"))):
        yield _cut(document, mention, start, moved.start())
        start = moved.end()
    yield mention if start == mention.start else _cut(document, mention, start, end)


def _cut(document: Document, mention: Mention, start: int, end: int) -> Mention:
    name = document.article.text[start:end]
    return replace(mention, start=start, end=end, text=name, canonical=name, by="mends.post/1")


def _appointed(document: Document, mentions: Sequence[Mention]) -> Iterator[Mention]:
    """Who leaves a post or gets one, where a part of the name was taken for a place, or nobody was seen."""
    text = document.shadow
    for match in _LEFT.finditer(text):
        start, end = match.span("name")
        there = over(mentions, start, end)
        if any(mention.type != "Place" or mention.end > end for mention in there):
            continue
        surname = 2 if text[start : start + 2] in words("surnames") else 1
        known = text[start : start + surname] in words("surnames") and surname < end - start <= surname + 2
        if known and text[start:end] not in words("stop.Person"):
            yield made(document, start, end, "Person", "post.appointed", 0.9)


def _guides(document: Document, mentions: Sequence[Mention]) -> Iterator[Mention]:
    """Guides right before their names, and what somebody now is: …馆的一名讲解员."""
    text = document.shadow
    if "讲解员" not in text:
        return
    for mention in mentions:
        if mention.type != "Person":
            continue
        before = _BEFORE_NAME.search(text, max(0, mention.start - _LONGEST), mention.start)
        if before is None:
            continue
        start = before.start() if free(mentions, before.start(), mention.start) else before.start("guide")
        if free(mentions, start, mention.start):
            yield made(document, start, mention.start, "Role", "post.guide", mention.confidence)
    for match in _BECAME.finditer(text):
        if free(mentions, *match.span("guide")):
            yield made(document, *match.span("guide"), "Role", "post.guide", 0.8)
