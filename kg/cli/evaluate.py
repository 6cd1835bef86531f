"""kg evaluate: how good the extraction is, on articles that people have annotated."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from kg.cli.options import counted, print_table

if TYPE_CHECKING:
    from kg.evaluate import Counts, Scores


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
@click.option("--json", "as_json", is_flag=True, help="All figures, as one JSON object.")
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


def _figures(counts: Counts) -> dict[str, float]:
    return {
        "pred_ok": counts.predicted_right,
        "pred": counts.predicted,
        "gold_ok": counts.gold_found,
        "gold": counts.gold,
        "P": counts.precision,
        "R": counts.recall,
        "F1": counts.f1,
    }


def _print(scores: Scores, articles: int, errors: int) -> None:
    from kg.evaluate import MICRO, PREDICATES, TYPES

    missing = f", {len(scores.missing)} without a prediction" if scores.missing else ""
    click.echo(counted(articles, "article") + missing)
    for name, counts in scores.tables().items():
        rows = counts.rows(PREDICATES if name == "relations" else TYPES)
        if name == "strict*":
            rows = {MICRO: rows[MICRO]}
        click.echo()
        print_table(
            ("", "predicted", "gold", "P", "R", "F1"), [_row(*row) for row in rows.items()], title=name
        )
        if name != "strict*":
            click.echo(f"macro F1 {counts.macro_f1:.3f}")
    for kind, counter in scores.errors.items() if errors else ():
        click.echo()
        often = sorted(counter.items(), key=lambda item: (-item[1], item[0]))[:errors]
        rows_of_errors = [(count, " | ".join(words)) for words, count in often]
        print_table(("", ""), rows_of_errors, title=f"{kind} (most frequent {errors})")


def _row(key: str, counts: Counts) -> tuple[str, ...]:
    figures = (f"{value:.3f}" for value in (counts.precision, counts.recall, counts.f1))
    return (key, str(counts.predicted), str(counts.gold), *figures)
