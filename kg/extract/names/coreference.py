"""Short forms that the article itself explains: 科技局 after 天津市科技局, 三进三清 beside “三进三清”行动."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Collection, Sequence
from dataclasses import replace
from functools import lru_cache
from itertools import pairwise

from kg.extract.names.addressed import People
from kg.extract.names.scene import Scene
from kg.extract.names.units import split
from kg.model import Mention

_NO_MARKS = str.maketrans("", "", "“”‘’《》「」『』")
_BATCH = re.compile("第[一二三四五六七八九十]+[批届轮期]")  # a part of the campaign, not its full name
_CALLED = re.compile(
    "（(?:以下|下文|下)?(?:统称|简称|称)(?:为|作)?[“《]*(?P<short>[^“”《》（）]{2,16})[”》]*）"
)
_TAILS = {
    "Organisation": re.compile("(?:控股|产业|实业)?(?:集团|股份|科技|公司|银行|有限责任公司|有限公司)+"),
    "Site": re.compile("遗址|旧址|景区|风景区|古城|村寨"),
    "Place": re.compile("[镇乡村寨县市区屯河江]|社区|街道"),
    "Campaign": re.compile("(?:主题|实践|系列|专项|公益|教育|选树|宣传)*(?:活动|行动|工程|项目|计划|课堂)"),
}


def _ends(short: str, full: str, type: str) -> bool:
    """科技局 — 天津市科技局, 《条例》 — 中国共产党纪律处分条例."""
    if not full.endswith(short) or _BATCH.match(full):
        return False
    if type in ("Policy", "Work"):
        return len(short) >= 2
    if full == "中央纪委国家监委":
        return False  # two organs under one roof, each with a name of its own
    if full.startswith("共青团") and "团" not in short:
        return False  # 惠州市委 is the party's committee, not that of its youth league
    return len(short) >= 3 and (len(full) > len(short) + 1 or full[0] not in "新老大小东南西北上下里白")


def _titled(short: str, full: str, type: str) -> bool:
    """《规划》 — 革命文物保护总体规划（2024—2028年）."""
    return type in ("Policy", "Work") and full.split("（")[0].endswith(short)


def _begins(short: str, full: str, type: str) -> bool:
    """正泰 — 正泰集团, 格头 — 格头寨, “五进五问”谱新篇 — “五进五问”谱新篇主题活动."""
    tail = _TAILS.get(type)
    if type == "Place" and short[-1] in "山河湖江峡" and full[-1] in _LOW:
        return False  # the mountain, not the town named after it
    return tail is not None and full.startswith(short) and tail.fullmatch(full, len(short)) is not None


def _within(short: str, full: str, type: str) -> bool:
    """湖北会馆 — 宣化店湖北会馆旧址."""
    return type == "Site" and len(short) > 2 and full.endswith((f"{short}旧址", f"{short}遗址"))


def _abbreviates(short: str, full: str, type: str) -> bool:
    """首规委 — 首都规划建设委员会, 消博会 — 中国国际消费品博览会, 泰兴市住建局 — 泰兴市住房和城乡建设局."""
    if type not in ("Organisation", "Event") or len(short) < 3 or short in full or _PARTY.search(short):
        return False
    if short[-2:] == full[-2:] and short[-2:] in _WHOLE:
        return False  # 香港大学 is no short form of 香港中文大学
    if short.endswith("委办") and full != f"{short}公室":
        return False  # the office of the committee itself, not one of its offices for something
    if short[-1] != full[-1] and not full.endswith(_ENDINGS.get(short[-1], "\n")):
        return False
    units = split(short)
    if units and not full.startswith(short[: units[-1].end]):
        return False
    if not units and len(short) > 6:
        return False
    rest = iter(full)
    return all(character in rest for character in short)


_WHOLE = frozenset(("大学", "学院", "中学", "小学", "医院", "银行", "公司", "集团", "政府", "员会"))
_PARTY = re.compile("[省市县区州旗盟镇乡]委$")
_ENDINGS = {"办": "办公室", "委": "委员会", "联": "联合会", "协": "协会"}


FITS: dict[str, Callable[[str, str, str], bool]] = {
    "ends": _ends,
    "titled": _titled,
    "begins": _begins,
    "within": _within,
    "abbreviates": _abbreviates,
}
"""The ways in which a short name, without quotation marks, can be short for a longer one of its type."""


def short_forms(scene: Scene) -> list[Mention]:
    """The mentions of the scene, each short form with the name it is short for."""
    called = _called(scene)
    people = People(scene.done, scene.document.shadow)
    places: dict[str, dict[str, list[int]]] = {}  # type → name → where it is the full name of a mention
    for mention in scene.done:
        if mention.type in _TYPES:
            places.setdefault(mention.type, {}).setdefault(mention.canonical, []).append(mention.start)
    for at, unit in scene.units:
        if unit[-1] in _LOW:  # 石桥镇 of 石桥镇供销社 is a full name too
            places.setdefault("Place", {}).setdefault(unit, []).append(at)
    fitting: dict[tuple[str, str, bool], list[str]] = {}
    return [
        _completed(mention, places.get(mention.type, {}), fitting, called, people, scene)
        for mention in scene.done
    ]


_LOW = frozenset("镇乡村")
_MANY = 400  # names of one type; an article of 10,000 characters has some forty
_TYPES = frozenset(("Organisation", "Site", "Place", "Campaign", "Event", "Policy", "Work", "Route"))


def _completed(
    mention: Mention,
    places: dict[str, list[int]],
    fitting: dict[tuple[str, str, bool], list[str]],
    called: dict[str, str],
    people: People,
    scene: Scene,
) -> Mention:
    if mention.type == "Role":
        name = _of_head(mention, scene)
        return mention if name == mention.canonical else replace(mention, canonical=name)
    if mention.type == "Person":
        name = people.full_name(scene.shadow(mention))
        return replace(mention, canonical=name) if name else mention
    if mention.type not in _TYPES:
        return mention
    words = _unmarked(scene.shadow(mention))
    if words in called:
        return replace(mention, canonical=called[words])
    short = _unmarked(mention.canonical)
    completed = short != _unmarked(mention.text)
    if completed and mention.type != "Organisation":
        return mention
    key = (mention.type, short, completed)
    if key not in fitting:
        fitting[key] = _fitting(short, mention.type, completed, places)
    best = min(fitting[key], key=lambda name: _rank(name, short, mention.start, places[name]), default="")
    return replace(mention, canonical=best) if best else mention


@lru_cache(maxsize=1 << 16)
def _unmarked(name: str) -> str:
    return name.translate(_NO_MARKS)


def _fitting(short: str, type: str, completed: bool, names: Collection[str]) -> list[str]:
    """The names that a name may be short for. A completed one is only spelled out further (市住建局).

    Among very many names only those that hold the short form as it is are looked at, lest time grow as their square.
    """
    fits = (_abbreviates,) if completed else tuple(FITS.values())
    found: list[str] = []
    if len(names) > _MANY:
        if completed or "\n".join(names).count(short) < 2:
            return found
        names = [name for name in names if short in name]
    for name in names:
        if len(name) > len(short) and len(full := _unmarked(name)) > len(short):
            quoted = f"“{short}”" in name and not completed
            if quoted or any(fit(short, full, type) for fit in fits):
                found.append(name)
    return found


def _rank(name: str, short: str, at: int, starts: Sequence[int]) -> tuple[int, int, str]:
    """The quoted name with its head noun alone comes first, then the name given last before, then the next one."""
    if f"“{short}”" in name:
        return (0, len(name), name)
    before = bisect_left(starts, at)
    return (1, at - starts[before - 1], name) if before else (2, starts[0], name)


def _of_head(mention: Mention, scene: Scene) -> str:
    """纪念馆副馆长 → the deputy head of the memorial that the article names, of the last named ones."""
    role = mention.canonical
    if role != mention.text or len(role) < 4 or split(scene.shadow(mention)):
        return role
    for name in scene.houses(len(scene.document.shadow)):
        for length in range(len(role) - 2, 1, -1):
            head = role[:length]
            if head in _OF_LEVEL:
                continue  # 县委书记 is not of the 团县委
            if name.endswith(head) and len(name) > length and head[-1] in _HEAD_ENDS:
                return name + role[length:]
    return role


_OF_LEVEL = frozenset(
    level + body for level in "省市县区州旗盟镇乡村" for body in ("委", "政府", "政协", "人大", "纪委")
)
_HEAD_ENDS = frozenset("馆院校园站队团组会室办厅局社所场厂委心司盟")


def _called(scene: Scene) -> dict[str, str]:
    """Short form → full name, where the article says so: …实施方案（以下简称《方案》）."""
    shadow = scene.document.shadow
    called: dict[str, str] = {}
    for mention in scene.done:
        match = _CALLED.match(shadow, mention.end) or _CALLED.match(shadow, mention.end + 1)
        if match is not None:
            called[match["short"]] = mention.canonical
    for first, second in pairwise(scene.done):
        if (
            first.type == second.type == "Site"
            and shadow[first.end : second.start] == "（"
            and shadow.startswith("）", second.end)
        ):
            called.setdefault(scene.shadow(second), first.canonical)  # 清湾红军医院旧址（陈家祠堂）
    return called
