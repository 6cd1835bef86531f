"""How many bear a name, and which circles tell them apart."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.errors import RuleError
from kg.resolve import circles
from kg.resolve.circles import others, sizes, tells
from kg.resolve.rarity import bearers, surname


def test_common_names_are_borne_by_hundreds_of_thousands_and_rare_ones_by_few() -> None:
    assert bearers("张伟") > 200_000
    assert bearers("王秀英") > 100_000
    assert 100 < bearers("杜小刚") < 20_000
    assert bearers("沈佳禾") < 100
    assert bearers("阿卜杜拉·萨利姆") == 1
    assert bearers("刁大爷") > 100_000


@pytest.mark.parametrize(
    ("name", "expected"),
    [("欧阳明", "欧阳"), ("王芳", "王"), ("约翰逊", ""), ("王", ""), ("司马光明", "司马")],
)
def test_surnames(name: str, expected: str) -> None:
    assert surname(name) == expected


def test_a_small_circle_tells_common_names_a_large_one_only_rare_names() -> None:
    assert tells("张伟", "list")
    assert not tells("张伟", "county office")
    assert tells("沈佳禾", "nation home")
    assert not tells("王建华", "county leader in province")


@given(
    st.sampled_from(sorted(sizes())),
    st.sampled_from(sorted(sizes())),
    st.sampled_from(["张伟", "沈佳禾", "李强"]),
)
def test_a_larger_circle_holds_no_fewer_others(one: str, other: str, name: str) -> None:
    if sizes()[one] <= sizes()[other]:
        assert others(name, one) <= others(name, other)


def test_a_size_that_is_no_number_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = tmp_path / "identity"
    folder.mkdir()
    (folder / "circles.tsv").write_text("circle\tsize\nlist\tmany\n", "utf-8")
    (folder / "fields.tsv").write_text("field\tsize\twords\tneeds\n", "utf-8")
    monkeypatch.setattr(circles, "folder", lambda _: tmp_path)
    circles.sizes.cache_clear()
    circles.fields.cache_clear()
    try:
        with pytest.raises(RuleError, match=r"circles\.tsv:2"):
            circles.sizes()
    finally:
        circles.sizes.cache_clear()
        circles.fields.cache_clear()
