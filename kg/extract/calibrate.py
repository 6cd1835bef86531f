"""How often dates and figures are right, measured on annotated articles.

    python -m kg.extract.calibrate GOLD.jsonl…

writes `data/dates/confidence.tsv`, one line for each form of dates, and `data/figures/confidence.tsv`, one for each kind
of unit. A date is right when an annotated one begins and ends with it. Figures are not annotated: of those that the
extractors keep, the share is measured that is no part of a name, and times that goes the share of right numbers among
those that were read by hand. The same gold gives the same tables.
"""

from __future__ import annotations

import json
import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from kg.errors import DataError
from kg.extract import extract
from kg.extract.dates import dates
from kg.extract.figures import kind_of
from kg.model import Article, Document, Mention, Span
from kg.read import read
from kg.resources import folder

_READ_RIGHT = 199 / 200
"""Of 200 figures in national news of autumn 2022, read by hand, 199 had the right number, unit and extent."""

_HEADER = """# How often {what}. Columns: {key}, right, made, precision = (right + 1) / (made + 2){factor}.
# Written by `python -m kg.extract.calibrate` from annotated articles; do not edit.
"""


Judged = tuple[str, Mention, Mapping[str, Any]]
"""A proposal under its key, with the annotated article that it was made in."""


def of_dates(judged: Iterable[Judged]) -> str:
    """The table of the forms of dates."""
    right: Counter[str] = Counter()
    made: Counter[str] = Counter()
    for key, date, gold in judged:
        dates = [e for e in gold["entities"] if "Date" in (e["type"], *e.get("alt_types", ()))]
        hit = any((e["start"], e["end"]) == (date.start, date.end) for e in dates)
        if hit or not _meets(date, gold.get("ignore", ())):
            made[key] += 1
            right[key] += hit
    return _table("a form of dates is a date with these bounds", "form", right, made, 1.0)


def of_figures(judged: Iterable[Judged]) -> str:
    """The table of the kinds of units."""
    right: Counter[str] = Counter()
    made: Counter[str] = Counter()
    for key, figure, gold in judged:
        made[key] += 1
        right[key] += not _meets(figure, [(e["start"], e["end"]) for e in gold["entities"]])
    return _table("a figure is no part of a name, by its unit", "kind of unit", right, made, _READ_RIGHT)


def _meets(mention: Mention, spans: Iterable[Sequence[int]]) -> bool:
    return any(start < mention.end and mention.start < end for start, end in spans)


def _table(what: str, key: str, right: Counter[str], made: Counter[str], factor: float) -> str:
    times = "" if factor == 1.0 else f" · {factor}"
    lines = [
        f"{name}\t{right[name]}\t{made[name]}\t{factor * (right[name] + 1) / (made[name] + 2):.3f}\n"
        for name in sorted(made)
    ]
    return _HEADER.format(what=what, key=key, factor=times) + "".join(lines)


def _measure(paths: Iterable[str]) -> tuple[str, str]:
    """Both tables, from gold files."""
    golds = [gold for path in paths for gold in _golds(Path(path))]
    documents = [read(_article(gold)) for gold in golds]
    found = [
        (mention.by, mention, gold)
        for gold, more in zip(golds, dates(documents), strict=True)
        for mention in more.proposals
    ]
    figures = [
        (kind_of(mention), mention, gold)
        for document, gold in zip(_extracted(documents), golds, strict=True)
        for mention in document.mentions
        if mention.type == "Figure"
    ]
    return of_dates(found), of_figures(figures)


def _golds(path: Path) -> Iterator[dict[str, Any]]:
    """The annotated articles of a file.

    Raises:
        DataError: a line is none.
    """
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        if line.strip():
            try:
                gold = json.loads(line)
                yield {**gold, "id": str(gold["id"]), "text": gold["text"], "entities": gold["entities"]}
            except (ValueError, KeyError, TypeError) as error:
                raise DataError(f"{path}:{number}: not an annotated article ({error!r})") from error


def _extracted(documents: Sequence[Document]) -> list[Document]:
    return [done for at in range(0, len(documents), 64) for done in extract(documents[at : at + 64])]


def _article(gold: Mapping[str, Any]) -> Article:
    text = gold["text"]
    return Article(gold["id"], text, date=gold.get("date") or "", body=(Span(0, len(text)),))


if __name__ == "__main__":
    for table, name in zip(_measure(sys.argv[1:]), ("dates", "figures"), strict=True):
        (folder("data") / name / "confidence.tsv").write_text(table, encoding="utf-8")
