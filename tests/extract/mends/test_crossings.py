"""Places of a march, each by itself; sentences of our own, the rivers are on every map."""

from __future__ import annotations

import pytest

from tests.extract.mends.test_mends import PLACE, mended


@pytest.mark.parametrize(
    ("text", "found", "places"),
    [
        ("部队从土城南北地区西渡赤水河，转入山中。", "土城南北地区西渡赤水河", ["土城", "赤水河"]),
        ("前锋在石碑滩东渡赤水，天已黑。", "石碑滩东渡赤水", ["石碑滩", "赤水"]),
        ("主力由青石口一带强渡乌江。", "青石口一带强渡乌江", ["青石口", "乌江"]),
        ("纵队离开石桥地区转战陕北。", "石桥地区转战陕北", ["石桥", "陕北"]),
        ("先头团从青石场强渡白水河。", "青石", ["青石场", "白水河"]),
        ("前锋在石碑滩东渡白水。", "石碑滩东渡", ["石碑滩", "白水"]),
    ],
)
def test_no_place_holds_what_an_army_does(text: str, found: str, places: list[str]) -> None:
    assert mended(text, (PLACE, found)) == [(PLACE, name) for name in places]


def test_rivers_and_where_they_are_crossed_are_found() -> None:
    text = "红军从茅台西渡赤水，随后南渡乌江。"
    assert mended(text) == [(PLACE, "茅台"), (PLACE, "赤水"), (PLACE, "乌江")]


@pytest.mark.parametrize("name", ["衡阳县西渡镇", "南渡江", "东渡社区", "青石西渡口", "江北华阳南渡"])
def test_towns_and_rivers_of_such_names_stay(name: str) -> None:
    assert mended(f"{name}，稻子熟了。", (PLACE, name)) == [(PLACE, name)]
