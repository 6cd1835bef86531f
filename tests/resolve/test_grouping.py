"""Who is who among bearers of one name."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from kg.resolve.grouping import group


def test_one_bearer_keeps_the_bare_name() -> None:
    assert group("张伟", {"a": ()}, lone_joins=False) == {"a": "张伟"}


def test_the_same_name_alone_never_merges_people() -> None:
    keys = group("张伟", {"a": (), "b": ()}, lone_joins=False)
    assert keys == {"a": "张伟（a）", "b": "张伟（b）"}


def test_shared_evidence_merges_directly_and_through_others() -> None:
    evidence = {
        "a": ("org:江阴市公安局",),
        "b": ("org:江阴市公安局", "role:江阴市副市长"),
        "c": ("role:江阴市副市长",),
        "d": ("org:某大学",),
    }
    keys = group("张伟", evidence, lone_joins=False)
    assert keys == {
        "a": "张伟（江阴市公安局）",
        "b": "张伟（江阴市公安局）",
        "c": "张伟（江阴市公安局）",
        "d": "张伟（某大学）",
    }


def test_a_place_without_evidence_joins_the_only_one_that_has_some() -> None:
    assert set(group("水西村", {"a": ("in:溧阳市",), "b": ()}, lone_joins=True).values()) == {"水西村"}
    two = group("水西村", {"a": ("in:溧阳市",), "b": (), "c": ("in:萍乡市",)}, lone_joins=True)
    assert two == {"a": "水西村（溧阳市）", "b": "水西村（b）", "c": "水西村（萍乡市）"}


def test_an_article_named_like_evidence_is_not_taken_for_it() -> None:
    keys = group("张伟", {"org:甲": (), "b": ("org:甲",)}, lone_joins=False)
    assert keys["org:甲"] != keys["b"]


_EVIDENCE = st.dictionaries(
    st.text("abcd", min_size=1, max_size=2),
    st.lists(st.sampled_from(["org:甲", "org:乙", "role:甲", "home:丙"]), max_size=2).map(tuple),
)


@given(_EVIDENCE, st.booleans())
def test_keys_do_not_depend_on_order_and_tell_entities_apart(
    evidence: dict[str, tuple[str, ...]], lone: bool
) -> None:
    keys = group("张伟", evidence, lone_joins=lone)
    assert keys.keys() == evidence.keys()
    assert group("张伟", dict(reversed(evidence.items())), lone_joins=lone) == keys
    for a, pieces in evidence.items():
        for b, others in evidence.items():
            if set(pieces) & set(others):
                assert keys[a] == keys[b]
            elif a != b and not lone and not pieces:
                assert keys[a] != keys[b]
