"""What the rules look at: one document's shadow, its words by position, and its pairs of marks."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import NamedTuple

from kg.extract.grammar.lexicon import confidences, words
from kg.model import Document, Mention

_MARKS = re.compile("[“”‘’《》（）\n]")
_HAN = re.compile("[\u4e00-\u9fff]{2,4}")
_BLANK = frozenset(("", " ", "\n"))
_LONGEST_WORD = 40  # longer ones are no words, and would make the work grow with their square
_DEEPEST = 8  # marks that may stand open in between; bounds the work on broken text
_NAMELIKE = frozenset(["nr", "nz", "PER"])
_NO_PERSON = frozenset(["ORG", "nw"])
_CLOSERS = {"”": "“", "’": "‘", "》": "《", "）": "（"}


class Candidate(NamedTuple):
    """A proposal in the making. `rule` is its rule without version, `head` the word that precision is counted by."""

    start: int
    end: int
    type: str
    rule: str
    head: str = ""


@dataclass(frozen=True, slots=True)
class Context:
    """`at[i]` is the index of the word at position i, -1 where no word is; `opens[i]` the start of the quotation,
    title or bracket that ends just before position i; `closes` the other way round."""

    document: Document
    shadow: str
    starts: list[int]
    ends: list[int]
    tags: list[str]
    texts: list[str]
    at: list[int]
    opens: dict[int, int]
    closes: dict[int, int]

    def word_ends(self, position: int) -> bool:
        """Whether a word ends just before this position."""
        index = self.at[position - 1] if position else -1
        return index < 0 or self.ends[index] == position

    def surname(self, start: int) -> int:
        """How long the surname is that starts here: 2, 1 or 0."""
        surnames = words("surnames")
        return (
            2
            if self.shadow[start : start + 2] in surnames
            else int(self.shadow[start : start + 1] in surnames)
        )

    def person_at(self, start: int, *, loose: bool = False, wary: bool = False) -> int:
        """The end of the personal name that starts here, 0 when none does.

        The tagger's name where it sees one; else a surname and one or two characters up to the next border of
        words (the tagger splits rare names: 者/r 兰/n). `loose` allows it to start within a word (讲师扎/n),
        `wary` demands a word that the tagger holds to be some kind of name, so that 主席成功会见 names nobody.
        """
        index = self.at[start]
        if index < 0 or (self.starts[index] != start and not loose):
            return 0
        if self.tags[index] == "PER" and self.ends[index] - start > 1:
            return self.ends[index]
        size = self.surname(start)
        stops, tag = words("stop.Person"), self.tags[index]
        if not size or self.texts[index] in stops or tag in _NO_PERSON:
            return 0
        end = self.ends[index]
        if tag == "LOC" and self.starts[index] < start and end - start > size:  # 市长|沙市
            return 0
        while end - start <= size and end < len(self.shadow) and self.at[end] >= 0:
            if self.texts[self.at[end]] in stops:
                return 0
            end = self.ends[self.at[end]]
        if wary and tag not in _NAMELIKE and self.tags[self.at[end - 1]] not in _NAMELIKE:
            return 0
        longest = size + 2 + (self.tags[self.at[end - 1]] in ("nr", "PER"))  # 扎西梅朵
        return end if end - start <= longest and _HAN.fullmatch(self.shadow, start, end) else 0

    def mention(self, candidate: Candidate) -> Mention:
        """The candidate as a proposal: precision of its rule with this head, else of its rule, else one half."""
        table = confidences()
        start, end, type_, rule, head = candidate
        text = self.document.article.text[start:end]
        confidence = table.get((rule, head)) or table.get((rule, ""), 0.5)
        return Mention(start, end, type_, text, text, f"{rule}/1", confidence)


def context(document: Document) -> Context:
    """The document, indexed."""
    shadow = document.shadow
    words = document.words
    starts, ends = [word.start for word in words], [word.end for word in words]
    texts = [shadow[start:end] for start, end in zip(starts, ends, strict=True)]
    at = [-1] * (len(shadow) + 1)
    for index, (text, start, end) in enumerate(zip(texts, starts, ends, strict=True)):
        if text[:1] in _BLANK:  # the tagger takes blanks into the word behind them
            texts[index] = text = text.lstrip()
            starts[index] = start = end - len(text)
        if len(text) == 1:
            at[start] = index
        elif len(text) <= _LONGEST_WORD:
            at[start:end] = [index] * len(text)
    opens, closes = _pairs(shadow)
    return Context(
        document,
        shadow,
        starts,
        ends,
        [word.tag if word.end - word.start <= _LONGEST_WORD else "" for word in words],
        texts,
        at,
        opens,
        closes,
    )


def _pairs(shadow: str) -> tuple[dict[int, int], dict[int, int]]:
    """Matching marks within a line: end → start, and start → end. What is not closed is passed over."""
    opens: dict[int, int] = {}
    closes: dict[int, int] = {}
    stack: list[tuple[str, int]] = []
    for match in _MARKS.finditer(shadow):
        mark = match[0]
        opener = _CLOSERS.get(mark)
        if mark == "\n":
            stack.clear()
        elif opener is None:
            stack.append((mark, match.start()))
        else:
            for depth in range(len(stack) - 1, max(-1, len(stack) - 1 - _DEEPEST), -1):
                if stack[depth][0] == opener:
                    start = stack[depth][1]
                    opens[match.end()] = start
                    closes[start] = match.end()
                    del stack[depth:]
                    break
    return opens, closes
