"""Meetings and campaigns named again by the head of their name."""

from __future__ import annotations

from kg.extract.facts.examples import marked_document
from kg.extract.facts.shortened import short_forms


def heads(marked: str) -> list[tuple[str, str]]:
    return [(form.text, form.ref.name) for form in short_forms(marked_document(marked), [])]


def test_the_head_of_a_quoted_name_stands_for_it() -> None:
    assert heads("[“一碗山泉”围炉会|Event]开了。[杜某|Person]在围炉会上说，路要修好。") == [
        ("围炉会", "“一碗山泉”围炉会")
    ]


def test_of_two_names_the_last_before_is_meant() -> None:
    marked = "[“甲”围炉会|Event]开了。[“乙”围炉会|Event]也开了。围炉会散了。"
    assert heads(marked) == [("围炉会", "“乙”围炉会")]


def test_general_heads_parts_of_names_and_what_stands_before_do_not_count() -> None:
    assert heads("围炉会要开。[“一碗山泉”围炉会|Event]开了。[老围炉会旧址|Site]远。") == []
    assert heads("[“一碗山泉”主题活动|Campaign]开了。主题活动很好。") == []


def test_a_head_of_two_characters_counts_only_at_an_edge() -> None:
    marked = "[“一碗山泉”夜话|Campaign]开了。当夜话多。这场夜话散了。"
    assert [form.start for form in short_forms(marked_document(marked), [])] == [
        marked_document(marked).article.text.index("这场夜话") + 2
    ]
