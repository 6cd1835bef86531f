"""Whose commander a bare 师长 or 政委 is: that of the army named last before."""

from __future__ import annotations

import re
from itertools import islice

from kg.extract.names.scene import Scene
from kg.model import Mention

_NEAR = 12  # mentions
_SAME_STORY = 120  # characters
_OFFICE = re.compile(
    "(?:代|原|兼)?副?(?P<title>军团长|军长|师长|旅长|团长|支队长|大队长|总司令|总指挥|司令员|政治委员|政委|参谋长|党代表|政治部主任)$"
)
_OWN = re.compile("^军(?=政)")  # 军政委
_COMMANDED = {
    "军团长": ("军团",),
    "军长": ("军",),
    "师长": ("师",),
    "旅长": ("旅",),
    "团长": ("团",),
    "支队长": ("支队", "纵队"),
    "大队长": ("大队",),
    "司令员": ("军区", "纵队", "军", "支队"),
}
"""Office → how the armies end that it commands; all others serve with any."""

_STAFF = re.compile("(?<=[军师团旅队])(?:军部|总部|司令部|师部|团部|旅部|政治部)(?:旧址)?$")
_ARMY = re.compile(
    "(?:红|第|八路|抗日联|抗联|志愿|野战|方面|革命|独立|赤卫|自卫|游击|挺进|教导|[一二三四五六七八九十百零〇]).*"
    "(?:军团|军|师|旅|团|支队|纵队|大队|军区)$|新四军$|西路军$"
)


def commanded(mention: Mention, scene: Scene) -> str:
    """The army of a bare office: that of the office before it, else the one named last; empty when there is none."""
    office = _OFFICE.fullmatch(_OWN.sub("", scene.shadow(mention)))
    if office is None:
        return ""
    title = office["title"]
    for before in islice(reversed(scene.done), _NEAR):
        if mention.start - before.end > _SAME_STORY:
            break
        name = _STAFF.sub("", before.canonical)
        if before.type == "Role":
            held = _OFFICE.search(name)
            if held and held.start() > 1 and len({title, held["title"]} & _COMMANDED.keys()) < 2:
                return name[: held.start()]
        elif (
            before.type == "Organisation"
            and name.endswith(_COMMANDED.get(title, name))
            and _ARMY.search(name)
        ):
            return name
    return ""
