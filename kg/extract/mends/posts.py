"""Posts that were taken for one or for none, and who leaves them: 副主任|调任|某县代县长, 免去|祝长安|的…职务, 陆明|为|某县县长."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from kg.extract.grammar.lexicon import words
from kg.extract.mends.cutting import cut, laid, made, over
from kg.model import Document, Mention

_MOVED = re.compile("(?:调任|转任|改任|升任|接任|出任|担任|提任|晋升为|提拔为|跨省任)(?=..)")
_BEARER = re.compile(
    "(?P<name>[一-鿿]{2,3}(?<![主担历曾现时连兼出责信原就在成作行认以因]))(?:同志)?[为任](?P<post>[一-鿿]{4,})"
)
_LEFT = re.compile("(?:免去|任命|免除|撤销)(?P<name>[一-鿿]{2,4}?)(?:同志)?(?=的|为|担任)")


def posts(document: Document, mentions: Sequence[Mention]) -> list[Mention]:
    """The mentions, with each post as one."""
    return _completed(document, [part for mention in mentions for part in _parted(document, mention)])


def _parted(document: Document, mention: Mention) -> Iterator[Mention]:
    """A post, or those that one mention runs over."""
    text, start, end = document.shadow, mention.start, mention.end
    if mention.type != "Role":
        yield mention
        return
    bearer = _BEARER.fullmatch(text, start, end)
    if bearer and bearer["name"][0] in words("surnames") and bearer["name"] not in words("stop.Person"):
        yield made(document, *bearer.span("name"), "Person", "post.bearer", mention.confidence)
        yield cut(document, mention, *bearer.span("post"), "post")
        return
    moved = _MOVED.search(text, start + 2, end)
    if moved and text[start : moved.start()].endswith(tuple(words("role.heads"))):
        yield cut(document, mention, start, moved.start(), "post")
        start = moved.end()
    yield mention if start == mention.start else cut(document, mention, start, end, "post")


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


_completed = laid(_appointed)
