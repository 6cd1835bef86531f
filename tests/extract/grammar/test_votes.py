"""A name seen clearly once is found where the words do not show it."""

from __future__ import annotations

from tests.extract.grammar.sample import found, rules


def test_a_person_is_found_again() -> None:
    names = rules("书记/n 时有光/PER 来/v 。/w 时有/v 光线/n 里/f 读/v 书/n")
    assert names["Person", "时有光"] == "grammar.person.vote.name"


def test_the_quoted_part_is_found_alone() -> None:
    names = found("开展/v “/w 晒谷场/n 夜谈/n ”/w 活动/n 。/w 今年/TIME 晒谷场/n 夜谈/n 开/v 了/u 九场/m")
    assert ("Campaign", "晒谷场夜谈") in names


def test_two_characters_of_the_tagger_do_not_vote() -> None:
    assert ("Person", "林远") not in found("林远/PER 来/v 。/w 树林/n 远处/n")
