"""Every report on the small world: its exact rows, every format, an empty store, hostile names, the same every time."""

from __future__ import annotations

import csv
import io
import json
import math
import re
from collections.abc import Mapping
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path

import pytest

from kg.cli import run
from kg.graph.ties import Projection
from kg.model import Article, Entity, Statement
from kg.report import FORMATS, PROJECTED, REPORTS, Report, render
from kg.report.charts import drawn
from kg.store import Store
from tests.world import _SAID, ARTICLES, COUNTY, HE, LAOTING, OTHER_LIN, _claim, entity, made_of, on_disk

HOSTILE = "<b>甲</b>&\"'</title><script>x</script>|`乙`\x1b[31m"
OF_FACTS = [name for name in REPORTS if name != "gaps"]
"""What the small world has no documents for is tested by itself."""

CHARTED = {"overview", "centrality", "brokers", "campaigns", "sites", "organisations", "timeline", "quality"}


@pytest.fixture(scope="module")
def reports(world_path: Path) -> Mapping[str, Report]:
    with Store.read(world_path) as store:
        return {name: REPORTS[name](store) for name in OF_FACTS}


@pytest.fixture(scope="module")
def sampled(samples_path: Path) -> Mapping[str, Report]:
    with Store.read(samples_path) as store:
        return {name: report(store) for name, report in REPORTS.items()}


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, Report]:
    """Reports on a store in which every entity bears a hostile name."""

    def named(statement: Statement) -> Statement:
        subject = replace(statement.subject, key=HOSTILE + statement.subject.key, name=HOSTILE)
        target = statement.object
        if isinstance(target, Entity):
            target = entity(target.type, HOSTILE, HOSTILE + target.key)
        return replace(statement, subject=subject, object=target)

    articles = {name: replace(article, title=HOSTILE, source=HOSTILE) for name, article in ARTICLES.items()}
    said = {
        name: (article, [named(one) for one in _SAID[name](ARTICLES[name])])
        for name, article in articles.items()
    }
    with Store.read(made_of(tmp_path_factory.mktemp("hostile") / "store", said)) as store:
        return {name: REPORTS[name](store) for name in OF_FACTS}


def rows(report: Report, title: str) -> list[tuple[object, ...]]:
    [section] = [section for section in report.sections if section.title.endswith(title)]
    return list(section.rows)


def test_campaigns(reports: Mapping[str, Report]) -> None:
    report = reports["campaigns"]
    assert rows(report, "Campaigns") == [
        ("党史学习教育", 1, "2022-06-01", "2022-06-01", "", "", ""),
        ("└ “红色门牌”活动", 3, "2021-04-08", "2022-06-01", "石桥县委宣传部", "", "石桥县"),
    ]
    assert rows(report, "By month: 党史学习教育") == [("2022-06", 1)]
    assert rows(report, "Places") == [("石桥县", 1, 2)]
    assert rows(report, "Figures") == [("“红色门牌”活动", "2021-04-08", "atleast 300个", "党支部", "甲")]


def test_sites(reports: Mapping[str, Report]) -> None:
    report = reports["sites"]
    assert rows(report, "Sites") == [
        ("石桥战斗纪念馆", 2, 1, "石桥县", "“石桥小路”红色线路", "", "林远山（松岭市委）"),
        ("李大钊纪念馆", 1, 0, "乐亭县", "", "李大钊", ""),
    ]
    assert rows(report, "Regions") == [("河北省", 1), ("(不详 unknown)", 1)]
    [regions] = [section for section in report.sections if section.title.endswith("Regions")]
    assert regions.chart is not None
    [point] = regions.chart.points
    assert (point.label, point.weight, round(point.latitude), round(point.longitude)) == (
        "乐亭县",
        1,
        39,
        119,
    )
    assert rows(report, "Routes") == [("“石桥小路”红色线路", 1, "石桥战斗纪念馆", 1)]
    assert rows(report, "Commemorated") == [("李大钊", 1, "李大钊纪念馆")]


