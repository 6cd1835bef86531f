"""Gaps: sentences that name two or more entities and of which no fact was read, for whoever writes the next rule.

Each verb of such a sentence with the entities around it makes a *pattern*: `Organisation 慰问 Person`, or where the
verb comes last, `Person Place 调研`. The more pairs of entities a pattern would connect, the more these matter, and the
more often rules that know a verb connect entities of their types, the higher it ranks; in it, sentences with more such
entities come first. A pattern whose types no predicate may connect is left out. Verbs are those of jieba's dictionary,
found by their letters alone: a hint to a reader, not an analysis.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from math import sqrt

from kg.garbage import seldom_collected
from kg.model import Document, Mention, Ref, Span
from kg.read.sentences import sentences
from kg.read.shadow import shadow
from kg.report.sections import Report, Section
from kg.report.verbs import connecting, lexicon, triggers, verbs, with_triggers
from kg.store import Store

SALIENCE = {
    "Person": 1.0,
    "Organisation": 1.0,
    "Campaign": 1.0,
    "Site": 1.0,
    "Event": 1.0,
    "Route": 1.0,
    "Policy": 0.8,
    "Work": 0.8,
    "Place": 0.6,
    "Role": 0.3,
    "Date": 0.2,
}
"""How much a sentence's entities matter to this graph. Figures are no entities here: they have no facts with others."""

_AFTER = 12
"""Characters between a verb and the entity after it; what is farther away is seldom its object."""

_ENDS = "，。；：！？\n"
_EXAMPLES = 3
_TOP = 20


@dataclass(frozen=True, slots=True)
class Example:
    """A sentence without a fact: where it is, what it says, which entities it names, and how much these matter."""

    article: str
    start: int
    end: int
    text: str
    mentions: tuple[Mention, ...]
    weight: float


_Key = tuple[tuple[str, str], str, bool]


@dataclass(slots=True)
class Pattern:
    """Sentences in which the same verb stands between (or after) entities of the same types. `predicates` are those
    that may connect the types, `triggers` those of them whose rules know the verb already; `pairs` are the names of the
    entities around it, `usual` says how often rules with a trigger connect
    such types, from 0.1 to 1."""

    types: tuple[str, str]
    verb: str
    last: bool
    examples: list[Example] = field(default_factory=list)
    pairs: set[tuple[str, str]] = field(default_factory=set)
    usual: float = 1.0

    @property
    def words(self) -> str:
        left, right = self.types
        return f"{left} {right} {self.verb}" if self.last else f"{left} {self.verb} {right}"

    @property
    def articles(self) -> int:
        return len({example.article for example in self.examples})

    @property
    def predicates(self) -> tuple[str, ...]:
        return connecting(self.types)

    @property
    def triggers(self) -> tuple[str, ...]:
        known = triggers().get(self.verb, frozenset())
        return tuple(name for name in self.predicates if name in known)

    @property
    def weight(self) -> float:
        """What the pattern is ranked by: how many pairs of entities it would connect, each worth what their types
        matter, half where the verb is mostly a noun (工作, 发展) and no trigger. Not its sentences: a set phrase that
        a thousand articles repeat about the same two would be one fact."""
        noun = self.verb in lexicon().nouns and not self.triggers
        return (
            len(self.pairs)
            * SALIENCE[self.types[0]]
            * SALIENCE[self.types[1]]
            * self.usual
            * (0.5 if noun else 1.0)
        )


@dataclass(frozen=True, slots=True)
class Gaps:
    """What was found: the patterns in their rank, and how many sentences name two entities, and say nothing that was
    read."""

    patterns: tuple[Pattern, ...]
    naming: int
    silent: int


@seldom_collected(0)  # of a million small values that all are kept, looking takes two fifths of the time
def gaps(documents: Iterable[Document]) -> Gaps:
    """The gaps of documents with mentions and facts. Sentences are found where a document lacks them."""
    patterns: dict[_Key, Pattern] = {}
    between: Counter[frozenset[str]] = Counter()
    naming = silent = 0
    for document in documents:
        between.update(_by_words(document))
        for span, mentions, said in _naming(document):
            naming += 1
            if said:
                continue
            silent += 1
            example = _example(document, span, mentions)
            for key, pairs in _found(document.article.text, span, mentions).items():
                pattern = patterns.setdefault(key, Pattern(*key))
                pattern.examples.append(example)
                pattern.pairs |= pairs
    most = max(between.values(), default=0)
    for pattern in patterns.values():
        pattern.usual = max(0.1, sqrt(between[frozenset(pattern.types)] / most)) if most else 1.0
        pattern.examples.sort(key=lambda e: (-e.weight, e.end - e.start, e.article, e.start))
    ranked = sorted(patterns.values(), key=lambda p: (-p.weight, -len(p.examples), p.words))
    return Gaps(tuple(ranked), naming, silent)


