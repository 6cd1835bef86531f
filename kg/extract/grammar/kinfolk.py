"""People right behind a noun for somebody (果农, 老伴, 种植户), and people whose names are built of the syllables of
other languages (多杰才让, 吉克·阿都), where the tagger sees no person."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from ahocorasick_rs import AhoCorasick, MatchKind

from kg.extract.grammar.context import Candidate, Context
from kg.extract.grammar.lexicon import words

_LAST = frozenset(
    "农户员工师生者手家民友嫂娘爷奶哥姐叔婶伴郎匠医兵孙侄伯舅姨公婆夫妻父母弟妹儿女媳婿徒客长人士干事记任表板东后主叫"
)
"""The last characters of words for somebody; a few other words with them do no harm."""

_NOUNS = frozenset(["n", "nz", "nw", "vn", "PER", "nr", "r", "v"])
_BEHIND = frozenset(["v", "p", "d", "c", "u", "ad", "w", "vd", "xc", "f", "r"])
_NO_FIRST = frozenset(["ORG", "p", "c", "u", "d"])
_HAN = re.compile("[\u4e00-\u9fff]{2,4}")
_MOST = 4  # words of a name of syllables
_MARKS = "，。、；：！？）（”“ \n"


def kinfolk(context: Context) -> Iterator[Candidate]:
    """Candidates of type Person."""
    yield from _foreign(context)
    yield from _parted(context)
    for text, tag, start in zip(context.texts, context.tags, context.ends, strict=True):
        if len(text) > 1 and text[-1] in _LAST and tag in _NOUNS:
            blank = start
            while context.shadow[blank : blank + 1] == " " and blank < start + 2:
                blank += 1
            yield from _behind(context, blank)


_BLANKS = re.compile("(?<=[\u4e00-\u9fff]) {1,3}(?=[\u4e00-\u9fff](?![\u4e00-\u9fff]{2,3} ))")
_LEAD = re.compile("[，。、；：（）\n /]|记者|通讯员|作者")


def _parted(context: Context) -> Iterator[Candidate]:
    """A surname and a name of one character with blanks between, as tables and credits space them: 沈　禾."""
    shadow = context.shadow
    for match in _BLANKS.finditer(shadow):
        start, end = match.start() - 1, match.end() + 1
        if shadow[start] not in words("surnames") or shadow[start - 1 : start] == "/":
            continue
        before = context.at[start - 1] if start else -1
        led = start == 0 or _LEAD.match(shadow[start - 1]) is not None
        lead = before >= 0 and context.ends[before] == start and len(context.texts[before]) > 1
        if led or (
            lead and (context.texts[before] in words("role.heads") or context.texts[before][-1] in _LAST)
        ):
            yield Candidate(start, end, "Person", "grammar.person.parted")


def _behind(context: Context, start: int) -> Iterator[Candidate]:
    """A surname with one or two characters up to the border of a word that no name is followed by otherwise."""
    size = context.surname(start)
    first = context.at[start]
    if not size or first < 0 or context.starts[first] != start or context.tags[first] in _NO_FIRST:
        return
    for end in range(start + size + 1, start + size + 3):
        if (
            end > len(context.shadow)
            or not context.word_ends(end)
            or not _HAN.fullmatch(context.shadow, start, end)
        ):
            continue
        follows = context.at[end]
        mark = end == len(context.shadow) or context.shadow[end] in _MARKS
        if not mark and (follows < 0 or context.tags[follows] not in _BEHIND):
            continue
        last = context.at[end - 1]
        whole = first == last
        if whole and context.tags[first] == "PER":
            continue
        inside = {context.texts[at] for at in range(first, last + 1)}
        if any(len(word) > 1 and word in words("stop.Person") for word in inside):
            continue
        yield Candidate(start, end, "Person", f"grammar.person.behind.{'word' if whole else 'pieces'}")


@cache
def _syllables() -> AhoCorasick:
    return AhoCorasick(sorted(words("syllables")), matchkind=MatchKind.LeftmostLongest)


def _foreign(context: Context) -> Iterator[Candidate]:
    """Two to four such words in a row, with a dot between or not."""
    start = end = count = 0
    for _, first, last in (*_syllables().find_matches_as_indexes(context.shadow), (0, -1, -1)):
        if count and (first == end or (first == end + 1 and context.shadow[end] == "·")) and count < _MOST:
            end, count = last, count + 1
            continue
        if count > 1:
            yield Candidate(start, end, "Person", "grammar.person.syllables")
        start, end, count = first, last, 1
