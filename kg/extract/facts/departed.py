"""Who is no longer there: persons who have died take part in no meeting of today, and offices that are left."""

from __future__ import annotations

import re

from kg.extract.facts.scene import Node, Scene
from kg.extract.facts.subjects import lead

_DEATH = re.compile(
    "(?:(?<!自我)(?<!不怕)(?<!流血)牺牲(?=[，。；！）时后于在当]|了[，。；])|献出[^，。；]{0,10}生命|"
    "(?:就义|逝世|去世|病逝|辞世|殉职|殉国|殉难|捐躯|阵亡|遇难)"
    "(?!前夕?|者|地|的|家属|[^，。；]{0,6}(?:烈士|英雄|英烈|战士|战友|人员|官兵|同胞|群众|[0-9一二三四五六七八九十]+周年)))"
)
# Between a person and such a word: it is somebody else who died, or of whom one speaks.
_OF_OTHERS = re.compile(
    "[说称讲]|指出|强调|表示|认为|要求|介绍|回忆|讲述|出席|缅怀|悼念|纪念|祭奠|祭扫|敬献|参观|看望|慰问|得知|惊悉|获悉|听到|追忆|哀悼|电唁|唁电|致哀|"
    "造成|导致|(?<![成造])就|对(?![敌日])|愿意?|不惜|随时|准备|[父母]亲|爷爷|奶奶|哥|弟|姐|妹|叔|伯|舅|丈夫|妻子|儿子|女儿|战友|同学|"
    "的[^，。；]{1,12}$|[。；\n“”]"
)
_MARTYR = ("烈士", "先烈", "英烈")
# What somebody took part in who died in it, or long ago.
_OF_HISTORY = re.compile(
    "(?:战役|战斗|战争|作战|起义|暴动|长征|大战|之战|会战|保卫战|阻击战|反击战|遭遇战|伏击战|突围战?|事变|事件|惨案|运动|大捷|革命|西征|东征|北伐|会师|整编|改编|攻坚战|剿匪|围剿|牺牲|就义|殉国|大屠杀|反“围剿”)”?$"
)
_IN_MEMORY = re.compile("(?:诞辰|逝世|牺牲|就义|遇难|殉职|追悼|悼念|追思|缅怀)")
# So far behind a name it is said of them.
_FAR = 60
# So many places where a person is named are looked at.
_LOOKS = 12


def takes_no_part(scene: Scene, person: Node, meeting: Node) -> bool:
    """Whether a person cannot be at a meeting: it is held in memory of them, or the text says that they have died, though
    not of what is itself history or told with its year."""
    if person.type != "Person" or _OF_HISTORY.search(meeting.name):
        return False
    if person.sentence == meeting.sentence and scene.of_the_past(person.sentence):
        return False
    if person.name in meeting.name and _IN_MEMORY.search(meeting.name):
        return True
    return has_died(scene, person) or ("commemorates", person.entity) in scene.known


def has_died(scene: Scene, person: Node) -> bool:
    """Whether the text says of a person somewhere that they have died: A、B等人献出了生命."""
    entity = person.entity
    if entity.dead is None:
        named = (scene.nodes[index] for index in entity.places[:_LOOKS])
        entity.dead = any(_dies(scene, node) for node in named if not node.anaphor)
    return entity.dead


def _dies(scene: Scene, person: Node) -> bool:
    text, last = scene.text, scene.nodes[scene.groups[person.group][-1]]
    if text.startswith((*_MARTYR, "生前"), last.end) or text.endswith(_MARTYR, 0, person.start):
        return True
    end = min(scene.sentences[last.sentence].end, last.end + _FAR)
    death = _DEATH.search(text, last.end, end)
    if death is None or _OF_OTHERS.search(text, last.end, death.start()):
        return False
    following = scene.node_before(last.start + 1) + 1
    return all(
        node.type != "Person" for node in scene.nodes[following : scene.node_before(death.start()) + 1]
    )


def of_a_death(scene: Scene, battle: Node, day: Node) -> bool:
    """Whether a day is that on which somebody died, not that of the battle: 参加过某某战役，1947年牺牲. A fight is over in a
    day, so that whoever died in it tells its day; a campaign is not, and its year is that of the death."""
    if battle.sentence != day.sentence:
        return False
    clause = scene.clauses[day.clause]
    if day.end >= clause.end - 1 and day.clause + 1 < len(scene.clauses):
        clause = scene.clauses[day.clause + 1]
    if _DEATH.search(scene.text, day.end, clause.end) is None:
        return False
    if battle.start < day.start:
        return True
    within = battle.start < clause.end and scene.text.startswith("中", battle.end)
    return within and (_LASTS.search(battle.name) is not None or _DAY.match(day.name) is None)


_DAY = re.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}")
_LASTS = re.compile("(?:战役|战争|会战|长征|西征|东征|北伐|围剿”?|革命|大战)$")

# Before those who leave an office, between them and it where other offices may stand, and behind both.
_DISMISSED = re.compile("(?:免去|撤销|撤去|免除|解除|罢免|终止)了?$")
_MORE_OFFICES = re.compile("(?![^，。；]*(?:任命|担任(?!的)|为))[^，。；]{0,40}")
_THEIR_POST = re.compile("(?:同志)?的?[^，。；、的]{0,6}(?:职务|一职)")


def leaves(scene: Scene, person: Node, office: Node) -> bool:
    """Whether somebody is relieved of an office, which is named behind them (免去某某的局长职务) or before (免去局长某某的
    职务)."""
    text, nodes, group = scene.text, scene.nodes, scene.groups[person.group]
    start, last = lead(scene, group[0]), nodes[group[-1]]
    if not _DISMISSED.search(text, max(0, start - 4), start):
        return False
    if office.start < person.start:
        return _THEIR_POST.match(text, last.end) is not None
    return _MORE_OFFICES.fullmatch(text, last.end, office.start) is not None
