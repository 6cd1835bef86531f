"""load: kinds of files, folders, globs, ids, duplicates, and every kind of bad input."""

from __future__ import annotations

import gzip
import io
import json
import os
import sys
import time
from pathlib import Path

import pytest

from kg.errors import ArticleError, UsageError
from kg.load import LOADERS, load
from kg.load.source import LARGEST
from kg.model import Article, Span

TEXT = "茶园开了。大家都来了。"


def _line(**fields: object) -> str:
    return json.dumps({"id": "a", "text": TEXT} | fields, ensure_ascii=False)


def _write(path: Path, content: str | bytes) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


def _ids(*paths: str | Path) -> list[str]:
    return [item.id for item in load(paths) if isinstance(item, Article)]


def _reasons(*paths: str | Path) -> list[str]:
    return [str(item) for item in load(paths) if isinstance(item, ArticleError)]


def _article(path: Path) -> Article:
    (item,) = load([path])
    assert isinstance(item, Article), item
    return item


def test_jsonl_takes_fields_and_keeps_the_text(tmp_path: Path) -> None:
    text = " \u3000茶园开了。\r\n\n大家都来了。 "
    line = _line(
        id=7,
        text=text,
        title="茶园",
        date="2024年3月8日 9:05",
        source="茶乡日报",
        publisher="山间新传媒",
        author="林白露、贺小满",
        section=["新闻", "乡村"],
        url="https://example.org/7",
        other=[1],
    )
    article = _article(_write(tmp_path / "a.jsonl", "\ufeff" + line))
    assert article == Article(
        "7",
        text,
        "茶园",
        "2024-03-08T09:05",
        "茶乡日报",
        "山间新传媒",
        ("林白露", "贺小满"),
        "新闻 > 乡村",
        "https://example.org/7",
        (Span(0, len(text)),),
        f"{tmp_path / 'a.jsonl'}:1",
        "utf-8",
    )


def test_jsonl_goes_on_after_broken_lines(tmp_path: Path) -> None:
    lines = [
        _line(id="a"),
        '{"id": "b", "text": ',
        "[1]",
        '{"text": "x"}',
        '{"id": "c"}',
        "",
        _line(id="d", text=3),
        _line(id=True),
        _line(id="e"),
    ]
    path = _write(tmp_path / "a.jsonl", "\n".join(lines))
    assert _ids(path) == ["a", "e"]
    reasons = _reasons(path)
    assert [reason.split(":")[1] for reason in reasons] == ["2", "3", "4", "5", "7", "8"]
    assert "one JSON object on one line" in reasons[0]
    assert '"id"' in reasons[2]
    assert '"text"' in reasons[3]
    assert "must be a string" in reasons[4]
    assert '"id" must be a string, not bool' in reasons[5]


def test_characters_that_cannot_be_stored_are_refused(tmp_path: Path) -> None:
    lines = [
        _line(text="茶\u0001园"),
        '{"id": "b", "text": "茶\\ud800园"}',
        _line(id="c\u0000"),
        _line(title="\u001b[31m"),
    ]
    reasons = _reasons(_write(tmp_path / "a.jsonl", "\n".join(lines)))
    assert len(reasons) == 4
    assert "control character U+0001 at character 1 (line 1)" in reasons[0]
    assert "lone surrogate U+D800" in reasons[1]


