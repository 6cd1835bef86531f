"""Who is who among bearers of one name."""

from __future__ import annotations

import networkx as nx
from hypothesis import given
from hypothesis import strategies as st

from kg.authority import places
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


def test_an_id_that_reads_like_evidence_is_told_apart() -> None:
    keys = group("张伟", {"a": ("org:b",), "b": ()}, lone_joins=False)
    assert keys == {"a": "张伟（b）", "b": "张伟（b；b）"}


_PIECES = st.lists(st.sampled_from(["org:a", "org:乙", "role:a", "role:b", "home:丙"]), max_size=2).map(tuple)
_EVIDENCE = st.dictionaries(st.text("ab", min_size=1, max_size=2), _PIECES)


@given(_EVIDENCE, st.booleans())
def test_keys_are_shared_by_those_whom_evidence_connects_and_nobody_else(
    evidence: dict[str, tuple[str, ...]], reserved: bool
) -> None:
    keys = group("张伟", evidence, lone_joins=False, reserved=reserved)
    assert keys.keys() == evidence.keys()
    assert group("张伟", dict(reversed(evidence.items())), lone_joins=False, reserved=reserved) == keys
    forest = nx.Graph()
    forest.add_nodes_from(("article", article) for article in evidence)
    forest.add_edges_from(
        (("article", article), piece) for article, pieces in evidence.items() for piece in pieces
    )
    expected = [
        {node[1] for node in part if node[0] == "article"} for part in nx.connected_components(forest)
    ]
    found: dict[str, set[str]] = {}
    for article, key in keys.items():
        found.setdefault(key, set()).add(article)
    assert sorted(map(sorted, found.values())) == sorted(map(sorted, expected))
    assert not reserved or "张伟" not in keys.values()


def test_a_street_of_many_towns_takes_linear_time() -> None:
    counties = [record.key for record in places().records if record.level == "county"][:2000]
    evidence = {
        f"{word}{at}": (f"{word}:{key}",) for word in ("in", "near") for at, key in enumerate(counties)
    }
    keys = group("人民路", evidence, lone_joins=True)
    assert len(set(keys.values())) == 2000
    assert all(keys[f"in{at}"] == keys[f"near{at}"] for at in range(2000))
