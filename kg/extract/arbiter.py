"""The arbiter: chooses among overlapping proposals the names that a document has.

Proposals of the same span and type are one candidate. Its probability is a logistic sum of weights learned on
annotated articles by `python -m kg.train` (data/model/arbiter.tsv): one for each rule that proposes it, one for how
likely the learned tagger finds it, some for its surroundings. Among all ways to choose candidates that do not
overlap, the arbiter takes the one with the highest sum of (probability - threshold). So weights come from measured
precision, and a candidate's probability is what the mention carries as its confidence.

Names of doctrines (习近平新时代中国特色社会主义思想) are no mentions, and nothing inside them is. Figures take what
the names leave.
"""

from __future__ import annotations

import math
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from kg.errors import RuleError
from kg.extract.learned import CHOSEN, RATED
from kg.extract.paired import balanced
from kg.model import Document, Found, Mention
from kg.resources import folder
from kg.values import made_quickly

THRESHOLD = "threshold"
"""The weight's name under which the table keeps the least probability that is worth a mention."""

_GROUPS = ("gazetteer", "dates", "grammar", "learned", "tagger")
"""Whose proposal stands for a candidate, first to last: those that know canonical names come first."""

_LEAST = 0.02  # what the learned tagger believes less than this is right 3 times in 100, whoever proposes it
_FLOOR = 0.001  # log-odds end here and at 1 - _FLOOR


_LEARNED = frozenset((CHOSEN, RATED))
_Key = tuple[int, int, str]
"""Start, end and type of a candidate."""


@made_quickly
@dataclass(frozen=True, slots=True)
class Candidate:
    """A span with a type, the proposals for it (never none), and the names of its features, each counting once,
    beside `belief`, the log-odds that the learned tagger gives it."""

    start: int
    end: int
    type: str
    proposals: tuple[Mention, ...]
    features: tuple[str, ...]
    belief: float


def choose(documents: Sequence[Document]) -> list[Found]:
    """The mentions of each document: sorted, never overlapping."""
    return [Found(mentions=tuple(_chosen(document, weights()))) for document in documents]


@cache
def weights() -> Mapping[str, float]:
    """The weight of each feature, from data/model/arbiter.tsv.

    Raises:
        RuleError: a line is not a name and a number.
    """
    path = folder("data") / "model" / "arbiter.tsv"
    table = {}
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except OSError as error:
        raise RuleError(f"{path}: {error}; run `make train`") from error
    for number, line in enumerate(lines, 1):
        if line and not line.startswith("#"):
            name, _, value = line.partition("\t")
            try:
                table[name] = float(value)
            except ValueError as error:
                raise RuleError(f"{path}:{number}: expected a name, a tab and a number") from error
    return table


# --- candidates ---------------------------------------------------------------------------------------------


def candidates(document: Document) -> list[Candidate]:
    """Every span and type that is proposed for the document and that the learned tagger finds possible at all,
    Figures, what doctrines cover, and what holds one mark of a pair left out."""
    groups: dict[_Key, list[Mention]] = {}
    doctrines = []
    for proposal in document.proposals:
        if proposal.type == "Doctrine":
            doctrines.append(proposal)
        elif proposal.type != "Figure":
            groups.setdefault((proposal.start, proposal.end, proposal.type), []).append(proposal)
    covered = _Spans(doctrines)
    beliefs = {key: belief for key in groups if (belief := _belief(groups[key])) >= _LEAST}
    free = {
        key: beliefs[key]
        for key in sorted(beliefs)
        if not covered.cut(key[0], key[1]) and balanced(document.shadow, key[0], key[1])
    }
    votes = _votes(document.shadow, free)
    return [
        _candidate(key, groups[key], belief, votes[document.shadow[key[0] : key[1]], key[2]])
        for key, belief in free.items()
    ]


def _belief(group: Sequence[Mention]) -> float:
    """How sure the learned tagger is of a span and type."""
    return max([proposal.confidence for proposal in group if proposal.by in _LEARNED], default=0.0)


def _candidate(key: _Key, group: Sequence[Mention], belief: float, vote: float) -> Candidate:
    start, end, kind = key
    says = {proposal.by for proposal in group}
    rules = sorted({by.partition("/")[0] for by in says - _LEARNED})
    marks = [f"{rule} {kind}" for rule in rules]
    marks += [f"type {kind}", "chosen" if CHOSEN in says else "passed over"]
    if not rules:
        marks.append(f"alone {kind}")
    elif len(rules) > 1:
        marks.append("agreed")
    if belief < vote:
        marks.append(f"vote {min(int(vote * 5), 4)}")
    return Candidate(start, end, kind, tuple(group), tuple(marks), _log_odds(belief))


