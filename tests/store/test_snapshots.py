"""Snapshots: whole, unchanging, and there as long as somebody reads them."""

from __future__ import annotations

from pathlib import Path

import pyoxigraph as ox
import pytest

from kg.errors import StoreError
from kg.store.graph import change
from kg.store.snapshots import Snapshot, pointed, publish

GRAPH = "https://e.example/article/甲"
LINE = "<https://e.example/a> <https://e.example/b> <https://e.example/c>"


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_a_snapshot_stays_as_it_was_while_the_graph_changes(tmp_path: Path) -> None:
    graph, folder = ox.Store(str(tmp_path / "graph")), tmp_path / "snapshots"
    change(graph, {GRAPH: ([LINE], [])})
    assert publish(graph, folder) == 1
    reader = Snapshot(folder)
    change(graph, {GRAPH: None})
    assert publish(graph, folder) == 1
    assert len(reader.graph) == 2
    reader.close()
    now = Snapshot(folder)
    assert len(now.graph) == 0
    now.close()


def test_snapshots_that_nobody_reads_go(tmp_path: Path) -> None:
    graph, folder = ox.Store(str(tmp_path / "graph")), tmp_path / "snapshots"
    for _ in range(3):
        publish(graph, folder)
    assert names(folder) == ["3", "current"]
    first, second = Snapshot(folder), Snapshot(folder)
    publish(graph, folder)
    first.close()
    publish(graph, folder)
    assert names(folder) == ["3", "5", "current"]
    second.close()
    assert publish(graph, folder) == 6
    assert names(folder) == ["6", "current"]


def test_what_a_publication_left_that_was_cut_off_is_cleared(tmp_path: Path) -> None:
    graph, folder = ox.Store(str(tmp_path / "graph")), tmp_path / "snapshots"
    publish(graph, folder)
    (folder / "2").mkdir()
    (folder / "2" / "000009.sst").write_text("half")
    (folder / "0").mkdir()
    (folder / "0" / "000009.sst").write_text("half removed")
    publish(graph, folder)
    assert names(folder) == ["2", "current"]
    assert not (folder / "2" / "000009.sst").exists() or (folder / "2" / "CURRENT").exists()
    Snapshot(folder).close()


def test_a_damaged_pointer_is_said_so(tmp_path: Path) -> None:
    folder = tmp_path / "snapshots"
    folder.mkdir()
    assert pointed(folder) == ""
    (folder / "current").write_bytes(b"\xff\0")
    with pytest.raises(StoreError, match="damaged; delete this folder"):
        Snapshot(folder)
