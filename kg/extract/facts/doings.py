"""What looks like taking part or going somewhere and is none."""

from __future__ import annotations

import re
from functools import cache

from kg.extract.facts.asides import of_guests
from kg.extract.facts.departed import takes_no_part
from kg.extract.facts.rules import words
from kg.extract.facts.scene import Node, Scene, Spot

# Whoever is there when guests are received takes no part in what the guests have come for.
_RECEIVES = re.compile(
    "(?:等|一行)*[^，。；]{0,4}(?:参加|出席|陪同)了?(?:上述|有关|相关|以上)?(?:活动|宴会|会见|接见|会谈|会晤)"
)
_RECEIVED = re.compile("(?:总书记|主席|总理|同志)?[^，。；]{0,24}(?:会见|接见)")
# Whoever receives a team has not been at the games from which it comes.
_GAMES = re.compile("(?:运动会|奥运会|残奥会|亚运会|亚残运会|全运会|锦标赛|世界杯|联赛)$")
_OPENS = re.compile("开幕|闭幕|赛前|开赛")
# Who wishes others well for what these have held was not there.
_CONGRATULATES = re.compile(
    "(?:总统|主席|总理|同志|先生)?[^，。；]{0,4}祝贺(?!大会|仪式)[^，。；]{0,24}?(?:举办|举行|召开|主办|开幕|闭幕|落幕)"
)
_MEETS = re.compile("(?:集体)?(?:会见|会晤|下令|(?:同|与)[^，。；]{1,40}(?:会谈|会晤|会见))")
_HOSTS = re.compile(
    "(?:[^，。；]{0,4}厅)?(?:集体)?"
    "(?:会见|会晤|举行|主持|召开|出席|下令|发表|(?:同|与|为)[^，。；]{1,40}(?:会谈|会晤|会见|举行))"
)
_TOURS = re.compile("考察|调研|视察|参观|瞻仰|慰问|检查|看望|走访|抵达|来到|(?<!国事)(?<!正式)访问(?!的)")
# Who goes for somebody else: 某某主席特别代表.
_ENVOY = re.compile("(?:总书记|主席|总理|总统)?的?特别代表")
# Where statesmen work, they go on no visit.
_CAPITAL = frozenset(("北京市", "北京"))


def no_doing(scene: Scene, predicate: str, subject: Node, thing: Node, trigger: Spot) -> bool:
    """Whether somebody does not take part or go anywhere though the words for it are there: it is wished or asked of
    others, they only receive guests, or what reaches a place are blows."""
    text = scene.text
    if _ENVOY.match(text, subject.end):
        return True
    until = max(at.start for at in (trigger, thing, subject) if at.sentence == subject.sentence)
    if any(match[1] for match in _wished().finditer(text, subject.end, max(subject.end, until))):
        return True
    if predicate == "visits":
        clause = scene.clauses[thing.clause]
        return (
            _strikes().search(text, clause.start, clause.end) is not None
            or _hosts(scene, thing)
            or _from_afar(scene, subject, thing)
        )
    if _CONGRATULATES.match(text, subject.end) or takes_no_part(scene, subject, thing):
        return True
    if trigger.start >= subject.start and (_told(scene, subject, thing) or _sends(scene, subject, trigger)):
        return True
    games = _GAMES.search(thing.name) is not None
    if games and (received := _RECEIVED.match(text, subject.end)) and trigger.start <= received.end():
        # 开幕式前，某某会见…: they are there for the games.
        return not _OPENS.search(text, scene.sentences[subject.sentence].start, subject.start)
    last = scene.nodes[scene.groups[subject.group][-1]] if subject.group >= 0 else subject
    received = _RECEIVES.match(text, last.end)
    if received is not None and trigger.start <= received.end():
        return games or any(of_guests(text, scene.nodes[at].start) for at in thing.entity.places)
    return False


