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
from kg.evaluate.tables import Table
from kg.extract.facts import all_facts
from kg.extract.facts.rules import rules
from kg.resources import folder

_HEAD = """# How often each relation rule is right on the training gold, with annotated entities.
# Written by `python -m kg.train.facts GOLD…`; do not edit. Facts that the guideline leaves open are not judged.
# Format: TSV: rule, right, judged.
"""


def measure(records: Iterable[Mapping[str, Any]]) -> dict[str, tuple[int, int]]:
    """Rule → right, judged."""
    right: Counter[str] = Counter()
    judged: Counter[str] = Counter()
    for record in records:
        document, gold = gold_document(record), gold_article(record)
        found: defaultdict[str, list[dict[str, Any]]] = defaultdict(list)
        for fact in all_facts(document):
            if fact.status != "negated":
                found[fact.by].append(relation(fact))
        entities = [
            {"start": m.start, "end": m.end, "type": m.type, "text": m.text, "canonical": m.canonical}
            for m in document.mentions
        ]
        for by, relations in found.items():
            table = Table()
            fill(table, judge({"entities": entities, "relations": relations}, gold, neutral=True))
            counts = table.micro
            right[by] += counts.predicted_right
            judged[by] += counts.predicted
    return {rule.by: (right[rule.by], judged[rule.by]) for rule in rules()}


def main(paths: list[str]) -> None:
    """Measure on these gold files and write the table."""
    records = (record for path in sorted(paths) for record in read_lines(Path(path)))
    rows = sorted(measure(records).items())
    table = _HEAD + "".join(f"{by}\t{right}\t{judged}\n" for by, (right, judged) in rows)
    (folder("data") / "rules" / "confidence.tsv").write_text(table, encoding="utf-8")


if __name__ == "__main__":
    main(sys.argv[1:])
