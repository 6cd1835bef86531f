"""Measures every rule on annotated articles and writes `data/grammar/confidence.tsv`.

    python -m kg.extract.grammar.calibrate GOLD.jsonl…

A line of a gold file is an article with `id`, `text`, `entities` (`start`, `end`, `type`, and `alt_types` that count
as well) and `ignore`, spans in which a proposal is neither right nor wrong when no entity is hit. The same gold gives
the same table.
"""

from __future__ import annotations

import json
import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from kg.errors import DataError
from kg.extract.grammar import candidates
from kg.extract.tagger import tag
from kg.model import Article, Document, Span
from kg.read import read
from kg.resources import folder

_WEIGHT = 4.0  # how many proposals the precision of the rule as a whole counts for beside those of one head
_FEWEST = 4  # a head with fewer proposals has no line of its own
_HEADER = """# Measured precision of the grammar's rules. Columns: rule, head (empty: the rule as a whole), right, made, precision.
# Written by `python -m kg.extract.grammar.calibrate` from annotated articles; do not edit.
# Precision of a rule: (right + 1) / (made + 2); of a head: drawn towards its rule's, which counts for 4 proposals.
"""

Rated = tuple[Document, Mapping[str, Any]]


def articles(paths: Iterable[str]) -> Iterator[Rated]:
    """The documents of gold files, with words, each with its line of gold.

    Raises:
        DataError: a line is not an annotated article.
    """
    for path in paths:
        lines = [line for line in Path(path).read_text(encoding="utf-8").splitlines() if line.strip()]
        try:
            golds = [json.loads(line) for line in lines]
            documents = [
                read(
                    Article(
                        gold["id"],
                        gold["text"],
                        date=gold.get("date", ""),
                        body=(Span(0, len(gold["text"])),),
                    )
                )
                for gold in golds
            ]
        except (ValueError, KeyError) as error:
            raise DataError(f"{path}: not annotated articles: {error}") from error
        for document, found, gold in zip(documents, tag(documents), golds, strict=True):
            yield document.plus(found), gold


def measure(rated: Iterable[Rated]) -> str:
    """The table of precision, as text."""
    made: Counter[tuple[str, str]] = Counter()
    right: Counter[tuple[str, str]] = Counter()
    for document, gold in rated:
        names = {
            (entity["start"], entity["end"], type_)
            for entity in gold["entities"]
            for type_ in (entity["type"], *entity.get("alt_types", ()))
        }
        spans = [(entity["start"], entity["end"]) for entity in gold["entities"]]
        neutral = [(start, end) for start, end in gold.get("ignore", ())]
        for start, end, type_, rule, head in candidates(document):
            hit = (start, end, type_) in names
            if type_ == "Doctrine":  # says that nothing in it is a name, nor any that it cuts
                hit = not _meets(start, end, [span for span in spans if not _holds(span, start, end)])
            if not hit and _meets(start, end, neutral) and not _meets(start, end, spans):
                continue
            for key in {(rule, ""), (rule, head)}:
                made[key] += 1
                right[key] += hit
    return _HEADER + "".join(_lines(made, right))


def _meets(start: int, end: int, spans: Iterable[tuple[int, int]]) -> bool:
    return any(left < end and start < right for left, right in spans)


def _holds(span: tuple[int, int], start: int, end: int) -> bool:
    return span[0] <= start and end <= span[1] and span != (start, end)


def _lines(made: Counter[tuple[str, str]], right: Counter[tuple[str, str]]) -> Iterator[str]:
    for rule, head in sorted(made):
        hits, all_ = right[rule, head], made[rule, head]
        whole = (right[rule, ""] + 1) / (made[rule, ""] + 2)
        if not head:
            yield f"{rule}\t\t{hits}\t{all_}\t{_probability(whole)}\n"
        elif all_ >= _FEWEST:
            own = (hits + _WEIGHT * whole) / (all_ + _WEIGHT)
            yield f"{rule}\t{head}\t{hits}\t{all_}\t{_probability(own)}\n"


def _probability(value: float) -> str:
    """Three digits, never 0 or 1: nothing is certain."""
    return f"{min(max(value, 0.001), 0.999):.3f}"


if __name__ == "__main__":
    table = measure(articles(sys.argv[1:]))
    (folder("data") / "grammar" / "confidence.tsv").write_text(table, encoding="utf-8")