def test_packed_jsonl(tmp_path: Path) -> None:
    assert _ids(_write(tmp_path / "a.jsonl.gz", gzip.compress(_line().encode()))) == ["a"]
    bomb = gzip.compress(b" " * 300_000_000, 9)
    started = time.process_time()
    assert "times its size" in _reasons(_write(tmp_path / "b.jsonl.gz", bomb))[0]
    assert time.process_time() - started < 5
    assert (
        "damaged" in _reasons(_write(tmp_path / "c.jsonl.gz", gzip.compress(_line().encode() * 99)[:40]))[0]
    )
    assert "damaged" in _reasons(_write(tmp_path / "d.jsonl.gz", "no gzip"))[0]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_csv_with_chinese_headers(tmp_path: Path, encoding: str) -> None:
    rows = (
        '编号,标题,正文,日期,旁注\na1,茶园,"茶园开了,\n大家都来了。""好""",2024/3/8,x\na2,路,路修好了。,,y\n'
    )
    path = _write(tmp_path / "a.csv", rows.encode(encoding))
    first, second = load([path])
    assert isinstance(first, Article)
    assert isinstance(second, Article)
    assert (first.id, first.title, first.text, first.date) == (
        "a1",
        "茶园",
        '茶园开了,\n大家都来了。"好"',
        "2024-03-08",
    )
    assert second.path == f"{path}:4"


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        ("", "empty"),
        ("标题,正文\n茶,园\n", "names no column id"),
        ("id,text\na,茶,园\n", "3 fields where the first line names 2"),
        ('id,text\na,"茶"园"\n', "broken CSV"),
        ("id,text\na,\n", 'has no "text"'),
    ],
)
def test_broken_csv(tmp_path: Path, content: str, reason: str) -> None:
    (message,) = _reasons(_write(tmp_path / "a.csv", content))
    assert reason in message


def test_a_long_csv_field(tmp_path: Path) -> None:
    assert len(_article(_write(tmp_path / "a.tsv", "id\ttext\na\t" + "茶" * 200_000)).text) == 200_000


def test_folders_are_walked_in_order_without_hidden_files(tmp_path: Path) -> None:
    for name in (
        "b.txt",
        "a/2.TXT",
        "a/1.txt",
        ".hidden.txt",
        ".git/x.txt",
        "style.css",
        "a/1_files/photo.jpg",
    ):
        _write(tmp_path / name, f"{name}：{TEXT}")
    assert _ids(tmp_path) == ["a/1", "a/2", "b"]
    assert _ids(tmp_path / "a") == ["1", "2"]
    assert (
        _ids(tmp_path / "a" / "1.txt", tmp_path)
        == _ids(tmp_path, tmp_path / "a" / "1.txt")
        == ["a/1", "a/2", "b"]
    )
    assert _ids(tmp_path / "a" / "1.txt") == ["1"]
    assert _ids(str(tmp_path / "**" / "*.txt")) == ["a/1", "b"]
    assert not _reasons(tmp_path)


def test_what_may_be_an_article_but_has_no_reader_is_reported(tmp_path: Path) -> None:
    _write(tmp_path / "a.docx", "x")
    _write(tmp_path / "photo.jpg", "x")
    assert len(_reasons(tmp_path)) == 1
    assert "no reader for .docx" in _reasons(tmp_path)[0]
    assert "no reader for .jpg" in _reasons(tmp_path / "photo.jpg")[0]


def test_paths_that_are_not_there(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="no such file"):
        load([tmp_path / "no.txt"])
    with pytest.raises(UsageError, match="matches no file"):
        load([str(tmp_path / "*.txt")])


def test_an_unreadable_file_does_not_stop_the_rest(tmp_path: Path) -> None:
    (tmp_path / "a.txt").symlink_to(tmp_path / "gone")
    _write(tmp_path / "b.txt", TEXT)
    assert _ids(tmp_path) == ["b"]
    assert "cannot be read" in _reasons(tmp_path)[0]


def test_hostile_names(tmp_path: Path) -> None:
    long = "长" * 80
    for name in ("a b", "é", "e\u0301", f"{long}", "甲#乙?", "-", "[x]"):
        _write(tmp_path / f"{name}.txt", f"{name}：{TEXT}")
    Path(os.fsdecode(os.fsencode(tmp_path) + "/茶园.txt".encode("gb18030"))).write_text(TEXT, "utf-8")
    found = _ids(tmp_path)
    assert found == sorted(["a b", "é", long, "甲#乙?", "-", "[x]", "茶园"])
    assert len(_reasons(tmp_path)) == 1  # é in two spellings is one id
    assert all(item.path.isprintable() for item in load([tmp_path]) if isinstance(item, Article))
    lines = [_line(id=id) for id in ("../../x", "é", "e\u0301", "长" * 300)]
    assert _ids(_write(tmp_path / "ids" / "a.jsonl", "\n".join(lines))) == [
        "../../x",
        "é",
        "e\u0301",
        "长" * 300,
    ]
    assert "1500 characters" in _reasons(_write(tmp_path / "b.jsonl", _line(id="长" * 1500)))[0]


