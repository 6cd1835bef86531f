"""Labels edited in Gephi: what they decide, what they cannot, and files that are none."""

from __future__ import annotations

import io
from pathlib import Path

import pytest

from kg.cli import run
from kg.errors import DataError
from kg.export import EXPORTERS
from kg.query.gephi import Edits, edits, labels_of
from kg.store import Store

LIN, OTHER = "person/林远山（松岭市委）", "person/林远山（云岭市公安局）"
MUSEUM, LI_MUSEUM = "site/石桥战斗纪念馆", "site/李大钊纪念馆"


@pytest.mark.parametrize("format_", ["gexf", "csv"])
def test_an_export_that_nobody_edited_decides_nothing(world_path: Path, tmp_path: Path, format_: str) -> None:
    file = io.BytesIO()
    with Store.read(world_path) as store:
        if format_ == "gexf":
            EXPORTERS["gexf"](store, file)
        else:
            from kg.export.csv import tables

            file.write(tables(store)["nodes.csv"])
        (tmp_path / "out").write_bytes(file.getvalue())
        labels = labels_of(tmp_path / "out")
        assert len(labels) == 17
        assert edits(store, labels) == Edits((), ())


def test_a_node_with_the_label_of_another_is_the_same(world_path: Path) -> None:
    with Store.read(world_path) as store:
        found = edits(store, {MUSEUM: "李大钊纪念馆", LI_MUSEUM: "李大钊纪念馆", "person/何清": "何清"})
        assert found == Edits(((MUSEUM, LI_MUSEUM),), ())
        both = edits(store, {MUSEUM: "新馆", LI_MUSEUM: "新馆"})
        assert both == Edits(((MUSEUM, LI_MUSEUM),), ()) or both == Edits(((LI_MUSEUM, MUSEUM),), ())
        exact = edits(store, {"person/何清": LIN})
        assert exact.same == (("person/何清", LIN),)


def test_what_decides_nothing_is_said(world_path: Path) -> None:
    with Store.read(world_path) as store:
        several = edits(store, {"person/何清": "林远山"})
        renamed = edits(store, {"person/何清": "何清清"})
        other_type = edits(store, {"person/何清": "石桥县"})
        strange = edits(store, {"n0": "何清"})
    assert [found.same for found in (several, renamed, other_type, strange)] == [()] * 4
    assert LIN in several.left[0]
    assert OTHER in several.left[0]
    assert "nothing else is called '何清清'" in renamed.left[0]
    assert "nothing else is called '石桥县'" in other_type.left[0]
    assert "knows no such entity" in strange.left[0]


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"<gexf><nodes>", "no XML"),
        (b'<!DOCTYPE x [<!ENTITY a "b">]><gexf><node id="a" label="&a;"/></gexf>', "DOCTYPE"),
        (b"<gexf/>", "no nodes"),
        (b"Source,Target\na,b\n", "columns Id and Label"),
        ("Id,Label\na,é\n".encode("latin-1"), "not UTF-8"),
        (b"", "columns Id and Label"),
        (b'Id,Label\na,"' + b"x" * 140_000, "no table"),
    ],
)
def test_files_that_are_none(tmp_path: Path, data: bytes, message: str) -> None:
    (tmp_path / "file").write_bytes(data)
    with pytest.raises(DataError, match=message):
        labels_of(tmp_path / "file")


def test_the_command_decides_and_undo_takes_it_back(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    store = str(tmp_path / "store")
    text = "本报讯 4月2日，山阳市委书记周望川到桐岭纪念馆参观。4月3日，山阳市委组织部到桐岭革命纪念馆参观。"
    (tmp_path / "a.txt").write_text(text, "utf-8")
    assert run(["build", str(tmp_path / "a.txt"), "--store", store]) == 0
    table = "Id,Label\nsite/桐岭纪念馆,桐岭革命纪念馆\nsite/桐岭革命纪念馆,桐岭革命纪念馆\n"
    (tmp_path / "nodes.csv").write_text(table, "utf-8")
    capsys.readouterr()
    assert run(["import-gephi", str(tmp_path / "nodes.csv"), "--store", store, "--dry-run"]) == 0
    assert "would decide: site/桐岭纪念馆 same site/桐岭革命纪念馆" in capsys.readouterr().out
    assert run(["import-gephi", str(tmp_path / "nodes.csv"), "--store", store, "--who", "李明"]) == 0
    assert "decided: site/桐岭纪念馆 same site/桐岭革命纪念馆" in capsys.readouterr().out
    with Store.read(Path(store)) as opened:
        assert len([name for name in opened.edges.nodes if name.startswith("site/")]) == 1
    assert run(["undo", "--store", store]) == 0
    with Store.read(Path(store)) as opened:
        assert len([name for name in opened.edges.nodes if name.startswith("site/")]) == 2
