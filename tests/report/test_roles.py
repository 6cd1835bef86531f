"""Roles over time: who follows whom, who overlaps whom, and which posts nobody follows anybody in."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest

from kg.report import FORMATS, REPORTS, Report, render
from kg.report.roles import Tenure, names_body, overlapping, tenures
from kg.store import Store
from kg.store.edge_table import EdgeTable
from tests.world import on_disk


def table(*said: tuple[str, str, str], copies: Sequence[int] = ()) -> EdgeTable:
    """One article for each (post, holder, day); `copies` are the numbers of those that copy the first."""
    nodes = sorted({f"role/{post}" for post, _, _ in said} | {f"person/{holder}" for _, holder, _ in said})
    rows = [
        (number, nodes.index(f"person/{holder}"), 0, nodes.index(f"role/{post}"), 0, 9000, 0, 9)
        for number, (post, holder, _) in enumerate(said)
    ]
    return EdgeTable(
        nodes=tuple(nodes),
        types=tuple("Role" if node.startswith("role") else "Person" for node in nodes),
        labels=tuple(node.partition("/")[2] for node in nodes),
        predicates=("holdsRole",),
        articles=tuple(f"a{number:02}" for number in range(len(said))),
        days=tuple(day for _, _, day in said),
        origins=tuple(0 if number in copies else number for number in range(len(said))),
        mentions=np.empty((0, 5), np.int32),
        claims=np.array(rows, np.int32).reshape(-1, 8),
    )


POST = "青溪县委书记"


def test_holders_come_with_their_days_articles_and_sources() -> None:
    found = tenures(
        table(
            (POST, "沈佳禾", "2023-05-01"),
            (POST, "林向东", "2021-04-10"),
            (POST, "林向东", "2021-09-01T10:00"),
            (POST, "林向东", ""),
            (POST, "沈佳禾", "2023-05-02"),
            copies=(4,),
        )
    )
    assert found == {
        POST: [
            Tenure("林向东", "2021-04-10", "2021-09-01", 3, 3),
            Tenure("沈佳禾", "2023-05-01", "2023-05-02", 2, 1),
        ]
    }
    copied = tenures(table((POST, "甲", "2021-01-01"), (POST, "甲", "2021-01-02"), copies=(1,)))
    assert copied[POST] == [Tenure("甲", "2021-01-01", "2021-01-02", 2, 1)]
    assert tenures(table()) == {}


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        (("2021-01-01", "2021-06-30"), ("2021-07-01", "2022-01-01"), False),
        (("2021-01-01", "2021-06-30"), ("2021-06-30", "2022-01-01"), False),  # handed over on that day
        (("2021-01-01", "2021-06-30"), ("2021-06-29", "2022-01-01"), True),
        (("2021-01-01", "2021-06-30"), ("2021-03-01", "2021-03-01"), True),
        (("2021-01-01", "2021-06-30"), ("2021-01-01", "2021-01-01"), False),
        (("2021-01-01", "2021-06-30"), ("", ""), False),
        (("2021-03-01", "2021-03-01"), ("2021-03-01", "2021-03-01"), False),
    ],
)
def test_spans_overlap_by_more_than_a_day(
    one: tuple[str, str], other: tuple[str, str], expected: bool
) -> None:
    pair = [Tenure("林向东", *one, 2, 2), Tenure("沈佳禾", *other, 3, 3)]
    found = list(overlapping(POST, pair))
    assert bool(found) is expected
    assert [(o.one.holder, o.other.holder, o.names) for o in found] == [
        ("沈佳禾", "林向东", False)
    ] * expected


def test_an_overlap_says_what_may_be_behind_it() -> None:
    long = Tenure("马尔科", "2021-01-01", "2022-01-01", 9, 9)
    [weak] = overlapping(POST, [long, Tenure("林向东", "2021-05-01", "2021-05-01", 2, 1)])
    [names] = overlapping(POST, [long, Tenure("安德烈·马尔科（外长）", "2021-05-01", "2021-06-01", 2, 2)])
    assert (weak.remark, names.remark) == ("单源 one source", "同一人？ one person?")


@pytest.mark.parametrize(
    ("post", "expected"),
    [
        ("青溪县委书记", True),  # its organisation is known
        ("江苏省省长", True),
        ("国务院总理", True),
        ("法国总统", True),
        ("县委书记（青溪县）", True),
        ("主席", False),
        ("总统", False),
        ("党支部书记", False),
    ],
)
def test_a_post_names_its_body_or_not(post: str, expected: bool) -> None:
    assert names_body(post, frozenset({"青溪县委"})) is expected


@pytest.fixture(scope="module")
def report(world_path: Path) -> Report:
    with Store.read(world_path) as store:
        return REPORTS["roles"](store)


def sections(report: Report) -> dict[str, list[tuple[object, ...]]]:
    return {section.title: list(section.rows) for section in report.sections}


def test_the_report(report: Report) -> None:
    found = sections(report)
    assert found["概况 Summary"] == [
        ("职务 posts", 2),
        ("先后有几人的职务 posts with a succession of holders", 1),
    ]
    assert found["职务 Posts"] == [
        ("松岭市委书记", "林远山（松岭市委）", "2021-04-08", "2021-05-02", 2, 2, ""),
        ("松岭市委书记", "何清", "2022-06-01", "2022-06-01", 1, 1, ""),
        ("云岭市公安局局长", "林远山（云岭市公安局）", "", "", 1, 1, ""),
    ]


def of(monkeypatch: pytest.MonkeyPatch, world_path: Path, *said: tuple[str, str, str]) -> Report:
    with Store.read(world_path) as store:
        monkeypatch.setattr(Store, "edges", property(lambda _: table(*said)))
        return REPORTS["roles"](store)


def test_overlaps_are_flagged_but_not_where_several_hold_a_post(
    monkeypatch: pytest.MonkeyPatch, world_path: Path
) -> None:
    days = ("2021-01-01", "2021-02-01", "2021-03-01", "2021-04-01")
    said = [
        (post, holder, day)
        for post in ("江苏省省长", "江苏省副省长", "总统")
        for holder, two in (("林向东", days[::2]), ("沈佳禾", days[1::2]))
        for day in two
    ]
    found = sections(of(monkeypatch, world_path, *said))
    assert [(row[0], row[1], row[4]) for row in found["交叠 Overlaps"]] == [
        ("江苏省省长", "林向东", "沈佳禾")
    ]
    assert [row[6] for row in found["职务 Posts"]] == ["↔ 沈佳禾", "↔ 林向东"]
    assert {row[0] for row in found["可多人同任的职务 Posts that several hold at once"]} == {"江苏省副省长"}
    assert found["未言明单位的职务 Posts of no named body"] == [("总统", 2, 4, 4, "林向东、沈佳禾")]


def test_of_an_empty_store(tmp_path: Path) -> None:
    with Store.read(on_disk(tmp_path / "store", [])) as store:
        assert REPORTS["roles"](store).sections == ()


@pytest.mark.parametrize("format_", FORMATS)
def test_in_every_format(report: Report, format_: str) -> None:
    assert "松岭市委书记" in render(report, format_)
