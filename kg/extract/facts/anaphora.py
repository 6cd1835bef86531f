"""What 他, 会议 and 该县 stand for in an article: read off `data/rules/anaphora.toml`, in the order of the text."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from ahocorasick_rs import AhoCorasick, MatchKind

from kg.extract.facts.antecedents import (
    CONGRATULATED,
    Story,
    body,
    congratulated,
    holder,
    of_surname,
    party,
    topic,
)
from kg.extract.facts.asides import business_of_meeting
from kg.extract.facts.rules import words
from kg.extract.tables import read_table, strings
from kg.model import Document, Mention, Ref, Span
from kg.resources import folder

# 其他, 吉他 and 他们 are not the pronoun; 他人 and 他乡 neither.
_NOT_BEFORE = re.compile(r"[其吉利]$")
_NOT_AFTER = re.compile(r"们|人|乡|国|山|日")
_EDGE = frozenset("，。！？；：、\n（）“”‘’ 】》—")
# Congresses that reports name for what they decided: 上述活动 never means them.
_LOOKED_BACK_AT = ("党的", "中共二十", "全国两会")
_GENERAL = re.compile(r"[”》](?:系列|主题)?(?:活动|行动|项目|品牌)$")
# What any meeting or campaign may be called: 活动由某局主办.
_ANY = frozenset(("活动", "行动", "赛事", "仪式", "会议", "大会", "论坛", "计划"))
_POINTING = ("本届", "本次", "此次", "这次", "这项", "这场", "上述")
# So many sentences back something that is pointed to was named (上述活动).
_POINTED = 3
# 当天 is a day that was named, no month and no length of time.
_A_DAY = re.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}(?!/)")
# So many sentences back a body is looked for whose people 一行人 are.
_BODY_REACH = 8
_PICKS = ("last", "topic", "home", "office", "group", "body", "surname")


@dataclass(frozen=True, slots=True)
class Anaphor:
    """A word in the text and the entity that it stands for here."""

    start: int
    end: int
    text: str
    ref: Ref


@dataclass(frozen=True, slots=True)
class _Entry:
    """One entry of the file, which says what its fields mean; `members` is a regular expression, "" for none."""

    types: tuple[str, ...]
    heads: tuple[str, ...]
    after: tuple[str, ...]
    pick: str
    reach: int
    members: str


@cache
def _lexicon() -> tuple[AhoCorasick, tuple[tuple[str, _Entry], ...]]:
    path = folder("data") / "rules" / "anaphora.toml"
    entries: list[tuple[str, _Entry]] = []
    table = read_table(path)
    for row in table.rows("anaphor", ("words", "types", "heads", "after", "pick", "reach")):
        pick = row.choice("pick", _PICKS)
        members = "|".join(strings(row, "members", ()))
        if pick == "body" and not members:
            row.fail("a body needs members", "pick")
        entry = _Entry(
            strings(row, "types"),
            strings(row, "heads"),
            strings(row, "after"),
            pick,
            row.number("reach"),
            members,
        )
        entries += [(word, entry) for word in strings(row, "words")]
    none = strings(table.top, "not_anaphors", ())
    automaton = AhoCorasick([*(word for word, _ in entries), *none], matchkind=MatchKind.LeftmostLongest)
    return automaton, tuple(entries)


def anaphors(document: Document, speeches: Sequence[Span]) -> list[Anaphor]:
    """The anaphors of a document that have an antecedent, in order."""
    automaton, entries = _lexicon()
    story = Story(
        document,
        speeches,
        [sentence.start for sentence in document.sentences],
        [speech.start for speech in speeches],
    )
    starts = [mention.start for mention in document.mentions]
    firsts = {story.text[mention.start] for mention in document.mentions if mention.type == "Person"}
    found: list[Anaphor] = []
    for pattern, start, end in automaton.find_matches_as_indexes(document.shadow):
        if pattern >= len(entries):
            continue
        word, entry = entries[pattern]
        if entry.pick == "surname" and firsts.isdisjoint(story.text[max(0, start - 2) : start]):
            continue
        count = bisect_right(starts, end - 1)
        if count and document.mentions[count - 1].end > start:
            continue
        if not _stands_alone(story.text, start, end, entry):
            continue
        if entry.pick == "surname":
            first, ref = of_surname(story, count, start)
            if ref is not None:
                found.append(Anaphor(first, end, story.text[first:end], ref))
            continue
        if entry.pick in ("group", "body"):
            found += [Anaphor(start, end, word, ref) for ref in _several(story, count, start, entry)]
            continue
        ref = _antecedent(story, count, start, word, entry)
        if ref is None and "Event" in entry.types and _pointed(story.text, start, end, word):
            ref = _antecedent(story, count, start, word, entry, pointed=True)
        if ref is not None:
            found.append(Anaphor(start, end, word, ref))
    return found


def _several(story: Story, count: int, start: int, entry: _Entry) -> list[Ref]:
    """The people in a row, or else the bodies whose people are meant."""
    reach = entry.reach
    if entry.pick == "group":
        people = party(story, count, start, reach)
        if people or not entry.members:
            return people
        reach = _BODY_REACH
    return body(story, count, start, reach, entry.heads, entry.members)


def _stands_alone(text: str, start: int, end: int, entry: _Entry) -> bool:
    if entry.pick == "topic":
        return not _NOT_BEFORE.search(text, max(0, start - 1), start) and not _NOT_AFTER.match(text, end)
    if not entry.after or start == 0 or text[start - 1] in _EDGE:
        return True
    return text.startswith(entry.after, start - 1) or any(
        text.startswith(word, start - len(word)) for word in entry.after if len(word) <= start
    )


def _antecedent(
    story: Story, count: int, start: int, word: str, entry: _Entry, pointed: bool = False
) -> Ref | None:
    """What a word at `start`, before which `count` names stand, stands for; what is only pointed to is near."""
    if entry.pick == "home":
        return _home(story.document, word)
    if entry.pick == "office":
        return holder(story, count, word)
    near = pointed and story.text.startswith(_POINTING, max(0, start - 2))
    oldest = max(0, story.sentence_at(start) - (min(entry.reach, _POINTED) if near else entry.reach))
    floor = story.sentence_starts[oldest] if story.sentence_starts else 0
    if entry.pick == "topic":
        if story.text.endswith(CONGRATULATED, 0, start):
            return congratulated(story, count, start)
        return topic(story, count, start, floor)
    heads = tuple({"$word": word, "$tail": word[-1]}.get(head, head) for head in entry.heads)
    for index in story.before(count):
        mention = story.mentions[index]
        if mention.start < floor:
            return None
        at = story.sentence_starts[story.sentence_at(mention.start)]
        if mention.type == "Event" and _in_passing(story.text, at, mention):
            continue
        if mention.type == "Date" and not _A_DAY.match(mention.canonical):
            continue
        if pointed and mention.canonical.startswith(_LOOKED_BACK_AT):
            continue
        if near and not _attended(story.text, mention):
            continue
        if mention.type in entry.types and (pointed or _ends(mention.canonical, heads)):
            return Ref(mention.type, mention.canonical)
    return None


def _ends(name: str, heads: tuple[str, ...]) -> bool:
    """Whether a name, or what its marks hold before a general word (“红街夜读”活动), ends with one of the heads."""
    general = _GENERAL.search(name)
    return name.rstrip("”》").endswith(heads) or (
        general is not None and name[: general.start()].endswith(heads)
    )


def _in_passing(text: str, sentence: int, mention: Mention) -> bool:
    """Whether a meeting is only looked back at (党的二十大精神), or is what another meeting decided about."""
    end = mention.end + (text[mention.end : mention.end + 1] == "”")
    return text.startswith(words()["look_back"], end) or business_of_meeting(text, sentence, mention.start)


def _attended(text: str, mention: Mention) -> bool:
    """Whether somebody goes to a meeting where it is named, or it takes place: only that is pointed to."""
    before, after = max(0, mention.start - 16), mention.end + 12
    return bool(_GOES_TO.search(text, before, mention.start) or _TAKES_PLACE.search(text, mention.end, after))


_GOES_TO = re.compile("出席|参加|参观|观看|观摩|举行|举办|召开|启动|开展|开幕|在|这是")
_TAKES_PLACE = re.compile("举行|召开|举办|开幕|闭幕|启动|开展|落幕|上，|现场")


def _pointed(text: str, start: int, end: int, word: str) -> bool:
    """Whether a word such as 本届, or 由 after a general word, points to what has just been named, whatever its name:
    展览由某馆主办 is no word of a meeting."""
    return text.startswith(_POINTING, max(0, start - 2)) or (word in _ANY and text.startswith("由", end))


def _home(document: Document, word: str) -> Ref | None:
    home = document.home
    if home is None:
        return None
    tails: tuple[str, ...] = ("街道",) if word.endswith("街道") else (word[-1],)
    if word == "我省":
        tails = ("省", "自治区")
    for name in (home.place, *home.parents):
        if name.endswith(tails):
            return Ref("Place", name)
    return None
