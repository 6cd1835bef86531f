"""kg evaluate on pairs of mentions: who is who across articles."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from kg.cli.options import counted, print_table

if TYPE_CHECKING:
    from kg.evaluate.pairs import Pair, PairScores
    from kg.evaluate.tables import Counts

_COLUMNS = ("", "pairs", "not found", "joined", "same", "P", "R", "F1")


def evaluate_pairs(
    gold: tuple[Path, ...],
    articles: tuple[Path, ...],
    store_path: Path | None,
    *,
    errors: bool,
    as_json: bool,
) -> None:
    """Score the entities of a store, or of articles that are read now, against pairs, and print it."""
    from kg.evaluate.pairs import in_articles, in_store, read_pairs, score
    from kg.store import Store

    pairs = [pair for path in gold for pair in read_pairs(path)]
    if articles:
        found = in_articles(articles, pairs)
    else:
        with Store.read(store_path or Path("kg-store")) as store:
            found = in_store(store, pairs)
    scores = score(pairs, found)
    if as_json:
        halves = {half: score([p for p in pairs if p.half == half], found) for half in ("tune", "test")}
        all_figures = {name: pair_figures(s) for name, s in ({"all": scores} | halves).items()}
        click.echo(json.dumps(all_figures, ensure_ascii=False, indent=1))
        return
    _print(pairs, scores)
    if errors:
        _print_wrong([pair for pair in scores.wrong if pair.half == "tune"])


def pair_figures(scores: PairScores) -> dict[str, Any]:
    """Every figure, by table and by type or kind."""
    from kg.evaluate.tables import ratios

    tables = {"types": scores.by_type, "found": scores.of_found, "kinds": scores.by_kind}
    figures: dict[str, Any] = {
        name: {key: _numbers(counts) for key, counts in table.rows().items()}
        for name, table in tables.items()
    }
    figures["B³"] = ratios(scores.b_cubed)
    figures["pairs"] = {key: scores.pairs[key] for key in sorted(scores.pairs)}
    figures["unfound"] = {key: scores.unfound[key] for key in sorted(scores.unfound)}
    return figures


def _numbers(counts: Counts) -> dict[str, float]:
    from kg.evaluate.tables import ratios

    return {
        "joined_ok": counts.predicted_right,
        "joined": counts.predicted,
        "same_ok": counts.gold_found,
        "same": counts.gold,
        **ratios(counts),
    }


def _print(pairs: list[Pair], scores: PairScores) -> None:
    from kg.evaluate import MICRO, TYPES

    same = sum(pair.same for pair in pairs)
    unfound = sum(scores.unfound.values())
    click.echo(
        f"{counted(len(pairs), 'pair')}: {same:,} the same, {len(pairs) - same:,} different; "
        f"{unfound:,} with a mention that was not found"
    )
    rows = [
        (
            key,
            *((scores.pairs[key], scores.unfound[key]) if key != MICRO else (len(pairs), unfound)),
            *_cells(counts),
        )
        for key, counts in scores.by_type.rows(TYPES).items()
    ]
    rows.append(("of pairs found", len(pairs) - unfound, 0, *_cells(scores.of_found.micro)))
    click.echo()
    print_table(_COLUMNS, rows, title="who is who, by type")
    kinds = [(key, *_cells(counts)) for key, counts in scores.by_kind.rows().items() if key != MICRO]
    click.echo()
    print_table(("", *_COLUMNS[3:]), kinds, title="by what is hard about it")
    cubed = scores.b_cubed
    click.echo(
        f"\nB³, as far as the pairs go: P {cubed.precision:.3f}, R {cubed.recall:.3f}, F1 {cubed.f1:.3f}"
    )


def _cells(counts: Counts) -> tuple[str, ...]:
    figures = (f"{value:.3f}" for value in (counts.precision, counts.recall, counts.f1))
    return (str(counts.predicted), str(counts.gold), *figures)


def _print_wrong(wrong: list[Pair]) -> None:
    """The errors of the half that may be looked at."""
    rows = [
        (
            pair.id,
            "same, not joined" if pair.same else "different, joined",
            pair.kind,
            *(
                f"{text} ({place.article} {place.start})"
                for text, place in zip(pair.texts, (pair.left, pair.right), strict=True)
            ),
            pair.reason,
        )
        for pair in wrong
    ]
    click.echo()
    print_table(("pair", "error", "kind", "", "", "why"), rows, title="errors of the tune half")