def test_no_id_comes_twice(tmp_path: Path) -> None:
    _write(tmp_path / "x.jsonl", "\n".join([_line(), _line(), _line(text="路修好了。"), _line(id="b")]))
    _write(tmp_path / "b.txt", TEXT)
    assert _ids(tmp_path) == ["b", "a"]
    same, other, file = _reasons(tmp_path)
    assert "x.jsonl:2" in same
    assert "the same article as" in same
    assert "x.jsonl:1" in same
    assert "x.jsonl:3" in other
    assert "x.jsonl:1" in other
    assert "its own id" in other
    assert "b.txt" in file


@pytest.mark.parametrize(
    ("name", "content", "reason"),
    [
        ("a.txt", b"", "empty"),
        ("a.txt", b" \r\n\t", "empty"),
        ("a.jsonl", b"\n\n", "empty"),
        ("a.html", b"", "empty"),
        ("a.txt", b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR", "binary"),
        ("a.txt", "茶\u0007园。".encode(), "U+0007"),
        ("a.txt", "茶园开了。".encode()[:-1] + "大家都来了，山上山下都是人。".encode(), "damaged at byte 12"),
        ("a.txt", b"\xff\xfe\x00", "utf-16, but damaged"),
        ("a.txt", bytes(range(128, 256)) * 3, "no known encoding"),
    ],
)
def test_bad_files(tmp_path: Path, name: str, content: bytes, reason: str) -> None:
    (message,) = _reasons(_write(tmp_path / name, content))
    assert reason in message
    assert message.startswith(str(tmp_path / name))


def test_too_large(tmp_path: Path) -> None:
    big = tmp_path / "a.txt"
    with big.open("wb") as file:
        file.truncate(LARGEST + 1)
        file.write(b"x")
    assert "larger than 50 MB" in _reasons(big)[0]
    lines = tmp_path / "a.jsonl"
    lines.write_bytes(b"x" * (LARGEST + 2_000_000) + b"\n" + _line().encode())
    assert _ids(lines) == ["a"]
    assert "a.jsonl:1: longer than 50 MB" in _reasons(lines)[0]


@pytest.mark.parametrize(
    ("content", "ids"),
    [
        (f"\n{_line()}\n{_line(id='b')}\n".encode(), ["a", "b"]),
        (f"\ufeff{_line()}".encode(), ["a"]),
        (f"茶园开了\n{TEXT}".encode(), ["stdin"]),
        (f"茶园开了\n{TEXT}".encode("gb18030"), ["stdin"]),
        (f"<html><body><article><h1>茶园</h1><p>{TEXT * 9}</p></article></body></html>".encode(), ["stdin"]),
        (b" \n", []),
    ],
)
def test_standard_input(monkeypatch: pytest.MonkeyPatch, content: bytes, ids: list[str]) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(content)))
    assert _ids("-") == ids


def test_every_loader_is_named_by_a_lower_case_suffix() -> None:
    assert all(suffix.startswith(".") and suffix == suffix.lower() for suffix in LOADERS)


def test_the_order_of_the_paths_does_not_matter(tmp_path: Path) -> None:
    one = _write(tmp_path / "one" / "a.jsonl", _line() + "\n" + _line(id="b"))
    two = _write(tmp_path / "two" / "c.jsonl", _line(text="路修好了。"))
    assert [str(item) for item in load([one, two])] == [str(item) for item in load([two, one])]


def test_the_corpus(shared: Path) -> None:
    path = shared / "corpus" / "xwlb-2022-2024.jsonl.gz"
    items = list(load([path]))
    assert len(items) == 11749
    assert all(isinstance(item, Article) and item.date and item.title for item in items)
