"""Whose a number is: figures and the subject of their clause, where nothing else can be meant."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import cache

from kg.extract.facts.claims import facts, status_of
from kg.extract.facts.rules import Rule, Slot, words
from kg.extract.facts.scene import Node, Scene
from kg.extract.facts.subjects import subject_of
from kg.extract.figures import units
from kg.model import Fact, Status

# Whoever only reports a number (某局通报, 某社报道) is not what it is about.
_REPORTING = re.compile(
    r"通报|公布|发布|报道|数据|显示|指出|介绍|消息|决定|审议|表示|统计|预计|预测|预报|预警|以来|认为|透露|要求|强调|调度|宣布|我国|当地|原有|曾有|；|称，|说|领导下|领导的"
)
_COUNTED = Slot(
    frozenset(("Organisation", "Place", "Site", "Campaign", "Event", "Route", "Policy", "Work")),
    (), 0, False, False, (), (), (), (), (),
)  # fmt: skip
# Of all else the number must stand in the same clause or the next.
_OF_THEMSELVES = frozenset(("Organisation", "Place", "Site", "Route"))
# Words that may stand before a number that opens its clause: it counts who acts there (，40多位学者参加).
_OPENING = re.compile(r"[\s“]*(?:其中|另有|还有|有|共有|共|约|近|超|逾|超过|来自|由|和|及|与|每)*[\s“]*")
# After a number of people that says no more of them: what befell or what they did is what is counted.
_BEFELL = re.compile(
    "[^，。；]{0,2}(?:死|伤|被|遇难|丧生|失踪|失联|流离|停[电水]|受[灾伤困]|撤离|转移|感染|确诊|在[^，。]|因)"
)
# What a share is a share of, at the end of what it counts: 覆盖率; else it is of another noun (资金40%用于).
_SHARES = ("率", "比例", "比重", "占比", "度")
# Words that the count took from what comes after it (25万套住房|部分或完全遭毁).
_CUT = ("部分", "全部", "均", "已", "或", "都", "能源", "单机", "单机容量")
# A number is above or below another: it is a difference.
_DIFFERS = re.compile("(?:超|高于|低于|高出|低)(?:警戒|保证|历史|往年|常年|同期)")
# After a number: it tells about what follows (12个省（区、市）的), is a length of time (2个多小时) or a class (54公斤级).
_OF_OTHERS = re.compile("(?:（[^）]{0,12}）)?的|多?个?(?:半)?(?:小时|分钟|多月|月|星期|学期)|级")
_PEOPLE = frozenset(("人", "人次", "余人", "户", "家"))
_AGES = frozenset(("岁", "周岁", "年级", "级"))


def figure_of_subject(scene: Scene, rule: Rule) -> Iterator[Fact]:
    """Figures and the subject of their clause, else of an earlier clause of the sentence.

    Lengths of time and ages are figures of nobody, nor is a number that tells about somebody (91岁的老人), follows
    a person or opens its clause.
    """
    if "Figure" not in scene.types:
        return
    details = {m.start: dict(m.detail) for m in scene.document.mentions if m.type == "Figure"}
    for index, node in enumerate(scene.nodes):
        if node.type != "Figure" or not _counts(scene, node, details.get(node.start, {})):
            continue
        found = subject_of(scene, node.start, _COUNTED, "sentence")[:1]
        if found and _clear(scene, found[0], index):
            status = _status(scene, found[0], node)
            counted = as_of(scene, node)
            for fact in facts(scene, rule, found, [node], scene.spot(node.start, node.end), status):
                yield replace(fact, as_of=counted) if counted else fact


# 截至8月底: up to when a number of the same sentence was counted, so many characters before it.
_UP_TO = re.compile("截至|截止到|截止至|截止")
_FAR = 200
_NOW = re.compile("[^，。]{0,2}(?:目前|现在|今天|今日|记者发稿|发稿)")


def as_of(scene: Scene, figure: Node) -> str:
    """The date up to which a figure was counted, as the sentence before it says; empty where it does not."""
    start = max(scene.sentences[figure.sentence].start, figure.start - _FAR)
    said = max(_UP_TO.finditer(scene.text, start, figure.start), key=lambda match: match.end(), default=None)
    if said is None:
        return ""
    date = scene.nodes[scene.node_before(said.end()) + 1]
    if date.type == "Date" and date.start - said.end() <= 2:
        return date.name
    return scene.document.article.date[:10] if _NOW.match(scene.text, said.end()) else ""


# Between a place and its number: only the beginning of a distance, of another name, or of the time of day.
_NOT_OF_IT = re.compile("[至到段—“－-]|时间|[籍裔]|民(?!族)|沿[线岸江河海]|流域|[左两]岸")
# Before a place: what reaches it has the number, not the place itself.
_REACHED = (
    "通达",
    "连接",
    "联通",
    "覆盖",
    "途经",
    "直达",
    "来自",
    "至",
    "到",
    "开往",
    "驶往",
    "抵达",
    "遍及",
    "辐射",
    "往返",
    "—",
    "与",
    "亮相",
)
_PLAN = re.compile(
    "将(?=[会于在新建投再继实启举完达有推打培支向为采派组派增对通])|拟(?=[建投于在])|计划(?![”》，。、的和书性]|单列)|力争|预计"
)


def _status(scene: Scene, subject: Node, figure: Node) -> Status:
    """What is said of a figure: planned also where an earlier clause about its subject says so (某县将……，建30座)."""
    start = scene.clauses[subject.clause].start if subject.clause <= figure.clause else figure.start
    if _PLAN.search(scene.text, start, subject.start) or _PLAN.search(scene.text, subject.end, figure.start):
        return "planned"
    return status_of(scene, figure.start)


# What a count ends at: 1400多支理论|微宣讲团 and 86个旗县|出现降温 count less than they seem to.
_ENDS = re.compile(
    "[，。；、！：:）)” \\s]|的|和|及|与|等|支持|助力|用于|深入|赶赴|奔赴|前往|参加|参与|报名|入驻|落户|到|为|$"
)
# Verbs that the name of what is counted took from before it.
_TAKEN = re.compile("梳理|组建|出台|推出|整改|化解|走访|惠及|办结|开展")


def _whole(scene: Scene, node: Node, counted: str) -> bool:
    """Whether the name of what is counted is whole: it ends where something else begins, or stands before its number,
    and no verb is in it."""
    if not counted:
        return True
    if _TAKEN.search(counted):
        return False
    end = node.end
    if scene.text.startswith(counted, end):
        end += len(counted)
    elif counted in scene.text[node.start : node.end] and not scene.text.endswith(counted, 0, node.end):
        return False
    return _ENDS.match(scene.text, end) is not None


def _counts(scene: Scene, node: Node, detail: Mapping[str, str]) -> bool:
    """Whether a figure can be somebody's at all: it says what it counts, or counts people."""
    unit = detail.get("unit", "")
    if (
        unit in _AGES
        or units().get(unit) == "time"
        or (unit and unit not in _PEOPLE and not detail.get("counts"))
    ):
        return False
    counted = detail.get("counts", "")
    if (
        counted.endswith(_CUT)
        or scene.text[node.end : node.end + 1].isdecimal()
        or not _whole(scene, node, counted)
    ):
        return False
    if (unit == "%" or node.name.endswith("%")) and not counted.endswith(_SHARES):
        return False
    if not counted and _BEFELL.match(scene.text, node.end):
        return False
    clause = scene.clauses[node.clause]
    if _DIFFERS.search(scene.text, clause.start, node.start):
        return False
    if _OF_OTHERS.match(scene.text, node.end) or scene.text.endswith(("每", "每隔", "等"), 0, node.start):
        return False
    return not _OPENING.fullmatch(scene.text, clause.start, node.start)


