"""Persons, dates, campaigns, events, policies and works by their titles."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace
from functools import cache

from kg.authority import places
from kg.authority.names import leaders
from kg.extract.dates.parts import part
from kg.extract.names.known import listed, short
from kg.extract.names.offices import leveled
from kg.extract.names.scene import Scene
from kg.extract.names.whereabouts import place
from kg.model import Mention

_PARTED = re.compile("[\u4e00-\u9fff] +[\u4e00-\u9fff]")
_MARKS = str.maketrans("", "", "《》")
_NARROW = str.maketrans("()", "（）")
_CONGRESS = re.compile(
    "(?:党的|中共|中国共产党)?第?[一二三四五六七八九十]{1,3}(?:大|次全国代表大会|届[一二三四五六七八九]中(?:全会)?)|[一二三四五六七八九]中全会"
)
_PLENUM = re.compile("(?P<which>[一二三四五六七八九十]{1,3}届[一二三四五六七八九]中)(?:全会)?")
_QUAKE = re.compile(r"(?P<place>[^\d]{2,20})(?P<magnitude>\d(?:\.\d)?)级(?:特大|强烈|强)?(?:地震|强震)")
_NO_LAW = re.compile("基本法|宪法|自治法|驻军|法典")
_LAW = re.compile("(?!中华人民共和国).{1,14}(?<![办方看想])法")


def person(mention: Mention, scene: Scene) -> str:
    """习主席 → 习近平; others by their bare name. A family name of several statesmen stays as it is, unless the article
    has the full one."""
    words = scene.shadow(mention)
    name = short("Person", words, scene)
    if name:
        return name
    if _PARTED.fullmatch(words):
        return words.replace(" ", "")  # 沈　禾
    if words in _families() and mention.canonical not in scene.document.shadow:
        return mention.text
    return mention.canonical if mention.canonical != mention.text else mention.text.removesuffix("同志")


@cache
def _families() -> frozenset[str]:
    """Last parts that full names of several statesmen share."""
    counts = Counter(leader.canonical.rpartition("·")[2] for leader in leaders() if "·" in leader.canonical)
    return frozenset(part for part, count in counts.items() if count > 1)


def date(mention: Mention, scene: Scene) -> str:
    """Dates are named where they are found; what is part of a longer expression gets its part of that name."""
    if mention.canonical != mention.text:
        return mention.canonical
    for proposal in scene.dates_at(mention.start, mention.end):
        if (proposal.start == mention.start) != (proposal.end == mention.end):
            name = part(scene.shadow(mention), proposal.canonical, first=proposal.start == mention.start)
            if name:
                return name
    return mention.canonical


def campaign(mention: Mention, scene: Scene) -> str:
    """主题教育 → 学习贯彻习近平新时代中国特色社会主义思想主题教育."""
    words = scene.shadow(mention)
    name = short("Campaign", words, scene)
    if name:
        return name
    record = listed("campaigns", words, scene)
    if record is not None and (words in record.careful or words.startswith("第")):
        return record.canonical
    return mention.text


def event(mention: Mention, scene: Scene) -> str:
    """二十大 → 党的二十大, 市委九届四次全会 → 湖州市委九届四次全会."""
    words = scene.shadow(mention)
    name = short("Event", words, scene)
    if name:
        return name
    if mention.by.startswith("mends.event.battle/"):
        return mention.canonical  # 辽沈 of 辽沈、淮海、平津三大战役
    if _CONGRESS.fullmatch(words):
        record = listed("events", words, scene)
        if record is not None:
            return record.canonical
        plenum = _PLENUM.fullmatch(words)
        return f"党的{plenum['which']}全会" if plenum else mention.text
    if quake := _QUAKE.fullmatch(words):
        return _quake(mention, quake, scene)
    return leveled(words, mention.text, mention.start, scene) or mention.text


def _quake(mention: Mention, quake: re.Match[str], scene: Scene) -> str:
    """The place's full name before the magnitude: 云南漾濞6.4级地震 → 漾濞彝族自治县6.4级地震."""
    where = quake["place"]
    end = mention.start + len(where)
    text = mention.text[: len(where)]
    name = place(replace(mention, end=end, type="Place", text=text, canonical=text), scene)
    if name == text and (record := places().choose(where, scene.known())):
        name = record.name  # 积石山, which by itself may be a mountain
    return f"{name}{quake['magnitude']}级地震"


def policy(mention: Mention, scene: Scene) -> str:
    """《四川省红色资源保护传承条例》 without its marks, 种子法 → 中华人民共和国种子法."""
    words = scene.shadow(mention)
    name = short("Policy", words, scene)
    if name:
        return name
    record = listed("policies", words, scene)
    if record is not None:
        return record.canonical
    if words.startswith("《") and words.endswith("》") and words.find("》") == len(words) - 1:
        return mention.text[1:-1].translate(_NARROW)
    if _LAW.fullmatch(words) and not _NO_LAW.search(words):
        return f"中华人民共和国{mention.text}"
    return leveled(words, mention.text, mention.start, scene) or mention.text


def work(mention: Mention, scene: Scene) -> str:
    """《习近平谈治国理政》第四卷 → 习近平谈治国理政第四卷."""
    return mention.text.translate(_MARKS)
