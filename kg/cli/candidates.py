"""kg candidates: which entities may be one, to be decided one by one."""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from kg.cli.decide import told, who_option
from kg.cli.options import cell, console, counted, print_table, store_option

if TYPE_CHECKING:
    from kg.resolve.candidates import Candidate
    from kg.store import Store

_ANSWERS = {"y": "same", "n": "different", "u": "unsure"}


@click.command("candidates")
@store_option
@click.option(
    "--type", "kinds", multiple=True, help="Only of this type (Person, Place …); may be given again."
)
@click.option("--limit", type=click.IntRange(1), default=50, show_default=True, help="Pairs to show.")
@click.option("--conflicts", is_flag=True, help="Decisions that contradict one another, or have no entity.")
@click.option("--list", "as_list", is_flag=True, help="On a terminal, too: a table, and no questions.")
@who_option
@click.option("--json", "as_json", is_flag=True, help="One JSON array.")
def candidates_command(
    store_path: Path,
    kinds: tuple[str, ...],
    limit: int,
    conflicts: bool,
    as_list: bool,
    who: str,
    as_json: bool,
) -> int:
    """Pairs of entities that may be one, the likeliest first, with the reasons.

    \b
    Examples:
      kg candidates                          all types
      kg candidates --type Person            on a terminal each is asked: y(es) n(o) u(nsure) s(kip) q(uit)
      kg candidates --type Place --json
      kg candidates --conflicts              decisions that contradict one another

    What is decided is not asked again. Nothing is joined that nobody decides.
    """
    from kg.query.candidates import candidates_of
    from kg.store import Store

    if conflicts:
        return _conflicts(store_path, as_json)
    with Store.read(store_path) as store:
        found = candidates_of(store, _types(kinds))
        if not (as_json or as_list) and sys.stdin.isatty() and sys.stdout.isatty():
            return _ask(store, found[:limit], who)
    if as_json:
        click.echo(json.dumps([_record(one) for one in found[:limit]], ensure_ascii=False, indent=1))
        return 0
    rows = [
        (f"{one.score:.2f}", one.left, one.articles[0], one.right, one.articles[1], "; ".join(one.reasons))
        for one in found[:limit]
    ]
    print_table(["score", "left", "in", "right", "in", "reasons"], rows)
    click.echo(f"{len(rows)} of {counted(len(found), 'candidate')}", err=True)
    return 0


def _types(kinds: Sequence[str]) -> tuple[str, ...]:
    """Types of the ontology by their names, whatever letters are large; all that there are candidates of where none is
    named."""
    from kg.resolve.candidates import TYPES

    named = tuple(kind.capitalize() for kind in kinds)
    if unknown := [kind for kind in named if kind not in TYPES]:
        raise click.UsageError(f"no candidates of type {unknown[0]!r}; there are {', '.join(TYPES)}")
    return named or TYPES


def _record(one: Candidate) -> dict[str, object]:
    return {
        "left": str(one.left),
        "right": str(one.right),
        "score": one.score,
        "articles": list(one.articles),
        "reasons": list(one.reasons),
    }


def _ask(store: Store, found: Sequence[Candidate], who: str) -> int:
    """Each pair with sentences of both, and what is answered. Every answer is written down at once; the graph is
    brought up to date at the end."""
    from kg.build import decide
    from kg.build.deciding import write_decisions
    from kg.cli.decide import today
    from kg.query.deciding import between
    from kg.store import Store as Writer

    decisions = []
    for number, one in enumerate(found, 1):
        _show(store, one, f"{number} of {len(found)}")
        answer = click.prompt("same?", type=click.Choice([*_ANSWERS, "s", "q"]), show_choices=True)
        if answer == "q":
            break
        if answer in _ANSWERS:
            reasons = "; ".join(one.reasons)
            decision = between(
                store, one.left, _ANSWERS[answer], one.right, who=who, when=today(), why=f"asked: {reasons}"
            )
            decisions.append(decision)
            with Writer.write(store.path) as writer:
                write_decisions(writer, fresh=[decision])
    if not decisions:
        return 0
    with Writer.write(store.path) as writer:
        summary = decide(decisions, writer)
    return told("decided", decisions, summary, False)


def _show(store: Store, one: Candidate, place: str) -> None:
    from kg.query.candidates import examples

    out = console()
    out.print(cell(f"\n{place}  {one.score:.2f}  ", "dim") + cell(f"{one.left}  {one.right}", "bold"))
    for reason in one.reasons:
        out.print(cell(f"  {reason}"))
    for end in (one.left, one.right):
        for day, article, sentence in examples(store, end):
            out.print(cell(f"  {end}  {day}  {article}", "dim"))
            out.print(cell(f"    {sentence}"))


def _conflicts(store_path: Path, as_json: bool) -> int:
    """What is to be said of the decisions that the last build applied."""
    from kg.store import Store

    with Store.read(store_path) as store:
        found = store.articles.names.remarks()
    if as_json:
        listed = [{"kind": kind, "decisions": decisions, "text": text} for kind, decisions, text in found]
        click.echo(json.dumps(listed, ensure_ascii=False, indent=1))
        return 0
    print_table(
        ["", "decisions", ""], [(kind, "; ".join(decisions), text) for kind, decisions, text in found]
    )
    click.echo(counted(len(found), "remark"), err=True)
    return 0