def test_organisations(reports: Mapping[str, Report]) -> None:
    report = reports["organisations"]
    assert rows(report, "Organisations") == [
        ("石桥县委宣传部", 1, 0, "", "", ""),
        ("云岭市公安局", 0, 1, "林远山（云岭市公安局）", "", ""),
        ("松岭市委", 0, 1, "林远山（松岭市委）", "", ""),
    ]
    assert rows(report, "What they do") == [("石桥县委宣传部", "“红色门牌”活动", "", "", "", "")]


def test_who_runs_something_together(tmp_path: Path) -> None:
    said = {name: (article, _SAID[name](article)) for name, article in ARTICLES.items()}
    article, statements = said["乙/二"]
    run_by = next(one for one in statements if one.predicate == "organises")
    league = replace(run_by, subject=entity("Organisation", "石桥团县委"))
    said["乙/二"] = (article, [*statements, league])
    with Store.read(made_of(tmp_path / "store", said)) as store:
        report = REPORTS["organisations"](store)
    assert rows(report, "Run together") == [("石桥县委宣传部 + 石桥团县委", 1)]


def test_timeline(reports: Mapping[str, Report]) -> None:
    report = reports["timeline"]
    months = rows(report, "Articles")
    assert len(months) == 15
    assert [row for row in months if row[1]] == [("2021-04", 1), ("2021-05", 1), ("2022-06", 1)]
    assert rows(report, "Years") == [("2021", 1)]
    assert rows(report, "Events") == [("2021-05-01", "“红色门牌”活动", 1, 3, "石桥县", "")]


def test_what_has_dates_in_several_years_stands_apart(tmp_path: Path) -> None:
    said = {name: (article, _SAID[name](article)) for name, article in ARTICLES.items()}
    _, statements = said["乙/二"]
    dated = next(one for one in statements if one.predicate == "onDate")
    article, others = said["丙"]
    words = article.text[:4]
    later = replace(
        dated,
        article="丙",
        object=entity("Date", "2022-05-01"),
        start=0,
        end=4,
        text=words,
        date="2022-06-01",
    )
    said["丙"] = (article, [*others, later])
    with Store.read(made_of(tmp_path / "store", said)) as store:
        report = REPORTS["timeline"](store)
    assert rows(report, "Dates in several years") == [("“红色门牌”活动", "2021、2022", 3)]
    assert "事件 Events" not in [section.title for section in report.sections]


def test_one_stray_date_does_not_unsettle_a_year() -> None:
    from kg.report.timeline import _settled

    assert _settled((("2023", 1),))
    assert _settled((("2022", 1), ("2023", 3)))
    assert not _settled((("2022", 1), ("2023", 2)))


def test_quality(reports: Mapping[str, Report]) -> None:
    report = reports["quality"]
    summary = {row[0]: row[1:] for row in rows(report, "Summary")}
    assert summary["事实 facts"] == (18, "")
    assert summary["单一来源 of one source"] == (17, "94%")
    assert summary["没有事实 without a fact"][0] == 0
    assert [summary[f"主张 claims {name}"][0] for name in ("asserted", "planned", "negated")] == [20, 1, 1]
    assert rows(report, "Predicates")[0] == ("担任 holdsRole", 3, "67%", 0.88)
    assert [row for row in rows(report, "Confidence") if row[1]] == [("0.80–0.90", 20)]
    assert rows(report, "Namesakes") == [("林远山", "Person", 2, 3)]
    assert rows(report, "Media") == [("松岭日报", 2), ("(来源不详 unknown)", 1), ("岭上晚报", 1)]
    assert "存疑 Doubtful" not in [section.title for section in report.sections]


def test_doubtful_facts_are_listed(tmp_path: Path) -> None:
    said = {
        name: (article, [replace(one, confidence=0.65) for one in _SAID[name](article)])
        for name, article in ARTICLES.items()
    }
    with Store.read(made_of(tmp_path / "store", said)) as store:
        found = rows(REPORTS["quality"](store), "Doubtful")
    assert ("石桥战斗纪念馆", "locatedIn", "石桥县", 0.65) in found
    # Two sources say what Lin holds.
    assert ("林远山（松岭市委）", "holdsRole", "松岭市委书记", 0.65) not in found


