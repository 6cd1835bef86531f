"""The learned tagger: a linear-chain conditional random field over characters, for all eleven types.

The weights were learned by `python -m kg.train` and are read from data/model/learned.npz; here numpy adds up the
weights of each character's features, finds the best labelling of every sentence and says how sure it is of each
name (`kg.extract.chain`). It also rates names that it did not choose: what the gazetteer, the grammar and the date
reader propose, and other places of the document where a name that it is sure of stands again.

The same document gets the same result beside any others: see `kg.extract.chain` for how.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np
from ahocorasick_rs import AhoCorasick, Implementation

from kg.extract.chain import Chain, Doubles, Index, Sums, pack
from kg.extract.features import Text, lay, spread
from kg.extract.paired import balanced
from kg.extract.pieces import pieces, short
from kg.extract.threads import one_thread
from kg.extract.weights import LABELS, TYPES, Model, emissions, model
from kg.model import Document, Found, Mention

CHOSEN, RATED = "learned/1", "learned.rated/1"
_KINDS = {name: kind for kind, name in enumerate(TYPES)}
_Place = tuple[int, int, str]  # of a name: start, end, type
_ROOM = 64_000  # characters that go through together: 0.2 GB
_LEAST = 0.001  # a rating below this says nothing
_SHORT = 4000  # characters: in such a text, looking for one name after another beats an automaton
_SURE = 0.9  # a name this sure is looked for in the rest of its document


def label(documents: Sequence[Document]) -> list[Found]:
    """What the learned tagger finds: proposals by `learned/1`, never overlapping within one document, and its
    ratings of other candidates by `learned.rated/1`. Confidence is the probability of exactly that span and type."""
    return label_with(model(), documents)


@one_thread()
def label_with(model: Model, documents: Sequence[Document]) -> list[Found]:
    """`label` with a given model."""
    proposals: list[list[Mention]] = [[] for _ in documents]
    for batch in _batches(documents):
        for (number, offset, _), mentions in zip(
            batch, _labelled(model, [p for _, _, p in batch]), strict=True
        ):
            proposals[number] += [
                replace(m, start=m.start + offset, end=m.end + offset) if offset else m for m in mentions
            ]
    return [Found(proposals=tuple(mentions)) for mentions in proposals]


def _batches(documents: Sequence[Document]) -> Iterator[list[tuple[int, int, Document]]]:
    """Parts of documents, as (number of the document, where the part starts, the part), in batches of `_ROOM`."""
    batch: list[tuple[int, int, Document]] = []
    size = 0
    for number, document in enumerate(documents):
        for offset, piece in pieces(short(document), _ROOM):
            if batch and size + len(piece.shadow) > _ROOM:
                yield batch
                batch, size = [], 0
            batch.append((number, offset, piece))
            size += len(piece.shadow)
    if batch:
        yield batch


def _labelled(model: Model, documents: Sequence[Document]) -> list[list[Mention]]:
    if not any(document.sentences for document in documents):
        return [[] for _ in documents]
    view = _view(model, lay(documents))
    found = _chosen(view)
    candidates = [_candidates(document, names) for document, names in zip(documents, found, strict=True)]
    return [[*names, *rated] for names, rated in zip(found, _rated(view, candidates), strict=True)]


# --- names --------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _View:
    """A batch with its scores: `sentence` and `column` give each position's sentence (-1 outside) and column."""

    text: Text
    chain: Chain
    sums: Sums
    sentence: Index
    column: Index


def _view(model: Model, text: Text) -> _View:
    spans = [
        (base + sentence.start, sentence.end - sentence.start)
        for document, base in zip(text.documents, text.bases, strict=True)
        for sentence in document.sentences
    ]
    starts, lengths = np.array(spans, np.int64).T
    packing = pack(starts, lengths)
    scores = emissions(model, text)
    chain = Chain(LABELS, packing, scores[packing.positions].T, model.moves)
    sentence, column = np.full(len(text.codes), -1, np.int64), np.zeros(len(text.codes), np.int64)
    sentence[spread(starts, lengths)] = np.repeat(np.arange(len(starts)), lengths)
    column[packing.positions] = np.arange(len(packing.positions))
    return _View(text, chain, chain.sums(), sentence, column)


