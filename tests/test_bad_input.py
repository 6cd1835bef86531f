"""Bad input through the command line: each gets a message that names file, place and cure, and the right exit code;
nothing is lost, and what is in the graph is proven."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import tempfile
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

import pytest

from kg.cli import run
from kg.store import FORMAT, Store
from kg.store.graph import dump_lines

GOOD = "青溪县委书记林向东4月8日到石桥乡调研。青溪县开展“红色门牌”寻访活动。林向东说：“要把每一块门牌的故事讲好。”"
Kg = Callable[..., tuple[int, str, str]]


@pytest.fixture
def kg(capfd: pytest.CaptureFixture[str]) -> Kg:
    """Runs a command: exit code, standard output, standard error."""

    def command(*args: object) -> tuple[int, str, str]:
        code = run([str(arg) for arg in args])
        out, messages = capfd.readouterr()
        return code, out, messages

    return command


def jsonl(path: Path, texts: Mapping[str, str]) -> Path:
    lines = [json.dumps({"id": id_, "text": text, "date": "2021-04-10"}) for id_, text in texts.items()]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


def dump(store: Path) -> list[str]:
    with Store.read(store) as opened:
        return list(dump_lines(opened.graph))


BAD_FILES = {
    "empty.txt": (b"", "the file is empty"),
    "blank.html": (b" \n\n", "the file is empty"),
    "binary.txt": (bytes(range(256)) * 9, "has zero bytes: a binary file"),
    "menu.html": (
        b"<html><body><nav><a href='/'>x</a></nav><footer>y</footer></body></html>",
        "no article on this page",
    ),
    "two.txt": (
        (GOOD * 3).encode() + (GOOD * 3).encode("gb18030"),
        "in no known encoding of Chinese, or not a text",
    ),
    "torn.txt": ((GOOD * 9).encode()[:-1], "utf-8, but damaged at byte"),
    "large.txt": (GOOD.encode() * 350_000, "larger than 50 MB, which no single article is"),
    "long.txt": (GOOD.encode() * 20_000, "characters, which no single article has"),
    "open.csv": ('id,text\n1,"好'.encode(), "broken CSV"),
    "packed.jsonl.gz": (b"\x1f\x8b\x08\x00garbage", "the packed file is damaged"),
    "paper.docx": (b"PK\x03\x04", "no reader for .docx: save it as one of"),
}
BAD_LINES = {
    '{"id": "断", "text": ': "not JSON",
    '["一", "二"]': "not a JSON object",
    '{"text": "文"}': 'has no "id"',
    '{"id": "空", "text": " ", "title": "只有标题"}': 'has no "text"',
    '{"id": "数", "text": 5}': '"text" must be a string, not int',
    '{"id": "列", "text": "文", "date": ["今天"]}': '"date" must be a string, not list',
    '{"id": "半", "text": "前\\ud800后"}': "lone surrogate U+D800 at character 1",
    '{"id": "控", "text": "前\\u0001后"}': "control character U+0001 at character 1",
    '{"id": "零\\u0000", "text": "文"}': "control character U+0000",
    '{"id": "两\\n行", "text": "文"}': "holds a line end",
    json.dumps({"id": "长" * 1001, "text": "文"}): "at most 1000 are allowed",
    '{"id": "深", "x": ' + "[" * 50_000 + "]" * 50_000 + "}": "not an article",
    json.dumps({"id": "甲", "text": GOOD}): "the same article as",
    json.dumps({"id": "甲", "text": GOOD + "完。"}): "has the id 甲 of another article",
}


def test_each_bad_file_and_line_is_named_and_the_rest_goes_on(tmp_path: Path, kg: Kg) -> None:
    articles, store = tmp_path / "articles", tmp_path / "store"
    articles.mkdir()
    for name, (content, _) in BAD_FILES.items():
        (articles / name).write_bytes(content)
    first = json.dumps({"id": "甲", "text": GOOD})
    (articles / "lines.jsonl").write_text("\n".join([first, *BAD_LINES]) + "\n", encoding="utf-8")
    code, out, messages = kg("build", articles, "--store", store, "--jobs", 1)
    assert code == 1
    assert "1 added" in out
    assert f"and {len(BAD_FILES) + len(BAD_LINES) - 20} more" in messages
    told = {
        row["place"]: row["reason"]
        for row in map(
            json.loads, kg("articles", "--quarantined", "--json", "--store", store)[1].splitlines()
        )
    }
    for name, (_, reason) in BAD_FILES.items():
        assert any(
            place.startswith(str(articles / name)) and reason in words for place, words in told.items()
        ), name
    for number, reason in enumerate(BAD_LINES.values(), 2):
        place = str(articles / f"lines.jsonl:{number}")
        assert any(key.startswith(place) and reason in words for key, words in told.items()), (number, reason)
    assert kg("verify", "--store", store)[0] == 0
    for name in BAD_FILES:
        (articles / name).unlink()
    (articles / "lines.jsonl").write_text(first, encoding="utf-8")
    assert kg("build", articles, "--store", store)[0] == 0


def test_dates_that_are_none_are_left_out(tmp_path: Path, kg: Kg) -> None:
    dates = [
        "",
        "昨天",
        "2021-02-30",
        "9999-99-99",
        "-0044-03-15",
        "99999-01-01",
        1617235200,
        None,
        "0000-01-01",
    ]
    source, store = tmp_path / "a.jsonl", tmp_path / "store"
    records = [{"id": str(n), "text": GOOD, "date": date} for n, date in enumerate(dates)]
    source.write_text("\n".join(map(json.dumps, records)), encoding="utf-8")
    assert kg("build", source, "--store", store)[0] == 0
    assert not [line for line in dump(store) if "#published>" in line]
    assert kg("verify", "--store", store)[0] == 0
    assert kg("validate", "--store", store)[0] == 0


IDS = [
    "../../x",
    "..",
    ".",
    "/etc/passwd",
    "a b",
    "%2F",
    "a%2Fb",
    "a/b",
    "#",
    "#char=1,2",
    "?q=1",
    "é",
    "e\u0301",
]
IDS += [
    "<script>alert(1)</script>",
    "长" * 300,
    "\"'`;--",
    "a\\u0022b",
    "\u202eabc",
    "\u200b",
    "😀",
    "=1+1",
    "{}|^`",
]


def test_hostile_ids_stay_within_the_store_and_can_be_forgotten(tmp_path: Path, kg: Kg) -> None:
    store = tmp_path / "deep" / "down" / "store"
    source = jsonl(tmp_path / "in.jsonl", dict.fromkeys(IDS, GOOD))
    assert kg("build", source, "--store", store)[0] == 0
    assert {path.name for path in tmp_path.rglob("*") if store not in path.parents} == {
        "in.jsonl",
        "deep",
        "down",
        "store",
    }
    listed = [json.loads(line)["id"] for line in kg("articles", "--json", "--store", store)[1].splitlines()]
    assert sorted(listed) == sorted(IDS)
    code, out, _ = kg("verify", "--store", store)
    assert code == 0
    assert f"{len(IDS)} articles" in out
    for id_ in IDS:
        assert kg("remove", "--store", store, "--", id_)[0] == 0, id_
    assert dump(store) == []
    assert kg("verify", "--store", store)[0] == 0


TEXTS = {
    "line ends": f"一\u2028二\u2029三\u0085四\r\n五\r六\t{GOOD}",
    "directions": f"\u202e{GOOD}\u202c\u200f",
    "one line": GOOD * 200,
    "open quotes": "“" * 1000 + GOOD + "（《" * 500,
    "nested": "（" * 2000 + "江苏省" + "）" * 2000 + "《“" * 500 + "党史" + "”》" * 500,
    "punctuation": "。，！？；：“”《》（）…—" * 50,
    "emoji": "😀🇨🇳👨‍👩‍👧" * 50 + GOOD,
    "one": "江",
    "digits": "1" * 5000 + "三百" * 2000 + "余人",
    "sparql": '林向东说：“C:\\u0022 . <http://e/x> <http://e/y> <http://e/z> . #”。\\\\" } ; DROP ALL ; #'
    + GOOD,
    "marks": "江\u0301苏\u0300省\ue000\U00020000同志" + GOOD,
    "markup": f"<script>alert('林向东')</script>&nbsp;<b>江苏省</b>{GOOD}",
    "full width": "２０２１年４月８日，ＡＢＣ公司" + GOOD,
    "spaces": "江 苏 省 无 锡 市 " * 20,
}


def test_hostile_texts_are_quoted_letter_for_letter(
    tmp_path: Path, kg: Kg, monkeypatch: pytest.MonkeyPatch
) -> None:
    source = jsonl(tmp_path / "in.jsonl", TEXTS)
    dumps = []
    for few in (400, 0):  # in place, through SPARQL, and in bulk
        monkeypatch.setattr("kg.build.writing.FEW", few)
        store = tmp_path / f"store-{few}"
        assert kg("build", source, "--store", store)[0] == 0
        assert kg("verify", "--store", store)[0] == 0
        assert kg("validate", "--store", store)[0] == 0
        dumps.append(dump(store))
    assert dumps[0] == dumps[1]


@pytest.fixture(scope="module")
def two_articles(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store, and beside it the file that it was built from."""
    folder = tmp_path_factory.mktemp("bad")
    source = jsonl(folder / "in.jsonl", {"甲": GOOD, "乙": GOOD + "完。"})
    assert run(["build", str(source), "--store", str(folder / "store")]) == 0
    return folder


