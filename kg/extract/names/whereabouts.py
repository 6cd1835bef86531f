"""Places to their lowest unit with its full name, sites without the places before them."""

from __future__ import annotations

import re

from kg.authority import places
from kg.extract.names.known import short
from kg.extract.names.scene import Scene
from kg.extract.names.units import DIVISIONS, full_name, split
from kg.model import Mention

# What cannot stand without the place before it: 苏州博物馆, 谷城县革命历史陈列馆, 丽江古城.
_GENERIC = re.compile(
    "革命|历史|博物|展览|纪念|烈士|英烈|红色|红军|抗战|抗日|抗美援朝|民族|国际|国家|城市|市|区|古城|古县城|古镇|古街|古村|老街|老城|公园|主景区|景区|风景|图书|美术|档案"
    "|科技|文化|会议|会址|起义|战役|战斗|战场|暴动|苏维埃|工农|列宁|党群|党史|党性|党校|新时代|乡村|规划|城墙|街|大|中心|体育|儿童|青年|青少年|少年|动物|植物|热带|湿地"
    "|地质|森林|自然|候鸟|雪山|盐湖|水洞|书院|灌区|古灌区|七彩|丹霞|万人坑|“万人坑”|机场|火车站|高速|铁路|公路|大桥|港|园区|军垦|西路军|军区|司令部|解放|交通|国门|西迁|就业|总|非遗|人民|中轴"
)


def place(mention: Mention, scene: Scene) -> str:
    """无锡 → 无锡市, 内蒙古鄂尔多斯东胜区 → 东胜区, 永新县龙源岭乡黄竹坪村 → 黄竹坪村."""
    words = scene.shadow(mention)
    name = short("Place", words, scene)
    if name:
        return name
    record = places().resolve(words, scene.context)
    if record is not None:
        short_form = record.level in DIVISIONS | {"country"} and words in (record.short, *record.aliases)
        return record.name if short_form else mention.text
    units = split(words)
    if not units:
        return mention.text
    last, rest = units[-1], words[units[-1].end :]
    if not rest:
        return (
            mention.text[last.start :]
            if words[last.start :] == last.name
            else short("Place", words[last.start :], scene) or last.name
        )
    if rest.startswith("至"):
        return mention.text
    if len(rest) < 2 or _GENERIC.match(rest):
        return mention.text[last.start :]
    return full_name(rest, scene.context) or mention.text[last.end :]


def site(mention: Mention, scene: Scene) -> str:
    """江苏苏州博物馆 → 苏州博物馆, 四川三星堆博物馆 → 三星堆博物馆."""
    words = scene.shadow(mention)
    units = split(words)
    if not units:
        return mention.text
    rest = words[units[-1].end :]
    if len(rest) >= 2 and not _GENERIC.match(rest):
        return mention.text[units[-1].end :]
    return mention.text[units[-1].start :]
