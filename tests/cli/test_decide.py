"""kg decide, kg undo, kg candidates, kg show --why-merged: what a person decides, and is told."""

from __future__ import annotations

import json
import os
import pty
import subprocess
import sys
from pathlib import Path
from shutil import copytree, rmtree

import pytest

from kg.build import extraction
from kg.build.versions import extraction_version
from kg.cli import run
from kg.store import Store
from kg.store.graph import dump_lines
from tests.build.test_build import record, write
from tests.build.test_decisions import JIANGYIN, WUXI, documents

TEXTS = {
    "甲": f"张伟@{JIANGYIN} 青山甲馆",
    "乙": f"张伟@{JIANGYIN} 青山甲馆 鼓楼区",
    "丙": f"张伟@{WUXI} 青山乙馆",
    "丁": "张玮 青山乙馆",
}
OF_JIANGYIN, OF_WUXI = f"person/张伟（{JIANGYIN}）", f"person/张伟（{WUXI}）"


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("decide")
    source = write(folder, [record(*item) for item in TEXTS.items()])
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(extraction, "documents", documents)
        assert run(["build", str(source), "--store", str(folder / "store")]) == 0
    return folder / "store"


@pytest.fixture(autouse=True)
def store(built: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("KG_STORE", str(copytree(built, tmp_path / "store")))
    monkeypatch.setenv("KG_WHO", "我")
    monkeypatch.delenv("COLUMNS", raising=False)
    return tmp_path / "store"


def said(capsys: pytest.CaptureFixture[str], *args: str) -> tuple[int, str, str]:
    capsys.readouterr()
    code = run(list(args))
    out, err = capsys.readouterr()
    return code, out, err


def dump(path: Path) -> list[str]:
    with Store.read(path) as store:
        return list(dump_lines(store.graph))


def test_a_decision_is_applied_written_down_listed_and_undone(
    store: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = dump(store)
    code, out, err = said(capsys, "decide", OF_JIANGYIN, "same", OF_WUXI, "--why", "moved in 2021")
    assert (code, err) == (0, "")
    assert out == f"decided: {OF_JIANGYIN} same {OF_WUXI}\n3 articles written anew\n"
    assert said(capsys, "show", "张伟")[0] == 0
    line = (store / "decisions.tsv").read_text(encoding="utf-8").splitlines()[-1].split("\t")
    assert line[:4] + line[5:] == [
        OF_JIANGYIN,
        OF_WUXI,
        "same",
        "我",
        "moved in 2021",
        "张伟@乙 | 张伟@甲",
        "张伟@丙",
    ]
    [listed] = json.loads(said(capsys, "decide", "--list", "--json")[1])
    assert (listed["verdict"], listed["who"]) == ("same", "我")
    assert "moved in 2021" in said(capsys, "decide", "--list")[1]
    code, out, _ = said(capsys, "undo", "--json")
    assert json.loads(out)["undone"][0]["left"] == OF_JIANGYIN
    assert dump(store) == before


def test_two_names_become_one_entity_that_has_both(store: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert said(capsys, "decide", "张玮", "same", OF_JIANGYIN)[0] == 0
    for name in ("张玮", OF_JIANGYIN):
        assert "2 mentions" not in said(capsys, "show", name)[1]
        assert "又称 also: 张玮" in said(capsys, "show", name)[1]


def test_one_article_is_taken_out_and_the_rest_stays(store: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, _, err = said(capsys, "decide", OF_JIANGYIN, "different", OF_JIANGYIN)
    assert code == 2
    assert "@ARTICLE" in err
    assert said(capsys, "decide", "张伟@乙", "different", OF_JIANGYIN)[0] == 0
    code, out, _ = said(capsys, "show", f"{OF_JIANGYIN}", "--why-merged", "--json")
    found = json.loads(out)
    assert [one["article"] for one in found["joined"]] == ["甲"] or found["articles"] == 1
    assert said(capsys, "undo", "person/张伟@乙", OF_JIANGYIN)[0] == 0


def test_an_ambiguous_place_is_told_for_one_article(store: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert said(capsys, "decide", "place/鼓楼区@乙", "same", "place/鼓楼区（南京市）")[0] == 0
    assert "place/鼓楼区（南京市）" in said(capsys, "show", "鼓楼区")[1]


def test_a_fact_is_rejected_until_that_is_undone(store: Path, capsys: pytest.CaptureFixture[str]) -> None:
    fact = (OF_WUXI, "memberOf", WUXI)
    assert said(capsys, "why", *fact)[0] == 0
    assert said(capsys, "decide", "--reject", *fact)[:2] == (
        0,
        f"decided: reject {OF_WUXI} memberOf organisation/{WUXI}\n1 article written anew\n",
    )
    assert said(capsys, "why", *fact)[0] == 2
    assert said(capsys, "undo", "1")[0] == 0
    assert said(capsys, "why", *fact)[0] == 0


@pytest.mark.parametrize(
    ("args", "message"),
    [
        (["decide", "张伟", "same", "张玮"], "'张伟' may be any of 2; name one of"),
        (["decide", "person/张伟", "same", "张玮"], "'person/张伟' may be any of 2; name one of"),
        (["decide", "张玮", "same", "青山甲馆"], "are of different types"),
        (["decide", "张玮", "equal", "张玮"], "none of same, different, unsure"),
        (["decide", "张玮"], "name two entities"),
        (["decide", "张玮@甲", "same", OF_WUXI], "article 甲 calls nothing '张玮'; did you mean"),
        (["decide", "张玮", "same", "章玮"], "no entity '章玮' in the graph; did you mean 张玮"),
        (["decide", "--reject", "张玮", "memberof", WUXI], "did you mean 'memberOf'"),
        (["undo"], "nothing has been decided"),
        (["undo", "1", "2", "3"], "name a number"),
        (["candidates", "--type", "Date"], "no candidates of type 'Date'"),
    ],
)
def test_what_is_wrong_is_told(capsys: pytest.CaptureFixture[str], args: list[str], message: str) -> None:
    code, out, err = said(capsys, *args)
    assert (code, out) == (2, "")
    assert message in err


def test_contradictions_are_told_by_decide_and_by_candidates(
    store: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    said(capsys, "decide", "张玮@丁", "same", OF_WUXI)
    said(capsys, "decide", "张玮@丁", "same", "张伟@甲")
    code, _, err = said(capsys, "decide", "张伟@甲", "different", "张伟@丙")
    assert code == 0
    assert err.startswith("conflict: ")
    code, out, _ = said(capsys, "candidates", "--conflicts", "--json")
    assert [one["kind"] for one in json.loads(out)] == ["conflict"]
    assert "conflict" in said(capsys, "candidates", "--conflicts")[1]


def test_why_an_entity_is_one(store: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, out, _ = said(capsys, "show", OF_JIANGYIN, "--why-merged")
    assert code == 0
    assert f"joined to 乙 by {JIANGYIN}" in out
    assert f"张伟@{JIANGYIN}" in out
    assert f"to divide: kg decide 'person/张伟@ARTICLE' different '{OF_JIANGYIN}'" in out
    assert "by that name it means 青山甲馆" in said(capsys, "show", "青山甲馆", "--why-merged")[1]
    said(capsys, "decide", "青山甲馆", "same", "青山乙馆", "--why", "renamed")
    out = said(capsys, "show", "青山甲馆", "--why-merged")[1]
    assert "by decision: site/青山甲馆 same site/青山乙馆" in out
    assert "decision 1: site/青山甲馆 same site/青山乙馆 (renamed)" in out


def test_candidates_are_ranked_with_reasons_and_decided_ones_left_out(
    store: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    code, out, _ = said(capsys, "candidates", "--type", "person", "--json")
    assert code == 0
    pairs = [{one["left"], one["right"]} for one in json.loads(out)]
    assert {OF_JIANGYIN, OF_WUXI} in pairs
    assert said(capsys, "candidates")[2].endswith("1 candidate\n")
    said(capsys, "decide", OF_JIANGYIN, "unsure", OF_WUXI)
    pairs = [{one["left"], one["right"]} for one in json.loads(said(capsys, "candidates", "--json")[1])]
    assert {OF_JIANGYIN, OF_WUXI} not in pairs


def test_candidates_are_asked_one_by_one_on_a_terminal(store: Path) -> None:
    master, slave = pty.openpty()
    with Store.write(store) as opened:
        opened.articles.set("graph_version", opened.articles.setting("graph_version"))
    process = subprocess.Popen(
        [sys.executable, "-m", "kg", "candidates", "--type", "Person"],
        stdin=slave,
        stdout=slave,
        stderr=slave,
        env={**os.environ, "KG_STORE": str(store), "TERM": "dumb"},
    )
    os.close(slave)
    os.write(master, b"u\nq\n")
    shown = b""
    while True:
        try:
            piece = os.read(master, 4096)
        except OSError:
            break
        if not piece:
            break
        shown += piece
    assert process.wait(60) == 0, shown.decode()
    os.close(master)
    assert "both are called 张伟" in shown.decode()
    assert "\tunsure\t我\t" in (store / "decisions.tsv").read_text(encoding="utf-8")


def test_decisions_may_lie_in_another_file_and_survive_a_build_from_scratch(
    store: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(extraction, "documents", documents)
    kept = tmp_path / "kept.tsv"
    source = str(write(tmp_path, [record(*item) for item in TEXTS.items()]))
    assert said(capsys, "build", source, "--decisions", str(kept))[0] == 2
    kept.write_text("# ours\n", encoding="utf-8")
    assert said(capsys, "build", source, "--decisions", str(kept))[0] == 0
    said(capsys, "decide", OF_JIANGYIN, "same", OF_WUXI)
    said(capsys, "decide", "张玮", "different", OF_WUXI)
    assert len(kept.read_text(encoding="utf-8").splitlines()) == 3
    fresh = str(tmp_path / "fresh")
    assert said(capsys, "build", source, "--decisions", str(kept), "--store", fresh)[0] == 0
    assert dump(Path(fresh)) == dump(store)
    kept.write_text("person/张伟\tperson/张玮\tperhaps\n", encoding="utf-8")
    before = said(capsys, "articles")
    (tmp_path / "more.txt").write_text("张伟到青山甲馆参观。", encoding="utf-8")
    code, _, err = said(capsys, "build", source, str(tmp_path / "more.txt"))
    assert said(capsys, "articles") == before, "nothing was read"
    assert code == 3
    assert f"{kept}:1: decision 'perhaps'" in err
    other = tmp_path / "other.tsv"
    other.write_bytes("# 张伟\n".encode("gb18030"))
    code, _, err = said(capsys, "build", source, "--decisions", str(other))
    assert code == 3
    assert f"{other}: cannot be read as UTF-8" in err
    other.write_text("# theirs\n", encoding="utf-8")
    assert said(capsys, "build", str(tmp_path / "nowhere"), "--decisions", str(other))[0] == 2
    kept.unlink()
    assert (
        f"{kept}: the decisions that this store goes by are gone; put the file back"
        in said(capsys, "build", source)[2]
    )


def test_all_but_the_decisions_may_be_deleted(
    store: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(extraction, "documents", documents)
    said(capsys, "decide", "张玮", "same", OF_WUXI)
    said(capsys, "decide", "张伟@乙", "different", OF_JIANGYIN)
    before = dump(store)
    for path in store.iterdir():
        if path.is_dir():
            rmtree(path)
        elif path.name != "decisions.tsv":
            path.unlink()
    source = str(write(tmp_path, [record(*item) for item in TEXTS.items()]))
    assert said(capsys, "build", source)[0] == 0
    assert dump(store) == before


def test_what_is_decided_verifies_and_validates(store: Path, capsys: pytest.CaptureFixture[str]) -> None:
    said(capsys, "decide", "张玮", "same", OF_WUXI)
    said(capsys, "decide", "青山甲馆", "same", "青山乙馆")
    said(capsys, "decide", "鼓楼区@乙", "same", "place/鼓楼区（南京市）")
    assert said(capsys, "verify")[0] == 0
    assert said(capsys, "validate")[0] == 0


def test_a_decision_of_which_an_end_is_gone_is_told_and_kept(
    store: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    said(capsys, "decide", "张玮", "same", OF_WUXI)
    code, _, _ = said(capsys, "remove", "丁")
    assert code == 0
    assert extraction_version()
    code, out, _ = said(capsys, "candidates", "--conflicts", "--json")
    assert [one["kind"] for one in json.loads(out)] == ["dormant"]
    assert "张玮" in said(capsys, "decide", "--list")[1]
