"""evaluate: predictions against a gold file, as the annotation guideline says.

Reported are entities *strict* (same start, end and type), *strict\\** (quotes, brackets and spaces at the ends do not
count), *relaxed* (they overlap and the type agrees), *mentions* (the set of entities of an article, without
offsets), *relations*, how many right mentions have the right canonical name, and how well the mentions of an article
are grouped into its entities (`clusters`). Types and predicates that the gold does not annotate are not judged.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from kg.evaluate import entities, relations
from kg.evaluate.clusters import MEASURES, Agreement, clusters
from kg.evaluate.errors import KINDS, Error, of_mentions, of_relations
from kg.evaluate.gold import PREDICATES, TYPES, GoldArticle, gold_article
from kg.evaluate.tables import MICRO, Counts, Table

__all__ = [
    "KINDS",
    "MICRO",
    "PREDICATES",
    "TYPES",
    "Agreement",
    "Counts",
    "Error",
    "Scores",
    "Table",
    "clusters",
    "evaluate",
]


@dataclass(slots=True)
class Scores:
    """The tables of an evaluation, and every single error, by article and place in the text. `names` counts the right
    mentions whose canonical name is right, and all right mentions."""

    strict: Table = field(default_factory=Table)
    strict_trimmed: Table = field(default_factory=Table)
    relaxed: Table = field(default_factory=Table)
    mentions: Table = field(default_factory=Table)
    relations: Table = field(default_factory=Table)
    names: tuple[int, int] = (0, 0)
    clusters: dict[str, Agreement] = field(default_factory=lambda: dict.fromkeys(MEASURES, Agreement()))
    errors: list[Error] = field(default_factory=list)
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
        _entities(scores, article, prediction, alt, neutral)
        judgement = relations.judge(prediction, article, neutral=neutral)
        relations.fill(scores.relations, judgement)
        scores.errors += of_relations(article, judgement)
    return scores


def _entities(
    scores: Scores, article: GoldArticle, prediction: Mapping[str, Any], alt: bool, neutral: bool
) -> None:
    gold, text = article.items, article.text
    items = entities.predicted_items(prediction, article, neutral=neutral)
    exact = entities.match_exact(gold, items, lambda item: (item.start, item.end), alt)
    entities.fill(scores.strict, gold, items, exact)
    trimmed = entities.match_exact(gold, items, lambda item: entities.trim(item, text), alt)
    entities.fill(scores.strict_trimmed, gold, items, trimmed)
    entities.fill(scores.relaxed, gold, items, entities.match_relaxed(gold, items, alt))
    entities.fill_mentions(scores.mentions, gold, items, alt)
    right, matched = scores.names
    scores.names = right + entities.right_names(gold, items, exact), matched + len(exact)
    for name, agreement in clusters(gold, items).items():
        scores.clusters[name] = scores.clusters[name].plus(agreement)
    scores.errors += of_mentions(article, items, exact, alt)
