"""The command `kg`. Commands are loaded when they are called, and errors become one line here and nowhere else."""

from __future__ import annotations

import errno
import importlib
import io
import os
import sys
from typing import Any

import click

from kg import __version__
from kg.errors import KgError

COMMANDS: dict[str, str] = {
    "build": "build",
    "extract": "extract",
    "articles": "articles",
    "remove": "articles",
    "query": "query",
    "show": "show",
    "why": "show",
    "connect": "connect",
    "candidates": "candidates",
    "decide": "decide",
    "undo": "undo",
    "report": "report",
    "serve": "serve",
    "export": "export",
    "import-gephi": "gephi",
    "validate": "check",
    "verify": "check",
    "evaluate": "evaluate",
    "rules": "rules",
    "gaps": "gaps",
    "ontology": "ontology",
}
"""Command → the module of kg.cli that holds it, in the order in which `kg --help` lists them."""


class _Commands(click.Group):
    """A group that imports a command's module when it is called, so that `kg --help` is quick."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, name: str) -> click.Command | None:
        if name not in COMMANDS:
            return None
        command: click.Command = getattr(
            importlib.import_module(f"kg.cli.{COMMANDS[name]}"), f"{name.replace('-', '_')}_command"
        )
        return command

    def invoke(self, ctx: click.Context) -> Any:
        try:
            result = super().invoke(ctx)
            sys.stdout.flush()  # a full disk shows here, not when Python ends
            return result
        except BrokenPipeError:
            # The reader of our output has gone (`kg articles | head -1`): nothing is wrong, and nobody listens.
            # It must not reach click, which would end the process with an error.
            _drop_output()
            return 0

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        from difflib import get_close_matches

        if args and args[0] not in COMMANDS and not args[0].startswith("-"):
            near = get_close_matches(args[0], COMMANDS, 1)
            raise click.UsageError(
                f"no command {args[0]!r}" + (f"; did you mean {near[0]!r}?" if near else "")
            )
        return super().resolve_command(ctx, args)


EXAMPLES = """\b
Examples:
  kg build articles/                  read a folder into the store ./kg-store
  kg report overview                  what is in it
  kg show 青溪县委                     all that is known of one entity
  kg connect 沈佳禾 石桥湾烈士陵园       how two are connected
  kg query campaigns                  a named SPARQL query
  kg export gexf graph.gexf           open it in Gephi
"""


@click.group(
    cls=_Commands,
    help=f"Knowledge graphs from Chinese news.\n\n{EXAMPLES}",
    context_settings={"help_option_names": ["-h", "--help"]},
)
@click.version_option(__version__, prog_name="kg")
def cli() -> None:
    """The group of all commands."""


def main(args: list[str] | None = None) -> None:
    """Run a command and end the process with its exit code: 0 done, 1 done with articles quarantined or violations
    found, 2 usage, 3 data, store or rules broken, 130 interrupted."""
    sys.exit(run(args))


def run(args: list[str] | None = None) -> int:
    """Run a command; its exit code."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")  # what the terminal's encoding cannot show
    try:
        result: Any = cli.main(args, prog_name="kg", standalone_mode=False)
        return result if isinstance(result, int) else 0
    except click.exceptions.Abort:
        return _fail("interrupted; a build keeps what it has finished, and run again goes on from there", 130)
    except click.ClickException as error:
        error.show()
        return error.exit_code
    except KgError as error:
        return _fail(str(error), error.exit_code)
    except OSError as error:
        _drop_output()
        full = error.errno == errno.ENOSPC
        return _fail(f"the disk is full: {error}; free some space and run again" if full else str(error), 3)


def _drop_output() -> None:
    """Let what could not be written go, or Python would try again on its way out and complain."""
    with open(os.devnull, "wb") as nowhere:
        os.dup2(nowhere.fileno(), sys.stdout.fileno())


def _fail(message: str, code: int) -> int:
    from kg.present import plain

    click.echo(f"kg: {plain(message)}", err=True)
    return code
