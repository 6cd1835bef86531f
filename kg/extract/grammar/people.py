"""Offices and the people who hold them: 【市委书记】【王明】, lists of offices, lists of reporters, names with a dot."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from kg.extract.grammar.context import Candidate, Context
from kg.extract.grammar.lexicon import pattern, words

_HAN = "\u4e00-\u9fff〇"
_DOT = re.compile(rf"(?<=[{_HAN}])·(?=[{_HAN}])")
_DOTTED = re.compile(rf"[{_HAN}]{{1,7}}(?:·[{_HAN}]{{1,7}}){{1,3}}")
_BYLINE = re.compile(rf"（((?:[{_HAN}]{{2,4}}[ 、/]{{0,2}}){{1,6}})） *$", re.MULTILINE)
_NAME = re.compile(rf"[{_HAN}]{{2,4}}")
_SHORT_QUOTE = re.compile(r"[“（][^，。！？；、”）]{1,14}[”）]")
_SESSIONS = re.compile(r"[一二三四五六七八九十]+届")
_PLACES = frozenset(["LOC", "ns", "nt"])
_JOINTS = frozenset("、，（兼 ")
_INSIDE = frozenset(["n", "nz", "nw", "LOC", "ORG", "ns", "nt", "vn", "an", "a", "m", "s"])
_NUMBER = re.compile(r"第.*|[一二三四五六七八九十]+[级届]?|原|\d+")
_LONGEST_ROLE = 50


class _Office(NamedTuple):
    start: int
    end: int
    head: str


def people(context: Context) -> Iterator[Candidate]:
    """Roles and persons."""
    named: set[int] = set()
    for office in reversed(list(_offices(context))):
        kind = _kind(context, office, named)
        if kind not in ("alone", "after"):
            named.add(office.start)
        if kind != "alone" or office.head not in words("role.weak"):
            yield Candidate(office.start, office.end, "Role", f"grammar.role.{kind}", office.head)
        if kind in ("named", "spaced", "weak"):
            yield from _names(context, _blanks(context, office.end), "office", wary=_high(context, office))
    yield from _dotted(context)
    yield from _bylines(context)


def _blanks(context: Context, position: int) -> int:
    """The first position from here on that is not a blank, at most four further."""
    shadow = context.shadow
    limit = min(position + 4, len(shadow))
    while position < limit and shadow[position] == " ":
        position += 1
    return position


def _offices(context: Context) -> Iterator[_Office]:
    """Noun phrases that end in the head of an office, first to last."""
    for match in pattern("role.heads").finditer(context.shadow):
        start, end = match.span()
        if not context.word_ends(end) and (
            end - start < 2 or _cuts(context, start, end) or not context.person_at(end, loose=True)
        ):
            continue
        yield _Office(_walk(context, start), end, match[0])


def _cuts(context: Context, start: int, end: int) -> bool:
    """Whether the head of an office ends in a word that it does not begin: 供电/工程 holds no electrician. The tagger
    does give 长 to what follows (护士/长元)."""
    index = context.at[end]
    inside = context.shadow[context.starts[index] : end]
    if context.starts[index] <= start or context.tags[index] == "PER":
        return False
    return inside != "长" and inside not in words("role.heads")


def _walk(context: Context, start: int) -> int:
    """The leftmost position from which words that can stand in an office lead up to its head."""
    goes, stops = words("inside.Role"), words("stop.Role") | words("stop")
    position = start
    while position > 0 and start - position < _LONGEST_ROLE:
        opening = context.opens.get(position)
        if opening is not None and _SHORT_QUOTE.fullmatch(context.shadow, opening, position):
            position = opening
            continue
        index = context.at[position - 1]
        if index < 0:
            break
        text, tag = context.texts[index], context.tags[index]
        if text == "、" and _SESSIONS.match(context.shadow, position):
            position -= 1
            continue
        if text == "的" and context.shadow.endswith(("分管日常工作的", "党的"), 0, position):
            position -= 2 if context.shadow[position - 2] == "党" else 7
            continue
        if text not in goes and (
            text in stops or tag not in _INSIDE or (tag == "m" and not _NUMBER.fullmatch(text))
        ):
            break
        position = context.starts[index]
    while position < start and context.shadow[position] in "（的和与、":
        position += 1
    return position


def _kind(context: Context, office: _Office, named: set[int]) -> str:
    """How the office is tied to a name: `named`, `weak` (a common word, a sure name),
    `spaced`, `listed`, `predicate`, `after` a name, or `alone`."""
    shadow, (start, end, head) = context.shadow, office
    if head in words("role.weak"):
        index = context.at[end]
        sure = index >= 0 and context.tags[index] == "PER" and context.starts[index] == end
        return "weak" if sure else "alone"
    if context.person_at(end, loose=True, wary=_high(context, office)):
        return "named"
    gap = _blanks(context, end)
    if gap > end and context.person_at(gap):
        return "spaced"
    before = context.at[start - 1] if start else -1
    if before >= 0 and context.tags[before] == "PER" and start + 4 >= end:
        return "after"
    if shadow[end : end + 1] in _JOINTS and _blanks(context, end + 1) in named:
        return "listed"
    if before >= 0 and context.texts[before] in words("role.verbs"):
        return "predicate"
    return "alone"


def _high(context: Context, office: _Office) -> bool:
    """Whether the office is one of a whole nation: what its holder does stands behind it more often than a name."""
    name = context.shadow[office.start : office.end]
    return office.head in words("role.high") or name in words("role.high.alone")


def _names(context: Context, start: int, kind: str, *, wary: bool) -> Iterator[Candidate]:
    """The name that starts here, and the names of the list that it opens. Places are none of them (…、蒙古国总理…)."""
    shadow = context.shadow
    while True:
        end = context.person_at(start, loose=kind == "office", wary=wary)
        if not end:
            return
        tag = context.tags[context.at[start]]
        if kind == "list" and tag in _PLACES:
            return
        sure = tag == "PER"
        yield Candidate(start, end, "Person", f"grammar.person.{kind}" + ("" if sure else ".guess"))
        follow = _blanks(context, end + (shadow[end : end + 1] == "、"))
        if follow == end:
            return
        start, kind = follow, "list"


def _dotted(context: Context) -> Iterator[Candidate]:
    """Names with a dot of which the tagger sees a part, between borders of words."""
    for match in _DOT.finditer(context.shadow):
        first, last = context.at[match.start() - 1], context.at[match.end()]
        if first < 0 or last < 0 or "PER" not in (context.tags[first], context.tags[last]):
            continue
        start, end = context.starts[first], context.ends[last]
        if _DOTTED.fullmatch(context.shadow, start, end):
            yield Candidate(start, end, "Person", "grammar.person.dotted")


def _bylines(context: Context) -> Iterator[Candidate]:
    """Names alone in brackets at the end of a line: the writers."""
    for match in _BYLINE.finditer(context.shadow):
        for name in _NAME.finditer(context.shadow, *match.span(1)):
            if context.surname(name.start()):
                yield Candidate(*name.span(), "Person", "grammar.person.byline")
