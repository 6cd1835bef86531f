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
from kg.model import Document, Mention, Ref
from kg.resources import folder

# 其他, 吉他 and 他们 are not the pronoun; 他人 and 他乡 neither.
_NOT_BEFORE = re.compile(r"[其吉利]$")
_NOT_AFTER = re.compile(r"们|人|乡|国|山|日")
_EDGE = frozenset("，。！？；：、\n（）“”‘’ 】》—")
_POINTING = ("本届", "本次", "此次", "这次", "这项", "这场", "上述")
# So many names back: further, an anaphor would mean nothing to a reader, and a broken text would cost quadratic time.
_MEMORY = 200
_PICKS = ("last", "topic", "home", "office")


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
    automaton = AhoCorasick([word for word, _ in entries], matchkind=MatchKind.LeftmostLongest)
    return automaton, tuple(entries)


def anaphors(document: Document) -> list[Anaphor]:
    """The anaphors of a document that have an antecedent, in order."""
    automaton, entries = _lexicon()
    text, mentions = document.shadow, document.mentions
    starts = [mention.start for mention in mentions]
    sentence_starts = [sentence.start for sentence in document.sentences]
    found: list[Anaphor] = []
    for pattern, start, end in automaton.find_matches_as_indexes(text):
        word, entry = entries[pattern]
        index = bisect_right(starts, end - 1)
        if index and mentions[index - 1].end > start:
            continue
        if not _stands_alone(text, start, end, entry):
            continue
        oldest = max(0, bisect_right(sentence_starts, start) - 1 - entry.reach)
        floor = sentence_starts[oldest] if sentence_starts else 0
        ref = _antecedent(document, sentence_starts, mentions, index, word, entry, floor)
        if ref is None and "Event" in entry.types and _pointed(text, start, end):
            ref = _antecedent(document, sentence_starts, mentions, index, word, entry, floor, pointed=True)
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
    document: Document,
    sentence_starts: Sequence[int],
    mentions: Sequence[Mention],
    count: int,
    word: str,
    entry: _Entry,
    floor: int,
    pointed: bool = False,
) -> Ref | None:
    if entry.pick == "home":
        return _home(document, word)
    if entry.pick == "topic":
        return _topic(document.shadow, sentence_starts, mentions, count, floor)
    if entry.pick == "office":
        return _holder(document.shadow, mentions, count, word)
    heads = tuple({"$word": word, "$tail": word[-1]}.get(head, head) for head in entry.heads)
    for mention in _backwards(mentions, count):
        if mention.start < floor:
            return None
        at = sentence_starts[max(0, bisect_right(sentence_starts, mention.start) - 1)]
        if mention.type == "Event" and _in_passing(document.shadow, at, mention):
            continue
        if mention.type in entry.types and (pointed or mention.canonical.rstrip("”》").endswith(heads)):
            return Ref(mention.type, mention.canonical)
    return None


def _in_passing(text: str, sentence: int, mention: Mention) -> bool:
    """Whether a meeting is only looked back at (党的二十大精神), or is what another meeting decided about."""
    end = mention.end + (text[mention.end : mention.end + 1] == "”")
    return text.startswith(words()["look_back"], end) or business_of_meeting(text, sentence, mention.start)


def _pointed(text: str, start: int, end: int) -> bool:
    """Whether a word such as 本届 or a following 由 points to what has just been named, whatever its name."""
    return text.startswith(_POINTING, max(0, start - 2)) or text.startswith("由", end)


def _backwards(mentions: Sequence[Mention], count: int) -> Iterator[Mention]:
    """The nearest of the first `count` mentions before the place, as many as anybody remembers."""
    for index in range(count - 1, max(-1, count - 1 - _MEMORY), -1):
        yield mentions[index]


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


def _holder(text: str, mentions: Sequence[Mention], count: int, word: str) -> Ref | None:
    """The last person whose name is followed by the office (总书记 after 习近平总书记)."""
    for mention in _backwards(mentions, count):
        if mention.type == "Person" and text.startswith(word, mention.end):
            return Ref("Person", mention.canonical)
    return None


def _topic(
    text: str, sentence_starts: Sequence[int], mentions: Sequence[Mention], count: int, floor: int
) -> Ref | None:
    """The first person of the nearest sentence before (or of this one) that speaks of a person."""
    chosen: Mention | None = None
    sentence = -1
    for mention in _backwards(mentions, count):
        if mention.start < floor:
            break
        if mention.type != "Person" or ATTRIBUTIVE.match(text, mention.end):
            continue
        at = bisect_right(sentence_starts, mention.start)
        if chosen is not None and at != sentence:
            break
        chosen, sentence = mention, at
    return Ref("Person", chosen.canonical) if chosen else None
