"""kg evaluate: how good the extraction is, on articles that people have annotated."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import click
from rich.table import Table

from kg.cli.options import console


@click.command("evaluate")
@click.argument("gold", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option(
    "--predictions",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="Score these (JSON Lines as `kg extract` prints them) in place of extracting now.",
)
@click.option("--no-alt", is_flag=True, help="Accept only the gold's first type.")
@click.option("--no-neutral", is_flag=True, help="Judge also what the guideline leaves open.")
@click.option("--errors", type=click.IntRange(0), default=0, help="List so many errors of each kind.")
@click.option("--json", "as_json", is_flag=True)
def evaluate_command(
    gold: Path, predictions: Path | None, no_alt: bool, no_neutral: bool, errors: int, as_json: bool
) -> int:
    """Extract the articles of a gold file and score what was found against it.

    \b
    Examples:
      kg evaluate gold.jsonl
      kg evaluate gold.jsonl --no-alt --no-neutral     the unforgiving figures
      kg evaluate gold.jsonl --errors 20
    """
    from kg.evaluate import evaluate
    from kg.evaluate.gold import read_lines

    records = read_lines(gold)
    predicted = read_lines(predictions) if predictions else predict(gold)
    scores = evaluate(records, predicted, alt=not no_alt, neutral=not no_neutral)
    if as_json:
        tables = {
            name: {key: _figures(c) for key, c in table.rows().items()}
            for name, table in scores.tables().items()
        }
        click.echo(json.dumps(tables, ensure_ascii=False, indent=1))
    else:
        _print(scores, len(records), errors)
    return 0


def predict(gold: Path) -> list[dict[str, Any]]:
    """What the extractors find in the articles of a gold file."""
    from kg.errors import ArticleError
    from kg.extract import extract
    from kg.load import load
    from kg.present import record
    from kg.read import read

    articles = [item for item in load([gold]) if not isinstance(item, ArticleError)]
    return [record(document) for document in extract([read(article) for article in articles])]


def _figures(counts: Any) -> dict[str, float]:
    return {
        "pred_ok": counts.predicted_right,
        "pred": counts.predicted,
        "gold_ok": counts.gold_found,
        "gold": counts.gold,
        "P": counts.precision,
        "R": counts.recall,
        "F1": counts.f1,
    }


def _print(scores: Any, articles: int, errors: int) -> None:
    from kg.evaluate import MICRO, PREDICATES, TYPES

    out = console()
    out.print(
        f"{articles} articles" + (f", {len(scores.missing)} without a prediction" if scores.missing else "")
    )
    for name, counts in scores.tables().items():
        order = PREDICATES if name == "relations" else TYPES
        table = Table(title=name, title_justify="left", box=None, header_style="bold")
        for column in ("", "predicted", "gold", "P", "R", "F1"):
            table.add_column(column, justify="left" if not column else "right")
        for key, row in counts.rows(order).items():
            if name != "strict*" or key == MICRO:
                table.add_row(
                    key,
                    str(row.predicted),
                    str(row.gold),
                    f"{row.precision:.3f}",
                    f"{row.recall:.3f}",
                    f"{row.f1:.3f}",
                )
        table.add_row("macro F1", "", "", "", "", f"{counts.macro_f1:.3f}") if name != "strict*" else None
        out.print(table)
        out.print()
    for kind, counter in scores.errors.items() if errors else ():
        out.print(f"{kind} (most frequent {errors})", style="bold")
        for words, count in sorted(counter.items(), key=lambda item: (-item[1], item[0]))[:errors]:
            out.print(f"{count:4}  {' | '.join(words)}", markup=False)
