"""Numbered congresses and plenums, which carry no name but their number: 党的二十大, 市委十三届十三次全会."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kg.extract.grammar.context import Candidate, Context
from kg.extract.grammar.heads import walk

_N = "[一二三四五六七八九十]"
_PARTY = "(?:党的|中共|中国共产党)"
_CONGRESS = re.compile(
    rf"{_PARTY}{_N}{{1,3}}大(?![{'量批型面家学队众'}])|(?<![第十])(?:十{_N}|二十)大(?=[召精以报胜代后前开闭期擘对提的作是上主，。、；）”和]|\n)"
)
_PLENUM = re.compile(rf"{_PARTY}?(?:{_N}{{1,3}}届)?(?:中央)?{_N}中全会")
_SESSION = re.compile(
    "次(?:全体会议|全体大会|全会|会议|主席会议|全国代表大会|党代会|党代表大会|代表大会|全国会员代表大会)"
)
_TERM = re.compile(rf"(?:第?{_N}{{1,3}}届(?:[\u4e00-\u9fff]{{2,14}})?)?第?{_N}{{1,3}}$")
_TWO = re.compile(r"(?:\d{4}年)?(?:全国|[省市县]里?)两会")


def meetings(context: Context) -> Iterator[Candidate]:
    """Congresses, plenums and sessions, with the body that meets in front."""
    shadow = context.shadow
    for match in _CONGRESS.finditer(shadow):
        kind = "congress" if match[0][0] in "党中" else "congress.short"
        yield Candidate(*match.span(), "Event", f"grammar.event.{kind}")
    for match in _PLENUM.finditer(shadow):
        kind = "plenum" if "届" in match[0] else "plenum.short"
        yield Candidate(*match.span(), "Event", f"grammar.event.{kind}")
    for match in _SESSION.finditer(shadow):
        term = _TERM.search(shadow, max(0, match.start() - 24), match.start())
        left = walk(context, term.start(), "Event") if term else match.start()
        if term and (left < term.start() or "届" in term[0] or match[0] != "次会议"):
            yield Candidate(left, match.end(), "Event", "grammar.event.session")
    for match in _TWO.finditer(shadow):
        yield Candidate(*match.span(), "Event", "grammar.event.two")
