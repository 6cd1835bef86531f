"""Which names may be names of one thing, found by what they share and not by comparing all with all."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import lru_cache

from kg.authority import places
from kg.resolve.rarity import surname

_MARKS = str.maketrans("", "", "“”‘’\"'《》〈〉「」『』·•—- ，、")

_TAILS = {
    "Campaign": "主题宣传教育活动 主题教育活动 主题实践活动 系列活动 主题活动 实践活动 专项行动 专项活动 活动 行动 工程 计划",
    "Organisation": "股份有限公司 有限责任公司 集团有限公司 有限公司 集团公司 集团 总公司 公司 委员会",
    "Site": "旧址 遗址 景区 风景区 旧址群 纪念地",
    "Event": "主题活动 系列活动 活动 仪式",
    "Route": "红色旅游线路 旅游线路 红色线路 精品线路 线路 路线",
}
_TAIL = {
    kind: re.compile(f"(?<=.{{3}})({'|'.join(sorted(tails.split(), key=len, reverse=True))})$")
    for kind, tails in _TAILS.items()
}
"""What a name may end with or not, by type; three characters stay."""

_TELLING = frozenset(
    "0123456789一二三四五六七八九十百千东南西北中前后左右上下大小新老男女甲乙丙丁首末总副省市县区州镇乡村"
)
"""Characters by which names are told apart on purpose: 第一中学 and 第二中学 differ by one, and by all."""

_IN_PLACE = re.compile("[^省市县区州镇乡村]{0,2}[省市县区州镇乡村]")
"""What stands behind a character of a place's name."""

_BLOCK = 300
"""Names that share first and last characters and are compared with one another; more are too common to tell."""

_ENDINGS = 3
"""Longer names that may end with a shorter one: of more it is the name of a kind (纪念馆)."""

_LONGEST_PLACE = 11

Pair = tuple[str, str, float, str]
"""Two names, how likely it is from them alone that they are of one, and why."""


def pairs(kind: str, names: Iterable[str]) -> Iterator[Pair]:
    """Pairs of different names of a type that may be of one, the likelier reason first where there are several."""
    known = sorted(set(names))
    yield from _written_alike(kind, known)
    yield from _endings(kind, known)
    if kind in ("Organisation", "Campaign", "Policy", "Work"):
        yield from _shortened(known)
    yield from _one_off(kind, known)


def _written_alike(kind: str, names: list[str]) -> Iterator[Pair]:
    """Names that differ by marks and by what such names may end with."""
    alike: dict[str, list[str]] = defaultdict(list)
    for name in names:
        bare = name.translate(_MARKS)
        alike[_TAIL[kind].sub("", bare) if kind in _TAIL else bare].append(name)
    for bare, found in alike.items():
        if 1 < len(found) <= 8 and len(bare) > 1:
            for index, one in enumerate(found):
                for other in found[index + 1 :]:
                    if kind not in ("Person", "Place") or one.translate(_MARKS) == other.translate(_MARKS):
                        yield one, other, 0.75, "written almost the same"


def _endings(kind: str, names: list[str]) -> Iterator[Pair]:
    """Names that another ends with: 仲勋 and 习仲勋, 青溪烈士陵园 and 云岭市青溪烈士陵园."""
    least = 2 if kind == "Person" else 4
    known = frozenset(names)
    longer: dict[str, list[str]] = defaultdict(list)
    for name in names:
        for start in range(1, len(name) - least + 1):
            if name[start:] in known:
                longer[name[start:]].append(name)
    for short, found in longer.items():
        for long in found if len(found) <= _ENDINGS else ():
            before = long[: -len(short)]
            if kind == "Person":
                if before == surname(long) and not _full(short):
                    yield short, long, 0.4, f"{short} is the given name of {long}"
            elif places().named(before):
                # The place is said twice where the short name has one of its own.
                weight = 0.35 if len(found) > 1 or place_of(short) else 0.6
                yield short, long, weight, f"{long} is {short} with its place"
            else:
                yield short, long, 0.3 / len(found), f"{long} ends with {short}"


def _full(name: str) -> bool:
    """Whether a name of two characters reads like a full one."""
    return len(name) == 2 and surname(name) != ""


def _shortened(names: list[str]) -> Iterator[Pair]:
    """Names that another shortens: 文旅厅 and 文化和旅游厅."""
    blocks: dict[str, list[str]] = defaultdict(list)
    for name in names:
        end = "委" if name.endswith("委员会") else name[-1]
        blocks[name[0] + end].append(name)
    for found in blocks.values():
        if len(found) > _BLOCK:
            continue
        found.sort(key=lambda name: (len(name), name))
        for index, short in enumerate(found):
            for long in found[index + 1 :] if len(short) > 2 else ():
                if len(short) < len(long) <= 3 * len(short) and _shortens(short, long):
                    yield short, long, 0.3, f"{short} may be short for {long}"


def _shortens(short: str, long: str) -> bool:
    """Whether the characters of a name stand in another in their order, with gaps of words that were cut: one gap alone
    is a body within another (青溪县委, 青溪县纪委)."""
    if short in long or place_of(short) != place_of(long):
        return False
    gaps, at = 0, 0
    for char in short:
        found = long.find(char, at)
        if found < 0:
            return False
        gaps += found > at
        at = found + 1
    return gaps > 1


def _one_off(kind: str, names: list[str]) -> Iterator[Pair]:
    """Names of one length that differ by one character."""
    blanked: dict[str, list[str]] = defaultdict(list)
    for name in names:
        if len(name) >= (3 if kind == "Person" else 5):
            for at in range(1 if kind == "Person" else 0, len(name)):
                blanked[f"{name[:at]}\0{name[at + 1 :]}"].append(name)
    for form, found in blanked.items():
        if not 1 < len(found) <= 3:
            continue
        at = form.index("\0")
        for index, one in enumerate(found):
            for other in found[index + 1 :]:
                telling = {one[at], other[at]} & _TELLING or _IN_PLACE.match(one, at + 1)
                if not telling and place_of(one) == place_of(other) and not places().named(one):
                    yield one, other, 0.15, f"{one[at]} and {other[at]} are all that differs"


@lru_cache(maxsize=1 << 16)
def place_of(name: str) -> str:
    """The full name of the place of the tables that a name begins with; "" where it begins with none. A short name is
    one only where something is left that is a name too."""
    for length in range(min(len(name) - 2, _LONGEST_PLACE), 1, -1):
        records = places().named(name[:length])
        if records:
            return records[0].name
    return ""
