"""The contract of the command line: exit codes, what goes where, how errors read, how fast it starts."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import click
import pytest

from kg.cli import COMMANDS, cli, run
from kg.cli.options import counted, width
from tests.world import on_disk

LIN = "person/林远山（松岭市委）"


@pytest.fixture(autouse=True)
def _plain(monkeypatch: pytest.MonkeyPatch, world_path: Path) -> None:
    monkeypatch.setenv("KG_STORE", str(world_path))
    monkeypatch.delenv("COLUMNS", raising=False)


def kg(*args: str, given: bytes = b"", **environment: str) -> subprocess.CompletedProcess[bytes]:
    """The command in a process of its own."""
    return subprocess.run(
        [sys.executable, "-m", "kg", *args],
        input=given,
        capture_output=True,
        check=False,
        env={**os.environ, **environment},
        timeout=60,
    )


def said(capsys: pytest.CaptureFixture[str], *args: str) -> tuple[int, str, str]:
    """Exit code, standard output and standard error of a command run in this process."""
    code = run(list(args))
    out, err = capsys.readouterr()
    return code, out, err


BROKEN_BYTE = "\udcff"
"""What Python makes of an argument with the byte FF."""


@pytest.mark.parametrize(
    "args",
    [
        ["show", BROKEN_BYTE],
        ["why", "何清", "参加", BROKEN_BYTE],
        ["query", "roles", "-p", f"person={BROKEN_BYTE}"],
        ["query", "articles", "-p", f"entity={BROKEN_BYTE}"],
    ],
)
def test_an_argument_that_is_no_text_names_nothing(args: list[str]) -> None:
    done = kg(*args)
    assert done.returncode == 2, done.stderr
    assert b"kg: no" in done.stderr
    assert kg("query", "-", "-p", f"a={BROKEN_BYTE}", given=b"SELECT ?a {}").returncode == 2


def test_a_gold_file_that_is_no_text_is_said_so(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "gold.jsonl").write_bytes(b"\xa7\x00\xff")
    code, _, err = said(capsys, "evaluate", str(tmp_path / "gold.jsonl"))
    assert (code, err.count("\n")) == (3, 1)
    assert "gold.jsonl: not JSON Lines in UTF-8" in err


def test_a_terminal_that_shows_ascii_only_gets_escapes() -> None:
    done = kg("show", "何清", PYTHONIOENCODING="ascii")
    assert done.returncode == 0, done.stderr
    assert rb"\u4f55\u6e05" in done.stdout


WORKING = [
    ("articles", ["articles"], "松岭：重走", "4 articles"),
    ("quarantined", ["articles", "--quarantined"], "", "0 quarantined"),
    ("queries", ["query"], "-p person=…  (entity) whose posts", ""),
    ("query", ["query", "roles"], LIN, "3 rows"),
    ("query with a parameter", ["query", "roles", "-p", "person=何清"], "何清    松岭市委书记", "1 row"),
    ("csv", ["query", "roles", "--format", "csv"], "holder,post,first,last,articles,sources,person\r\n", ""),
    ("show", ["show", "何清"], "担任 holdsRole\n  松岭市委书记  1 article  2022-06-01", ""),
    ("why", ["why", "何清", "参加", "党史座谈会"], "  何清到石桥县主持", "2 sentences in 2 articles"),
    ("report", ["report"], "事实 Facts", ""),
    ("report as a page", ["report", "overview", "--format", "html"], "事实 Facts</h2>", ""),
    ("export", ["export", "nquads", "-"], "<https://hongtu.example/ontology#Person>", ""),
    ("ontology", ["ontology"], "holdsRole", ""),
    ("verify", ["verify"], "4 articles, 38 spans, 22 claims, 19 facts, 21 entities: all supported", ""),
    ("validate", ["validate"], "4 articles: all shapes hold", ""),
    ("version", ["--version"], "kg, version 0.", ""),
]


@pytest.mark.parametrize(
    ("args", "out", "err"), [case[1:] for case in WORKING], ids=[case[0] for case in WORKING]
)
def test_what_works(capsys: pytest.CaptureFixture[str], args: list[str], out: str, err: str) -> None:
    code, printed, messages = said(capsys, *args)
    assert (code, messages.strip()) == (0, err)
    assert out in printed
    assert "\x1b" not in printed


FAILING = [
    (["nonsense"], 2, "no command 'nonsense'"),
    (["exprot", "gexf", "-"], 2, "did you mean 'export'?"),
    (["export", "pdf", "-"], 2, "'pdf' is not one of"),
    (["export", "gexf", "/none/such/a.gexf"], 2, "kg: /none/such: no such folder; make it first\n"),
    (["export", "gexf", "/dev/full"], 3, "kg: /dev/full: cannot be written: No space left on device\n"),
    (["query", "role"], 2, "did you mean 'roles'?\n"),
    (["query", "roles", "-p", "何清"], 2, "-p 何清: a parameter reads NAME=VALUE"),
    (["query", "together"], 2, "kg: query together needs -p entity=…: beside whom\n"),
    (["query", "roles", "--format", "ttl"], 2, "--format ttl is for CONSTRUCT and DESCRIBE"),
    (["show", "何请"], 2, "kg: no entity '何请' in the graph; did you mean 何清?\n"),
    (["show", "林远山"], 2, f"kg: '林远山' may be any of 2; name one of\n  {LIN}  (mentioned 2×)\n"),
    (["why", "何清", "knows", "何清"], 2, "kg: no predicate 'knows'"),
    (["report", "nonsense"], 2, "kg: no report 'nonsense'; there are overview"),
    (
        ["articles", "--store", "none"],
        2,
        "kg: none: no store there; `kg build PATH --store none` makes one\n",
    ),
    (["remove", "无"], 2, "kg: no article '无' in this store; `kg articles` lists them\n"),
    (["build"], 2, "Missing argument 'PATHS...'"),
    (["show"], 2, "Missing argument 'ENTITY'"),
    ([], 2, "Examples:"),
]


@pytest.mark.parametrize(("args", "code", "message"), FAILING, ids=[" ".join(case[0]) for case in FAILING])
def test_what_fails(capsys: pytest.CaptureFixture[str], args: list[str], code: int, message: str) -> None:
    found, out, err = said(capsys, *args)
    assert (found, out) == (code, "")
    assert message in err
    assert "Traceback" not in err


JSON = [
    (["show", "何清", "--json"], "label", "何清"),
    (["verify", "--json"], "found", 0),
    (["validate", "--json"], "found", 0),
    (["report", "--format", "json"], "title", "概览 · Overview"),
]


@pytest.mark.parametrize(("args", "key", "value"), JSON, ids=[case[0][0] for case in JSON])
def test_json(capsys: pytest.CaptureFixture[str], args: list[str], key: str, value: object) -> None:
    code, out, _ = said(capsys, *args)
    assert (code, json.loads(out)[key]) == (0, value)
    assert "\\u" not in out


def test_json_lists(capsys: pytest.CaptureFixture[str]) -> None:
    _, out, _ = said(capsys, "why", "何清", "holdsRole", "松岭市委书记", "--json")
    assert json.loads(out)[0]["exact"] == "松岭市委书记何清将出席党史座谈会。"
    _, out, _ = said(capsys, "articles", "--json")
    assert [json.loads(line)["id"] for line in out.splitlines()] == ["丁", "甲", "乙/二", "丙"]
    _, out, _ = said(capsys, "query", "roles", "--format", "json")
    assert len(json.loads(out)["results"]["bindings"]) == 3


def test_a_table_off_a_terminal_has_a_line_for_each_row(capsys: pytest.CaptureFixture[str]) -> None:
    _, out, _ = said(capsys, "query", "planned")
    assert len(out.splitlines()) == 3
    assert all(line == line.rstrip() for line in out.splitlines())


def test_a_table_folds_to_columns(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "72")
    _, out, _ = said(capsys, "query", "planned")
    assert len(out.splitlines()) > 5
    assert all(width(line) <= 72 for line in out.splitlines())


def test_titles_are_words_and_not_markup(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    for columns in ("", "100"):
        if columns:
            monkeypatch.setenv("COLUMNS", columns)
        assert '=HYPERLINK("x") [bold]乙' in said(capsys, "articles")[1]


def test_standard_input_is_read() -> None:
    done = kg("query", "-", given=b"ASK { ?s a kg:Site }")
    assert (done.returncode, done.stdout) == (0, b"yes\n")
    done = kg("query", "-", given=b"\xff")
    assert (done.returncode, done.stderr) == (3, b"kg: query -: byte 0 is not UTF-8; save it as UTF-8\n")
    done = kg("query", "-", given=b"SELECT * { SERVICE <http://127.0.0.1:9/> { ?s ?p ?o } }")
    assert done.returncode == 2
    assert b"SERVICE is refused" in done.stderr


def test_a_query_without_rows_is_told_what_stands_nowhere(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    (tmp_path / "labels.rq").write_text("SELECT * { ?s rdfs:label ?label }")
    code, out, err = said(capsys, "query", str(tmp_path / "labels.rq"))
    remark = "rdfs:label stands nowhere in this graph: names are skos:prefLabel, other names skos:altLabel"
    assert (code, out, err) == (0, "", f"0 rows\nnote: {remark}\n")


def test_articles_are_removed_by_a_list(tmp_path: Path) -> None:
    path = on_disk(tmp_path / "store")
    done = kg("remove", "-", "--json", "--store", str(path), given="丁\n乙/二\n".encode())
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout)["removed"] == 2
    assert "0 removed" not in done.stderr.decode()
    assert [
        json.loads(line)["id"] for line in kg("articles", "--json", KG_STORE=str(path)).stdout.splitlines()
    ] == [
        "甲",
        "丙",
    ]


def test_a_damaged_store_is_said_so(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    path = on_disk(tmp_path / "store")
    (path / "articles.db").write_bytes(b"no database" * 1000)
    for name in ("articles.db-wal", "articles.db-shm"):
        (path / name).unlink(missing_ok=True)
    code, _, err = said(capsys, "articles", "--store", str(path))
    assert (code, err.count("\n")) == (3, 1)
    assert "articles.db is damaged; put the folder back from a copy" in err


def test_a_damaged_graph_is_said_so(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    path = on_disk(tmp_path / "store")
    for file in (path / "snapshots").rglob("CURRENT"):
        file.unlink()
    code, _, err = said(capsys, "query", "roles", "--store", str(path))
    assert (code, err.count("\n")) == (3, 1)
    assert "the graph is damaged; " in err


@pytest.mark.parametrize(
    "args", ["articles", "query roles", "export nquads -", "report", "query roles --format csv"]
)
def test_a_reader_that_goes_is_no_error(args: str) -> None:
    reader = "import os, sys; os.close(0)"
    command = f"{sys.executable} -m kg {args} | {sys.executable} -c '{reader}'; exit ${{PIPESTATUS[0]}}"
    done = subprocess.run(["bash", "-c", command], capture_output=True, check=False, timeout=60)
    assert done.returncode == 0
    assert b"Error" not in done.stderr
    assert b"Exception" not in done.stderr


@pytest.mark.parametrize(
    "args", ["articles", "export turtle -", "query roles --format csv", "show 何清", "--help"]
)
def test_a_full_disk_is_said_so_once(args: str) -> None:
    done = subprocess.run(
        ["bash", "-c", f"{sys.executable} -m kg {args} > /dev/full"],
        capture_output=True,
        check=False,
        timeout=60,
    )
    assert done.returncode == 3
    complaints = [line for line in done.stderr.decode().splitlines() if line.startswith("kg: ")]
    assert complaints == [
        "kg: the disk is full: [Errno 28] No space left on device; free some space and run again"
    ]


def imported(*args: str) -> set[str]:
    """The top-level packages that a command imports."""
    done = subprocess.run(
        [sys.executable, "-X", "importtime", "-m", "kg", *args], capture_output=True, check=False, timeout=60
    )
    names = re.findall(r"\| +([\w.]+)$", done.stderr.decode(), re.M)
    return {name.partition(".")[0] for name in names} | {name for name in names if name.startswith("kg.")}


HEAVY = {"rdflib", "networkx", "numpy", "jieba", "lxml", "trafilatura", "pyshacl", "opencc"}


@pytest.mark.parametrize(
    ("args", "without"),
    [
        (["--help"], HEAVY | {"pyoxigraph", "sqlite3", "kg.store", "kg.ontology"}),
        (["query"], HEAVY),
        (["articles"], HEAVY),
        (["show", "何清"], HEAVY),
        (["why", "何清", "holdsRole", "松岭市委书记"], HEAVY),
        (["export", "nquads", "/dev/null"], HEAVY - {"networkx", "numpy"}),
    ],
    ids=lambda value: value[0] if isinstance(value, list) else "",
)
def test_what_is_heavy_is_not_loaded_for_what_is_light(args: Sequence[str], without: set[str]) -> None:
    assert imported(*args) & without == set()


@pytest.mark.parametrize("name", COMMANDS)
def test_help_opens_with_examples(capsys: pytest.CaptureFixture[str], name: str) -> None:
    code, text, _ = said(capsys, name, "--help")
    assert code == 0
    assert text.index("Examples:") < text.index("Options:")
    assert f"kg {name}" in text
    command = cli.get_command(click.Context(cli), name)
    assert command is not None
    assert all(option.help for option in command.params if isinstance(option, click.Option))


def test_no_colour_on_demand() -> None:
    from rich.console import Console

    for environment, expected in (({}, True), ({"NO_COLOR": "1"}, False)):
        found = Console(force_terminal=True, _environ={"TERM": "xterm-256color", **environment})
        assert bool(found.color_system and not found.no_color) is expected


@pytest.mark.parametrize(("number", "words"), [(0, "0 rows"), (1, "1 row"), (2000, "2,000 rows")])
def test_counted(number: int, words: str) -> None:
    assert counted(number, "row") == words


@pytest.mark.parametrize(("text", "columns"), [("abc", 3), ("红图", 4), ("“红”", 4), ("", 0)])
def test_width(text: str, columns: int) -> None:
    assert width(text) == columns
