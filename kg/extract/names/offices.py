"""Organisations and roles: which county's 县委, whose 局长."""

from __future__ import annotations

import re
from functools import cache
from itertools import islice

from kg.authority.names import organs
from kg.extract.names.armies import commanded
from kg.extract.names.known import short
from kg.extract.names.scene import Scene
from kg.extract.names.units import LEVELS, is_level, short_level, split
from kg.model import Mention

_LEVEL = "|".join(LEVELS)
_HOUSE = {
    "校": ("大学", "学校", "中学", "小学", "学院"),
    "集团": ("集团", "公司"),
    "院": ("院",),
    "公司": ("公司",),
    "馆": ("馆",),
    "厂": ("厂",),
    "局": ("局",),
    "厅": ("厅",),
}
"""Words by which an article means a house it has named, and how the names of such houses end."""
_OF_HOUSE = re.compile(
    "(?:该(?=.{3})(?P<this>校|集团|公司|院|馆|厂|局|厅)|(?P<house>校|集团|公司|院|馆|厂|局|厅)(?=党|团委|工会|学生会|关工委|少工委|纪委|董事会|机关))"
)
_BODY = re.compile(f"(?:该|本|我)?(?P<level>{_LEVEL})(?![江北南宁田府里场]|中(?!级|医|心)|民(?!政|族|宗|兵))")
_LEAGUE = re.compile(f"(?:共青)?团(?P<level>{_LEVEL})委")
_LOCAL_PARTY = re.compile("中共(?!中央).+?[省市县区州旗盟镇乡]委|中共(?=中央统战部)")


def organisation(mention: Mention, scene: Scene) -> str:
    """县委宣传部 → 永新县委宣传部, 团县委 → 共青团永新县委, 吉林省白城市政府 → 白城市政府."""
    words, text = scene.shadow(mention), mention.text
    name = short("Organisation", words, scene)
    if name:
        return name
    if words.startswith("学习贯彻") and words.endswith("中央宣讲团"):
        return text[-5:]
    league = _LEAGUE.match(words)
    if league is not None:
        place = scene.unit(league["level"], mention.start)
        return f"共青团{place}{text[league.end('level') :]}" if place else text
    if _LOCAL_PARTY.match(words):
        words, text = words[2:], text[2:]
    return (
        leveled(words, text, mention.start, scene) or _of_same_owner(mention, scene) or _lowest(words, text)
    )


def leveled(words: str, text: str, at: int, scene: Scene) -> str:
    """The name with the place that its first word, 县 or 市, means; empty when it begins otherwise."""
    house = _OF_HOUSE.match(words)
    if house is not None:
        owner = scene.head(_HOUSE[house["this"] or house["house"]], at)
        return owner + text[house.end() :] if owner else ""
    body = _BODY.match(words)
    if body is None or scene.split(words):
        return ""
    place = scene.unit(body["level"], at)
    # 新县县委: a county of one character keeps its 县 before the committee's
    twice = len(place) == 2 and words.startswith("县委", body.start("level"))
    return place + text[body.start("level") if twice else body.end("level") :] if place else ""


def _of_same_owner(mention: Mention, scene: Scene) -> str:
    """财政经济委员会, behind 全国人大民族委员会、, is one of the 全国人大 too."""
    before = scene.done[-1] if scene.done else None
    if before is None or before.type != "Organisation" or before.canonical[-2:] != mention.text[-2:]:
        return ""
    if scene.document.shadow[before.end : mention.start] not in _AND or scene.split(scene.shadow(mention)):
        return ""
    if any(mention.text[:end] in _owners() for end in range(3, len(mention.text))):
        return ""  # 九三学社中央委员会 has an owner of its own
    for length in range(len(before.canonical) - 3, 2, -1):
        if before.canonical[:length] in _owners():
            return before.canonical[:length] + mention.text
    return ""


