"""Whom 他, 总书记 and 他们 stand for: people named before, who act where they are named."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from kg.extract.facts.asides import ATTRIBUTIVE, BYLINE
from kg.extract.facts.rules import words
from kg.extract.facts.voices import voice_at
from kg.model import Document, Mention, Ref, Span

# Who is meant after these is not who speaks or writes; of a name that the text writes to, none is known before.
CONGRATULATED = ("祝贺", "祝贺了", "恭喜")
_SENDS = re.compile(r"(?:致电|致函|致信|复信|去电|发电|向)(?!，)[^，。]")
# No subject of its clause, but who acts all the same: 会议由某某主持, 听某某讲.
_AGENT_AFTER = ("由", "听", "请", "让", "是", "叫")
# So many names back: further, an anaphor would mean nothing to a reader, and a broken text would cost quadratic time.
_MEMORY = 200
# Between the names of a list, with the offices before them.
_LISTED = re.compile(r"[、和与及以，\s]{0,3}")
# Behind the people of a list: they go with somebody named before.
_ALONG = re.compile("(?:等人?|一同|分别|全程)*(?:陪同|随同|随行|同行|陪着|参加)")
# More people in a row are a roll, and nobody's party.
_PARTY = 12


@dataclass(frozen=True, slots=True)
class Story:
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


def holder(story: Story, count: int, word: str) -> Ref | None:
    """The last person whose name is followed by the office (总书记 after 习近平总书记)."""
    for index in story.before(count):
        mention = story.mentions[index]
        if mention.type == "Person" and story.text.startswith(word, mention.end):
            return Ref("Person", mention.canonical)
    return None


def of_surname(story: Story, count: int, start: int) -> tuple[int, Ref | None]:
    """Who 廖主任 and 东郭科长 are: the person named last before whose name begins with what stands before the office;
    with where that begins. What ends another name (李华主任) is no surname."""
    text = story.text
    floor = story.mentions[count - 1].end if count else 0
    first, found = start, None
    for index in story.before(count):
        mention = story.mentions[index]
        if mention.type != "Person":
            continue
        size = _surname(text[mention.start : mention.end], text, start)
        if start - first < size <= start - floor:
            first, found = start - size, mention
    return first, None if found is None else Ref("Person", found.canonical)


def _surname(name: str, text: str, end: int) -> int:
    """How many characters before an offset are the surname of a name, 0 where they are none."""
    if name[0] != text[end - 1]:
        return 2 if len(name) > 2 and text.startswith(name[:2], end - 2) else 0
    return 0 if name[0] in _NO_SURNAME or len(name) > 4 or "·" in name else 1


# Right before an office these are words of their own: 向书记汇报, 和主任一起, 时任校长.
_NO_SURNAME = frozenset("向和于时任从由党区常")


def topic(story: Story, count: int, start: int, floor: int) -> Ref | None:
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


def party(story: Story, count: int, start: int, reach: int) -> list[Ref]:
    """Whom 他们 and 一行人 stand for: the first people in a row, two at least, who act in the nearest sentence before
    that has such; with whom they go along with there (县长甲到某镇，乙、丙陪同)."""
    voice, floor = story.voice_at(start), max(0, story.sentence_at(start) - reach)
    first = last = end = sentence = leader = -1
    listed: set[str] = set()  # the people from a name on, up to `end`
    for index in story.before(count):
        mention = story.mentions[index]
        at = story.sentence_at(mention.start)
        if at < floor or (first >= 0 and at != sentence):
            break
        if not _goes_on(story, index, count):
            listed, end = set(), index
        if mention.type != "Person":
            continue
        listed.add(mention.canonical)
        if story.voice_at(mention.start) not in (-1, voice) or not _acts(story, index):
            continue
        leader = index if first >= 0 else -1
        if len(listed) > 1:
            first, last, sentence = index, end, at
    if leader >= 0 and not _ALONG.match(story.text, story.mentions[last].end):
        leader = -1
    row = story.mentions[first : last + 1] if first >= 0 else ()
    named = [*story.mentions[leader : leader + 1], *row] if leader >= 0 else row
    people = dict.fromkeys(Ref("Person", mention.canonical) for mention in named if mention.type == "Person")
    return list(people) if len(people) <= _PARTY else []


def body(story: Story, count: int, start: int, reach: int, heads: Sequence[str], members: str) -> list[Ref]:
    """Whose people 学员们 and 大家 are: the nearest body before, with those listed beside it, that is a team by its
    name (`heads`), or behind which its people are named (`members`, a regular expression): 某中学的四十名学生."""
    floor = max(0, story.sentence_at(start) - reach)
    listed: list[int] = []  # the bodies from a name on that are listed with one another
    for index in story.before(count):
        mention = story.mentions[index]
        if story.sentence_at(mention.start) < floor:
            break
        ours = (
            mention.type == "Organisation"
            and story.voice_at(mention.start) < 0
            and not _ARMY.search(mention.canonical)
        )
        if listed:
            beside = story.mentions[listed[-1]].start
            if not (ours and _BODIES.fullmatch(story.text, mention.end, beside)):
                break
            listed.append(index)
        elif ours and (
            mention.canonical.rstrip("”").endswith(tuple(heads))
            or _people(members).match(story.text, mention.end)
        ):
            listed.append(index)
    return [Ref("Organisation", story.mentions[at].canonical) for at in reversed(listed)]


# Armies are of history: whose people are told of now are others.
_ARMY = re.compile(
    "^(?!.*(?:学|艺术团|宣讲团|志愿服务队|研究会)$).*?(?:红军|八路军|新四军|军团|游击队|纵队|野战军|[^，]军$|先遣支队|军第)"
)
# Between the bodies of a list.
_BODIES = re.compile("[”]?(?:[、和与及]|以及)[“]?")


@cache
def _people(members: str) -> re.Pattern[str]:
    return re.compile(f"”?[^，。；：“”]{{0,16}}?(?:{members})")


def _goes_on(story: Story, index: int, count: int) -> bool:
    """Whether the next name is listed with this one: 甲、某局局长乙和丙."""
    if index + 1 >= count or (behind := story.mentions[index + 1]).type not in ("Person", "Role"):
        return False
    return _LISTED.fullmatch(story.text, story.mentions[index].end, behind.start) is not None


def congratulated(story: Story, count: int, start: int) -> Ref | None:
    """Who 他 is in 某某致电李某，祝贺他当选: the person named last before, unless it is who congratulates."""
    for index in story.before(count):
        mention = story.mentions[index]
        if story.sentence_at(mention.start) != story.sentence_at(start):
            return None
        if mention.type == "Person" and story.voice_at(mention.start) == story.voice_at(start):
            between = story.text[mention.end : start]
            return None if _SENDS.search(between) or "，" not in between else Ref("Person", mention.canonical)
    return None


def _acts(story: Story, index: int) -> bool:
    """Whether a person does something where they are named, rather than being named with or about another."""
    text, mention = story.text, story.mentions[index]
    if ATTRIBUTIVE.match(text, mention.end):
        return False
    start = mention.start
    while index and story.mentions[index - 1].type == "Role" and start - story.mentions[index - 1].end <= 1:
        index -= 1
        start = story.mentions[index].start
        if BYLINE.search(story.mentions[index].text):
            return False
    return text.endswith(_AGENT_AFTER, 0, start) or not text.endswith(words()["not_subject_after"], 0, start)
