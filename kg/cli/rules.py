"""kg rules: the rules that read facts, what they are worth, and whether they do what their examples say."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

import click

from kg.cli.options import counted, list_format_option, print_table

if TYPE_CHECKING:
    from kg.extract.facts.rules import Rule


@click.group("rules", invoke_without_command=True)
@click.option("--predicate", help="Only the rules of this predicate.")
@list_format_option
@click.pass_context
def rules_command(context: click.Context, predicate: str | None, format_: str) -> int:
    """List the rules that read facts, with what they were measured to be worth on annotated articles.

    \b
    Examples:
      kg rules
      kg rules --predicate visits
      kg rules show visits.go                the rule, its examples, its figures
      kg rules test                          do all rules do what their examples say?
      kg rules test my-rules/visits.toml     and mine?

    Rules of your own work beside those that ship when the environment variable KG_RULES names their files or folders.
    How to write one: docs/rules.md.
    """
    if context.invoked_subcommand:
        return 0
    rows = [_row(rule) for rule in _of(predicate)]
    if format_ == "json":
        click.echo(
            json.dumps([dict(zip(_COLUMNS, row, strict=True)) for row in rows], ensure_ascii=False, indent=1)
        )
    elif format_ == "csv":
        import csv

        writer = csv.writer(sys.stdout, lineterminator="\n")
        writer.writerows([_COLUMNS, *rows])
    else:
        print_table(_COLUMNS, [[_shown(cell) for cell in row] for row in rows])
        click.echo(counted(len(rows), "rule"), err=True)
    return 0


@rules_command.command("test")
@click.argument("files", nargs=-1, type=click.Path(exists=True, path_type=Path))
def test_rules(files: tuple[Path, ...]) -> int:
    """Run the examples of rules: of all, or of those in these files and folders of your own.

    Says of each example that fails its file and line, what was expected and what was found, and ends with exit code 1.
    A file that is broken is said with line and reason, with exit code 3.
    """
    from kg.extract.facts.examples import failures, own_rules
    from kg.extract.facts.rules import own_files, rules
    from kg.present import plain

    with own_rules(files):
        asked = set(own_files()) if files else None
        tested = [rule for rule in rules() if asked is None or rule.path in asked]
        failed = [failure for rule in tested for failure in failures(rule)]
    for failure in failed:
        click.echo(plain(str(failure)))
    examples = sum(len(rule.examples) for rule in tested)
    said = (
        f"{len(failed)} of {counted(examples, 'example')} failed"
        if failed
        else f"{counted(examples, 'example')} hold"
    )
    click.echo(f"{counted(len(tested), 'rule')}, {said}", err=True)
    return 1 if failed else 0


@rules_command.command("show")
@click.argument("name")
def show_rule(name: str) -> int:
    """Show a rule as it is written, with what it was measured to be worth."""
    from kg.errors import UsageError
    from kg.extract.facts.examples import failures
    from kg.present import plain

    wanted = name.removeprefix("rule.").partition("/")[0]
    found = [rule for rule in _of(None) if rule.name == wanted]
    if not found:
        raise UsageError(f"no rule {name!r}; `kg rules` lists them" + _near(wanted))
    rule = found[0]
    failed = failures(rule)
    values = dict(zip(_COLUMNS, _row(rule), strict=True))
    click.echo(f"# {rule.by}  {rule.path}:{rule.line}\n")
    click.echo(plain(_source(rule)))
    for column in ("precision", "judged", "recall", "found", "gold", "confidence", "basis"):
        click.echo(f"# {column:11}{_shown(values[column])}{_ABOUT.get(column, '')}")
    click.echo(f"# {'examples':11}{len(rule.examples)}, " + (f"{len(failed)} fail" if failed else "all hold"))
    for failure in failed:
        click.echo(plain(str(failure)))
    return 0


# --- what is shown ------------------------------------------------------------------------------------------

_COLUMNS = (
    "rule",
    "kind",
    "precision",
    "judged",
    "recall",
    "found",
    "gold",
    "confidence",
    "basis",
    "examples",
    "place",
)
_ABOUT = {
    "judged": "   facts it found that the gold says are right or wrong",
    "found": "   gold facts of the predicate that it finds by itself",
    "gold": "   gold facts of the predicate",
    "basis": "   of its facts' confidence: ranked one by one, measured for the rule, or a prior",
}


def _row(rule: Rule) -> tuple[str | int | float | None, ...]:
    """The rule as a row of _COLUMNS; None where nothing was measured."""
    from kg.extract.facts.confidence import UNMEASURED, basis, confidence, measured
    from kg.extract.facts.ranking import weights

    known = measured().get(rule.by, UNMEASURED)
    return (
        rule.name,
        rule.kind,
        None if known.precision is None else round(known.precision, 3),
        known.judged,
        None if known.recall is None else round(known.recall, 3),
        known.found,
        known.gold,
        confidence(rule.by),
        "ranked" if rule.by in weights().get((rule.predicate, rule.suggests), {}) else basis(known),
        len(rule.examples),
        f"{_short(rule.path)}:{rule.line}",
    )


def _shown(cell: str | float | None) -> str:
    return "" if cell is None else f"{cell:.3f}" if isinstance(cell, float) else str(cell)


def _short(path: Path) -> str:
    """The path of a rule file from the folder that ships on; another as it is."""
    from kg.resources import folder

    data = folder("data")
    return str(path.relative_to(data.parent)) if path.is_relative_to(data) else str(path)


def _of(predicate: str | None) -> list[Rule]:
    from kg.errors import UsageError
    from kg.extract.facts.rules import rules

    known = sorted({rule.predicate for rule in rules()})
    if predicate is not None and predicate not in known:
        raise UsageError(f"no rules for the predicate {predicate!r}; there are some for {', '.join(known)}")
    return [rule for rule in rules() if predicate in (None, rule.predicate)]


def _near(name: str) -> str:
    from difflib import get_close_matches

    near: Iterable[str] = get_close_matches(name, [rule.name for rule in _of(None)], 1)
    return "".join(f"; did you mean {other!r}?" for other in near)


def _source(rule: Rule) -> str:
    """The lines of the rule's table, up to the next."""
    lines = rule.path.read_text(encoding="utf-8").splitlines()[rule.line - 1 :]
    end = next((at for at, line in enumerate(lines[1:], 1) if line.lstrip().startswith("[[")), len(lines))
    return "\n".join(lines[:end]).rstrip() + "\n"
