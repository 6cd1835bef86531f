"""Whether claims that are believed with 0.9 are right nine times in ten. Prints a Markdown table.

    python benchmarks/reliability.py GOLD.jsonl… [--folds 3] [--records PREDICTIONS.jsonl]

The articles are cut into parts; each is labelled by a tagger and an arbiter that learned from the other parts alone,
and its facts are weighed by what the other parts taught of rules (minutes for each part). What comes out is judged
as `kg evaluate` does, what the guideline leaves open left out, and counted by the confidence that it was given: how
much is in a bucket, and which share of that is right. The last row says how far belief and truth are apart: the mean
of their distance over the buckets, weighted by what is in them.
`--records` keeps the predictions, for `kg evaluate GOLD… --predictions`: honest figures on what was learned from.
"""

from __future__ import annotations

import argparse
import json
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from unittest.mock import patch

from kg.evaluate import entities, relations
from kg.evaluate.gold import gold_article, read_lines
from kg.extract import EXTRACTORS, arbiter, facts
from kg.model import Document
from kg.present import record
from kg.train import measure
from kg.train.__main__ import unseen
from kg.train.facts import learn as learn_rules
from kg.train.gold import examples

EDGES = (0.5, 0.6, 0.7, 0.8, 0.85, 0.9, 0.95, 0.98)
"""Where one bucket ends and the next begins; most of what is found is believed with more than 0.95."""

GROUPS = {
    "persons, places, organisations": ("Person", "Place", "Organisation"),
    "sites, routes, campaigns, events": ("Site", "Route", "Campaign", "Event"),
    "policies, works, roles, dates": ("Policy", "Work", "Role", "Date"),
}
FACTS = "facts"


@dataclass(frozen=True, slots=True)
class Belief:
    """Something that was found: its group, how surely, and whether it is right."""

    group: str
    confidence: float
    right: bool


def documents(paths: Sequence[Path], folds: int, gold: Sequence[dict[str, Any]]) -> Iterator[Document]:
    """The articles as the extractors see them when tagger, arbiter and the weights of rules never saw them before."""
    by_id = {line["id"]: line for line in gold}
    seen = examples(sorted(paths))
    pairs = unseen(seen, folds)
    start = 0
    for _, part in measure.folds(seen, folds):
        mine = pairs[start : start + len(part)]
        table = measure.fit([*pairs[:start], *pairs[start + len(part) :]])
        start += len(part)
        found = [document for _, document in mine]
        mine_ids = {example.document.article.id for example in part}
        clues, _ = learn_rules([line for name, line in by_id.items() if name not in mine_ids])
        with (
            patch.object(arbiter, "weights", lambda table=table: table),
            patch.object(facts, "weights", lambda clues=clues: clues),
        ):
            names = list(EXTRACTORS)
            for name in names[names.index("arbiter") :]:
                more = EXTRACTORS[name](found)
                found = [document.plus(one) for document, one in zip(found, more, strict=True)]
        yield from found


def beliefs(records: Iterable[dict[str, Any]], gold: Sequence[dict[str, Any]]) -> Iterator[Belief]:
    """All mentions and facts that are right or wrong."""
    by_id = {line["id"]: gold_article(line) for line in gold}
    group = {name: title for title, some in GROUPS.items() for name in some}
    for prediction in records:
        article = by_id[prediction["id"]]
        items = entities.predicted_items(prediction, article, neutral=True)
        pairs = entities.match_exact(article.items, items, lambda item: (item.start, item.end), alt=True)
        right = {j for _, j in pairs}
        for j, item in enumerate(items):
            yield Belief(group[item.type], item.confidence or 0.0, j in right)
        for relation, verdict in relations.judge(prediction, article, neutral=True).predicted:
            if verdict != "open":
                yield Belief(FACTS, relation.confidence or 0.0, verdict == "right")


def tables(found: Sequence[Belief]) -> Iterator[str]:
    """The lines of two Markdown tables: mentions and facts, and mentions by groups of types."""
    mentions = [b for b in found if b.group != FACTS]
    yield from _table({"mentions": mentions, FACTS: [b for b in found if b.group == FACTS]})
    yield ""
    yield from _table({title: [b for b in found if b.group == title] for title in GROUPS})


def _table(groups: dict[str, list[Belief]]) -> Iterator[str]:
    yield "| confidence | " + " | ".join(f"{title} | believed | right" for title in groups) + " |"
    yield "|---" * (1 + 3 * len(groups)) + "|"
    for bucket in range(len(EDGES) + 1):
        cells = [_cells([b for b in some if _bucket(b) == bucket]) for some in groups.values()]
        yield f"| {_title(bucket)} | " + " | ".join(cells) + " |"
    yield "| all | " + " | ".join(map(_cells, groups.values())) + " |"
    yield "| apart | " + " | ".join(f"| | {_apart(some):.3f}" for some in groups.values()) + " |"


def _bucket(belief: Belief) -> int:
    return bisect_right(EDGES, belief.confidence)


def _title(bucket: int) -> str:
    if bucket == 0:
        return f"below {EDGES[0]}"
    return f"{EDGES[bucket - 1]} – {EDGES[bucket]}" if bucket < len(EDGES) else f"{EDGES[-1]} – 1"


def _cells(some: Sequence[Belief]) -> str:
    if not some:
        return "0 | |"
    return f"{len(some):,} | {_mean(b.confidence for b in some):.3f} | {_mean(b.right for b in some):.3f}"


def _mean(values: Iterable[float]) -> float:
    some = list(values)
    return sum(some) / len(some)


def _apart(some: Sequence[Belief]) -> float:
    """The expected calibration error (Naeini et al., 2015) over the buckets."""
    buckets = [[b for b in some if _bucket(b) == at] for at in range(len(EDGES) + 1)]
    gaps = [
        len(bucket) * abs(_mean(b.confidence for b in bucket) - _mean(b.right for b in bucket))
        for bucket in buckets
        if bucket
    ]
    return sum(gaps) / max(len(some), 1)


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("gold", nargs="+", type=Path, metavar="GOLD")
    parser.add_argument("--folds", type=int, default=3)
    parser.add_argument("--records", type=Path)
    arguments = parser.parse_args()
    gold = [line for path in arguments.gold for line in read_lines(path)]
    records: list[dict[str, Any]] = [
        record(document) for document in documents(arguments.gold, arguments.folds, gold)
    ]
    if arguments.records:
        lines = (json.dumps(line, ensure_ascii=False) + "\n" for line in records)
        arguments.records.write_text("".join(lines), encoding="utf-8")
    for line in tables(list(beliefs(records, gold))):
        print(line)


if __name__ == "__main__":
    main()
