"""Readers of offices: who holds which, before the name or after it, and which organisation an office is of."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache, lru_cache

from kg.authority import leaders, places
from kg.authority import organs as organs_known
from kg.extract.facts import nesting
from kg.extract.facts.claims import facts
from kg.extract.facts.confidence import confidence
from kg.extract.facts.ranking import LEAST
from kg.extract.facts.rules import Rule, any_of, words
from kg.extract.facts.scene import Node, Scene
from kg.model import Fact, Ref
from kg.read.shadow import folded

_CHAIN = re.compile(r"[“”\s]*(?:[、兼及和与，]|，?并|以及)?[“”\s]*")
_BEFORE_PERSON = re.compile(r"\s*(?:的|——|：|/)?\s*")
# A line of work that is no office may stand between: 某院讲师、种粮大户某某.
_WORK = re.compile(r"、[一-鿿]{2,10}[户家员师手人匠生民的]")
_SHARED = re.compile(r"\s*(?:、|和|及|与|以及)?\s*")


# An office that begins after these is cut short (执行主席, 联席主席): which one it is, is not known.
_CUT = ("执行", "联席", "候任", "名誉", "荣誉")


def apposition(scene: Scene, rule: Rule) -> Iterator[Fact]:
    """Offices before a person, one or several, and shared by the persons that follow: 记者 甲 乙; 副主席甲、乙."""
    nodes, text = scene.nodes, scene.text
    offices: list[Node] = []
    last: Node | None = None
    before: Node | None = None
    for node in nodes:
        gap = text[last.end : node.start] if last else ""
        if node.type == "Role":
            if text.endswith(_CUT, 0, node.start):
                offices, before, last = [], last, node
                continue
            chained = last is not None and last.type == "Role" and _CHAIN.fullmatch(gap)
            if not chained:
                offices = []
            offices.append(node)
        elif node.type == "Person" and offices and last is not None:
            joint = _BEFORE_PERSON if last.type == "Role" else _SHARED
            works = last.type == "Role" and _WORK.fullmatch(gap) is not None
            if (works or joint.fullmatch(gap)) and not (last.type == "Role" and _titles(before, last)):
                yield from facts(scene, rule, [node], offices, scene.spot(offices[0].start, node.end))
            else:
                offices = []
        elif node.anaphor:
            continue
        else:
            offices = []
        before, last = last, node


def _titles(person: Node | None, office: Node) -> bool:
    """Whether an office is what the person right before it is called by: 某某主席, but not 某某主席特使."""
    return (
        person is not None
        and person.type == "Person"
        and person.end == office.start
        and office.text in _CALLED_BY
    )


# So many characters has a title; a longer office must be one without an organisation.
_LONGEST_TITLE = 4


def _title(office: str) -> bool:
    """Whether people are called so after their name: not 复信某乐团总裁."""
    if len(office) <= _LONGEST_TITLE:
        return True
    match = _office_match(office)
    return match is not None and not match["organ"]


# What people are called by after their name.
_CALLED_BY = frozenset(("总书记", "主席", "总统", "总理", "委员长", "首相", "国家主席"))
# After a name these are somebody else's office: 某某主席特使, 某某夫人.
_OF_ANOTHER = re.compile(r"(?:特使|代表|夫人|秘书|助理|顾问|翻译)$")


def office_after(scene: Scene, rule: Rule) -> Iterator[Fact]:
    """An office right after the name: 某某总书记, unless it belongs to the person after it."""
    nodes = scene.nodes
    for index in range(len(nodes) - 1):
        person, office = nodes[index], nodes[index + 1]
        if person.type != "Person" or office.type != "Role" or person.end != office.start:
            continue
        following = nodes[index + 2] if index + 2 < len(nodes) else None
        another = following is not None and following.type == "Person" and following.start == office.end
        if another and not _titles(person, office):
            continue
        if _OF_ANOTHER.search(office.text) or not _title(office.text):
            continue
        yield from facts(scene, rule, [person], [office], scene.spot(person.start, office.end))


@cache
def _office() -> re.Pattern[str]:
    office, prefix = any_of("office"), any_of("office_prefix")
    return re.compile(rf"(?P<organ>.*?)(?:{prefix})*(?:{office})(?:助理)?(?:（[^）]*）)?")


@cache
def _organs_of() -> dict[str, str]:
    return dict(pair.split("=", 1) for pair in words()["office_organ"])


def organ_of_office(scene: Scene, rule: Rule) -> Iterator[Fact]:
    """The organisations inside the offices that people hold: 某市委宣传部部长 → 某市委宣传部, 某市委.

    It reads what the rules of holdsRole have found, which come before it.
    """
    known = {node.name for node in scene.nodes if node.type == "Organisation"}
    held: dict[Ref, set[str]] = {}
    for fact in scene.found:
        if fact.predicate == "holdsRole" and isinstance(fact.object, Ref):
            held.setdefault(fact.subject, set()).add(fact.object.name)
    for fact in scene.found:
        if fact.predicate != "holdsRole" or not isinstance(fact.object, Ref) or fact.confidence < LEAST:
            continue
        for name in organs(fact.object.name, known):
            if _of_another_state(fact.subject, fact.object.name, name, held[fact.subject]):
                continue
            organ = Ref("Organisation", name)
            yield Fact(
                fact.subject,
                rule.predicate,
                organ,
                fact.start,
                fact.end,
                rule.by,
                confidence(rule.by),
                fact.status,
            )


def _of_another_state(person: Ref, office: str, organ: str, held: Iterable[str]) -> bool:
    """Whether an organ of ours is only meant for somebody at home, and what the article says them to hold speaks
    against it: 总理 is a member of 国务院 only who is known as 国务院总理, 外交部长 of 外交部 not who is 匈牙利外长 too."""
    if organ not in _our_organs():
        return False
    if office in _BARE:
        return not any(organ in other for other in (*held, *_listed_offices().get(person.name, ())))
    return any(of_state_abroad(other) for other in held)


# Offices of heads of government and parliament that every state has.
_BARE = frozenset(("总理", "副总理", "委员长"))


@cache
def _our_organs() -> frozenset[str]:
    ours = ("state", "party", "people", "military")
    return frozenset(
        name
        for body in organs_known()
        if body.get("kind")[:1] in [(kind,) for kind in ours]
        for name in body.names
    )


@cache
def _listed_offices() -> dict[str, frozenset[str]]:
    return {leader.canonical: frozenset(leader.get("roles")) for leader in leaders()}


@lru_cache(maxsize=1 << 14)
def of_state_abroad(office: str) -> bool:
    """Whether an office begins with the name of another state (匈牙利外长)."""
    known = places()
    return any(
        place.level == "country" and known.is_abroad(place)
        for length in range(2, min(8, known.longest_at(office, 0)) + 1)
        for place in known.named(office[:length])
    )


@lru_cache(maxsize=1 << 15)
def _office_match(name: str) -> re.Match[str] | None:
    return _office().fullmatch(folded(name))


# 原 is no sign of the past in names of places: 原平市, 原阳县, 原州区, 原子城.
_FORMER = re.compile("^(?:原(?![子平阳州])|前(?=[国总首外政议司教财内防央行美英法德俄日韩])|时任)")
# Heads of units whose names they shorten by a character.
_HEADS = frozenset(("部长", "局长", "厅长", "连长", "营长", "支队长", "大队长", "中队长", "总队长"))


def organs(office: str, known: set[str]) -> list[str]:
    """The organisations that an office names, most specific last; `known` are those that the article names."""
    special = _organs_of().get(office)
    if special is not None:
        return [special] if special else []
    name = _FORMER.sub("", office).rpartition("兼")[2]
    match = _office_match(name)
    if match is None:
        return []
    whole = name[: match.end("organ")]
    head = match.string[match.end("organ") :]
    if head in _HEADS and not whole.endswith(unit := head[:-1]):
        whole += unit  # 宣传部长 is the head of 宣传部
    organ = whole if whole in known else _short(whole, known)
    found: list[str] = []
    if len(organ) >= 2:
        found += _inner(organ, office, known)
        if not found and (inner := _organ_before().match(folded(organ))):
            found.append(organ[: inner.end()])
    return list(dict.fromkeys(found))


# What rules a place is named by it alone: 福建省厦门市人大常委会 is 厦门市人大常委会; others as they are written.
_RULES = re.compile("[省市县区州旗盟](?:委|纪委|监委|人大|人民代表大会|政协|政府|人民政府)")


def _short(organ: str, known: set[str]) -> str:
    shorter = nesting.strip_upper(organ)
    return shorter if shorter in known or _RULES.search(shorter) else organ


_PARTY = re.compile(r"(.+?(?:省|市|县|区|州|旗|盟|镇|乡|街道|自治区|兵团|地)(?:党?委|党工委|政府))(.+)")
_GROUP = re.compile(
    r"(.+?(?:部|委(?!员)|局|厅|社|院|会|公司|集团|政协|政府|法院|检察院|人大|馆|校|所|银行))(?:原)?(党组|党委|分党组)"
)
_SECTION = re.compile(
    r"(.+(?:委(?!员)|委员会|局|厅|中心|院|大学|公司|总台|馆|集团))(?:.{1,8}(?:处|科|股|室|部))"
)  # 某局办公室 belongs to 某局
_GOVERNMENT = re.compile(r"(?:省|市|县|区|州|旗|镇|乡|盟)长$")


def _inner(organ: str, office: str, known: set[str]) -> list[str]:
    found = []
    match = _PARTY.fullmatch(organ)
    if match and not match[2].startswith(("会", "员")):
        found.append(match[1])
    for pattern in (_GROUP, _SECTION):
        group = pattern.fullmatch(organ)
        if group and not match:
            found.append(group[1])
    if re.search(r"[省市县区州旗镇乡盟长]$", organ) and _GOVERNMENT.search(office):
        found.append(organ + "政府")
    elif organ in known or (len(organ) >= 3 and _organ_head().search(folded(organ))):
        found.append(organ)
    return found


@cache
def _organ_head() -> re.Pattern[str]:
    """How the names of organisations end: what is left of 责任编辑 or 俄罗斯总统 is none."""
    choice = "|".join(map(re.escape, words()["organ_head"]))
    return re.compile(rf"(?:{choice})(?<!关系)$")


@cache
def _organ_before() -> re.Pattern[str]:
    """An organisation that an office names before what its holder does there: 某大学历史学 (教授), 某小学四年级 (学生)."""
    choice = "|".join(map(re.escape, words()["organ_before"]))
    return re.compile(rf".{{2,}}(?:{choice})(?=.{{1,6}}$)")
