"""Who a foreigner is: by country and line of work, by a title that only one holds, by full name and short."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence

from kg.resolve.circles import tells
from kg.resolve.cutting import TIE
from kg.resolve.lands import is_organ
from kg.resolve.offices import Office, minister
from kg.resolve.organisations import canonical
from kg.resolve.parts import parts
from kg.resolve.rarity import PLAUSIBLE, bare, bearers, common_abroad, surname
from kg.resolve.society import People

SHORT = 3
"""Characters up to which a transliterated name is short: Syria has had two 萨巴格 in high office at once."""

_LONG = 5
"""Characters from which on a transliterated name is rare."""

_TELLING = 6
"""Characters from which on the words for a post tell who holds it."""

_LINES = (
    (
        "元首",
        re.compile(
            r"总统(?!府|办|顾问|特使|特别|夫人)|国王|女王|国家主席|国家元首|埃米尔|最高领袖|大公$|总督"
        ),
    ),
    ("王室", re.compile(r"王储|储君|亲王|王后|公主")),
    ("政府", re.compile(r"(?<!副)总理|(?<!副)首相")),
    ("副首脑", re.compile(r"副总理|副首相")),
    ("外交", re.compile(r"外长|外交|外相|大使|特使|(?<!高级)代表|发言人|大臣")),
    ("议会", re.compile(r"议长|议会|参议院|众议院|国会|议员|党首|反对党|在野党")),
    ("政党", re.compile(r"党(?:中央)?(?:主席|领袖|领导人|总书记|魁)|政治局|真主党|总书记")),
    ("军事", re.compile(r"防长|防务|国防|参谋|军|司令|部队|武装")),
    ("财经", re.compile(r"财长|财政|央行|中央银行|储备银行|经济|贸易|商务|投资|统筹")),
    ("机构", re.compile(r"执行主任|执行干事|总干事|高级专员|(?<!副)秘书长$|总裁$|协调员")),
    ("内政", re.compile(r"内政|国土|警察|警方|司法|检察|安全|法院|法官")),
    ("社会", re.compile(r"卫生|教育|文化|旅游|环境|科技|农业|能源|交通|劳工|体育")),
    ("企业", re.compile(r"公司|集团|银行|首席执行官|董事长")),
    ("学界", re.compile(r"专家|学者|教授|研究员|大学|学院|研究所|智库")),
    ("地方", re.compile(r"州长|市长|省长|知事")),
)
"""Lines of work in which people go from post to post."""

_TITLE = re.compile(
    r"(?:(?<!副)总统|(?<!副)(?:总理|首相)|国王|王储|女王|埃米尔|苏丹|国家主席|外长|防长|财长|(?<!副)议长|最高领袖"
    r"|常?驻[一-龥]{2,10}(?:大使|代表)|执行主任|执行干事|总干事|(?<!副)秘书长|高级专员)$"
)
"""Titles of which a country or an organisation has one holder at a time."""

_FORMER = re.compile(r"[前原](?=总统|总理|首相|国王|外长)|当选|候任|时任|现任|新任|首席")


def evidence_abroad(people: People, name: str, offices: Mapping[str, Office]) -> Iterator[str]:
    """What ties a foreigner to a country: that of the office, or the one named last before the name, or the only one
    that the article speaks of. Family names that many bear, and short ones, need the line of work as well, or the
    very title; so do full names, to be one with short ones."""
    standing = people.standing.get(name, ())
    official = [(said.country, said.name) for said in offices.values() if said.country]
    posts = [*standing, *official]
    offices_in = sorted({land for land, _ in posts})
    lands = set(offices_in) or set(people.lands.get(name, ()))
    if not offices_in:
        yield from _ties_of_lines(name, lands, people.roles.get(name, ()))
    yield from ties_of_posts(parts(name), posts)
    called = bare(name)
    if called not in common_abroad():
        if len(called) > SHORT or "·" in called:
            yield from (f"abroad:{land}" for land in lands or people.only_land)
        elif surname(name) and bearers(name) >= PLAUSIBLE and tells(name, "country"):
            yield from (f"abroad:{land}" for land in offices_in)


def ties_of_posts(
    names: Iterable[str], posts: Sequence[tuple[str, str]], *, by_land: bool = True
) -> Iterator[str]:
    """What posts, each with its country or organisation, tell of whoever is called by one of these names; without
    `by_land` only what tells members of one family apart."""
    titles = {title for said in posts for title in titles_of(*said)}
    works = {work for said in posts for work in _works(*said)}
    offices_in = sorted({land for land, _ in posts})
    for part in names:
        yield from (f"{TIE}{part}·{title}" for title in titles)
        if part in common_abroad():
            continue
        yield from (f"{TIE}{part}·{land}·{line}" for land, line in works)
        if not by_land:
            continue
        if len(part) > SHORT:
            yield from (f"{TIE}{part}·{land}" for land in offices_in)
        elif len(part) == SHORT:
            yield from (f"{TIE}{part}·{land}" for land in offices_in if is_organ(land))


def ties_of_bodies(name: str, bodies: Iterable[str]) -> Iterator[str]:
    """What bodies tell of whoever is called by a part of the name; a government has too many people."""
    for part in parts(name):
        if len(part) >= SHORT and part not in common_abroad():
            yield from (f"{TIE}{part}·{body}" for body in bodies if not body.endswith(_LARGE))


_LARGE = ("政府", "国", "议会", "国会", "众议院", "参议院", "军")


def _ties_of_lines(name: str, lands: Iterable[str], roles: Iterable[str]) -> Iterator[str]:
    """What posts without a country tell, with that of which the sentence speaks."""
    lines = {line for role in roles for line in lines_of(role)}
    for part in parts(name):
        if part not in common_abroad():
            yield from (f"{TIE}{part}·{land}·{line}" for land in lands for line in lines)


def _works(land: str, phrase: str) -> Iterator[tuple[str, str]]:
    """The country and the line of work of a post, the very words where these tell no line."""
    lines = lines_of(phrase)
    yield from ((land, line) for line in lines)
    if not lines and len(phrase) >= _TELLING:
        yield land, canonical(_bare(phrase))


def lines_of(phrase: str) -> list[str]:
    """The lines of work that the words for a post tell."""
    return [line for line, words in _LINES if words.search(_bare(phrase))]


def _bare(phrase: str) -> str:
    return _FORMER.sub("", phrase)


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
    own = "·" in name or len(bare(name)) >= _LONG
    full = [name] if own else people.full_names.get(name, ())
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