def test_centrality(reports: Mapping[str, Report]) -> None:
    report = reports["centrality"]
    people = rows(report, "Person")
    assert people[0][:2] == ("林远山（松岭市委） ‡", 1)
    assert people[0][5:] == (3, 2)
    assert {row[0]: row[5] for row in rows(report, "Place")} == {"石桥县": 4, "乐亭县 ‡": 1}
    assert not any("Role" in section.title for section in report.sections)
    for section in report.sections:
        assert section.chart is not None
        for _, rank, interval, *_ in section.rows:
            low, high = map(int, str(interval).split("–"))
            assert 1 <= low <= high
            assert isinstance(rank, int)
    [events] = [section for section in report.sections if section.title.endswith("Event")]
    assert events.rows[0][0] == "党史座谈会 † ‡"
    assert "several meetings" in events.note


def test_of_few_articles_ranks_are_marked(reports: Mapping[str, Report]) -> None:
    sections = {section.title: section for section in reports["centrality"].sections}
    for section in sections.values():
        marked = [row for row in section.rows if str(row[0]).endswith(" ‡")]
        assert marked, section.title
        assert "rests on fewer than 3 sources" in section.note
    places = [section for title, section in sections.items() if title.endswith("Place")]
    assert {row[0] for row in places[0].rows} == {"石桥县", "乐亭县 ‡"}


def test_months_without_anything_are_one_line_of_text() -> None:
    from kg.report.sections import Chart, Section
    from kg.report.show import FORMATS

    months = [
        ("2021-01", 2),
        *((f"2021-{month:02}", 0) for month in range(2, 9)),
        ("2021-09", 1),
        ("2021-10", 0),
    ]
    report = Report("月", (Section("月", ("month", "articles"), tuple(months), "", Chart("line")),))
    lines = FORMATS["text"](report).splitlines()
    assert [line.split("  ")[0] for line in lines[3:]] == [
        "month",
        "2021-01",
        "… 7 months without",
        "2021-09",
        "2021-10",
    ]
    assert lines[4].endswith("       2")
    for name in ("csv", "json", "md", "html"):
        assert "2021-05" in FORMATS[name](report)


def test_that_a_place_lies_in_another_is_no_tie(tmp_path: Path) -> None:
    article = ARTICLES["丙"]
    lies = next(one for one in _SAID["丙"](article) if one.predicate == "locatedIn")
    hebei = replace(lies, subject=entity("Place", "乐亭县"), object=entity("Place", "河北省"))
    with Store.read(made_of(tmp_path / "store", {"丙": (article, [lies, hebei])})) as store:
        report = REPORTS["centrality"](store)
        assert [row[0] for row in rows(report, "Place")] == ["乐亭县 ‡"]
        asked = PROJECTED["centrality"][0](store, Projection(predicates=frozenset({"locatedIn"})))
        assert {row[0] for row in rows(asked, "Place")} == {"乐亭县 ‡", "河北省 ‡"}


def test_what_rests_on_few_sources_is_not_ranked(tmp_path: Path) -> None:
    text = "何清到石桥县调研。林远山到乐亭县调研。"
    said = {}
    for number in range(20):
        article = Article(f"文{number:02}", text + f"第{number}次。" * 30, f"题{number}")
        visits = [_claim(article, HE, "visits", COUNTY, text[:9])]
        visits += [_claim(article, OTHER_LIN, "visits", LAOTING, text[9:18])] if number < 2 else []
        said[article.id] = (article, visits)
    path = made_of(tmp_path / "store", said)
    with Store.read(path) as store:
        [people] = [s for s in REPORTS["centrality"](store).sections if s.title.endswith("Person")]
    assert [row[0] for row in people.rows] == ["何清"]
    assert "not ranked" in people.note
    assert "林远山（云岭市公安局）" in people.note


