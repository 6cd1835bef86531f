"""evaluate: predictions against a gold file, as the annotation guideline says.

Reported are entities *strict* (same start, end and type), *strict\\** (quotes, brackets and spaces at the ends do not
count), *relaxed* (they overlap and the type agrees), *mentions* (the set of entities of an article, without
offsets) and *relations*. Types and predicates that the gold does not annotate are not judged.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from kg.evaluate import entities, relations
from kg.evaluate.gold import PREDICATES, TYPES, Item, gold_article
from kg.evaluate.tables import MICRO, Counts, Table

__all__ = ["MICRO", "PREDICATES", "TYPES", "Counts", "Scores", "Table", "evaluate"]


@dataclass(slots=True)
class Scores:
    """The tables of an evaluation, and what was missed and what was wrong, by kind, with how often."""

    strict: Table = field(default_factory=Table)
    strict_trimmed: Table = field(default_factory=Table)
    relaxed: Table = field(default_factory=Table)
    mentions: Table = field(default_factory=Table)
    relations: Table = field(default_factory=Table)
    errors: dict[str, Counter[tuple[str, ...]]] = field(default_factory=dict)
    missing: list[str] = field(default_factory=list)

    def tables(self) -> dict[str, Table]:
        return {
            "strict": self.strict,
            "strict*": self.strict_trimmed,
            "relaxed": self.relaxed,
            "mentions": self.mentions,
            "relations": self.relations,
        }


def evaluate(
    gold: Iterable[Mapping[str, Any]],
    predicted: Sequence[Mapping[str, Any]],
    *,
    alt: bool = True,
    neutral: bool = True,
) -> Scores:
    """Scores of predictions (records as `kg extract --format jsonl` prints them) against gold records.

    `alt` accepts the gold's alternative types, `neutral` leaves out what the guideline leaves open.
    """
    scores = Scores()
    by_id = {record["id"]: record for record in predicted}
    for record in gold:
        article = gold_article(record)
        prediction = by_id.get(article.id)
        if prediction is None:
            scores.missing.append(article.id)
        prediction = prediction or {}
        items = entities.predicted_items(prediction, article, neutral=neutral)
        _entities(scores, article.items, items, article.text, alt)
        relations.score(scores.relations, scores.errors, prediction, article, neutral=neutral)
    return scores


def _entities(scores: Scores, gold: Sequence[Item], items: Sequence[Item], text: str, alt: bool) -> None:
    exact = entities.match_exact(gold, items, lambda item: (item.start, item.end), alt)
    entities.fill(scores.strict, gold, items, exact)
    trimmed = entities.match_exact(gold, items, lambda item: entities.trim(item, text), alt)
    entities.fill(scores.strict_trimmed, gold, items, trimmed)
    entities.fill(scores.relaxed, gold, items, entities.match_relaxed(gold, items, alt))
    entities.fill_mentions(scores.mentions, gold, items, alt)
    found, right = {i for i, _ in exact}, {j for _, j in exact}
    missed = scores.errors.setdefault("missed", Counter())
    missed.update((item.type, item.text) for i, item in enumerate(gold) if i not in found)
    spurious = scores.errors.setdefault("spurious", Counter())
    spurious.update((item.type, item.text) for j, item in enumerate(items) if j not in right)
