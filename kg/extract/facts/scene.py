"""The structure that rules stand on: what is named where, which clause it is in, and which names belong together.

A `Scene` is read once per document. A *node* is a mention, or an anaphor (他, 会议, 该县) that stands for one.
A *group* is a coordination of nodes (A、B和C, or a list of people each with their offices). A *clause* is what
stands between two commas or semicolons that do not separate the members of a group. A *voice* is the stretch of
direct speech that something is said in, or -1 for the journalist's own words: no rule reaches from one into another.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field

from kg.extract.facts.entities import Entities, Named
from kg.extract.facts.voices import voice_at
from kg.model import Document, Fact, Ref, Span


@dataclass(slots=True)
class Node:
    """A mention or an anaphor in its place: `sentence`, `clause` and `group` are indexes, `voice` see above."""

    start: int
    end: int
    type: str
    name: str
    text: str
    anaphor: bool = False
    sentence: int = -1
    clause: int = -1
    group: int = -1
    voice: int = -1
    ref: Ref = field(init=False)  # the entity that it stands for
    entity: Named = field(init=False)  # the same, set when the scene is laid out

    def __post_init__(self) -> None:
        self.ref = Ref(self.type, self.name)


Tables = Mapping[tuple[str, bool], Mapping[str, float]]
"""(predicate, whether for rules that only suggest) → clue → weight; see `kg.extract.facts.ranking`."""

Around = tuple[list[str], list[str]]
"""Clues from the words right beside a name, and from those further on; see `kg.extract.facts.clues`."""

# What else may be known of somebody or something, and tells of a fact.
_ASKED = frozenset(("heldAt", "onDate", "organises", "participatesIn", "visits", "locatedIn", "promotes"))


@dataclass(slots=True)
class Spot:
    """What a fact hangs on, a trigger word or a name: where it stands, and in which clause and sentence it begins."""

    start: int
    end: int
    clause: int
    sentence: int


@dataclass(frozen=True, slots=True)
class Proposal:
    """A fact that a rule proposed, by one that only suggests or one that states, and the clues to how likely it is."""

    fact: Fact
    suggests: bool
    clues: tuple[str, ...]


class Anchors(dict[frozenset[str], list[int]]):
    """The indexes of the nodes of some types, gathered when first asked for; `kinds` are the types of all nodes."""

    def __init__(self, kinds: Sequence[str]) -> None:
        super().__init__()
        self._kinds = kinds

    def __missing__(self, types: frozenset[str]) -> list[int]:
        found = self[types] = [at for at, kind in enumerate(self._kinds) if kind in types]
        return found


# From a province to a hall of a village there are fewer steps; a table of places without marks is no chain.
_NESTED = 12
# Two characters all, which clues count on.
_SPEAKS = re.compile("强调|指出|表示|要求|认为|提出|希望|[说称道][，：]")


@dataclass(slots=True)
class Scene:
    """A document with its structure laid out. All lists are in the order of the text."""

    document: Document
    nodes: list[Node]
    sentences: Sequence[Span]
    clauses: list[Span]
    groups: list[list[int]]
    speeches: list[Span]
    paragraphs: list[int]  # of each sentence, the index of its paragraph
    paragraph_spans: list[Span]  # from the first sentence of each paragraph to its last
    topics: list[int] = field(
        default_factory=list
    )  # the nodes of meetings and campaigns that are under way here
    found: list[Fact] = field(default_factory=list)  # what the rules have found so far
    entities: Entities = field(default_factory=lambda: Entities(""))
    known: set[tuple[Named | str, ...]] = field(
        default_factory=set
    )  # facts, and of each its two ends, for quick looks
    weights: Tables = field(default_factory=dict)
    least: float = 0.0  # how likely a fact of a rule that only suggests must be
    mains: Sequence[Named] = ()  # meetings and campaigns, what is named most often first
    heads: dict[int, int] = field(default_factory=dict)  # this and the next: see `kg.extract.facts.subjects`
    leads: list[int] = field(default_factory=list)
    subjects: dict[int, Around] = field(default_factory=dict)  # by the indexes of their nodes
    objects: dict[int, Around] = field(default_factory=dict)
    pushes: dict[int, list[str]] = field(default_factory=dict)  # see `kg.extract.facts.pushes`
    visited: dict[int, tuple[str, ...]] = field(default_factory=dict)  # see `kg.extract.facts.going`
    says: list[int] | None = None  # see `speech_verbs`
    protagonist: list[int] | None = None  # where it acts: see `kg.extract.facts.carried`
    past: frozenset[int] | None = None  # see `of_the_past`
    occasions: dict[int, set[Named]] | None = None  # this and the next: see `kg.extract.facts.occasions`
    visitors: dict[Named, list[Named]] | None = None  # see `kg.extract.facts.travellers`
    there: dict[int, tuple[int, Collection[Named], list[str]]] = field(default_factory=dict)
    proposals: list[Proposal] | None = None  # kept only for learning
    types: frozenset[str] = frozenset()  # of the nodes
    whole: Span = field(init=False)  # the whole text
    text: str = field(init=False)  # the folded text that rules match on
    starts: list[int] = field(init=False)  # of the nodes
    kinds: list[str] = field(init=False)  # their types
    anchors: Anchors = field(init=False)  # their indexes by types
    clause_starts: list[int] = field(default_factory=list)
    sentence_starts: list[int] = field(default_factory=list)
    speech_starts: list[int] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.text = self.document.shadow
        self.whole = Span(0, len(self.text))
        self.starts = [node.start for node in self.nodes]
        self.kinds = [node.type for node in self.nodes]
        self.anchors = Anchors(self.kinds)

    def sentence_at(self, offset: int) -> int:
        """The index of the sentence around an offset, or of the one before it."""
        return bisect_right(self.sentence_starts, offset) - 1

    def spot(self, start: int, end: int) -> Spot:
        """What stands from one offset to another."""
        return Spot(start, end, self.clause_at(start), self.sentence_at(start))

    def clause_at(self, offset: int) -> int:
        """The index of the clause around an offset."""
        return bisect_right(self.clause_starts, offset) - 1

    def node_before(self, offset: int) -> int:
        """The index of the last node that starts before the offset, -1 if there is none."""
        return bisect_right(self.starts, offset - 1) - 1

    def voice_at(self, offset: int) -> int:
        """The index of the direct speech around an offset, or -1."""
        return voice_at(self.speech_starts, self.speeches, offset)

    def opens_paragraph(self, sentence: int) -> bool:
        """Whether a sentence, by its index, is the first of its paragraph."""
        return sentence == 0 or self.paragraphs[sentence - 1] != self.paragraphs[sentence]

    def know(self, facts: Sequence[Fact]) -> None:
        """Remember facts, so that nothing is found twice and clues can ask what is known of somebody."""
        for fact in facts:
            who, predicate = self.entities[fact.subject], fact.predicate
            if isinstance(fact.object, Ref):
                what = self.entities[fact.object]
                self.known.update(((who, predicate, what), (who, predicate), (predicate, what)))
            if predicate not in who.does:
                who.does.append(predicate)
                if predicate in _ASKED:
                    who.tells.append(f"subject {predicate}")
                    who.told.append(f"object {predicate}")

    def speech_verbs(self) -> list[int]:
        """Where the verbs of speech stand."""
        if self.says is None:
            self.says = [match.start() for match in _SPEAKS.finditer(self.text)]
        return self.says

    def of_the_past(self, sentence: int) -> bool:
        """Whether a sentence tells of a year before the one before the article's: of history, not of news."""
        if self.past is None:
            year = self.document.article.date[:4]
            last = int(year) - 1 if year.isdecimal() else 0
            self.past = frozenset(
                node.sentence
                for node in self.nodes
                if node.type == "Date" and node.name[:4].isdecimal() and int(node.name[:4]) < last
            )
        return sentence in self.past

    def members(self, index: int) -> list[Node]:
        """The nodes in the same coordination, the node itself among them, and the places that these lie in or hold."""
        group = self.groups[self.nodes[index].group]
        first, last = self.chain_start(group[0]), self.chain_end(group[-1])
        if first == group[0] and last == group[-1]:
            return [self.nodes[i] for i in group]
        return self.nodes[first : last + 1]

    def chain_start(self, index: int) -> int:
        """The index of the place that a chain of places opens with: 溧阳市 for 溧阳市的某馆."""
        for _ in range(_NESTED):
            if not index or not self._linked(index - 1, index):
                break
            index = self.groups[self.nodes[index - 1].group][0]
        return index

    def chain_end(self, index: int) -> int:
        """The index of the last name of a chain of places."""
        for _ in range(_NESTED):
            if index + 1 == len(self.nodes) or not self._linked(index, index + 1):
                break
            index = self.groups[self.nodes[index + 1].group][-1]
        return index

    def _linked(self, left: int, right: int) -> bool:
        a, b = self.nodes[left], self.nodes[right]
        if a.type != "Place" or b.type not in ("Site", "Place") or a.voice != b.voice:
            return False
        return b.start - a.end <= 1 and self.text[a.end : b.start] in ("的", "")
