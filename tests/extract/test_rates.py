"""Dates and figures are as sure as their tables say, and the tables are what annotated articles give."""

from __future__ import annotations

from pathlib import Path

import pytest

from kg.errors import RuleError
from kg.extract import rates as module
from kg.extract.calibrate import of_dates, of_figures
from kg.extract.dates import dates
from kg.extract.dates.forms import FORMS
from kg.extract.figures import figures, units
from kg.extract.rates import rates
from kg.model import Article, Mention, Span
from kg.read import read


def test_every_line_is_of_a_form_that_there_is() -> None:
    assert set(rates("dates")) <= {*FORMS, "dates.range/1"}
    assert set(rates("figures")) <= {*units().values(), "share"}
    assert all(0 < rate < 1 for table in ("dates", "figures") for rate in rates(table).values())


def test_what_is_found_is_as_sure_as_its_table_says() -> None:
    text = "8月12日，茶园接待游客300人次，同比增长12%。"
    document = read(Article("a", text, date="2021-08-18", body=(Span(0, len(text)),)))
    [found] = dates([document])
    [day] = found.proposals
    assert day.confidence == rates("dates")["dates.month/1"]
    [counted] = figures([document.plus(found)])
    assert {m.confidence for m in counted.proposals} == {
        rates("figures")[kind] for kind in ("people", "share")
    }


def _mention(start: int, end: int, kind: str) -> Mention:
    return Mention(start, end, kind, "x", "x", "rule/1", 0.5)


def test_tables_count_what_is_right() -> None:
    gold = {
        "entities": [{"start": 0, "end": 5, "type": "Date"}, {"start": 9, "end": 12, "type": "Site"}],
        "ignore": [[20, 30]],
    }
    made = [_mention(0, 5, "Date"), _mention(0, 4, "Date"), _mention(22, 24, "Date")]
    assert of_dates(("form", mention, gold) for mention in made).endswith("\nform\t1\t2\t0.500\n")
    counted = [_mention(13, 15, "Figure"), _mention(10, 15, "Figure")]
    assert of_figures(("people", mention, gold) for mention in counted).endswith("\npeople\t1\t2\t0.497\n")


def test_a_broken_table_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "dates").mkdir()
    (tmp_path / "dates" / "confidence.tsv").write_text("# head\nform\t1\t2\n", encoding="utf-8")
    monkeypatch.setattr(module, "folder", lambda name: tmp_path)
    rates.cache_clear()
    try:
        with pytest.raises(RuleError, match=r"confidence\.tsv:2"):
            rates("dates")
    finally:
        monkeypatch.undo()
        rates.cache_clear()