@cache
def _owners() -> frozenset[str]:
    """The full names of the organs of the state and the party, not of universities and companies."""
    return frozenset(
        organ.canonical for organ in organs() if organ.get("kind") not in (("company",), ("school",))
    )


_AND = frozenset(("、", "和", "与", "及"))


def _lowest(words: str, text: str) -> str:
    """吉林省白城市政府 → 白城市政府; a school or a sub-district with a name of its own stands alone."""
    units = [unit for unit in split(words) if unit.division]
    if len(units) < 2 or words.endswith(("大学", "学院")):
        return text
    return text[units[-1].end :] if _OWN_NAME.match(words, units[-1].end) else text[units[-1].start :]


_OWN_NAME = re.compile(
    "(?!第|中心|人民|实验|职业|民族|特殊|直属|高级|机关|市)[一-鿿]{2,6}?(?:小学|中学|幼儿园|街道|[乡镇](?!村)|社区)"
)


_CHIEF = re.compile("(?:常务|代理?|原)?副?(?P<level>省|市|县|区|州|旗|盟|镇|乡|村)长")
_TITLE = (
    "(?:党组|党委|党工委|党总支|党支部|支部)?(?:常务|执行|第一)?副?(?:书记|部长|主任|局长|厅长|处长|科长|院长|校长|行长|馆长|所长|站长|队长|团长|组长"
    "|会长|理事长|董事长|秘书长|总经理|主席|检察长|社长|台长|总裁|厂长|委员长|组织员)|(?:党组|党委)成员|常委|(?:党委|党组)委员"
    "|(?<=[省市县区州旗盟镇乡]委)(?:候补)?委员"
)
_REACH = 50  # mentions: an office named farther back is another story's
_HELD = re.compile(f"(?P<office>.+?)(?:{_TITLE})$")
_BARE = re.compile(
    f"(?:宣传|组织|统战)部长$|(?:宣传部|组织部|统战部|政法委|办公室|纪检监察组|政研室|书记处)?(?:{_TITLE})$|团员$|队员$|院士$"
)
_RUN_TOGETHER = frozenset(("宣传部长", "组织部长", "统战部长"))
_HEADS = {
    "局长": ("局",),
    "厅长": ("厅",),
    "部长": ("部",),
    "馆长": ("馆",),
    "行长": ("银行",),
    "院长": ("院",),
    "院士": ("院",),
    "校长": ("大学", "学校", "中学", "小学", "学院", "党校"),
    "队长": ("队",),
    "队员": ("队",),
    "团长": ("团",),
    "团员": ("团",),
    "组长": ("组",),
    "所长": ("所",),
    "站长": ("站",),
    "厂长": ("厂",),
    "台长": ("台",),
    "社长": ("社",),
    "会长": ("会",),
    "理事长": ("会", "合作社"),
    "董事长": ("公司", "集团", "厂"),
    "总经理": ("公司", "集团", "厂"),
    "主任": ("室", "中心", "办", "委员会", "委"),
}


def role(mention: Mention, scene: Scene) -> str:
    """县委书记 → 永新县委书记, 县长 → 永新县县长, （……局党组书记、）局长 → ……局局长."""
    words, text = scene.shadow(mention), mention.text
    name = short("Role", words, scene)
    if name:
        return name
    league = _LEAGUE.match(words)
    if league is not None and (place := scene.unit(league["level"], mention.start)):
        return f"共青团{place}{text[league.end('level') :]}"
    name = leveled(words, text, mention.start, scene)
    chief = _CHIEF.match(words)
    if chief is not None and (chief.end() == len(words) or not scene.split(words)):
        place = _of_last_office(chief["level"], mention, scene) or scene.unit(chief["level"], mention.start)
        return place + text if place else text
    if name:
        return name
    army = commanded(mention, scene)
    if army:
        return army + text
    inner = _of_inner_unit(words, mention, scene)
    if inner:
        return inner + text
    if words.startswith("原") and _BARE.match(words, 1):
        return _beside(mention, scene) + text
    if words.endswith("讲解员"):
        return _guided(mention, scene) + text
    if not _BARE.match(words):
        return text
    if words in _RUN_TOGETHER:
        text = f"{words[:-2]}部部长"
    return _beside(mention, scene) + text


