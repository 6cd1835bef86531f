"""Bars, lines and maps: where things are drawn, and that no name covers another."""

from __future__ import annotations

from itertools import combinations, pairwise
from typing import Literal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from kg.report.charts import drawn
from kg.report.map import Box, drawn_map
from kg.report.sections import Chart, Point, Section

SVG = "{http://www.w3.org/2000/svg}"


def parsed(picture: str) -> etree._Element:
    return etree.fromstring(picture.encode())


def words(picture: str) -> list[str]:
    return ["".join(node.itertext()) for node in parsed(picture).iter(f"{SVG}text")]


def test_bars_are_as_long_as_their_values() -> None:
    section = Section("题", ("a", "b"), (("甲", 10), ("乙<&", 5), ("丙" * 30, 0)), chart=Chart("bars"))
    picture = drawn(section)
    lengths = [float(str(node.get("width"))) for node in parsed(picture).iter(f"{SVG}rect")]
    assert lengths[0] == pytest.approx(2 * lengths[1])
    assert lengths[2] == 0
    assert words(picture) == ["甲", "10", "乙<&", "5", "丙" * 18 + "…", "0"]


def test_a_line_rises_with_its_values() -> None:
    rows = tuple((f"2023-{month:02}", month) for month in range(1, 13))
    line = next(parsed(drawn(Section("题", ("m", "n"), rows, chart=Chart("line")))).iter(f"{SVG}polyline"))
    spots = [tuple(map(float, spot.split(","))) for spot in str(line.get("points")).split()]
    assert len(spots) == 12
    assert all(a[0] < b[0] and a[1] > b[1] for a, b in pairwise(spots))


def test_ranges_lie_above_one_another_where_they_overlap() -> None:
    rows = (("甲", 1, "1–2"), ("乙", 2, "2–5"), ("丙", 6, "6–6"))
    section = Section("题", ("a", "rank", "rank 90%"), rows, chart=Chart("ranges", value=2))
    bars = [
        (float(str(node.get("x"))), float(str(node.get("width"))))
        for node in parsed(drawn(section)).iter(f"{SVG}rect")
    ]
    ends = [(x, x + width) for x, width in bars]
    assert ends[1][0] < ends[0][1] < ends[1][1] < ends[2][0]


def test_nothing_is_drawn_of_nothing() -> None:
    kinds: tuple[Literal["bars", "line", "ranges", "map"], ...] = ("bars", "line", "ranges", "map")
    for kind in kinds:
        assert drawn(Section("题", ("a", "b"), (), chart=Chart(kind))) == ""
    assert drawn(Section("题", ("a", "b"), (("甲", 1),))) == ""
    one = drawn(Section("题", ("a", "b"), (("甲", 0),), chart=Chart("line")))
    assert "nan" not in one


def test_north_is_up_and_east_is_right() -> None:
    north, east, middle = Point(40, 110, 1, "北"), Point(30, 120, 1, "东"), Point(30, 110, 4, "中")
    discs = {
        str(node[0].text): (float(str(node.get("cx"))), float(str(node.get("cy"))), float(str(node.get("r"))))
        for node in parsed(drawn_map([north, east, middle])).iter(f"{SVG}circle")
    }
    assert discs["北: 1"][1] < discs["中: 4"][1] == discs["东: 1"][1]
    assert discs["东: 1"][0] > discs["中: 4"][0] == discs["北: 1"][0]
    assert discs["中: 4"][2] > discs["北: 1"][2]


def test_a_few_places_abroad_do_not_make_china_a_spot() -> None:
    home = [Point(30 + index, 105 + index, 2, f"县{index}") for index in range(5)]
    abroad = Point(-33.9, 18.4, 3, "开普敦")
    shown = words(drawn_map([*home, abroad]))
    assert "开普敦" not in shown
    assert any("3 more lie beyond" in word for word in shown)
    assert "开普敦" in words(drawn_map([home[0], abroad]))


@given(
    st.lists(
        st.builds(
            Point,
            st.floats(18, 53),
            st.floats(74, 135),
            st.integers(1, 50),
            st.text("山水<&京县", min_size=1, max_size=9),
        ),
        min_size=1,
        max_size=60,
    )
)
def test_no_name_covers_another(points: list[Point]) -> None:
    root = parsed(drawn_map(points))
    boxes: list[Box] = []
    for node in root.iter(f"{SVG}text"):
        if node.get("style"):
            x, y, text = float(str(node.get("x"))), float(str(node.get("y"))), str(node.text)
            wide = sum(12 if ord(char) > 0x2E80 else 7.2 for char in text)
            boxes.append((x, y - 12, x + wide, y + 3))
    width, height = (float(str(root.get(name))) for name in ("width", "height"))
    assert all(left >= -0.1 and top >= -0.1 for left, top, _, _ in boxes)
    assert all(right <= width + 0.1 and low <= height + 0.1 for _, _, right, low in boxes)
    for one, other in combinations(boxes, 2):
        apart = (
            one[2] <= other[0] + 0.2
            or other[2] <= one[0] + 0.2
            or one[3] <= other[1] + 0.2
            or other[3] <= one[1] + 0.2
        )
        assert apart
