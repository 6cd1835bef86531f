"""kg verify, kg validate: is everything in the graph said by a text, and in the form that the ontology demands?"""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path

import click

from kg.cli.options import counted, messages, store_option


@click.command("verify")
@store_option
@click.option("--json", "as_json", is_flag=True, help="Counts and problems, as one JSON object.")
def verify_command(store_path: Path, as_json: bool) -> int:
    """Reopen every text and check that each quotation stands where the graph says, and that every fact has one.

    \b
    Examples:
      kg verify
      kg verify --json | jq .found

    The exit code is 1 when something does not hold.
    """
    from kg.cli.build import Bar
    from kg.present import plain
    from kg.store import Store
    from kg.verify import verify

    bar = Bar(messages())
    with Store.read(store_path) as store, bar.progress:
        proof = verify(store.graph, store.text_of, advance=lambda done, total: bar("verify", done, total))
    if as_json:
        click.echo(json.dumps(asdict(proof), ensure_ascii=False, indent=1))
    else:
        for problem in proof.problems:
            click.echo(plain(f"{problem.article}: {problem.node}: {problem.reason}"))
        _more(proof.found - len(proof.problems))
        counts = (
            counted(proof.articles, "article"),
            counted(proof.spans, "span"),
            counted(proof.claims, "claim"),
            counted(proof.facts, "fact"),
            f"{proof.entities:,} {'entity' if proof.entities == 1 else 'entities'}",
        )
        verdict = "all supported by their texts" if proof.holds else counted(proof.found, "problem")
        click.echo(f"{', '.join(counts)}: {verdict}")
    return 0 if proof.holds else 1


@click.command("validate")
@store_option
@click.option(
    "--full",
    is_flag=True,
    help="Run pySHACL itself in place of our own compiled checks: the same findings, slowly.",
)
@click.option("--json", "as_json", is_flag=True, help="Counts and violations, as one JSON object.")
def validate_command(store_path: Path, full: bool, as_json: bool) -> int:
    """Check the graph against the shapes of the ontology; a violation names the sentence that it came from.

    \b
    Examples:
      kg validate
      kg validate --full               with pySHACL, for the doubtful

    The exit code is 1 when something is violated.
    """
    from kg.cli.build import Bar
    from kg.present import plain
    from kg.store import Store
    from kg.validate import validate

    bar = Bar(messages())
    with Store.read(store_path) as store, bar.progress:
        found = validate(store.graph, full=full, advance=lambda done, total: bar("validate", done, total))
    if as_json:
        click.echo(json.dumps(asdict(found), ensure_ascii=False, indent=1))
    else:
        for violation in found.violations:
            where = " ".join(part for part in (violation.path, violation.value) if part)
            what = f"{violation.message_en} ({where})"
            click.echo(plain(f"{violation.article}: {violation.focus}: {what}"))
            if violation.quotation:
                click.echo(plain(f"  {violation.start}–{violation.end}: {violation.quotation.strip()}"))
        _more(found.found - len(found.violations))
        verdict = counted(found.found, "violation") if found.found else "all shapes hold"
        click.echo(f"{counted(found.articles, 'article')}: {verdict}")
    return 1 if found.found else 0


def _more(number: int) -> None:
    if number:
        click.echo(f"… and {number:,} more")
