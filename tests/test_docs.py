"""The documents say what is so: their commands exist, their links lead somewhere, the page of commands is current."""

from __future__ import annotations

import re
import shlex
from collections.abc import Iterator
from pathlib import Path

import click
import pytest

from kg.cli import COMMANDS, cli
from kg.cli.page import page
from tests.conftest import ROOT

PAGES = [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))]
_BLOCK = re.compile(r"^```[a-z]*\n(.*?)^```", re.M | re.S)
_LINK = re.compile(r"\]\((?!https?:|mailto:|#)([^)#\s]+)(?:#[^)]*)?\)")
_OWN_PATH = re.compile(r"`((?:kg|data|docs|queries|ontology|tests|benchmarks)/[\w./-]+)`")


def commands(text: str) -> Iterator[list[str]]:
    """The words of every `kg …` command in the code blocks of a page, without prompt, explanation and pipes."""
    for block in _BLOCK.findall(text):
        for line in block.replace("\\\n", " ").splitlines():
            for part in re.split(r"\s[|]\s|&&|;", re.sub(r"\s#.*", "", line.strip().removeprefix("$ "))):
                if part.strip().startswith("kg "):
                    yield shlex.split(re.sub(r"\s\d?[<>].*|(?<=\S)\s{2,}.*", "", part.strip()))[1:]


def complaint(words: list[str]) -> str:
    """Why click would refuse the command's words, empty when it would not. Nothing is run, no file need exist."""
    if words[0].startswith("-"):
        return "" if words[0] in ("--help", "--version", "-h") else f"no option {words[0]}"
    if words[0] not in COMMANDS:
        return f"no command {words[0]}"
    command = cli.get_command(click.Context(cli), words[0])
    assert command is not None
    options = {name: o for o in command.params if isinstance(o, click.Option) for name in o.opts}
    rest = iter(words[1:])
    for word in rest:
        name, equals, value = word.partition("=") if word.startswith("--") else (word, "", "")
        if not word.startswith("-") or word == "-" or word in ("--help", "-h"):
            continue
        if name not in options:
            return f"{words[0]} has no option {name}"
        if not options[name].is_flag:
            value = value if equals else next(rest, "")
            kind = options[name].type
            if isinstance(kind, click.Choice) and value not in kind.choices:
                return f"{words[0]} {name} cannot be {value}"
    return ""


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.name)
def test_every_command_exists(path: Path) -> None:
    found = list(commands(path.read_text("utf-8")))
    assert [(words, complaint(words)) for words in found if complaint(words)] == []


def test_commands_are_found_and_judged() -> None:
    text = "```sh\n$ kg report overview --store x | head   # look\nkg query -p a=b - < q.rq\nls\n```\nkg not here\n"
    assert list(commands(text)) == [["report", "overview", "--store", "x"], ["query", "-p", "a=b", "-"]]
    assert complaint(["report", "--format", "md"]) == ""
    assert complaint(["report", "--format", "pdf"]) == "report --format cannot be pdf"
    assert complaint(["report", "--colour"]) == "report has no option --colour"
    assert complaint(["fly"]) == "no command fly"


def test_readme_shows_commands() -> None:
    assert len(list(commands((ROOT / "README.md").read_text("utf-8")))) >= 8


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.name)
def test_links_and_paths_lead_somewhere(path: Path) -> None:
    text = path.read_text("utf-8")
    missing = [link for link in _LINK.findall(text) if not (path.parent / link).exists()]
    missing += [
        name
        for name in _OWN_PATH.findall(text)
        if not re.search("[A-Z]{4}", name) and not (ROOT / name).exists()
    ]
    assert missing == []


def test_the_page_of_commands_is_current() -> None:
    assert (ROOT / "docs" / "cli.md").read_text("utf-8") == page(), "run `make docs`"


def test_every_query_of_the_demo_exists() -> None:
    from kg.query import named_queries

    text = (ROOT / "docs" / "demo.sh").read_text("utf-8")
    asked = re.findall(r"^step .* query ([\w-]+)", text, re.M)
    assert len(asked) >= 2
    assert set(asked) <= named_queries().keys()
    for line in re.findall(r"^step .*", text, re.M):
        words = shlex.split(line.replace("$", ""))[2:]
        assert complaint(words) == "", line
