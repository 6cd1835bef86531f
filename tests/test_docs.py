"""The documents say what is so: their commands exist, their links lead somewhere, the page of commands is current."""

from __future__ import annotations

import os
import re
import shlex
import subprocess
import sys
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


def test_the_page_of_commands_is_current(update: bool) -> None:
    path = ROOT / "docs" / "cli.md"
    if update:
        path.write_text(page(), "utf-8")
    assert path.read_text("utf-8") == page(), "run `make docs`"


def test_every_query_of_the_demo_exists() -> None:
    from kg.query import named_queries

    text = (ROOT / "docs" / "demo.sh").read_text("utf-8")
    asked = re.findall(r"^step .* query ([\w-]+)", text, re.M)
    assert len(asked) >= 2
    assert set(asked) <= named_queries().keys()
    for line in re.findall(r"^step .*", text, re.M):
        words = shlex.split(line.replace("$", ""))[2:]
        assert complaint(words) == "", line


KG = Path(sys.executable).parent / "kg"
_SESSION = re.compile(r"(?<=<!-- session -->\n```console\n).*?(?=```\n<!-- /session -->)", re.S)


def test_the_demo_runs(tmp_path: Path) -> None:
    out = tmp_path / "demo"
    demo = subprocess.run(
        ["sh", str(ROOT / "docs" / "demo.sh"), str(KG), str(out)], capture_output=True, text=True, check=False
    )
    assert demo.returncode == 0, demo.stdout[-2000:] + demo.stderr
    assert "14 added" in demo.stdout
    assert "all supported by their texts" in demo.stdout
    assert (out / "graph.gexf").stat().st_size > 10_000
    assert "石桥湾烈士陵园" in (out / "articles.html").read_text("utf-8")


def run_line(line: str, store: Path) -> str:
    """What a line of the session prints, without blanks at the ends of lines."""
    environment = {
        **os.environ,
        "KG_STORE": str(store),
        "PATH": f"{KG.parent}{os.pathsep}{os.environ['PATH']}",
    }
    environment.pop("COLUMNS", None)  # set by pytest-xdist: tables would be folded as on a terminal
    done = subprocess.run(
        ["sh", "-c", line], cwd=ROOT, env=environment, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, line + "\n" + done.stderr
    return "".join(text.rstrip() + "\n" for text in done.stdout.strip("\n").split("\n"))


def test_the_session_shows_what_the_commands_print(tmp_path: Path, update: bool) -> None:
    """`pytest tests/test_docs.py --update` writes the README's session anew."""
    readme = ROOT / "README.md"
    text = readme.read_text("utf-8")
    written = _SESSION.search(text)
    assert written is not None
    lines = re.findall(r"^\$ (kg .*)", written[0], re.M)
    assert len(lines) >= 5
    session = "\n".join(f"$ {line}\n{run_line(line, tmp_path / 'store')}" for line in lines)
    if update:
        readme.write_text(text[: written.start()] + session + text[written.end() :], "utf-8")
    else:
        assert session == written[0]
