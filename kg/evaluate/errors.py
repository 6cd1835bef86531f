"""What went wrong, one by one: every gold mention or relation that was not found, and every prediction that is wrong.

A gold mention and a prediction that overlap are one error together: of the *boundary* (the type is right), of the
*type* (the place is right), or of both. What overlaps nothing is *missed* or *spurious*. A mention that is right but
stands for another full name than the gold says is an error of the *canonical* name. What the guideline leaves open is
no error.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from kg.evaluate.entities import Match, same_name, types
from kg.evaluate.gold import GoldArticle, Item, Relation, Side
from kg.evaluate.names import norm
from kg.evaluate.neutral import overlap
from kg.evaluate.relations import Judgement, Predicted

KINDS = {
    "missed": "missed",
    "spurious": "spurious",
    "boundary": "wrong boundary",
    "type": "wrong type",
    "both": "wrong type and boundary",
    "canonical": "wrong canonical name",
    "missed relation": "missed relation",
    "spurious relation": "spurious relation",
}
"""Kind → how it is said, in the order in which kinds are shown."""

Place = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Error:
    """One error. `label` is the type or predicate, the gold's where there is a gold side; `gold` and `found` are what
    the gold and the prediction say, empty where they say nothing, with their places; `start`, `end` bound the words
    to look at. `by` is the rule or extractor, `confidence` what it believed."""

    article: str
    kind: str
    label: str
    gold: str
    found: str
    gold_place: Place | None = None
    found_place: Place | None = None
    start: int | None = None
    end: int | None = None
    by: str = ""
    confidence: float | None = None


def of_mentions(
    article: GoldArticle, items: Sequence[Item], pairs: Match, alt: bool, *, names: bool = True
) -> list[Error]:
    """The errors of the mentions of an article, in the order of the text; `pairs` are the right ones. `names` asks for
    wrong canonical names too."""
    gold = article.items
    found, right = {i for i, _ in pairs}, {j for _, j in pairs}
    missed = [i for i in range(len(gold)) if i not in found]
    wrong = [j for j in range(len(items)) if j not in right]
    together = _together(gold, items, missed, wrong, alt)
    errors = [_pair(article.id, kind, gold[i], items[j]) for kind, i, j in together]
    errors += [
        _pair(article.id, "canonical", gold[i], items[j])
        for i, j in (pairs if names else ())
        if not same_name(gold[i], items[j])
    ]
    errors += [_missed(article.id, gold[i]) for i in missed if all(i != other for _, other, _ in together)]
    errors += [_spurious(article.id, items[j]) for j in wrong if all(j != other for _, _, other in together)]
    return sorted(errors, key=_order)


def _together(
    gold: Sequence[Item], items: Sequence[Item], missed: Iterable[int], wrong: Sequence[int], alt: bool
) -> list[tuple[str, int, int]]:
    """(kind, gold, prediction) of those that overlap, one to one: first those of one place, then those of one type."""
    candidates = []
    for i in missed:
        for j in wrong:
            shared = overlap(gold[i], items[j])
            if shared:
                same_place = (gold[i].start, gold[i].end) == (items[j].start, items[j].end)
                same_type = items[j].type in types(gold[i], alt)
                kind = "type" if same_place else "boundary" if same_type else "both"
                candidates.append((("type", "boundary", "both").index(kind), -shared, i, j, kind))
    together: list[tuple[str, int, int]] = []
    for _, _, i, j, kind in sorted(candidates):
        if all(i != a and j != b for _, a, b in together):
            together.append((kind, i, j))
    return together


def _pair(article: str, kind: str, gold: Item, item: Item) -> Error:
    said = {
        "boundary": (gold.text, item.text),
        "type": (gold.type, item.type),
        "both": (f"{gold.type} {gold.text}", f"{item.type} {item.text}"),
        "canonical": (gold.canonical or gold.text, item.canonical or item.text),
    }[kind]
    places = _place(gold), _place(item)
    starts, ends = zip(*(place for place in places if place), strict=True)
    return Error(article, kind, gold.type, *said, *places, min(starts), max(ends), item.by, item.confidence)


def _missed(article: str, gold: Item) -> Error:
    return Error(article, "missed", gold.type, gold.text, "", _place(gold), None, gold.start, gold.end)


def _spurious(article: str, item: Item) -> Error:
    place = _place(item)
    return Error(
        article,
        "spurious",
        item.type,
        "",
        item.text,
        None,
        place,
        item.start,
        item.end,
        item.by,
        item.confidence,
    )


def _place(item: Item) -> Place | None:
    return None if item.start is None or item.end is None else (item.start, item.end)


def of_relations(article: GoldArticle, judgement: Judgement) -> list[Error]:
    """The errors of the relations of an article: what was missed by predicate, then what is wrong."""
    missed = [_missed_relation(article, relation) for relation, found in judgement.required if not found]
    wrong = [
        _wrong_relation(article.id, relation)
        for relation, verdict in judgement.predicted
        if verdict == "wrong"
    ]
    return sorted(missed + wrong, key=_order)


def _missed_relation(article: GoldArticle, relation: Relation) -> Error:
    subject, target = _name(relation.subject), _name(relation.object)
    start, end = relation.evidence or relation.object.quote or _near(article, relation)
    said = f"{subject} → {target}"
    return Error(article.id, "missed relation", relation.predicate, said, "", None, None, start, end)


def _wrong_relation(article: str, relation: Predicted) -> Error:
    start, end = relation.evidence or relation.quote or (None, None)
    said = f"{relation.subject} → {relation.object}"
    return Error(
        article,
        "spurious relation",
        relation.predicate,
        "",
        said,
        start=start,
        end=end,
        by=relation.by,
        confidence=relation.confidence,
    )


def _name(side: Side) -> str:
    """The fullest of the names of an entity."""
    return max(side.names, key=lambda name: (len(name), name))


def _near(article: GoldArticle, relation: Relation) -> tuple[int | None, int | None]:
    """From one end of the relation to the other, where they stand closest to one another."""
    ends = [
        [item for item in article.items if norm(item.text) in names and item.start is not None]
        for names in (set(map(norm, side.names)) for side in (relation.subject, relation.object))
    ]
    spans = [(min(a.start or 0, b.start or 0), max(a.end or 0, b.end or 0)) for a in ends[0] for b in ends[1]]
    return min(spans, key=lambda span: (span[1] - span[0], span)) if spans else (None, None)


def _order(error: Error) -> tuple[int, int, int, str, str, str]:
    kinds = list(KINDS)
    return (
        error.start if error.start is not None else -1,
        error.end or 0,
        kinds.index(error.kind),
        error.label,
        error.gold,
        error.found,
    )


def counted(errors: Iterable[Error]) -> dict[str, Counter[str]]:
    """Kind → type or predicate → how many, the kinds in their order."""
    counts = {kind: Counter[str]() for kind in KINDS}
    for error in errors:
        counts[error.kind][error.label] += 1
    return {kind: counter for kind, counter in counts.items() if counter}
