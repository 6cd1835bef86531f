"""Where sites begin and end: what was swallowed with them (某纪念馆|给某学院, 进|某烈士陵园), what was cut off (打|拉池县苏维埃政府旧址,
某团|被服所旧址), and what they are only the first part of (…烈士陵园|管理所, …纪念馆|副馆长, …陈列馆|开馆仪式, …博物馆|新馆)."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

from kg.extract.mends.cutting import cut, free, is_known, laid_over, made
from kg.model import Document, Mention

_MARK = re.compile("[“”《》]")
_HAN = re.compile("[一-鿿]{1,2}")
_WHOLE_HEAD = re.compile("(?:馆|院|园|[旧遗会]址|址群|居|陵|碑|墙)$")
_GOES_ON: dict[str, re.Pattern[str]] = {
    "Organisation": re.compile(
        "(?:管理[所处站]|管理中心|管委会|管理委员会|学会|联合考察队)(?![所处站]?[长副主])"
    ),
    "Role": re.compile(
        "(?:管理[所处站]|管理中心)?(?:常务)?(?:副?馆长|副[所处站]长|副主任)|研究馆员|馆员(?=[一-鿿·]{2,4}[说介表告，、：])"
    ),
    "Event": re.compile("(?:新馆)?(?:开馆|开园|复馆|落成|揭幕|揭牌|奠基)仪式"),
    "Site": re.compile(
        "新馆|[一-鿿]{0,4}?(?<![个于在和与的])分馆|(?:[一-鿿]{2}|残历碑)(?<![前的旁边])广场|[一-鿿]{2}片区"
    ),
}
"""What the whole is, and what a site's name goes on with there."""
_OF_PERSON = re.compile(
    "(?:同志|将军|烈士|总司令|主席)?"
    "(?:(?:化险|授课|养伤|疗伤|负伤|殉难|就义|讲话|赠衣|练兵|下榻|住宿|借宿|夜宿|朗诵)(?:处|旧址)"
    "|(?:先生)?[铜雕塑石]?像|牺牲地|[行住路寓]居|旧[居宅]|故居|长征宿营地)(?![一-鿿]{0,4}(?:馆|园|址|碑|处))"
)
"""What is named after the person in front of it."""
_ARMY = re.compile("(?:军|师|团|纵队|支队|大队|总队|游击队|连|营|“[一-鿿]{2,8}”)$")
_REMAINS = re.compile(
    "(?:[一-鿿]{1,7}(?:旧址|遗址)|[一-鿿]{0,4}(?:集结地|练兵场|出发地|诞生地|修械所|盐窖|粮仓|纪念墙)"
    "|渡(?![江河口过])|[一-鿿]{2}碑|一条街)(?![一-鿿]?群|[一-鿿]{0,2}(?:馆|园|碑|公园))"
)
_BREAKS = re.compile("[的在于和与将把了从]|修缮|利用|走进|留下|多处|相关|[北南东西][上下征进]")
_LED = re.compile(
    "进(?![贤士步出博口])|"
    "(?P<who>[一-鿿0-9]{2,16}?(?P<kind>[县市区镇乡村]|所|[处局委部]))(?:在|会同|联合)(?=[一-鿿]{3})"
)
_SWALLOWED = re.compile(
    "(?P<site>.*?(?:(?:纪念|博物|展览|陈列|科技|美术)馆|纪念[塔碑亭园]|馆(?=隶属)))(?:[办连给向与为在]|下列队|隶属)"
)
_BLOCK = re.compile(
    "(?P<where>.+?(?:街道|社区|小区|[街路苑村镇乡]))(?:老楼|[一二三四五六七八九十百0-9]+[号栋幢座](?:老?楼|老屋))"
)
_BEFORE = frozenset(
    [
        "、",
        "在",
        "以",
        "从",
        "过",
        "往",
        "至",
        "赴",
        "把",
        "沿",
        "由",
        "到",
        "进",
        "走进",
        "来到",
        "启用",
        "走到",
        "前往",
        "抵达",
        "参观",
        "瞻仰",
        "通往",
    ]
)
"""What a name stands right behind."""
_NO_NAME = frozenset(
    "在到看过往从去进访登游赴观走经对向与和同及或由把给为将被让听以于按据用是有他她它我你咱这那该此其各本每另再又也还就使驻新旧老"
)
_SMALL = frozenset(("p", "v", "c", "f", "r", "a", "d", "m"))