@pytest.fixture
def ours(two_articles: Path, tmp_path: Path) -> Path:
    """A copy of it to be damaged."""
    shutil.copytree(two_articles, tmp_path / "ours")
    return tmp_path / "ours"


COMMANDS = {
    "query": ["query", "campaigns"],
    "verify": ["verify"],
    "articles": ["articles"],
    "remove": ["remove", "甲"],
}


@pytest.mark.parametrize("command", COMMANDS)
def test_a_missing_store(tmp_path: Path, kg: Kg, command: str) -> None:
    code, _, messages = kg(*COMMANDS[command], "--store", tmp_path / "none")
    assert (code, "no store there; `kg build PATH" in messages) == (2, True)
    assert not (tmp_path / "none").exists()


@pytest.mark.parametrize("command", COMMANDS)
@pytest.mark.parametrize(
    ("settings", "reason"),
    [
        (json.dumps({"format": FORMAT + 1, "base": "https://e.example/"}), "made by a newer Hongtu"),
        ("", "hongtu.json: damaged"),
        ('{"format": 1, "base": "x y"}', "hongtu.json: damaged"),
    ],
)
def test_settings_that_cannot_be_used(ours: Path, kg: Kg, command: str, settings: str, reason: str) -> None:
    (ours / "store" / "hongtu.json").write_text(settings)
    code, _, messages = kg(*COMMANDS[command], "--store", ours / "store")
    assert (code, reason in messages, messages.count("\n")) == (3, True, 1)


