"""kg build: articles into the store."""

from __future__ import annotations

import json
import os
from dataclasses import asdict
from functools import partial
from pathlib import Path
from time import monotonic
from typing import TYPE_CHECKING

import click
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TaskID, TextColumn, TimeRemainingColumn

from kg.cli.options import counted, messages

if TYPE_CHECKING:
    from kg.build import Summary

STAGES = {
    "load": "reading files",
    "extract": "extracting, characters",
    "resolve": "deciding who is who",
    "compare": "finding copies",
    "write": "writing the graph",
    "send": "sending to the server",
    "verify": "reopening the texts",
    "validate": "checking the shapes",
}


class Bar:
    """A progress bar with rate and time left on a terminal, nothing elsewhere."""

    def __init__(self, console: Console) -> None:
        columns = (
            TextColumn("{task.description:<24}"),
            BarColumn(),
            MofNCompleteColumn(),
            TextColumn("{task.fields[rate]}"),
            TimeRemainingColumn(),
        )
        self.progress = Progress(*columns, console=console, disable=not console.is_terminal)
        self._tasks: dict[str, TaskID] = {}
        self._began = self._heard = monotonic()

    def __call__(self, stage: str, done: int, total: int) -> None:
        now = monotonic()
        if stage not in self._tasks:
            for earlier in self.progress.tasks:  # how many files there are is known when the last is read
                self.progress.update(earlier.id, total=earlier.completed)
            self._tasks[stage] = self.progress.add_task(STAGES[stage], total=total or None, rate="")
            self._began = self._heard  # a stage begins when the one before was last heard of
        self._heard = now
        rate = f"{done / (now - self._began):,.0f}/s" if now > self._began else ""
        self.progress.update(self._tasks[stage], completed=done, total=total or None, rate=rate)


@click.command("build")
@click.argument("paths", nargs=-1, required=True)
@click.option(
    "--store",
    "target",
    metavar="DIRECTORY|URL",
    default="kg-store",
    envvar="KG_STORE",
    show_default=True,
    help="Folder of the store (environment: KG_STORE); or the update endpoint of a SPARQL server, which is then kept the "
    "same as the folder that KG_STORE names, or kg-store (environment: KG_ENDPOINT_AUTH=user:password).",
)
@click.option(
    "--graph",
    metavar="IRI",
    default="",
    help="The server's graph that stands for the default graph, where it has none (Virtuoso).",
)
@click.option(
    "--jobs",
    type=click.IntRange(1),
    default=os.cpu_count() or 1,
    show_default="one for each processor",
    help="Processes.",
)
@click.option(
    "--base", help="Base of all IRIs; fixed when the store is made.  [default: https://hongtu.example/]"
)
@click.option(
    "--decisions",
    type=click.Path(dir_okay=False, path_type=Path),
    help="File of decisions that the store goes by from now on.  [default: decisions.tsv in the store]",
)
@click.option("--json", "as_json", is_flag=True, help="Print the summary as JSON.")
def build_command(
    paths: tuple[str, ...],
    target: str,
    graph: str,
    jobs: int,
    base: str | None,
    decisions: Path | None,
    as_json: bool,
) -> int:
    """Read articles into the store.

    \b
    Examples:
      kg build articles/                      every txt, html, jsonl and csv file below a folder
      kg build a.html 'news/*.jsonl'          files and patterns
      zcat news.jsonl.gz | kg build -         standard input
      kg build articles/ --store my --jobs 4  another store, four processes
      kg build articles/ --store http://127.0.0.1:3030/ds/update    a SPARQL server, too

    Articles that are already there and have not changed are left alone; changed ones are replaced. An article
    that cannot be read is reported and counted, and the others go on; the exit code is 1 then.
    """
    from kg.build import build
    from kg.build.remote import mirror
    from kg.store import Store
    from kg.store.endpoint import Endpoint, is_url

    server = Endpoint(target, graph=graph) if is_url(target) else None
    folder = Path(os.environ.get("KG_STORE", "kg-store") if server else target)
    if is_url(str(folder)) or (graph and not server):
        raise click.UsageError("--graph is for a --store that is a server; KG_STORE then names a folder")
    bar = Bar(messages())
    with Store.write(folder, base=base) as store, bar.progress:
        summary = build(paths, store, jobs=jobs, decisions=decisions, progress=bar)
        sent = mirror(store, server, partial(bar, "send")) if server else None
    if as_json:
        click.echo(json.dumps(asdict(summary), ensure_ascii=False, indent=1))
    else:
        click.echo(
            f"{summary.added} added, {summary.replaced} replaced, {summary.unchanged} unchanged; "
            f"the store holds {counted(summary.articles, 'article')}, {summary.quads:,} quads"
        )
        if sent:
            click.echo(
                f"{target}: {counted(sent.graphs, 'graph')} and {counted(sent.subjects, 'subject')} written, "
                f"{counted(sent.dropped, 'graph')} dropped"
            )
        report_remarks(summary)
    return report_failures(summary.failures)


def report_failures(failures: list[tuple[str, str]]) -> int:
    """Say what was quarantined and why, on standard error; the exit code."""
    from kg.present import plain

    for place, reason in failures[:20]:
        click.echo(plain(f"quarantined: {place}: {reason}"), err=True)
    if len(failures) > 20:
        click.echo(f"… and {len(failures) - 20} more; `kg articles --quarantined` lists all", err=True)
    return 1 if failures else 0


def report_remarks(summary: Summary) -> None:
    """Say which decisions contradict one another or have no entity, on standard error."""
    from kg.present import plain

    for kind, decisions, text in summary.remarks[:10]:
        messages().print(plain(f"{kind}: {'; '.join(decisions)}: {text}"), markup=False, soft_wrap=True)
    if len(summary.remarks) > 10:
        click.echo(f"… and {len(summary.remarks) - 10} more: kg candidates --conflicts", err=True)