def sites(document: Document, mentions: Sequence[Mention]) -> list[Mention]:
    """The mentions, each site with its own bounds, and what it is part of whole."""
    for step in _STEPS:
        mentions = laid_over(mentions, step(document, mentions))
    return list(mentions)


def _swallowed(document: Document, mentions: Sequence[Mention]) -> Iterator[Mention]:
    """某纪念馆|给某学院 is no body, 某街道|27栋楼 no site."""
    for mention in mentions:
        if mention.type == "Organisation":
            site = _SWALLOWED.match(document.shadow, mention.start, mention.end)
            if site:
                found = replace(mention, type="Site")
                yield cut(document, found, mention.start, site.end("site"), "swallowed")
        elif mention.type == "Site":
            block = _BLOCK.fullmatch(document.shadow, mention.start, mention.end)
            if block:
                found = replace(mention, type="Place")
                yield cut(document, found, mention.start, block.end("where"), "block")


def _left(document: Document, mentions: Sequence[Mention]) -> Iterator[Mention]:
    """红三十二师第九十七团|被服所旧址: what an army left behind bears its name; 抗联遗址 are many."""
    text = document.shadow
    for mention in mentions:
        if mention.type == "Organisation" and _ARMY.search(text, mention.start, mention.end):
            rest = _REMAINS.match(text, mention.end)
            if rest and not _BREAKS.search(rest[0]) and free(mentions, mention.end, rest.end()):
                yield made(document, mention.start, rest.end(), "Site", "left", mention.confidence)


def _led(document: Document, mentions: Sequence[Mention]) -> Iterator[Mention]:
    """进|奉贤区烈士陵园, 遂川县|在|工农兵政府旧址."""
    for mention in mentions:
        if mention.type != "Site" or mention.by.startswith("gazetteer."):
            continue
        led = _LED.match(document.shadow, mention.start, mention.end - 2)
        if led:
            if led["who"]:
                kind = "Place" if led["kind"] in "县市区镇乡村" else "Organisation"
                yield cut(document, replace(mention, type=kind), *led.span("who"), "lead")
            yield cut(document, mention, led.end(), mention.end, "lead")


def _begun(document: Document, mentions: Sequence[Mention]) -> Iterator[Mention]:
    """以|打|拉池县…旧址: a word that cannot stand between what leads to a name and the name is its first character."""
    words = document.words
    for mention in mentions:
        if mention.type not in ("Site", "Place"):
            continue
        at = bisect_left(words, mention.start, key=lambda word: word.end)
        if not 0 < at < len(words) or words[at].end != mention.start or words[at - 1].end != words[at].start:
            continue
        start = words[at].start
        text, before = document.shadow[start : mention.start], document.shadow[words[at - 1].start : start]
        if (
            words[at].tag not in _SMALL
            or not _HAN.fullmatch(text)
            or text in _NO_NAME
            or before not in _BEFORE
        ):
            continue
        if mention.type == "Place" and _is_whole(document, mention):
            continue
        number = (
            mention.type == "Site" and words[at].tag == "m" and document.shadow[mention.start] not in "“《"
        )
        if (len(text) == 1 or number) and free(mentions, start, mention.start):
            yield cut(document, mention, start, mention.end, "begun")


def _is_whole(document: Document, mention: Mention) -> bool:
    """Whether a place lacks nothing: it is known, or has quotation marks."""
    return is_known(document, mention) or bool(_MARK.search(document.shadow, mention.start, mention.end))


def _going_on(document: Document, mentions: Sequence[Mention]) -> Iterator[Mention]:
    """…烈士陵园|管理所 is a body, …纪念馆|副馆长 an office, …陈列馆|开馆仪式 an event, …博物馆|新馆 a site."""
    text = document.shadow
    for mention in mentions:
        if mention.type == "Person":
            own = _OF_PERSON.match(text, mention.end)
            if own and free(mentions, mention.end, own.end()):
                yield made(document, mention.start, own.end(), "Site", "goes-on", mention.confidence)
        if mention.type != "Site" or not _WHOLE_HEAD.search(text, mention.start, mention.end):
            continue
        for type_, pattern in _GOES_ON.items():
            more = pattern.match(text, mention.end)
            if more and free(mentions, mention.end, more.end()):
                yield made(document, mention.start, more.end(), type_, "goes-on", mention.confidence)
                break


_STEPS: tuple[Callable[[Document, Sequence[Mention]], Iterator[Mention]], ...] = (
    _swallowed,
    _left,
    _led,
    _begun,
    _going_on,
)
