"""People whose names the tagger tears apart where a site bears them: 方如/v 松烈士墓/LOC."""

from __future__ import annotations

from collections.abc import Sequence

from kg.extract.grammar.lexicon import words as listed
from kg.model import Word

_BORNE = (
    "烈士墓",
    "烈士陵园",
    "烈士纪念碑",
    "烈士纪念馆",
    "烈士故居",
    "故居",
    "旧居",
    "纪念馆",
    "纪念碑",
    "墓",
)
_PLACES = frozenset(["LOC", "ORG"])
# What is done at such a site, and begins like a surname all the same.
_DONE = frozenset(["祭扫", "纪念", "安葬", "修缮", "修建", "成立", "应邀"])
_OPEN = frozenset(["n", "nz", "nr", "nw", "v", "vn", "a", "an", "ad", "vd"])


def rejoined(shadow: str, words: Sequence[Word]) -> list[Word]:
    """The words, with the name whole: 方如松/PER 烈士墓/n. What is left of it at the site is one character, which is no
    name by itself (松), or two that begin with no surname."""
    if not any(borne in shadow for borne in _BORNE):
        return list(words)
    done: list[Word] = []
    for word in words:
        torn = word.tag in _PLACES and done and shadow.endswith(_BORNE, word.start, word.end)
        given = _given(shadow, done[-1], word) if torn else 0
        if given:
            done[-1] = Word(done[-1].start, given, "PER")
            done.append(Word(given, word.end, "n"))
        else:
            done.append(word)
    return done


def _given(shadow: str, before: Word, word: Word) -> int:
    """Where the name ends that begins with the word before, 0 where none does."""
    first, site = shadow[before.start : before.end], shadow[word.start : word.end]
    rest = site.removesuffix(next(head for head in _BORNE if site.endswith(head)))
    surnames = listed("surnames")
    if before.end != word.start or before.tag not in _OPEN or len(first) + len(rest) != 3:
        return 0
    if len(rest) == 2 and rest[0] in surnames:
        return 0
    if first[:1] not in surnames or first in _DONE or first in listed("stop.Person"):
        return 0
    return word.start + len(rest)
