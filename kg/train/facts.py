"""Learns how far relation rules can be trusted, from annotated articles: `data/rules/weights.tsv` and `confidence.tsv`.

    python -m kg.train.facts GOLD.jsonl…

The entities are the annotated ones, so that a rule answers for itself alone. A fact that the guideline leaves open is
not counted. Each rule is measured with the weights that the other articles gave (`FOLDS` parts), as they would be
used. The tables are sorted and have no date: the same gold gives the same files.
"""

from __future__ import annotations

import sys
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from kg.evaluate.gold import GoldArticle, gold_article, read_lines
from kg.evaluate.predict import gold_document, relation
from kg.evaluate.relations import fill, judge
from kg.evaluate.tables import Counts, Table
from kg.extract.facts import all_facts, proposals
from kg.extract.facts.confidence import Measured, basis
from kg.extract.facts.ranking import LEAST, probability, written
from kg.extract.facts.rules import rules
from kg.extract.facts.scene import Proposal
from kg.model import Fact
from kg.resources import folder
from kg.train.ranking import Judged, Weights, fit

FOLDS = 5

_MEASURED = """# How often each relation rule is right on the training gold, with annotated entities, and how much it finds.
# Written by `python -m kg.train.facts GOLD…`; do not edit. Facts that the guideline leaves open are not judged.
# Format: TSV: rule, right, judged, found, gold, basis. Of the facts that the rule found, `judged` could be right or
# wrong and `right` were right; of the `gold` facts of its predicate it found `found`. basis: `measured` when enough
# were judged; `prior` when the rule is believed as one that nobody has measured.
"""
_WEIGHTS = """# What speaks for a fact that a relation rule proposes, and what against it: weights of clues, in log-odds.
# Written by `python -m kg.train.facts GOLD…`; do not edit. How a clue is made: kg/extract/facts/clues.py.
# Format: TSV: predicate; whether for rules that state, that only suggest or both; clue; weight. ⏎ is the end of a line.
"""


@dataclass(frozen=True, slots=True)
class _Read:
    """A gold article with what the rules propose in it: those facts that are ranked, and the others."""

    gold: GoldArticle
    entities: list[dict[str, Any]]
    ranked: list[Proposal]
    others: list[Fact]

    def rows(self) -> list[Judged]:
        """The proposals that the annotation judges, for learning."""
        verdicts: dict[tuple[object, ...], str] = {}
        found = []
        for proposal in self.ranked:
            fact = proposal.fact
            key = (fact.subject, fact.predicate, fact.object)
            if key not in verdicts:
                record = {"entities": self.entities, "relations": [relation(fact)]}
                predicted = judge(record, self.gold, neutral=True).predicted
                verdicts[key] = predicted[0][1] if predicted else "open"
            if verdicts[key] != "open" and fact.status != "negated":
                found.append(
                    Judged(fact.predicate, proposal.suggests, proposal.clues, verdicts[key] == "right")
                )
        return found


def learn(records: Iterable[Mapping[str, Any]]) -> tuple[Weights, dict[str, Measured]]:
    """The weights of all clues, and what each rule did on these gold records with weights from the others."""
    read = gather(records)
    rows = [article.rows() for article in read]
    totals: dict[str, Counts] = {rule.by: Counts() for rule in rules()}
    gold_facts: Counter[str] = Counter()
    for part in range(FOLDS):
        weights = fit([row for at, some in enumerate(rows) if at % FOLDS != part for row in some])
        for article in read[part::FOLDS]:
            gold_facts.update(r.predicate for r in article.gold.relations if not r.optional)
            for by, relations in _by_rule(article, weights).items():
                table = Table()
                record = {"entities": article.entities, "relations": relations}
                fill(table, judge(record, article.gold, neutral=True))
                totals[by] = totals[by].plus(table.micro)
    measured = {rule.by: _measured(totals[rule.by], gold_facts[rule.predicate]) for rule in rules()}
    return fit([row for some in rows for row in some]), measured


def gather(records: Iterable[Mapping[str, Any]]) -> list[_Read]:
    """The articles with what the rules propose: those that only suggest know what those that state have found."""
    records = list(records)
    stated = [row for record in records for row in _read(record, {}).rows() if not row.suggests]
    weights = fit(stated)
    return [_read(record, weights) for record in records]


def _read(record: Mapping[str, Any], weights: Weights) -> _Read:
    document = gold_document(record)
    entities = [
        {"start": m.start, "end": m.end, "type": m.type, "text": m.text, "canonical": m.canonical}
        for m in document.mentions
    ]
    ranked = proposals(document, weights)
    rules_ranked = {proposal.fact.by for proposal in ranked}
    others = [
        fact for fact in all_facts(document) if fact.by not in rules_ranked and fact.confidence >= LEAST
    ]
    return _Read(gold_article(record), entities, ranked, others)


def _by_rule(article: _Read, weights: Weights) -> dict[str, list[dict[str, Any]]]:
    """Rule → the facts that it finds, as records of predictions have them; negated ones are not stated."""
    found: defaultdict[str, list[dict[str, Any]]] = defaultdict(list)
    for proposal in article.ranked:
        fact = proposal.fact
        table = weights.get((fact.predicate, proposal.suggests), {})
        chance = probability(table, proposal.clues) if fact.by in table else 1.0 - proposal.suggests
        if chance >= LEAST and fact.status != "negated":
            found[fact.by].append(relation(fact))
    for fact in article.others:
        if fact.status != "negated":
            found[fact.by].append(relation(fact))
    return found


def _measured(counts: Counts, gold: int) -> Measured:
    return Measured(counts.predicted_right, counts.predicted, counts.gold_found, gold)


def _lines(weights: Weights) -> Iterable[str]:
    for (predicate, suggests), table in sorted(weights.items(), key=lambda row: row[0]):
        both = weights.get((predicate, not suggests)) == table
        if both and suggests:
            continue
        for clue, weight in sorted(table.items()):
            tier = "both" if both else "suggests" if suggests else "states"
            yield f"{predicate}\t{tier}\t{written(clue)}\t{weight:.2f}\n"


def main(paths: Sequence[str]) -> None:
    """Learn from these gold files and write the tables."""
    records = (record for path in sorted(paths) for record in read_lines(Path(path)))
    weights, measured = learn(records)
    place = folder("data") / "rules"
    rows = (
        f"{by}\t{m.right}\t{m.judged}\t{m.found}\t{m.gold}\t{basis(m)}\n"
        for by, m in sorted(measured.items())
    )
    (place / "confidence.tsv").write_text(_MEASURED + "".join(rows), encoding="utf-8")
    (place / "weights.tsv").write_text(_WEIGHTS + "".join(_lines(weights)), encoding="utf-8")


if __name__ == "__main__":
    main(sys.argv[1:])
