"""The learned tagger: a linear-chain conditional random field over characters, for all eleven types.

The weights were learned by `python -m kg.train` and are read from data/model/learned.npz; here numpy adds up the
weights of each character's features, finds the best labelling of every sentence and says how sure it is of each
name (`kg.extract.chain`). It also rates names that it did not choose: what the gazetteer, the grammar and the date
reader propose, and other places of the document where a name that it is sure of stands again.

The same document gets the same result beside any others: see `kg.extract.chain` for how.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
from ahocorasick_rs import AhoCorasick, Implementation
from numpy.typing import NDArray

from kg.errors import DataError
from kg.extract.chain import Chain, Doubles, Floats, Index, Labels, Sums, pack
from kg.extract.features import OWN, Text, features, lay, spread, together
from kg.extract.pieces import pieces, short
from kg.extract.threads import one_thread
from kg.model import Document, Found, Mention
from kg.resources import folder

CHOSEN, RATED = "learned/1", "learned.rated/1"
TYPES = (
    "Person",
    "Organisation",
    "Place",
    "Site",
    "Route",
    "Campaign",
    "Event",
    "Policy",
    "Work",
    "Role",
    "Date",
)
LABELS = Labels(len(TYPES))

_KINDS = {name: kind for kind, name in enumerate(TYPES)}
_HALF = np.uint64(32)
_BLOCK = 2048  # positions whose scores are added up together: they stay in the processor's cache
_ROOM = 64_000  # characters that go through together: 0.2 GB
_LEAST = 0.001  # a rating below this says nothing
_SURE = 0.9  # a name this sure is looked for in the rest of its document


@dataclass(frozen=True, slots=True)
class Model:
    """The weights. `slots` is a hash table of features, each slot with a feature above and its row of `weights` below
    (one place in memory to look at, not two); row 0 is all zero, for features never learned. `moves` are the transition
    weights, [from, to]."""

    slots: NDArray[np.uint64]
    weights: Floats
    moves: Floats


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


# --- weights ------------------------------------------------------------------------------------------------


@cache
def model() -> Model:
    """The model that ships.

    Raises:
        DataError: the file is missing or broken.
    """
    return read(folder("data") / "model" / "learned.npz")


def read(path: Path) -> Model:
    """A model from its file: `keys` (uint32, the features), `counts` (labels per feature), `labels` (uint8) and
    `values` (float16) one after another, `moves` (float32 [labels, labels]).

    Raises:
        DataError: the file is missing or broken.
    """
    try:
        with np.load(path, allow_pickle=False) as file:
            keys, counts, labels, values, moves = (
                file[name] for name in ("keys", "counts", "labels", "values", "moves")
            )
    except (OSError, KeyError, ValueError) as error:
        raise DataError(f"{path}: not a model of the learned tagger ({error}); run `make train`") from error
    weights = np.zeros((len(keys) + 1, LABELS.count), np.float32)
    weights[np.repeat(np.arange(1, len(keys) + 1), counts), labels] = values
    return Model(_hash_table(keys), weights, moves)


def _hash_table(keys: NDArray[np.uint32]) -> NDArray[np.uint64]:
    """An open-addressing table: key and row (from 1) by slot, 0 where free. At most a sixteenth is taken: the first
    look is enough nearly always, which is worth more than a table that fits a smaller cache."""
    size = 1 << max(16 * len(keys) - 1, 1).bit_length()
    table = np.zeros(size, np.uint64)
    entries = keys.astype(np.uint64) << _HALF | np.arange(1, len(keys) + 1, dtype=np.uint64)
    slots = (keys & np.uint32(size - 1)).astype(np.int64)
    while len(entries):
        free = table[slots] == 0
        taken, first = np.unique(slots[free], return_index=True)
        placed = np.flatnonzero(free)[first]
        table[taken] = entries[placed]
        rest = np.ones(len(entries), bool)
        rest[placed] = False
        entries, slots = entries[rest], (slots[rest] + 1) & (size - 1)
    return table


def _rows_of(model: Model, keys: NDArray[np.uint32]) -> NDArray[np.int32]:
    """The row of each feature, 0 for unknown ones."""
    mask = np.int32(len(model.slots) - 1)
    slots = keys.view(np.int32) & mask
    seen = model.slots.take(slots)
    rows = seen.astype(np.int32)  # the lower half
    known = (seen >> _HALF).astype(np.uint32)
    hit = known == keys
    rows *= hit
    left = np.flatnonzero(known * ~hit)  # another feature has the slot: look in the next one
    slots = slots[left]
    while len(left):
        slots = (slots + 1) & mask
        seen, wanted = model.slots[slots], keys[left]
        known = (seen >> _HALF).astype(np.uint32)
        hit = known == wanted
        rows[left[hit]] = seen[hit].astype(np.int32)
        going = ~hit & (seen != 0)
        left, slots = left[going], slots[going]
    return rows


def emissions(model: Model, keys: NDArray[np.uint32]) -> Floats:
    """The score of every label at every position, [positions, labels]: the sum of its features' weights.

    The weights are multiples of 2^-16 (float16, none smaller than 0.02), so that sums are exact in any order: what
    marks and proposals say is added up once for all positions where they say the same, a tenth of all.
    """
    scores = _added_up(model, keys[:OWN])
    _, first, which = np.unique(together(keys[OWN:]), return_index=True, return_inverse=True)
    _add(_added_up(model, keys[OWN:, first]), [which], scores)
    return scores


def _added_up(model: Model, keys: NDArray[np.uint32]) -> Floats:
    scores = np.zeros((keys.shape[1], LABELS.count), np.float32)
    _add(model.weights, [_rows_of(model, row) for row in keys], scores)
    return scores


def _add(weights: Floats, rows: Sequence[NDArray[np.integer[Any]]], scores: Floats) -> None:
    """Adds to each position's scores the weights in its rows."""
    buffer = np.empty((_BLOCK, LABELS.count), np.float32)
    for start in range(0, len(scores), _BLOCK):
        block = scores[start : start + _BLOCK]
        gathered = buffer[: len(block)]
        for row in rows:
            weights.take(row[start : start + _BLOCK], axis=0, out=gathered, mode="clip")
            block += gathered


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
    scores = emissions(model, features(text))
    chain = Chain(LABELS, packing, scores[packing.positions].T, model.moves)
    sentence, column = np.full(len(text.codes), -1, np.int64), np.zeros(len(text.codes), np.int64)
    sentence[spread(starts, lengths)] = np.repeat(np.arange(len(starts)), lengths)
    column[packing.positions] = np.arange(len(packing.positions))
    return _View(text, chain, chain.sums(), sentence, column)