@pytest.mark.parametrize("damage", ["gone", "empty", "short", "garbage", "another"])
def test_a_damaged_table_of_articles(ours: Path, kg: Kg, damage: str) -> None:
    store, table = ours / "store", ours / "store" / "articles.db"
    whole = table.read_bytes()
    table.unlink()
    if damage == "another":
        subprocess.run(
            [
                "python3",
                "-c",
                "import sqlite3, sys; sqlite3.connect(sys.argv[1]).execute('CREATE TABLE article (x)')",
                table,
            ],
            check=True,
        )
    elif damage != "gone":
        table.write_bytes({"empty": b"", "short": whole[:5000], "garbage": b"\xff" * 20_000}[damage])
    for command in ("verify", "remove"):
        code, _, messages = kg(*COMMANDS[command], "--store", store)
        assert (code, "articles.db" in messages or "its files" in messages) == (3, True), messages
        assert messages.count("\n") == 1
    code, _, messages = kg("build", ours / "in.jsonl", "--store", store)
    assert (code, "build into a new store" in messages) == (3, True), messages
    table.write_bytes(whole)
    assert kg("verify", "--store", store)[0] == 0


@pytest.mark.parametrize("file", ["*.sst", "CURRENT", "MANIFEST-*"])
def test_a_damaged_graph_is_made_anew(ours: Path, kg: Kg, file: str) -> None:
    store = ours / "store"
    before = dump(store)
    for path in [*store.glob(f"graph/*/{file}"), *store.glob(f"snapshots/*/{file}")]:
        path.write_bytes(path.read_bytes()[:7])
    for command in ("query", "verify", "remove"):
        code, _, messages = kg(*COMMANDS[command], "--store", store)
        assert (code, messages.count("\n")) == (3, 1)
        assert "the graph is damaged; delete its folders `graph` and `snapshots`" in messages
    shutil.rmtree(store / "graph")
    shutil.rmtree(store / "snapshots")
    # The removal was promised, and is kept.
    assert kg("build", "--store", store, ours / "in.jsonl")[0] == 0
    assert dump(store) == before
    assert kg("verify", "--store", store)[0] == 0


