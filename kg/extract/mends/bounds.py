"""Names that are longer or shorter in the text than they were taken for."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from functools import cache

from kg.authority import organs, places
from kg.authority.tables import rows
from kg.extract.mends.cutting import bodies_abroad, cut, free
from kg.model import Document, Mention
from kg.resources import folder

_BRACKETED = re.compile(r"(?P<full>.{4,})（(?P<short>[^（）]{2,8})）")
_MISSION = re.compile("任务区$")
_OF_CITY = re.compile(
    "(?<=市)(?:内河?|局|中心)$|(?<=(?:东北|西北|华北|东南|西南)|[东南西北中]部|华[东南中])局$"
)
_REGION = re.compile("(?P<where>[一-鿿]{2,12}?)[东南西北中]{1,2}部$")
_STRETCH = re.compile(
    "(?P<river>[一-鿿]{2,6}?)岸线(?P<part>[一-鿿]{2,6})段"
    "|(?P<town>[一-鿿]{2,6}?县城)(?![东西南北](?:文化|人民|市民|中心))(?P<square>[一-鿿]{2,6}广场)"
)
_MEETING = re.compile("会(?=[见谈晤])")
_WILLING = re.compile("(?:愿|即|将|应|正|继续)[同与]|愿[意为]")
_EPITHET = re.compile("^[一-鿿]{1,3}[城都乡](?=[一-鿿]{2,}市$)")
_DATELINE = re.compile("(?:[0-9]{1,2}月)?[0-9]{1,2}日[讯电]")
_LINE_START = frozenset("\n 【〔（")
_STOP = re.compile(
    "[0-9]{1,2}号(?=.{5})|(?:第[一二三四五六七八九十]{1,2}|最后一)[站点](?=.{3})|(?:起点|终点|首站|末站|[一二三四五六]步)(?=.{4})"
)
_WENT = re.compile("走访|督导|走进|邀请|前往|参观|夜游|探访|瞻仰|重温|一行到|带队到|游览|集齐|爬上|收入|留下")
_COUNT = re.compile("(?<=.{3})(?:(?:[二三四五六七八九]|[0-9])[处馆楼]|(?<=枢纽)大坝)$")
_SITE_HEAD = re.compile(
    "(?:馆|园|[旧遗会]址|址群|碑|塔|墓|亭|桥|居|祠|寺|庙|哨所|渡口|养伤处|古城墙?|城墙|陵|堂|楼|景区)$"
)
_LED = re.compile("(?:下属|所属|旗下)(?:的)?(?:武装派别|武装组织|武装力量|武装|军事派别|派别|组织)")
_BESIDE = re.compile("会同|联合|依托|配合|协同|与|和|同|由|据|经|应|对|向")
_MINISTRY = re.compile(
    "(?:外交|国防|财政|内政|卫生|能源|司法|商务|经济|农业|教育|交通|情报|石油|新闻)部(?!队|门|长)|国务院|议会|政府|军方"
)
_HAN = re.compile("[一-鿿]")
_SHORT = 4  # characters of a short name


def bounds(document: Document, mentions: Sequence[Mention]) -> list[Mention]:
    """The mentions, each where its name begins and ends."""
    done: list[Mention] = []
    for mention in mentions:
        rules = _RULES.get(mention.type, ())
        parts = next((parts for rule in rules if (parts := list(rule(document, mention)))), None)
        if parts is None:
            done.append(mention)
            continue
        # What a name is lengthened by may be another one's.
        others = (
            mentions if any(part.end > mention.end or part.start < mention.start for part in parts) else ()
        )
        if others and not all(_alone(others, mention, part) for part in parts):
            parts = [mention]
        done += parts
    return done


def _alone(mentions: Sequence[Mention], own: Mention, part: Mention) -> bool:
    return free(mentions, min(part.start, own.start), own.start) and free(
        mentions, own.end, max(part.end, own.end)
    )


def _bracket(document: Document, mention: Mention) -> Iterator[Mention]:
    """哈马斯 in brackets behind what it is short for is a mention of its own; 中央党校（国家行政学院） is one name."""
    match = _BRACKETED.fullmatch(document.shadow, mention.start, mention.end)
    if match and match["short"] in bodies_abroad():
        for part in ("full", "short"):
            yield cut(document, mention, *match.span(part), "bracket")


def _led(document: Document, mention: Mention) -> Iterator[Mention]:
    """哈马斯|下属武装派别|卡桑旅."""
    match = _LED.search(document.shadow, mention.start, mention.end)
    if match is None or match.end() == mention.end:
        return
    if match.start() > mention.start:
        above = cut(document, mention, mention.start, match.start(), "led")
        yield from list(_bracket(document, above)) or [above]
    yield cut(document, mention, match.end(), mention.end, "led")


def _beside(document: Document, mention: Mention) -> Iterator[Mention]:
    """会同|农业农村部."""
    match = _BESIDE.match(document.shadow, mention.start, mention.end)
    if match and document.shadow[match.end() : mention.end] in _organs():
        yield cut(document, mention, match.end(), mention.end, "beside")


@cache
def _organs() -> frozenset[str]:
    return frozenset(name for body in organs() for name in body.names)


def _dateline(document: Document, mention: Mention) -> Iterator[Mention]:
    """某报|某市|5月11日讯."""
    text, start, end = document.shadow, mention.start, mention.end
    if (start and text[start - 1] not in _LINE_START) or not _DATELINE.match(text, end):
        return
    for size in (3, 2):
        if end - size > start + 2 and _division(text[end - size : end]):
            yield cut(document, mention, start, end - size, "dateline")
            yield cut(document, replace(mention, type="Place"), end - size, end, "dateline")
            return


def _ministry(document: Document, mention: Mention) -> Iterator[Mention]:
    """叙外交部, at the beginning of a clause or behind a word that leads to it."""
    start, text = mention.start, document.shadow
    if not start or text[start - 1] not in _short_countries() or not _MINISTRY.match(text, start):
        return
    before = text[start - 2 : start - 1] if start > 1 else ""
    if not _HAN.match(before) or before in "同与和向对据经被在由":
        yield cut(document, mention, start - 1, mention.end, "ministry")


@cache
def _short_countries() -> frozenset[str]:
    table = rows(folder("data") / "identity" / "countries_short.tsv", ("short", "country"))
    return frozenset(short for _, (short, _) in table)


def _town(document: Document, mention: Mention) -> Iterator[Mention]:
    """北国江城|吉林市, 长沙市|内河流, 黄山市|局地, 刚果（金）|任务区."""
    text, start, end = document.shadow, mention.start, mention.end
    if match := _OF_CITY.search(text, start, end):
        if (match[0] != "局" or text[end : end + 1] == "地") and text[end : end + 2] != "医院":
            end = match.start()
            if text[end - 1] != "市" or match[0] == "中心":
                end -= text[end - 1] == "市" and not _division(text[start:end])  # 伦敦|市中心
                if end <= start:
                    return  # 市中心 alone
                yield cut(document, replace(mention, type="Place"), start, end, "town")
                return
    elif match := _MISSION.search(text, start, end):
        record = places().resolve(text[start : match.start()])
        if record is not None and places().is_abroad(record):
            end = match.start()
    if (epithet := _EPITHET.match(text[start:end])) and _division(text[start + epithet.end() : end]):
        if not places().named(epithet[0]) and places().resolve(text[start : start + 2]) is None:
            start += epithet.end()
    elif end < mention.end and not (text[end - 1] != "市" or _division(text[start:end])):
        return
    if (start, end) != (mention.start, mention.end):
        kind = replace(mention, type="Place")
        yield cut(document, kind, start, end, "town")


def _deeper(document: Document, mention: Mention) -> Iterator[Mention]:
    """河北|枣强, whose short name the tagger does not know for a place: it lies in the one right before it."""
    words, start, end = document.words, mention.start, mention.end
    at = bisect_left(words, end, key=lambda word: word.start)
    if not _HAN.match(document.shadow, end) or not _division(document.shadow[start:end]):
        return
    for word in reversed(words[at : at + 2]):
        if end + 2 <= word.end <= end + _SHORT and _division(document.shadow[start : word.end]):
            yield cut(document, mention, start, word.end, "deeper")
            return


def _stop(document: Document, mention: Mention) -> Iterator[Mention]:
    """第五站|某纪念馆, 某队走进|某故居, 某红军桥|三处."""
    text, start, end = document.shadow, mention.start, mention.end
    if "“" in text[start:end]:
        return
    if lead := _STOP.match(text, start, end):
        start = lead.end()
    for verb in _WENT.finditer(text, start, end - 3):
        start = verb.end()
    if count := _COUNT.search(text, start, end):
        end = count.start()
    if (start, end) != (mention.start, mention.end) and _SITE_HEAD.search(text, start, end):
        yield cut(document, mention, start, end, "stop")


def _region(document: Document, mention: Mention) -> Iterator[Mention]:
    """某州南部 is no body."""
    region = _REGION.fullmatch(document.shadow, mention.start, mention.end)
    if region and (region["where"][-1] in "州省市县区" or places().named(region["where"])):
        yield replace(mention, type="Place", by="mends.region/1")


def _meeting(document: Document, mention: Mention) -> Iterator[Mention]:
    """海南博鳌|会见, 全国人大|愿同某议会."""
    text, start, end = document.shadow, mention.start, mention.end
    if _MEETING.match(text, end - 1) and end - start > 3:
        last = end - 1
    elif (willing := _WILLING.search(text, start + 2, end)) is not None:
        last = willing.start()
    else:
        return
    known = text[start:last] == "中国" or places().chain(text[start:last])
    yield cut(document, replace(mention, type="Place") if known else mention, start, last, "meeting")


def _stretch(document: Document, mention: Mention) -> Iterator[Mention]:
    """长江|岸线|某市|段, 某县城|某广场."""
    if match := _STRETCH.fullmatch(document.shadow, mention.start, mention.end):
        for group in ("river", "part") if match["river"] else ("town", "square"):
            yield cut(document, mention, *match.span(group), "stretch")


def _division(name: str) -> bool:
    """Whether a place of the tables in China is called so, alone or behind those above it."""
    chain = places().chain(name)
    return bool(chain) and bool(chain[-1].code)


_RULES: dict[str, tuple[Callable[[Document, Mention], Iterator[Mention]], ...]] = {
    "Organisation": (_bracket, _led, _beside, _dateline, _ministry, _town, _region, _meeting),
    "Place": (_stretch, _town, _deeper),
    "Site": (_stop, _region),
}
