"""People whom the tagger does not see, by how a text brings them in: behind their office, work, age or kin, and
before what they say."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from ahocorasick_rs import AhoCorasick, MatchKind

from kg.extract.grammar.context import Candidate, Context
from kg.extract.grammar.lexicon import words

_HAN = "[\u4e00-\u4e27\u4e29-\u9fff]"
_SAID = "说|表示|介绍|透露|认为|指出|回忆|强调|坦言|告诉|感慨|解释|笑言|补充|提醒|分析|建议|答|写道|致辞|宣布|呼吁|直言|主持|算"
# What stands behind a name: a mark, what its bearer does, or what no name goes on with.
_BEHIND = (
    rf"(?:{_SAID}|[，。、；：！？）（”“ \n]|$|[的在和与等带率从到向把将对是为曾也就又已则还边端指讲忙站坐拿看走听介问]|"
    "架起|捧|出席|参加|一行|以及|及|这番|评价|汇报|座谈)"
)
_FOLLOWED = re.compile(rf"(?P<name>{_HAN}{{2,4}}?){_BEHIND}")
_CLAUSE = re.compile(
    rf"(?:^|[\n。！？”；，：]) {{0,4}}(?P<name>{_HAN}{{2,4}}?)(?:也|还|就|则|连连|笑着)?(?:{_SAID})",
    re.MULTILINE,
)
# Who is appointed or elected, and the lists of those whose appointment is made known.
_APPOINTED = re.compile(
    rf"(?:任命|免去|推选|选举|补选|增补|递补|聘请|选出|决定)(?P<names>{_HAN}{{2,4}}?(?:、{_HAN}{{2,4}}?){{0,30}})(?=为|的|等|同志|担任|任|[0-9])"
)
_AS = re.compile(
    rf"(?<=[，；、：。\n])(?P<names>{_HAN}{{2,4}}?(?:、{_HAN}{{2,4}}?){{0,30}})(?:同志|（[^（）\n]{{1,9}}）)?(?:为|当选为?)(?=[^，。；\n]{{2,30}}(?:[局厅部处院校市县区州镇乡馆会所]长|主任|书记|主席|委员|[察判]员))"
)
_PROMOTED = re.compile(
    rf"(?:^|[，；。：\n])　*(?P<names>{_HAN}{{2,4}}?)(?=由[^，。；\n]{{2,30}}(?:调任|转任|升任|改任|晋升为))",
    re.MULTILINE,
)
_ROSTER = re.compile(
    rf"(?:^|[\n。；：、 ])(?P<names>{_HAN}{{2,4}}(?:·{_HAN}{{1,8}})?)，(?=[男女][，、]|(?:19|20)\d\d年\d)",
    re.MULTILINE,
)
# With the words of which a text must hold one, and the rule of what is found.
_LISTS = (
    (_APPOINTED, (), "appointed"),
    (_AS, (), "appointed"),
    (_PROMOTED, ("调任", "转任", "升任", "改任", "晋升为"), "appointed"),
    (_ROSTER, ("，男", "，女", "，19", "，20"), "roster"),
)
_ONE = re.compile("[^、]+")
_LEAD = re.compile(
    r"\d{1,3}(?:后|多?岁)的?|(?:名叫|叫做|本名|取名|名字叫)|"
    "(?:父亲|母亲|妻子|丈夫|儿子|女儿|孙子|孙女|哥哥|弟弟|姐姐|妹妹|其妻|其子|其父|曾祖[父公])"
)
_FROM = re.compile(rf"(?<=[市区县镇乡村])的(?={_HAN}{{2,3}}[带领]着)")
"""Where somebody is from who takes others along."""
_SAYS = re.compile(f"(?:{_SAID})")
_ACTS = re.compile(f"(?:{_SAID}|把(?!手)|带[头着领队]|望着|领着)")
"""What somebody does: where it stands, a name has ended, whatever the tagger makes of it (福贵把/v)."""
_NO_NAME = frozenset(["ORG", "TIME", "LOC", "p", "d", "r", "c", "u", "f", "v", "vn", "vd", "ad", "m", "q"])


@cache
def _works() -> AhoCorasick:
    """Offices and lines of work."""
    names = sorted(words("role.heads") | words("person.works"))
    return AhoCorasick(names, matchkind=MatchKind.LeftmostLongest)


def _leads(shadow: str) -> Iterator[tuple[int, int, str]]:
    """What leads to a name: where it stands, and how."""
    for _, start, end in _works().find_matches_as_indexes(shadow):
        yield start, end, "work"
    for match in _LEAD.finditer(shadow):
        yield *match.span(), "kin"
    for match in _FROM.finditer(shadow):
        yield *match.span(), "from"


def introduced(context: Context) -> Iterator[Candidate]:
    """Candidates from borders of text alone, so that words which the tagger splits are no hindrance."""
    shadow = context.shadow
    for match in _CLAUSE.finditer(shadow):
        yield from _person(context, *match.span("name"), "said")
    for found, needs, rule in _LISTS:
        if needs and not any(word in shadow for word in needs):
            continue
        for match in found.finditer(shadow):
            for one in _ONE.finditer(shadow, *match.span("names")):
                if context.surname(one.start()) and one[0] not in words("stop.Person"):
                    yield Candidate(*one.span(), "Person", f"grammar.person.{rule}")
    for start, end, rule in _leads(shadow):
        if not context.word_ends(end) or shadow[start:end] in words("role.high"):
            continue
        gap = end
        while shadow[gap : gap + 1] == " " and gap < end + 2:
            gap += 1
        name = _FOLLOWED.match(shadow, gap)
        if name:
            yield from _person(context, *name.span("name"), rule)


def _person(context: Context, start: int, end: int, rule: str) -> Iterator[Candidate]:
    """The candidate, unless the words are of a kind that no name has. One without a surname must
    say something, and hold an office or do some work."""
    shadow, index = context.shadow, context.at[start]
    name = shadow[start:end]
    if index < 0 or any(name in words(other) for other in ("stop.Person", "role.heads", "person.works")):
        return
    if not context.word_ends(end) and not _ACTS.match(shadow, end):
        return
    whole = (context.starts[index], context.ends[index]) == (start, end)
    if whole and rule != "work" and context.tags[index] != "PER":
        return
    inside = {context.texts[context.at[position]] for position in range(start, end)}
    if any(len(word) > 1 and word in words("stop.Person") for word in inside):
        return
    if context.surname(start):
        yield Candidate(start, end, "Person", f"grammar.person.{rule}.{'word' if whole else 'pieces'}")
        if context.surname(start) == 2 and end - start == 3 and _SAYS.match(shadow, end + 1):
            yield Candidate(start, end + 1, "Person", f"grammar.person.{rule}.pieces")  # 尉迟明和|表示
    elif rule == "work" and context.tags[index] not in _NO_NAME and _SAYS.match(shadow, end):
        yield Candidate(start, end, "Person", "grammar.person.work.rare")
