"""Scores relations: each once for an article, by the names of its ends."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Literal

from kg.evaluate.gold import PREDICATES, GoldArticle, Relation
from kg.evaluate.names import norm, same, share_words
from kg.evaluate.neutral import is_tolerated
from kg.evaluate.tables import Table

Verdict = Literal["right", "wrong", "open"]


@dataclass(frozen=True, slots=True)
class Predicted:
    """A predicted relation with all names of its ends; `evidence`, `by` and `confidence` where the record has them."""

    predicate: str
    subject: str
    object: str
    subjects: set[str]
    objects: set[str]
    quote: tuple[int, int] | None
    evidence: tuple[int, int] | None = None
    by: str = ""
    confidence: float | None = None


@dataclass(frozen=True, slots=True)
class Judgement:
    """The predicted relations of an article, each with its verdict, and which of the gold's were found; of those not
    required none is said to be missed."""

    predicted: list[tuple[Predicted, Verdict]]
    required: list[tuple[Relation, bool]]


def judge(record: Mapping[str, Any], gold: GoldArticle, *, neutral: bool) -> Judgement:
    """The relations of one article against the gold's."""
    found: set[int] = set()
    predicted = [(relation, _verdict(relation, gold, found, neutral)) for relation in _judged(record, gold)]
    required = [(r, i in found) for i, r in enumerate(gold.relations) if not (r.optional and neutral)]
    return Judgement(predicted, required)


def _verdict(relation: Predicted, gold: GoldArticle, found: set[int], neutral: bool) -> Verdict:
    """What a relation is; the gold's that it hits are added to `found`."""
    hits = [i for i, other in enumerate(gold.relations) if _hits(relation, other, gold)]
    found.update(hits)
    if any(not gold.relations[i].optional for i in hits) or (hits and not neutral):
        return "right"
    if neutral and (
        hits or is_tolerated(relation.predicate, relation.subjects, relation.objects, relation.object, gold)
    ):
        return "open"
    return "wrong"


def fill(table: Table, judgement: Judgement) -> None:
    """Count the relations of an article."""
    for predicted, verdict in judgement.predicted:
        if verdict != "open":
            table.predicted(predicted.predicate, verdict == "right")
    for relation, found in judgement.required:
        table.gold(relation.predicate, found)


def _judged(record: Mapping[str, Any], gold: GoldArticle) -> Iterator[Predicted]:
    ids, names = _names(record, gold.text)
    seen = set()
    for relation in record.get("relations", []):
        predicate = relation.get("predicate")
        if predicate not in PREDICATES:
            continue
        subject, _ = _end(relation.get("subject"), gold.text)
        target, quote = _end(relation.get("object"), gold.text)
        subject, target = ids.get(subject, subject), ids.get(target, target)
        key = (norm(subject), predicate, norm(target))
        if key in seen:
            continue
        seen.add(key)
        start, end = relation.get("start"), relation.get("end")
        yield Predicted(
            predicate,
            subject,
            target,
            _expand(subject, names),
            {target} if predicate == "says" else _expand(target, names),
            quote,
            (start, end) if isinstance(start, int) and isinstance(end, int) else None,
            str(relation.get("by") or ""),
            relation.get("confidence"),
        )


def _names(record: Mapping[str, Any], text: str) -> tuple[dict[str, str], dict[str, set[str]]]:
    """The canonical name by entity id, and all names by each name of an entity."""
    ids: dict[str, str] = {}
    names: dict[str, set[str]] = defaultdict(set)
    for entity in record.get("entities", []):
        words = entity.get("text") or (
            text[entity["start"] : entity["end"]] if isinstance(entity.get("start"), int) else ""
        )
        canonical = entity.get("canonical") or words
        names[norm(words)] |= {words, canonical}
        names[norm(canonical)] |= {words, canonical}
        if entity.get("id"):
            ids[entity["id"]] = entity.get("canonical") or entity.get("text") or ""
    return ids, names


def _end(value: object, text: str) -> tuple[str, tuple[int, int] | None]:
    if isinstance(value, dict):
        quote = value.get("quote")
        if isinstance(quote, list | tuple):
            return text[quote[0] : quote[1]], (quote[0], quote[1])
        return str(value.get("text", "")), None
    return str(value if value is not None else ""), None


def _expand(name: str, names: Mapping[str, set[str]]) -> set[str]:
    """A name with all names of the entities that bear it, and theirs."""
    once = {name} | names.get(norm(name), set())
    return once.union(*(names.get(norm(other), set()) for other in once))


def _hits(predicted: Predicted, relation: Relation, gold: GoldArticle) -> bool:
    if relation.predicate != predicted.predicate or not same(
        predicted.subjects, relation.subject.names, relation.subject.type
    ):
        return False
    if predicted.predicate != "says":
        return same(predicted.objects, relation.object.names, relation.object.type)
    if relation.object.quote is None:
        return False
    start, end = relation.object.quote
    if predicted.quote and predicted.quote[0] < end and start < predicted.quote[1]:
        return True
    return share_words(predicted.object, gold.text[start:end])