_INNER = re.compile("(?:人民|人)?武装部|纪检(?:监察)?组|办事处|德育处|教务处|政教处|总务处")
"""Units inside a body, whose offices stand behind one of the body itself: 某局党委委员、纪检组组长."""
_WARD = re.compile("[一-鿿]{1,6}科(?:副?主任|护士长|医生|医师)")
_OF_BODY = re.compile(
    "(?P<body>.+?)(?:机关)?(?:党委|党组|党工委|党总支|党支部|支部|(?<=[市县区旗州])委)?"
    "(?:委员|常委|成员|(?:常务)?副?(?:书记|局长|院长|校长|主任|镇长|乡长|县长|区长|市长))"
)


def _of_inner_unit(words: str, mention: Mention, scene: Scene) -> str:
    """The body whose unit an office names: that of the office before it in the list, of a ward the hospital."""
    if _WARD.fullmatch(words):
        return scene.head(("医院", "卫生院"), mention.start)
    before = scene.done[-1] if scene.done else None
    if before is None or before.type != "Role" or not _INNER.match(words):
        return ""
    body = _OF_BODY.fullmatch(before.canonical) if _list_gap(scene, before.end, mention.start) else None
    told = body is not None and (before.canonical != before.text or bool(scene.split(body["body"])))
    return body["body"] if body and told else ""


def _of_last_office(level: str, mention: Mention, scene: Scene) -> str:
    """The place of the office named before in a list of people with theirs: 青溪县委书记某甲和县长某乙 are of one county,
    whatever other counties were named before."""
    if len(scene.done) < 2:
        return ""
    office, person = scene.done[-2:]
    if office.type != "Role" or person.type != "Person" or office.end != person.start:
        return ""
    if scene.document.shadow[person.end : mention.start] not in _LISTED:
        return ""
    units = [unit.name for unit in scene.split(office.canonical) if is_level(unit.name, level)]
    return short_level(units[-1]) if units else ""


_LISTED = frozenset(("、", "和", "与", "及", "，"))


def _beside(mention: Mention, scene: Scene) -> str:
    """The office of a bare title: of the role before it in the list, else of what it is head of."""
    before = scene.done[-1] if scene.done else None
    if before is not None and before.type == "Role" and _list_gap(scene, before.end, mention.start):
        held = _HELD.match(before.canonical)
        return held["office"] if held else ""
    for title, heads in _HEADS.items():
        if mention.text.endswith(title):
            return (
                scene.head(heads, mention.start)
                or _held_before(scene, heads)
                or scene.head_behind(heads, mention.end)
            )
    return ""


def _guided(mention: Mention, scene: Scene) -> str:
    """The house right before a guide: 石桥湾纪念馆|讲解员, 石桥湾纪念馆的一名|讲解员."""
    before = scene.done[-1] if scene.done else None
    if before is None or before.type not in ("Site", "Organisation") or not before.end <= mention.start:
        return ""
    return before.canonical if scene.document.shadow[before.end : mention.start] in _OF_A_HOUSE else ""


_OF_A_HOUSE = frozenset(("", "的", "的一名", "一名", "的一位", "一位"))


def _held_before(scene: Scene, heads: tuple[str, ...]) -> str:
    """What the last office named before is of, where that is such a house: 某纪念馆副馆长某某接任馆长."""
    for before in islice(reversed(scene.done), _REACH):
        held = _HELD.match(before.canonical) if before.type == "Role" else None
        house = held["office"].removesuffix("原") if held is not None else ""
        if house.endswith(heads) and house not in heads:
            return house
    return ""


def _list_gap(scene: Scene, start: int, end: int) -> bool:
    return scene.document.shadow[start:end] in ("、", "，", "兼", "和", "")
