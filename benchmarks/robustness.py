"""How much another writing of the same articles changes what is extracted: marks, quotes, characters, blanks, lines.

    python benchmarks/robustness.py gold.jsonl [--only "lines of 36 characters"] [--json]

Prints for each way of writing (kg/evaluate/variants.py) the F1 of mentions (strict), of relations, and the
difference from the articles as they are.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from kg.evaluate import MICRO, evaluate
from kg.evaluate.gold import read_lines
from kg.evaluate.predict import predict
from kg.evaluate.variants import VARIANTS, varied

PLAIN = "as it is"


def measure(records: Sequence[dict[str, Any]], name: str) -> dict[str, float]:
    """F1 of mentions and of relations in one writing."""
    gold = [varied(record, VARIANTS[name]) for record in records]
    with TemporaryDirectory() as folder:
        path = Path(folder) / "gold.jsonl"
        path.write_text(
            "".join(json.dumps(item, ensure_ascii=False) + "\n" for item in gold), encoding="utf-8"
        )
        tables = evaluate(gold, predict(path)).tables()
    return {table: tables[table].rows()[MICRO].f1 for table in ("strict", "mentions", "relations")}


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("gold", nargs="+", type=Path)
    parser.add_argument("--only", action="append", choices=list(VARIANTS), help="this way of writing alone")
    parser.add_argument("--json", action="store_true")
    arguments = parser.parse_args()
    records = [record for path in arguments.gold for record in read_lines(path)]
    names = [PLAIN, *(arguments.only or [name for name in VARIANTS if name != PLAIN])]
    measured = {}
    for name in names:
        measured[name] = now = measure(records, name)
        if not arguments.json:
            plain = measured[PLAIN]
            figures = (f"{now[table]:8.3f} ({now[table] - plain[table]:+.3f})" for table in now)
            print(f"{name:36}", *figures, flush=True)
    if arguments.json:
        print(json.dumps(measured, ensure_ascii=False, indent=1))


if __name__ == "__main__":
    main()
