"""Evidence joins, decisions keep apart: whatever the input, and in whatever order it comes."""

from __future__ import annotations

import networkx as nx
from hypothesis import given
from hypothesis import strategies as st

from kg.resolve.cutting import Node, connected

_NODES = [("at", letter) for letter in "abcdefg"]
_PIECES = [("by", letter) for letter in "pqrs"]
_LINKS = st.dictionaries(st.sampled_from(_NODES), st.sets(st.sampled_from(_PIECES), max_size=3), min_size=1)


@given(_LINKS, st.data())
def test_what_is_apart_is_never_joined_and_nothing_is_lost(
    links: dict[Node, set[Node]], data: st.DataObject
) -> None:
    pair = st.tuples(st.sampled_from(sorted(links)), st.sampled_from(sorted(links)))
    apart = (
        data.draw(st.lists(pair.filter(lambda two: two[0] < two[1]), max_size=3)) if len(links) > 1 else []
    )
    found = connected(links, apart)
    assert sorted(node for part in found.parts for node in part) == sorted(links)
    part_of = {node: index for index, part in enumerate(found.parts) for node in part}
    assert all(part_of[one] != part_of[other] for one, other in apart)
    backwards = {node: set(pieces) for node, pieces in sorted(links.items())[::-1]}
    assert connected(backwards, apart[::-1]) == found
    forest = nx.Graph([(node, piece) for node, pieces in links.items() for piece in pieces])
    forest.add_nodes_from(links)
    whole = {node: index for index, part in enumerate(nx.connected_components(forest)) for node in part}
    assert all(whole[part[0]] == whole[node] for part in found.parts for node in part)
    hurt = {whole[one] for one, other in apart if whole[one] == whole[other]}
    assert len(found.cut) == len(hurt)
    for node in links:  # where nothing is to be kept apart, evidence has its way
        if whole[node] not in hurt:
            assert {other for other in links if whole[other] == whole[node]} == set(
                found.parts[part_of[node]]
            )


def test_the_middle_of_a_chain_is_cut() -> None:
    chain: dict[Node, set[Node]] = {
        ("at", name): {("by", left), ("by", right)}
        for name, left, right in ("a12", "b23", "c34", "d45", "e56")
    }
    found = connected(chain, [(("at", "a"), ("at", "e"))])
    assert [[name for _, name in part] for part in found.parts] == [["a", "b"], ["c"], ["d", "e"]]
    assert found.cut == [([(("at", "a"), ("at", "e"))], [("at", "c")])]


def test_others_of_a_piece_that_both_sides_claim_stay_together() -> None:
    same: dict[Node, set[Node]] = {("at", name): {("by", "p")} for name in "abcd"}
    parts = connected(same, [(("at", "a"), ("at", "b"))]).parts
    assert [[name for _, name in part] for part in parts] == [["a"], ["b"], ["c", "d"]]
