"""Scores relations: each once for an article, by the names of its ends."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from kg.evaluate.gold import PREDICATES, GoldArticle, Relation
from kg.evaluate.names import norm, same, share_words
from kg.evaluate.neutral import is_tolerated
from kg.evaluate.tables import Table


@dataclass(frozen=True, slots=True)
class _Predicted:
    """A predicted relation with all names of its ends."""

    predicate: str
    subject: str
    object: str
    subjects: set[str]
    objects: set[str]
    quote: tuple[int, int] | None


def score(
    table: Table,
    errors: dict[str, Counter[tuple[str, ...]]],
    record: Mapping[str, Any],
    gold: GoldArticle,
    *,
    neutral: bool,
) -> None:
    """Count the relations of one article."""
    found: set[int] = set()
    spurious = errors.setdefault("spurious relation", Counter())
    missed = errors.setdefault("missed relation", Counter())
    for predicted in _judged(record, gold):
        hits = [i for i, relation in enumerate(gold.relations) if _hits(predicted, relation, gold)]
        found.update(hits)
        if any(not gold.relations[i].optional for i in hits) or (hits and not neutral):
            table.predicted(predicted.predicate, True)
            continue
        if neutral and (
            hits
            or is_tolerated(
                predicted.predicate, predicted.subjects, predicted.objects, predicted.object, gold
            )
        ):
            continue
        table.predicted(predicted.predicate, False)
        spurious[predicted.subject, predicted.predicate, predicted.object[:40]] += 1
    for i, relation in enumerate(gold.relations):
        if relation.optional and neutral:
            continue
        table.gold(relation.predicate, i in found)
        if i not in found:
            missed[min(relation.subject.names), relation.predicate, min(relation.object.names)[:40]] += 1


def _judged(record: Mapping[str, Any], gold: GoldArticle) -> Iterator[_Predicted]:
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
        objects = {target} if predicate == "says" else _expand(target, names)
        yield _Predicted(predicate, subject, target, _expand(subject, names), objects, quote)


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


def _hits(predicted: _Predicted, relation: Relation, gold: GoldArticle) -> bool:
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
