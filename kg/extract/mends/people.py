"""People whose names took in what they do or what they are, and words that were taken for people's names."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cache

from kg.authority import places
from kg.extract.grammar.lexicon import rows, words
from kg.extract.mends.cutting import cut, proposed
from kg.model import Document, Mention

Bounds = tuple[int, int]

_TAIL = re.compile(r"(?<=..)(?:常委|委员长|王储|代表|委员|\d+)$")
_ACT = re.compile("(?<=..)[蹲站攥捧趴跪]$")  # no name ends with these
_LONG = re.compile("(?<=...)(?:[正均已将案]|至今|在京|一行)$")
_CASE = re.compile("(?<=..)案$")
_REPORT = re.compile("(?<=..)作$")
_REPORTED = re.compile("(?:的|了)[^，。；\n]{0,30}?(?:报告|说明|汇报|讲话|发言|演讲)")
_LEAD = re.compile("(?:任命|免去|会见|邀请)(?=..)")
_EPITHET = re.compile(
    "(?:红嫂|老兵|老战士|老红军|烈士|英烈|支前模范|拥军模范|劳动模范|劳模|全国劳模|战斗英雄|村医|赤脚医生)(?P<name>[一-鿿]{2,3})"
)
"""What somebody is, before the name."""
_SIDE = re.compile(
    "方(?:行动|立场|态度|声明|人质|官员|代表|媒体|要求|建议|提议|关切|表态|说法|人员|部队|军队|士兵|船只)"
)
_PARTICLE = re.compile("[就而同由据称和与对向给请让]")
_FOLLOWS = frozenset("正均已将也还就都在向说作带讲念介至案一等各点描对同为于从率和与")
"""What stands behind a name more often than in it, once the article has the name without it."""
_HAN = re.compile("[一-鿿]")
_THING = re.compile("(?<=.)(?:内阁|高铁|铁路|政府|主权|建交|冲突|山口|雨林|花灯|先锋[岗队]|美军|草案)$")
_KIND = re.compile("(?<=..)[语族舰]$")
_ACTS = re.compile("[和与说带把]|表示|介绍|告诉|认为")
_NO_BEARER = re.compile("难民营|灌区|高铁|铁路|大桥|海军")
_BESIDE = ("grammar.person.office", "grammar.person.behind", "grammar.person.work")
"""Rules that see an office or a line of work right before the name."""
_DOES = re.compile("表示|介绍|告诉|认为|透露|回忆|坦言|感慨|笑|说|把(?!守)|[带领]着|带[领头队]")
"""What somebody does, and no place."""
_LONGEST = 4  # characters of a person's name that is a place's elsewhere
_PLACE = 0.75  # a known place's name that is believed less to be somebody's, and stands behind no office, is the place
_DOUBTFUL, _LIKELY, _SURE = 0.6, 0.8, 0.9


def people(document: Document, mentions: Sequence[Mention]) -> list[Mention]:
    """The mentions, with people by no more than their names, and without what names nobody."""
    if not any(mention.type == "Person" for mention in mentions):
        return list(mentions)
    known = _known(document)
    sure = {
        mention.text for mention in mentions if mention.type == "Person" and mention.confidence >= _LIKELY
    }
    return _agreed(
        document.shadow,
        [
            mended
            for mention in mentions
            for mended in ([mention] if mention.type != "Person" else _mended(document, mention, known, sure))
        ],
    )


def _agreed(text: str, mentions: list[Mention]) -> list[Mention]:
    """The mentions, with a name that is a person's here and a place's there for what it is where it is surest, and for a
    person where it does something."""
    surest: dict[str, dict[str, float]] = {"Person": {}, "Place": {}, "Site": {}}
    for mention in mentions:
        if mention.type in surest and mention.end - mention.start <= _LONGEST:
            of_type = surest[mention.type]
            of_type[mention.text] = max(of_type.get(mention.text, 0.0), mention.confidence)
    people, elsewhere = surest["Person"], {**surest["Site"], **surest["Place"]}
    if people.keys().isdisjoint(elsewhere):
        return mentions
    return [_as_surest(text, mention, people, elsewhere) for mention in mentions]


def _as_surest(
    text: str, mention: Mention, people: Mapping[str, float], elsewhere: Mapping[str, float]
) -> Mention:
    person, place = people.get(mention.text, 0.0), elsewhere.get(mention.text, 0.0)
    if not person or not place:
        return mention
    if mention.type == "Person":
        unsure = person < min(place, _LIKELY) and not mention.by.startswith((*_BESIDE, "gazetteer."))
        return replace(mention, type="Place", by="mends.person.again/1") if unsure else mention
    learned = mention.type == "Place" and not mention.by.startswith("gazetteer.") and place < person
    if mention.type in ("Place", "Site") and (learned or _DOES.match(text, mention.end)) and person >= _PLACE:
        return replace(mention, type="Person", canonical=mention.text, by="mends.person.again/1")
    return mention


def _known(document: Document) -> set[Bounds]:
    """Where those stand whom the lists know."""
    return set(proposed(document, "gazetteer.person"))


def _mended(
    document: Document, mention: Mention, known: Collection[Bounds], sure: Collection[str]
) -> Iterator[Mention]:
    text = document.shadow
    bounds = mention.start, mention.end
    if bounds in known or "·" in mention.text:
        yield mention
        return
    start, end = bounds if _THING.search(mention.text) else _cut(text, *bounds, known, sure)
    if _is_nobody(text, start, end, mention.confidence, sure):
        return
    if (start, end) == bounds:
        place = mention.confidence < _PLACE and not mention.by.startswith(_BESIDE)
        there = place and places().named(text[start:end])
        yield replace(mention, type="Place", by="mends.person/1") if there else mention
    else:
        yield cut(document, mention, start, end, "person")


def _cut(text: str, start: int, end: int, known: Collection[Bounds], sure: Collection[str]) -> Bounds:
    """Where the name itself stands."""
    if lead := _LEAD.match(text, start, end):
        start = lead.end()
    elif (epithet := _EPITHET.fullmatch(text, start, end)) and epithet["name"][0] in words("surnames"):
        return epithet.span("name")
    elif _PARTICLE.match(text, start) and ((start + 1, end) in known or text[start + 1 : end] in sure):
        return start + 1, end
    for last in range(end - 1, max(start + 1, end - 3), -1):
        follows = text[last] in _FOLLOWS
        if ((start, last) in known and (follows or last - start > 2)) or (
            follows and text[start:last] in sure
        ):
            return start, last
    name = text[start:end]
    size = len(name)
    tail = _TAIL.search(name) or _ACT.search(name)
    if tail is None and (size > 4 or name[:2] not in words("surnames")):
        tail = _LONG.search(name)
    if tail is None and not _HAN.match(text, end):
        tail = _CASE.search(name)
    if tail is None and _REPORTED.match(text, end):
        tail = _REPORT.search(name)
    return start, start + tail.start() if tail else end


def _is_nobody(text: str, start: int, end: int, confidence: float, sure: Collection[str]) -> bool:
    """Whether the words are no name: common words of which the tagger was not sure, countries' sides, things."""
    name = text[start:end]
    doubted = name not in sure and name in _common() and not _ACTS.match(text, end)
    if doubted and (confidence < _DOUBTFUL or (confidence < _LIKELY and _HAN.match(text, end))):
        return True
    if start and text[start - 1] in words("countries") and _SIDE.fullmatch(name):
        return True  # 以|方行动
    if _THING.search(name) or (_KIND.search(name) and (len(name) > 3 or name[0] not in words("surnames"))):
        return True
    if confidence < _LIKELY and _NO_BEARER.match(text, end):
        return True
    if name[1:2] == "方" and name[0] in words("countries"):
        return confidence < _SURE if len(name) == 2 else name[2] in "正愿称此对将已均也"
    pair = len(name) == 2 and "中" in name and words("countries").issuperset(name)
    return pair and confidence < _SURE


@cache
def _common() -> frozenset[str]:
    """Common words that begin like names."""
    return frozenset(word for _, (_, cells) in rows("common.tsv", 2) for word in cells.split())
