"""The page docs/cli.md, made from the commands' own `--help`: `python -m kg.cli.page > docs/cli.md`."""

from __future__ import annotations

from collections.abc import Iterator

import click

from kg.cli import COMMANDS, cli

_WIDTH = 100
"""Characters of a line of help, whatever the terminal."""

_HEAD = """# The command line

Made by `make docs` from `kg COMMAND --help`; do not edit.

Data goes to standard output, messages to standard error. Exit codes: 0 done; 1 done, but articles were quarantined or
a check found violations; 2 usage; 3 data, store or rules broken.
"""


def page() -> str:
    """The whole page as Markdown, the group first, then every command in the order of `kg --help`."""
    return _HEAD + "".join(_sections())


def _sections() -> Iterator[str]:
    root = _context(cli, "kg", None)
    yield _section("kg", cli, root)
    for name in COMMANDS:
        command = cli.get_command(root, name)
        assert command is not None  # every key of COMMANDS has one
        yield _section(f"kg {name}", command, _context(command, name, root))


def _section(title: str, command: click.Command, context: click.Context) -> str:
    lines = [line.rstrip() for line in command.get_help(context).splitlines()]
    text = "\n".join(lines)
    return f"\n## {title}\n\n```text\n{text}\n```\n"


def _context(command: click.Command, name: str, parent: click.Context | None) -> click.Context:
    return click.Context(
        command,
        info_name=name,
        parent=parent,
        terminal_width=_WIDTH,
        max_content_width=_WIDTH,
        help_option_names=["-h", "--help"],
    )


if __name__ == "__main__":
    click.echo(page(), nl=False)
