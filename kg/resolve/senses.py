"""City or mountain, the south of which country: what a name that several bear means in an article, by the words around it."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Mapping, Sequence
from functools import cache

from kg.authority import places
from kg.authority.tables import rows
from kg.errors import RuleError
from kg.model import Document, Mention
from kg.resolve.company import around
from kg.resolve.society import People
from kg.resources import folder

_REACH = 24
"""Characters to either side in which words are looked for."""

Sense = tuple[str, str, re.Pattern[str]]
"""The name as written, the key of what it means, and the words that tell so."""


@cache
def _senses() -> Mapping[str, Sequence[Sense]]:
    """Key of a place of the tables → what its short name may mean instead, from data/identity/place_senses.tsv.

    Raises:
        RuleError: the words are no regular expression.
    """
    path = folder("data") / "identity" / "place_senses.tsv"
    found: dict[str, list[Sense]] = {}
    for number, (place, written, means, words) in rows(path, ("place", "written", "means", "words")):
        try:
            found.setdefault(place, []).append((written, means, re.compile(words)))
        except re.error as error:
            raise RuleError(f"{path}:{number}: {words!r} is no regular expression: {error}") from error
    return found


_NATURE = {
    "山": (
        "山",
        re.compile(r"之巅|云海|脚下|山脚|顶峰|山顶|主峰|[东南西北]麓|山区|山脉|林区|风景名胜区"),
        re.compile(r"(?:登上|登顶|攀登|攀爬|翻越)$"),
    ),
    "湖": ("湖", re.compile(r"湖[面区畔水]|流域|水面"), re.compile(r"(?:畅游|环绕?)$")),
    **dict.fromkeys(
        "江河溪",
        (
            "河",
            re.compile(r"[江河溪][畔面段水岸]|两岸|沿岸|干流|支流|流域|上游|下游|源头"),
            re.compile(r"(?:横渡|畅游)$"),
        ),
    ),
}
"""Last character of a short name → what is so called beside a division, the words that follow it there, and those before."""

_DIRECTION = re.compile(r"(?:东北|西北|东南|西南|[东西南北中])部?(?:地区)?")
_REGION = re.compile(r"东北|西北|西南|东南")
"""What in China is a region of this name, unless another country stands right before."""

_ADJACENT = 3
_IN_SENTENCE = 30


def other_sense(key: str, name: str, people: People) -> str:
    """The key of what an article means by a place that it calls by a short name, where that is not the place of the
    tables with this key; "" where it is. All mentions of a name in an article mean one place."""
    mentions = people.places_named.get(name, ())
    if _DIRECTION.fullmatch(name):
        return _direction(name, mentions, people)
    return _in_table(key, mentions, people.document) or _nature(key, mentions, people.document)


def _in_table(key: str, mentions: Sequence[Mention], document: Document) -> str:
    """What the table has for a name, where its words stand near."""
    text = document.article.text
    for written, means, words in _senses().get(key, ()):
        if any(
            key.partition("（")[0] in mention.text and key.partition("（")[0] != written
            for mention in mentions
        ):
            continue
        for mention in mentions:
            if not mention.text.endswith(written):
                continue
            before, after = around(text, mention.start, mention.end, _REACH)
            if words.search(before + written + after):
                return means
    return ""


def _nature(key: str, mentions: Sequence[Mention], document: Document) -> str:
    """A mountain, lake or river of a division's short name, where the words next to it speak of one."""
    record = places().by_key(key)
    if record is None or not record.code or record.short == record.name or record.short[-1] not in _NATURE:
        return ""
    if any(record.name in mention.text for mention in mentions):
        return ""
    what, behind, ahead = _NATURE[record.short[-1]]
    text = document.article.text
    for mention in mentions:
        if mention.text.endswith(record.short) and (
            behind.match(text, mention.end) or ahead.search(text, max(0, mention.start - 4), mention.start)
        ):
            return f"{record.short}（{what}）"
    return ""


def _direction(name: str, mentions: Sequence[Mention], people: People) -> str:
    """The south, say, of the foreign country that stands before the name: in its sentence, or right before it where
    China has a region of that name."""
    text = people.document.article.text
    reach = _ADJACENT if _REGION.match(name) else _IN_SENTENCE
    ends = [end for _, end, _ in people.named_lands]
    for mention in mentions:
        last = bisect_right(ends, mention.start) - 1
        if last < 0 or mention.start - ends[last] > reach:
            continue
        if not _SENTENCE_END.search(text, ends[last], mention.start):
            return f"{name}（{people.named_lands[last][2]}）"
    return ""


_SENTENCE_END = re.compile(r"[。！？；\n]")


@cache
def _names() -> Mapping[str, str]:
    """Key of a sense → its name."""
    return {means: means.partition("（")[0] for found in _senses().values() for _, means, _ in found}


def name_of_sense(key: str) -> str:
    """The name of what `other_sense` gives, "" for all other keys."""
    if found := _names().get(key):
        return found
    name, _, what = key.partition("（")
    return name if what in _KINDS or (what and _DIRECTION.fullmatch(name)) else ""


_KINDS = frozenset(f"{what}）" for what, *_ in _NATURE.values())