def test_a_fact_said_often_weighs_less_than_in_proportion() -> None:
    import numpy as np

    from kg.graph.ties import select
    from kg.report.centrality import _ties
    from tests.world import table

    selection = select(table(), Projection())
    ties = _ties(selection, Projection())
    weights = ties.weights(np.ones(4))
    names = selection.table.nodes
    found = {(names[a], names[b]): w for (a, b), w in zip(ties.pairs.tolist(), weights.tolist(), strict=True)}
    assert found["person/林远山（松岭市委）", "role/松岭市委书记"] == pytest.approx(math.log2(3))
    assert found["person/何清", "role/松岭市委书记"] == 1.0
    assert ties.weights(np.zeros(4)).sum() == 0
    assert len(_ties(selection, Projection(min_articles=2)).pairs) == 1


def test_communities(reports: Mapping[str, Report]) -> None:
    report = reports["communities"]
    assert ("实体 entities that are tied", 15) in rows(report, "Summary")
    listed = rows(report, "Communities")
    assert [row[0] for row in listed] == [str(number) for number in range(1, len(listed) + 1)]
    members = {row[0]: row[2] for row in report.sections[2].rows}
    assert members["组织 Organisation"] == "松岭市委"
    assert all(int(str(row[1])) >= 5 for row in listed)


def test_a_long_list_binds_no_more_than_a_pair() -> None:
    from kg.graph.ties import select
    from kg.report.communities import _pairs
    from tests.world import table

    for whole in (False, True):
        ends, weight, article = _pairs(select(table(), Projection()), whole=whole)
        assert len(ends) == len(weight) == len(article) > 0
        assert (ends[:, 0] < ends[:, 1]).all()
    # The first article names four entities that are counted: six pairs at a third each.
    first = weight[article == selection_number("甲")]
    assert first.tolist() == [pytest.approx(1 / 3)] * 6


def selection_number(name: str) -> int:
    from tests.world import table

    return table().articles.index(name)


@pytest.mark.parametrize("name", PROJECTED)
def test_the_part_that_is_shown_is_said(name: str, world_path: Path) -> None:
    report, heeded = PROJECTED[name]
    assert {"since", "until", "min_articles", "hubs"} <= heeded
    with Store.read(world_path) as store:
        found = report(store, Projection(since="2021", until="2021-04", hubs=0.9))
        assert found.note.startswith("1 of 4 articles, 2021-04-08 – 2021-04-08")
        assert "90%" in found.note
        assert "何清" not in render(found, "json")
        few = report(store, Projection(min_articles=2))
        assert "2 articles or more" in few.note
        assert report(store, Projection()) == REPORTS[name](store)


@pytest.mark.parametrize("name", REPORTS)
@pytest.mark.parametrize("format_", FORMATS)
def test_every_report_in_every_format(
    name: str, format_: str, reports: Mapping[str, Report], sampled: Mapping[str, Report]
) -> None:
    for report in filter(None, (reports.get(name), sampled[name])):
        shown = render(report, format_)
        assert report.title in shown or format_ == "csv"
        for section in report.sections:
            assert section.title.split()[0] in shown
            assert all(len(row) == len(section.columns) for row in section.rows)
        if format_ == "json":
            assert len(json.loads(shown)["sections"]) == len(report.sections)
        if format_ == "csv":
            lines = list(csv.reader(io.StringIO(shown)))
            assert len(lines) == sum(len(section.rows) + 1 for section in report.sections)


@pytest.mark.parametrize("name", REPORTS)
def test_of_an_empty_store(name: str, tmp_path: Path) -> None:
    with Store.read(on_disk(tmp_path / "store", [])) as store:
        report = REPORTS[name](store)
    for format_ in FORMATS:
        shown = render(report, format_)
        assert report.sections or format_ in ("csv", "json") or "nothing to show" in shown


@pytest.mark.parametrize("name", OF_FACTS)
def test_the_order_of_articles_does_not_matter(
    name: str, reports: Mapping[str, Report], tmp_path: Path
) -> None:
    with Store.read(on_disk(tmp_path / "store", list(reversed(ARTICLES)))) as store:
        assert REPORTS[name](store) == reports[name]
        assert REPORTS[name](store) == reports[name]


