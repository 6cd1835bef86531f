"""The stops of a line: between dashes and arrows (石桥—柳林坡哨卡—渡口), in a list behind from, by way of and to
(从石桥出发，经柳林坡、望江楼，到渡口), behind 第一站 and 终点. Marks and these words are the borders, whatever
the tagger makes of the words between."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from kg.extract.grammar.context import Candidate, Context
from kg.extract.grammar.lexicon import heads, words

_HAN = "[\u4e00-\u9fff0-9A-Za-z·“”]"
_ITEM = rf"{_HAN}{{2,20}}"
_NOTE = "(?:（[^（）\n]{1,30}）)?"
_DASH = "(?:——?|→)"
_CHAIN = re.compile(rf"{_ITEM}{_NOTE}(?:{_DASH}{_ITEM}{_NOTE}){{2,30}}")
_LINK = re.compile(rf"(?P<item>{_ITEM}){_NOTE}(?:{_DASH}|$)")
# What says that a sentence tells the way of a line.
_CUE = re.compile(
    "途经|沿途|起点|终点|出发|起步|启程|起航|首站|末站|第[一二三四五六七八九十\\d]{1,2}[站点]|[一二三四五六七八九]站[，：]|"
    "依次|串起|串联|串成|连成|连为|线路|路线|动线|站点|点位"
)
_SENTENCE = re.compile("[^。！？\n]+")
_N = "[一二三四五六七八九十\\d]{1,3}"
_GO = (
    f"第{_N}[站点段程棒处](?:是|为|到|：|，)?|第{_N}(?:至{_N})?[日天](?:是|到|看|游|走)?|{_N}站(?:是|：|，)|"
    "(?:起点|终点|首站|末站|起止点)(?:是|为|设在|：)?|分别是|依次(?:为|是|经过|走过|参观|走进|探访)|"
    "途经|路过|经过|穿过|走过|串起|串联|翻越|翻过|登上|攀登|走进|来到|前往|抵达|到达|直抵|参观|探访|走访|瞻仰|凭吊|寻访|转往|转至|转到|再往|往返|"
    "返回|回到|最后[到抵达至在]{1,2}|先到|再到|后到|再抵|续接|夜宿|入住|起于|止于|东起|西至|西到|北上|南下|[由从经过到至沿往接看去住赴登绕翻抵]"
)
_OUT = (
    "出发|起步|启程|起航|起攀|启航|登船|上船|下船|上车|进山|进村|入村|收尾|结束|收官|返程|集合|会合|乘车|换乘|开讲|"
    "[听看吃住的等与和及至再后前旁边畔步]"
)
_STOP = rf"{_HAN}{{2,14}}?"
_WAY = re.compile(
    rf"(?:(?<=[，；：、。（—→\n”])|^|(?:随后|然后|接着|最后|沿途|途中|一路|再|先|又|后)?)(?:{_GO})"
    rf"(?P<list>{_STOP}(?:、{_STOP}){{0,20}}(?:(?:和|与|及|以及){_STOP})?)(?=[，。；：—→（！\n]|{_OUT}|$)"
)
_EACH = re.compile(rf"(?:^|、|以及|和|与|及)(?P<item>{_HAN}{{2,14}}?)(?=、|以及|和|与|及|$)")
_OPENING = re.compile(f"(?:{_GO})")
_ENDING = re.compile("(?:出发|起步|启程|返程|收尾|集合|下船|上车|一带|附近|等地|等处|等|遗址等)$")
_NO = re.compile(
    "[到了着被把吗呢吧们你我他她这那]|^[是为在有将就也都还又并而以]|^(?:一|两|三|几)[个条座家天]|小时|分钟|公里"
)
_PLACE = re.compile("[村镇乡县市区州旗省寨屯堡街路巷沟岭山峰河江湖溪海湾岛坡坪关口塘坝洲原岗坳峪崖]$")
_NATURAL = re.compile("[山峰湖海湾岭崖泉洞林]$")
_NO_NAME = frozenset(["t", "TIME", "r", "p", "d", "c", "u", "v", "vd", "ad", "ORG", "xc"])


@cache
def _sites() -> tuple[str, ...]:
    lexicon = heads()
    return tuple(
        head
        for head, uses in zip(lexicon.heads, lexicon.uses, strict=True)
        if "Site" in uses and uses["Site"] != {"quoted"}
    )


def stops(context: Context) -> Iterator[Candidate]:
    """Candidates of type Site or Place; of both where the last character does not say which."""
    shadow = context.shadow
    for sentence in _SENTENCE.finditer(shadow):
        start, end = sentence.span()
        if shadow.count("—", start, end) + shadow.count("→", start, end) > 1:
            for chain in _CHAIN.finditer(shadow, start, end):
                for link in _LINK.finditer(shadow, *chain.span()):
                    yield from _stop(context, *link.span("item"), "chain")
        if _CUE.search(shadow, start, end):
            for way in _WAY.finditer(shadow, start, end):
                first, last = way.span("list")
                for item in _EACH.finditer(shadow[first:last]):
                    for begin, past in _legs(context, first + item.start("item"), first + item.end("item")):
                        yield from _stop(context, begin, past, "way")


def _legs(context: Context, start: int, end: int) -> Iterator[tuple[int, int]]:
    """The stops of an item, parted where one goes on within it: 沿清水河|过大石桥."""
    index = context.at[start]
    while 0 <= index < len(context.starts) and context.ends[index] < end:
        onward = context.tags[index] == "v" and _OPENING.fullmatch(context.texts[index])
        if onward and context.starts[index] - start > 1:
            yield start, context.starts[index]
            start = context.ends[index]
        index += 1
    yield start, end


def _trimmed(context: Context, start: int, end: int) -> tuple[int, int]:
    """The item without the words that lead to it and from it."""
    shadow = context.shadow
    for _ in range(2):
        opening = _OPENING.match(shadow, start, end)
        if opening and end - opening.end() > 1:
            start = opening.end()
    quoted = context.closes.get(start, end)
    if quoted < end and context.tags[context.at[quoted]] == "LOC":  # “东方明珠”金沙岛
        start = quoted
    ending = _ENDING.search(shadow, start, end)
    if ending and ending.start() - start > 1:
        end = ending.start()
    index = context.at[end - 1]
    if (
        index >= 0
        and context.tags[index] == "v"
        and context.ends[index] == end
        and context.starts[index] - start > 1
    ):
        end = context.starts[index]
    return start, end


def _stop(context: Context, start: int, end: int, how: str) -> Iterator[Candidate]:
    shadow = context.shadow
    start, end = _trimmed(context, start, end)
    name = shadow[start:end]
    index = context.at[start]
    if index < 0 or _NO.search(name) or name in words("stop.Site"):
        return
    if name.count("“") != name.count("”") or context.closes.get(start) == end:
        return
    if name.endswith(_sites()):
        yield Candidate(start, end, "Site", f"grammar.site.stop.{how}")
        return
    if any(context.tags[at] in _NO_NAME for at in range(index, context.at[end - 1] + 1)):
        return
    natural = _NATURAL.search(name)
    if natural or _PLACE.search(name):
        yield Candidate(start, end, "Place", f"grammar.place.stop.{how}")
    else:
        yield Candidate(start, end, "Place", f"grammar.place.stop.{how}.other")
        yield Candidate(start, end, "Site", f"grammar.site.stop.{how}.other")
    if natural:
        yield Candidate(start, end, "Site", f"grammar.site.stop.{how}.natural")
