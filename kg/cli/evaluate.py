"""kg evaluate: how good the extraction is, on articles that people have annotated."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from kg.cli.options import counted, print_table

if TYPE_CHECKING:
    from kg.evaluate import Agreement, Counts, Scores, Table

_FILE = click.Path(exists=True, dir_okay=False, path_type=Path)


@click.command("evaluate")
@click.argument("gold", nargs=-1, required=True, type=_FILE)
@click.option(
    "--predictions",
    type=_FILE,
    multiple=True,
    help="Score these (JSON Lines as `kg extract` prints them) in place of extracting now.",
)
@click.option(
    "--given",
    type=click.Choice(["entities"]),
    help="Take the entities from the gold and extract only the facts between them.",
)
@click.option("--no-alt", is_flag=True, help="Accept only the gold's first type.")
@click.option("--no-neutral", is_flag=True, help="Judge also what the guideline leaves open.")
@click.option(
    "--errors",
    type=click.Choice(["text", "json", "html"]),
    help="Every error, by kind: after the figures, as JSON Lines, or as a page to work with.",
)
@click.option(
    "--limit", type=click.IntRange(1), default=20, show_default=True, help="Errors of each kind as text."
)
@click.option(
    "--output", type=click.Path(dir_okay=False, path_type=Path), help="Write there, not to the screen."
)
@click.option(
    "--articles",
    type=click.Path(exists=True, path_type=Path),
    multiple=True,
    help="For pairs: read the articles that they name from here, whatever else is there.",
)
@click.option(
    "--store",
    "store_path",
    type=click.Path(file_okay=False, path_type=Path),
    envvar="KG_STORE",
    help="For pairs without --articles: score who is who in this store (kg-store).",
)
@click.option("--json", "as_json", is_flag=True, help="All figures, as one JSON object.")
def evaluate_command(
    gold: tuple[Path, ...],
    predictions: tuple[Path, ...],
    given: str | None,
    no_alt: bool,
    no_neutral: bool,
    errors: str | None,
    limit: int,
    output: Path | None,
    articles: tuple[Path, ...],
    store_path: Path | None,
    as_json: bool,
) -> int:
    """Extract the articles of gold files and score what was found against them.

    \b
    Examples:
      kg evaluate gold.jsonl
      kg evaluate gold.jsonl --no-alt --no-neutral     the unforgiving figures
      kg evaluate gold.jsonl --given entities          how good the rules alone are
      kg evaluate gold.jsonl --errors html --output errors.html
      kg evaluate data/gold/pairs.jsonl --store news   who is who across articles
    """
    from kg.cli.pairs import evaluate_pairs
    from kg.evaluate import evaluate
    from kg.evaluate.gold import read_lines
    from kg.evaluate.page import page
    from kg.evaluate.pairs import is_pairs
    from kg.evaluate.predict import predict, predict_given

    if given and predictions:
        raise click.UsageError("--given extracts facts anew; leave out --predictions")
    if output and errors not in ("json", "html"):
        raise click.UsageError("--output is for --errors json or --errors html")
    records = [record for path in gold for record in read_lines(path)]
    if is_pairs(records):
        evaluate_pairs(gold, articles, store_path, errors=bool(errors), as_json=as_json)
        return 0
    _check_ids(records)
    if predictions:
        predicted = [record for path in predictions for record in read_lines(path)]
    else:
        predicted = predict_given(records) if given else predict(gold)
    scores = evaluate(records, predicted, alt=not no_alt, neutral=not no_neutral)
    if errors == "html":
        _write(page(records, predicted, scores, alt=not no_alt, neutral=not no_neutral), output)
    elif errors == "json":
        _write((_error(error) + "\n" for error in scores.errors), output)
    elif as_json:
        click.echo(json.dumps(figures(scores), ensure_ascii=False, indent=1))
    else:
        _print(scores, len(records), given=bool(given), errors=limit if errors else 0)
    return 0


def _check_ids(records: list[dict[str, Any]]) -> None:
    """Refuse two articles of one id, which would be scored against the same prediction.

    Raises:
        DataError: an id comes twice, or a record is not annotated.
    """
    from kg.errors import DataError
    from kg.evaluate.gold import gold_article

    seen = set()
    for record in records:
        if gold_article(record).id in seen:
            raise DataError(f"{record['id']}: two articles of the gold have this id; give each its own")
        seen.add(record["id"])


def _write(pieces: Any, output: Path | None) -> None:
    """The pieces to a file, or to standard output."""
    if output is None:
        for piece in pieces:
            click.echo(piece, nl=False)
        return
    with output.open("w", encoding="utf-8") as file:
        file.writelines(pieces)
    click.echo(f"{output} written", err=True)


def _error(error: Any) -> str:
    from dataclasses import asdict

    return json.dumps(asdict(error), ensure_ascii=False)


# --- figures ------------------------------------------------------------------------------------------------


def figures(scores: Scores) -> dict[str, Any]:
    """Every figure by table and by type or predicate; MACRO is the mean F1 over those that the gold has."""
    found: dict[str, Any] = {
        name: {key: _figures(c) for key, c in table.rows().items()} | {"MACRO": {"F1": table.macro_f1}}
        for name, table in scores.tables().items()
    }
    right, matched = scores.names
    found["canonical"] = {"ok": right, "of": matched, "share": right / matched if matched else 0.0}
    found["clusters"] = {name: _agreement(agreement) for name, agreement in scores.clusters.items()}
    return found


def _figures(counts: Counts) -> dict[str, float]:
    from kg.evaluate.tables import ratios

    return {
        "pred_ok": counts.predicted_right,
        "pred": counts.predicted,
        "gold_ok": counts.gold_found,
        "gold": counts.gold,
        **ratios(counts),
    }


def _agreement(agreement: Agreement) -> dict[str, float]:
    from kg.evaluate.tables import ratios

    return {"pred": agreement.predicted, "gold": agreement.gold, **ratios(agreement)}


# --- on the screen ------------------------------------------------------------------------------------------


def _print(scores: Scores, articles: int, *, given: bool, errors: int) -> None:
    missing = f", {len(scores.missing)} without a prediction" if scores.missing else ""
    click.echo(counted(articles, "article") + missing + (", entities given" if given else ""))
    for name, table in scores.tables().items():
        if not given or name == "relations":
            _print_table(name, table)
    right, matched = scores.names
    if matched and not given:
        click.echo(
            f"\ncanonical names right: {right:,} of {matched:,} right mentions ({right / matched:.3f})"
        )
    if not given:
        rows = [
            (name, f"{a.predicted:,}", f"{a.gold:,}", *_three(a.precision, a.recall, a.f1))
            for name, a in scores.clusters.items()
        ]
        click.echo()
        print_table(("", "predicted", "gold", "P", "R", "F1"), rows, title="clusters")
    if errors:
        _print_errors(scores, errors)


def _print_table(name: str, table: Table) -> None:
    from kg.evaluate import MICRO, PREDICATES, TYPES

    counts = table.rows(PREDICATES if name == "relations" else TYPES)
    if name == "strict*":
        counts = {MICRO: counts[MICRO]}
    rows = [
        (key, str(c.predicted), str(c.gold), *_three(c.precision, c.recall, c.f1))
        for key, c in counts.items()
    ]
    if name != "strict*":
        rows.append(("MACRO", "", "", "", "", f"{table.macro_f1:.3f}"))
    click.echo()
    print_table(("", "predicted", "gold", "P", "R", "F1"), rows, title=name)


def _three(*values: float) -> tuple[str, ...]:
    return tuple(f"{value:.3f}" for value in values)


def _print_errors(scores: Scores, limit: int) -> None:
    """How many errors of each kind and type there are, and the most frequent of each kind."""
    from collections import Counter

    from kg.evaluate import KINDS
    from kg.evaluate.errors import counted as by_kind

    counts = by_kind(scores.errors)
    rows = [(KINDS[kind], label, count) for kind, some in counts.items() for label, count in _often(some)]
    click.echo()
    print_table(("error", "of", "count"), rows, title="errors")
    for kind in counts:
        same = Counter((e.label, e.gold, e.found) for e in scores.errors if e.kind == kind)
        click.echo()
        shown = [
            (count, label, _cut(gold), _cut(found)) for (label, gold, found), count in _often(same)[:limit]
        ]
        title = f"{KINDS[kind]} ({len(same)}, most frequent {min(limit, len(same))})"
        print_table(("", "", "gold", "found"), shown, title=title)


def _often(counter: Any) -> list[tuple[Any, int]]:
    return sorted(counter.items(), key=lambda item: (-item[1], item[0]))


def _cut(text: str) -> str:
    return text if len(text) <= 60 else text[:59] + "…"