def _votes(shadow: str, beliefs: Mapping[_Key, float]) -> dict[tuple[str, str], float]:
    """How sure the learned tagger is of each surface and type where in the document it is surest."""
    votes: dict[tuple[str, str], float] = {}
    for (start, end, kind), belief in beliefs.items():
        name = shadow[start:end], kind
        votes[name] = max(votes.get(name, 0.0), belief)
    return votes


def _log_odds(probability: float) -> float:
    sure = min(max(probability, _FLOOR), 1 - _FLOOR)
    return math.log(sure / (1 - sure))


def probability(candidate: Candidate, table: Mapping[str, float]) -> float:
    """How probable it is that the candidate is a name, exactly so."""
    score = table.get("belief", 1.0) * candidate.belief
    score += sum(table.get(feature, 0.0) for feature in candidate.features)
    return 1 / (1 + math.exp(-score))


class _Spans:
    """Spans to test others against: sorted, and merged where they overlap."""

    def __init__(self, spans: Iterable[Mention]) -> None:
        self.starts: list[int] = []
        self.ends: list[int] = []
        for span in sorted(spans, key=lambda span: (span.start, span.end)):
            if self.ends and span.start < self.ends[-1]:
                self.ends[-1] = max(self.ends[-1], span.end)
            else:
                self.starts.append(span.start)
                self.ends.append(span.end)

    def over(self, start: int, end: int) -> range:
        """Which of the spans overlap [start, end)."""
        return range(bisect_right(self.ends, start), bisect_left(self.starts, end))

    def cut(self, start: int, end: int) -> bool:
        """Whether [start, end) lies inside one of the spans or cuts one in two."""
        return any(
            self.starts[i] < start or end < self.ends[i] or (self.starts[i], self.ends[i]) == (start, end)
            for i in self.over(start, end)
        )


# --- choice -------------------------------------------------------------------------------------------------


def _chosen(document: Document, table: Mapping[str, float]) -> list[Mention]:
    rated = [(probability(candidate, table), candidate) for candidate in candidates(document)]
    names = [
        _mention(document, candidate, sure) for sure, candidate in best(rated, table.get(THRESHOLD, 0.5))
    ]
    return sorted([*names, *_figures(document, names)], key=lambda mention: mention.start)


def best(rated: Sequence[tuple[float, Candidate]], threshold: float) -> list[tuple[float, Candidate]]:
    """The non-overlapping candidates with the highest sum of (probability - threshold), in the order of the text.

    Weighted interval scheduling: linear after sorting. Of equal sums the one that ends with fewer candidates and
    the longer ones wins, so that the outermost name does.
    """
    worth = sorted(
        (item for item in rated if item[0] > threshold),
        key=lambda item: (item[1].end, -item[1].start, -item[0]),
    )
    ends = [candidate.end for _, candidate in worth]
    sums, taken = [0.0], [False] * len(worth)
    for index, (sure, candidate) in enumerate(worth):
        before = bisect_right(ends, candidate.start, 0, index)
        gain = sums[before] + sure - threshold
        taken[index] = gain > sums[index]
        sums.append(max(gain, sums[index]))
    chosen, index = [], len(worth)
    while index:
        if taken[index - 1]:
            chosen.append(worth[index - 1])
            index = bisect_right(ends, worth[index - 1][1].start, 0, index - 1)
        else:
            index -= 1
    return chosen[::-1]


def _mention(document: Document, candidate: Candidate, sure: float) -> Mention:
    """The candidate as a mention: its canonical name and rule from the proposal that knows most."""
    first = min(candidate.proposals, key=lambda proposal: _knowledge(proposal.by))
    start, end, kind = candidate.start, candidate.end, candidate.type
    text = document.article.text[start:end]
    canonical = text if first.canonical == first.text else first.canonical
    return Mention(start, end, kind, text, canonical, first.by, round(sure, 3), first.detail)


@cache
def _knowledge(by: str) -> tuple[int, str]:
    group = by.partition("/")[0].partition(".")[0]
    return (_GROUPS.index(group) if group in _GROUPS else len(_GROUPS)), by


def _figures(document: Document, names: Sequence[Mention]) -> list[Mention]:
    """The longest figures that overlap neither a name nor another figure."""
    taken = _Spans(names)
    chosen: list[Mention] = []
    figures = sorted(
        (proposal for proposal in document.proposals if proposal.type == "Figure"),
        key=lambda figure: (figure.start, -figure.end, figure.by),
    )
    end = 0
    for figure in figures:
        if figure.start >= end and not taken.over(figure.start, figure.end):
            chosen.append(figure)
            end = figure.end
    return chosen