def _chosen(view: _View) -> list[list[Mention]]:
    """The names on the best paths, by document."""
    label = np.zeros(len(view.text.codes), np.int64)
    label[view.chain.packing.positions] = view.chain.best(view.sums)
    first = np.flatnonzero((label >= LABELS.s) & (label < LABELS.i))
    last = np.flatnonzero((label >= LABELS.e) & (label < LABELS.b))
    kind = (label[first] - 1) % LABELS.types
    found: list[list[Mention]] = [[] for _ in view.text.documents]
    confidence = _probability(view, first, last, kind)
    for start, end, number, sure in zip(
        first.tolist(), (last + 1).tolist(), kind.tolist(), confidence.tolist(), strict=True
    ):
        owner = bisect_right(view.text.bases, start) - 1
        base, document = view.text.bases[owner], view.text.documents[owner]
        begin, past = _with_marks(document.shadow, start - base, end - base)
        surface = document.article.text[begin:past]
        found[owner].append(Mention(begin, past, TYPES[number], surface, surface, CHOSEN, sure))
    return found


def _with_marks(text: str, start: int, end: int) -> tuple[int, int]:
    """The span with the mark right before or behind it that it lacks."""
    if not balanced(text, start, end):
        for wider in ((max(start - 1, 0), end), (start, end + 1)):
            if balanced(text, *wider):
                return wider
    return start, end


def _candidates(document: Document, names: Iterable[Mention]) -> list[_Place]:
    """What the document's other extractors propose, and repeats of sure names, less the names themselves."""
    candidates = {(p.start, p.end, p.type) for p in document.proposals if p.type in _KINDS}
    candidates.update(_repeats(document.shadow, names))
    candidates.difference_update((name.start, name.end, name.type) for name in names)
    return sorted(candidates)


def _repeats(shadow: str, names: Iterable[Mention]) -> list[_Place]:
    """The places where a name stands that the tagger is sure of; dates mean other days elsewhere."""
    sure: dict[str, str] = {}
    for name in names:
        if name.confidence >= _SURE and name.type != "Date" and name.end - name.start > 1:
            sure.setdefault(shadow[name.start : name.end], name.type)
    if len(shadow) <= _SHORT:
        return [(at, at + len(name), type_) for name, type_ in sure.items() for at in _places(name, shadow)]
    types = list(sure.values())
    automaton = AhoCorasick(
        list(sure), implementation=Implementation.NoncontiguousNFA
    )  # the fastest to build
    matches = automaton.find_matches_as_indexes(shadow, overlapping=True)
    return [(start, end, types[number]) for number, start, end in matches]


def _places(name: str, shadow: str) -> Iterator[int]:
    at = shadow.find(name)
    while at >= 0:
        yield at
        at = shadow.find(name, at + 1)


def _rated(view: _View, candidates: Sequence[Sequence[_Place]]) -> list[list[Mention]]:
    """The candidates that lie within one sentence, with the probability that they are names."""
    found: list[list[Mention]] = [[] for _ in candidates]
    flat = [place for places in candidates for place in places]
    if not flat:
        return found
    owner = np.repeat(np.arange(len(candidates)), [len(places) for places in candidates])
    base = np.array(view.text.bases, np.int64)[owner]
    first = base + np.array([start for start, _, _ in flat], np.int64)
    last = base + np.array([end - 1 for _, end, _ in flat], np.int64)
    kind = np.array([_KINDS[type_] for _, _, type_ in flat], np.int64)
    whole = (view.sentence[first] >= 0) & (view.sentence[first] == view.sentence[last])
    confidence = np.zeros(len(flat))
    confidence[whole] = _probability(view, first[whole], last[whole], kind[whole])
    for at in np.flatnonzero(confidence >= _LEAST).tolist():
        (start, end, type_), number = flat[at], int(owner[at])
        text = view.text.documents[number].article.text[start:end]
        found[number].append(Mention(start, end, type_, text, text, RATED, float(confidence[at])))
    return found


def _probability(view: _View, first: Index, last: Index, kind: Index) -> Doubles:
    """How probable each name is, exactly so long and of that type, whatever surrounds it; to three places."""
    if not len(first):
        return np.zeros(0)
    sums, moves = view.sums, view.chain.moves
    length = last - first + 1
    at = spread(first, length)
    begins, ends = at == np.repeat(first, length), at == np.repeat(last, length)
    part = np.where(begins, np.where(ends, LABELS.s, LABELS.b), np.where(ends, LABELS.e, LABELS.i))
    label = part + np.repeat(kind, length)
    here = view.column[at]
    with np.errstate(divide="ignore"):
        step = moves[np.roll(label, 1), label] + np.log(sums.psi[label, here] / sums.scale[here])
        step = np.where(begins, np.log(sums.alpha[label, here]), step)
    total = np.add.reduceat(step, np.cumsum(length) - length)
    close = np.where(length == 1, LABELS.s, LABELS.e) + kind
    return np.round(np.exp(total) * sums.beta[close, view.column[last]], 3)
