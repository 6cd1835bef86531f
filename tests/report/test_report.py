"""The overview, in every format, of a small world and of nothing."""

from __future__ import annotations

import csv
import io
import json
from html.parser import HTMLParser
from pathlib import Path
from unicodedata import east_asian_width

import pytest

from kg.report import FORMATS, REPORTS, Report, Section, render
from kg.store import Store
from tests.world import on_disk

HOSTILE = "<script>alert(1)</script>|`x`[a](b)\x1b[31m\n=1"


@pytest.fixture(scope="module")
def overview(world_path: Path) -> Report:
    with Store.read(world_path) as store:
        return REPORTS["overview"](store)


def rows(report: Report, title: str) -> list[tuple[object, ...]]:
    [section] = [section for section in report.sections if section.title.endswith(title)]
    return list(section.rows)


def test_articles_are_counted(overview: Report) -> None:
    found = {row[0]: row[1:] for row in rows(overview, "Articles")}
    assert found["文章 articles"] == (4, "2021-04-08 – 2022-06-01")
    assert found["无日期 without a date"][0] == 1
    assert found["来源 source: 松岭日报"][0] == 2
    assert rows(overview, "Years") == [("2021", 2), ("2022", 1)]


def test_entities_and_facts_are_counted(overview: Report) -> None:
    entities = {row[0]: row[1:] for row in rows(overview, "Entities")}
    assert entities["人物 Person"] == (4, 5)
    assert entities["数字 Figure"] == (1, 1)
    facts = {row[0]: row[1:] for row in rows(overview, "Facts")}
    assert facts["担任 holdsRole"] == (3, "67%")
    assert "说 says" not in facts


def test_leading_entities_are_told_apart(overview: Report) -> None:
    assert rows(overview, "Person") == [
        ("何清", 2, 2, 2),
        ("林远山（松岭市委）", 2, 2, 4),
        ("林远山（云岭市公安局）", 1, 1, 2),
    ]


def test_best_supported_facts_come_first(overview: Report) -> None:
    assert rows(overview, "Best-supported facts")[0] == (
        "林远山（松岭市委）",
        "担任 holdsRole",
        "松岭市委书记",
        2,
        2,
    )


def test_who_is_everywhere_is_marked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from kg.report.overview import _shown

    assert _shown("person/何清", {"articles": 5}, 20) == "何清 *"
    assert _shown("person/何清", {"articles": 4}, 20) == "何清"
    assert _shown("work/a%2Fb", {"articles": 2}, 2) == "a/b"


def test_of_an_empty_store(tmp_path: Path) -> None:
    with Store.read(on_disk(tmp_path / "store", [])) as store:
        report = REPORTS["overview"](store)
    assert [section.title for section in report.sections] == ["文章 Articles"]
    assert report.sections[0].rows[0] == ("文章 articles", 0, "")
    for format_ in FORMATS:
        assert render(report, format_)


@pytest.mark.parametrize("width", [60, 80, 120])
def test_text_keeps_to_its_width(overview: Report, width: int) -> None:
    long = Section("长", ("name", "count"), (("石桥县委宣传部" * 20, 3),), "注" * 70)
    for line in render(Report("题", (*overview.sections, long)), "text", width=width).splitlines():
        assert sum(2 if east_asian_width(char) in "WF" else 1 for char in line) <= width
        assert line == line.rstrip()


def test_text_columns_line_up(overview: Report) -> None:
    text = render(overview, "text").splitlines()
    start = text.index("人物 Person")
    ends = {
        sum(2 if east_asian_width(char) in "WF" else 1 for char in line)
        for line in text[start + 1 : start + 5]
    }
    assert len(ends) == 1


def test_json(overview: Report) -> None:
    found = json.loads(render(overview, "json"))
    persons = next(s for s in found["sections"] if s["title"] == "人物 Person")
    assert persons["rows"][0] == {"name": "何清", "articles": 2, "mentions": 2, "facts": 2}


def test_csv(overview: Report) -> None:
    found = list(csv.reader(io.StringIO(render(overview, "csv"))))
    assert ["人物 Person", "何清", "2", "2", "2"] in found
    assert ["section", "name", "articles", "mentions", "facts"] in found


class Tags(HTMLParser):
    """The tags of a page, and whether they are closed in order."""

    def __init__(self) -> None:
        super().__init__()
        self.seen: set[str] = set()
        self.open: list[str] = []

    def handle_starttag(self, tag: str, attrs: object) -> None:
        self.seen.add(tag)
        if tag != "meta":
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


@pytest.fixture(scope="module")
def hostile() -> Report:
    return Report(HOSTILE, (Section(HOSTILE, (HOSTILE, "n"), ((HOSTILE, 1),), HOSTILE),))


def test_html_escapes(hostile: Report) -> None:
    page = Tags()
    page.feed(render(hostile, "html"))
    assert page.open == []
    assert page.seen == {
        "html",
        "head",
        "meta",
        "title",
        "style",
        "body",
        "h1",
        "h2",
        "div",
        "table",
        "tr",
        "th",
        "td",
        "p",
    }


def test_markdown_escapes() -> None:
    [line] = [
        line
        for line in render(Report("t", (Section("s", ("a", "b"), ((HOSTILE, 1),)),)), "md").splitlines()
        if "script" in line
    ]
    assert line.replace("\\|", "").count("|") == 3
    assert "<script" not in line.replace("\\<", "")


def test_text_and_csv_are_harmless(hostile: Report) -> None:
    assert "\x1b" not in render(hostile, "text")
    assert "'=1" in render(Report("t", (Section("s", ("a",), (("=1",),)),)), "csv")
