"""kg decide: who is who, and which facts are not to be believed, by a person's word."""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

import click

from kg.cli.options import counted, print_table, store_option

if TYPE_CHECKING:
    from kg.build import Summary
    from kg.decisions import Decision

who_option = click.option(
    "--who",
    envvar=["KG_WHO", "USER", "USERNAME"],
    default="",
    help="Who decides (environment: KG_WHO, USER).",
)


@click.command("decide")
@click.argument("left", metavar="A", required=False)
@click.argument("verdict", metavar="same|different|unsure", required=False)
@click.argument("right", metavar="B", required=False)
@store_option
@click.option("--reject", is_flag=True, help="The fact A PREDICATE B is not to be believed.")
@click.option("--why", default="", help="The reason, for those who read the decisions.")
@who_option
@click.option("--list", "as_list", is_flag=True, help="All decisions, numbered.")
@click.option("--json", "as_json", is_flag=True, help="The decision, or with --list all, as JSON.")
def decide_command(
    left: str | None,
    verdict: str | None,
    right: str | None,
    store_path: Path,
    reject: bool,
    why: str,
    who: str,
    as_list: bool,
    as_json: bool,
) -> int:
    """Decide whether two entities are one, or that a fact is not to be believed.

    \b
    Examples:
      kg decide 'person/张伟（江阴市公安局）' same 'person/张伟（江阴市）'
      kg decide 'person/张伟@2021-0412' different 'person/张伟'      take one article out
      kg decide 'place/鼓楼区@2021-0412' same 'place/鼓楼区（南京市）'   which one it is there
      kg decide --reject 沈佳禾 holdsRole 青溪县委书记 --why 前任
      kg decide --list

    Decisions are kept in a text file (decisions.tsv in the store) and read by every build. `kg undo` takes one back.
    """
    from kg.build import decide
    from kg.query.deciding import decision_of, rejection_of
    from kg.store import Store

    if as_list:
        return _list(store_path, as_json)
    if left is None or verdict is None or right is None:
        raise click.UsageError("name two entities and what is decided: kg decide A same|different|unsure B")
    if not reject and verdict not in ("same", "different", "unsure"):
        raise click.UsageError(
            f"{verdict!r} is none of same, different, unsure; a fact is refused with --reject"
        )
    Store.read(store_path).close()  # a store that is not there must not be made
    make = rejection_of if reject else decision_of
    with Store.write(store_path) as store:
        decision = make(store, left, verdict, right, who=who, when=today(), why=why)
        summary = decide([decision], store)
    return told("decided", [decision], summary, as_json)


def today() -> str:
    """The day, for the file of decisions alone."""
    from datetime import date

    return date.today().isoformat()


def told(what: str, decisions: list[Decision], summary: Summary, as_json: bool) -> int:
    """Say what was decided or undone, what it changed, and what is to be said of all decisions; the exit code."""
    from kg.cli.build import report_failures, report_remarks
    from kg.present import plain

    if as_json:
        listed = [record(decision) for decision in decisions]
        changed = {"written": summary.written, "remarks": summary.remarks}
        click.echo(json.dumps({what: listed, **changed}, ensure_ascii=False, indent=1))
    else:
        for decision in decisions:
            click.echo(plain(f"{what}: {decision}"))
        click.echo(f"{counted(summary.written, 'article')} written anew")
        report_remarks(summary)
    return report_failures(summary.failures)


def record(decision: Decision) -> dict[str, str]:
    """A decision for JSON."""
    fields = asdict(decision)
    return fields | {"left": str(decision.left), "right": str(decision.right)}


def _list(store_path: Path, as_json: bool) -> int:
    from kg.build.deciding import read_decisions
    from kg.store import Store

    with Store.read(store_path) as store:
        found = read_decisions(store)
    if as_json:
        click.echo(json.dumps([record(decision) for decision in found], ensure_ascii=False, indent=1))
        return 0
    rows = [
        (
            number,
            one.left,
            " ".join(filter(None, (one.verdict, one.predicate))),
            one.right,
            one.who,
            one.when,
            one.why,
        )
        for number, one in enumerate(found, 1)
    ]
    print_table(["", "left", "decision", "right", "who", "when", "why"], rows)
    click.echo(counted(len(found), "decision"), err=True)
    return 0