def test_an_argument_that_is_no_text(ours: Path, kg: Kg) -> None:
    code, _, messages = kg("remove", "\udcff", "--store", ours / "store")
    assert (code, "no article" in messages) == (2, True)


@pytest.fixture
def disk() -> Iterator[Callable[[str], Path]]:
    """Mounts a disk in memory with the options given, or mounts it anew with others; gives its folder, which is none
    of pytest's: a run that is killed would leave there what no later run can delete."""
    folder = Path(tempfile.mkdtemp(prefix="kg-disk-"))

    def mount(options: str) -> Path:
        again = (
            ["-o", f"remount,{options}"]
            if os.path.ismount(folder)
            else ["-t", "tmpfs", "-o", options, "tmpfs"]
        )
        try:
            subprocess.run(["mount", *again, folder], check=True, capture_output=True)
        except (OSError, subprocess.CalledProcessError):
            pytest.skip("disks cannot be mounted here")
        return folder

    yield mount
    if os.path.ismount(folder):
        subprocess.run(["umount", "--lazy", folder], check=True)
    folder.rmdir()


def test_a_read_only_folder_can_be_read_and_not_written(
    two_articles: Path, kg: Kg, disk: Callable[[str], Path]
) -> None:
    store = disk("size=50m") / "store"
    shutil.copytree(two_articles / "store", store)
    disk("ro")
    for command in ("query", "verify", "articles"):
        assert kg(*COMMANDS[command], "--store", store)[0] == 0
    for args in (
        [*COMMANDS["remove"], "--store", store],
        ["build", two_articles / "in.jsonl", "--store", store],
    ):
        code, _, messages = kg(*args)
        assert (code, messages.count("\n"), "write" in messages) == (3, 1, True)


@pytest.mark.parametrize(("few", "kilobytes"), [(400, 64), (400, 900), (400, 3000), (0, 900), (0, 4000)])
def test_a_full_disk_loses_nothing(
    two_articles: Path,
    tmp_path: Path,
    kg: Kg,
    disk: Callable[[str], Path],
    monkeypatch: pytest.MonkeyPatch,
    few: int,
    kilobytes: int,
) -> None:
    """The disk fills while articles come in, while the graph is changed, while it is loaded anew."""
    source = jsonl(tmp_path / "many.jsonl", {f"篇{n}": f"第{n}次。{GOOD}" for n in range(150)})
    monkeypatch.setattr("kg.build.writing.FEW", few)
    whole = tmp_path / "whole"
    shutil.copytree(two_articles / "store", whole)
    assert kg("build", source, "--store", whole, "--jobs", 1)[0] == 0
    folder = disk("size=200m")
    store = Path(shutil.copytree(two_articles / "store", folder / "store"))
    disk(f"size={shutil.disk_usage(folder).used // 1024 + kilobytes}k")
    code, _, messages = kg("build", source, "--store", store, "--jobs", 1)
    assert (code, "the disk is full; free some space" in messages, messages.count("\n")) == (3, True, 1)
    assert dump(store) == dump(two_articles / "store")
    assert kg("verify", "--store", store)[0] == 0
    disk("size=200m")
    assert kg("build", source, "--store", store, "--jobs", 1)[0] == 0
    assert dump(store) == dump(whole)
