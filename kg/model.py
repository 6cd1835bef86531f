"""The values that the stages hand to one another: frozen, small, without behaviour.

`Document` carries everything until identities are resolved, `Statement` after. All offsets are code points
into `Article.text`, end exclusive, and `text[start:end]` is always the quoted text itself.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Literal, NamedTuple, TypeAlias

from kg.values import made_quickly

if TYPE_CHECKING:  # numpy is heavy, and most commands need none
    import numpy as np
    from numpy.typing import NDArray

Status = Literal["asserted", "planned", "negated"]

States: TypeAlias = "NDArray[np.int8]"
"""What the neural tagger's second layer holds at each character: [characters, 256], in units of 1/128."""


@made_quickly
@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of the text, [start, end)."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Article:
    """One article as it was read. `text` is kept exactly as read; `body` says which ranges of it are the article.

    `date` is an ISO 8601 date or minute (`2021-08-18`, `2021-08-18T09:07`), empty when unknown. `path` and
    `encoding` tell how the article was read; they are shown to the user and never enter the graph.
    """

    id: str
    text: str
    title: str = ""
    date: str = ""
    source: str = ""
    publisher: str = ""
    authors: tuple[str, ...] = ()
    section: str = ""
    url: str = ""
    body: tuple[Span, ...] = ()
    path: str = ""
    encoding: str = ""


@dataclass(frozen=True, slots=True)
class Quotation:
    """The inside of a pair of quotation marks; `depth` is 1 for an outer one, 2 for one inside it."""

    start: int
    end: int
    depth: int


@dataclass(frozen=True, slots=True)
class Home:
    """The place that 我市, 市委 and 当地 mean in this article: a canonical place name, and the words that say so.

    `place` is the lowest level known (`无锡市`), `parents` the levels above it, lowest first (`("江苏省",)`).
    """

    place: str
    parents: tuple[str, ...]
    evidence: str


@made_quickly
@dataclass(frozen=True, slots=True)
class Word:
    """A word of the neural tagger with its part of speech or entity tag (`PER`, `LOC`, `ORG`, `TIME`, `n`, `v` …)."""

    start: int
    end: int
    tag: str


@made_quickly
@dataclass(frozen=True, slots=True)
class Mention:
    """A stretch of text that names an entity.

    `type` is a class of the ontology (`Person`), `canonical` the full name that the mention stands for within its
    article (省委 → 江苏省委, 8月12日 → 2021-08-12), `by` the extractor and its version (`grammar.site/1`),
    `confidence` a probability. `detail` holds what a type needs beside its name, as sorted pairs: a Figure has
    value, unit, counts, bound.
    """

    start: int
    end: int
    type: str
    text: str
    canonical: str
    by: str
    confidence: float
    detail: tuple[tuple[str, str], ...] = ()


class Ref(NamedTuple):
    """An entity within one article: its type and its canonical name there. A tuple, since it is looked up and compared
    more often than all other values."""

    type: str
    name: str


@made_quickly
@dataclass(frozen=True, slots=True)
class Quote:
    """Words that somebody says, by their place in the text."""

    start: int
    end: int
    text: str


@made_quickly
@dataclass(frozen=True, slots=True)
class Fact:
    """What the text says of an entity. `start`, `end` bound the evidence: the sentence or clause that says it.
    `as_of` is the date up to which a figure was counted, as its canonical name (截至8月底 → 2024-08), where the text
    says so."""

    subject: Ref
    predicate: str
    object: Ref | Quote
    start: int
    end: int
    by: str
    confidence: float
    status: Status = "asserted"
    as_of: str = ""


@dataclass(frozen=True, slots=True)
class Found:
    """What one extractor adds to a document; its mentions, unless None, take the place of those before."""

    words: tuple[Word, ...] = ()
    states: States | None = field(default=None, repr=False, compare=False)
    proposals: tuple[Mention, ...] = ()
    mentions: tuple[Mention, ...] | None = None
    facts: tuple[Fact, ...] = ()


@dataclass(frozen=True, slots=True)
class Document:
    """An article with all that was found in it so far.

    `shadow` is the text that extractors match on: as long as `article.text`, character for character, with
    traditional characters simplified, full-width letters and digits narrowed and punctuation unified
    (see `kg.read.shadow`). `words` and `states` are what the neural tagger makes of it, `states` None where it has not
    run. `proposals` are the candidate mentions of all extractors, overlapping and possibly wrong; `mentions` what the
    arbiter chose among them, sorted, never overlapping.
    """

    article: Article
    shadow: str
    sentences: tuple[Span, ...] = ()
    quotations: tuple[Quotation, ...] = ()
    home: Home | None = None
    words: tuple[Word, ...] = ()
    states: States | None = field(default=None, repr=False, compare=False)
    proposals: tuple[Mention, ...] = ()
    mentions: tuple[Mention, ...] = ()
    facts: tuple[Fact, ...] = ()

    def plus(self, found: Found) -> Document:
        """This document with what an extractor found folded in."""
        return replace(
            self,
            words=self.words + found.words,
            states=self.states if found.states is None else found.states,
            proposals=self.proposals + found.proposals,
            mentions=self.mentions if found.mentions is None else found.mentions,
            facts=self.facts + found.facts,
        )


Documents = Sequence[Document]


@made_quickly
@dataclass(frozen=True, slots=True)
class Entity:
    """A resolved entity, the same across articles. `key` is unique within its type and mints its IRI:
    the name, and where needed what tells it apart (`张伟（江阴市）`). `also` is another name by which the article
    means it, where a decision made it one with an entity of that name."""

    type: str
    key: str
    name: str
    also: str = ""


@made_quickly
@dataclass(frozen=True, slots=True)
class Statement:
    """One article's word about one entity, with its proof: the value that carries everything after resolution.

    A mention is a statement with the predicate `mention` and the surface words as its object; a claim has a
    predicate of the ontology and an Entity or a Quote as its object. `text` is the exact quotation at
    `start`–`end` of the article; `date` the day on which the article states it; `detail` as in `Mention`;
    a claim's is `asOf`, the date up to which a figure was counted.
    """

    article: str
    subject: Entity
    predicate: str
    object: Entity | Quote | str
    start: int
    end: int
    text: str
    by: str
    confidence: float
    status: Status = "asserted"
    date: str = ""
    detail: tuple[tuple[str, str], ...] = ()
