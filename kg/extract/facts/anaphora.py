"""What 他, 会议 and 该县 stand for in an article: read off `data/rules/anaphora.toml`, in the order of the text."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from ahocorasick_rs import AhoCorasick, MatchKind

from kg.extract.facts.asides import ATTRIBUTIVE, business_of_meeting
from kg.extract.facts.rules import words
from kg.extract.facts.tables import read_table, strings
from kg.extract.facts.voices import voice_at
from kg.model import Document, Mention, Ref, Span
from kg.resources import folder

# 其他, 吉他 and 他们 are not the pronoun; 他人 and 他乡 neither.
_NOT_BEFORE = re.compile(r"[其吉利]$")
_NOT_AFTER = re.compile(r"们|人|乡|国|山|日")
_EDGE = frozenset("，。！？；：、\n（）“”‘’ 】》—")
# Who is meant after these is not who speaks or writes; of a name that the text writes to, none is known before.
_CONGRATULATED = ("祝贺", "祝贺了", "恭喜")
_SENDS = re.compile(r"(?:致电|致函|致信|复信|去电|发电|向)(?!，)[^，。]")
# Congresses that reports name for what they decided: 上述活动 never means them.
_LOOKED_BACK_AT = ("党的", "中共二十", "全国两会")
_GENERAL = re.compile(r"[”》](?:系列|主题)?(?:活动|行动|项目|品牌)$")
# What any meeting or campaign may be called: 活动由某局主办.
_ANY = frozenset(("活动", "行动", "赛事", "仪式", "会议", "大会", "论坛", "计划"))
_POINTING = ("本届", "本次", "此次", "这次", "这项", "这场", "上述")
# No subject of its clause, but who acts all the same: 会议由某某主持, 听某某讲.
_AGENT_AFTER = ("由", "听", "请", "让", "是", "叫")
# So many sentences back something that is pointed to was named (上述活动).
_POINTED = 3
# So many names back: further, an anaphor would mean nothing to a reader, and a broken text would cost quadratic time.
_MEMORY = 200
# 当天 is a day that was named, no month and no length of time.
_A_DAY = re.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}(?!/)")
_PICKS = ("last", "topic", "home", "office", "group")
# Between the names of a list, with the offices before them.
_LISTED = re.compile(r"[、和与及以，\s]{0,3}")
# More people in a row are a roll, and nobody's party.
_PARTY = 12


@dataclass(frozen=True, slots=True)
class Anaphor:
    """A word in the text and the entity that it stands for here."""

    start: int
    end: int
    text: str
    ref: Ref


@dataclass(frozen=True, slots=True)
class _Entry:
    types: tuple[str, ...]
    heads: tuple[str, ...]
    after: tuple[str, ...]
    pick: str
    reach: int


@cache
def _lexicon() -> tuple[AhoCorasick, tuple[tuple[str, _Entry], ...]]:
    path = folder("data") / "rules" / "anaphora.toml"
    entries: list[tuple[str, _Entry]] = []
    table = read_table(path)
    for row in table.rows("anaphor", ("words", "types", "heads", "after", "pick", "reach")):
        pick = row.choice("pick", _PICKS)
        entry = _Entry(
            strings(row, "types"), strings(row, "heads"), strings(row, "after"), pick, row.number("reach")
        )
        entries += [(word, entry) for word in strings(row, "words")]
    none = strings(table.top, "not_anaphors", ())
    automaton = AhoCorasick([*(word for word, _ in entries), *none], matchkind=MatchKind.LeftmostLongest)
    return automaton, tuple(entries)


@dataclass(frozen=True, slots=True)
class _Story:
    """A document as its anaphors are read: its names and where its sentences and speeches begin."""

    document: Document
    speeches: Sequence[Span]
    sentence_starts: Sequence[int]
    speech_starts: Sequence[int]

    @property
    def text(self) -> str:
        return self.document.shadow

    @property
    def mentions(self) -> Sequence[Mention]:
        return self.document.mentions

    def sentence_at(self, offset: int) -> int:
        return max(0, bisect_right(self.sentence_starts, offset) - 1)

    def voice_at(self, offset: int) -> int:
        return voice_at(self.speech_starts, self.speeches, offset)

    def before(self, count: int) -> Iterator[int]:
        """The indexes of the nearest of the first `count` names, the last first, as many as anybody remembers."""
        return iter(range(count - 1, max(-1, count - 1 - _MEMORY), -1))


def anaphors(document: Document, speeches: Sequence[Span]) -> list[Anaphor]:
    """The anaphors of a document that have an antecedent, in order."""
    automaton, entries = _lexicon()
    story = _Story(
        document,
        speeches,
        [sentence.start for sentence in document.sentences],
        [speech.start for speech in speeches],
    )
    starts = [mention.start for mention in document.mentions]
    found: list[Anaphor] = []
    for pattern, start, end in automaton.find_matches_as_indexes(document.shadow):
        if pattern >= len(entries):
            continue
        word, entry = entries[pattern]
        count = bisect_right(starts, end - 1)
        if count and document.mentions[count - 1].end > start:
            continue
        if not _stands_alone(story.text, start, end, entry):
            continue
        if entry.pick == "group":
            found += [Anaphor(start, end, word, ref) for ref in _party(story, count, start, entry.reach)]
            continue
        ref = _antecedent(story, count, start, word, entry)
        if ref is None and "Event" in entry.types and _pointed(story.text, start, end, word):
            ref = _antecedent(story, count, start, word, entry, pointed=True)
        if ref is not None:
            found.append(Anaphor(start, end, word, ref))
    return found


def _stands_alone(text: str, start: int, end: int, entry: _Entry) -> bool:
    if entry.pick == "topic":
        return not _NOT_BEFORE.search(text, max(0, start - 1), start) and not _NOT_AFTER.match(text, end)
    if not entry.after or start == 0 or text[start - 1] in _EDGE:
        return True
    return text.startswith(entry.after, start - 1) or any(
        text.startswith(word, start - len(word)) for word in entry.after if len(word) <= start
    )


def _antecedent(
    story: _Story, count: int, start: int, word: str, entry: _Entry, pointed: bool = False
) -> Ref | None:
    """What a word at `start`, before which `count` names stand, stands for; what is only pointed to is near."""
    if entry.pick == "home":
        return _home(story.document, word)
    if entry.pick == "office":
        return _holder(story, count, word)
    near = pointed and story.text.startswith(_POINTING, max(0, start - 2))
    oldest = max(0, story.sentence_at(start) - (min(entry.reach, _POINTED) if near else entry.reach))
    floor = story.sentence_starts[oldest] if story.sentence_starts else 0
    if entry.pick == "topic":
        if story.text.endswith(_CONGRATULATED, 0, start):
            return _congratulated(story, count, start)
        return _topic(story, count, start, floor)
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


def _holder(story: _Story, count: int, word: str) -> Ref | None:
    """The last person whose name is followed by the office (总书记 after 习近平总书记)."""
    for index in story.before(count):
        mention = story.mentions[index]
        if mention.type == "Person" and story.text.startswith(word, mention.end):
            return Ref("Person", mention.canonical)
    return None


def _topic(story: _Story, count: int, start: int, floor: int) -> Ref | None:
    """Who 他 is: the first person who acts in the nearest sentence before (or in this one) that has one.

    Whoever is only named in somebody's speech is not meant outside it.
    """
    voice = story.voice_at(start)
    chosen: Mention | None = None
    sentence = -1
    for index in story.before(count):
        mention = story.mentions[index]
        if mention.start < floor:
            break
        if mention.type != "Person" or story.voice_at(mention.start) not in (-1, voice):
            continue
        if not _acts(story, index):
            continue
        at = story.sentence_at(mention.start)
        if chosen is not None and at != sentence:
            break
        chosen, sentence = mention, at
    return Ref("Person", chosen.canonical) if chosen else None


def _party(story: _Story, count: int, start: int, reach: int) -> list[Ref]:
    """Whom 他们 and 一行人 stand for: the first people in a row, two at least, who act in the nearest sentence before
    that has such."""
    voice, floor = story.voice_at(start), max(0, story.sentence_at(start) - reach)
    rows: list[Ref] = []
    sentence = -1
    for index in story.before(count):
        mention = story.mentions[index]
        at = story.sentence_at(mention.start)
        if at < floor or (rows and at != sentence):
            break
        if mention.type != "Person" or story.voice_at(mention.start) not in (-1, voice):
            continue
        if _acts(story, index) and len(row := _row(story, index, count)) > 1:
            rows, sentence = row, at
    return rows if len(rows) <= _PARTY else []


def _row(story: _Story, index: int, count: int) -> list[Ref]:
    """The people who are listed from a name on: 甲、某局局长乙和丙."""
    row, end = [], story.mentions[index].start
    for mention in story.mentions[index:count]:
        if mention.type not in ("Person", "Role") or not _LISTED.fullmatch(story.text, end, mention.start):
            break
        if mention.type == "Person":
            row.append(Ref("Person", mention.canonical))
        end = mention.end
    return list(dict.fromkeys(row))


def _congratulated(story: _Story, count: int, start: int) -> Ref | None:
    """Who 他 is in 某某致电李某，祝贺他当选: the person named last before, unless it is who congratulates."""
    for index in story.before(count):
        mention = story.mentions[index]
        if story.sentence_at(mention.start) != story.sentence_at(start):
            return None
        if mention.type == "Person" and story.voice_at(mention.start) == story.voice_at(start):
            between = story.text[mention.end : start]
            return None if _SENDS.search(between) or "，" not in between else Ref("Person", mention.canonical)
    return None


def _acts(story: _Story, index: int) -> bool:
    """Whether a person does something where they are named, rather than being named with or about another."""
    text, mention = story.text, story.mentions[index]
    if ATTRIBUTIVE.match(text, mention.end):
        return False
    start = mention.start
    while index and story.mentions[index - 1].type == "Role" and start - story.mentions[index - 1].end <= 1:
        index -= 1
        start = story.mentions[index].start
    return text.endswith(_AGENT_AFTER, 0, start) or not text.endswith(words()["not_subject_after"], 0, start)
