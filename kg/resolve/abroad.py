"""Who a foreigner is: by country and line of work, by a title that only one holds, by full name and short."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from kg.resolve.company import is_organ
from kg.resolve.cutting import TIE
from kg.resolve.offices import Office, minister
from kg.resolve.rarity import common_abroad
from kg.resolve.society import People

SHORT = 3
"""Characters up to which a transliterated name is short: Syria has had two 萨巴格 in high office at once."""

_LONG = 5
"""Characters from which on a transliterated name is rare."""

_LINES = (
    (
        "元首",
        re.compile(
            r"(?<!副)总统(?!府|办|顾问|特使|特别)|国王|女王|国家主席|国家元首|埃米尔|最高领袖|大公$|总督"
        ),
    ),
    ("政府", re.compile(r"(?<!副)总理|(?<!副)首相")),
    ("外交", re.compile(r"外长|外交|大使|特使|(?<!高级)代表|发言人|大臣")),
    ("议会", re.compile(r"议长|议会|参议院|众议院|国会|议员|党首|反对党")),
    ("军事", re.compile(r"防长|国防|参谋|军|司令")),
    ("财经", re.compile(r"财长|财政|央行|中央银行|储备银行|经济部")),
    ("机构", re.compile(r"执行主任|执行干事|总干事|高级专员|(?<!副)秘书长$|总裁$|协调员")),
)
"""Lines of work in which people go from post to post."""

_TITLE = re.compile(
    r"(?:(?<!副)总统|(?<!副)(?:总理|首相)|国王|王储|女王|埃米尔|苏丹|国家主席|外长|防长|财长|(?<!副)议长|最高领袖"
    r"|常?驻[一-龥]{2,10}(?:大使|代表)|执行主任|执行干事|总干事|(?<!副)秘书长|高级专员)$"
)
"""Titles of which a country or an organisation has one holder at a time."""

_FORMER = re.compile(r"[前原](?=总统|总理|首相|国王|外长)|当选|候任|时任|现任|新任|首席")

_SONS = frozenset(("本", "伊本", "宾", "宾蒂", "宾特"))
"""What stands before a father's name."""

_PARTICLES = frozenset(("本", "伊本", "宾", "宾蒂", "达", "德", "范", "冯", "阿尔", "阿勒", "阿卜", "小"))
"""Parts of names that name nobody."""


def evidence_abroad(people: People, name: str, offices: Mapping[str, Office]) -> Iterator[str]:
    """What ties a foreigner to a country: that of the office, or the one named last before the name, or the only one
    that the article speaks of. Family names that many bear, and short ones, need the line of work as well, or the
    very title; so do full names, to be one with short ones."""
    standing = people.standing.get(name, ())
    lands = {said.country for said in offices.values() if said.country} | {land for land, _ in standing}
    offices_in = sorted(lands)
    lands = lands or set(people.lands.get(name, ()))
    titles = {title for said in standing for title in titles_of(*said)}
    titles |= {
        title for said in offices.values() if said.country for title in titles_of(said.country, said.name)
    }
    said = [*people.roles.get(name, ()), *(phrase for _, phrase in standing)]
    lines = {line for phrase in said for line in lines_of(phrase)}
    for part in parts(name):
        yield from (f"{TIE}{part}·{title}" for title in titles)
        if part not in common_abroad():
            yield from (f"{TIE}{part}·{land}·{line}" for land in lands for line in lines)
            if len(part) > SHORT:
                yield from (f"{TIE}{part}·{land}" for land in offices_in)
    if name not in common_abroad() and (len(name) > SHORT or "·" in name):
        yield from (f"abroad:{land}" for land in lands or people.only_land)


def lines_of(phrase: str) -> list[str]:
    """The lines of work that the words for a post tell."""
    return [line for line, words in _LINES if words.search(_bare(phrase))]


def _bare(phrase: str) -> str:
    return _FORMER.sub("", phrase)


def parts(name: str) -> list[str]:
    """The parts by which somebody may be called for short, the father's name not among them: the name itself where it
    has one.

    >>> parts("穆罕默德·本·扎耶德·阿勒纳哈扬"), parts("多布列夫")
    (['穆罕默德', '阿勒纳哈扬'], ['多布列夫'])
    """
    said = name.split("·")
    return [
        part
        for before, part in zip(("", *said), said, strict=False)
        if len(part) > 1 and part not in _PARTICLES and before not in _SONS
    ]


def titles_of(land: str, phrase: str) -> list[str]:
    """The titles in the words before a name that one person has at a time, each with its country or organisation.

    >>> titles_of("沙特阿拉伯", "沙特王储兼首相"), titles_of("古巴", "古巴国家主席特使、外交部长")
    (['沙特阿拉伯王储', '沙特阿拉伯首相'], ['古巴外长'])
    """
    found = []
    for words in re.split(r"兼|、|和", _bare(phrase)):
        if title := _TITLE.search(minister(words)):
            # An organisation has parts with a head each, a country has not.
            found.append(words if is_organ(land) else land + title[0].removeprefix("常"))
    return found


def full_names(people: People, name: str) -> Iterator[str]:
    """The full name that somebody has in an article, for it and for the short name that it completes there: in this
    article alone where many bear each of its parts, anywhere else otherwise."""
    own = "·" in name or len(name) >= _LONG
    full = [name] if own else [one for one in people.full_names if name in parts(one)]
    if len(full) != 1 or not _agree(people, name, full[0]):
        return
    rare = not common_abroad().issuperset(parts(full[0]))
    yield full[0] if rare else f"{full[0]}@{people.document.article.id}"


def _agree(people: People, name: str, full: str) -> bool:
    """Whether an article puts two names into no different countries, and neither is a relative's."""
    if name != full and not people.kin.isdisjoint((name, full)):
        return False
    one, other = ({land for land, _ in people.standing.get(each, ())} for each in (name, full))
    return not one or not other or not one.isdisjoint(other)