# Per square kilometre, and the largest of a continent: the number is not that of the whole.
_RATE = re.compile("平均|[每最]")
_LEADS = re.compile(
    "(?:今年|目前|截至|其中|此外|据悉|近年来|当天|当日|这一|如今|在|从|位于|为此|，|（|\\s|“|《)*"
)
_NEAR = 24  # characters between a subject and its figure in one clause
_NEXT = 10  # characters before a figure in the clause behind its subject's


def _opens(scene: Scene, subject: Node) -> bool:
    """Whether a subject begins its clause, but for a date and words that lead in."""
    at = scene.clauses[subject.clause].start
    before = scene.nodes[scene.node_before(subject.start)] if scene.node_before(subject.start) >= 0 else None
    if before is not None and before.type == "Date" and before.start >= at:
        at = before.end
    return _LEADS.fullmatch(scene.text, at, subject.start) is not None


def _follows(scene: Scene, subject: Node, figure: Node) -> bool:
    """Whether a figure stands near its subject, or close to the beginning of a later clause, behind a word by which
    somebody has a number."""
    start = subject.end
    if figure.clause != subject.clause:
        start = scene.clauses[figure.clause].start
        if figure.start - start > _NEXT:
            return False
    if figure.start - start > _NEAR:
        return False
    return _having().search(scene.text, start, figure.start) is not None


