"""Numbered congresses and plenums, which carry no name but their number: 党的二十大, 市委九届四次全会."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kg.extract.grammar.context import Candidate, Context
from kg.extract.grammar.walking import walk

# Each is found by a pattern that starts with a set of characters, which `re` skips to fast; what stands in front is
# read backwards from there.
_N = "[一二三四五六七八九十]"
_PARTY = re.compile("(?:党的|中共|中国共产党)$")
_CONGRESS = re.compile(rf"{_N}{{1,3}}大(?![量批型面家学队众])")
_OF_BODY = re.compile(
    rf"(?:中国(?:工会|妇女|侨联|科协|文联|作协|残联|记协)|(?:工会|妇女)|(?:共青)?团)第?{_N}{{1,3}}(?:大(?![量批型面家学队众])|次全国代表大会)"
)
_LATE = re.compile(rf"(?:十{_N}|二十{_N}?)大")
_AFTER_LATE = re.compile("[召精以报胜代后前开闭期擘对提的作是上主，。、；）”和\n]|$")
_PLENUM = re.compile("[一二三四五六七八九]中全会")
_TERM_OF_PLENUM = re.compile(rf"(?:党的|中共|中国共产党)?(?:{_N}{{1,3}}届)?(?:中央)?$")
_SESSION = re.compile(
    "次(?:全体会议|全体大会|全会|会议|主席会议|全国代表大会|党代会|党代表大会|代表大会|全国会员代表大会)"
)
_TERM = re.compile(rf"(?:第?{_N}{{1,3}}届(?:[\u4e00-\u9fff]{{2,14}})?)?第?{_N}{{1,3}}$")
_TWO = re.compile("两会")
_WHOSE = re.compile("(?:[0-9]{4}年)?(?:全国|[省市县])$")


def meetings(context: Context) -> Iterator[Candidate]:
    """Congresses, plenums and sessions, with the body that meets in front."""
    shadow = context.shadow
    for match in _CONGRESS.finditer(shadow):
        start, end = match.span()
        party = _PARTY.search(shadow, max(0, start - 5), start)
        if party:
            yield Candidate(party.start(), end, "Event", "grammar.event.congress")
        elif (
            shadow[start - 1 : start] != "第" and _LATE.fullmatch(match[0]) and _AFTER_LATE.match(shadow, end)
        ):
            yield Candidate(start, end, "Event", "grammar.event.congress.short")
    for match in _OF_BODY.finditer(shadow):
        yield Candidate(*match.span(), "Event", "grammar.event.congress.body")
    for match in _PLENUM.finditer(shadow):
        term = _TERM_OF_PLENUM.search(shadow, max(0, match.start() - 11), match.start())
        start = term.start() if term else match.start()
        kind = "plenum" if "届" in shadow[start : match.start()] else "plenum.short"
        yield Candidate(start, match.end(), "Event", f"grammar.event.{kind}")
    for match in _SESSION.finditer(shadow):
        term = _TERM.search(shadow, max(0, match.start() - 24), match.start())
        left = walk(context, term.start(), "Event") if term else match.start()
        if term and (left < term.start() or "届" in term[0] or match[0] != "次会议"):
            yield Candidate(left, match.end(), "Event", "grammar.event.session")
    for match in _TWO.finditer(shadow):
        whose = _WHOSE.search(shadow, max(0, match.start() - 7), match.start())
        if whose:
            yield Candidate(whose.start(), match.end(), "Event", "grammar.event.two")