def _chosen(view: _View) -> list[list[Mention]]:
    """The names on the best paths, by document."""
    label = np.zeros(len(view.text.codes), np.int64)
    label[view.chain.packing.positions] = view.chain.best()
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


_MARKS = re.compile("[“”‘’《》（）]")
_PAIRS = (("“", "”"), ("‘", "’"), ("《", "》"), ("（", "）"))


def balanced(text: str, start: int, end: int) -> bool:
    """Whether a span holds both marks of each pair or none, as every name does."""
    if _MARKS.search(text, start, end) is None:
        return True
    return all(text.count(left, start, end) == text.count(right, start, end) for left, right in _PAIRS)


def _with_marks(text: str, start: int, end: int) -> tuple[int, int]:
    """The span with the mark right before or behind it that it lacks."""
    if not balanced(text, start, end):
        for wider in ((max(start - 1, 0), end), (start, end + 1)):
            if balanced(text, *wider):
                return wider
    return start, end


def _candidates(document: Document, names: Iterable[Mention]) -> list[Mention]:
    """What the document's other extractors propose, and repeats of sure names, less the names themselves."""
    known = {(name.start, name.end, name.type) for name in names}
    candidates: dict[tuple[int, int, str], Mention] = {}
    for proposal in document.proposals:
        if proposal.type in _KINDS:
            candidates.setdefault((proposal.start, proposal.end, proposal.type), proposal)
    for name in _repeats(document.shadow, names):
        candidates.setdefault((name.start, name.end, name.type), name)
    return [candidates[key] for key in sorted(candidates) if key not in known]


def _repeats(shadow: str, names: Iterable[Mention]) -> list[Mention]:
    """The places where a name stands again that the tagger is sure of; dates mean other days elsewhere."""
    sure: dict[str, Mention] = {}
    for name in names:
        if name.confidence >= _SURE and name.type != "Date" and name.end - name.start > 1:
            sure.setdefault(shadow[name.start : name.end], name)
    if not sure:
        return []
    values = list(sure.values())
    automaton = AhoCorasick(
        list(sure), implementation=Implementation.NoncontiguousNFA
    )  # the fastest to build
    matches = automaton.find_matches_as_indexes(shadow, overlapping=True)
    return [replace(values[number], start=start, end=end) for number, start, end in matches]


def _rated(view: _View, candidates: Sequence[Sequence[Mention]]) -> list[list[Mention]]:
    """The candidates that lie within one sentence, with the probability that they are names."""
    found: list[list[Mention]] = [[] for _ in candidates]
    flat = [(owner, mention) for owner, mentions in enumerate(candidates) for mention in mentions]
    if not flat:
        return found
    first = np.array([view.text.bases[owner] + mention.start for owner, mention in flat], np.int64)
    last = np.array([view.text.bases[owner] + mention.end - 1 for owner, mention in flat], np.int64)
    kind = np.array([_KINDS[mention.type] for _, mention in flat], np.int64)
    whole = (view.sentence[first] >= 0) & (view.sentence[first] == view.sentence[last])
    confidence = np.zeros(len(flat))
    confidence[whole] = _probability(view, first[whole], last[whole], kind[whole])
    for (owner, mention), sure in zip(flat, confidence.tolist(), strict=True):
        if sure >= _LEAST:
            text = view.text.documents[owner].article.text[mention.start : mention.end]
            found[owner].append(Mention(mention.start, mention.end, mention.type, text, text, RATED, sure))
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
