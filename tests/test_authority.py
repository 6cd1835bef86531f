"""The authority: places and lists of names, their lookups, and what a broken table says."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg import authority
from kg.authority import places, read_names, read_places
from kg.authority.names import COLUMNS
from kg.errors import RuleError

HEAD = "code\tname\tshort\tlevel\tparent\tlat\tlon\taliases\tformer\tcareful\n"


def test_a_place_has_code_parents_and_centroid() -> None:
    place = places().by_key("滨湖区（无锡市）") or places().by_key("滨湖区")
    assert place is not None
    assert (place.code, place.level, place.parents) == ("320211", "county", ("无锡市", "江苏省"))
    assert place.lat == pytest.approx(31.5, abs=0.2)
    assert place.lon == pytest.approx(120.3, abs=0.2)


def test_an_ambiguous_name_gives_all_its_bearers_and_no_decision() -> None:
    assert {place.key for place in places().named("鼓楼区")} == {
        "鼓楼区（南京市）",
        "鼓楼区（徐州市）",
        "鼓楼区（福州市）",
        "鼓楼区（开封市）",
    }
    assert places().resolve("鼓楼区") is None
    assert places().canonical("鼓楼区") == "鼓楼区"


@pytest.mark.parametrize(
    ("name", "context", "key"),
    [
        ("无锡", (), "无锡市"),
        ("鼓楼区", ("福州",), "鼓楼区（福州市）"),
        ("鼓楼区", ("江苏省", "南京市"), "鼓楼区（南京市）"),
        ("海南", ("青海",), "海南省"),
        ("海南", ("海南藏族自治州",), "海南藏族自治州"),
        ("朝阳", (), "朝阳市"),
        ("朝阳", ("北京",), "朝阳区（北京市）"),
        ("承德", ("河北",), "承德市"),
        ("吉林", (), "吉林省"),
        ("太湖", (), "太湖"),
        ("莱芜市", (), "莱芜区"),
        ("大湾区", (), "粤港澳大湾区"),
    ],
)
def test_resolve(name: str, context: tuple[str, ...], key: str) -> None:
    place = places().resolve(name, context)
    assert place is not None
    assert place.key == key


@pytest.mark.parametrize(
    ("text", "chain"),
    [
        ("江苏无锡滨湖区", ("江苏省", "无锡市", "滨湖区")),
        ("内蒙古呼伦贝尔海拉尔区", ("内蒙古自治区", "呼伦贝尔市", "海拉尔区")),
        ("金华浦江县", ("金华市", "浦江县")),
        ("北京上海", ()),
        ("江苏无锡某地", ()),
    ],
)
def test_chain(text: str, chain: tuple[str, ...]) -> None:
    assert tuple(place.name for place in places().chain(text)) == chain
    if chain:
        assert places().canonical(text) == chain[-1]


def test_divisions_are_complete_and_sound() -> None:
    divisions = [place for place in places().records if place.code]
    assert sum(place.level == "province" for place in divisions) == 34
    assert sum(place.level == "prefecture" for place in divisions) == 333
    assert sum(place.level == "county" for place in divisions) > 2800
    for place in divisions:
        assert len(place.code) == 6
        assert place.lat is not None, place
        assert place.lon is not None, place
        assert 3 < place.lat < 54 and 73 < place.lon < 136, place  # noqa: PT018
        assert place.level == "province" or place.parents, place


def test_a_centroid_lies_near_its_parent() -> None:
    """A slip of a code or a column puts a county into another province: none is 9 degrees from its prefecture's seat."""
    for place in places().records:
        parent = places().by_key(place.parents[0]) if place.parents else None
        if (
            place.level != "county"
            or parent is None
            or parent.level != "prefecture"
            or parent.name == "三沙市"
        ):
            continue
        assert place.lat is not None and parent.lat is not None, place  # noqa: PT018
        assert place.lon is not None and parent.lon is not None, place  # noqa: PT018
        assert abs(place.lat - parent.lat) < 6 and abs(place.lon - parent.lon) < 9, place  # noqa: PT018


def test_keys_are_unique_and_short_names_long_enough() -> None:
    keys = [place.key for place in places().records]
    assert len(keys) == len(set(keys))
    assert all(len(name) >= 2 for name in places().names())


