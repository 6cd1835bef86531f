"""Places that the tagger does not see: by what stands before and behind them (在…召开), and by a last character
between borders of text (、…镇、)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kg.extract.grammar.context import Candidate, Context
from kg.extract.grammar.lexicon import words

_HAN = "[\u4e00-\u9fff]"
_DONE = (
    "主持召开|召开|举行|举办|成立|加入|参加|出发|就义|牺牲|会师|启动|开幕|开营|开班|揭幕|揭牌|打响|落幕|闭幕|出席|调研|"
    "考察|走访|看望|慰问|开展|演出|上演|首演|开讲|开馆|开工|签约|发布|负伤|被捕|遇难|安葬|入党|参军|拍摄|工作|任职"
)
_NO_FIRST = "(?![在了是由还从到把这那一两三四各全本该随进辨站])"
_AT = re.compile(rf"(?:[在于]|来到|走进|从|抵达|前往)(?P<name>{_NO_FIRST}{_HAN}{{2,4}}?)(?:{_DONE})")
_KIND = "村镇乡溪江河湖山岭路街巷渡坝坪关沟塬桥"
_SMALL = re.compile(
    rf"(?:[、，。：；（—\n在到从往自于和与及至抵赴沿翻越]|来到|走进|位于|前往)(?P<name>{_NO_FIRST}{_HAN}{{1,3}}[{_KIND}])(?=[、，。：；）—\n的在上边畔旁里中和与及等党村人举召至])"
)
_MOVED = re.compile(
    rf"(?:移驻|转战|进驻|攻克|解放|突破|进抵|挺进|驻扎在|驻扎于|攻打|围攻|扼守|进至|撤至|退至|移至|开赴|奔赴|转移到|集中于)(?P<name>{_NO_FIRST}{_HAN}{{2,4}}?)"
    "(?=[，。；、：）—\n后时之与]|一带|附近|境内|地区|城区|县城|整编|改编|集结|[0-9])|"
    rf"(?:[在到从至经]|途经|来自|位于|地处)(?P<near>{_NO_FIRST}{_HAN}{{2,4}}?)(?=一带|附近|境内|辖区|垭口|整编|改编|集结|设伏|会合|休整|筹粮|打响|战斗过)"
)
_WORDS = frozenset(["v", "vn", "n", "ad", "d", "r", "p", "t", "TIME", "m", "PER", "f", "s"])


def places(context: Context) -> Iterator[Candidate]:
    """Candidates from the borders of the text; single words of the language are none."""
    for found, rule in ((_AT, "at"), (_SMALL, "small"), (_MOVED, "moved")):
        for match in found.finditer(context.shadow):
            start, end = match.span(match.lastgroup or "name")
            first, last = context.at[start], context.at[end - 1]
            if first < 0 or last < 0 or context.shadow[start:end] in words("never.Place"):
                continue
            if first == last and context.tags[first] in _WORDS and (context.tags[first] != "PER"):
                continue
            if context.starts[first] < start and context.tags[first] not in (
                "nr",
                "nz",
                "nw",
                "PER",
                "LOC",
                "d",
                "v",
            ):
                continue
            yield Candidate(start, end, "Place", f"grammar.place.{rule}")