# 会议强调，某某……: whoever is named behind it is spoken of.
_SPOKEN = re.compile("(?:强调|指出|表示|认为|要求|说|称)[，：][^“]*$")
# Somebody whose words are read out: 传达某某的指示, 某某致贺信.
_WORDS_OF = re.compile(
    "(?:总书记|主席|总理|同志)?(?:(?:近日|日前)?(?:对[^，。]{1,30})?(?:的|作出|就[^，。]{1,20})?(?:重要)?"
    "(?:指示|批示|贺信|致信|来信|贺电|致贺|发来)|(?:今天|[0-9]+日)?向[^，。；]{1,50}[致发][^，。；]{0,4}[信电贺])"
)
_THERE = re.compile("出席|参加|主持|到会|宣布")


def _told(scene: Scene, subject: Node, thing: Node) -> bool:
    """Whether somebody is named in what another says, who does not speak of the meeting itself."""
    start = scene.sentences[subject.sentence].start
    match = _SPOKEN.search(scene.text, start, subject.start)
    return match is not None and not match.start() < thing.start < scene.sentences[subject.sentence].end


def _sends(scene: Scene, subject: Node, trigger: Spot) -> bool:
    """Whether a person only sends words that are read out: 会上传达了某某的指示; not where it is said to be there."""
    text = scene.text
    if subject.type != "Person" or _THERE.match(text, trigger.start):
        return False
    return any(
        _WORDS_OF.match(text, scene.nodes[at].end) is not None for at in subject.entity.places[:_LOOKS]
    )


_LOOKS = 12


# What is sent somewhere, and what somebody feels about it from home.
_GIVEN_TO = (
    "捐给",
    "捐给了",
    "捐赠给",
    "捐赠给了",
    "捐献给",
    "捐献给了",
    "捐到",
    "捐到了",
    "赠给",
    "赠予",
    "赠与",
    "寄给",
    "寄到",
    "寄往",
    "交给",
    "交给了",
    "移交给",
    "移交",
    "送给",
    "献给",
    "转交",
    "发给",
    "卖给",
)
_FRIEND_OF = re.compile("的[^，。；]{0,6}(?:朋友|友人|好兄弟|兄弟|伙伴|骄傲|儿子|女儿)")
_ABOUT = re.compile("(?<![成造])就(?![业是在职地近医读])[^，。；]*$")
_WRITES = re.compile("[致发][^，。；]{0,4}[信电函]")


def _from_afar(scene: Scene, subject: Node, place: Node) -> bool:
    """Whether something is given to a place (捐给某馆), somebody is a friend of it, or writes about it (就某地地震向……致电)."""
    text, group = scene.text, scene.groups[place.group]
    start, end = scene.nodes[scene.chain_start(group[0])].start, scene.nodes[scene.chain_end(group[-1])].end
    if text.endswith(_GIVEN_TO, 0, start) or _FRIEND_OF.match(text, end):
        return True
    sentence = scene.sentences[place.sentence]
    about = _ABOUT.search(text, max(sentence.start, start - 12), start)
    return about is not None and _WRITES.search(text, end, sentence.end) is not None


def _hosts(scene: Scene, place: Node) -> bool:
    """Whether somebody only meets guests or holds something at a place (在甲市会见某某), with no word for a visit."""
    text, group = scene.text, scene.groups[place.group]
    start, end = scene.nodes[scene.chain_start(group[0])].start, scene.nodes[scene.chain_end(group[-1])].end
    clause = scene.clauses[place.clause]
    holds = _HOSTS if place.type == "Site" or place.name in _CAPITAL else _MEETS
    if text.endswith(("会见", "接见", "会晤", "离开"), 0, start):
        return True
    return (
        text.endswith("在", 0, start)
        and holds.match(text, end) is not None
        and _TOURS.search(text, clause.start, clause.end) is None
    )


@cache
def _wished() -> re.Pattern[str]:
    """Words for wishing as the first group; 应某某邀请 is none."""
    return re.compile("应[^，。；]{1,24}邀请|(" + "|".join(map(re.escape, words()["wished"])) + ")")


@cache
def _strikes() -> re.Pattern[str]:
    return re.compile("|".join(map(re.escape, words()["strikes"])))
