"""Names of which only the first part was taken: the outermost name wins, once the grammar and the learned tagger see it
(【商洛市】秦岭生态环境保护会议, 王某、【李某烈士墓】), and names that the text itself introduces."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from kg.extract.learned import CHOSEN, RATED
from kg.extract.mends.cutting import laid, over
from kg.model import Document, Mention

Key = tuple[int, int, str]

_LEAST = 0.03  # what the learned tagger believes less is no whole name
_SHORTEST = 4  # characters that an event's name has behind whose it is
_WHOLES = {
    "grammar.event.placed": re.compile("(?:会议?|仪式|大会|事故|活动|展览?|赛|节)$"),
    "grammar.policy.placed": re.compile("(?:工程|项目)$"),
    "grammar.policy.wide.placed": re.compile("(?:规则|细则|办法|决议|总体方案|规划)$"),
    "grammar.site.placed": re.compile("..$"),
    "grammar.site.named": re.compile("(?:馆|园|[旧遗]址|碑|塔|墓|亭)$"),
    "grammar.site.titled": re.compile("(?:陈列|纪念|展览)馆$"),
    "grammar.organisation.named": re.compile("(?:专班|服务队|突击队)$"),
    "grammar.organisation.placed": re.compile(
        "(?:海关|促进会|协会|学会|培训班|代表团|调研组|大学|学院|医院|[中小]学|公司|银行|工厂|研究[院所]|检察院|法院|派出所)$"
    ),
}
"""The rules whose names are whole where their first part was taken, and how such a name ends."""
_UNSEEN = frozenset(("grammar.site.titled",))  # the tagger knows no site with a title in front
_TWO = re.compile("会同|联合|依托|协同|[主协承]办|有关|最[大小高长]")
_PARTS = frozenset(("Place", "Organisation", "Event", "Campaign", "Work"))
_SHARED = re.compile("烈士|墓$")
"""What two people share: their tomb; 某人、某人旧居 are two houses."""
_PAIR = "grammar.site.pair/"
_TOLD = (
    "grammar.place.dateline/",
    "grammar.organisation.called/",
    "grammar.route.quoted/",
    "grammar.person.from.pieces/",
    "gazetteer.site/",
)
"""Rules that are right though the learned tagger never saw the name: what the text itself says is one, known sites."""
_CONGRESS = "grammar.event.congress/"
"""中共二十大 is one, but for 中共二十大代表, who are people."""
_LISTED = ("gazetteer.site/", "gazetteer.place/")
"""Lists whose names are whole where a piece of one was taken."""
_TITLES = ("grammar.policy.title.", "grammar.work.title/")
_REPORT = "政府工作报告"


def _wholes(document: Document, mentions: Sequence[Mention]) -> Iterator[Mention]:
    beliefs = _beliefs(document)
    for proposal in document.proposals:
        if not proposal.by.startswith(("grammar.", "gazetteer.")):
            continue
        parts = over(mentions, proposal.start, proposal.end)
        if not parts:
            quoted = document.shadow[proposal.start - 1 : proposal.start] == "“"
            told = proposal.by.startswith(_TOLD) and not (quoted and proposal.type == "Site")
            report = proposal.type == "Work" and proposal.text == _REPORT
            delegates = document.shadow.startswith("代表", proposal.end)
            if told or report or (proposal.by.startswith(_CONGRESS) and not delegates):
                yield _made(proposal)
        elif _covers(proposal, parts) and _is_whole(document, proposal, parts, beliefs):
            yield _made(proposal)


def _covers(proposal: Mention, parts: Sequence[Mention]) -> bool:
    """Whether all the parts lie inside, none as long as the whole."""
    inside = proposal.start <= parts[0].start and parts[-1].end <= proposal.end
    return inside and parts[0].end - parts[0].start < proposal.end - proposal.start


def _is_whole(
    document: Document, proposal: Mention, parts: Sequence[Mention], beliefs: Mapping[Key, float]
) -> bool:
    text, start, end = document.shadow, proposal.start, proposal.end
    rule = proposal.by.partition("/")[0]
    belief = beliefs.get((start, end, proposal.type), 0.0)
    if proposal.by.startswith(_PAIR):
        alone = all(part.type in ("Person", "Site") for part in parts)
        return alone and _SHARED.search(text, start, end) is not None
    if proposal.by.startswith(_LISTED):
        return belief >= _LEAST
    if proposal.by.startswith("gazetteer.campaign/"):
        return all(part.type in ("Place", "Date") for part in parts)  # 长江|十年禁渔
    if proposal.type == "Event" and proposal.by.startswith("gazetteer.") and text.startswith("周年", end - 2):
        return belief >= _LEAST  # 红军|长征出发90周年
    ending = _WHOLES.get(rule)
    if ending is None or parts[0].start > start or parts[0].type not in _PARTS:
        return False
    if any(part.type == "Person" for part in parts) or not ending.search(text, start, end):
        return False
    if proposal.type == "Policy" and rule == "grammar.policy.placed" and parts[0].type != "Place":
        return False
    short = proposal.type == "Event" or (proposal.type == "Site" and parts[0].type == "Organisation")
    if _TWO.search(text, start, end) or (short and end - parts[0].end < _SHORTEST):
        return False  # 某委会议, 抗联遗址 are no names
    return belief >= _LEAST or rule in _UNSEEN


def _made(proposal: Mention) -> Mention:
    return Mention(
        proposal.start, proposal.end, proposal.type, proposal.text, proposal.canonical, "mends.whole/1", 0.6
    )


def _beliefs(document: Document) -> dict[Key, float]:
    """How sure the learned tagger is of what it has rated."""
    return {
        (each.start, each.end, each.type): each.confidence
        for each in document.proposals
        if each.by in (CHOSEN, RATED)
    }


def _titles(document: Document, mentions: Sequence[Mention]) -> Iterator[Mention]:
    """Titles in 《》: each is a name, as long as it is, unless it stands inside a longer one."""
    end = 0
    titles = [each for each in document.proposals if each.by.startswith(_TITLES)]
    for proposal in sorted(titles, key=lambda each: (each.start, -each.end)):
        if proposal.start < end:
            continue
        end = proposal.end
        there = over(mentions, proposal.start, proposal.end)
        if not any(mention.start <= proposal.start and mention.end >= proposal.end for mention in there):
            yield replace(proposal, by="mends.title/1", confidence=0.85)


wholes = laid(_titles, _wholes)
"""Lays titles, then other whole names over their first parts."""