def cached(store: Store) -> Iterator[Document]:
    """The documents of a store as they were extracted, by id."""
    from kg.build.pack import unpack  # loads all that builds need, which other reports do not

    for article_id, packed in store.articles.documents():
        yield unpack(store.articles.article(article_id), packed)


def report(store: Store) -> Report:
    """The gaps of a store."""
    found = gaps(cached(store))
    shown = found.patterns[:_TOP]
    rows = tuple(
        (p.words, len(p.pairs), len(p.examples), p.articles, ", ".join(p.predicates), ", ".join(p.triggers))
        for p in shown
    )
    note = f"{found.silent:,} of {found.naming:,} sentences with two or more entities state no fact"
    sections = [
        Section(
            "句型 Patterns", ("pattern", "pairs", "sentences", "articles", "could be", "known to"), rows, note
        )
    ]
    for pattern in shown[:10]:
        examples = tuple((e.article, e.start, e.end, e.text) for e in pattern.examples[:_EXAMPLES])
        sections.append(Section(pattern.words, ("article", "start", "end", "sentence"), examples))
    return Report("待补规则 · Gaps", tuple(section for section in sections if section.rows))


def _by_words(document: Document) -> Iterator[frozenset[str]]:
    """The types of both ends of each fact that a word gave away."""
    for fact in document.facts:
        if isinstance(fact.object, Ref) and fact.by.partition("/")[0] in with_triggers():
            yield frozenset((fact.subject.type, fact.object.type))


# --- sentences ----------------------------------------------------------------------------------------------


def _naming(document: Document) -> Iterator[tuple[Span, Sequence[Mention], bool]]:
    """The sentences that name two or more entities, with these, and whether a fact was read in them."""
    mentions = [m for m in document.mentions if m.type in SALIENCE]
    starts = [m.start for m in mentions]
    covered = _merged(document)
    ends = [end for _, end in covered]
    for span in document.sentences or _sentences(document, starts):
        inside = mentions[bisect_left(starts, span.start) : bisect_left(starts, span.end)]
        if len(inside) < 2 or len({(m.type, m.canonical) for m in inside}) < 2:
            continue
        after = bisect_right(ends, span.start)
        yield span, inside, after < len(covered) and covered[after][0] < span.end


def _sentences(document: Document, starts: Sequence[int]) -> tuple[Span, ...]:
    """The sentences of the lines that name two entities, none of which goes across a line."""
    text, lines = document.article.text, []
    for span in document.article.body:
        place = bisect_left(starts, span.start)
        while place < len(starts) and starts[place] < span.end:
            first = max(text.rfind("\n", 0, starts[place]) + 1, span.start)
            last = text.find("\n", starts[place], span.end)
            last = span.end if last < 0 else last
            after = bisect_left(starts, last)
            if after - place > 1:
                lines.append(Span(first, last))
            place = after
    return sentences(shadow(text), lines) if lines else ()


def _merged(document: Document) -> list[tuple[int, int]]:
    """The stretches of text that facts were read from, merged and in order."""
    merged: list[tuple[int, int]] = []
    for start, end in sorted((fact.start, fact.end) for fact in document.facts):
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return merged


def _example(document: Document, span: Span, mentions: Sequence[Mention]) -> Example:
    entities = {(m.type, m.canonical) for m in mentions}
    weight = round(sum(SALIENCE[kind] for kind, _ in entities), 3)
    text = document.article.text[span.start : span.end]
    return Example(document.article.id, span.start, span.end, text, tuple(mentions), weight)


def _found(text: str, span: Span, mentions: Sequence[Mention]) -> dict[_Key, set[tuple[str, str]]]:
    """The patterns of a sentence, each with the pairs of names that it connects there."""
    starts = [m.start for m in mentions]
    found: dict[_Key, set[tuple[str, str]]] = {}
    for start, end in verbs(text, span):
        after = bisect_left(starts, start)
        if after and mentions[after - 1].end > start:
            continue  # a part of a name
        before = [m for m in mentions[max(after - 3, 0) : after] if m.type != "Date"]
        if not before:
            continue
        left, last = before[-1], False
        if after < len(mentions) and _reaches(text, end, mentions[after].start):
            right = mentions[after]
        elif len(before) > 1 and not _cut(text, before[-2].end, start):
            left, right, last = before[-2], left, True
        else:
            continue
        types = left.type, right.type
        if connecting(types):
            found.setdefault((types, text[start:end], last), set()).add((left.canonical, right.canonical))
    return found


def _reaches(text: str, end: int, start: int) -> bool:
    return start - end <= _AFTER and not _cut(text, end, start)


def _cut(text: str, start: int, end: int) -> bool:
    """Whether a clause ends between."""
    return any(mark in text[start:end] for mark in _ENDS)
