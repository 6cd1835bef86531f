"""Things with names that are none of the types: brands of weapons, ships and vehicles, storms, railway services, figures of speech; and
known places that were taken for sites by their last character."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from kg.extract.mends.cutting import proposed
from kg.model import Document, Mention

_NOTHING = {
    "Campaign": re.compile(
        "(?:弹|导弹|坦克|战车|战机|战斗机|轰炸机|直升机|无人机|无人艇|航母|航空母舰|战舰|舰|潜艇|驱逐舰|护卫舰|油轮|货轮|邮轮|飞船"
        "|卫星|火箭|火箭炮|榴弹炮|反导系统|防空系统|武器系统|导弹系统|管道|台风|飓风|病毒|毒株|疫苗|陷阱|谬论|悲剧|僵局|大桥|客机|列车)$"
    ),
    "Policy": re.compile("(?:火箭炮|导弹|防空|反导|武器|雷达)系统$|勋章$"),
    "Site": re.compile("(?:组阁|内阁)$"),
    "Route": re.compile(
        "(?:底|战|防|(?<![一-鿿]{2})红|阵|产|生产|流水|基准|起跑|分数|警戒|高压|天|热|主|一|(?<!支)前|火|生命|故事|全|(?<!水)上|下|正在)线$"
        "|(?<!”)(?:班列|客运|输电|供电|运输|铁路|轨道交通|地铁|班车|货运|电车|开行|飞行)(?:线路|路线|航线)$"
        "|(?:高速|州际|通村|智慧|双西)公路$|(?:战车|管道|航母|(?<!丝绸之路)经济带|三线|天路)$"
        "|(?:减贫|增长|发展|繁荣|合作|友谊|复兴|必由|锦绣|氢能|振兴|富民)之路$|\\.s?html?$"
    ),
}


def things(document: Document, mentions: Sequence[Mention]) -> list[Mention]:
    """The mentions without those that name nothing of their type."""
    known = proposed(document, "gazetteer.place-chain")
    sites = {end for _, end in proposed(document, "gazetteer.site/")}
    kept = []
    for mention in mentions:
        nothing = _NOTHING.get(mention.type)
        if nothing and nothing.search(document.shadow, mention.start, mention.end):
            continue
        place = known.get((mention.start, mention.end)) if mention.type == "Site" else None
        if place and mention.end in sites:
            place = None  # 岳阳楼 is a tower, and a district named after it
        kept.append(replace(place, by="mends.place/1", confidence=mention.confidence) if place else mention)
    return kept
