"""Measures every relation rule on annotated articles and writes `data/rules/confidence.tsv`.

    python -m kg.train.facts GOLD.jsonl…

The entities are the annotated ones, so that a rule answers for itself alone. A fact that the guideline leaves open is
not counted. The table is sorted and has no date: the same gold gives the same file.
"""

from __future__ import annotations

import sys
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from kg.evaluate.gold import gold_article, read_lines
from kg.evaluate.predict import gold_document, relation
from kg.evaluate.relations import fill, judge
from kg.evaluate.tables import Counts, Table
from kg.extract.facts import all_facts
from kg.extract.facts.confidence import Measured
from kg.extract.facts.rules import rules
from kg.model import Document
from kg.resources import folder

_HEAD = """# How often each relation rule is right on the training gold, with annotated entities, and how much it finds.
# Written by `python -m kg.train.facts GOLD…`; do not edit. Facts that the guideline leaves open are not judged.
# Format: TSV: rule, right, judged, found, gold. Of the facts that the rule found, `judged` could be right or wrong and
# `right` were right; of the `gold` facts of its predicate it found `found`.
"""


def measure(records: Iterable[Mapping[str, Any]]) -> dict[str, Measured]:
    """Rule → what it did on these gold records."""
    totals: dict[str, Counts] = {rule.by: Counts() for rule in rules()}
    gold_facts: Counter[str] = Counter()
    for record in records:
        document, gold = gold_document(record), gold_article(record)
        gold_facts.update(relation.predicate for relation in gold.relations if not relation.optional)
        entities = [
            {"start": m.start, "end": m.end, "type": m.type, "text": m.text, "canonical": m.canonical}
            for m in document.mentions
        ]
        for by, relations in _by_rule(document).items():
            table = Table()
            fill(table, judge({"entities": entities, "relations": relations}, gold, neutral=True))
            totals[by] = totals[by].plus(table.micro)
    return {rule.by: _measured(totals[rule.by], gold_facts[rule.predicate]) for rule in rules()}


def _by_rule(document: Document) -> dict[str, list[dict[str, Any]]]:
    """Rule → the facts that it finds, as records of predictions have them; negated ones are not stated."""
    found: defaultdict[str, list[dict[str, Any]]] = defaultdict(list)
    for fact in all_facts(document):
        if fact.status != "negated":
            found[fact.by].append(relation(fact))
    return found


def _measured(counts: Counts, gold: int) -> Measured:
    return Measured(counts.predicted_right, counts.predicted, counts.gold_found, gold)


def main(paths: list[str]) -> None:
    """Measure on these gold files and write the table."""
    records = (record for path in sorted(paths) for record in read_lines(Path(path)))
    rows = sorted(measure(records).items())
    lines = (f"{by}\t{m.right}\t{m.judged}\t{m.found}\t{m.gold}\n" for by, m in rows)
    (folder("data") / "rules" / "confidence.tsv").write_text(_HEAD + "".join(lines), encoding="utf-8")


if __name__ == "__main__":
    main(sys.argv[1:])
