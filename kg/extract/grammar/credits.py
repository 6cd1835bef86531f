"""Names in the credits of a report, and of the paper in its dateline: 责任编辑：林远山, 白羽/文 何小满/图, 云岭晚报讯."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kg.extract.grammar.context import Candidate, Context

_WORK = (
    "责任编辑|记者|通讯员|摄影|撰稿|供稿|文字|编辑|责编|校对|审核|美编|制图|绘图|策划|监制|编审|初审|复审|终审|图片|"
    "文图|图文|供图|视频|拍摄|图/文|文/图|文|图"
)
_HAN = "[\u4e00-\u4e27\u4e29-\u9fff〇]"  # 丨 parts them
_NAME = rf"(?!(?:{_WORK})(?:[：/丨 ]|$)|本报|本刊|见习|实习|特约|发自|首席){_HAN}{{2,4}}(?:·{_HAN}{{1,6}})?"
_NAMES = rf"{_NAME}(?:[ 、]{{1,3}}{_NAME}){{0,7}}"
_EACH = re.compile(_NAME)
# 责任编辑：…, 图/…, 记者丨…, 摄影 …
_BEHIND = re.compile(
    rf"(?:(?<!{_HAN})|(?<=本报|特约|见习|实习|首席))(?:{_WORK})(?: ?[：/丨] ?| {{1,3}})(?P<names>{_NAMES})(?=[ ；，）/\n]|$)",
    re.MULTILINE,
)
# …/文, … 摄, … 摄影报道 before a mark or the end of the line
_BEFORE = re.compile(
    rf"(?<=[\n（◎ ；])(?P<names>{_NAMES})(?: ?/ ?| {{1,3}})(?:文/图|图/文|文图|图文|文/摄|摄影报道|摄影|供图|制图|摄|文|图)"
    r"(?=[ ，；。）/\n]|$)",
    re.MULTILINE,
)
_GLUED = re.compile(rf"(?<=[（ ])(?P<names>{_HAN}{{2,4}}?)[文图摄](?=[ ）])")
_BRACKET = re.compile(r"（[^（）\n]{3,30}）$", re.MULTILINE)
# The paper: at the start of a line, in brackets or not, before 讯, 电 or 消息, with the place of the report between.
_DATELINE = re.compile(
    rf"^ *[【〔（]{{0,2}}(?P<name>{_HAN}{{3,12}}?)】?(?P<place>{_HAN}{{2,4}})?(?:\d{{1,2}}月)?(?:\d{{1,2}}日)?"
    r"(?:讯|电|消息|特稿)(?=[ （：】〕\d\n])",
    re.MULTILINE,
)
_PAPER = re.compile(
    "(?:日报|晚报|晨报|早报|晚潮|时报|商报|导报|都市报|青年报|生活报|农民报|工人报|文旅报|周报|侨报|科创报|民生报|新报|报|"
    "融媒|融媒体|传媒|资讯|资讯网|新闻网|新闻|在线|发布|播报|要闻|时讯|侨讯|通讯|网|客户端|观察|视窗|电视台|广播|零距离)$"
)
_OURS = re.compile("^(?:本[报台网刊]|据|来源|转自|记者|通讯员)|记者|通讯员")


def credits(context: Context) -> Iterator[Candidate]:
    """Persons beside the word for their work, and the paper that a dateline names."""
    shadow = context.shadow
    for found, rule in ((_BEHIND, "behind"), (_BEFORE, "before")):
        for match in found.finditer(shadow):
            for name in _EACH.finditer(shadow, *match.span("names")):
                yield Candidate(*name.span(), "Person", f"grammar.person.credit.{rule}")
    for bracket in _BRACKET.finditer(shadow):
        for match in _GLUED.finditer(shadow, *bracket.span()):
            yield Candidate(*match.span("names"), "Person", "grammar.person.credit.glued")
    yield from _papers(shadow)


def _papers(shadow: str) -> Iterator[Candidate]:
    for match in _DATELINE.finditer(shadow):
        start, name = match.start("name"), match["name"] + (match["place"] or "")
        for size in range(len(name), 2, -1):
            if _PAPER.search(name, 0, size) and not _OURS.search(name):
                yield Candidate(start, start + size, "Organisation", "grammar.organisation.dateline")
                rest = shadow[start + size : match.end()].lstrip("】")
                place = re.match(rf"{_HAN}{{2,4}}(?=\d|讯|电|消息|特稿)", rest)
                if place:
                    at = shadow.index(rest, start + size)
                    yield Candidate(at, at + place.end(), "Place", "grammar.place.dateline")
                break