@cache
def _having() -> re.Pattern[str]:
    return re.compile("|".join(map(re.escape, words()["has_figure"])))


# Who has funds, schools and weather, whose sizes are not their own.
_WITH_PARTS = frozenset(("Place", "Organisation"))
# A later clause that begins with a noun and its size: 基金规模5亿元, 局地降温超过10度; these are the subject's own.
_OWN_SIZE = re.compile(
    "[^，。]{0,6}(?:人口|人数|面积|全长|总长|长度|海拔|时速|里程|总数|产值|总值|总量|产量|收入)"
)
_NO_VERBS = frozenset(
    [
        "达",
        "达到",
        "超",
        "超过",
        "突破",
        "面积",
        "人口",
        "占地",
        "规模",
        "产值",
        "生产总值",
        "收入",
        "销售",
        "客流",
        "吞吐",
        "年产",
        "总产",
        "产",
        "建",
        "招",
        "设",
    ]
)


def _of_another(scene: Scene, figure: Node) -> bool:
    """Whether a figure is the size of what its own clause begins with."""
    start = scene.clauses[figure.clause].start
    return not _acting().search(scene.text, start, figure.start) and not _OWN_SIZE.match(
        scene.text, start, figure.start
    )


@cache
def _acting() -> re.Pattern[str]:
    return re.compile(
        "|".join(re.escape(word) for word in words()["has_figure"] if word not in _NO_VERBS)
        + "|提供|带动|推动"
    )


def _clear(scene: Scene, subject: Node, figure: int) -> bool:
    """Whether between a subject and its figure nobody else acts or reports."""
    node = scene.nodes[figure]
    if subject.type == "Place" and (
        _NOT_OF_IT.match(scene.text, subject.end) or scene.text.endswith(_REACHED, 0, subject.start)
    ):
        return False
    if scene.text.startswith(("控制", "占领", "管辖"), subject.end):
        return False
    if node.name.endswith("%") and node.clause != subject.clause:
        return False
    if _REPORTING.search(scene.text, subject.end, node.start) or _RATE.search(
        scene.text, subject.end, node.start
    ):
        return False
    if not _opens(scene, subject) or not _follows(scene, subject, node):
        return False
    if node.clause != subject.clause and subject.type in _WITH_PARTS and _of_another(scene, node):
        return False
    if node.clause - subject.clause > 1 and subject.type not in _OF_THEMSELVES:
        return False
    if scene.text.startswith(words()["look_back"], subject.end):
        return False
    first = scene.node_before(subject.start + 1)
    return not any(other.type == "Person" for other in scene.nodes[first:figure])
