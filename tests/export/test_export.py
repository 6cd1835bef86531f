"""Where an export goes: whole or not at all, and one clear error when it cannot."""

from __future__ import annotations

import io
import os
from pathlib import Path
from typing import BinaryIO

import pytest

from kg.cli.export import export_command
from kg.errors import DataError, UsageError
from kg.export import EXPORTERS, GRAPHS, export
from kg.graph import Projection
from kg.report import FORMATS, REPORTS
from kg.store import Store


@pytest.fixture
def store(world_path: Path) -> object:
    with Store.read(world_path) as store:
        yield store


def break_off(store: Store, file: BinaryIO, projection: Projection) -> None:
    """An exporter that writes a part and finds the disk full."""
    file.write(b"half")
    raise OSError(28, "No space left on device")


def test_a_file_is_replaced_whole(store: Store, tmp_path: Path) -> None:
    path = tmp_path / "out.nq"
    path.write_text("old")
    export(store, "nquads", str(path))
    assert path.read_text().startswith("<")
    assert os.listdir(tmp_path) == ["out.nq"]


def test_what_fails_leaves_the_old_file(
    store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(GRAPHS, "gexf", break_off)
    path = tmp_path / "out.gexf"
    path.write_text("old")
    with pytest.raises(DataError, match=r"out\.gexf: cannot be written: No space left on device"):
        export(store, "gexf", str(path))
    assert path.read_text() == "old"
    assert os.listdir(tmp_path) == ["out.gexf"]


def test_a_link_stays_a_link(store: Store, tmp_path: Path) -> None:
    (tmp_path / "real.ttl").write_text("old")
    (tmp_path / "link.ttl").symlink_to("real.ttl")
    export(store, "turtle", str(tmp_path / "link.ttl"))
    assert (tmp_path / "link.ttl").is_symlink()
    assert (tmp_path / "real.ttl").read_text().startswith("@prefix")


def test_a_device_is_written_to_and_not_replaced(store: Store) -> None:
    with pytest.raises(DataError, match="/dev/full: cannot be written: No space left on device"):
        export(store, "turtle", "/dev/full")
    assert Path("/dev/full").is_char_device()
    export(store, "turtle", "/dev/null")
    assert Path("/dev/null").is_char_device()


def test_a_missing_folder_is_named(store: Store, tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="none: no such folder; make it first"):
        export(store, "gexf", str(tmp_path / "none" / "a.gexf"))


def test_a_folder_is_no_file(store: Store, tmp_path: Path) -> None:
    with pytest.raises(DataError, match="Is a directory"):
        export(store, "gexf", str(tmp_path))
    assert os.listdir(tmp_path) == []


def test_csv_makes_its_folder(store: Store, tmp_path: Path) -> None:
    export(store, "csv", str(tmp_path / "a" / "b"))
    assert sorted(os.listdir(tmp_path / "a" / "b")) == ["edges.csv", "nodes.csv"]


def test_options_choose_of_graphs_and_do_not_cut_rdf(store: Store, tmp_path: Path) -> None:
    visits = Projection(predicates=frozenset({"visits"}), min_articles=1)
    export(store, "neo4j", str(tmp_path), visits)
    lines = (tmp_path / "relationships.csv").read_text("utf-8").splitlines()
    assert len(lines) == 3
    assert all(",visits," in line for line in lines[1:])
    with pytest.raises(UsageError, match="turtle holds all that is known"):
        export(store, "turtle", str(tmp_path / "a.ttl"), visits)


def test_an_unknown_format_is_answered_with_the_known_ones(store: Store) -> None:
    with pytest.raises(UsageError, match="no format 'pdf'; there are gexf, "):
        export(store, "pdf", "-")


def test_to_standard_output(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    out = io.TextIOWrapper(io.BytesIO())
    monkeypatch.setattr("sys.stdout", out)
    export(store, "nquads", "-")
    assert out.buffer.getvalue().startswith(b"<")  # type: ignore[attr-defined]


def test_the_command_offers_every_format() -> None:
    from kg.cli.report import report_command

    assert set(export_command.params[0].type.choices) == EXPORTERS.keys()  # type: ignore[attr-defined]
    formats = next(param for param in report_command.params if param.name == "format_")
    assert set(formats.type.choices) == FORMATS.keys()  # type: ignore[attr-defined]
    assert all(name in (report_command.help or "") for name in REPORTS)
