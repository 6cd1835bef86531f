"""The tutorial prints what it says: `pytest tests/test_tutorial.py --update` writes its results anew."""

from __future__ import annotations

import contextlib
import doctest
import io
import re
import traceback
import warnings
from pathlib import Path
from typing import Any

import pytest

import kg
from kg.errors import UsageError
from tests.conftest import ROOT

PAGE = ROOT / "docs" / "tutorial.md"


def result(example: doctest.Example, names: dict[str, Any]) -> str:
    """What an example prints, as an interactive Python would."""
    out = io.StringIO()
    with contextlib.redirect_stdout(out):
        try:
            exec(compile(example.source, str(PAGE), "single"), names)
        except UsageError as error:
            head = "Traceback (most recent call last):\n...\n"
            out.write(head + "".join(traceback.format_exception_only(error)))
    return out.getvalue()


def written(text: str, names: dict[str, Any]) -> str:
    """The page with the results of its examples in the place of those that are there."""
    parser = doctest.DocTestParser()
    out = []
    for block in re.split(r"(```python\n.*?\n```\n)", text, flags=re.S):
        if block.startswith("```python"):
            pieces = parser.get_examples(block.removeprefix("```python\n").removesuffix("```\n"))
            lines = []
            for example in pieces:
                lines.append(prompted(example.source))
                lines.append(result(example, names))
            out.append("```python\n" + "".join(lines) + "\n```\n")
        else:
            out.append(block)
    return "".join(out)


def prompted(source: str) -> str:
    first, *rest = source.splitlines(keepends=True)
    return f">>> {first}" + "".join(f"... {line}" if line.strip() else "...\n" for line in rest)


def test_every_example_prints_what_it_shows(
    samples_path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, update: bool
) -> None:
    (tmp_path / "demo").mkdir()
    (tmp_path / "demo" / "store").symlink_to(samples_path)
    monkeypatch.chdir(tmp_path)
    text = PAGE.read_text("utf-8")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # NetworkX's note that a converted graph is kept
        now = written(text, {"__name__": "tutorial"})
    if update:
        PAGE.write_text(now, "utf-8")
    assert PAGE.read_text("utf-8") == now


def test_a_table_as_a_data_frame(world_path: Path) -> None:
    with kg.open(world_path) as store:
        table = store.query("SELECT ?s (2 AS ?two) (0.5 AS ?half) ?none { ?s a kg:Site } ORDER BY ?s")
    frame = pytest.importorskip("pandas") and table.frame()
    assert list(frame["s"]) == table.column("s") == ["site/李大钊纪念馆", "site/石桥战斗纪念馆"]
    assert (frame["two"].sum(), frame["half"].sum(), frame["none"].isna().all()) == (4, 1.0, True)
    assert next(iter(table)) == {"s": "site/李大钊纪念馆", "two": 2, "half": 0.5, "none": None}


def test_yes_or_no_and_triples(world_path: Path) -> None:
    with kg.open(world_path) as store:
        assert store.query("ASK { ?s a kg:Route }").rows == ((True,),)
        with pytest.raises(UsageError, match="ttl"):
            store.query("CONSTRUCT WHERE { ?s a kg:Route }")
        with pytest.raises(UsageError, match="there are overview"):
            store.report("weather")
        assert store.suggest("石桥战斗")[0] == "石桥战斗纪念馆"


def test_a_store_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="kg build"):
        kg.open(tmp_path / "none")
