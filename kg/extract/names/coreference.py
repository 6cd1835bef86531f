"""Short forms that the article itself explains: 科技局 after 天津市科技局, 三进三清 beside “三进三清”行动."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace

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
    return len(short) >= (2 if type in ("Policy", "Work") else 3)


def _titled(short: str, full: str, type: str) -> bool:
    """《规划》 — 革命文物保护总体规划（2024—2028年）."""
    return type in ("Policy", "Work") and full.split("（")[0].endswith(short)


def _begins(short: str, full: str, type: str) -> bool:
    """正泰 — 正泰集团, 格头 — 格头寨, “三强三促”开新局 — “三强三促”开新局主题活动."""
    tail = _TAILS.get(type)
    return tail is not None and full.startswith(short) and tail.fullmatch(full, len(short)) is not None


def _abbreviates(short: str, full: str, type: str) -> bool:
    """首规委 — 首都规划建设委员会, 消博会 — 中国国际消费品博览会, 泰兴市住建局 — 泰兴市住房和城乡建设局."""
    if type not in ("Organisation", "Event") or len(short) < 3 or short in full or _PARTY.search(short):
        return False
    if short[-1] != full[-1] and not full.endswith(_ENDINGS.get(short[-1], "\n")):
        return False
    units = split(short)
    if units and not full.startswith(short[: units[-1].end]):
        return False
    if not units and len(short) > 6:
        return False
    rest = iter(full)
    return all(character in rest for character in short)


_PARTY = re.compile("[省市县区州旗盟镇乡]委$")
_ENDINGS = {"办": "办公室", "委": "委员会", "联": "联合会", "协": "协会"}


FITS: dict[str, Callable[[str, str, str], bool]] = {
    "ends": _ends,
    "titled": _titled,
    "begins": _begins,
    "abbreviates": _abbreviates,
}
"""The ways in which a short name, without quotation marks, can be short for a longer one of its type."""


def short_forms(scene: Scene) -> list[Mention]:
    """The mentions of the scene, each short form with the name it is short for."""
    called = _called(scene)
    names: dict[str, list[tuple[int, str, str]]] = {}
    for mention in scene.done:
        if mention.type in _TYPES:
            names.setdefault(mention.type, []).append(
                (mention.start, mention.canonical, mention.canonical.translate(_NO_MARKS))
            )
    return [_completed(mention, names.get(mention.type, []), called, scene) for mention in scene.done]


_TYPES = frozenset(("Organisation", "Site", "Place", "Campaign", "Event", "Policy", "Work", "Route"))


def _completed(
    mention: Mention, names: list[tuple[int, str, str]], called: dict[str, str], scene: Scene
) -> Mention:
    if mention.type == "Role":
        name = _of_head(mention, scene)
        return mention if name == mention.canonical else replace(mention, canonical=name)
    if mention.type not in _TYPES:
        return mention
    words = scene.shadow(mention).translate(_NO_MARKS)
    if words in called:
        return replace(mention, canonical=called[words])
    short = mention.canonical.translate(_NO_MARKS)
    completed = short != mention.text.translate(_NO_MARKS)
    if completed and mention.type != "Organisation":
        return mention
    fits = (_abbreviates,) if completed else tuple(FITS.values())
    best: tuple[tuple[int, int], str] | None = None
    for start, canonical, full in names:
        if len(full) > len(short) and (
            (f"“{short}”" in canonical and not completed)
            or any(fit(short, full, mention.type) for fit in fits)
        ):
            # the last one named before, else the first one after
            rank = (0, mention.start - start) if start < mention.start else (1, start)
            if f"“{short}”" in canonical:
                rank = (-1, len(canonical))  # the quoted name with its head noun alone
            if best is None or rank < best[0]:
                best = (rank, canonical)
    return mention if best is None else replace(mention, canonical=best[1])


def _of_head(mention: Mention, scene: Scene) -> str:
    """纪念馆副馆长 → the full name of the memorial, 首规委主任 → the full name of the commission."""
    role = mention.canonical
    if role != mention.text or len(role) < 4 or split(scene.shadow(mention)):
        return role
    for other in reversed([done for done in scene.done if done.type in ("Organisation", "Site")]):
        name = other.canonical
        for length in range(len(role) - 2, 1, -1):
            head = role[:length]
            if name.endswith(head) and len(name) > length and head[-1] in _HEAD_ENDS:
                return name + role[length:]
    return role


_HEAD_ENDS = frozenset("馆院校园站队团组会室办厅局社所场厂委心司盟")


def _called(scene: Scene) -> dict[str, str]:
    """Short form → full name, where the article says so: …实施方案（以下简称《方案》）."""
    shadow = scene.document.shadow
    called: dict[str, str] = {}
    for mention in scene.done:
        match = _CALLED.match(shadow, mention.end) or _CALLED.match(shadow, mention.end + 1)
        if match is not None:
            called[match["short"]] = mention.canonical
    return called