@given(
    st.sampled_from(sorted(places().names())), st.sets(st.sampled_from(sorted(places().names())), max_size=4)
)
def test_what_is_resolved_bears_the_name_and_order_does_not_matter(name: str, context: set[str]) -> None:
    found = places().resolve(name, sorted(context))
    assert found == places().resolve(name, sorted(context, reverse=True))
    assert found is None or found in places().named(name)


@pytest.mark.parametrize(
    ("row", "message"),
    [
        ("1\t沙县区\t沙县\tcounty\t9\n", "parent 9"),
        ("1\t沙县区\t沙\tcounty\n", "one character"),
        ("1\t沙县区\t沙县\tplanet\n", "planet"),
        ("1\t沙县区\t沙县\tcounty\t\tx\ty\n", "float"),
        ("1\t沙县区\t沙县\tcounty\t\t\t\t\t\t\t\t\n", "12 cells"),
    ],
)
def test_a_broken_place_is_named_with_file_and_line(tmp_path: Path, row: str, message: str) -> None:
    path = tmp_path / "own.tsv"
    path.write_text(f"# mine\n{HEAD}{row}", encoding="utf-8")
    with pytest.raises(RuleError, match=rf"own\.tsv:3: .*{message}"):
        read_places([path])


@pytest.mark.parametrize("text", ["", "# nothing\n", "name\tcode\n"])
def test_a_table_without_its_columns_is_refused(tmp_path: Path, text: str) -> None:
    path = tmp_path / "own.tsv"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(RuleError, match=r"own\.tsv"):
        read_places([path])


def test_a_users_own_places_join_those_of_the_tables(tmp_path: Path) -> None:
    path = tmp_path / "own.tsv"
    path.write_text(
        f"{HEAD}\t云外村\t\tcounty\t云外县\n7\t云外县\t云外\tcounty\t\t1\t2\r\n", encoding="utf-8"
    )
    own = read_places([path])
    village = own.named("云外村")[0]
    assert village.parents == ("云外县",)
    assert own.named("云外")[0].lat == 1.0


@pytest.mark.parametrize("name", sorted(COLUMNS))
def test_every_list_is_read_and_cached(name: str) -> None:
    records = getattr(authority, name)()
    assert len(records) > 15
    assert records is getattr(authority, name)()
    assert all(set(record.careful) <= set(record.names) for record in records)


def test_lists_point_at_places_and_campaigns_that_exist() -> None:
    for site in authority.sites():
        for place in site.get("place"):
            assert places().by_key(place), site
        for named in site.get("commemorates"):
            assert named.partition(":")[0] in {"Person", "Event", "Work"}, site
    for event in authority.events():
        for place in event.get("place"):
            assert places().named(place), event
    known = {campaign.canonical for campaign in authority.campaigns()}
    assert all(set(campaign.get("broader")) <= known for campaign in authority.campaigns())


@pytest.mark.parametrize(
    ("list_", "name", "canonical"),
    [
        ("organs", "党中央", "中共中央"),
        ("events", "二十大", "党的二十大"),
        ("campaigns", "第二批主题教育", "第二批学习贯彻习近平新时代中国特色社会主义思想主题教育"),
        ("sites", "抗战馆", "中国人民抗日战争纪念馆"),
        ("doctrine", "延安精神", "伟大建党精神"),
    ],
)
def test_aliases(list_: str, name: str, canonical: str) -> None:
    assert [record.canonical for record in getattr(authority, list_)() if name in record.names] == [canonical]


@pytest.mark.parametrize(
    ("row", "message"),
    [
        ("甲\n", "one character"),
        ("甲乙会\t\t丙\n", "careful name 丙"),
        ("甲乙会\n甲乙会\n", "already"),
        ("甲乙会\t\t\t\t\n", "5 cells"),
    ],
)
def test_a_broken_name_is_named_with_file_and_line(tmp_path: Path, row: str, message: str) -> None:
    path = tmp_path / "own.tsv"
    path.write_text(f"canonical\taliases\tcareful\n{row}", encoding="utf-8")
    with pytest.raises(RuleError, match=rf"own\.tsv:[23]?.*{message}"):
        read_names(path, ("canonical", "aliases", "careful"))


def test_a_missing_list_is_named(tmp_path: Path) -> None:
    with pytest.raises(RuleError, match=r"absent\.tsv"):
        read_names(tmp_path / "absent.tsv", ("canonical", "aliases", "careful"))
