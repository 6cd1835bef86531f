"""Names of which only the first part was taken: the outermost name wins, once the grammar and the learned tagger see it
(【商洛市】秦岭生态环境保护会议, 王某、【李某烈士墓】), and names that the text itself introduces."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from kg.extract.learned import CHOSEN, RATED
from kg.extract.mends.cutting import free, laid_over, over
from kg.model import Document, Mention

_LEAST = 0.03  # what the learned tagger believes less is no whole name
_SHORTEST = 4  # characters that an event's name has behind whose it is
_WHOLES = {
    "grammar.event.placed": re.compile("(?:会议?|仪式|大会|事故|活动|展览?|赛|节)$"),
    "grammar.policy.placed": re.compile("(?:工程|项目)$"),
    "grammar.site.placed": re.compile("..$"),
    "grammar.organisation.placed": re.compile(
        "(?:海关|促进会|协会|学会|培训班|代表团|调研组|大学|学院|医院|[中小]学|公司|银行|工厂|研究[院所]|检察院|法院|派出所)$"
    ),
}
"""The rules whose names are whole where they begin with a place or a body, and how such a name ends."""
_TWO = re.compile("会同|联合|依托|协同|[主协承]办|有关")
_PARTS = frozenset(("Place", "Organisation"))
_PAIR = "grammar.site.pair/"
_TOLD = ("grammar.place.dateline/", "grammar.organisation.called/")
"""Rules that read what the text itself says is a name, and are right though the learned tagger never saw it."""


def wholes(document: Document, mentions: Sequence[Mention]) -> list[Mention]:
    """The mentions, with whole names over their first parts."""
    return laid_over(mentions, _apart(_found(document, mentions)))


def _apart(found: Iterator[Mention]) -> list[Mention]:
    """The longest of those that begin at the same place, and none that overlaps the one before."""
    kept: list[Mention] = []
    for mention in sorted(found, key=lambda each: (each.start, -each.end, each.type, each.by)):
        if not kept or mention.start >= kept[-1].end:
            kept.append(mention)
    return kept


def _found(document: Document, mentions: Sequence[Mention]) -> Iterator[Mention]:
    proposals = [each for each in document.proposals if each.by.startswith("grammar.")]
    beliefs: Mapping[tuple[int, int, str], float] | None = None
    for proposal in proposals:
        rule = proposal.by.partition("/")[0]
        start, end = proposal.start, proposal.end
        if proposal.by.startswith(_TOLD):
            if free(mentions, start, end):
                yield _made(proposal)
            continue
        ending = _WHOLES.get(rule)
        if ending is None and not proposal.by.startswith(_PAIR):
            continue
        parts = over(mentions, start, end)
        if (
            not parts
            or parts[0].start < start
            or parts[-1].end > end
            or parts[0].end - parts[0].start == end - start
        ):
            continue
        if ending is None:
            if all(part.type in ("Person", "Site") for part in parts):
                yield _made(proposal)
            continue
        if (
            parts[0].start > start
            or parts[0].type not in _PARTS
            or any(part.type == "Person" for part in parts)
        ):
            continue
        if proposal.type == "Event" and end - parts[0].end < _SHORTEST:
            continue  # 某委会议 is no name
        if not ending.search(document.shadow, start, end) or _TWO.search(document.shadow, start, end):
            continue
        beliefs = _beliefs(document) if beliefs is None else beliefs
        if beliefs.get((start, end, proposal.type), 0.0) >= _LEAST:
            yield _made(proposal)


def _made(proposal: Mention) -> Mention:
    return Mention(
        proposal.start, proposal.end, proposal.type, proposal.text, proposal.canonical, "mends.whole/1", 0.6
    )


def _beliefs(document: Document) -> dict[tuple[int, int, str], float]:
    """How sure the learned tagger is of what it has rated."""
    return {
        (each.start, each.end, each.type): each.confidence
        for each in document.proposals
        if each.by in (CHOSEN, RATED)
    }