class Page(HTMLParser):
    """The tags of a page, whether they are closed in order, and its words."""

    def __init__(self) -> None:
        super().__init__()
        self.seen: set[str] = set()
        self.open: list[str] = []
        self.words: list[str] = []
        self.links: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.seen.add(tag)
        self.links += [value or "" for name, value in attrs if name in ("href", "src", "srcset", "action")]
        if tag != "meta":
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.seen.add(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.words.append(data)


@pytest.mark.parametrize("name", REPORTS)
def test_pages_need_nothing_else_and_are_harmless(
    name: str, reports: Mapping[str, Report], sampled: Mapping[str, Report], hostile: Mapping[str, Report]
) -> None:
    for report in filter(None, (reports.get(name), sampled[name], hostile.get(name))):
        shown = render(report, "html")
        page = Page()
        page.feed(shown)
        assert page.open == []
        assert not page.seen & {"script", "b", "link", "img", "iframe", "object"}
        assert all(link.startswith("#s") for link in page.links)
        outside = shown.replace("http://www.w3.org/2000/svg", "")
        assert not re.search(r"(?:https?:)?//|url\(|@import", re.sub(r">[^<]*<", "><", outside))
        assert ("svg" in page.seen) == any(map(drawn, report.sections))
    assert (name in CHARTED) == ("<svg" in render(sampled[name], "html"))


@pytest.mark.parametrize("name", OF_FACTS)
def test_hostile_names_are_shown_as_they_are(name: str, hostile: Mapping[str, Report]) -> None:
    assert "\x1b" not in render(hostile[name], "text")
    assert "<script" not in render(hostile[name], "md").replace("\\<", "")
    if name in ("sites", "organisations", "campaigns", "centrality"):
        page = Page()
        page.feed(render(hostile[name], "html"))
        assert any("<script>x</script>" in words for words in page.words)


def test_blocks_keep_to_the_width(sampled: Mapping[str, Report], hostile: Mapping[str, Report]) -> None:
    from kg.cli.options import width

    for name in ("sites", "campaigns", "organisations", "communities"):
        for report in (sampled[name], hostile[name]):
            for columns in (60, 80, 100):
                lines = render(report, "text", width=columns).splitlines()
                assert max(map(width, lines)) <= columns
                folded = [line.strip() for line in lines if line.startswith("    ")]
                assert not any(line.startswith(("、", "，", "）")) for line in folded)


def test_the_command_takes_only_what_a_report_heeds(
    world_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    where = ["--store", str(world_path)]
    assert run(["report", "centrality", "--types", "Person,Place", "--until", "2021", *where]) == 0
    out = capsys.readouterr().out
    assert "2 of 4 articles" in out
    assert "only Person, Place" in out
    assert "Site" not in out
    assert run(["report", "sites", "--types", "Person", *where]) == 2
    assert "the report sites takes no --types" in capsys.readouterr().err
    assert run(["report", "quality", "--min-articles", "2", *where]) == 2
    assert "takes no --min-articles" in capsys.readouterr().err
    assert run(["report", "quality", *where]) == 0


def test_routes_have_their_stops(reports: Mapping[str, Report], sampled: Mapping[str, Report]) -> None:
    assert [section.rows for section in reports["routes"].sections] == [
        (("“石桥小路”红色线路", 1, 1, "", ""),),
        (("“石桥小路”红色线路", 1, "石桥战斗纪念馆", "石桥县", ""),),
    ]
    stops = [row[2] for row in sampled["routes"].sections[1].rows if row[0] == "“青溪星火”红色旅游线路"]
    assert stops[0] == "中共青溪支部旧址"
    assert stops[-1] == "青溪革命纪念馆"


def test_brokers_and_bridges(reports: Mapping[str, Report]) -> None:
    brokers, bridges = reports["brokers"].sections
    cut = {str(row[0]): row[2] for row in brokers.rows}
    # Without the county hang apart: who only went there, its museum and route, the campaign with its organiser.
    assert cut["石桥县"] == max(cut.values())
    assert all(isinstance(row[1], int) and row[1] >= 3 for row in bridges.rows)
