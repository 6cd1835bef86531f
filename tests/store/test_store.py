"""Opening a store: what is not one is said so."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from kg.build import build
from kg.errors import StoreError, UsageError
from kg.model import Article, Span
from kg.store import FORMAT, Store
from kg.store.snapshots import pointed
from tests.world import on_disk


def test_a_missing_store_is_named_with_the_cure(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="no store there; `kg build PATH"):
        Store.read(tmp_path / "none")


def test_a_folder_that_is_no_store_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "letters.txt").write_text("x")
    with pytest.raises(UsageError, match="is not a store"):
        Store.write(tmp_path)
    assert [p.name for p in tmp_path.iterdir()] == ["letters.txt"]


def test_a_newer_store_is_refused(tmp_path: Path) -> None:
    Store.write(tmp_path / "s").close()
    (tmp_path / "s" / "hongtu.json").write_text(
        json.dumps({"format": FORMAT + 1, "base": "https://e.example/"})
    )
    with pytest.raises(StoreError, match="made by a newer Hongtu"):
        Store.read(tmp_path / "s")


def test_a_damaged_store_is_said_so(tmp_path: Path) -> None:
    Store.write(tmp_path / "s").close()
    (tmp_path / "s" / "hongtu.json").write_text("{")
    with pytest.raises(StoreError, match="damaged"):
        Store.read(tmp_path / "s")


@pytest.mark.parametrize("damage", [b"", b"PK\x03\x04" + b"\0" * 90, b"PK\x05\x06" + b"\0" * 18, b"[]"])
def test_a_damaged_edge_table_is_said_so_and_made_anew(tmp_path: Path, damage: bytes) -> None:
    path = on_disk(tmp_path / "store")
    with Store.read(path) as store:
        whole = store.edges
    table = path / "snapshots" / pointed(path / "snapshots") / "edges.npz"
    table.write_bytes(damage)
    with (
        Store.read(path) as store,
        pytest.raises(StoreError, match=r"damaged.*delete the folder .*snapshots"),
    ):
        _ = store.edges
    shutil.rmtree(path / "snapshots")
    with Store.write(path) as store:
        build([], store)
    with Store.read(path) as store:
        assert store.edges.nodes == whole.nodes
        assert (store.edges.claims == whole.claims).all()


def test_two_writers_are_one_too_many(tmp_path: Path) -> None:
    with Store.write(tmp_path / "s"), pytest.raises(StoreError, match="another process is writing"):
        Store.write(tmp_path / "s")
    Store.write(tmp_path / "s").close()


def test_the_base_is_fixed(tmp_path: Path) -> None:
    Store.write(tmp_path / "s", base="https://a.example/").close()
    with pytest.raises(UsageError, match=r"made with --base https://a\.example/"):
        Store.write(tmp_path / "s", base="https://b.example/")


def test_nothing_built_yet_is_said_so(tmp_path: Path) -> None:
    Store.write(tmp_path / "s").close()
    with Store.read(tmp_path / "s") as store, pytest.raises(UsageError, match="nothing has been built yet"):
        _ = store.graph


def test_articles_come_back_as_they_were_put(tmp_path: Path) -> None:
    article = Article(
        "甲/1",
        "文\u3000本\r\n",
        "题",
        "2021-08-18",
        authors=("马甲",),
        body=(Span(0, 2),),
        path="a.txt",
        encoding="gb18030",
    )
    with Store.write(tmp_path / "s") as store:
        assert store.articles.put([article]) == (1, 0, 0)
        assert store.articles.put([article]) == (0, 0, 1)
        assert store.articles.article("甲/1") == article
        assert store.text_of("甲/1") == article.text
        with pytest.raises(UsageError, match="no article '乙'"):
            store.articles.article("乙")
